"""CSV cells that no spreadsheet takes for a formula. In CSV only: SQL, Parquet and JSON hold the text as it is.

A text whose first character is `=`, `+`, `-`, `@`, a tab, a carriage return, a line feed or one of the full-width
signs `＝＋－＠` gains one apostrophe in front; so does such a text that already has apostrophes in front, which makes
the guard reversible: whoever meets apostrophes before such a character takes one away. Numbers are never guarded.
The list is OWASP's (https://owasp.org/www-community/attacks/CSV_Injection).
"""

FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"
# First characters of which one alone decides that a text needs a closer look.
FORMULA_SUSPECTS = frozenset("'" + FORMULA_STARTS)


def guard_text(text: str) -> str:
    """Return the text as it stands in a CSV cell."""
    if text[:1] in FORMULA_SUSPECTS and _is_formula(text):
        return f"'{text}"
    return text


def unguard_text(cell: str) -> str:
    """Return the text of a CSV cell: the inverse of `guard_text`."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell) else cell


def _is_formula(text: str) -> bool:
    first = text.lstrip("'")[:1]
    return bool(first) and first in FORMULA_STARTS

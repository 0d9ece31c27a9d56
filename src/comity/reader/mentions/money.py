"""Amounts of US dollars as stated: `$1.5 million`, `over $6 million`, `$100,000`, `10 million dollars`."""

from __future__ import annotations

import re

from comity.reader.records import MoneyMention

_SCALES = {
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mil": 1_000_000,
    "billion": 1_000_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
_NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,2})?|\d{1,15}(?:\.\d{1,4})?"
_MONEY = re.compile(
    rf"(?:US)?\$\s?(?P<signed>{_NUMBER})(?:[\s-]?(?P<scale>thousand|million|billion|trillion|mil|mn|bn|[kKmMbB])(?![A-Za-z]))?"
    rf"|(?<![\w$.,])(?P<worded>{_NUMBER})\s(?:(?P<scale2>thousand|million|billion|trillion)\s)?(?:U\.?S\.?\s)?dollars\b"
)


def find_money(plain: str) -> tuple[MoneyMention, ...]:
    """Return the amounts of a plain text, in order."""
    if "$" not in plain and "dollars" not in plain:
        return ()
    return tuple(MoneyMention(match.start(), match.end(), _amount(match)) for match in _MONEY.finditer(plain))


def _amount(match: re.Match[str]) -> float:
    number = float((match["signed"] or match["worded"]).replace(",", ""))
    scale = (match["scale"] or match["scale2"] or "").lower()
    return round(number * _SCALES.get(scale, 1), 2)

"""Measure the reader on the pages labelled here and raise `own_floors.toml`; a floor is never lowered.

Run from the checkout: `.venv/bin/python -m tests.reader.raise_own_floors`. A floor falls only by a person's hand, who
says why in the file.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from tests.reader.scoring import KINDS, MADE_UP, RETOLD, TWICE, has_fallen, own_pages, read_claims, score

FLOORS = Path(__file__).parent / "own_floors.toml"
HEAD = """\
# Floors of the reader on the pages labelled here, written by raise_own_floors.py, which refuses to lower one.
# `open`: pages that whoever writes rules may read. `held`: pages of which no rule writer has read a text; only its
# totals were printed while rules were written, some hundred times. `unread`: labelled later, by somebody who had not
# seen the rules, and scored a handful of times. Where pages are added to a part, its floors are those of the new set.
# `sibling`, `sealed`, `artful`, `drill`: made up with their labels. All but `sealed` may be read; of `sealed` no rule
# writer has read a page, and only totals were printed. `twin`: what the second look learns from beside the others.
# `kin`, `clan`: likewise. `cousin`: may be read. `fresh`: as `sealed`. `…-twice`: pages read with the second look,
# which has not learnt from them; the others by rules alone. Lowered by hand: attribution of `sealed-twice`, from 0.82
# to 0.818, and of `fresh-twice`, from 0.91 to 0.893: more is found (0.618 before, 0.384), and more of it with its
# speaker right, but of what is added a speaker told in another sentence is missed.
"""


def main() -> None:
    """Print what is measured, and write the floors or stop where one would fall."""
    measured = {part: _measured(part) for part in RETOLD + MADE_UP + TWICE}
    text = HEAD + "".join(_section(part, kind, measured[part][kind]) for part in measured for kind in KINDS)
    print(text)
    if FLOORS.is_file():
        _refuse_to_fall(tomllib.loads(FLOORS.read_text(encoding="utf-8")), measured)
    FLOORS.write_text(text, encoding="utf-8")


def _measured(part: str) -> dict[str, dict[str, float]]:
    pages, labels = own_pages(part)
    return score([read_claims(page, looks_twice=part in TWICE) for page in pages], labels)


def _section(part: str, kind: str, shares: dict[str, float]) -> str:
    # A floor of nothing holds whatever is read: it is none.
    kept = {name: value for name, value in shares.items() if value > 0 or name == "noisy"}
    lines = [f"{name} = {_rounded(name, value)}" for name, value in kept.items()]
    return "\n".join(["", f"[{part}.{kind}]", *lines, ""])


def _rounded(name: str, value: float) -> float:
    """Return a share with three places, on the side that the measured one does not break."""
    return -(-value * 1000 // 1) / 1000 if name == "noisy" else value * 1000 // 1 / 1000


def _refuse_to_fall(
    before: dict[str, dict[str, dict[str, float]]], now: dict[str, dict[str, dict[str, float]]]
) -> None:
    for part, kinds in before.items():
        for kind, floors in kinds.items():
            for name, floor in floors.items():
                if has_fallen(part, name, now[part][kind], floors):
                    fallen = f"from {floor} to {now[part][kind][name]:.4f}"
                    sys.exit(f"{part} {kind} {name} would fall {fallen}: a floor is never lowered")


if __name__ == "__main__":
    main()

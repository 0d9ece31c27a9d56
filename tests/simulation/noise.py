"""What the publisher's hands do to rows: misprints for a list or more, for ever or taken back, rows left out."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from tests.simulation.world import Accord, Cells, World, other

Change = Callable[[Cells], Cells]
WRONG_STATES = ("ARIZONA", "KENTUCKY", "MISSOURI", "OHIO", "TEXAS", "GEORGIA", "TENNESSEE")


def add_noise(world: World, seed: int, share: float = 0.45) -> None:
    """Misprint, drop and respell rows of the world; `share` of the agreements are touched, a few of them twice."""
    noise = _Noise(random.Random(seed * 7919 + 1), world)
    for accord in world.accords:
        for chance in (share, share / 3):
            if noise.rng.random() < chance:
                noise.touch(accord)
        if accord.twin_name:
            noise.print_twice(accord)


class _Noise:
    def __init__(self, rng: random.Random, world: World) -> None:
        self.rng = rng
        self.world = world
        self.kinds: tuple[Callable[[Accord], None], ...] = (
            self.misspell, self.misspell, self.respell, self.respell, self.drop, self.drop, self.blemish, self.blemish,
            self.mistype_year, self.redate, self.redate_for_a_while, self.wrong_state, self.odd_model, self.no_county,
            self.lose_link, self.at_once,
        )  # fmt: skip

    def touch(self, accord: Accord) -> None:
        if len(accord.shown) >= 3:
            self.rng.choice(self.kinds)(accord)

    def apply(self, accord: Accord, change: Change, start: int, length: int | None) -> None:
        stop = self.world.count if length is None else start + length
        for index in list(accord.shown):
            if start <= index < stop:
                accord.shown[index] = change(accord.shown[index])

    def start(self, accord: Accord) -> int:
        """Return a list that shows the agreement, seldom its first."""
        indices = sorted(accord.shown)
        return indices[0] if self.rng.random() < 0.1 else self.rng.choice(indices[1:])

    def misspell(self, accord: Accord) -> None:
        """A slip of the keys in the name, for one to four lists, or until the end."""
        name = slip(self.rng, accord.body_at(0).name)
        if accord.moves_at is not None:
            return
        self.apply(accord, lambda c: other(c, agency=name), self.start(accord), self.rng.choice((1, 1, 2, 3, 4, None)))

    def respell(self, accord: Accord) -> None:
        """Another usual form of the name, for some lists or from now on."""
        if len(accord.body.names) < 2 or accord.moves_at is not None:
            return
        name = self.rng.choice(accord.body.names[1:])
        self.apply(accord, lambda c: other(c, agency=name), self.start(accord), self.rng.choice((1, 3, None, None)))

    def drop(self, accord: Accord) -> None:
        """The row is left out of one to five lists."""
        start = self.start(accord)
        inner = sorted(accord.shown)
        for index in range(start, start + self.rng.choice((1, 1, 2, 3, 5))):
            if index not in (inner[0], inner[-1]):
                accord.shown.pop(index, None)

    def blemish(self, accord: Accord) -> None:
        """Curly quotes, blanks at the end, capitals, no-break spaces: nothing that means anything."""
        change = self.rng.choice(BLEMISHES)
        self.apply(accord, change, self.start(accord), self.rng.choice((1, 2, None)))

    def mistype_year(self, accord: Accord) -> None:
        """A year that cannot be, such as 5025 or 20026."""
        fives = self.rng.random() < 0.5

        def mistyped(cells: Cells) -> Cells:
            if not isinstance(cells.signed, date):
                return cells
            year = f"5{cells.signed.year % 1000:03}" if fives else f"20{cells.signed.year % 1000:03}"
            return other(cells, signed=f"{cells.signed:%m/%d/}{year}")

        self.apply(accord, mistyped, self.start(accord), self.rng.choice((1, 3, None)))

    def redate(self, accord: Accord) -> None:
        """Another day is printed from some list on."""
        self._redate(accord, None)

    def redate_for_a_while(self, accord: Accord) -> None:
        """Another day is printed for a few lists and taken back."""
        self._redate(accord, self.rng.choice((1, 2, 4)))

    def _redate(self, accord: Accord, length: int | None) -> None:
        start = self.start(accord)
        shift = self.rng.choice((-40, -12, -7, -3, -1, 1, 2, 5))
        day = min(accord.signed + timedelta(days=shift), self.world.issues[accord.first].on)
        self.apply(accord, lambda c: _dated(c, day), start, length)

    def wrong_state(self, accord: Accord) -> None:
        """The row stands under another state for some lists."""
        state = self.rng.choice([state for state in WRONG_STATES if state != accord.body.state])
        self.apply(accord, lambda c: other(c, state=state), self.start(accord), self.rng.choice((1, 2, 5)))

    def odd_model(self, accord: Accord) -> None:
        """The support type is misprinted beyond the vocabulary for a list or two."""
        word = accord.shown[min(accord.shown)].support_type.replace("e", "", 1)
        self.apply(accord, lambda c: other(c, support_type=word), self.start(accord), self.rng.choice((1, 2)))

    def no_county(self, accord: Accord) -> None:
        """The county is blank, an error value, or the neighbour's."""
        county = self.rng.choice(("", "#N/A", "Baker County", "North County"))
        self.apply(accord, lambda c: other(c, county=county), self.start(accord), self.rng.choice((1, 4, None)))

    def lose_link(self, accord: Accord) -> None:
        """The link is pending for a while, or has another file name from now on."""
        link = self.rng.choice(("", accord.cells(accord.first).link.replace(".pdf", "_1.pdf")))
        self.apply(accord, lambda c: other(c, link=link), self.start(accord), self.rng.choice((1, 3, None)))

    def at_once(self, accord: Accord) -> None:
        """Name, date and county change with one list and stay so."""
        if accord.moves_at is not None or len(accord.body.names) < 2:
            return
        name, day = accord.body.names[1], accord.signed - timedelta(days=2)
        change: Change = lambda c: other(_dated(c, day), agency=name, county="")  # noqa: E731
        self.apply(accord, change, self.start(accord), None)

    def print_twice(self, accord: Accord) -> None:
        """A second row for the same agreement, under another form of its name, for some lists."""
        start = self.start(accord)
        for index in range(start, min(start + self.rng.randint(1, 8), self.world.count)):
            if index in accord.shown:
                accord.twins[index] = other(accord.shown[index], agency=accord.twin_name)


def _dated(cells: Cells, day: date) -> Cells:
    return other(cells, signed=day, means=day.isoformat())


BLEMISHES: tuple[Change, ...] = (
    lambda c: other(c, agency=c.agency.replace("'", "’")),
    lambda c: other(c, agency=f"{c.agency} ", support_type=f"{c.support_type}\u00a0"),
    lambda c: other(c, state=c.state.title()),
    lambda c: other(c, type=f"{c.type} ", county=f" {c.county}"),
    lambda c: other(c, agency=c.agency.replace(" ", "  ", 1)),
    lambda c: other(c, support_type=c.support_type.upper()),
)


def slip(rng: random.Random, name: str) -> str:
    """Return the name with one slip of the keys: a letter left out, doubled, swapped with the next, or another."""
    at = rng.randrange(1, len(name) - 2)
    while not (name[at].isalpha() and name[at + 1].isalpha()):
        at = rng.randrange(1, len(name) - 2)
    return rng.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + rng.choice("aeinorst") + name[at + 1 :],
        )
    )

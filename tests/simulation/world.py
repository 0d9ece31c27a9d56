"""The truth: agreements that are signed, stand, leave, are signed again, switch model or move, list by list."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.simulation.bodies import Body, all_bodies, look_alikes

MODELS = {"JEM": "Jail Enforcement Model", "WSO": "Warrant Service Officer", "TFM": "Task Force Model"}


@dataclass(frozen=True)
class Issue:
    """One printing of the list: its true day and the suffix of its name (am before pm)."""

    on: date
    slot: str


@dataclass(frozen=True)
class Cells:
    """One row as it stands in one list; `signed` is what the cell holds, `means` the day that it means."""

    state: str
    agency: str
    type: str
    county: str
    support_type: str
    signed: date | str
    means: str
    model: str
    link: str = ""


@dataclass
class Accord:
    """One agreement: whose, of which model and signing, in which lists (`last` is None where it never leaves)."""

    uid: int
    body: Body
    model: str
    signed: date
    first: int
    last: int | None = None
    successor: int | None = None
    moves_at: int | None = None
    moves_to: Body | None = None
    twin_name: str = ""
    has_link: bool = True
    shown: dict[int, Cells] = field(default_factory=dict)
    twins: dict[int, Cells] = field(default_factory=dict)

    def body_at(self, index: int) -> Body:
        """Return whose agreement it is printed as in a list."""
        return self.moves_to if self.moves_to and self.moves_at is not None and index >= self.moves_at else self.body

    def cells(self, index: int) -> Cells:
        """Return the row as it is printed without any noise."""
        body = self.body_at(index)
        link = f"https://www.ice.gov/doclib/287gMOA/{self.body.agency_id}{self.model}{self.signed:%m%d%Y}.pdf"
        support, day = MODELS[self.model], self.signed
        return Cells(
            body.state, body.name, body.type, body.county, support, day, day.isoformat(), self.model,
            link if self.has_link else "",
        )  # fmt: skip


@dataclass
class World:
    """Everything that is true: the lists' days, the agreements, and the lists at which something large happens."""

    issues: list[Issue]
    accords: list[Accord]
    mass_departure_at: int

    @property
    def count(self) -> int:
        """Return the number of lists."""
        return len(self.issues)


def make_world(seed: int, *, lists: int = 42, accords: int = 260) -> World:
    """Return a world of this seed: a list or two every few days from November 2025 on."""
    rng = random.Random(seed)
    issues = _issues(rng, lists)
    maker = _Maker(rng, issues)
    maker.start(accords)
    maker.live()
    maker.depart_together()
    for accord in maker.accords:
        end = accord.last if accord.last is not None else lists - 1
        accord.shown = {index: accord.cells(index) for index in range(accord.first, end + 1)}
    return World(issues, maker.accords, maker.mass_at)


def _issues(rng: random.Random, lists: int) -> list[Issue]:
    on, made = date(2025, 11, 3) + timedelta(days=rng.randint(0, 20)), list[Issue]()
    while len(made) < lists:
        slots = ("am", "pm") if rng.random() < 0.2 else (rng.choice(("am", "pm", "pm", "")),)
        made += [Issue(on, slot) for slot in slots]
        on += timedelta(days=rng.choice((1, 1, 2, 2, 3, 4, 7)))
        while on.weekday() > 4:
            on += timedelta(days=1)
    return made[:lists]


class _Maker:
    """Draws agreements and what becomes of them."""

    def __init__(self, rng: random.Random, issues: list[Issue]) -> None:
        self.rng = rng
        self.issues = issues
        self.accords: list[Accord] = []
        self.mass_at = rng.randint(len(issues) // 3, max(len(issues) // 3, len(issues) - 12))
        self._taken: set[tuple[str, str]] = set()

    def add(self, body: Body, model: str, signed: date, first: int) -> Accord | None:
        """Return a new agreement, or None where the body has one of that model already."""
        if (body.agency_id, model) in self._taken:
            return None
        self._taken.add((body.agency_id, model))
        accord = Accord(len(self.accords), body, model, signed, first, has_link=self.rng.random() < 0.8)
        self.accords.append(accord)
        return accord

    def start(self, count: int) -> None:
        """Fill the first list, look-alikes side by side, and let new agreements come with later ones."""
        kinds = all_bodies()
        for one, other in self.rng.sample(look_alikes(), 25):
            model, signed = self.model(one), self.old_day()
            self.add(one, model, signed, 0)
            self.add(other, model, signed if self.rng.random() < 0.6 else self.old_day(), 0)
        for body in (*kinds["state"], *self.rng.sample(kinds["constable"], 6)):
            self.add(body, "TFM", self.old_day(), 0)
        while len(self.accords) < count:
            kind = self.rng.choices(("sheriff", "police", "jail"), (6, 5, 1))[0]
            body = self.rng.choice(kinds[kind])
            first = self.rng.choice((0, 0, 0, self.rng.randint(1, len(self.issues) - 1)))
            signed = self.old_day() if first == 0 else self.issues[first].on - timedelta(days=self.rng.randint(0, 9))
            self.add(body, self.model(body), signed, first)
            if body.kind == "sheriff" and self.rng.random() < 0.15:
                self.add(body, self.model(body), signed, first)

    def model(self, body: Body) -> str:
        """Return a model that such a body signs."""
        if body.kind in {"police", "state", "constable"}:
            return "TFM"
        return self.rng.choice(("JEM", "WSO") if body.kind == "jail" else ("JEM", "WSO", "TFM"))

    def old_day(self) -> date:
        """Return a signing day before the first list."""
        return self.issues[0].on - timedelta(days=self.rng.randint(5, 270))

    def live(self) -> None:
        """Let some agreements leave, be signed again, switch, move or stand under two names."""
        models = self._models()
        for accord in list(self.accords):
            draw = self.rng.random()
            room = len(self.issues) - accord.first
            if room < 8:
                continue
            if draw < 0.04 and models[accord.body.agency_id] == 1:
                accord.last = accord.first + self.rng.randint(1, room - 2)
            elif draw < 0.06:
                self.sign_again(accord)
            elif draw < 0.08 and accord.body.kind in {"sheriff", "jail"} and accord.model in {"JEM", "WSO"}:
                self.switch(accord)
            elif draw < 0.15 and accord.body.kind == "sheriff" and accord.model != "TFM":
                self.move(accord)
            elif draw < 0.11 and accord.body.kind == "police":
                accord.twin_name = accord.body.names[2]

    def _models(self) -> Counter[str]:
        """Return how many models each body has: one leaving soon after another came may be a switch or not."""
        return Counter(accord.body.agency_id for accord in self.accords)

    def sign_again(self, accord: Accord) -> None:
        """Let an agreement leave and the same body sign the same model later, at once or after weeks."""
        leaves = accord.first + self.rng.randint(1, len(self.issues) - accord.first - 4)
        if (self.issues[leaves].on - accord.signed).days < 30:
            return
        back = min(leaves + self.rng.choice((1, 1, 2, 4, 8, 14)), len(self.issues) - 1)
        signed = max(self.issues[leaves].on + timedelta(days=1), self.issues[back].on - timedelta(days=3))
        # without links, a signing anew at once and a date put right look the same
        accord.last, accord.has_link = leaves, True
        fresh = Accord(len(self.accords), accord.body, accord.model, signed, back)
        accord.successor = fresh.uid
        self.accords.append(fresh)

    def switch(self, accord: Accord) -> None:
        """Let an agreement of one jail model give way to the other."""
        at = accord.first + self.rng.randint(2, len(self.issues) - accord.first - 4)
        model = "WSO" if accord.model == "JEM" else "JEM"
        fresh = self.add(accord.body, model, self.issues[at].on - timedelta(days=2), at)
        if fresh is not None:
            accord.last, accord.successor = at - 1, fresh.uid

    def move(self, accord: Accord) -> None:
        """Let a county's jail department take the sheriff's row over."""
        jails = {body.agency_id: body for body in all_bodies()["jail"]}
        jail = jails.get(accord.body.agency_id.removesuffix("-sheriff") + "-jail")
        if jail and (jail.agency_id, accord.model) not in self._taken:
            accord.moves_at = accord.first + self.rng.randint(2, len(self.issues) - accord.first - 3)
            accord.moves_to = jail

    def depart_together(self) -> None:
        """Let many agreements leave with one list, as when a state forbids them."""
        models = self._models()
        stay = [
            a for a in self.accords
            if a.first < self.mass_at - 3 and a.last is None and a.moves_at is None and models[a.body.agency_id] == 1
        ]  # fmt: skip
        for accord in self.rng.sample(stay, min(len(stay), self.rng.randint(12, 40))):
            accord.last, accord.twin_name = self.mass_at - 1, ""


def other(cells: Cells, **changes: object) -> Cells:
    """Return cells with some changed."""
    return replace(cells, **changes)  # type: ignore[arg-type]

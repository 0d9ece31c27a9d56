"""Made-up worlds with a known truth go through the whole pipeline; precision and recall apart may not drop."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.release import check_release, current_release
from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
from tests.simulation.files import make_files
from tests.simulation.noise import add_noise
from tests.simulation.run import Score, put_through, score, simulate
from tests.simulation.truth import truth
from tests.simulation.world import make_world

SEEDS = (1, 2, 3, 4, 5, 6)
# What the floors were measured on: 42 lists and some 265 agreements a seed, nearly half of them misprinted in some way.
# A false departure is the worst fault. Two misprints of one row in one list, and a pending list under the other's
# name, are what is still got wrong now and then (sixty other seeds: one false departure in 2,545).
FLOORS = {
    "agreement": (0.998, 0.998),
    "body": (0.999, 0.999),
    "day": (1.0, 1.0),
    "listed": (0.995, 0.995),
    "model_changed": (0.95, 0.95),
    "moved_to_another_agency": (0.95, 0.95),
    "redated": (0.995, 0.995),
    "relisted": (0.990, 0.990),
    "renamed": (0.997, 0.997),
    "span": (0.999, 0.999),
    "status": (0.999, 0.999),
    "unlisted": (0.995, 0.998),
    "verdict": (0.99, 0.99),
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Score:
    """Return the score of all fixed seeds together."""
    total = Score()
    for seed in SEEDS:
        total.add(score(simulate(seed, tmp_path_factory.mktemp(f"seed{seed}"))))
    return total


@pytest.mark.parametrize("what", sorted(FLOORS))
def test_no_floor_is_undercut(measured: Score, what: str) -> None:
    """Precision and recall of each subject, over six worlds."""
    precision, recall = FLOORS[what]
    said = f"precision {measured.precision(what):.4f}, recall {measured.recall(what):.4f} of {measured.due[what]} due"
    print(f"{what}: {said}")
    faults = "\n".join(fault for fault in measured.faults if fault.startswith(what))
    assert measured.precision(what) >= precision and measured.recall(what) >= recall, f"{said}\n{faults}"


def test_the_worlds_are_hard_enough(measured: Score) -> None:
    """Every subject is asked about often enough for its floor to mean something."""
    scarce = {"model_changed": 5, "moved_to_another_agency": 3, "relisted": 20}
    assert {what for what in FLOORS if measured.due[what] < scarce.get(what, 100)} == set()


def test_without_noise_nothing_is_wrong(tmp_path: Path) -> None:
    """Lists without a misprint and without a trap are read without a fault."""
    for seed in (101, 102):
        folder = tmp_path / str(seed)
        folder.mkdir()
        assert score(simulate(seed, folder, with_noise=False, with_traps=False)).faults == []


def test_a_world_is_the_same_each_time_it_is_made() -> None:
    """One seed, one world: the same files to the byte."""
    made = []
    for _ in range(2):
        world = make_world(7, lists=12, accords=90)
        add_noise(world, 7)
        made.append([(file.name, file.data()) for file in make_files(world, 7)])
    assert made[0] == made[1]


def test_the_score_sees_a_lost_agreement(tmp_path: Path) -> None:
    """A score that cannot fall is none: an answer with one agreement hidden scores less."""
    outcome = put_through(
        world := make_world(8, lists=12, accords=90), make_files(world, 8, with_traps=False), tmp_path
    )
    whole = score(outcome)
    outcome.events[:] = [event for event in outcome.events if event.event != "unlisted"]
    assert whole.recall("unlisted") == 1.0 and score(outcome).recall("unlisted") == 0.0
    assert len(truth(outcome.world, outcome.files)) >= 90


def test_a_simulated_world_builds_a_whole_release(tmp_path: Path) -> None:
    """The same files through the commands' own steps end in a release that balances."""
    world = make_world(9, lists=16, accords=90)
    add_noise(world, 9)
    paths = []
    for file in make_files(world, 9):
        path = tmp_path / "lists" / file.name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.data())
        paths.append(path)
    settings = Settings(tmp_path / "home")
    taken = take_in(settings, "ice-287g", paths, added_at="2026-06-01T00:00:00Z")
    assert {item.outcome for item in taken} <= {"new", "shown_again"}
    build(settings)
    release = current_release(settings)
    assert release is not None and check_release(release.folder) == []

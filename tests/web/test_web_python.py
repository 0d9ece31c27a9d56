"""Python's way in: `comity.open()`."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

import comity
from comity.errors import AmbiguousError, NotFoundError
from comity.register import ask
from comity.settings import Settings


def test_every_question_is_answered_as_over_the_release(made_settings: Settings) -> None:
    """Typed functions over the same questions, by a name or a GEOID."""
    with comity.open(made_settings.home) as record:
        assert record.as_of == "2025-04-01" and (made_settings.releases / record.release_id).is_dir()
        assert record.agreements(as_of="2025-03-10") == ask.agreements(record.connection, as_of="2025-03-10")
        assert record.place("Baker County, FL").in_force == record.place("12003").in_force != []
        assert {row["event"] for row in record.changes()} >= {"listed", "unlisted"}
        assert {row["year"] for row in record.contests(2027, state="VA")} == {2027}
        assert record.explain("made-claim")["table"] == "claim"
        for rows in (record.pending(), record.claims(kind="practice"), record.publications(), record.issues()):
            assert rows
    with pytest.raises(sqlite3.ProgrammingError):
        record.agreements()


def test_a_place_that_is_none_or_several_is_told(made_settings: Settings) -> None:
    """Never guessed."""
    with comity.open(made_settings.home) as record:
        with pytest.raises(NotFoundError, match="no place"):
            record.place("Nowhere County, FL")
        with pytest.raises(AmbiguousError, match="may be"):
            record.place("Union County")


def test_the_environments_folder_is_the_default(made_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for the commands."""
    monkeypatch.setenv("COMITY_HOME", str(made_settings.home))
    with comity.open() as record:
        assert record.as_of == "2025-04-01"


def test_importing_the_package_imports_nothing_else() -> None:
    """What asks for the version alone does not wait for the rest; a wrong name is told."""
    code = "import comity, sys; print(sorted(name for name in sys.modules if name.startswith('comity')))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "['comity']"
    with pytest.raises(AttributeError, match="nothing"):
        _ = comity.nothing

"""The words, the errors and the settings: what other programs rely on does not change unseen."""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path

import msgspec
import pytest

from comity import errors
from comity.errors import ComityError
from comity.model import MODELS, EventKind, ListKind, PrintedRow, Status, SupportModel, Verdict, records
from comity.settings import Settings, read_settings

DOCS = Path(__file__).parents[2] / "docs"
ERRORS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, ComityError)]


def test_every_error_has_an_exit_code_of_its_own() -> None:
    """A script tells by the code what went wrong; HTTP by the status, of which several errors may share one."""
    codes = {one.__name__: (one.exit_code, one.http_status) for one in ERRORS}
    assert codes == {
        "ComityError": (1, 500),
        "UsageError": (2, 400),
        "NotFoundError": (3, 404),
        "AmbiguousError": (4, 409),
        "UnreadableError": (5, 422),
        "SourceError": (6, 422),
        "RecordError": (7, 500),
        "BusyError": (8, 503),
        "StorageError": (9, 507),
        "CheckError": (10, 500),
        "LawError": (11, 500),
        "TellingError": (12, 502),
    }


@pytest.mark.parametrize("one", ERRORS, ids=lambda one: one.__name__)
def test_every_error_stands_on_the_page_of_errors(one: type[ComityError]) -> None:
    """The page names it beside its exit code and its status."""
    lines = [line for line in (DOCS / "errors.md").read_text().splitlines() if one.__name__ in line]
    numbers = {int(number) for line in lines for number in re.findall(r"\b\d+\b", line)}
    assert {one.exit_code, one.http_status} <= numbers


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ComityError("it is broken"), "it is broken"),
        (ComityError("it is broken", where="row 7"), "row 7: it is broken"),
        (ComityError("it is broken", cure="mend it"), "it is broken; mend it"),
        (ComityError("it is broken", where="row 7", cure="mend it"), "row 7: it is broken; mend it"),
    ],
)
def test_an_error_is_one_sentence(error: ComityError, text: str) -> None:
    """Its place, the problem, the cure: as far as they are known."""
    assert str(error) == text


def test_the_vocabularies_are_closed() -> None:
    """A word more or less is a change for everybody who reads the tables."""
    assert [str(one) for one in MODELS] == ["JEM", "WSO", "TFM", "JEM+TFM"] == [str(one) for one in SupportModel]
    assert {str(one) for one in Status} == {"listed", "no_longer_listed", "superseded"}
    assert {str(one) for one in ListKind} == {"participating", "pending"}
    assert {str(one) for one in Verdict} == {
        "good", "duplicate", "misdated", "swapped", "stale", "suspect", "unreadable",
    }  # fmt: skip
    assert {str(one) for one in EventKind} == {
        "listed", "unlisted", "relisted", "renamed", "redated", "model_changed", "moved_to_another_agency", "corrected",
    }  # fmt: skip


def test_no_record_can_be_changed() -> None:
    """Every record of the model is frozen."""
    kinds = [one for one in vars(records).values() if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    made = [one for one in kinds if one is not msgspec.Struct]
    assert len(made) >= 7 and all(one.__struct_config__.frozen for one in made)
    with pytest.raises(AttributeError):
        PrintedRow("a", "b").state = "c"  # type: ignore[misc]


def test_the_cells_of_a_printed_row_stand_in_their_order() -> None:
    """Ids of rows are made of the cells in this order; another order would change every id."""
    assert PrintedRow.__struct_fields__ == (
        "state", "agency", "type", "county", "support_type", "signed", "moa", "moa_url", "addendum", "addendum_url",
    )  # fmt: skip


def test_the_data_folder_is_the_one_named() -> None:
    """`COMITY_HOME` first, then the user's folder for data, then the usual one; `~` is the user's own."""
    home = Path.home()
    assert read_settings({"COMITY_HOME": "/data/comity"}).home == Path("/data/comity")
    assert read_settings({"COMITY_HOME": "~/mine", "XDG_DATA_HOME": "/x"}).home == home / "mine"
    assert read_settings({"COMITY_HOME": "", "XDG_DATA_HOME": "/x"}).home == Path("/x/comity")
    assert read_settings({"XDG_DATA_HOME": "~/x"}).home == home / "x" / "comity"
    assert read_settings({}).home == home / ".local" / "share" / "comity"


def test_settings_are_read_from_the_environment_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty environment that is given is not filled from the real one."""
    monkeypatch.setitem(os.environ, "COMITY_HOME", "/from/environ")
    assert read_settings().home == Path("/from/environ")
    assert read_settings({}).home != Path("/from/environ")


def test_the_layout_under_the_data_folder() -> None:
    """What a data folder of an earlier version holds is found again."""
    settings = Settings(Path("/h"))
    told = (settings.archive, settings.ledger, settings.releases, settings.cache)
    assert [path.relative_to("/h").as_posix() for path in told] == ["archive", "ledger.sqlite", "releases", "cache"]
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.home = Path("/other")  # type: ignore[misc]

"""Reference pages name everything that they are about, so that they cannot drift from the program."""

import importlib.metadata
import re
import tomllib
from enum import StrEnum
from pathlib import Path

import msgspec
import pytest

from comity import errors
from comity.cli import main
from comity.sources.curated import layout, load_claims, vocabulary

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
WORDS = [words for words in vars(vocabulary).values() if isinstance(words, type) and words.__mro__[1] is StrEnum]
ERRORS = [error for error in vars(errors).values() if isinstance(error, type) and issubclass(error, Exception)]
TABLES = (
    layout.CuratedPublication,
    layout.WrittenClaim,
    layout.WrittenPlace,
    layout.WrittenRelation,
    layout.WrittenCount,
    layout.WrittenElection,
    layout.WrittenLaw,
)


def page(name: str) -> str:
    """Return a page of the documentation."""
    return (DOCS / name).read_text(encoding="utf-8")


def rows(text: str) -> list[list[str]]:
    """Return the cells of every table row of a page."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("|")]


def dependencies() -> dict[str, str]:
    """Return the name of every package that `pyproject.toml` asks for, and whether it ships."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = dict.fromkeys(project["dependencies"], "At run time")
    for name, group in project["optional-dependencies"].items():
        asked |= dict.fromkeys(group, "For development" if name == "dev" else "Extras")
    return {re.match(r"[A-Za-z0-9._-]+", name)[0]: heading for name, heading in asked.items()}  # type: ignore[index]


def test_every_dependency_is_explained_under_its_heading_and_no_other() -> None:
    """Each package stands once, in the table of its use, with four filled cells; none is explained that is not used."""
    text = page("dependencies.md")
    run_time, rest = text.split("## Extras")
    extras, development = rest.split("## For development")
    found = {}
    for heading, part in (("At run time", run_time), ("Extras", extras), ("For development", development)):
        for name, *cells in rows(part):
            if name.startswith("`"):
                assert name.strip("`") not in found, name
                assert len(cells) == 3 and all(cells), name
                found[name.strip("`")] = heading
    assert found == dependencies()


@pytest.mark.parametrize("name", sorted(dependencies()))
def test_a_stated_licence_is_the_one_that_the_package_declares(name: str) -> None:
    """The page's licence is in the package's own metadata: as an expression, or in older packages as words."""
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{name} is not installed here")
    stated = next(cells[-1] for cells in rows(page("dependencies.md")) if cells[0] == f"`{name}`")
    declared = " ".join(
        [metadata.get("License-Expression") or "", metadata.get("License") or "", *metadata.get_all("Classifier", [])]
    )
    assert stated.split("-")[0] in declared


def test_every_error_has_its_row_with_code_status_and_example() -> None:
    """The page and the tree of errors agree, error by error, and each example is a problem and a cure."""
    table = {cells[0].strip("`"): cells[1:] for cells in rows(page("errors.md")) if cells[0].startswith("`")}
    assert set(table) == {error.__name__ for error in ERRORS}
    for error in ERRORS:
        code, status, when, example = table[error.__name__]
        assert (int(code), int(status)) == (error.exit_code, error.http_status), error.__name__
        assert when and re.fullmatch(r"`[^`]+; [^`]+`", example), error.__name__


def test_exit_codes_tell_errors_apart() -> None:
    """No two errors share an exit code, and none is the code of success."""
    codes = [error.exit_code for error in ERRORS]
    assert len(set(codes)) == len(codes) and 0 not in codes


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_field_of_a_claims_file_is_explained(table: type[msgspec.Struct]) -> None:
    """Each field that a file may hold, under the name that it has there, stands on the page as code."""
    text = page("claims.md")
    for field in msgspec.structs.fields(table):
        assert f"`{field.encode_name}`" in text or f"[claim.{field.encode_name}]" in text, field.encode_name


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_word_of_the_vocabularies_is_explained(words: type[StrEnum]) -> None:
    """Each word stands on the page as code."""
    text = page("claims.md")
    assert len(words) > 1
    for word in words:
        assert f"`{word.value}`" in text, word


def test_the_example_file_of_the_page_loads(tmp_path: Path) -> None:
    """What the page shows as a whole file is one."""
    (example,) = re.findall(r"```toml\n(.*?)```", page("claims.md"), re.DOTALL)
    (tmp_path / "fairfax-sheriff-2018-01.toml").write_text(example, encoding="utf-8")
    record = load_claims(tmp_path)
    assert [claim.effect for claim in record.claims] == ["", "compels"]


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link of a page of the documentation names a file that exists."""
    for path in [*DOCS.rglob("*.md"), ROOT / "README.md"]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), (path.name, target)


def test_every_page_that_tells_an_exit_code_tells_that_of_the_error() -> None:
    """A channel that fails has its own code, on the pages of telling, of the watch and of the commands."""
    code = errors.TellingError.exit_code
    assert f"exit code\n  is {code} (`TellingError`" in page("telling.md")
    assert [cells[1] for cells in rows(page("watch.md")) if cells[0] == str(code)] == ["`failed`"]
    told = [cells[0] for cells in rows(page("commands.md")) if f"Exit code {code}" in cells[-1]]
    assert [command.startswith("`comity tell") for command in told] == [True]


def test_the_help_of_the_program_lists_every_exit_code() -> None:
    """In order, each once."""
    told = " ".join((main.cli.help or "").partition("Exit codes:")[2].partition("Example:")[0].split())
    numbers = [int(part.split()[0]) for part in told.rstrip(".").split(" · ")]
    assert numbers == [0, *sorted(error.exit_code for error in ERRORS)]

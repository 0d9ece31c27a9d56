"""On the real tables and lists: the package's file is what a build writes, and nearly every printed row is answered."""

import csv
from collections import Counter
from importlib.resources import files
from pathlib import Path

import fastexcel
import pytest

from comity.places import Resolver, build_gazetteer, load_gazetteer
from comity.places.agencies import STATES, printed_agency, printed_county
from comity.places.packing import FILE_NAME

pytestmark = pytest.mark.real


def test_the_packages_file_is_what_the_command_writes(shared_data: Path, tmp_path: Path) -> None:
    """A build from the same tables gives the content that the package carries, under its size limit."""
    report = build_gazetteer(
        shared_data / "census",
        shared_data / "fbi" / "law_enforcement_employees_2025.csv",
        shared_data / "ocd" / "us_census_places.csv",
        tmp_path,
    )
    ours = files("comity.places") / "data" / FILE_NAME
    assert (tmp_path / FILE_NAME).read_bytes() == ours.read_bytes()
    assert report.size_bytes < 3_000_000


def test_nearly_every_agency_of_the_fbis_table_resolves(shared_data: Path) -> None:
    """Cities and counties of the FBI's table resolve by their printed names, and hardly one against its county."""
    resolver = Resolver(load_gazetteer())
    seen: Counter[tuple[str, str]] = Counter()
    with (shared_data / "fbi" / "law_enforcement_employees_2025.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            state = STATES.get(row["state_abbr"], row["state_abbr"])
            agency = printed_agency(row)
            if row["agency_type_name"] in {"City", "County"} and agency and state != "FS":
                found = resolver.resolve(state, agency, "", printed_county(row))
                outcome = "conflict" if found.conflict else "answered" if found.agency_id else "unresolved"
                seen[row["agency_type_name"], outcome] += 1
    print(dict(seen))
    for kind in ("City", "County"):
        total = sum(count for (named, _), count in seen.items() if named == kind)
        assert seen[kind, "answered"] / total > 0.995
        assert seen[kind, "conflict"] / total < 0.002


def printed_rows(folder: Path) -> Counter[tuple[str, str, str, str]]:
    """Return the distinct printed rows of all lists with their counts."""
    rows: Counter[tuple[str, str, str, str]] = Counter()
    for path in sorted(folder.glob("p*/*.xlsx")):
        book = fastexcel.read_excel(path.read_bytes())
        for name in book.sheet_names:
            table = book.load_sheet(name, dtypes="string").to_arrow().to_pydict()
            columns = {title.strip().upper(): values for title, values in table.items()}
            agencies = columns.get("LAW ENFORCEMENT AGENCY") or []
            if "STATE" not in columns:
                continue
            blank = [None] * len(agencies)
            printed = (columns["STATE"], agencies, columns.get("TYPE", blank), columns.get("COUNTY", blank))
            for row in zip(*printed, strict=True):
                if row[0] and row[1]:
                    rows[tuple(str(cell or "") for cell in row)] += 1  # type: ignore[index]
    return rows


def test_nearly_every_printed_row_is_answered(shared_data: Path) -> None:
    """Of all rows of all lists at least 99 of 100 are answered, rows and distinct names alike."""
    resolver = Resolver(load_gazetteer())
    rows = printed_rows(shared_data / "ice-287g")
    assert sum(rows.values()) > 120_000
    answered = {row for row in rows if resolver.resolve(*row).agency_id}
    share = sum(rows[row] for row in answered) / sum(rows.values())
    print(
        f"answered: {share:.4f} of {sum(rows.values())} rows, {len(answered) / len(rows):.4f} of {len(rows)} distinct"
    )
    assert share > 0.99
    assert len(answered) / len(rows) > 0.985

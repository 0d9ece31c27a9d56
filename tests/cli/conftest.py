"""A command line over an empty data folder, and a small series of lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.cli.running import Comity
from tests.ice_287g.ice_287g_workbooks import Cell, book, modern_row

COUNTIES = (
    "Alachua", "Baker", "Bay", "Bradford", "Brevard", "Broward", "Calhoun", "Charlotte", "Citrus", "Clay", "Collier",
    "Columbia", "DeSoto", "Dixie", "Duval", "Escambia", "Flagler", "Franklin", "Gadsden", "Gilchrist", "Glades", "Gulf",
    "Hamilton", "Hardee", "Hendry", "Hernando", "Highlands", "Hillsborough", "Holmes", "Jackson", "Jefferson", "Lake",
    "Lee", "Leon", "Levy", "Liberty", "Madison", "Manatee", "Marion", "Martin",
)  # fmt: skip


@pytest.fixture
def comity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over a data folder that does not exist yet."""
    return Comity(tmp_path / "home", monkeypatch, capsys)


Write = Callable[..., Path]


@pytest.fixture
def write_list(tmp_path: Path) -> Write:
    """Return a function that writes a participating list of a day: forty sheriffs, some left out, some added."""

    def write(day: str, without: tuple[str, ...] = (), more: tuple[list[Cell], ...] = (), name: str = "") -> Path:
        signed = datetime.fromisoformat("2025-02-26")
        rows = [
            modern_row(f"{county} County Sheriff's Office", county=f"{county} County", signed=signed)
            for county in COUNTIES
            if county not in without
        ]
        on = date.fromisoformat(day)
        path = tmp_path / (name or f"participatingAgencies{on:%m%d%Y}am.xlsx")
        path.write_bytes(book([*rows, *more]))
        return path

    return write


@pytest.fixture
def weeks(write_list: Write) -> list[Path]:
    """Return five weekly lists: Bay leaves after the second, a police department comes with the third."""
    police = modern_row(
        "Arcadia PD", type="Municipality", county="Desoto County", signed=datetime.fromisoformat("2025-07-08")
    )
    return [
        write_list("2025-07-01"),
        write_list("2025-07-08"),
        write_list("2025-07-15", ("Bay",), (police,)),
        write_list("2025-07-22", ("Bay",), (police,)),
        write_list("2025-07-29", ("Bay",), (police,)),
    ]

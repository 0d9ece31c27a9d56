"""Runs the command line in this process and gives back what a person would see."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from comity.cli.main import main


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """Return the output read as CSV."""
        return list(csv.DictReader(io.StringIO(self.out)))

    @property
    def header(self) -> str:
        """Return the first line of the output."""
        return self.out.split("\n", 1)[0]

    @property
    def json(self) -> Any:
        """Return the output read as JSON."""
        return json.loads(self.out)


class Comity:
    """The command line over one data folder."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        """Take the data folder and the test's own means of catching output."""
        self.home = home
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str | Path, typed: str = "") -> Said:
        """Run one command; `typed` is its standard input."""
        self._monkeypatch.setenv("COMITY_HOME", str(self.home))
        self._monkeypatch.setattr(sys, "argv", ["comity", *map(str, arguments)])
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        self._capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = int(leaving.code or 0)
        caught = self._capsys.readouterr()
        return Said(code, caught.out, caught.err)

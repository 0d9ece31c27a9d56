"""Pictures of pages → words, by Tesseract, where it is installed.

It stands in `text` and not in a source, because a source is a pure function of a document's words; and not in
`archive`, because nothing is fetched or kept: bytes go in, words come out, like any extraction library, only in another
process. Called without a shell, with the picture on standard input, one thread (several are ten times slower on small
pages), a bare environment and a time limit. Where it is absent, or fails, the page is told as unread.
"""

from __future__ import annotations

import os
import shutil
import subprocess

from comity.text.sheets import Sheet, Word, make_sheet

# The slowest page of the real documents takes 4 seconds; a page that takes a minute is a picture, no page.
TIME_LIMIT_SECONDS = 60
# Confidence below which Tesseract's own output is mostly specks of dust.
LEAST_SURE = 10.0
_FIELDS = 12
_WORD_LEVEL = "5"


def find_tesseract() -> str:
    """Return the path of the program, or "" where it is not installed."""
    return shutil.which("tesseract") or ""


def read_picture(program: str, picture: bytes, page: int, dots_per_inch: int = 250) -> Sheet | None:
    """Return a page's words from its picture (PGM), or None where the program fails or takes too long."""
    command = [program, "stdin", "stdout", "-l", "eng", "--dpi", str(dots_per_inch), "tsv"]
    try:
        done = subprocess.run(  # noqa: S603  a fixed command, no shell; the picture is data on standard input
            command,
            input=picture,
            capture_output=True,
            timeout=TIME_LIMIT_SECONDS,
            env=_environment(),
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode != 0:
        return None
    return make_sheet(page, "ocr", read_table(done.stdout.decode("utf-8", "replace")))


def _environment() -> dict[str, str]:
    kept = {key: os.environ[key] for key in ("TESSDATA_PREFIX", "PATH") if key in os.environ}
    return {**kept, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}


def read_table(table: str) -> list[Word]:
    """Return the words of Tesseract's table; a row that is none is passed over."""
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    size = next(((float(row[8]), float(row[9])) for row in rows if len(row) >= _FIELDS - 1 and row[0] == "1"), None)
    if size is None or not all(size):
        return []
    return [word for row in rows if (word := _word(row, *size)) is not None]


def _word(row: list[str], width: float, height: float) -> Word | None:
    if len(row) != _FIELDS or row[0] != _WORD_LEVEL or not row[11].strip():
        return None
    x0, y0, wide, high, sure = (float(cell) for cell in row[6:11])
    if sure < LEAST_SURE:
        return None
    return Word(row[11].strip(), x0 / width, y0 / height, (x0 + wide) / width, (y0 + high) / height, sure)

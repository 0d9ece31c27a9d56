"""The law of every state, read from `law/*.toml` or from what was compiled of them, and the one fingerprint of both."""

from __future__ import annotations

import tomllib
import zlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from comity.archive.kept import Kept, fingerprint
from comity.elections.dating import RruleTable, tabulate_rrule
from comity.elections.lawfile import Holiday, HolidayFile, LawFile
from comity.elections.statelaw import StateLaw
from comity.elections.verify import verify_file
from comity.errors import LawError, NotFoundError

LAW_FOLDER = Path(__file__).parent / "law"
# What was compiled of those files, as the package carries it; one that is out of date is passed over.
COMPILED_LAW = Path(__file__).parent / "data" / "law.bin"
_COUNTRY = "us.toml"  # holidays that hold in every state
_PATTERNS = {
    r"^(\S+(\s+\S+){0,24})?$": "a quotation is longer than 25 words",
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "an id is not in lower-case letters, figures and hyphens",
    r"^[0-9]{5}$": "a county is not a GEOID of five figures",
    r"^(@?[a-z0-9]+(-[a-z0-9]+)*|[0-9]{5})$": "a unit is neither a GEOID, a district's id nor an @group",
    r"^(FREQ=YEARLY(;(BYMONTH|BYDAY|BYMONTHDAY|BYSETPOS)=[-+0-9A-Z,]+)+)?$": "a recurrence is not a yearly RRULE",
}
_FORMAT = "2"  # raise when the compiled form changes
_KEPT = "law.kept"


_T = TypeVar("_T")


class _Compiled(msgspec.Struct, frozen=True):
    files: tuple[LawFile, ...]
    holidays: tuple[Holiday, ...]
    table: dict[str, dict[int, date]]


class Law:
    """The law files of all states, indexed, with the fingerprint of their bytes."""

    def __init__(self, states: Iterable[StateLaw], fingerprint: str) -> None:
        """Take the states' laws, each once."""
        self.states: dict[str, StateLaw] = {state.file.state: state for state in states}
        self.fingerprint = fingerprint

    def state(self, code: str) -> StateLaw:
        """Return one state's law, or raise `NotFoundError` in one sentence."""
        found = self.states.get(code.upper())
        if found is None:
            known = ", ".join(sorted(self.states))
            raise NotFoundError(f"there is no election law of a state {code!r} here", cure=f"known are {known}")
        return found


def load_law(folder: Path = LAW_FOLDER, cache: Path | None = None, *, compiled_law: Path | None = COMPILED_LAW) -> Law:
    """Return the law of every file in `folder`, from what the package or `cache` holds compiled of the same bytes.

    With neither, the files themselves are read and checked. Raises `LawError`, naming file and field, for a file that
    does not fit its schema or contradicts itself.
    """
    texts = _texts(folder)
    key = fingerprint(texts, _FORMAT)
    shipped, cached = (Kept(path, key, bytes) if path else None for path in (compiled_law, cache and cache / _KEPT))
    compiled = next((kept for place in (shipped, cached) if place and (kept := _read_kept(place))), None)
    if compiled is None:
        compiled = _compile(texts)
        if cached:
            cached.keep(_packed(compiled))
    states = [StateLaw(file, compiled.table, compiled.holidays) for file in compiled.files]
    return Law(states, key)


def compile_law(path: Path = COMPILED_LAW, folder: Path = LAW_FOLDER) -> int:
    """Write what is compiled of the law files and return its size in bytes; raises as `load_law` does."""
    texts = _texts(folder)
    Kept(path, fingerprint(texts, _FORMAT), bytes).write(_packed(_compile(texts)))
    return path.stat().st_size


def _texts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.toml"))}


def _read_kept(place: Kept[bytes]) -> _Compiled | None:
    """Return what is kept, or None where it is absent, damaged or made of other law files: then it is made."""
    packed = place.read()
    try:
        return msgspec.msgpack.decode(zlib.decompress(packed), type=_Compiled) if packed else None
    except (msgspec.DecodeError, zlib.error):
        return None


def _packed(compiled: _Compiled) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(compiled), 6)


def _compile(texts: dict[str, bytes]) -> _Compiled:
    country = HolidayFile(holidays=())
    files = []
    for name, text in texts.items():
        if name == _COUNTRY:
            country = read_toml(text, f"law/{name}", HolidayFile)
        else:
            file = read_toml(text, f"law/{name}", LawFile)
            if name != f"{file.state.lower()}.toml":
                raise LawError(f"state is {file.state}", where=f"law/{name}", cure="name the file after its state")
            files.append(file)
    table = _tabulate(country.holidays, files)
    for file in files:
        verify_file(file, table, country.holidays)
    return _Compiled(tuple(files), country.holidays, table)


def read_toml(text: bytes, where: str, kind: type[_T]) -> _T:
    """Return a law file's text as a record, strictly; `LawError` names the file and the field."""
    try:
        return msgspec.convert(tomllib.loads(text.decode()), kind)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise LawError(_say(error), where=where, cure="docs/law-files.md lists every field") from error


def _say(error: Exception) -> str:
    """Return what is wrong with a field in words, where the error itself shows only a pattern."""
    problem, _, place = str(error).partition(" - at ")
    for name, words in _PATTERNS.items():
        if problem.endswith(f"matching regex {name!r}"):
            problem = words
    return f"{problem} (at {place})" if place else problem


def _tabulate(country: tuple[Holiday, ...], files: list[LawFile]) -> RruleTable:
    table: RruleTable = {}
    for file in files:
        where = f"law/{file.state.lower()}.toml"
        rules = [*file.stages, *file.landmarks]
        for text in [rule.date.rrule for rule in rules] + [holiday.rrule for holiday in (*country, *file.holidays)]:
            if text and text not in table:
                table[text] = tabulate_rrule(text, where)
    return table

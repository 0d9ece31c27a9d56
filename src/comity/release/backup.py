"""The whole record in one file, taken while it is in use, and put back into an empty folder.

On disk: a ZIP file of the ledger and every other SQLite file of the data folder (each as it stood at one moment, by
SQLite's online backup), the archive's publications, and the small files beside them (subscriptions, sources, status);
then `manifest.json` with the size and SHA-256 of each, whose own SHA-256 is the ZIP file's comment. Releases and the
cache are left out: `comity build` makes the same release of the same record, byte for byte.

The ledger is copied first and the archive after it: bytes are archived before the ledger speaks of them, so every
publication of the copied ledger is in the copy. What subscribers were told is copied last: what was told since is not
told again.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Literal

import msgspec

from comity.archive import Archive, open_durably, storage_errors, sync_folder
from comity.errors import NotFoundError, RecordError, UnreadableError, UsageError
from comity.ledger import Ledger
from comity.ledger.copying import copy_database
from comity.settings import Settings

MANIFEST = "manifest.json"
LEDGER = "ledger.sqlite"
# Subscriptions hold addresses and keys: whoever backs up may read them, nobody else.
PRIVATE, PUBLIC = 0o600, 0o644
# What is made anew from the rest, or belongs to running processes.
LEFT_OUT = frozenset({"releases", "cache"})
_PASSING = (".lock", "-wal", "-shm", "-journal", ".part")
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_ARCHIVED = re.compile(r"archive/([0-9a-f]{2})/(\1[0-9a-f]{62})")
_CHUNK = 1 << 20
# Every member bears the same moment: the same record gives the same file.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_ANOTHER = "restore from another back-up, or take this one again from where it was made"
# A manifest of a million publications is not as large.
_MOST_MANIFEST = 256 * 1024 * 1024


class FileFact(msgspec.Struct, frozen=True):
    """A file's size and hash."""

    size: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a back-up holds; another format is another version's. `lacking` are publications that were lost before."""

    format: str
    made_at: str
    files: dict[str, FileFact]
    lacking: tuple[str, ...] = ()


Format = Literal["comity-backup-1"]
FORMAT: Format = "comity-backup-1"


class BackupReport(msgspec.Struct, frozen=True):
    """How much was backed up or restored; `lacking` are publications missing from the archive, or altered in it."""

    file_count: int
    size_bytes: int
    publication_count: int
    lacking: tuple[str, ...]


def back_up(
    settings: Settings, path: Path, *, made_at: str, progress: Callable[[int], None] = lambda _: None
) -> BackupReport:
    """Write the record into one file, which is whole and on the disk when this returns.

    Raises NotFoundError (nothing to back up), UsageError (the file is no place for it), RecordError (damage in the
    record), StorageError; a file that was there before then stays as it was.
    """
    _check_target(settings, path)
    files: dict[str, FileFact] = {}
    wanted: set[str] = set()
    with open_durably(path, mode=PRIVATE) as out, zipfile.ZipFile(out, "w", allowZip64=True) as zipped:
        for name, source in _members(settings):
            if _is_altered(name, source):
                wanted.add(source.name)
                continue
            with storage_errors(path), tempfile.TemporaryDirectory(prefix=".comity-", dir=path.parent) as scratch:
                copied = _copied(source, Path(scratch))
                files[name] = _add(zipped, name, copied)
                wanted |= _spoken_of(copied) if name == LEDGER else set()
            progress(1)
        lacking = tuple(sorted(wanted - {name.rpartition("/")[2] for name in files}))
        manifest = Manifest(FORMAT, made_at, files, lacking)
        data = msgspec.json.encode(manifest, order="sorted")
        zipped.writestr(zipfile.ZipInfo(MANIFEST, _MOMENT), data, zipfile.ZIP_DEFLATED)
        zipped.comment = hashlib.sha256(data).hexdigest().encode()
    return _report(manifest)


def _report(manifest: Manifest) -> BackupReport:
    files = manifest.files
    published = sum(_ARCHIVED.fullmatch(name) is not None for name in files)
    return BackupReport(len(files), sum(fact.size for fact in files.values()), published, manifest.lacking)


def _spoken_of(ledger_file: Path) -> set[str]:
    """Return the publications whose bytes a ledger says are in the archive."""
    with Ledger(ledger_file, read_only=True) as ledger:
        return {stored.publication_id for stored in ledger.lists() if stored.read_by != "starter"}


def _is_altered(name: str, source: Path) -> bool:
    """Return whether a publication's bytes are no longer those of its name: such a copy is worth nothing."""
    archived = _ARCHIVED.fullmatch(name)
    if archived is None:
        return False
    with storage_errors(source), source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() != archived[2]


def _copied(source: Path, scratch: Path) -> Path:
    """Return a file that nobody writes while it is read: a database's copy of one moment, others as they are."""
    if source.suffix != ".sqlite":
        return source
    copy_database(source, scratch / "copy.sqlite")
    return scratch / "copy.sqlite"


def _check_target(settings: Settings, path: Path) -> None:
    if not settings.ledger.exists():
        cure = "set COMITY_HOME to the folder of a record"
        raise NotFoundError("there is nothing to back up", where=str(settings.home), cure=cure)
    if settings.home.resolve() in path.resolve().parents:
        cure = "name a file outside, best on another disk"
        raise UsageError("a back-up does not belong into the record's own folder", where=str(path), cure=cure)
    if path.exists() and not _is_backup(path):
        raise UsageError("is there already and is no back-up", where=str(path), cure="name another file")


def _is_backup(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as zipped:
            return MANIFEST in zipped.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


def _members(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Yield what is backed up, in the order that keeps it consistent: ledger, archive, the rest."""
    yield LEDGER, settings.ledger
    others = [path for path in _files(settings.home) if path != settings.ledger]
    archived = [path for path in others if _ARCHIVED.fullmatch(_named(settings, path))]
    for path in [*archived, *(path for path in others if settings.archive not in path.parents)]:
        yield _named(settings, path), path


def _named(settings: Settings, path: Path) -> str:
    return path.relative_to(settings.home).as_posix()


def _files(home: Path) -> list[Path]:
    found: list[Path] = []
    with storage_errors(home):
        for folder, folders, names in os.walk(home):
            here = Path(folder)
            if here == home:
                folders[:] = [name for name in folders if name not in LEFT_OUT]
            folders[:] = sorted(name for name in folders if _NAME.fullmatch(name))
            found += [here / name for name in sorted(names) if _is_kept(here / name)]
    return found


def _is_kept(path: Path) -> bool:
    return bool(_NAME.fullmatch(path.name)) and not path.name.endswith(_PASSING) and not path.is_symlink()


def _add(zipped: zipfile.ZipFile, name: str, source: Path) -> FileFact:
    """Add one file and return its size and hash."""
    info = zipfile.ZipInfo(name, _MOMENT)
    # Publications are compressed formats already; the ledger shrinks to a fifth.
    info.compress_type = zipfile.ZIP_STORED if name.startswith("archive/") else zipfile.ZIP_DEFLATED
    with storage_errors(source), source.open("rb") as file, zipped.open(info, "w", force_zip64=True) as member:
        return _copy(file, member)


def _copy(file: IO[bytes], target: IO[bytes], most: int | None = None) -> FileFact:
    """Copy at most so many bytes and one more, and return what was copied."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        size += len(chunk)
        digest.update(chunk)
        if most is not None and size > most:
            break
        target.write(chunk)
    return FileFact(size, digest.hexdigest())


def restore(path: Path, home: Path, *, progress: Callable[[int], None] = lambda _: None) -> BackupReport:
    """Put a back-up into a folder that is empty or not there; every hash is verified before the folder appears.

    One that holds a cache alone counts as empty: the first answer of the starter record leaves one. It is thrown away.

    Raises UsageError (the folder holds something), UnreadableError (no back-up, cut short, damaged, or with names that
    lead elsewhere), RecordError (written by a newer version) and StorageError; the folder is then as it was before.
    """
    with storage_errors(home):
        if home.exists() and not _is_as_good_as_empty(home):
            cure = "name a new folder: `comity restore FILE --into FOLDER`; nothing is ever overwritten"
            raise UsageError("the folder is not empty", where=str(home), cure=cure)
        home.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{home.name}-", suffix=".part", dir=home.parent))
    try:
        manifest = _unpack(path, made, progress)
        _check_record(made, manifest)
        with storage_errors(home):
            made.chmod(0o755)
            shutil.rmtree(Settings(home).cache, ignore_errors=True)
            made.replace(home)
            sync_folder(home.parent)
    except BaseException:  # also an interrupt: nothing half restored stays behind
        shutil.rmtree(made, ignore_errors=True)
        raise
    return _report(manifest)


def _is_as_good_as_empty(home: Path) -> bool:
    cache = Settings(home).cache
    is_folder = cache.is_dir() and not cache.is_symlink()
    return home.is_dir() and all(is_folder and path == cache for path in home.iterdir())


def _unpack(path: Path, made: Path, progress: Callable[[int], None]) -> Manifest:
    where = str(path)
    try:
        with zipfile.ZipFile(path) as zipped:
            manifest = _read_manifest(zipped, where)
            for name, fact in sorted(manifest.files.items()):
                _take_out(zipped, name, fact, made, where)
                progress(1)
    except FileNotFoundError as error:
        raise UsageError("there is no such file", where=where, cure="give the path of a back-up") from error
    except IsADirectoryError as error:
        raise UsageError("is a folder", where=where, cure="give the path of a back-up") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OverflowError) as error:
        raise UnreadableError(f"is no whole back-up ({error})", where=where, cure=_ANOTHER) from error
    return manifest


def _read_manifest(zipped: zipfile.ZipFile, where: str) -> Manifest:
    names = zipped.namelist()
    if MANIFEST not in names or zipped.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
        raise UnreadableError("is no back-up of Comity's: it has no manifest", where=where, cure=_ANOTHER)
    data = zipped.read(MANIFEST)
    if hashlib.sha256(data).hexdigest().encode() != zipped.comment:
        raise UnreadableError("its manifest is not the one that was written", where=where, cure=_ANOTHER)
    try:
        version = msgspec.json.decode(data, type=dict[str, msgspec.Raw]).get("format")
        if version is None or msgspec.json.decode(version) != FORMAT:
            cure = "install the newest version of Comity"
            raise RecordError("was written by another version of Comity", where=where, cure=cure)
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as error:
        raise UnreadableError(f"its manifest cannot be read ({error})", where=where, cure=_ANOTHER) from error
    if sorted(names) != sorted([*manifest.files, MANIFEST]):
        raise UnreadableError("holds other files than its manifest says", where=where, cure=_ANOTHER)
    for name in manifest.files:
        _check_name(name, where)
    return manifest


def _check_name(name: str, where: str) -> None:
    """Raise UnreadableError for a name that could lead out of the folder, or is none of a record."""
    parts = PurePosixPath(name).parts
    is_plain = all(_NAME.fullmatch(part) for part in parts) and "/".join(parts) == name
    if not is_plain or parts[0] in LEFT_OUT or (parts[0] == "archive" and not _ARCHIVED.fullmatch(name)):
        raise UnreadableError(f"holds a file of the name {name[:80]!r}", where=where, cure=_ANOTHER)


def _take_out(zipped: zipfile.ZipFile, name: str, fact: FileFact, made: Path, where: str) -> None:
    target = made / name
    with storage_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file, zipped.open(name) as member:
            found = _copy(member, file, most=fact.size)
            file.flush()
            os.fchmod(file.fileno(), PUBLIC if name == LEDGER or name.startswith("archive/") else PRIVATE)
            os.fsync(file.fileno())
    archived = _ARCHIVED.fullmatch(name)
    if found != fact or (archived and archived[2] != fact.sha256):
        raise UnreadableError(f"{name} is not what was backed up", where=where, cure=_ANOTHER)


def _check_record(made: Path, manifest: Manifest) -> None:
    """Open the restored ledger: it is one that this program reads, and its publications are there or told as lost."""
    if LEDGER not in manifest.files:
        raise UnreadableError("holds no ledger", where=str(made), cure=_ANOTHER)
    archive = Archive(made / "archive")
    spoken_of = _spoken_of(made / LEDGER)
    for passing in made.glob(f"{LEDGER}-*"):
        passing.unlink()  # what SQLite keeps beside an open file
    lost = sorted(sha256 for sha256 in spoken_of - {*manifest.lacking} if not archive.has(sha256))
    if lost:
        raise UnreadableError(f"lacks {len(lost)} publication(s), first {lost[0]}", where=str(made), cure=_ANOTHER)

"""Run apart by test_release_disk: a build whose n-th touch of the file system is refused, for every n in turn.

An audit hook cannot be taken away again, so each process has one, switched on for the build alone.
"""

import errno
import os
import sys
from pathlib import Path

from release_samples import agreements, static

from comity.archive import Archive
from comity.errors import RecordError, StorageError
from comity.release import build_lock, check_release, current_release, write_release
from comity.settings import Settings

TOUCHES = ("open", "os.", "tempfile.")
left = [0]


def refuse(event: str, _: object) -> None:
    """Refuse the n-th touch as a full disk does."""
    if left[0] and event.startswith(TOUCHES):
        left[0] -= 1
        if left[0] == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def build(settings: Settings, name: str) -> str:
    """Add a publication and build a release."""
    Archive(settings.archive).put(name.encode())
    with build_lock(settings.home):
        made = write_release(settings.releases, [agreements(name)], inputs={}, facts={}, static=static(settings.cache))
    return made.release_id


def main(home: Path, step: int) -> None:
    """Refuse each `step`-th touch in turn until a build gets through untouched; print how many were refused."""
    settings = Settings(home)
    good = build(settings, "good")
    refused = survived = 0
    sys.addaudithook(refuse)
    touch = 1
    while True:
        left[0] = touch
        try:
            good = build(settings, f"{touch}")
            survived += 1
        except (StorageError, RecordError) as error:
            refused += 1
            assert str(home) in error.where, error
            assert error.cure, error
        untouched, left[0] = left[0] > 0, 0
        current = current_release(settings)
        assert current is not None
        assert check_release(current.folder) == []
        assert not [path for path in settings.archive.rglob(".*") if path.is_file()], "a partial file in the archive"
        if untouched:
            break
        touch += step
    assert current.release_id == good
    assert not [path for path in settings.releases.iterdir() if path.name.startswith(".")]
    print(f"{refused} refused, {survived} survived")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

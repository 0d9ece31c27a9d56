"""A disk that refuses ends in one sentence, and the last good release stays in place."""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def test_whatever_step_the_disk_refuses_the_record_is_whole(tmp_path: Path) -> None:
    """Every third touch of the file system is refused in turn; no error but the two documented ones comes out."""
    command = [sys.executable, str(HERE / "refusing_disk.py"), str(tmp_path / "home"), "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = re.fullmatch(r"(\d+) refused, (\d+) survived\n", done.stdout)
    assert found, done.stdout
    assert int(found[1]) >= 10, done.stdout


FILLING = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from release_samples import agreements, release, static, PLACES
from comity.errors import StorageError
from comity.release import check_release, current_release, write_release
from comity.settings import Settings

settings = Settings(Path(sys.argv[1]))
good = release(settings.releases, "One")
many = [f"agency {number}" for number in range(3000)]
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
for limit in (1_000, 20_000, 60_000, 150_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, unlimited[1]))
    for tables in (None, static(settings.cache)):
        try:
            release(settings.releases, *many, static=tables)
        except StorageError as error:
            assert str(settings.home) in error.where and error.cure, error
            print("refused")
    resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    current = current_release(settings)
    assert current.release_id == good and check_release(current.folder) == []
    assert sorted(path.name for path in settings.releases.iterdir()) == sorted([good, "current"])
release(settings.releases, *many)
print(current_release(settings).row_counts["agreement"])
"""


def test_a_disk_that_fills_in_the_middle_of_a_file_is_said_so(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: database, CSV and Parquet run into it in turn."""
    command = [sys.executable, "-c", FILLING, str(tmp_path / "home"), str(HERE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["refused"] * 8 + ["3000"], done.stderr

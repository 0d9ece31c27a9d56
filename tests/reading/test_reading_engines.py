"""Many files on a pool and on a cluster: each exactly once, whatever dies in between."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from dying_work import read_or_die

from comity.archive.engines import DaskEngine, HereEngine, PoolEngine
from comity.archive.jobs import Engine, Result, result_path, run_into, unique_shards
from comity.errors import UsageError

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")


@pytest.fixture
def shards(tmp_path: Path) -> list[str]:
    """Return files to read: most harmless, two that kill their worker at the first try."""
    found = []
    for number in range(8):
        path = tmp_path / f"{number}.txt"
        path.write_text("once" if number in (2, 5) else f"page {number}")
        found.append(str(path))
    return found


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """Return the address of a cluster of two processes that can import this folder's work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))
        # A result that lay on a killed process is asked for there until this has passed.
        patch.setenv("DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT", "1s")
        dask = pytest.importorskip("dask")
        dask.config.refresh()
        with distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=60
        ) as found:
            yield found.scheduler_address


def check_once(engine: Engine, shards: list[str]) -> None:
    """Check that each file comes back exactly once with its own rows."""
    found = list(engine.run(read_or_die, shards))
    assert sorted(shard for shard, _ in found) == sorted(shards)
    for shard, result in found:
        assert isinstance(result, Result)
        assert result.rows.decode() == f"{Path(shard).read_text()}\n"


def test_a_pool_goes_on_after_a_killed_worker(shards: list[str]) -> None:
    """Each file is read exactly once although two of them kill their worker."""
    check_once(PoolEngine(2), shards)
    assert Path(f"{shards[2]}.tried").exists() and Path(f"{shards[5]}.tried").exists()


def test_a_cluster_goes_on_after_a_killed_worker(shards: list[str], cluster: str) -> None:
    """The same function gives the same results on dask.distributed, killed workers included."""
    check_once(DaskEngine(cluster), shards)
    assert Path(f"{shards[2]}.tried").exists() and Path(f"{shards[5]}.tried").exists()


@pytest.mark.parametrize("name", ["pool", "dask"])
def test_a_file_that_always_kills_costs_itself_only(
    name: str, shards: list[str], request: pytest.FixtureRequest
) -> None:
    """A file whose worker dies at every try comes back as a problem; all others are read."""
    engine = PoolEngine(2) if name == "pool" else DaskEngine(request.getfixturevalue("cluster"))
    Path(shards[3]).write_text("always")
    found = dict(engine.run(read_or_die, shards))
    assert len(found) == len(shards)
    assert [shard for shard, result in found.items() if isinstance(result, str)] == [shards[3]]
    assert "died" in str(found[shards[3]]) or "gave it up" in str(found[shards[3]])


class Counting:
    """An engine that notes what it was asked to do, and stops after some files as a killed run does."""

    def __init__(self, most: int = 1000) -> None:
        self.asked: list[str] = []
        self.most = most

    def run(self, work: Callable[[str], Result], shards: list[str]) -> Iterator[tuple[str, Result | str]]:
        """Yield the first files' results."""
        self.asked = list(shards)
        yield from HereEngine().run(work, shards[: self.most])


def take(folder: Path, shards: list[str], engine: Engine, made_by: str = "v1") -> list[tuple[str, bool]]:
    """Return which files were finished, and whether by an earlier run."""
    return [
        (one.shard, one.is_resumed) for one in run_into(folder, size, shards, engine, made_by=made_by, form="jsonl")
    ]


def size(path: str) -> Result:
    """Return a file's size as its rows."""
    return Result(str(Path(path).stat().st_size).encode(), {"read": 1})


def test_a_run_that_was_stopped_goes_on_where_it_stopped(shards: list[str], tmp_path: Path) -> None:
    """What an earlier run finished is not read again, the rest is, and every file has one result."""
    out = tmp_path / "out"
    assert take(out, shards, Counting(3)) == [(shard, False) for shard in shards[:3]]
    engine = Counting()
    assert take(out, shards, engine) == [(s, True) for s in shards[:3]] + [(s, False) for s in shards[3:]]
    assert engine.asked == shards[3:]
    assert len(list(out.glob("*.jsonl"))) == len(shards)


def test_what_changed_is_read_again(shards: list[str], tmp_path: Path) -> None:
    """A file that changed, a reader of another version, and a result that is half there are done anew."""
    out = tmp_path / "out"
    take(out, shards, HereEngine())
    Path(shards[0]).write_text("another page")
    result_path(out, shards[1], "jsonl").unlink()
    note = result_path(out, shards[4], "jsonl")
    note.with_name(f"{note.name}.done.json").write_text("{")
    assert [shard for shard, is_resumed in take(out, shards, HereEngine()) if not is_resumed] == [
        shards[0], shards[1], shards[4],
    ]  # fmt: skip
    assert result_path(out, shards[0], "jsonl").read_text() == str(len("another page"))
    assert all(not is_resumed for _, is_resumed in take(out, shards, HereEngine(), made_by="v2"))


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    """The same file by two names is one file; two files of one name in two folders are two."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").touch()
    paths = [tmp_path / "a" / "x.txt", tmp_path / "b" / ".." / "a" / "x.txt", tmp_path / "b" / "x.txt"]
    found = unique_shards(paths)
    assert found == [str(paths[0]), str(paths[2])]
    assert len({result_path(tmp_path, shard, "jsonl") for shard in found}) == 2


def test_a_cluster_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without distributed, or without a scheduler at the address, one sentence says so and what to do."""
    monkeypatch.setattr("comity.archive.engines._LONGEST_WAIT", "200ms")
    with pytest.raises(UsageError, match=r"no scheduler answers at tcp://127\.0\.0\.1:1"):
        list(DaskEngine("tcp://127.0.0.1:1").run(size, ["x"]))
    with pytest.raises(UsageError, match="no scheduler answers at nonsense"):
        list(DaskEngine("nonsense://").run(size, ["x"]))
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"comity\[dask\]"):
        list(DaskEngine("tcp://127.0.0.1:1").run(size, ["x"]))

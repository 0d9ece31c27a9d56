"""The numbers of a run in Prometheus' text format, for node_exporter's textfile collector.

Format: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from comity.archive import write_durably
from comity.watch.status import Status

NAME = "comity.prom"
Labels = Mapping[str, str]
Samples = list[tuple[Labels, float]]

OUTCOMES = ("ok", "findings", "blocked", "failed")


def write_metrics(path: Path, status: Status, fetches: Mapping[tuple[str, str, str], int]) -> None:
    """Write the numbers in one step, as the collector asks; raise StorageError."""
    write_durably(path, metrics_text(status, fetches).encode(), sync=False)


def metrics_text(status: Status, fetches: Mapping[tuple[str, str, str], int]) -> str:
    """Return the numbers of a run and of the log of fetching as text."""
    lines: list[str] = []
    for name, kind, words, samples in _families(status, fetches):
        lines += [f"# HELP {name} {words}", f"# TYPE {name} {kind}"]
        lines += [f"{name}{_labels(labels)} {_number(value)}" for labels, value in samples]
    return "\n".join(lines) + "\n"


def _families(status: Status, fetches: Mapping[tuple[str, str, str], int]) -> Iterator[tuple[str, str, str, Samples]]:
    moments = {"start": status.started_at, "end": status.finished_at, "good": status.good_at, "new": status.new_at}
    times: Samples = [({"what": what}, _seconds(at)) for what, at in moments.items() if at]
    yield "comity_watch_time_seconds", "gauge", "When the last run began and ended, and was good or new.", times
    outcomes: Samples = [({"outcome": one}, float(status.outcome == one)) for one in OUTCOMES]
    yield "comity_watch_outcome", "gauge", "1 for how the last run ended.", outcomes
    yield "comity_watch_exit_code", "gauge", "The exit code of the last run.", [({}, status.exit_code)]
    seconds: Samples = [({"step": step.step}, step.seconds) for step in status.steps]
    yield "comity_watch_step_seconds", "gauge", "How long each step of the last run took.", seconds
    found: dict[str, int] = {}
    for finding in status.findings:
        found[finding.code] = found.get(finding.code, 0) + 1
    yield (
        "comity_watch_findings",
        "gauge",
        "What the last run found, by code.",
        [({"code": code}, count) for code, count in sorted(found.items())],
    )
    yield (
        "comity_release_blocked",
        "gauge",
        "1 while a release is held back.",
        [({}, float(status.blocked is not None))],
    )
    if status.as_of:
        age: Samples = [({}, _seconds(f"{status.as_of}T00:00:00+00:00"))]
        yield "comity_release_newest_list_time_seconds", "gauge", "The day of the newest list in the release.", age
    asked: Samples = [
        ({"source": source, "role": role, "outcome": outcome}, count)
        for (source, role, outcome), count in sorted(fetches.items())
    ]
    yield "comity_fetches_total", "counter", "Requests to publishers ever made, by how they ended.", asked


def _labels(labels: Labels) -> str:
    inside = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{inside}}}" if inside else ""


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(round(value, 6))


def _seconds(at: str) -> float:
    return datetime.fromisoformat(at).timestamp()

"""The parts that the last two steps call: the publisher of pages and the teller. Loaded when they are needed."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from comity.errors import TellingError
from comity.settings import Settings


def publish_pages(settings: Settings, folder: Path, base_url: str) -> dict[str, int]:
    """Write the pages of the release in place to a folder, and return how many files stand there and were written."""
    from comity.web.publishing import publish

    made = publish(settings, folder, base_url=base_url)
    return {"files": made.file_count, "written": made.written_count, "removed": made.removed_count}


def tell_subscribers(
    settings: Settings, subscriptions: Path, now: datetime
) -> tuple[dict[str, int], TellingError | None]:
    """Tell the subscribers of a file; return how much was told, and what is to be said of what could not go out."""
    from comity.places import load_gazetteer
    from comity.release.opening import open_release
    from comity.telling import read_subscriptions, tell

    asked = read_subscriptions(subscriptions, load_gazetteer())
    with closing(open_release(settings)) as release:
        report = tell(settings, asked, release, now)
    counts = {"messages": len(report.messages), "failed": report.failed_count, "met": len(report.met)}
    return counts, report.error

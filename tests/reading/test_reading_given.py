"""What is taken from a line of JSON as it is given."""

import json
from pathlib import Path

import pytest

from comity.text import pages_of

TEXT = "The Granite County board voted on Monday to end its contract with ICE."


@pytest.mark.parametrize(
    ("published", "day", "rule"),
    [
        ("2019-02-25", "2019-02-25", "given"),
        ("2019-02", "2019-02", "given"),
        ("2019", "2019", "given"),
        ("2019-02-25T10:00:00Z", "2019-02-25", "given"),
        ("Feb. 25, 2019", "2019-02-25", "given"),
        ("2019-13", "", ""),
        ("yesterday", "", ""),
        (None, "2018-03-04", "url"),
        ("", "2018-03-04", "url"),
    ],
)  # fmt: skip
def test_a_day_that_is_given_is_kept_as_far_as_it_is_known(
    published: str | None, day: str, rule: str, tmp_path: Path
) -> None:
    """A day, month or year stays, a written date is read, what is none is none; without any the address is asked."""
    path = tmp_path / "pages.jsonl"
    url = "https://x.example/2018/03/04/a"
    path.write_text(json.dumps({"id": "a", "url": url, "text": TEXT, "published": published}))
    (page,) = pages_of(path)
    assert page.clean is not None
    assert (page.clean.published, page.clean.published_rule) == (day, rule)


def test_fields_of_other_kinds_are_no_reason_to_stumble(tmp_path: Path) -> None:
    """A number for an id is its digits; a missing id is the line's; lists where words belong are left out."""
    path = tmp_path / "pages.jsonl"
    entries = [{"id": 7, "title": ["x"], "text": TEXT}, {"url": {"a": 1}, "text": TEXT}]
    path.write_text("\n".join(map(json.dumps, entries)))
    first, second = pages_of(path)
    assert (first.id, second.id, second.url) == ("7", "pages-2", "")
    assert first.clean is not None and first.clean.title == ""
    assert first.clean.text == TEXT and first.clean.source_map.span(4, 11) == (4, 11)

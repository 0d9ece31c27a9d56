"""Spans that are asked what they touch."""

from hypothesis import given
from hypothesis import strategies as st

from comity.reader.mentions.spans import Spans

SPAN = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda one: (one[0], one[0] + one[1]))


@given(st.lists(SPAN, max_size=12), SPAN)
def test_spans_answer_as_a_look_at_each_does(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    """Touching and covering are what they are when every span is looked at."""
    start, end = asked
    found = Spans(spans)
    assert found.touch(start, end) == any(left < end and start < right for left, right in spans)
    assert found.cover(start, end) == any(left <= start and end <= right for left, right in spans)

"""Runs axe-core in a page and returns what it finds serious."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).resolve().parents[2] / "browser" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async (rules) => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const found = await axe.run(document, {
    resultTypes: ['violations'],
    runOnly: rules.length ? { type: 'rule', values: rules } : tags,
  });
  return found.violations.filter((one) => ['serious', 'critical'].includes(one.impact)).flatMap((one) =>
    one.nodes.slice(0, 4).map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary.split('\\n')[1]}`));
}"""


@cache
def _source() -> str:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (make setup does)")
    return AXE.read_text()


def findings(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what is serious or critical in a page: the rule, where, and why; by some rules alone, if given."""
    page.evaluate(_source())
    return list(page.evaluate(RUN, list(rules)))

"""What a year of a public news crawl costs to read, by what is measured and what is assumed: `-m bench.crawl_cost`.

Prints a Markdown table for docs/reader.md. Every line says whether it was measured in this run, is a published figure,
or is assumed.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.reader import county_names, pages_a_second

# Common Crawl news. The pages: 1.35 billion articles from August 2016 to May 2026 (arXiv 2605.18337). The bytes:
# 25 TiB from 2016 to September 2022 (the crawler's maintainer in commoncrawl/news-crawl, issue 48).
PAGES, PAGE_MONTHS = 1.35e9, 118
TEBIBYTES, BYTE_MONTHS = 25, 74
CORES = 64
DOLLARS_A_CORE_HOUR = 0.04


def rows(rate: float) -> Iterator[tuple[str, str, str]]:
    """Yield what, how much, and how it is known, for a rate of pages a second on one core."""
    pages, size = PAGES / PAGE_MONTHS * 12, TEBIBYTES / BYTE_MONTHS * 12
    hours = pages / rate / 3600
    yield "pages of a web archive read on one core, from packed bytes to rows", f"{rate:.0f} a second", "measured"
    yield "pages of a year", f"{pages / 1e6:.0f} million", "published (1.35 billion in 118 months)"
    yield "packed archives of a year", f"{size:.1f} TiB", "published (25 TiB in 74 months)"
    yield "core-hours", f"{hours:,.0f}", "computed"
    yield f"days on {CORES} cores", f"{hours / CORES / 24:.1f}", "computed"
    yield "bytes that each core takes in", f"{size * 2**40 / (hours * 3600) / 1e6:.2f} MB/s", "computed"
    yield "price of a core-hour", f"${DOLLARS_A_CORE_HOUR:.2f}", "assumed"
    yield "price of the year", f"${hours * DOLLARS_A_CORE_HOUR:,.0f}", "computed"


def main() -> None:
    """Measure, and print the table."""
    print("| what | how much | how it is known |\n|---|---|---|")
    for row in rows(pages_a_second(county_names(), 400)):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()

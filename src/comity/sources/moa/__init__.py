"""Signed memoranda of agreement: a document's words → model, agency, days of signing, signers' offices, as proposals.

Pure: readings of pages in (`text.pdf` and `text.ocr` make them), records out; no process, file, network or clock.
`source.toml` holds what is known of the forms; `naming` finds the agency, `signing` the signatures, `dates` the days,
`parse` puts them together, `proposals` makes claims for review of them. What is written by hand and cannot be read
surely is left out, never guessed. May import `places`, `text`, `model`, `errors`, and `ledger` for its records.
"""

from comity.sources.moa.parse import pages_to_draw, read_memorandum
from comity.sources.moa.records import Found, Memorandum, Passage, Signature

__all__ = ["Found", "Memorandum", "Passage", "Signature", "pages_to_draw", "read_memorandum"]

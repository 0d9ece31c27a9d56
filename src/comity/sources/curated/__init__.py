"""Claims written by hand, one TOML file per publication, each with its quotation, its place and who says so.

May import `model` and `errors`. Pure but for reading its own files: no network, database or clock.

On disk: `claims/<publication id>.toml` holds one `[publication]` and any number of `[[claim]]`; `layout` is their
shape, `vocabulary` their words, `rules` what must hold beyond the shape, `quotations` where quoted words stand,
`laws` which law bears on a kind of body on a day.
A file that is wrong anywhere stops the load with file, field and cure: nothing half-checked enters the record.
How to add a claim: `docs/claims.md`.
"""

from comity.sources.curated.laws import laws_in_force
from comity.sources.curated.layout import CuratedPublication, CuratedRecord
from comity.sources.curated.loader import load_claims, read_claims_file
from comity.sources.curated.quotations import locate_quotation, verify_quotations

__all__ = [
    "CuratedPublication",
    "CuratedRecord",
    "laws_in_force",
    "load_claims",
    "locate_quotation",
    "read_claims_file",
    "verify_quotations",
]

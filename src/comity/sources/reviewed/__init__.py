"""Claims that a program proposed and a person accepted: from the ledger's rows to the claims of a release.

`claims` puts an accepted proposal into the words of the claims vocabulary and through the same rules as a claim that is
written by hand; `wording` makes the neutral statement where the reviewer wrote none. Pure: rows in, records out.
May import `ledger` (its records), `places`, `model`, `errors` and `sources.curated`.
"""

from comity.sources.reviewed.claims import Accepted, accepted_claim, publication_of, reviewed_record

__all__ = ["Accepted", "accepted_claim", "publication_of", "reviewed_record"]

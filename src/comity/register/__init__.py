"""The questions the record answers: in force on a date, changes, histories, coverage, conflicts. Writes nothing.

May import `sources`, `identity`, `elections` and what lies below. This module imports nothing, so that a question
starts fast. `compile` turns what the ledger (or the starter record) holds into the rows of every table of a release:
it has no clock and no network, and the same record gives the same rows in the same order.

- `inputs`: what is compiled; `judging`: lists judged as whole files; `reading`: printed rows → what they mean
- `agreements`, `tables`, `pending`, `issues`: the tables' rows; `rows`: a record per table
- `ask`: questions over an open release; `place`: everything about one place; `trace`: from an answer to the bytes
"""

"""Thin commands: each asks the release or the ledger one thing and prints it for a person or a pipe.

May import everything below. `main` lists the commands and loads each only when it is called, so that a question
starts fast; `output` prints rows as a table, CSV or JSON; the other modules hold the commands by subject.
"""

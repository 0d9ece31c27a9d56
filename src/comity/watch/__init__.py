"""Keeping current, unattended: update → build → check → publish → tell, every day, and never a false word.

May import everything but `cli`; nothing imports it but `cli`. `updating` asks publishers, `memoranda` secures the
documents that lists link to, `articles` and `backfill` take what is given by hand; `visit` joins fetcher, archive and
ledger; `watching` runs the steps under one lock, each safe to kill and to run again. On disk, in `<home>/watch/`:
`status.json` (for `/healthz` and for people), `comity.prom` (for Prometheus) and `state.json` (what was last built and
published; it may be thrown away). `findings` names what a person should know.
"""

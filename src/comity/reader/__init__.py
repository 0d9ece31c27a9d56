"""Articles in, proposed claims out: events, relations and elections with their words, their date and who says so.

Pure but for one kept file of compiled patterns: no network, no database, no clock. May import `archive.kept`, `places`,
`text`, `model`, `settings`, `errors`. What it proposes is never
published on its word alone: a person accepts or rejects. Patterns are data (`patterns/*.toml`), each with examples
and counter-examples, compiled when first used and never at import. `records` says what goes in and comes out,
`mentions` finds names, dates and money, `sentences` and `attribution` say whose words they are, `events`,
`relations` and `elections` propose, `privacy` keeps private persons out, `page` puts it together. `scope` passes over
pages that are about nothing of this, `shard` and `rows` read whole files, `model` checks what a model proposes.
"""

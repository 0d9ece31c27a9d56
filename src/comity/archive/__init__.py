"""Publications as bytes, each named by its SHA-256: put once, never changed, verified at every reading.

May import `model`, `settings` and `errors` only. On disk: `<folder>/ab/ab12…`, one file per publication, no other
names; a name that begins with a dot is an unfinished write and is nobody's record. The manifest (which names and
addresses these bytes were seen under, and when) is the ledger's, because those are facts and facts are append-only.
The interface is narrow on purpose (`put`, `get`, `has`, `check`): a bucket can stand behind it.
`durable` writes a file so that it is either whole and on the disk or not there; `release` uses it too. `jobs` keeps
what a function makes of many files, `engines` run it on a pool or a cluster; `model_endpoint` asks a language model;
`kept` holds what is compiled, under a key.
"""

from comity.archive.durable import open_durably, storage_errors, sync_folder, write_durably
from comity.archive.folder import Archive, Damage

__all__ = ["Archive", "Damage", "open_durably", "storage_errors", "sync_folder", "write_durably"]

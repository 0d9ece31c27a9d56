"""Work for pools and clusters that dies on purpose; importable by the processes that run it."""

import os
import signal
from pathlib import Path

from comity.archive.jobs import Result


def read_or_die(path: str) -> Result:
    """Return a file's bytes; kill this process at the file's first try ("once"), or at every try ("always")."""
    words = Path(path).read_text()
    tried = Path(f"{path}.tried")
    if words == "always" or (words == "once" and not tried.exists()):
        tried.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Result(f"{words}\n".encode(), {"read": 1})

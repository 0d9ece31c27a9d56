"""The release that is published, held open, and the folder that it is published to."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, cast

from comity.web.publishing.traced import Traced
from comity.web.served import Serving


class Opened(NamedTuple):
    """A release held open by `serving`, which opens it as a `Traced`, and the folder for its site."""

    serving: Serving
    folder: Path

    @property
    def served(self) -> Traced:
        """Return the release."""
        return cast(Traced, self.serving.current())

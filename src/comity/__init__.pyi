"""The types of `import comity`; stands apart so that the package itself imports nothing."""

from comity.release.asking import OpenRecord as OpenRecord
from comity.release.asking import open_record as open

__all__ = ["OpenRecord", "__version__", "open"]

__version__: str

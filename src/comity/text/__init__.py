"""Text made comparable. May import `model`, `settings` and `errors`.

`name_key(text)` is the printed name without what printing changes: case, accents, quotes, dashes, spaces, invisible
marks and punctuation. Two rows with one key were printed alike; nothing is said of what they mean.
"""

from comity.text.normalise import fold, name_key

__all__ = ["fold", "name_key"]

"""The interface's words in each language: catalogue files, and the dates and numbers as each language writes them.

On disk: `<language>/*.toml`, a table per page or vocabulary, a line per string. A test holds the languages to the same
keys and the templates to the keys that exist. Facts and quotations are not here: they stay in their own language.
May import `errors` and `model`.
"""

from comity.web.words.catalogue import LANGUAGES, Words, load_words

__all__ = ["LANGUAGES", "Words", "load_words"]

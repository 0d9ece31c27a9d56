"""Search as one types: places, agencies and offices by the beginnings of their words, and past a slip of the fingers.

May import `places`, `text` and `register`. `index` is the words of many names, made once; `asking` reads what was
typed (which words, in which state); `finding` asks the indexes and ranks what they give. The places' index depends on
the gazetteer alone and is made once per process; that of agencies and offices once per release.
"""

from comity.web.search.finding import Found, find, make_ready

__all__ = ["Found", "find", "make_ready"]

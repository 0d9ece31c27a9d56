"""A second look at what the rules found: learnt from labelled pages, it leaves out and adds proposals of events.

Rules read a sentence by its construction; what speaks for or against an event are also its other words, and what the
rest of the page tells. Two models weigh that: linear ones over the words of a sentence and how a place stands in it
(`linear.py`), and trees over what those say and what the rules found on the page (`trees.py`). Their numbers are in
`weights.json.gz`, written by `python -m tests.reader.train_second_look` from the pages in `tests/reader/labelled`.
"""

from comity.reader.learnt.look import SecondLook as SecondLook
from comity.reader.learnt.look import own_second_look as own_second_look

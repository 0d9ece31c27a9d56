"""The map: what it is drawn from, its shapes, what it shows on a day, and one day of it as a picture.

`record` makes the data of a release that the scripts in a browser draw; `geometry` reads the shapes of the counties
and `boundaries` makes them of a Census file; `albers` says where a point stands; `shown` works out a day as the
scripts do, for `picture` (readers without scripts, print) and `view` (what the page's template needs).
May import the register's questions, the places, and `web`'s addresses, assets, words and `served`; never `pages`.
The formats of the two files are told in docs/map.md.
"""

"""Pictures made on the server: SVG by small functions of our own, each with its title, description, source and CSV.

A picture is pure: rows and words in, marks out. It is drawn in a wide and a narrow form, because text that shrinks with
the screen cannot be read. Colours stand as attributes, for a downloaded file, and as classes, which the style sheet
sets anew for dark screens and print; every colour is repeated by a word beside it.
May import `errors`, `model` and `register`.
"""

from comity.web.plots.figure import Figure, Size, draw
from comity.web.plots.growth import plot_growth
from comity.web.plots.strip import Stage, plot_strip
from comity.web.plots.timeline import Span, plot_timeline

__all__ = ["Figure", "Size", "Span", "Stage", "draw", "plot_growth", "plot_strip", "plot_timeline"]

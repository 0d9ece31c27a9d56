"""Tests of the register: from lists and printed rows to the rows of every table, and the questions on them."""

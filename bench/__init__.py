"""Measurements, each a ratio of two things timed in one run: `make bench`."""

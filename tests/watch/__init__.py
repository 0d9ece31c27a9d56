"""Tests of keeping current: fetching, updating, judging, watching."""

"""Tests of identity over time."""

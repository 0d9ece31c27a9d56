"""Tests of ICE's lists as a source."""

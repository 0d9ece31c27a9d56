"""Tests of the commands, from a line typed to what is printed."""

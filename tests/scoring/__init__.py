"""Tests of the scoring core: one file per module, written as tables."""

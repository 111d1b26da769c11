"""Tests of the door, portal.reader."""

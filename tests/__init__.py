"""Tests of the portal; they mirror its packages."""

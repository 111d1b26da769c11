"""The runtime that pages score with: what is built, how it boots, and that it agrees with CPython."""

"""End-to-end tests: a real browser over the built site."""

"""How hypothesis runs here: as long as it takes, because a busy machine is no fault of the code."""

from hypothesis import settings

settings.register_profile("scoring", deadline=None)
settings.load_profile("scoring")

"""The door: YAML that authors write, read once into the frozen model, with every fault at its line and column."""

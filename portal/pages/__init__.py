"""Pages made from the model: the form with its result, and the method. Templates write, this package only gathers."""

"""Writing down what was said, where the optional part for it is installed."""

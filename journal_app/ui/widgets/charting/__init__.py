"""Charts: what is drawn, how the series are told apart, and the table of the same."""

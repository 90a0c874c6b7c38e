"""What a journal is: values and rules, with no clock, no window and no file."""

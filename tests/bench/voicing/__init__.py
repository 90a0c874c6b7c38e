"""What the figures of a voice are measured with."""

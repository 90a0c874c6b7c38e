"""What somebody works towards, and the steps on the way."""

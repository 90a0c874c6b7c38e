"""What is on this computer, and taking it away."""

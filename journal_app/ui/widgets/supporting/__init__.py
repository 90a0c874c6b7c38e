"""What the Support page is made of: numbers, and people."""

"""What lies one press away from a drawing: other pens, papers, shapes, and whatever is rare."""

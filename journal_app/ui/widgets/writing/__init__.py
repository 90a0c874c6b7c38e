"""What the page one writes on is made of, and what stands below it."""

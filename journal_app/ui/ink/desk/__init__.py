"""What lies beside the page: tools, inks, and panels to choose from."""

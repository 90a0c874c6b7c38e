"""What a pen can do on the page, one module each; the canvas hands touches to one at a time."""

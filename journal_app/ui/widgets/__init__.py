"""Small reusable widgets that know nothing of a journal."""

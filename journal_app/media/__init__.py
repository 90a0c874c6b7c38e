"""What an entry is made of: words, ink, voice."""

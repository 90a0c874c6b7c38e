"""What a machine wrote down of a recording: asked for, read, changed, and heard word by word."""

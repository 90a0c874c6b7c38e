"""SIGKILL at any moment: what was said to be kept is there, and the vault is whole."""

"""The machine side: keyring, sound, folders, clock. Each is small, and a fake in tests."""

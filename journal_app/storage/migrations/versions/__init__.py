"""One module for each step; the newest is ``HEAD`` in ``storage.upgrade``."""

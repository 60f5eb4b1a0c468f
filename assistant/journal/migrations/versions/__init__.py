"""One module a step; the newest is ``schema.HEAD``."""

"""Checks of the knowledge base for its editors: what is wrong, where, and how to mend it.

One module per subject; each has a function that yields findings. ``run`` gathers them, ``fix`` applies
the safe edits.
"""

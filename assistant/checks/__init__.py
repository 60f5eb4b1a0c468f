"""Checks of the knowledge base for its editors: what is wrong, where, and how to mend it.

One module per subject; each has a function that yields findings about ``Pages``. ``codes`` names every
check and what it means, ``run`` gathers the findings. Nothing here writes: ``authoring.mending`` does.
"""

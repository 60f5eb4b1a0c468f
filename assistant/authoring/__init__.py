"""What writes into ``docs`` for its editors: skeletons in their places, safe mending, the followed index.

Everything is checked in memory before a file is touched, and a file is replaced in one go.
"""

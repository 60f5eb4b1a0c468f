"""Finding the pages for a ticket: words and meaning fused, and saying so when nothing fits."""

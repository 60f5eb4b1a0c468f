"""Rules of Russian text: pure functions, no files, no knowledge of the product."""

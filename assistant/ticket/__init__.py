"""A customer's ticket: raw text in, the newest message, quotes, signature and facts out."""

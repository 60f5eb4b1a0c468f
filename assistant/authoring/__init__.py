"""New pages and parts of pages for editors: correct skeletons, put where they belong."""

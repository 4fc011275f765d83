"""Reports to verify, from any file, as a text with places."""

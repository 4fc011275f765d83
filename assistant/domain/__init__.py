"""Nouns: what the stages hand to each other. No I/O, no model, no clock."""

"""Every version of what was drafted, kept; nothing is written over."""

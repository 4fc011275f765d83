"""Rendering: the neutral blocks of a report into files. Renderers know nothing of rules."""

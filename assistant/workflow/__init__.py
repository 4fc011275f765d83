"""The conductor: each file is one trip through the stages, told once, in order. Only shells stand above it."""

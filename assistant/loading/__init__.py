"""The only reader: files into facts, standards and documents."""

"""ziping (自评): from the numbers of a public office to its checked self-evaluation report."""

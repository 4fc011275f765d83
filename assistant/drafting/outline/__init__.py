"""The computed chapters of a report: sentences with slots, in the order of the standard outline."""

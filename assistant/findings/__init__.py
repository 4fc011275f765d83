"""Findings: what is odd or noteworthy in the facts (勾稽 reconcile, 研判 appraise), one file per rule."""

"""Replies of language models to the prompts of many units, judged by the gate."""

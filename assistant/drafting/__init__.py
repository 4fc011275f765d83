"""Drafting: prompts, slots, the model, the loop around the gate, and the offline writer."""

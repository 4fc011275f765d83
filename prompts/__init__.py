"""Prompts as files: front matter and text. Read through `assistant.drafting.prompts`."""

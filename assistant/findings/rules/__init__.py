"""One file per rule; `assistant.findings.registry` lists them."""

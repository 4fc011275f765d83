"""One file per rule; being here is being registered (`assistant.findings.registry`).

A code is never used again. APP006 (no cause, no measure filled in) is told since by APP001, APP002 and APP003, of that
for which it is missing.
"""

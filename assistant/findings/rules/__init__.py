"""One file per rule; being here is being registered (`assistant.findings.registry`)."""

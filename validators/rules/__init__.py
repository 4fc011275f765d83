"""One file per rule of the gate; being here is being registered (`validators.gate`)."""

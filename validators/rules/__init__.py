"""One file per rule of the gate; `validators.gate` lists them."""

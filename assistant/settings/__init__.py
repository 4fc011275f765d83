"""Settings: frozen, from ziping.toml and the environment."""

"""The command line: talks to the user, and does nothing else."""

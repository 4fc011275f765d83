"""The calculator: facts into figures. Exact, named, each knowing its formula and inputs."""

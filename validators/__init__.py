"""The gate: reads printed Chinese prose and decides for each number in it whether it is true.

Pure and deterministic. It reports and never rewrites. See `validators/gate.py` for the order of work.
"""

# The owner mark: an unrelated distribution on the package index has the same import name and can
# overwrite this folder. The command line looks at this mark when it starts (assistant/cli/app.py).
__owner__ = "ziping"

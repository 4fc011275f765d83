# What developers run. CI runs the README's test command (.ci/run).
PYTHON ?= python
GENERATED = README.md README.zh-CN.md prompts/README.md

.PHONY: check lint test generated record real-engine real-gateway format

check: lint test

lint:
	ruff format --check .
	ruff check .
	mypy
	lint-imports
	$(PYTHON) -m cogapp --check $(GENERATED)

test:
	$(PYTHON) -m pytest

# Record the model calls again: the one thing to do after a prompt or what goes into it has changed. Plain cases come from
# OPENAI_BASE_URL (with OPENAI_API_KEY and ZIPING_MODEL) where it is set, else from tests/drafting/replies over loopback, and
# each recording says whether they answered today's prompt or a former one; authored faults always come over loopback.
record:
	rm -rf cassettes/test_recorded_drafts cassettes/test_recorded_quirks
	RECORD=once $(PYTHON) -m pytest tests/drafting/test_recorded_drafts.py tests/drafting/test_recorded_quirks.py
	$(PYTHON) -m cogapp -r $(GENERATED)

# The tables of the documentation that are made from the code.
generated:
	$(PYTHON) -m cogapp -r $(GENERATED)

# A real serving engine with a model of random weights (about 1 GB from PyPI): its gibberish is refused.
real-engine:
	test -d .real-engine || ($(PYTHON) -m venv .real-engine && .real-engine/bin/pip install torch 'transformers[serving]')
	$(PYTHON) -m benchmarks.real_engine .real-engine

# A real gateway (LiteLLM's proxy from PyPI) with prepared replies: drafts, refusals and their words, over loopback.
real-gateway:
	test -d .real-gateway || ($(PYTHON) -m venv .real-gateway && .real-gateway/bin/pip install 'litellm[proxy]')
	$(PYTHON) -m benchmarks.real_gateway .real-gateway

format:
	ruff format .
	ruff check --fix .
	$(PYTHON) -m cogapp -r $(GENERATED)

# make demo and make test set up what they need first.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready

.PHONY: setup demo test lint types floors messages lock bench clean

setup: $(STAMP)

$(STAMP): requirements/uv.txt requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Verbale needs Python 3.11 or newer; this is %d.%d. Name one with: make setup PYTHON=python3.11" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --require-hashes requirements/dev.txt requirements/uv.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	$(MAKE) --no-print-directory messages
	touch $(STAMP)

messages:
	@if [ -f tools/messages.py ]; then $(BIN)/python tools/messages.py compile; fi

demo: setup
	$(BIN)/verbale demo $(ARGS)

test: setup messages lint types floors
	$(BIN)/pytest $(ARGS)

lint: setup
	$(BIN)/ruff check --quiet .

types: setup
	$(BIN)/mypy

floors: setup
	$(BIN)/lint-imports

lock:
	for part in uv runtime dev; do $(BIN)/uv pip compile --quiet --no-emit-index-url --no-header --generate-hashes requirements/$$part.in -o requirements/$$part.txt; done

clean:
	rm -rf .venv .mypy_cache .ruff_cache

# make demo and make test set up what they need first.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.ready
CATALOGUE := src/verbale/config/locale/zh_Hans/LC_MESSAGES/django
# A process a core; the tests of a file stay together, since they share what is slow to make. The files come in the order
# of tests/conftest.py, not by their number of tests: the slowest have few.
SPLIT := --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# The tests start hundreds of processes; where this is set, each compiles everything it imports anew.
unexport PYTHONDONTWRITEBYTECODE

# The table editor for the pages. It needs npm; where that is missing, its page says so, and everything else is there.
EDITOR := src/verbale/web/static/built/editor.js

.PHONY: setup demo test soak lint types floors stores messages lifecycles manual lock clean

setup: $(STAMP) $(CATALOGUE).mo $(EDITOR)

$(STAMP): requirements/uv.txt requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Verbale needs Python 3.11 or newer; this is %d.%d. Name one with: make setup PYTHON=python3.11" % sys.version_info[:2])'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip sync --quiet --require-hashes requirements/dev.txt requirements/uv.txt
	VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	touch $(STAMP)

# What a page shows in another language is compiled here, without gettext.
$(CATALOGUE).mo: $(CATALOGUE).po $(STAMP)
	$(BIN)/python -m tools.messages compile

$(EDITOR): package.json package-lock.json tools/editor_licences.mjs $(wildcard src/verbale/web/editor/*)
	@if ! command -v npm >/dev/null; then echo "npm is missing, so the table editor is not built; the rest is ready."; \
	elif npm ci --silent && npm run --silent build; then touch $@; \
	else echo "The table editor was not built; the rest is ready."; test "$$VERBALE_REQUIRE_BROWSER" != 1; fi

# Collects the texts of the sources into the catalogue, for a translator to fill in.
messages: setup
	$(BIN)/python -m tools.messages extract

# Draws the tables of states into the docs.
lifecycles: setup
	$(BIN)/python tools/lifecycles.py draw

# Prints docs/rules.md from the examples that its tests decide.
manual: setup
	$(BIN)/python -m tools.rules_manual

demo: setup
	$(BIN)/verbale demo $(ARGS)

# ARGS goes to the second, main run of pytest, which is then not split; the stores are not run on PostgreSQL.
test: setup lint types floors $(if $(ARGS),,stores)
	$(BIN)/pytest $(if $(ARGS),$(ARGS),$(SPLIT))

# Hours: 10,000 seeds of the fault simulator, 1,000 kills, every situation with every restore, and every fuzz test and
# the two worlds of non-interference with many more examples.
soak: setup
	VERBALE_SEEDS=10000 VERBALE_KILLS=1000 $(BIN)/pytest tests/faults $(ARGS)
	VERBALE_SOAK=1 $(BIN)/pytest tests/journeys/test_situations.py $(ARGS)
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest tests/journeys/test_noninterference.py $(ARGS)
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest $$(find tests -name 'test_fuzz*.py' | sort) $(ARGS)

lint: setup
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --quiet --check .

types: setup
	$(BIN)/mypy

floors: setup
	$(BIN)/lint-imports --no-logo

# The tests of the stores, once more, on PostgreSQL. Their folders are named, so that no others are read for nothing.
stores: setup
	$(BIN)/python tools/postgres.py $(BIN)/pytest -m stores $(SPLIT) tests/records tests/domain

lock: setup
	for part in uv runtime dev bench; do $(BIN)/uv pip compile --quiet --no-emit-index-url --no-header --generate-hashes requirements/$$part.in -o requirements/$$part.txt; done
	node tools/lock_editor.mjs

clean:
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache node_modules src/verbale/web/static/built

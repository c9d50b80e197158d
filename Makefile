# Two commands: `make demo` and `make test`. Both set up what they need; everything else is for people at work.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Two for each core: tests mostly wait, for the engine and for time-outs.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(2 * (os.cpu_count() or 1))')
PIP_OPTIONS := --quiet --disable-pip-version-check
comma := ,

# What makes the lock cannot come out of it.
UV_VERSION := 0.13.9
UV := .venv-uv/bin/uv
COMPILE := $(UV) pip compile --quiet --no-config --upgrade --universal --python-version 3.11 --custom-compile-command 'make lock'

# `make interop` is apart from `make test`, which needs no Node.js.
.PHONY: help setup engine demo test test-large chaos bench bench-page test-lowest test-newest interop browser backend lint check-types check-imports generate format lock clean

help: ## Show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

demo: engine ## Set up, then walk through the main job on the real engine (KEEP=1 leaves everything running)
	@$(BIN)/python -m tools.demo $(if $(KEEP),--keep)

test: lint check-types check-imports engine ## Set up, then run all checks and tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal $(ARGS)

test-lowest: RESOLUTION := lowest-direct
test-lowest: ## All tests that need no engine, with the lowest versions that pyproject.toml allows
test-newest: RESOLUTION := highest
test-newest: ## The same with the newest
test-lowest test-newest: test-%: $(UV)
	@$(PYTHON) -m venv --clear .venv-$*
	@$(UV) pip install --quiet --no-config --python .venv-$*/bin/python --resolution $(RESOLUTION) \
	  --group test --editable '.[simulators,policy]'
	@.venv-$*/bin/python -m pytest -n $(WORKERS) --dist worksteal tests/unit tests/contract tests/lifecycle \
	  tests/sdk tests/policy --ignore tests/sdk/whmcs/test_engine.py $(ARGS)

test-large: engine ## What `make test` leaves out: more of the same on the engine, and what installs packages
	@$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal -m "large and not foreign_toolchain" --ignore tests/chaos $(ARGS)

chaos: engine ## 300 resources of every kind under faults, ended at random moments (bounded; half an hour)
	@$(BIN)/python -m pytest -n $(WORKERS) tests/chaos -m large $(ARGS)

bench: engine ## All benchmarks, 45 minutes at most on two quiet cores; ONLY=startup,requests for some of them
	@$(BIN)/python -m benchmarks $(subst $(comma), ,$(ONLY))

bench-page: setup ## Write the figures of the last `make bench` into docs/performance.md
	@$(BIN)/python -m benchmarks.page

interop: setup ## Foreign clients in Go and JavaScript against the simulators (needs both on the machine)
	@$(BIN)/python -m pytest tests/interop -m foreign_toolchain $(ARGS)

setup: $(VENV)/.installed ## Make .venv and install the project with everything for development

# From the lock alone: each file by its hash, and wheels only, as a build would fetch the build tools of the day.
# pip is the one that came with this Python. For another Python: make clean first.
$(VENV)/.installed: pyproject.toml requirements/lock.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; name one with PYTHON=..., as in: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "setup: making $(VENV) and installing the project (a minute or two) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install $(PIP_OPTIONS) --require-hashes --only-binary :all: --requirement requirements/lock.txt
	@$(BIN)/python -m pip install $(PIP_OPTIONS) --no-deps --no-build-isolation --editable .
	@touch $@

engine: setup ## Find a Pulumi engine, or obtain one
	@$(BIN)/python -m tools.engine > /dev/null

browser: setup ## The page of `pulumi-isp map` in a real Chromium (needs Debian's chromium and chromium-driver)
	@$(BIN)/python -m pytest tests/sdk/command/map -m foreign_toolchain $(ARGS)

backend: setup ## `pulumi-isp fleet` on two runners over one PostgreSQL (needs Debian's postgresql)
	@$(BIN)/python -m pytest tests/acceptance/test_shared_backend.py -m foreign_toolchain $(ARGS)

lint: setup ## Format check and lint
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

check-types: setup ## mypy --strict, of each example by itself too: all are called __main__
	@$(BIN)/mypy
	@find examples -name __main__.py | while read -r each; do $(BIN)/mypy --no-error-summary "$$each" || exit 1; done

check-imports: setup ## Who may import whom
	@$(BIN)/lint-imports

generate: setup ## Make what follows from the declarations: the program's side, the pages
	@$(BIN)/python -m tools.generate

format: setup ## Format, and fix what can be fixed
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

lock: $(UV) ## Renew what setup and the tests install, for all supported Pythons
	@$(COMPILE) --generate-hashes --extra simulators --extra policy --group dev pyproject.toml -o requirements/lock.txt
	@$(COMPILE) --generate-hashes tests/interop/requirements.in -o tests/interop/requirements.txt
	@$(COMPILE) --no-annotate --constraint requirements/lock.txt --extra simulators --extra policy pyproject.toml \
	  -o requirements/constraints.txt

$(UV): Makefile
	@$(PYTHON) -m venv --clear .venv-uv
	@.venv-uv/bin/python -m pip install $(PIP_OPTIONS) uv==$(UV_VERSION)
	@touch $@

clean: ## Remove what the other targets made
	rm -rf $(VENV) .venv-uv .venv-lowest .venv-newest .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

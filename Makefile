# `make demo` and `make test` need Python 3.11 or newer and nothing else; each makes .venv when it is not there.

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
ENVIRONMENT := pyproject.toml constraints.txt
CANDIDATES := $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14 python)

.PHONY: demo test test-cluster lint docs clean
.DELETE_ON_ERROR:

demo: $(VENV)/.ready
	@$(BIN)/wardwise demo

test: $(VENV)/.ready-dev
	@$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

test-cluster: $(VENV)/.ready-dev
	@$(PIP_INSTALL) --group cluster
	@$(BIN)/pytest tests/scenarios/test_scenario_batch.py -k dask

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.ready-dev
	$(BIN)/python docs/generate.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.python:
	@found=""; \
	for name in $(CANDIDATES); do \
		if "$$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			found="$$name"; break; \
		fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "wardwise needs Python 3.11 or newer with its venv module; none of these is: $(CANDIDATES)" >&2; \
		echo "Install it, or name it: make PYTHON=/path/to/python3.12 demo" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" -V)"; \
	"$$found" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.ready: $(VENV)/.python $(ENVIRONMENT)
	@echo "Installing wardwise and its libraries into $(VENV) (once; some minutes)"
	@$(PIP_INSTALL) pip
	@$(PIP_INSTALL) --build-constraint constraints.txt --editable .
	@touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	@echo "Installing the tools for tests and checks"
	@$(PIP_INSTALL) --group dev
	@touch $@

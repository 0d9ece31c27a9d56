# The whole set-up: `make run` shows the main job on real facts and serves the pages, `make test` runs the tests.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
# What a browser loads is built with Node from browser/; `make BROWSER=no …` goes without (the pages then work without the map).
BROWSER ?= yes
MODULES := browser/node_modules/.installed
BUILT   := src/comity/web/built/manifest.json
SCRIPTS := $(wildcard browser/*.json browser/*.mjs browser/src/* browser/src/*/* browser/geometry/*)
PORT    ?= 8787
export COMITY_HOME ?= $(CURDIR)/comity-home

.PHONY: run test lint bench lock clean setup pictures

ifeq ($(BROWSER),yes)
setup: $(STAMP) $(BUILT)
else
setup: $(STAMP)
endif

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Comity needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Install it, then run: make PYTHON=python3.11 $(MAKECMDGOALS)") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing; on Debian run: apt-get install -y python3-venv"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

$(MODULES): browser/package.json browser/package-lock.json browser/.npmrc
	@command -v npm >/dev/null && node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 18 ? 1 : 0)' 2>/dev/null || \
		{ echo "The map and the scripts of the pages are built with Node 18 or newer and npm; on Debian run: apt-get install -y nodejs npm (or go without them: make BROWSER=no $(MAKECMDGOALS))"; exit 1; }
	cd browser && npm ci --silent
	@touch $@

$(BUILT): $(MODULES) $(SCRIPTS)
	cd browser && node build.mjs

run: setup
	@bash docs/first-minutes.sh $(BIN)/comity
	@$(BIN)/comity serve --port $(PORT)

test: setup
	@bash .ci/system-packages
ifeq ($(BROWSER),yes)
	cd browser && node test.mjs
endif
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
ifeq ($(BROWSER),yes)
	cd browser && node_modules/.bin/tsc --noEmit
endif

bench: setup
	$(BIN)/python -m bench

pictures: setup
	$(BIN)/python -m bench.pictures

lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra dask --generate-hashes --universal --python-version 3.11 \
		--no-header --no-annotate --no-emit-index-url --quiet -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --all-extras -c requirements.lock --generate-hashes --universal \
		--python-version 3.11 --no-header --no-annotate --no-emit-index-url --quiet -o requirements-bench.lock

clean:
	rm -rf $(VENV) build dist browser/node_modules src/comity/web/built

# The one list of tasks.  `make run` and `make test` do all the set-up they need.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

PY := .venv/bin/python
PYTEST := QT_QPA_PLATFORM=offscreen $(PY) -m pytest
RUN_READY := .venv/.ready-run
DEV_READY := .venv/.ready-dev

.PHONY: help setup run demo test check format bench acceptance accuracy accuracy-claims fuzz coverage lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

setup: $(DEV_READY) ## .venv with everything for development

# The development set holds the runtime set, so it serves both stamps.
$(DEV_READY): requirements-dev.lock build/setup.sh
	@build/setup.sh dev
	@touch $(RUN_READY) $@

$(RUN_READY): requirements.lock build/setup.sh
	@build/setup.sh run
	@touch $@

run: $(RUN_READY) ## the window; without a display the sample report through the command line
	@if [ "$$(uname -s)" != Linux ] || [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	    exec $(PY) main.py; \
	else \
	    echo "There is no display; running the sample through the command line instead."; \
	    exec build/demo.sh; \
	fi

demo: $(RUN_READY) ## the sample report through the command line
	@build/demo.sh

test: check ## all checks and tests (pass pytest options in ARGS)
	@$(PYTEST) -n 2 -m "not bench" $(ARGS)

check: $(DEV_READY) ## format, lint, types, layers
	@$(PY) -m ruff format --check --quiet . || { echo "run: make format" >&2; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

accuracy-claims: $(DEV_READY) ## recall and precision of numbers in prose, by kind (HALF=held for a closing figure, ARGS=--misses)
	@$(PY) build/accuracy/claims.py $(or $(HALF),looked) $(ARGS)

format: $(DEV_READY) ## rewrite the sources in the house format
	@$(PY) -m ruff check --quiet --fix-only .
	@$(PY) -m ruff format .

bench: $(DEV_READY) ## one table of times beside their floors and the last release (ARGS=--keep keeps them as the release's)
	@build/bundle/timed.sh
	@$(PYTEST) -m bench -p no:xdist -q -rs tests/bench $(ARGS)

acceptance: $(DEV_READY) ## the tests on real reports: make acceptance SAMPLES=DIR
	@[ -n "$(SAMPLES)" ] || { echo "usage: make acceptance SAMPLES=DIR" >&2; exit 2; }
	@[ -d "$(SAMPLES)" ] || { echo "acceptance: no such folder: $(SAMPLES)" >&2; exit 1; }
	@command -v soffice >/dev/null || { \
	    echo "acceptance: LibreOffice (soffice) is missing. Run:  sudo apt-get install -y --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui" >&2; \
	    exit 1; }
	@JUEBAO_SAMPLES="$$(cd "$(SAMPLES)" && pwd)" $(PYTEST) -n 2 -rs tests/real $(ARGS)

accuracy: $(DEV_READY) ## what is found of the labelled sentences and reports: make accuracy [SAMPLES=DIR] [ARGS=--misses]
	@$(PY) build/accuracy/claims.py looked
	@$(PY) build/accuracy/run.py $(or $(SAMPLES),../shared/samples) $(ARGS)

fuzz: $(DEV_READY) ## damaged, mislabelled and malicious files, at least 200 of each sample
	@JUEBAO_FUZZ=200 $(PYTEST) -n 2 tests/fuzz $(ARGS)

coverage: $(DEV_READY) ## tests with branch coverage; core/ must reach 95%
	@QT_QPA_PLATFORM=offscreen $(PY) -m coverage run -m pytest -p no:xdist -q -m "not bench" $(ARGS)
	@$(PY) -m coverage html --quiet
	@$(PY) -m coverage report
	@$(PY) -m coverage report --include='core/*' --fail-under=95 --format=total

bundle: $(DEV_READY) ## dist/juebao, the program in one folder for this system, self-tested
	@build/bundle/make.sh

deb: $(DEV_READY) ## the package for 麒麟 and UOS, built and tried in clean systems (needs root)
	@build/deb/make.sh

windows: $(DEV_READY) ## the Windows installer, built and tried under wine (needs root)
	@build/windows/make.sh

lock: ## the lock files anew (ARGS=--upgrade for newer versions)
	@build/lock.sh $(ARGS)

clean: ## everything that can be made again, except .venv
	@rm -rf dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage htmlcov
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

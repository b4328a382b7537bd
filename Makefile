# Paths are relative and quoted where it matters, so that the checkout may lie below a
# directory with spaces. GNU Make 3.81 (macOS) and a POSIX shell are enough.

ADDR = 127.0.0.1:8000
PY = .venv/bin/python
# Material's notice about its own future, on every run, is not news to anybody here.
export NO_MKDOCS_2_WARNING = 1
RUNTIME = .venv/.installed-runtime
DEV = .venv/.installed-dev

# Asked here, so that nobody waits for an installation first.
ifeq ($(filter export,$(MAKECMDGOALS))$(DIR),export)
$(error Say where to: make export DIR=path)
endif

ifeq ($(filter publish,$(MAKECMDGOALS))$(DIR),publish)
$(error Say where to: make publish DIR=path SITE_URL=https://example.org/)
endif

ifeq ($(filter clean-one,$(MAKECMDGOALS))$(FILE),clean-one)
$(error Say which: make clean-one FILE=sources/name.txt)
endif

# With LOCKED=1, exactly the files whose digests `requirements-lock.txt` has.
LOCK = --require-hashes --requirement requirements-lock.txt

.PHONY: help serve build publish test browsers types bench coverage fuzz lock wheel export clean-one pictures terms schemas clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

serve: $(RUNTIME) ## serve the site and rebuild it on changes (ADDR=127.0.0.1:8000)
	@exec $(PY) -m mkdocs serve --dev-addr "$(ADDR)" # exec: ending make ends the server too

build: $(RUNTIME) ## build the site into site/; warnings are errors
	@$(PY) -m mkdocs build --strict

publish: $(RUNTIME) ## build the site into a folder, for a web server (DIR=path SITE_URL=https://example.org/)
	@if [ -n "$$(ls -A "$$DIR" 2>/dev/null)" ] && [ ! -e "$$DIR/.published" ]; then \
	    echo "$$DIR holds what was not published from here, and all of it would go: name another folder." >&2; exit 1; \
	fi
	@mkdir -p "$$DIR" && dir=$$(cd "$$DIR" && pwd -P) && $(PY) -m mkdocs build --strict --site-dir "$$dir" && \
	    touch "$$dir/.published" "$$dir/.nojekyll"

test: $(DEV) ## lint, check the types and run the tests (TESTS=tests/test_x.py ARGS="-k name")
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) tests/browser/chromium.py
	@$(PY) -m pytest -n auto --dist loadgroup $(ARGS) $(TESTS)

browsers: $(DEV) ## run the browser tests in Firefox and WebKitGTK, as far as their drivers go (Linux; ARGS="-k cards")
	@$(PY) -m pip install --quiet selenium==4.51.0
	@PYTHONPATH=tests $(PY) -m browser.firefox
	@ENGINE=firefox $(PY) -m pytest -n auto --dist loadgroup -rs $(ARGS) tests/browser
	@PYTHONPATH=tests $(PY) -m browser.webkit
	@ENGINE=webkit xvfb-run -a -s "-screen 0 1600x1200x24" $(PY) -m pytest $(ARGS) tests/browser/test_webkit.py

types: ## check the types of those scripts of the site that state them (tsconfig.json); needs npm
	@npx --yes --package typescript@7.0.2 tsc --project .

bench: $(DEV) ## run the benchmarks one after the other
	@for file in benchmarks/[!_]*.py; do \
	    [ -e "$$file" ] || { echo "There are no benchmarks." >&2; exit 1; }; \
	    echo "== $$file"; \
	    grep -q 'add_argument("[a-z]*", type=Path)' "$$file" && { echo "skipped: it needs documents, see its head"; continue; }; \
	    PYTHONPATH=hooks $(PY) "$$file" $(ARGS) || exit 1; \
	done

coverage: $(DEV) ## run the tests and say which lines and branches they leave out (htmlcov/)
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest -n 0 $(ARGS) $(TESTS)
	@$(PY) -m coverage combine --quiet
	@$(PY) -m coverage html --quiet
	@$(PY) -m coverage report --skip-covered

fuzz: $(DEV) ## look for inputs that break the program, a minute for each target (SECONDS=60)
	@$(PY) -m pip install --quiet atheris==3.0.0
	@for target in tokens sidecar encoding pipeline; do \
	    echo "== $$target"; $(PY) tests/fuzz/fuzz.py "$$target" $(or $(SECONDS),60) || exit 1; \
	done

lock: ## write requirements-lock.txt anew, with the digests of all packages; needs uv
	@uv pip compile --quiet --universal --generate-hashes --no-annotate --python-version 3.10 \
	    --custom-compile-command "make lock" requirements-dev.txt --output-file requirements-lock.txt

wheel: $(DEV) ## build the package into dist/
	@$(PY) -m hatchling build

export: $(RUNTIME) ## write the collated texts into a directory (DIR=path)
	@PYTHONPATH=hooks $(PY) -m jiaozhu export "$$DIR"

clean-one: $(RUNTIME) ## print what is done to one source (FILE=sources/name.txt)
	@PYTHONPATH=hooks $(PY) -m jiaozhu clean "$$FILE"

pictures: $(RUNTIME) ## fetch the pictures of web pages that were not saved with them, into sources/
	@PYTHONPATH=hooks $(PY) -m jiaozhu pictures

terms: $(RUNTIME) ## print words that the glossary lacks (ARGS="--most 60")
	@PYTHONPATH=hooks $(PY) -m jiaozhu terms $(ARGS)

schemas: $(RUNTIME) ## write the schemas by which text editors check the YAML files
	@PYTHONPATH=hooks $(PY) -m jiaozhu schemas hooks/schemas

clean: ## remove what was built, and all caches; .venv stays
	@rm -rf site .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . \( -name .git -o -name .venv \) -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# What Python to ask: sys.exit prints its text and fails.
NEW_ENOUGH = import sys; sys.version_info < (3, 10) and sys.exit("older than 3.10")
VERSION = -c "import sys; print(sys.version)"

# A .venv stops working when its Python is upgraded or removed, and another may be asked for with
# PYTHON=…; the stamps know nothing of that, so the interpreter itself is asked on every run.
USABLE = $(PY) -c '$(NEW_ENOUGH); import pip' 2>/dev/null && \
	{ [ -z "$(PYTHON)" ] || [ "$$("$(PYTHON)" $(VERSION) 2>&1)" = "$$($(PY) $(VERSION))" ]; }
ifneq ($(shell $(USABLE) && echo yes),yes)
.PHONY: $(RUNTIME)
endif

# ensurepip: Debian has it in the package python3-venv, and without it no .venv can be made.
# The path is resolved, because the venv module refuses a link.
# pip first: an old one fails on some packages. Without a network, what is there may do.
$(RUNTIME): requirements.txt
	@{ $(USABLE); } || { \
	    set -- "$$PYTHON"; \
	    [ -n "$$PYTHON" ] || set -- python3 python3.13 python3.12 python3.11 python3.10; \
	    python=; tried=; \
	    for name do \
	        if ! command -v "$$name" >/dev/null; then \
	            why="not found"; \
	        elif why=$$("$$name" -c '$(NEW_ENOUGH); import ensurepip, venv' 2>&1); then \
	            python=$$name; break; \
	        fi; \
	        tried=$$(printf '%s\n  %s: %s' "$$tried" "$$name" "$$(printf '%s\n' "$$why" | tail -n 1)"); \
	    done; \
	    if [ -z "$$python" ]; then \
	        printf '%s\n' "Python 3.10 or newer with its venv module is needed. Tried:$$tried" \
	            "Debian, Ubuntu:  apt install python3 python3-venv" \
	            "macOS:           brew install python" \
	            "Or name one:     make PYTHON=/path/to/python3" >&2; \
	        exit 1; \
	    fi; \
	    if [ -L .venv ] && ! { [ -d .venv/ ] && [ -z "$$(ls -A .venv/)" ]; }; then \
	        echo "The link .venv leads neither to an empty directory nor to an environment with pip and" \
	            "the Python asked for (3.10 or newer): correct or remove it, then run make again." >&2; \
	        exit 1; \
	    fi; \
	    echo "Making .venv with $$python ..."; \
	    mkdir -p .venv && "$$python" -m venv --clear "$$(cd .venv && pwd -P)" || exit 1; \
	}
	@echo "Installing requirements.txt ..."
	@$(PY) -m pip install --quiet --upgrade pip || echo "pip was not upgraded." >&2
	@$(PY) -m pip install --quiet $(if $(LOCKED),$(LOCK),--requirement requirements.txt)
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo "Installing requirements-dev.txt ..."
	@$(PY) -m pip install --quiet $(if $(LOCKED),$(LOCK),--requirement requirements-dev.txt)
	@touch $@

# Every target sets up what it needs by itself and is quick the second time.
#
#   make run     set up, build index and site, start both (loopback): site :8000, assistant :8501
#   make serve-demo   the same behind nginx, by https, on one name: https://127.0.0.1:8443/
#   make test    set up and run every check and test, real Chromium included
#   make index   build the search index      make site   build the published pages
#   make check   format, lint, types         make bench  timings beside a peer

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# One set-up per state of these two files.
READY := $(VENV)/.ready-$(shell cat pyproject.toml requirements.lock | cksum | cut -d' ' -f1)

export NO_MKDOCS_2_WARNING = 1
export DISABLE_MKDOCS_2_WARNING = true
export PYTHONDONTWRITEBYTECODE =

.PHONY: run serve-demo test index site check bench clean

run: $(READY)
	$(BIN)/python -m assistant serve

serve-demo: $(READY)
	$(BIN)/python -m assistant serve --demo

# A file of tests stays in one process: what its tests share is made once.
test: check
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

index: $(READY)
	$(BIN)/python build_index.py

site: $(READY)
	$(BIN)/python -m mkdocs build --strict

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(READY) index
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_index

# torch goes first and by its exact version: left to resolve it freely, pip may fetch a build with
# several gigabytes of accelerator libraries that nothing here uses.
$(READY): pyproject.toml requirements.lock
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip==26.3
	$(BIN)/python -m pip install --quiet --constraint requirements.lock torch
	$(BIN)/python -m pip install --quiet --constraint requirements.lock --editable . --group dev
	@touch $@

clean:
	rm -rf $(VENV) site state .mypy_cache .pytest_cache .ruff_cache
	find index -mindepth 1 ! -name README.md -delete

# Needs python3 (3.11 or newer) and make; everything else goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test gate lint train clean

demo: $(VENV)/installed
	@rm -f demo.db demo.db-wal demo.db-shm
	@$(BIN)/lapwing demo -o demo.db

test: $(VENV)/tested
	$(BIN)/python -m pytest

gate: $(VENV)/tested
	$(BIN)/lapwing gate

lint: $(VENV)/tested
	$(BIN)/ruff check src tests scripts training
	$(BIN)/mypy
	$(BIN)/lint-imports

# Trains the reader anew from the corpora (training/README.md says where to get them) and puts it into the package: needs two hours and
# several GiB for torch. Installing and coding never need it. A stopped training goes on with the same command.
CORPORA ?= ../shared/corpora
CHECKPOINTS ?= training/checkpoints
MODEL := src/lapwing/reading/files
train: $(VENV)/trained
	$(BIN)/python -m training.sentences $(CORPORA) $(MODEL)/sentences.json
	$(BIN)/python -m training.train --corpora $(CORPORA) --out $(CHECKPOINTS) $(TRAIN)
	$(BIN)/python -m training.export $(CHECKPOINTS)/latest.pt $(MODEL)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Lapwing needs Python 3.11 or newer; name one with: make PYTHON=python3.12 demo")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[web]"
	@touch $@

$(VENV)/tested: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[all]" $(DEV)
	@touch $@

$(VENV)/trained: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TRAINING)
	@touch $@

# The dependency groups of pyproject.toml, read here because pip knows groups only since version 25.1.
GROUP = $(shell $(PYTHON) -c 'import shlex, tomllib; print(shlex.join(tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["$(1)"]))')
DEV = $(call GROUP,dev)
TRAINING = $(call GROUP,train)

clean:
	rm -rf $(VENV) demo.db demo.db-wal demo.db-shm .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

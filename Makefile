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
# The recipe of the model that ships: minutes are those of two cores; a slower machine wants more of them.
TRAIN ?= --minutes 86 --epochs 100 --share litbank=0.5,authored=1.5,gum=1.5
FINISH ?= --minutes 9.5 --epochs 100 --rate 5e-5 --heads 3e-4 --warm 0.08 --share litbank=0.1,authored=1.0,gum=1.0,ewt=1.0
train: $(VENV)/trained
	$(BIN)/python -m training.sentences $(CORPORA) $(MODEL)/sentences.json
	$(BIN)/python -m training.train --corpora $(CORPORA) --out $(CHECKPOINTS)/first $(TRAIN)
	$(BIN)/python -m training.train --corpora $(CORPORA) --out $(CHECKPOINTS)/last --start $(CHECKPOINTS)/first/latest.pt $(FINISH)
	$(BIN)/python -m training.export $(CHECKPOINTS)/last/latest.pt $(MODEL)

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

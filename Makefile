# Every target works on a fresh machine with Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help install run test lint quality quality-errors train bench picture clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

install: .venv/installed  ## make .venv with pinned dependencies

.venv/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Dateline needs Python 3.11 or newer; set PYTHON=python3.12, say."; exit 1; }
	@echo "Making .venv ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

run: install  ## index seeds/, show the brief on NATO, then serve Slack or open the playground
	@$(BIN)/dateline start --seeds seeds

test: install  ## run the whole suite
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: install  ## check style and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

quality: install  ## measure extraction and search on the development data beside the project
	@PYTHONPATH=tests $(BIN)/python -m quality.measure

quality-errors: install  ## print the worst cases of the development data, for reading
	@PYTHONPATH=tests $(BIN)/python -m quality.worst

train: install  ## train the taggers' weights anew (one and a half to two hours on two cores with 16-bit instructions)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[training]'
	@$(BIN)/python -m training

bench: install  ## measure speed, as ratios to floors measured in the same run
	@$(BIN)/python tests/bench/bench.py
	@$(BIN)/python tests/bench/acknowledging.py

picture: install  ## take docs/playground.png again (needs Chromium)
	@$(BIN)/python docs/make_picture.py

clean:  ## remove what the other targets made
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist

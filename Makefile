# Two commands: `make editions` runs the main job, `make test` passes the tests.
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraint constraints.txt --override overrides.txt

editions: .venv/installed
	$(BIN)/l10n run || test $$? -eq 1    # 1: done, with findings to look at

test: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

scores: .venv/tested
	$(BIN)/python training/evaluate.py l10n/engines/starter/*.argosmodel

.venv/bin/uv: constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt uv

.venv/installed: .venv/bin/uv pyproject.toml overrides.txt
	$(UV) --editable '.[argos]'
	touch $@

.venv/tested: .venv/installed
	$(UV) --group dev
	touch $@

clean:
	rm -rf .venv .l10n editions

.PHONY: editions test scores clean

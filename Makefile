.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test lint lock derive bench evaluate folds model teacher clean
PYTHON ?= python3
BIN := .venv/bin
TRAIN := .venv-train
FOLDS ?= $(HOME)/.cache/liantu/folds

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/'

install: .venv/installed ## the locked environment in .venv

.venv/installed: requirements.lock pyproject.toml .ci/venv
	@PYTHON=$(PYTHON) .ci/venv
	@echo "安装锁定的依赖 Installing the locked packages …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

install-dev: .venv/installed-dev ## what the tests need, on top

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo "安装测试依赖 Installing what the tests need …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

demo: install ## read examples/, print the chain gaps, serve http://127.0.0.1:8000 until Ctrl-C (CHECK=1: end by itself)
	@.ci/demo $(if $(CHECK),--check)

test: install-dev ## install what tests need and run lint and all tests
	@.ci/browser
	@.ci/office
	@$(MAKE) --no-print-directory lint
	$(BIN)/pytest $(ARGS)

lint: install-dev ## types, style, imports, derived files
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format -q --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > /dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/python -m ontology.derive --check

derive: install-dev ## write the derived files anew: ontology, query rows, docs
	@$(BIN)/python -m ontology.derive
	@$(BIN)/python -m queries.generate
	@$(BIN)/python -m api.docs

bench: install-dev ## figures of speed, ratios against a named baseline
	@for f in benchmarks/*.py; do $(BIN)/python -m benchmarks.$$(basename $$f .py) || exit 1; done

evaluate: install ## accuracy on ../shared by models that have not seen it; writes docs/accuracy.md and what confidence rests on
	$(BIN)/python -m benchmarks.accuracy $(ARGS)

folds: $(TRAIN)/installed ## train the five taggers that evaluate needs (in FOLDS) and write their spans
	$(TRAIN)/bin/python -m ingest.training folds --out $(FOLDS)
	$(TRAIN)/bin/python -m benchmarks.accuracy.tag $(FOLDS)

model: $(TRAIN)/installed ## train the shipped tagger on all annotated documents of ../shared
	$(TRAIN)/bin/python -m ingest.training model --out $(FOLDS)

teacher: $(TRAIN)/installed ## label documents without names anew by the large encoder unpacked in BERT; needs a GPU
	$(TRAIN)/bin/python -m ingest.training teacher --bert $(BERT) --out ingest/training/labels

$(TRAIN)/installed: .venv/installed-dev
	@echo "安装训练依赖 Installing what training needs …"
	@$(BIN)/uv venv -q --clear --python $(BIN)/python $(TRAIN)
	@$(BIN)/uv pip install -q --python $(TRAIN)/bin/python -r requirements.lock --group train
	@touch $@

lock: install-dev ## resolve the locks anew
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group build --group dev -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock

clean: ## remove the environment and caches, not the data in .liantu
	rm -rf .venv .venv-train .mypy_cache .ruff_cache .pytest_cache

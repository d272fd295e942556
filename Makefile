# Each verb sets up what it needs in .venv; `make` alone lists the verbs.

PYTHON ?= python3
# What users give is taken as it is written: make would otherwise run a folder that is called $(shell …).
override CODES := $(value CODES)
override CORPUS := $(value CORPUS)
override FOLDER := $(value FOLDER)
override LEXICON := $(value LEXICON)
override SIZES := $(value SIZES)
override WORD := $(value WORD)
export CODES CORPUS FOLDER LEXICON SIZES WORD

python := .venv/bin/python
ready := .venv/ready
# What the notebooks are run on, as options of newslab; the shell reads it, so that no name is run.
subject = $${LEXICON:+--lexicon="$$LEXICON"} $${WORD:+--word="$$WORD"} $${CODES:+--codes="$$CODES"} \
	$${CORPUS:+-- "$$CORPUS"}

help: ## List the verbs
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 20

notebooks: corpus $(ready) ## Run the notebooks into a report under build/; CORPUS=path LEXICON=file WORD=word CODES=sheet
	@$(python) -m newslab report --under build $(subject)

refresh: $(ready) ## Write the outputs of the sample corpus into the notebooks
	@$(python) -m newslab refresh

lab: corpus $(ready) ## Open a copy of the notebooks in JupyterLab; CORPUS=path LEXICON=file WORD=word CODES=sheet
	@$(python) -m newslab lab --out build/lab $(subject)

test: $(ready) ## Run the tests, the doctests and a copy of the notebooks
	@$(python) -m pytest

lowest: .venv-lowest/ready ## Run the tests with the lowest versions that pyproject.toml allows
	@.venv-lowest/bin/python -m pytest

lint: $(ready) ## Check style, types, and which module imports which
	@$(python) -m ruff check
	@$(python) -m ruff format --check
	@$(python) -m mypy
	@.venv/bin/lint-imports --no-logo --no-cache
	@.venv/bin/basedpyright --level error

benchmark: $(ready) ## Measure newslab beside its peers; SIZES="1000 10000", or CORPUS=articles.parquet
	@$(python) -m pip install --quiet --disable-pip-version-check --editable ".[benchmark]"
	@$(python) tests/benchmarks/compare.py $${SIZES:+--sizes $$SIZES} $${CORPUS:+--corpus "$$CORPUS"}

calibration: $(ready) ## Shuffle sources and count what is called different; FOLDER=path to real articles
	@$(python) tests/benchmarks/calibration.py $${FOLDER:+"$$FOLDER"}

docs: $(ready) ## Build the site into build/docs, without a network
	@$(python) -m pip install --quiet --disable-pip-version-check --editable ".[docs]"
	@$(python) -m sphinx -W --keep-going -q -j 2 -d build/doctrees docs build/docs
	@echo "Open build/docs/index.html"

format: $(ready) ## Fix the style of code and notebooks
	@$(python) -m ruff check --fix
	@$(python) -m ruff format

# A mistyped corpus is reported at once, before anything is installed.
corpus:
	@test -z "$$CORPUS" || test -e "$$CORPUS" || \
		{ printf 'There is no file or folder %s; CORPUS is read from %s\n' "$$CORPUS" "$$PWD"; exit 1; }

# The file `ready` is as new as the last whole installation, so that a second run starts at once.
$(ready): $(python) pyproject.toml
	@echo "Installing newslab and what it needs into .venv; the first time takes some minutes"
	@$(python) -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $(ready)

.venv-lowest/ready: $(python) pyproject.toml
	@echo "Installing the lowest versions of what newslab needs into .venv-lowest"
	@$(python) -m venv --clear .venv-lowest
	@.venv-lowest/bin/python -m pip install --quiet --disable-pip-version-check uv
	@.venv-lowest/bin/uv pip install --quiet --python .venv-lowest/bin/python --resolution lowest-direct \
		--editable ".[dev]"
	@touch $@

$(python):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "newslab needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.12 …"; exit 1; }
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }

.PHONY: help notebooks refresh lab test lowest lint benchmark calibration docs format corpus

# The verbs of this repository; `make` alone lists them.
PYTHON ?= python3
WORKERS ?= 2

# Relative paths, so that a checkout may lie in a folder with spaces in its name.
VENV := .venv
CORE := $(VENV)/core.stamp
EXTRAS := $(VENV)/extras.stamp
DEV := $(VENV)/dev.stamp
RUN := $(VENV)/bin/python -m
# Tells one interpreter from another: an environment made by another one is made anew.
WHICH := import sys; print(sys.base_exec_prefix, sys.version)
PIP := $(RUN) pip --disable-pip-version-check --quiet install

unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo extras test test-all lint format docs bench pins clean

help: ## List these verbs
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 18

# `say` shows a command as a reader would type it, then runs it.
say = @printf '\n$$ counterpoint %s\n' '$(1)' && $(VENV)/bin/counterpoint $(1)

demo: $(CORE) ## Build the graph, ask it three questions, draw the network
	$(call say,build)
	$(call say,ask opponents --format table)
	$(call say,ask disagreements --format table)
	$(call say,ask why-do-they-disagree --one "Peter Wilson" --other "Stephen Gillam" --format table)
	$(call say,view --output network.html)
	@printf '\nThat page is the network; open it in a browser.\n'

extras: $(EXTRAS) ## Set up what drafting, Excel files and reliability need

test: lint ## Run the linter, the types and all tests but the slow ones
	$(call pytest,-m "not slow")

test-all: lint ## Run the slow tests too
	$(call pytest,)

define pytest
@chromium=$$(PYTHON=$(VENV)/bin/python tools/chromium install) && \
	firefox=$$(tools/firefox install) && \
	virtuoso=$$(tools/virtuoso install) && \
	java=$$(tools/java install) && \
	CHROMIUM="$$chromium" FIREFOX="$$firefox" VIRTUOSO="$$virtuoso" JAVA_HOME="$$java" \
	$(RUN) pytest --numprocesses=$(WORKERS) --dist=loadfile $(1)
endef

lint: $(DEV) ## Check style, format and types
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy

format: $(DEV) ## Mend style and format
	$(RUN) ruff check --fix
	$(RUN) ruff format

docs: $(DEV) ## Renew the reference pages and the README's pictures
	$(RUN) tools.reference_pages
	$(RUN) tools.ontology_page
	$(RUN) counterpoint ontology schema -w .
	$(RUN) counterpoint ontology schema -w examples/belief-and-law
	$(RUN) tools.readme_picture

bench: $(DEV) ## Measure against peers; takes a while
	$(RUN) benchmarks cold_start build inference network questions search serving view

pins: $(DEV) ## Renew constraints.txt
	$(PIP) uv
	$(RUN) tools.pin

clean: ## Remove everything that make has made
	rm -rf $(VENV) .counterpoint network.html dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests tools benchmarks -name __pycache__ -prune -exec rm -rf {} +

$(CORE): constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	@echo "Setting up $(VENV); this takes a minute."
	@test "$$($(PYTHON) -c '$(WHICH)')" = "$$($(VENV)/bin/python -c '$(WHICH)' 2>&1)" || $(PYTHON) -m venv --clear $(VENV)
	@sed '/^# For the extras/,$$d' constraints.txt > $(VENV)/core.txt
	@$(PIP) --require-hashes --requirement $(VENV)/core.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(EXTRAS): $(CORE)
	@echo "Adding a language model and readers of other formats; this takes a minute."
	@sed '/^# For development/,$$d' constraints.txt > $(VENV)/extras.txt
	@$(PIP) --require-hashes --requirement $(VENV)/extras.txt
	@touch $@

$(DEV): $(CORE)
	@$(PIP) --require-hashes --requirement constraints.txt
	@touch $@

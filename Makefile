# What you need: Python 3.11 or newer, and make. Type `make` to see what it can do.

.DEFAULT_GOAL := help
.PHONY: help lab test test-oldest lint format notebooks handout bench picture constraints clean

# The first Python that really runs, is new enough and can create a virtual environment.
NEW_ENOUGH := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && { echo $$p; break; }; done)

BIN := .venv/bin
OLDEST := .venv-oldest
LAB_READY := .venv/.ready-for-lab
TEST_READY := .venv/.ready-for-test
START := notebooks/00_start_here.ipynb
CODE := utils lessons tests tools conftest.py
# Notebooks are tests too: each is run, and what it prints is compared with what it shows. So are the
# examples in docstrings. None of them sees the answers of whoever runs it: conftest.py sees to that.
PYTEST := $(BIN)/pytest --doctest-modules --nbval --nbval-current-env --nbval-cell-timeout=60 \
	--nbval-sanitize-with=tests/notebooks/pictures.cfg

help: ## list what make can do
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F '\t' '{ printf "  make %-12s %s\n", $$1, $$2 }'

lab: $(LAB_READY) ## open the course in JupyterLab (stop it with Ctrl+C)
	@$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/$(START) \
		$$(test "$$(id -u)" != 0 || echo --allow-root) $(LAB_FLAGS)

test: $(TEST_READY) ## run every test: units, examples, notebooks, browser
	@$(PYTEST) -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
		--ignore=tests/benchmarks $(CODE) notebooks

test-oldest: $(TEST_READY) ## run the unit tests with the oldest packages that pyproject.toml allows
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(OLDEST)
	@$(BIN)/uv pip install --quiet --python $(OLDEST)/bin/python --resolution lowest-direct --editable ".[test]"
	@$(OLDEST)/bin/python -m pytest --doctest-modules -n auto --maxprocesses 4 --dist loadfile \
		--ignore=tests/benchmarks --ignore=tests/browser --ignore=tests/notebooks $(CODE)

lint: $(TEST_READY) ## check the style of the code and the form of the notebooks
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/python -m tools.notebooks --check

format: $(TEST_READY) ## put the code in the usual style
	@$(BIN)/ruff check --fix --exit-zero --quiet $(CODE)
	@$(BIN)/ruff format $(CODE)

notebooks: $(TEST_READY) ## make the tables of lessons again, run every notebook and store what it shows
	@$(BIN)/python -m tools.lesson_tables
	@$(BIN)/python -m tools.plans
	@$(BIN)/python -m tools.exercise_cells
	@$(BIN)/python -m tools.notebooks

handout: $(LAB_READY) ## make a page of questions and figures to hand out (make handout LESSON=03)
	@$(BIN)/python -m tools.handout $(LESSON)

bench: $(TEST_READY) ## measure how fast a slider answers
	@$(BIN)/pytest tests/benchmarks -q -s

picture: $(TEST_READY) ## make the moving picture of README.md again (needs Chromium or Chrome)
	@$(BIN)/python -m tools.moving_picture

constraints: $(TEST_READY) ## look for newer versions and write constraints.txt again
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra test \
		--no-header --no-annotate --output-file constraints.txt pyproject.toml

clean: ## remove what make has installed and built
	rm -rf .venv $(OLDEST) build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
	find $(CODE) notebooks -name __pycache__ -o -name .ipynb_checkpoints | xargs rm -rf

$(LAB_READY): pyproject.toml constraints.txt
	@$(call install,.)

$(TEST_READY): pyproject.toml constraints.txt
	@$(call install,.[test])
	@touch $(LAB_READY)

# An environment that was left half made, or whose Python has gone, is made anew.
define install
	python="$(PYTHON)"; sh tools/check_python.sh "$$python" || exit 1; \
	$(BIN)/python -m pip --version >/dev/null 2>&1 || "$$python" -m venv --clear .venv || exit 1; \
	echo "Installing the course into .venv: a few minutes the first time, seconds afterwards."; \
	$(BIN)/python -m pip install --disable-pip-version-check --constraint constraints.txt --editable "$(1)" || exit 1; \
	$(BIN)/jupyter labextension disable --level=sys_prefix @jupyterlab/apputils-extension:announcements >/dev/null 2>&1; \
	$(BIN)/python -m utils.server || exit 1; \
	touch $@
endef

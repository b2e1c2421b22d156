# make report: set up, run every parameter file, write reports/index.html
# make test:   every test, as .ci/run runs them

PYTHON ?= python3
JOBS ?= $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
VENV := .venv
ENVIRONMENT := environment.yml
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SPARK := $(VENV)/.spark
export UV_COMPILE_BYTECODE := 1

.PHONY: report test check golden lab pictures lock environment clean

report: $(READY)
	@$(BIN)/workbench run --jobs $(JOBS)

test: $(READY) $(SPARK)
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup --no-loadscope-reorder
	$(BIN)/python -m pytest --nbval --override-ini addopts= -p no:cacheprovider --numprocesses auto --dist loadfile notebooks

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

golden: $(READY)
	@$(BIN)/workbench golden

lab: $(READY)
	@$(BIN)/workbench lab

pictures: report
	@$(BIN)/python docs/pictures/make.py

lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --extra dev --extra s3 --extra dask pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --extra spark --constraint requirements.lock pyproject.toml | \
		awk -F == 'NR == FNR { known[$$1]; next } /==/ { new = !($$1 in known) } new' requirements.lock - \
		> requirements-spark.lock

environment: $(READY)
	@$(BIN)/pyproject2conda yaml --pyproject pyproject.toml --extra dev --python-include infer \
		--name probation-evaluation-workbench --custom-command "make environment" \
		--output $(ENVIRONMENT) --overwrite force 2>/dev/null

clean:
	rm -rf $(VENV) reports/*

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11, 3.12 or 3.13 is needed. Name one: make PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || $(PYTHON) -m venv --clear --without-pip $(VENV)
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || \
		$(PYTHON) -m pip --version >/dev/null 2>&1 || \
		{ echo "Python has no pip. Install it first, on Debian: apt-get install python3-pip python3-venv"; exit 1; }
	@if $(BIN)/python -m pip --version >/dev/null 2>&1; \
		then $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock; \
		else $(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes -r $(VENV)/uv.lock; fi
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q workbench
	@touch $(READY)

# Spark weighs half a gigabyte: only the tests, and whoever asks for it, have it.
$(SPARK): $(READY) requirements-spark.lock
	@echo "Adding Spark to $(VENV) (once) ..."
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes -r requirements-spark.lock
	@touch $(SPARK)

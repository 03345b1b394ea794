# One word a task. `make run` and `make test` set up what is missing by themselves.

PYTHON ?= python3
VENV ?= .venv
# For a GPU, the one thing to change: make setup TORCH=torch
TORCH ?= torch==2.13.0
OUT ?= out
# Where test sets lie that may not be committed; see eval/sets.toml.
SETS ?= ../shared/data/parallel/dev

BIN := $(VENV)/bin
STAMP := $(VENV)/.fresh
# Nothing is fetched while translating: the built-in model is in the package.
OFFLINE := HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1

.PHONY: run setup fmt lint type imports gate test check bench bench-text eval wheel clean

run: $(STAMP)  ## translate examples/ into out/
	$(OFFLINE) $(BIN)/tarjoman run "examples/*.txt" -o $(OUT)
	@echo
	@head -n 5 $(OUT)/economy.en.txt
	@echo
	@echo "The English articles are in $(OUT)/*.en.txt, sentence by sentence in $(OUT)/*.segments.jsonl."

setup: $(STAMP)  ## make the virtual environment, or bring it up to date

# Torch comes first: left to the others' requirements, pip takes the largest build there is.
$(STAMP): pyproject.toml
	@echo "Setting up $(VENV); a few minutes the first time."
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet "$(TORCH)"
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@

fmt: $(STAMP)  ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: $(STAMP)  ## ruff
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

type: $(STAMP)  ## mypy, strict
	$(BIN)/mypy

imports: $(STAMP)  ## the import contract
	$(BIN)/lint-imports

# A worker a core; each computes on one thread, else torch's threads wait for each other's.
test: $(STAMP)  ## the tests
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n auto --dist worksteal

gate: $(STAMP)  ## the built-in model is no worse on our news set than its baseline
	$(OFFLINE) $(BIN)/tarjoman eval gate eval/baselines/builtin-news.json

check: lint type imports gate test  ## what CI runs

bench: $(STAMP)  ## ours beside a plain generate loop, in one run
	$(BIN)/python scripts/bench.py

bench-text: $(STAMP)  ## the text layer beside its rivals
	$(BIN)/python scripts/bench_text.py

eval: $(STAMP)  ## score the built-in model on the test sets at hand; the table goes into eval/README.md
	$(BIN)/tarjoman eval run full --model builtin --from $(SETS) --skip-missing -o results
	$(BIN)/python scripts/eval_table.py results/full

wheel: $(STAMP)  ## build the wheel into dist/
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:  ## remove what was made, the environment included
	rm -rf $(VENV) $(OUT) dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

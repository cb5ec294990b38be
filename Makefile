# make run      a served demo hall: addresses and sign-ins are printed
# make test     everything that can be checked, Chromium included
# make check    the same without a browser
# make bench    the figures of docs/figures.md: make bench NAME=issue
# make ha-drill the database's primary killed, paused and crashed under load, on this machine (deploy/ha/README.md)
# make faults   kill a hall and see what is lost: make faults KILLS=300 DATABASE=sqlite SEED=7 MINUTES=20
# make assets   the browser code again, after a change (make assets WATCH=--watch: after every change)

PYTHON ?= python3
BIN := .venv/bin
KILLS ?= 300
DATABASE ?= sqlite
MINUTES ?= 60
SOURCES := setup.cfg setup.py pyproject.toml $(shell find frontend -name node_modules -prune -o -type f -print)

run: .venv/installed
	@$(BIN)/hall demo --past $(ARGS)

test: .venv/for-tests
	@$(BIN)/python tests/browser/chromium.py && $(BIN)/python -m tests.programs && $(BIN)/python -m tools.check --browser

check: .venv/for-tests
	@$(BIN)/python -m tools.check

bench: .venv/for-tests
	@$(BIN)/python -m bench $(NAME)

ha-drill: .venv/for-tests
	@$(BIN)/python -m deploy.ha drill $(ARGS)

faults: .venv/for-tests
	@$(BIN)/python -m tests.faults --kills $(KILLS) --database $(DATABASE) --minutes $(MINUTES) $(SEED:%=--seed %)

assets: .venv/for-tests
	@$(BIN)/python frontend/assets.py $(WATCH)

.venv/installed: $(SOURCES)
	@sh tools/prepare.sh "$(PYTHON)" .venv . && touch $@

.venv/for-tests: setup.cfg setup.py pyproject.toml
	@sh tools/prepare.sh "$(PYTHON)" .venv '.[dev]' && touch $@ .venv/installed

.PHONY: run test check bench faults assets ha-drill

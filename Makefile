# Everything is built below this folder (.envs, models, build, var); nothing is installed elsewhere.
# PYTHON is any Python 3.11 or newer; a candidate is run to be believed.

SHELL := /bin/sh
.DEFAULT_GOAL := help

NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifndef PYTHON
PYTHON := $(shell for each in python3 python3.13 python3.12 python3.11; do \
	"$$each" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && echo "$$each" && break; done)
endif

APP := .envs/app/bin/python
SETUP := $(PYTHON) -m bot.setup
ROOMS := bot actions servicing tests benchmarks
QUICK := not engine and not browser

# Where bytecode may not be written, as in many containers, each start compiles every library anew. It is written only
# into folders that git passes over.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help python app setup run chat test check static conversations transcripts train pictures first-answer doctor lock \
	reset clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' Makefile

python:
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 || { \
		echo "Python 3.11 or newer is needed and $(if $(PYTHON),$(PYTHON) is none,none was found): install one, or name it with make PYTHON=/path/to/python3" >&2; \
		exit 2; }

app: python
	@$(SETUP) app

setup: python ## Build both environments and train the model, where missing or out of date
	@$(SETUP) all

run: app ## Run everything: engine, actions, bot; the web chat's address is printed
	@$(APP) -m bot run

chat: app ## Chat in this terminal, while `make run` runs in another (BORROWER=... picks who you are)
	@$(APP) -m bot chat $(if $(BORROWER),--borrower "$(BORROWER)")

static:
	@$(APP) -m ruff check $(ROOMS)
	@$(APP) -m ruff format --check $(ROOMS)
	@$(APP) -m mypy

test: setup static ## Every test, with the real engine; results in build/junit.xml
	@$(APP) -m pytest --junitxml=build/junit.xml

check: app static ## What needs no engine: lint, types, unit tests; a minute
	@$(APP) -m pytest -q -n 2 -m "$(QUICK)"

conversations: setup ## The conversation tests alone; results in build/conversations.xml
	@$(APP) -m pytest tests/conversations --junitxml=build/conversations.xml

transcripts: setup ## Play the conversations and print them for reading
	@$(APP) -m tests.conversations

train: python ## Train the model if its data changed
	@$(SETUP) model

# With CI=true a browser that is missing is an error; otherwise old pictures would pass for new ones.
pictures: setup ## Make the pictures of the README anew, drawings and conversations (needs Chromium)
	@$(APP) -m tests.bot.pictures
	@CI=true $(APP) -m pytest -q tests/browser/test_real_conversation.py
	@cp build/screenshots/diagnosis-zh.png build/screenshots/diagnosis-en.png docs/pictures/

first-answer: python ## Measure a fresh clone's way to its first answer
	@$(PYTHON) -m benchmarks.first_answer

doctor: python ## Say what is wrong with this set-up, also before it is set up
	@if $(APP) -c '' >/dev/null 2>&1; then $(APP) -m bot doctor; else "$(PYTHON)" -m bot doctor; fi

lock: python ## Renew the lock files (LOCK_UPGRADE=1 also moves to newer versions)
	@$(SETUP) lock

reset: ## Forget the demo's data (var/)
	@rm -rf var && echo "The demo's data is forgotten; make run makes it anew."

clean: ## Remove what set-up built, models included
	@rm -rf .envs build .mypy_cache .pytest_cache .ruff_cache && rm -rf models/*.tar.gz models/.training
	@echo "Removed; make setup builds it anew."

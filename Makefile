# make demo       both samples in every format, in build/demo
# make test       every check, as CI runs them
# make pictures   what the README shows, drawn anew
#
# Both set up what they need first: .venv, the Python packages and, through apt-get, what pip cannot bring.
# Where nothing is missing they ask for nothing.

# The first Python that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

SAMPLES := samples/A_RES_75_210.en.txt samples/A_RES_75_210.zh.txt
FORMATS := md,docx,html,pdf,akn,json
# Documents to score against, beside the checkout or wherever UNPRESS_SHARED says.
UNPRESS_SHARED ?= ../shared

# What some tests need and the program does not: a second reader of DOCX, and of PDF, and a browser.
TEST_PACKAGES = $(if $(shell command -v soffice),,libreoffice-writer-nogui) \
	$(if $(shell command -v pdftotext),,poppler-utils) \
	$(if $(shell command -v chromium chromium-browser google-chrome),,chromium)

.PHONY: help demo test pictures native test-native clean

help:
	@sed -n 's/^# make/make/p' Makefile

demo: $(BIN)/unpress
	@mkdir -p build/demo
	$(BIN)/unpress convert --quiet $(SAMPLES) -t $(FORMATS) -o build/demo
	@$(BIN)/python -c "$$TABLE" build/demo

test: $(BIN)/tox test-native
	$(BIN)/tox run -e lint,types,validate,py$(if $(wildcard $(UNPRESS_SHARED)/fidelity/score.py),$(COMMA)fidelity)

pictures: $(BIN)/unpress
	$(BIN)/python samples/pictures.py

clean:
	rm -rf .venv .tox build

$(BIN)/unpress: pyproject.toml | $(BIN)/pip
	@echo "Installing unpress and its Python packages in .venv"
	@$(PIP) --editable .
	@touch $@

$(BIN)/tox: pyproject.toml | $(BIN)/pip
	@echo "Installing tox in .venv"
	@$(PIP) 'tox>=4.26'
	@touch $@

$(BIN)/pip: | native
	@echo "Creating .venv with $(PYTHON)"
	@$(PYTHON) -m venv .venv

native:
	@test -n "$(PYTHON)" || { echo "unpress needs Python 3.11 or newer; this machine has none"; exit 1; }
	@$(call install,$$($(PYTHON) pipeline/unpress/doctor.py --missing-packages))

test-native:
	@$(call install,$(TEST_PACKAGES)) || echo "Going on without: tests that need them will be skipped, checks that need a browser fail."

# $(call install,PACKAGES) installs Debian packages, or says how and fails. No package, no action.
define install
( set -e; packages=$$(echo $(1)); \
if [ -z "$$packages" ]; then exit 0; fi; \
echo "Missing system packages: $$packages"; \
if ! command -v apt-get >/dev/null; then \
	echo "These are Debian's names, and there is no apt-get here. What unpress itself needs:"; \
	echo "    $$($(PYTHON) pipeline/unpress/doctor.py --install-command)"; \
	echo "Then run make again."; exit 1; fi; \
if [ "$$(id -u)" = 0 ]; then sudo=; elif command -v sudo >/dev/null; then sudo=sudo; else \
	echo "Installing them takes root, and sudo is not here. As root, run"; \
	echo "    apt-get update && apt-get install --no-install-recommends $$packages"; \
	echo "Then run make again."; exit 1; fi; \
echo "Installing them with $${sudo:+$$sudo }apt-get"; \
apt="$$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"; \
$$apt update || true; \
$$apt install --yes --no-install-recommends $$packages >/dev/null )
endef

COMMA := ,

define TABLE
import pathlib, sys, pikepdf
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    pages = f"{len(pikepdf.open(path).pages)} pages" if path.suffix == ".pdf" else ""
    print(f"{path!s:40} {path.stat().st_size:>10,} bytes  {pages}".rstrip())
endef
export TABLE

# Cargo builds everything; this file adds what cargo does not do: running the examples and installing a C library.
# `make help` lists the targets.

CARGO ?= cargo
PYTHON ?= python3

PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
BINDIR ?= $(PREFIX)/bin
DOCDIR ?= $(PREFIX)/share/doc/dhcpsapi
DESTDIR ?=

# Where cargo puts its files; CARGO_TARGET_DIR moves it.
TARGET := $(or $(CARGO_TARGET_DIR),target)
BUILT := $(TARGET)/release
# The library with its features and the command line have directories of their own: cargo has one file for the library whatever
# its features, so that a program would be linked with the wrong one, and `make install` would install what was built last.
LIBRARY := $(TARGET)/full/release/libdhcpsapi.so
PROGRAM := $(TARGET)/cli/release/dhcpsapi
# What is switched on in the library that people get; python/hatch_build.py has the same for the wheel.
FEATURES := sqlite,postgres
# By itself: cargo does no link-time optimisation for a cdylib that it builds together with the rlib.
BUILD := $(CARGO) rustc --release --lib --crate-type cdylib --features $(FEATURES) --target-dir $(TARGET)/full
# Every copy of the library comes with its licences, and with what it promises about security.
PAPERS := LICENSE-MIT LICENSE-APACHE SECURITY.md
SOURCES := Cargo.toml Cargo.lock build.rs $(shell find src -name '*.rs')

# The first version in Cargo.toml is the package's own.
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
MAJOR := $(firstword $(subst ., ,$(VERSION)))
REAL := libdhcpsapi.so.$(VERSION)

# The tests of the boundary that a sanitizer watches, and those that Miri interprets, some hundred times slower.
WATCHED := hostile null_args reasons api_classes api_clients api_directory api_elements api_failover api_options api_replication \
    api_server api_statistics api_subnets panic threads
INTERPRETED := api_failover
# All that the program can be built with, which most tests of registries need.
ALL := --features cli,sqlite,postgres
# The tests of registries that last.
KEPT := api_backup api_restore cli_day engine stored registry registry_api registry_files registry_lost registry_sizes shared_registry postgres
# The tests of behaviour, which pass over every log. Those of memory and of secrets count what a log keeps, too.
BEHAVIOUR := api_classes api_client_lists api_clients api_directory api_elements api_failover api_filters api_options api_replication \
    api_server api_statistics api_subnets api_superscopes cim hostile insight journal leases null_args outage properties reasons soak \
    threads worked_splits
# A nightly Rust, and where it keeps its components. None is installed by the way.
NIGHTLY := RUSTUP_AUTO_INSTALL=0 $(CARGO) +nightly
HOST = $(shell rustc -vV | sed -n 's/^host: //p')
NIGHTLY_LIBRARIES = $(shell RUSTUP_AUTO_INSTALL=0 rustc +nightly --print sysroot 2>/dev/null)/lib/rustlib

.PHONY: all release cli demo test python-test logs sqlite postgres soak faults sanitize check check-long bench bless install uninstall clean help

all: release ## build the library (the default)

# It lies where people and the Python package look for it, too, until cargo builds another one there.
release: ## build the library with what keeps registries, target/release/libdhcpsapi.so; `cargo build --release` builds the lean one
	$(BUILD)
	install -D -m 755 $(LIBRARY) $(BUILT)/libdhcpsapi.so

cli: ## build the command line, target/cli/release/dhcpsapi; make install installs it then
	$(CARGO) build --release $(ALL) --bin dhcpsapi --target-dir $(TARGET)/cli

# For `sudo make install`: cargo, which is rarely in root's path, is only asked if there is something to build.
$(LIBRARY): $(SOURCES)
	$(BUILD)
	touch $@

EXAMPLES := deploy_failover outage

demo: release ## failover between two servers, deployed and through an outage, from C and from Python; one registry of all three
	@set -e; for name in $(EXAMPLES); do \
	    echo "== C: examples-c/$$name.c =="; \
	    $(CC) -std=c11 -Wall -Wextra -Iinclude examples-c/$$name.c -o $(BUILT)/$$name -L$(BUILT) -ldhcpsapi; \
	    LD_LIBRARY_PATH=$(BUILT) $(BUILT)/$$name; \
	    echo; \
	    echo "== Python: python/examples/$$name.py =="; \
	    if command -v $(PYTHON) >/dev/null; then \
	        DHCPSAPI_LIBRARY=$(abspath $(LIBRARY)) $(PYTHON) -B python/examples/$$name.py; \
	    else echo "(left out: there is no $(PYTHON))"; fi; \
	    echo; \
	done
	@echo "== Command line: examples-cli/deploy.txt =="
	@$(MAKE) --no-print-directory cli
	@$(PROGRAM) run examples-cli/deploy.txt
	@echo
	@echo "== The same from Python, as JSON: python/examples/cim/deploy.py =="
	@if command -v $(PYTHON) >/dev/null; then \
	    DHCPSAPI_LIBRARY=$(abspath $(LIBRARY)) PYTHONPATH=python/src $(PYTHON) -B python/examples/cim/deploy.py \
	        | tee $(BUILT)/deploy.json; \
	    $(PROGRAM) --json run examples-cli/deploy.txt | cmp - $(BUILT)/deploy.json; \
	    echo "(the command line prints the same)"; \
	else echo "(left out: there is no $(PYTHON))"; fi
	@echo
	@echo "== One registry, three processes =="
	@set -e; directory=$$(mktemp -d); trap 'rm -rf "$$directory"' EXIT; registry=sqlite:$$directory/registry.db; \
	echo "-- the command line makes the servers: examples-cli/shared_registry.txt"; \
	DHCPSAPI_REGISTRY=$$registry $(PROGRAM) run examples-cli/shared_registry.txt; \
	echo "-- a C program that knows nothing of it changes them: examples-c/shared_registry.c"; \
	$(CC) -std=c11 -Wall -Wextra -Iinclude examples-c/shared_registry.c -o $$directory/changes -L$(BUILT) -ldhcpsapi; \
	DHCPSAPI_REGISTRY=$$registry LD_LIBRARY_PATH=$(BUILT) $$directory/changes; \
	echo "-- Python goes on: python/examples/shared_registry.py"; \
	if command -v $(PYTHON) >/dev/null; then \
	    DHCPSAPI_LIBRARY=$(abspath $(LIBRARY)) PYTHONPATH=python/src \
	        $(PYTHON) -B python/examples/shared_registry.py $$registry; \
	else echo "(left out: there is no $(PYTHON))"; fi

test: ## run all tests
	$(CARGO) test
	$(CARGO) test $(ALL) --lib --bin dhcpsapi $(KEPT:%=--test %) --target-dir $(TARGET)/cli
	$(MAKE) --no-print-directory sqlite

python-test: ## run the tests of the Python package, in a virtual environment below the target directory
	$(CARGO) test --test python_package

logs: sqlite ## the tests of behaviour over logs that keep records: in memory, as text of format 1, and in a file
	set -e; for log in memory:records memory:text; do \
	    DHCPSAPI_REGISTRY=$$log $(CARGO) test $(ALL) $(BEHAVIOUR:%=--test %) --target-dir $(TARGET)/cli; done

# Cargo runs each test program by this.
RUNNER := CARGO_TARGET_$(shell rustc -vV | sed -n 's/^host: //p' | tr a-z- A-Z_)_RUNNER

# Each program has a file of its own, which need not outlast a power cut; what must is tested by itself.
sqlite: ## the tests of behaviour over a registry in a file
	$(RUNNER)=$(CURDIR)/tests/support/own_registry.sh \
	    $(CARGO) test $(ALL) $(BEHAVIOUR:%=--test %) --target-dir $(TARGET)/cli

# The soak would take hours at two round trips a call.
postgres: ## the tests of behaviour over a registry in PostgreSQL, each program with a database of its own
	$(RUNNER)=$(CURDIR)/tests/support/own_database.sh $(CURDIR)/tests/support/with_postgres.sh \
	    $(CARGO) test $(ALL) $(patsubst %,--test %,$(filter-out soak,$(BEHAVIOUR))) --target-dir $(TARGET)/cli

soak: ## five million steps of faults, leases, clients and commands, in random sequences; a writer killed 500 times
	PROPTEST_CASES=100000 $(CARGO) test --release --test soak
	REGISTRY_ROUNDS=500 REGISTRY_CALLS=1000 $(CARGO) test --features sqlite --test registry --target-dir $(TARGET)/cli

faults: ## have the soak find each deliberate fault of tests/faults/faults.toml, in a copy of the sources
	$(PYTHON) -B tests/faults/run.py

# Some tests forget blocks on purpose, so leaks are not looked for here; valgrind does that (tests/examples.rs).
sanitize: ## the tests of the boundary under AddressSanitizer, the memory and the failover tests under Miri (both need a nightly Rust)
	@if $(NIGHTLY) --version >/dev/null 2>&1 && ls $(NIGHTLY_LIBRARIES)/$(HOST)/lib/librustc*_rt.asan.a >/dev/null 2>&1; then \
	    echo "== AddressSanitizer: $(WATCHED) =="; \
	    RUSTFLAGS=-Zsanitizer=address ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=1:allocator_may_return_null=1 \
	        $(NIGHTLY) test --target $(HOST) --target-dir $(TARGET)/sanitize --lib $(WATCHED:%=--test %); \
	else echo "SKIPPED: AddressSanitizer: there is no nightly Rust with its runtime (rustup toolchain install nightly)" >&2; fi
	@if $(NIGHTLY) miri --version >/dev/null 2>&1 && [ -e $(NIGHTLY_LIBRARIES)/src/rust/library/Cargo.toml ]; then \
	    set -e; export MIRIFLAGS="-Zmiri-disable-isolation -Zmiri-permissive-provenance"; \
	    echo "== Miri: ffi::, process::shared_lock, $(INTERPRETED) =="; \
	    $(NIGHTLY) miri test --target-dir $(TARGET)/sanitize --lib -- ffi:: process::shared_lock; \
	    $(NIGHTLY) miri test --target-dir $(TARGET)/sanitize $(INTERPRETED:%=--test %); \
	else echo "SKIPPED: Miri: there is no nightly Rust with it (rustup component add --toolchain nightly miri rust-src)" >&2; fi

check: ## formatting, lints, documentation, tests
	$(CARGO) fmt --check
	$(CARGO) clippy --all-targets --all-features -- -D warnings
	RUSTDOCFLAGS=-Dwarnings $(CARGO) doc --no-deps
	$(MAKE) test

check-long: logs postgres soak faults sanitize ## what takes longer than check

bench: ## run the benchmarks
	$(CARGO) bench

bless: ## rewrite what is generated from the sources (the header, COMPATIBILITY.md, the table of the Python package), and add new lines to the golden file of stored records
	BLESS=1 $(CARGO) test --test header --test exports
	BLESS=1 $(CARGO) test --features stored --test stored --target-dir $(TARGET)/cli
	$(PYTHON) python/tools/make_table.py

# The name inside the library is libdhcpsapi.so, and tools look it up under that name when they run. So the plain link
# belongs to what has to be installed for running, not only for building.
install: $(LIBRARY) ## install library, headers, pkg-config file, licences and the command line if it was built, below PREFIX (/usr/local); DESTDIR is respected
	install -d "$(DESTDIR)$(LIBDIR)/pkgconfig" "$(DESTDIR)$(INCLUDEDIR)" "$(DESTDIR)$(DOCDIR)"
	install -m 755 $(LIBRARY) "$(DESTDIR)$(LIBDIR)/$(REAL)"
	ln -sf $(REAL) "$(DESTDIR)$(LIBDIR)/libdhcpsapi.so.$(MAJOR)"
	ln -sf $(REAL) "$(DESTDIR)$(LIBDIR)/libdhcpsapi.so"
	install -m 644 include/*.h "$(DESTDIR)$(INCLUDEDIR)"
	install -m 644 $(PAPERS) "$(DESTDIR)$(DOCDIR)"
	if [ -e $(PROGRAM) ]; then install -D -m 755 $(PROGRAM) "$(DESTDIR)$(BINDIR)/dhcpsapi"; fi
	printf '%s\n' \
	    'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$(INCLUDEDIR)' '' \
	    'Name: dhcpsapi' 'Description: DHCP Server Management API (dhcpsapi.dll) for Linux' 'Version: $(VERSION)' \
	    'Libs: -L$${libdir} -ldhcpsapi' 'Cflags: -I$${includedir}' \
	    > "$(DESTDIR)$(LIBDIR)/pkgconfig/dhcpsapi.pc"
# A staged tree is not this system's, so its libraries are not announced.
ifeq ($(DESTDIR),)
	-ldconfig
endif

uninstall: ## remove what install has put in place
	rm -f "$(DESTDIR)$(LIBDIR)/$(REAL)" "$(DESTDIR)$(LIBDIR)/libdhcpsapi.so.$(MAJOR)" "$(DESTDIR)$(LIBDIR)/libdhcpsapi.so"
	rm -f "$(DESTDIR)$(LIBDIR)/pkgconfig/dhcpsapi.pc" "$(DESTDIR)$(BINDIR)/dhcpsapi"
	rm -f $(foreach header,$(notdir $(wildcard include/*.h)),"$(DESTDIR)$(INCLUDEDIR)/$(header)")
	rm -f $(foreach paper,$(PAPERS),"$(DESTDIR)$(DOCDIR)/$(paper)")
	if [ -d "$(DESTDIR)$(DOCDIR)" ]; then rmdir --ignore-fail-on-non-empty "$(DESTDIR)$(DOCDIR)"; fi
ifeq ($(DESTDIR),)
	-ldconfig
endif

clean: ## remove what was built
	$(CARGO) clean

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

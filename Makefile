# csq: customer service quality inside PostgreSQL
#
#   make demo           install what is missing, build, run the main job on sample data
#   make report         the report of a workspace as one HTML page (DB=connection SCHEMA=name LANGUAGES="en zh"; without DB of a sample)
#   make psql           the same, then psql on a throw-away server
#   make test           install what is missing, build, run every test (ONLY=stages, TESTS=names: see tools/test.sh)
#   make test-drivers   questions through psycopg, node pg, pgjdbc, psqlODBC, DBD::Pg (also a stage of make test)
#   make test-report    the report in headless Chromium, the queries of the Grafana dashboard (also a stage of make test)
#   make test-installcheck  make installcheck by a user who is not the server's (also a stage of make test)
#   make test-oracles  figures of csq against those of R and its packages (installs what Debian has of them)
#   make test-long      the same, deeper: each fuzz target for a minute, the long forms of the tests
#   make lint / make format     judge / apply the format of the C files; lint also reads the shell scripts and asks cppcheck
#   make upgrade        writes sql/csq--0.1.0--VERSION.sql by comparing the catalogues of both versions
#   make docs-accept    write what the examples of docs/ print into the pages (TESTS=score picks one); read the difference
#   make test-matrix    the tests on PostgreSQL 17 and 18 in debootstrapped Debian roots
#   make test-clean     demo, tests, package on bare systems of Debian bookworm and trixie
#   make test-dump      a database of every type dumped from PostgreSQL 15 to 17 to 18
#   make bench          benchmarks against peers (TOPIC=score picks one)
#   make bench-before   the same statements with csq of another commit, in turn (BASE=HEAD~1)
#   make fuzz           every fuzz target (SECONDS_EACH=600, TARGET=name picks one)
#   make dist           the archive for PGXN, build/csq-VERSION.zip, tried by building it from a clean unpack (REPOSITORY=https://... for META.json)
#   make deb            Debian packages for the servers of this Debian release, in build/deb
#   make / make install / make installcheck     plain PGXS; out of the tree: make -f path/Makefile VPATH=path
#
# All but the last line work before PostgreSQL's headers are installed: they run
# tools/*.sh, which install packages first.

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)

.DEFAULT_GOAL := all
TOOL_TARGETS = demo report psql upgrade lint format test test-long test-drivers test-report test-installcheck test-oracles docs-accept bench bench-before fuzz test-matrix test-clean test-dump dist deb
.PHONY: $(TOOL_TARGETS)

demo:
	@DATA='$(DATA)' KEEP='$(KEEP)' ROWS='$(ROWS)' bash tools/demo.sh
test:
	@ONLY='$(ONLY)' bash tools/test.sh
test-drivers:
	@bash tools/test_drivers.sh
test-report:
	@bash tools/test_report.sh
test-installcheck:
	@bash tools/test_installcheck.sh
test-oracles:
	@bash tools/test_oracles.sh
report:
	@DB='$(DB)' SCHEMA='$(SCHEMA)' TENANT='$(TENANT)' SINCE='$(SINCE)' LANGUAGES='$(LANGUAGES)' bash tools/report.sh
test-long:
	@ONLY='$(ONLY)' LONG=1 bash tools/test.sh
psql:
	@bash tools/psql.sh
upgrade:
	@bash tools/upgrade.sh
lint:
	@bash tools/lint.sh
format:
	@bash tools/lint.sh format
docs-accept:
	@ONLY=docs ACCEPT=1 bash tools/test.sh
bench:
	@TOPIC='$(TOPIC)' SCALE='$(SCALE)' bash tools/bench.sh
bench-before:
	@BASE='$(or $(BASE),$(error Say which commit to compare with: make bench-before BASE=HEAD~1))' TOPIC='$(TOPIC)' SCALE='$(SCALE)' ROUNDS='$(ROUNDS)' bash tools/bench.sh
fuzz:
	@SECONDS_EACH='$(SECONDS_EACH)' TARGET='$(TARGET)' bash tools/fuzz.sh
test-matrix:
	@VERSIONS='$(VERSIONS)' bash tools/matrix.sh
test-clean:
	@VERSIONS='$(VERSIONS)' bash tools/test_clean.sh
test-dump:
	@VERSIONS='$(VERSIONS)' bash tools/test_dump.sh
dist:
	@REPOSITORY='$(REPOSITORY)' bash tools/dist.sh
deb:
	@bash tools/deb.sh

ifneq (,$(filter-out $(TOOL_TARGETS),$(or $(MAKECMDGOALS),all)))
ifeq (,$(wildcard $(PGXS)))
all install installcheck clean:
	@echo 'csq: no PostgreSQL build files found ("$(PG_CONFIG) --pgxs" gives "$(PGXS)").'
	@echo 'On Debian: apt-get install $(shell bash tools/packages.sh build 2>/dev/null)'
	@echo 'or run "make test" or "make demo" as root or with sudo: they install what is missing.'
	@exit 1
else
# where the sources are: "." unless built out of the tree
SRC         := $(or $(VPATH),$(patsubst %/,%,$(dir $(firstword $(MAKEFILE_LIST)))))
files        = $(patsubst $(SRC)/%,%,$(sort $(wildcard $(SRC)/$(1))))

EXTENSION    = csq
EXTVERSION  := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" $(SRC)/csq.control)
MODULE_big   = csq
OBJS        := $(patsubst %.c,%.o,$(call files,src/*/*.c))
DATA        := $(call files,sql/csq--*--*.sql)
DATA_built   = sql/csq--$(EXTVERSION).sql
DOCS        := $(call files,docs/*.md) CHANGELOG.md
REGRESS     := $(patsubst test/sql/%.sql,%,$(call files,test/sql/*.sql))
REGRESS_OPTS = --inputdir=$(SRC)/test --load-extension=csq --encoding=UTF8
ISOLATION   := $(patsubst test/specs/%.spec,%,$(call files,test/specs/*.spec))
ISOLATION_OPTS = --inputdir=$(SRC)/test --outputdir=. --load-extension=csq
EXTRA_CLEAN  = $(DATA_built) $(OBJS:.o=.d)

ICU_CFLAGS  ?= $(shell pkg-config --cflags icu-uc icu-i18n 2>/dev/null)
CSQ_ICU_LIBS ?= $(or $(shell pkg-config --libs icu-uc icu-i18n 2>/dev/null),-licui18n -licuuc -licudata)
PG_CPPFLAGS  = -I$(patsubst ./%,%,$(SRC)/src) -MMD -MP -DCSQ_VERSION='"$(EXTVERSION)"' $(ICU_CFLAGS)
# scores must be the same on every processor: no fused multiply-add, no fast maths
# flags and headers of the server are for the compiler it was built with: clang need not say what of GCC's it does not know
CLANG_FLAGS := $(if $(findstring clang,$(CC)),-Wno-unknown-warning-option -Wno-ignored-optimization-argument -Wno-ignored-attributes)
PG_CFLAGS   += $(CLANG_FLAGS) -ffp-contract=off -Wextra -Werror=implicit-function-declaration -Wno-unused-parameter -Wno-declaration-after-statement $(CSQ_CFLAGS)
# calls within the library go straight to their function, not by way of a table that another library could change
SHLIB_LINK  += $(CSQ_ICU_LIBS) -lm -Wl,-Bsymbolic-functions $(CSQ_LDFLAGS)

ifneq (,$(filter-out clean distclean uninstall,$(or $(MAKECMDGOALS),all)))
ifeq (,$(shell echo | $(CC) $(ICU_CFLAGS) $(CPPFLAGS) -include unicode/utypes.h -x c -E - >/dev/null 2>&1 && echo found))
$(error csq: the headers of ICU are missing (unicode/utypes.h). On Debian: apt-get install libicu-dev pkg-config; on Red Hat and kin: dnf install libicu-devel pkgconf)
endif
endif

# a file sql/<test>.sql would silently replace test/sql/<test>.sql (pg_regress looks there first)
SHADOWS = $(filter-out csq--%.sql,$(notdir $(call files,sql/*.sql)))
ifneq (,$(SHADOWS))
$(error sql/ may hold only csq--*.sql; move $(SHADOWS) to sql/parts)
endif

override with_llvm = no
include $(PGXS)

# pages in a folder of their own rather than among those of every extension
docmoduledir := csq
uninstall: uninstall-docs
uninstall-docs:
	rm -f $(addprefix '$(DESTDIR)$(docdir)/$(docmoduledir)'/, $(notdir $(DOCS)))

ifneq (.,$(SRC))
# out of the tree: make would take objects that lie in the tree for its own
ifneq (,$(wildcard $(SRC)/$(DATA_built) $(SRC)/src/*/*.o))
$(error csq: $(SRC) has been built in; "make clean" there before you build out of it)
endif
$(shell mkdir -p sql $(dir $(OBJS)))
# the expected files where pg_regress looks for them
installcheck: link-expected
.PHONY: link-expected
link-expected:
	ln -sfn $(abspath $(SRC)/expected) expected
EXTRA_CLEAN += expected
endif

# the parts, each "-- @type" line replaced by what every stored type has
SQL_TEMPLATE = $(SRC)/sql/templates/stored_type.sql
SQL_PARTS    = $(sort $(wildcard $(SRC)/sql/parts/*.sql))
$(DATA_built): $(SQL_TEMPLATE) $(SQL_PARTS) $(SRC)/tools/expand.pl $(SRC)/csq.control
	perl $(SRC)/tools/expand.pl $(SQL_TEMPLATE) $(SQL_PARTS) > $@.tmp && mv $@.tmp $@

# headers are followed by the compiler's own list; the version is compiled in
$(OBJS): $(SRC)/csq.control
-include $(OBJS:.o=.d)
endif
endif

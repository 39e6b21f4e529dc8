# csq: customer service quality inside PostgreSQL
#
#   make demo           install what is missing, build, run the main job on sample data
#   make psql           the same, then psql on a throw-away server
#   make test           install what is missing, build, run every test (ONLY=stages, TESTS=names: see tools/test.sh)
#   make test-long      the same, deeper: each fuzz target for a minute, the long forms of the tests
#   make lint / make format     judge / apply the format of the C files; lint also reads the shell scripts and asks cppcheck
#   make docs-accept    write what the examples of docs/ print into the pages (TESTS=score picks one); read the difference
#   make test-matrix    the tests on PostgreSQL 17 and 18 in debootstrapped Debian roots
#   make bench          benchmarks against peers (TOPIC=score picks one)
#   make fuzz           every fuzz target (SECONDS_EACH=600, TARGET=name picks one)
#   make / make install / make installcheck     plain PGXS
#
# demo, test, bench, fuzz and test-matrix work before PostgreSQL's headers are
# installed: they run tools/*.sh, which install packages first.

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs 2>/dev/null)

.DEFAULT_GOAL := all
TOOL_TARGETS = demo psql lint format test test-long docs-accept bench fuzz test-matrix
.PHONY: $(TOOL_TARGETS)

demo:
	@DATA='$(DATA)' KEEP='$(KEEP)' ROWS='$(ROWS)' bash tools/demo.sh
test:
	@ONLY='$(ONLY)' bash tools/test.sh
test-long:
	@ONLY='$(ONLY)' LONG=1 bash tools/test.sh
psql:
	@bash tools/psql.sh
lint:
	@bash tools/lint.sh
format:
	@bash tools/lint.sh format
docs-accept:
	@ONLY=docs ACCEPT=1 bash tools/test.sh
bench:
	@TOPIC='$(TOPIC)' SCALE='$(SCALE)' bash tools/bench.sh
fuzz:
	@SECONDS_EACH='$(SECONDS_EACH)' TARGET='$(TARGET)' bash tools/fuzz.sh
test-matrix:
	@VERSIONS='$(VERSIONS)' bash tools/matrix.sh

ifneq (,$(filter-out $(TOOL_TARGETS),$(or $(MAKECMDGOALS),all)))
ifeq (,$(wildcard $(PGXS)))
all install installcheck clean:
	@echo 'csq: no PostgreSQL build files found ("$(PG_CONFIG) --pgxs" gives "$(PGXS)").'
	@echo 'On Debian: apt-get install $(shell bash tools/packages.sh build 2>/dev/null)'
	@echo 'or run "make test" or "make demo" as root or with sudo: they install what is missing.'
	@exit 1
else
EXTENSION    = csq
EXTVERSION  := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" csq.control)
MODULE_big   = csq
OBJS         = $(patsubst %.c,%.o,$(sort $(wildcard src/*/*.c)))
DATA         = $(sort $(wildcard sql/csq--*--*.sql))
DATA_built   = sql/csq--$(EXTVERSION).sql
REGRESS     := $(patsubst test/sql/%.sql,%,$(sort $(wildcard test/sql/*.sql)))
REGRESS_OPTS = --inputdir=test --load-extension=csq --encoding=UTF8
ISOLATION   := $(patsubst test/specs/%.spec,%,$(sort $(wildcard test/specs/*.spec)))
ISOLATION_OPTS = --inputdir=test --outputdir=. --load-extension=csq
EXTRA_CLEAN  = $(DATA_built) $(OBJS:.o=.d)

ICU_CFLAGS  ?= $(shell pkg-config --cflags icu-uc icu-i18n 2>/dev/null)
CSQ_ICU_LIBS ?= $(or $(shell pkg-config --libs icu-uc icu-i18n 2>/dev/null),-licui18n -licuuc -licudata)
PG_CPPFLAGS  = -Isrc -MMD -MP -DCSQ_VERSION='"$(EXTVERSION)"' $(ICU_CFLAGS)
# scores must be the same on every processor: no fused multiply-add, no fast maths
PG_CFLAGS   += -ffp-contract=off -Wextra -Wno-unused-parameter -Wno-declaration-after-statement $(CSQ_CFLAGS)
SHLIB_LINK  += $(CSQ_ICU_LIBS) -lm $(CSQ_LDFLAGS)

# a file sql/<test>.sql would silently replace test/sql/<test>.sql (pg_regress looks there first)
SHADOWS = $(filter-out csq--%.sql,$(notdir $(wildcard sql/*.sql)))
ifneq (,$(SHADOWS))
$(error sql/ may hold only csq--*.sql; move $(SHADOWS) to sql/parts)
endif

override with_llvm = no
include $(PGXS)

# the parts, each "-- @type" line replaced by what every stored type has
SQL_TEMPLATE = sql/templates/stored_type.sql
SQL_PARTS    = $(sort $(wildcard sql/parts/*.sql))
$(DATA_built): $(SQL_TEMPLATE) $(SQL_PARTS) tools/expand.pl csq.control
	perl tools/expand.pl $(SQL_TEMPLATE) $(SQL_PARTS) > $@.tmp && mv $@.tmp $@

# headers are followed by the compiler's own list; the version is compiled in
$(OBJS): csq.control
-include $(OBJS:.o=.d)
endif
endif

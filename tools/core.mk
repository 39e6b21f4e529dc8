# core.mk - programs over the pure core, without a server: unit tests and fuzz targets.
#
#   make -f tools/core.mk OUT=build/unit FLAGS="-O2 ..." PROGRAMS="test/unit/core_test.c ..." [MAIN=driver.o]
#
# The core is compiled once per OUT; each program is one file linked with it.  A core file is one whose name does not end in _pg.

CORE := $(sort $(filter-out %_pg.c,$(wildcard src/*/*.c)))
ICU := $(shell pkg-config --cflags --libs icu-uc icu-i18n)
CPPFLAGS := -Isrc -Itest/unit
OBJS := $(patsubst src/%.c,$(OUT)/core/%.o,$(CORE)) $(OUT)/core/host.o
TARGETS := $(foreach p,$(PROGRAMS),$(OUT)/$(patsubst %_fuzz,%,$(basename $(notdir $(p)))))

# what is older than the flags or a header is made again
.PHONY: all FORCE
all: $(TARGETS)
$(OUT)/flags: FORCE
	@mkdir -p $(OUT)/core
	@echo '$(CC) $(FLAGS) $(COVERAGE)' | cmp -s - $@ || echo '$(CC) $(FLAGS) $(COVERAGE)' > $@
# headers are followed by the compiler's own list (-MMD)
DEPEND = -MMD -MP

$(OUT)/core/%.o: src/%.c $(OUT)/flags
	@mkdir -p $(dir $@)
	$(CC) $(DEPEND) $(FLAGS) $(COVERAGE) $(CPPFLAGS) -c -o $@ $<
$(OUT)/core/host.o: test/unit/host.c $(OUT)/flags
	$(CC) $(DEPEND) $(FLAGS) $(COVERAGE) $(CPPFLAGS) -c -o $@ $<
$(OUT)/%: test/unit/%.c $(OBJS)
	$(CC) $(FLAGS) $(CPPFLAGS) -o $@ $^ $(ICU) -lm
$(OUT)/%: test/fuzz/%_fuzz.c $(OBJS) $(MAIN)
	$(CC) $(FLAGS) $(COVERAGE) $(LINK) $(CPPFLAGS) -o $@ $^ $(ICU) -lm

-include $(OBJS:.o=.d)

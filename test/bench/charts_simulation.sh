# charts_simulation.sh - false alarms and detection of control charts and surges: the figures of docs/.
# Needs no server; takes two minutes.
simulation=$BENCH_OUT/charts_simulation
# shellcheck disable=SC2046
(cd "$CSQ_TOP" && gcc -O2 -ffp-contract=off -Isrc -Itest/unit -o "$simulation" test/bench/charts_simulation.c test/unit/host.c \
    $(find src -name '*.c' ! -name '*_pg.c' | sort) $(pkg-config --cflags --libs icu-uc icu-i18n) -lm) && "$simulation"

# coverage.sh - how often the intervals of the measures hold what they are about: 20,000 samples a case, nominal 95 %.
# SCALE=0.1 takes fewer samples.  The table is that of docs/evaluation.md.
mkdir -p "$CSQ_TOP/build/coverage"
mapfile -t core < <(cd "$CSQ_TOP" && find src/base src/calendar src/metrics src/sla -name '*.c' ! -name '*_pg.c' | sort)
core+=(src/classify/confusion.c src/classify/corrected_share.c src/classify/review_queue.c src/charts/control_chart.c src/charts/chart_signals.c src/charts/series.c)
(cd "$CSQ_TOP" && "${CC:-cc}" -O2 -ffp-contract=off -Isrc -Itest/unit -o build/coverage/coverage test/bench/coverage.c test/unit/host.c "${core[@]}" -lm) &&
    "$CSQ_TOP/build/coverage/coverage" "$(scaled 20000)"

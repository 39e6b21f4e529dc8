#!/usr/bin/env bash
# charts_simulation.sh - false alarms and detection of control charts and surges, coverage of its() and on_track(): the figures of docs/.
# Needs no server; takes a minute.
set -eu
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=$top/build/bench
mkdir -p "$out"
cd "$top"
core=$(find src -name '*.c' ! -name '*_pg.c' | sort)
# shellcheck disable=SC2046,SC2086
gcc -O2 -ffp-contract=off -Isrc -Itest/unit -o "$out/charts_simulation" test/bench/charts_simulation.c test/unit/host.c $core $(pkg-config --cflags --libs icu-uc icu-i18n) -lm
"$out/charts_simulation"

#!/usr/bin/env bash
# test_oracles.sh - figures of csq against those of R: its own tests, its packages, and formulas written down a second time.
#
#   make test-oracles              every file of test/oracles
#   make test-oracles TESTS=surge  one of them
#
# Needs R and some of its packages (packages.sh oracles); those that this Debian has are installed.  A file whose package is not
# there is skipped, which is said.  The figures that csq must give stand in the tests of make test, too: this finds them anew.
set -u
. "$(dirname "$0")/lib.sh"
csq_setup test
need=0
for p in $(csq_packages "" oracles); do csq_installed "$p" || need=1; done
# shellcheck disable=SC2046
[ $need = 0 ] || { csq_root apt-get update -q >>"$CSQ_TOP/build/apt.log" 2>&1; csq_try_packages $(csq_packages "" oracles); }
command -v Rscript >/dev/null 2>&1 || { echo "  skipped: no R (apt-get install r-base-core)"; exit 0; }
csq_build plain
csq_start_server oracles "jit = off"
psql -X -q -v ON_ERROR_STOP=1 -c 'CREATE DATABASE csq_oracles' || csq_die "could not create the database"
psql -X -q -v ON_ERROR_STOP=1 -d csq_oracles -c 'CREATE EXTENSION csq' || csq_die "could not create the extension"
export PGDATABASE=csq_oracles
mkdir -p "$CSQ_TOP/build/log"
for file in "$CSQ_TOP"/test/oracles/*.R; do
    name=$(basename "$file" .R)
    [ "$name" != oracle ] || continue
    [ -z "${TESTS:-}" ] || [[ " $TESTS " == *" $name "* ]] || continue
    log=$CSQ_TOP/build/log/oracles-$name.log
    (cd "$CSQ_TOP/test/oracles" && LC_ALL=C.UTF-8 TZ=UTC timeout 600 Rscript --vanilla -e "source('oracle.R')" -e "source('$name.R')") >"$log" 2>&1
    passed=$(grep -c '^ok ' "$log"); failed=$(grep -c '^not ok ' "$log"); skipped=$(grep -c '^skipped' "$log")
    if [ "$passed$failed" = 00 ] && [ "$skipped" = 1 ]; then grep '^skipped' "$log" | sed 's/^/  /'
    else
        grep -qx "1\.\.$((passed + failed))" "$log" || { failed=$((failed + 1)); tail -5 "$log"; }
        [ "$failed" = 0 ] || grep -A2 '^not ok' "$log"
        grep '^skipped' "$log" | sed "s/^/  $name: /"
    fi
    csq_count "oracles $name" "$passed" "$failed" "$skipped"
done
csq_summary

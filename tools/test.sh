#!/usr/bin/env bash
# test.sh - every test of csq, each stage counted, one closing line.
#
#   TESTS="score 002_values.pl"   run these tests of unit, regress, tap only
#   ONLY="regress unit"   run these stages only:
#       lint       format, width, shellcheck, cppcheck (lint.sh)
#       unit       core without a server, oracles on random input
#       symbols    exported names, version numbers that must agree, layout of the tree
#       regress    pg_regress: test/sql against expected/
#       isolation  test/specs
#       catalog    every object commented, marked, costed; every aggregate combinable
#       docs       each example in docs/ and the READMEs is run
#       tap        test/t: dump, restore, plans, crash, parallel
#       drivers    questions through the drivers that applications use (test_drivers.sh)
#       report     the report in headless Chromium, the queries of the Grafana dashboard (test_report.sh)
#       installcheck  make installcheck by a user who is not the server's (test_installcheck.sh)
#       fuzz       each fuzz target for a few seconds (make fuzz runs longer)
#       checked    the regress suite on a build with assertions, -fsanitize=undefined and -Werror
#
# Stages, and within tap the files, run side by side (jobs.sh), as many as there are processors; CSQ_JOBS=1 takes one after
# the other.  LONG=1 (make test-long) goes deeper: a minute for each fuzz target, and CSQ_LONG=1 in the tests' environment.
set -u
. "$(dirname "$0")/lib.sh"
. "$CSQ_TOP/tools/jobs.sh"

STAGES=${ONLY:-lint unit symbols regress isolation catalog docs tap drivers report installcheck fuzz checked}
LONG=${LONG:-}
LOGS=$CSQ_TOP/build/log
wants() { case " $STAGES " in *" $1 "*) return 0 ;; *) return 1 ;; esac; }

csq_setup test
rm -rf "$LOGS"; mkdir -p "$LOGS"
# where csq_as runs things: a copy of what the tests read, owned by the server's user
csq_copy_tests() {
    rm -rf "$CSQ_SCRATCH/src"; mkdir "$CSQ_SCRATCH/src"
    (cd "$CSQ_TOP" && cp -rp test expected docs demo sql README*.md tools Makefile csq.control META.json CHANGELOG.md "$CSQ_SCRATCH/src"/ 2>/dev/null)
    [ "$(id -u)" = 0 ] && chown -R "$CSQ_USER" "$CSQ_SCRATCH/src"
}

# ---------------------------------------------------------------- stages ----

stage_unit() {
    local t name passed=0 failed=0 out tests
    tests=$(cd "$CSQ_TOP" && for t in test/unit/*_test.c; do name=$(basename "$t" .c); [ -z "${TESTS:-}" ] || [[ " $TESTS " == *" $name "* || " $TESTS " == *" ${name%_test} "* ]] && echo "$t"; done)
    [ -n "$tests" ] || return 0
    if ! make -C "$CSQ_TOP" -s -k -j"$(nproc)" -f tools/core.mk CC=gcc OUT=build/unit PROGRAMS="${tests//$'\n'/ }" \
            FLAGS="-g -O2 -Wall -Wextra -Werror=implicit-function-declaration -Wno-unused-function -Wno-unused-parameter -ffp-contract=off -fsanitize=undefined -fno-sanitize-recover=all" >"$LOGS/unit-build.log" 2>&1; then
        echo "  some unit tests do not compile, see build/log/unit-build.log"; grep -E 'error|undefined' "$LOGS/unit-build.log" | head -20
    fi
    for t in $tests; do basename "$t" .c; done | (cd "$CSQ_TOP" && CSQ_SOURCE=$CSQ_TOP xargs -P "$(nproc)" -I{} sh -c \
        'timeout 600 "build/unit/{}" >"build/log/{}.log" 2>&1; echo "status $?" >>"build/log/{}.log"')
    for t in $tests; do
        name=$(basename "$t" .c)
        out=$(tail -2 "$LOGS/$name.log" | head -1)
        if [[ $out =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
            passed=$((passed + BASH_REMATCH[1])); failed=$((failed + BASH_REMATCH[2]))
            [ "${BASH_REMATCH[2]}" = 0 ] || grep -v ' passed, ' "$LOGS/$name.log" | head -20
            echo "  $name: $out"
        else
            failed=$((failed + 1)); echo "  $name: did not finish"; tail -20 "$LOGS/$name.log"
        fi
    done
    csq_count unit $passed $failed
}

# Run pg_regress or pg_isolation_regress against the running server and count its lines.
run_pg_regress() {
    local stage=$1 program=$2 tests=$3 out=$CSQ_SCRATCH/out-$1 opts
    [ -n "$tests" ] || { csq_count "$stage" 0 0; return; }
    rm -rf "$out"; csq_as mkdir -p "$out"
    opts=(--bindir="$CSQ_BIN" --host="$PGHOST" --port="$PGPORT" --user="$PGUSER" --dbname="csq_$stage" --encoding=UTF8 --load-extension=csq
          --inputdir="$CSQ_SCRATCH/src/test" --outputdir="$out" --max-concurrent-tests=4)
    # expected files are found in <outputdir>/expected on 15 and in <expecteddir>/expected from 16 on
    csq_as ln -s "$CSQ_SCRATCH/src/expected" "$out/expected"
    [ "$CSQ_MAJOR" -ge 16 ] && opts+=(--expecteddir="$out")
    # shellcheck disable=SC2086
    csq_as "$CSQ_PGXS/$program" "${opts[@]}" $tests >"$LOGS/$stage.log" 2>&1
    local passed failed
    passed=$(grep -cE '^(test .*[.]{3} +ok|ok [0-9]+)|^ok ' "$LOGS/$stage.log")
    failed=$(grep -cE '^test .*FAILED|^not ok' "$LOGS/$stage.log")
    if [ $((passed + failed)) -lt "$(echo "$tests" | wc -w)" ]; then
        failed=$(($(echo "$tests" | wc -w) - passed)); tail -5 "$LOGS/$stage.log"
    fi
    if [ "$failed" != 0 ]; then
        grep -E 'FAILED|^not ok' "$LOGS/$stage.log"
        if [ -f "$out/regression.diffs" ]; then cp "$out/regression.diffs" "$LOGS/$stage.diffs"; head -n "${DIFF_LINES:-60}" "$LOGS/$stage.diffs"; fi
        rm -rf "$LOGS/$stage.results"; cp -r "$out/results" "$LOGS/$stage.results" 2>/dev/null
        echo "  full differences: build/log/$stage.diffs, results: build/log/$stage.results"
    fi
    csq_count "$stage" "$passed" "$failed"
}

# names_in FOLDER SUFFIX: the names of its files without the suffix, one after the other
names_in() { (cd "$CSQ_TOP/$1" 2>/dev/null && find . -maxdepth 1 -name "*.$2" -printf '%f\n' | sed "s#\.$2\$##" | sort | tr '\n' ' '); }

regress_tests() {
    local t
    for t in $(names_in test/sql sql); do [ -n "${TESTS:-}" ] && [[ " $TESTS " != *" $t "* ]] || printf '%s ' "$t"; done
}

stage_regress() { run_pg_regress regress src/test/regress/pg_regress "$(regress_tests)"; }

stage_isolation() {
    run_pg_regress isolation src/test/isolation/pg_isolation_regress \
        "$(names_in test/specs spec)"
}

# one file of test/t
run_tap() {
    local name=$1 log=$LOGS/tap-$1.log dir=$CSQ_SCRATCH/tap/${1%.pl} status p f s
    csq_as mkdir -p "$dir"
    csq_as env CSQ_STAGE_CONF="$CSQ_SCRATCH/stage.conf" CSQ_STAGE_SHARE="$CSQ_STAGE$("$CSQ_PG_CONFIG" --sharedir)" CSQ_SOURCE="$CSQ_TOP" CSQ_PG_CONFIG="$CSQ_PG_CONFIG" \
        CSQ_DATA="${CSQ_DATA:-$CSQ_TOP/../shared/data}" CSQ_LONG="$LONG" PG_REGRESS="$CSQ_PGXS/src/test/regress/pg_regress" \
        PERL5LIB="$CSQ_PGXS/src/test/perl" TESTDIR="$dir" TESTLOGDIR="$dir/log" TESTDATADIR="$dir/data" PG_TEST_PORT_DIR="$CSQ_SCRATCH/tap/ports" \
        PATH="$PATH" TMPDIR="$CSQ_SCRATCH" \
        sh -c "cd '$CSQ_SCRATCH/src' && perl -Itest/perl 'test/t/$name'" >"$log" 2>&1
    status=$?
    p=$(grep -c '^ok ' "$log"); f=$(grep -c '^not ok ' "$log"); s=$(grep -ciE '^ok .*# skip|^1\.\.0 # SKIP' "$log")
    if [ $status != 0 ] && [ "$f" = 0 ]; then f=1; fi
    [ "$f" = 0 ] || { echo "  $name: status $status"; grep -A12 '^not ok' "$log" | head -40; tail -5 "$log"; }
    [ "$s" = 0 ] || { echo "  $name: $(grep -iE '# skip' "$log" | head -1)"; p=$((p - $(grep -ciE '^ok .*# skip' "$log"))); }
    csq_count "tap ${name%.pl}" "$p" "$f" "$s"
    [ "$f" = 0 ] && rm -rf "$dir"
}

queue_tap() {
    local t name
    csq_stage_conf "$CSQ_STAGE" >"$CSQ_SCRATCH/stage.conf"
    csq_as mkdir -p "$CSQ_SCRATCH/tap"
    for t in "$CSQ_TOP"/test/t/*.pl; do
        name=$(basename "$t")
        [ -z "${TESTS:-}" ] || [[ " $TESTS " == *" $name "* || " $TESTS " == *" ${name%.pl} "* ]] || continue
        csq_job "tap ${name%.pl}" run_tap "$name"
    done
}

# The server's log must not say these.
server_log() {
    local name=$1 pattern=$2
    if grep -E "$pattern" "$CSQ_SERVER_LOG" >"$LOGS/$name-server.log"; then
        sort "$LOGS/$name-server.log" | uniq -c | sort -rn | head -10
        csq_count "$name server log" 0 1
    else csq_count "$name server log" 1 0; fi
}

job_regress() {
    csq_start_server regress "max_parallel_workers_per_gather = 2"
    stage_regress
    server_log regress 'PANIC|terminated by signal'
}

# what else wants a server but not the one of regress
job_pages() {
    local s
    csq_start_server pages "max_parallel_workers_per_gather = 2"
    wants isolation && stage_isolation
    for s in catalog docs; do
        # shellcheck source=/dev/null
        wants $s && . "$CSQ_TOP/tools/check_$s.sh"
    done
    server_log pages 'PANIC|terminated by signal'
}

job_checked() {
    csq_build checked
    csq_start_server checked "max_parallel_workers_per_gather = 2"
    run_pg_regress checked src/test/regress/pg_regress "$(regress_tests)"
    server_log checked 'TRAP:|runtime error|PANIC|terminated by signal'
}

job_fuzz() {
    SECONDS_EACH=${SECONDS_EACH:-${LONG:+60}}
    SECONDS_EACH=${SECONDS_EACH:-400000000e}    # one to two seconds, and the same inputs on every machine
    . "$CSQ_TOP/tools/fuzz.sh"
}

# ------------------------------------------------------------------- run ----

started=$(date +%s)
csq_build plain
csq_copy_tests
csq_say "csq $(csq_version) on PostgreSQL $("$CSQ_PG_CONFIG" --version | cut -d' ' -f2), as user $(id -un), servers as $CSQ_USER"

# shellcheck source=tools/check_symbols.sh
wants symbols && . "$CSQ_TOP/tools/check_symbols.sh"
# shellcheck source=tools/lint.sh
wants lint && { csq_lint_packages; . "$CSQ_TOP/tools/lint.sh"; csq_job lint csq_lint; }
wants unit && csq_job unit stage_unit
wants regress && csq_job regress job_regress
if wants isolation || wants catalog || wants docs; then csq_job pages job_pages; fi
wants checked && csq_job checked job_checked
wants drivers && { . "$CSQ_TOP/tools/test_drivers.sh"; csq_driver_packages; csq_job drivers csq_ask_drivers; }
wants report && { . "$CSQ_TOP/tools/test_report.sh"; csq_report_packages; csq_job report csq_test_report; }
wants installcheck && { . "$CSQ_TOP/tools/test_installcheck.sh"; csq_job installcheck csq_installcheck; }
wants fuzz && csq_job fuzz job_fuzz
wants tap && { csq_try_packages "postgresql-$CSQ_MAJOR-cron" "postgresql-$CSQ_MAJOR-partman"; queue_tap; }
csq_run_jobs
echo "took $(($(date +%s) - started)) s"
csq_summary

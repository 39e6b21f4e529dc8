#!/usr/bin/env bash
# fuzz.sh - every fuzz target, SECONDS_EACH seconds each (600 when run by make fuzz), TARGET=name for one.
#
# With clang and its runtime: libFuzzer; else the driver in test/fuzz/driver.c.  Both with the address and undefined-behaviour
# sanitizers.  Sourced by test.sh (stage fuzz), which uses the driver: it needs nothing but gcc.
set -u
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    . "$(dirname "$0")/lib.sh"
    csq_setup build
    FUZZ_STANDALONE=1
    csq_installed clang || csq_install clang
    p=libclang-rt-$(clang -dumpversion 2>/dev/null | cut -d. -f1)-dev
    if ! csq_installed "$p" && apt-cache show "$p" >/dev/null 2>&1; then csq_install "$p"; fi
fi

csq_fuzz() {
    local seconds=${SECONDS_EACH:-600} core t name passed=0 failed=0 dir=$CSQ_TOP/build/fuzz icu seeds
    local engine=driver
    mkdir -p "$dir"
    local rel=build/fuzz           # compiler runs in the top folder: no path with spaces in its options
    icu=$(pkg-config --cflags --libs icu-uc icu-i18n)
    core=$(cd "$CSQ_TOP" && grep -L '"postgres.h"' src/*.c)
    if [ -n "${FUZZ_STANDALONE:-}" ] && command -v clang >/dev/null; then
        echo 'int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n); int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n) { (void) d; (void) n; return 0; }' >"$dir/probe.c"
        clang -fsanitize=fuzzer,address "$dir/probe.c" -o "$dir/probe" 2>/dev/null && engine=libFuzzer
    fi
    echo "fuzzing with $engine, $seconds s each"
    for t in "$CSQ_TOP"/test/fuzz/*_fuzz.c; do
        name=$(basename "$t" _fuzz.c)
        [ -z "${TARGET:-}" ] || [ "$TARGET" = "$name" ] || continue
        local compile
        if [ $engine = libFuzzer ]; then compile="clang -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined"
        else
            compile="gcc -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined"
            # coverage of the core only: the driver must not report itself
            gcc -g -O1 -c -o "$dir/driver.o" "$CSQ_TOP/test/fuzz/driver.c" || { failed=$((failed + 1)); continue; }
        fi
        # shellcheck disable=SC2086
        if ! (cd "$CSQ_TOP" && $compile $([ $engine = driver ] && echo -fsanitize-coverage=trace-pc) -ffp-contract=off -Isrc -Itest/unit -o "$rel/$name" $core test/unit/host.c "test/fuzz/${name}_fuzz.c" \
                $([ $engine = driver ] && echo "$rel/driver.o") $icu -lm) >"$dir/$name.log" 2>&1; then
            echo "  $name: does not compile"; head -20 "$dir/$name.log"; failed=$((failed + 1)); continue
        fi
        seeds=$(cd "$dir" && ls ../../test/fuzz/corpus/"$name"/* 2>/dev/null)
        local status
        if [ $engine = libFuzzer ]; then
            mkdir -p "$dir/corpus-$name"
            # shellcheck disable=SC2086
            (cd "$dir" && ASAN_OPTIONS=detect_leaks=0 "./$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=4096 -print_final_stats=1 -artifact_prefix="crash-$name-" \
                "corpus-$name" $([ -n "$seeds" ] && echo "../../test/fuzz/corpus/$name")) >"$dir/$name.log" 2>&1
            status=$?
            grep -E 'number_of_executed_units' "$dir/$name.log" | sed "s/^/  $name: /"
        else
            # shellcheck disable=SC2086
            (cd "$dir" && ASAN_OPTIONS=detect_leaks=0:handle_abort=0 CRASH_FILE="crash-$name" "./$name" "$seconds" $seeds) >"$dir/$name.log" 2>&1
            status=$?
            echo "  $name: $(tail -1 "$dir/$name.log")"
        fi
        if [ $status = 0 ]; then passed=$((passed + 1)); else
            failed=$((failed + 1)); echo "  $name: FAILED with status $status, see build/fuzz/$name.log"
            grep -m1 -A12 -E 'ERROR|runtime error|deadly signal' "$dir/$name.log"
        fi
    done
    csq_count fuzz $passed $failed
}

csq_fuzz
if [ -n "${FUZZ_STANDALONE:-}" ]; then csq_summary; fi

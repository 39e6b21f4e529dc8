#!/usr/bin/env bash
# fuzz.sh - every fuzz target, SECONDS_EACH seconds each (600 when run by make fuzz), TARGET=name for one.
#
# With clang and its runtime: libFuzzer; else the driver in test/fuzz/driver.c.  Both with the address and undefined-behaviour
# sanitizers.  Sourced by test.sh (stage fuzz), which uses the driver: it needs nothing but gcc.  There SECONDS_EACH is a
# number of edges to pass (400000000e), so that whether the stage passes does not depend on how fast the machine is.
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
    local corpus seconds=${SECONDS_EACH:-600} t name passed=0 failed=0 dir=$CSQ_TOP/build/fuzz seeds targets=() status
    local engine=driver build
    mkdir -p "$dir"
    if [ -n "${FUZZ_STANDALONE:-}" ] && command -v clang >/dev/null; then
        echo 'int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n); int LLVMFuzzerTestOneInput(const unsigned char *d, unsigned long n) { (void) d; (void) n; return 0; }' >"$dir/probe.c"
        clang -fsanitize=fuzzer,address "$dir/probe.c" -o "$dir/probe" 2>/dev/null && engine=libFuzzer
    fi
    for t in "$CSQ_TOP"/test/fuzz/*_fuzz.c; do
        name=$(basename "$t" _fuzz.c)
        [ -z "${TARGET:-}" ] || [[ " $TARGET " == *" $name "* ]] || continue
        targets+=("test/fuzz/${name}_fuzz.c")
    done
    echo "fuzzing with $engine, $seconds s each"
    build=(-s -k -j"$(nproc)" -f tools/core.mk OUT=build/fuzz "PROGRAMS=${targets[*]}")
    # the driver itself is compiled without coverage, which would report itself
    if [ $engine = libFuzzer ]; then build+=(CC=clang "FLAGS=-g -O1 -ffp-contract=off -fsanitize=address,undefined -fno-sanitize-recover=undefined" COVERAGE=-fsanitize=fuzzer-no-link LINK=-fsanitize=fuzzer MAIN=)
    else
        gcc -g -O1 -c -o "$dir/driver.o" "$CSQ_TOP/test/fuzz/driver.c" || { csq_count fuzz 0 1; return; }
        build+=(CC=gcc "FLAGS=-g -O1 -ffp-contract=off -fsanitize=address,undefined -fno-sanitize-recover=undefined" COVERAGE=-fsanitize-coverage=trace-pc MAIN=build/fuzz/driver.o)
    fi
    make -C "$CSQ_TOP" "${build[@]}" >"$dir/build.log" 2>&1 || { echo "  some fuzz targets do not compile, see build/fuzz/build.log"; grep -E 'error|undefined' "$dir/build.log" | head; }
    for t in "${targets[@]}"; do
        name=$(basename "$t" _fuzz.c)
        seeds=$(cd "$dir" && ls ../../test/fuzz/corpus/"$name"/* 2>/dev/null)
        if [ $engine = libFuzzer ]; then
            mkdir -p "$dir/corpus-$name"
            corpus=("corpus-$name")
            [ -z "$seeds" ] || corpus+=("../../test/fuzz/corpus/$name")
            (cd "$dir" && ASAN_OPTIONS=detect_leaks=0 "./$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=4096 -print_final_stats=1 -artifact_prefix="crash-$name-" \
                "${corpus[@]}") >"$dir/$name.log" 2>&1
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

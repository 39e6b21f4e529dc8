#!/usr/bin/env bash
# bench.sh - benchmarks against peers, in the same run, in turn (A B A B ...): medians and their ratio.
#
#   make bench                 all topics
#   make bench TOPIC=score     one
#   SCALE=0.1                  fewer rows (topics say what 1 means)
#   ROUNDS=5                   how often each case is run
#   HUGE_PAGES=1               shared buffers in huge pages, reserved for the run (root only; a server's huge_pages = try takes them by itself)
#   make bench-before BASE=HEAD~1 TOPIC=score    the same statements with csq of another commit (bench_before.sh)
#
# test/bench/TOPIC.sh is sourced with a server running and the functions below; a missing peer is a skipped row.
# Times on a shared machine vary; the ratio of interleaved runs varies less.  Results: build/bench/TOPIC.tsv.
set -u
. "$(dirname "$0")/lib.sh"
csq_setup bench
csq_build plain

SCALE=${SCALE:-1}
ROUNDS=${ROUNDS:-5}
BENCH_OUT=$CSQ_TOP/build/bench
BENCH_DIR=$CSQ_SCRATCH/bench
mkdir -p "$BENCH_OUT"
csq_as mkdir -p "$BENCH_DIR"

# scaled N: N times SCALE, at least 1
scaled() { awk -v n="$1" -v s="$SCALE" 'BEGIN { printf "%d", (n * s < 1 ? 1 : n * s) }'; }

bench_psql() { csq_as "$CSQ_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }

# bench_sql FILE|-: run setup statements
bench_sql() { if [ "$1" = - ]; then cat >"$CSQ_SCRATCH/setup.sql"; else cp "$1" "$CSQ_SCRATCH/setup.sql"; fi; chmod a+r "$CSQ_SCRATCH/setup.sql"; bench_psql -f "$CSQ_SCRATCH/setup.sql"; }

# time_sql STATEMENT: milliseconds the server took (last statement timed; "SET ...;" lines before it are not); of its processor where
# BENCH_CLOCK=processor, which waiting for others on a busy machine does not add to
time_sql() {
    local watch='\timing on'
    [ "${BENCH_CLOCK:-}" = processor ] && watch='SET client_min_messages = log; SET log_statement_stats = on;'
    printf '%s\n' "\\o /dev/null" "$BENCH_SET" "$watch" "$1" >"$CSQ_SCRATCH/timed.sql"; chmod a+r "$CSQ_SCRATCH/timed.sql"
    bench_psql -f "$CSQ_SCRATCH/timed.sql" 2>&1 | sed -n -e 's/^Time: \([0-9.]*\) ms.*/\1/p; /ERROR/p' \
        -e 's/^.*![^0-9]*\([0-9.]*\) s user, \([0-9.]*\) s system, .*/\1 \2 s/p' | awk '$3 == "s" { print ($1 + $2) * 1000; next } 1' | tail -1
}
BENCH_SET=

median() { printf '%s\n' "$@" | sort -n | awk '{ a[NR] = $1 } END { print (NR % 2 ? a[(NR + 1) / 2] : (a[NR / 2] + a[NR / 2 + 1]) / 2) }'; }

bench_header() { printf '%-12s %-42s %12s  %-34s %12s %9s  %s\n' topic case csq_ms peer peer_ms ratio goal; }

# bench_row CASE CSQ_MS PEER PEER_MS GOAL: print and record; the ratio is peer / csq ("x faster") unless GOAL begins with "<="
bench_row() {
    local ratio
    case $5 in
        '<='*) ratio=$(awk -v a="$2" -v b="$4" 'BEGIN { printf "%.3g", (b > 0 ? a / b : 0) }') ;;
        *) ratio=$(awk -v a="$2" -v b="$4" 'BEGIN { printf "%.3g", (a > 0 ? b / a : 0) }') ;;
    esac
    printf '%-12s %-42s %12.1f  %-34s %12.1f %9s  %s\n' "$BENCH_TOPIC" "$1" "$2" "$3" "$4" "$ratio" "$5"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$BENCH_TOPIC" "$1" "$2" "$3" "$4" "$ratio" "$5" >>"$BENCH_OUT/$BENCH_TOPIC.tsv"
}

bench_skip() { printf '%-12s %-42s skipped: %s\n' "$BENCH_TOPIC" "$1" "$2"; printf '%s\t%s\tskipped\t%s\t\t\t\n' "$BENCH_TOPIC" "$1" "$2" >>"$BENCH_OUT/$BENCH_TOPIC.tsv"; }

# bench_pair CASE CSQ-STATEMENT PEER PEER-STATEMENT GOAL: A B A B ..., medians
bench_pair() {
    local a=() b=() i t
    time_sql "$2" >/dev/null; time_sql "$4" >/dev/null
    for ((i = 0; i < ROUNDS; i++)); do
        t=$(time_sql "$2"); case $t in *ERROR*|'') bench_skip "$1" "csq failed: $t"; return 1 ;; esac; a+=("$t")
        t=$(time_sql "$4"); case $t in *ERROR*|'') bench_skip "$1" "$3 failed: $t"; return 1 ;; esac; b+=("$t")
    done
    bench_row "$1" "$(median "${a[@]}")" "$3" "$(median "${b[@]}")" "$5"
}

# bench_package PACKAGE...: install a peer on demand; false (after saying so) when it cannot be had
bench_package() { (csq_install "$@") >&2 || { echo "cannot install $*" >&2; return 1; }; }

# huge pages for the shared memory of two servers, given back when the run is over
bench_huge_pages() {
    local reserve=/proc/sys/vm/nr_hugepages
    BENCH_RESERVED=$(cat $reserve)
    csq_give_back() { echo "$BENCH_RESERVED" >/proc/sys/vm/nr_hugepages; }
    echo $((BENCH_RESERVED + 800)) >$reserve
    [ "$(cat $reserve)" -ge $((BENCH_RESERVED + 800)) ] ||
        csq_die "huge pages cannot be reserved here: this takes root, and 1.6 GB of memory in pieces of 2 MB"
}
[ -z "${HUGE_PAGES:-}" ] || bench_huge_pages

bench_start() { csq_start_server "$@"; }
bench_stop() { csq_stop_server; }
# shellcheck source=tools/bench_before.sh
[ -z "${BASE:-}" ] || . "$CSQ_TOP/tools/bench_before.sh"

status=0
for script in "$CSQ_TOP"/test/bench/*.sh; do
    BENCH_TOPIC=$(basename "$script" .sh)
    [ -z "${TOPIC:-}" ] || [ "$TOPIC" = "$BENCH_TOPIC" ] || continue
    found=1
    [ -n "${BASE:-}" ] || : >"$BENCH_OUT/$BENCH_TOPIC.tsv"
    bench_start "$BENCH_TOPIC" "max_parallel_workers_per_gather = 0" "max_worker_processes = 8" "work_mem = '256MB'" "maintenance_work_mem = '256MB'" "jit = off" "autovacuum = off" "max_wal_size = 20GB" ${HUGE_PAGES:+"huge_pages = on"}
    if [ -n "${BASE:-}" ]; then csq_say "$BENCH_TOPIC: scale $SCALE, $ROUNDS rounds, ms of the processor: least, ratio of the least; medians"
    else csq_say "$BENCH_TOPIC: scale $SCALE, $ROUNDS rounds, medians${HUGE_PAGES:+, shared buffers in huge pages}; ratio = peer / csq, or csq / peer where the goal is a limit (<=)"; fi
    bench_psql -c 'CREATE EXTENSION csq'
    bench_header
    # shellcheck source=/dev/null
    . "$script" || status=1
    bench_stop
    rm -rf "$CSQ_DATA_DIR"
done
[ -n "${found:-}" ] || csq_die "there is no topic ${TOPIC:-}"
exit $status

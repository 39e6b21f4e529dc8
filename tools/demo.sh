#!/usr/bin/env bash
# demo.sh - the main job of csq from raw complaints to a scorecard, on a throw-away server.
#
#   make demo                    sample data: one quarter of a bank, made on the spot
#   make demo ROWS=5%            a smaller quarter (0.05 is the same; not under 1%)
#   make demo DATA=dir           real records from a folder (see demo/README.md) instead of the sample
#   make demo KEEP=1             leave the server running and say how to connect and how to stop it
#
# Each step is one file of demo/; they run one after the other in the database csq_demo and
# can be read, copied and run by hand in the same way.  At the end the report of the workspace that step 75 makes is written.
set -u
. "$(dirname "$0")/lib.sh"
. "$CSQ_TOP/tools/report.sh"

demo_scale() {                      # ROWS as a factor: "5%" and "0.05" are the same
    local rows=${ROWS:-100%}
    case $rows in
        *%) rows=$(awk -v p="${rows%\%}" 'BEGIN { if (p !~ /^[0-9.]+$/) exit 1; print p / 100 }') ;;
    esac || csq_die "ROWS=$ROWS is no share; say ROWS=5% or ROWS=0.05"
    awk -v s="$rows" 'BEGIN { exit !(s ~ /^[0-9.]+$/ && s >= 0.01 && s <= 20) }' ||
        csq_die "ROWS=$ROWS is not between 1% and 2000%"
    echo "$rows"
}

demo_psql() { psql -X -q -v ON_ERROR_STOP=1 -v VERBOSITY=terse -P pager=off -P footer=off -d csq_demo "$@"; }

demo_run() {                        # demo_run FILE [psql options]: run one step, note its time
    local file=$1 began=$EPOCHREALTIME status
    shift
    demo_psql "$@" -f "$CSQ_TOP/demo/$file"
    status=$?
    [ $status = 0 ] || csq_die "step demo/$file failed"
    STEP_TIMES+=("$(printf '%-32s %6.1f s' "$file" "$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')")")
}

demo_data_dir() {                   # the folder of real records as an absolute path
    [ -d "$1" ] || csq_die "DATA=$1: there is no such folder. Without DATA the demo makes its own sample data."
    local file missing=()
    for file in en_cfpb_cases.tsv en_cfpb_narratives.tsv zh_gov_messages.tsv zh_gov_replies.tsv cn_holidays.tsv logs/helpdesk.tsv; do
        [ -r "$1/$file" ] || missing+=("$file")
    done
    [ ${#missing[@]} = 0 ] || csq_die "DATA=$1 lacks: ${missing[*]}. demo/README.md says what each file holds."
    (cd "$1" && pwd)
}

# ------------------------------------------------------------------ start ----

SCALE=$(demo_scale) || exit 1
if [ -n "${DATA:-}" ]; then DATA=$(demo_data_dir "$DATA") || exit 1; fi

csq_setup run
csq_build plain
csq_start_server demo "max_parallel_workers_per_gather = 2" "jit = off" "work_mem = 64MB" "maintenance_work_mem = 128MB"
csq_say "csq $(csq_version) on PostgreSQL $("$CSQ_PG_CONFIG" --version | cut -d' ' -f2)"
psql -X -q -d postgres -c 'CREATE DATABASE csq_demo' || csq_die "could not create the database csq_demo"
demo_psql -c 'CREATE EXTENSION csq' -c "ALTER DATABASE csq_demo SET timezone = 'Asia/Shanghai'" \
    -c 'ALTER DATABASE csq_demo SET search_path = public, csq' \
    -c "ALTER DATABASE csq_demo SET client_min_messages = warning" || csq_die "could not create the extension"

STEP_TIMES=()
BEGAN=$SECONDS

# ------------------------------------------------------------------ steps ----

if [ -n "${DATA:-}" ]; then
    csq_say "real records from $DATA"
    for step in "$CSQ_TOP"/demo/real/[0-9]*.sql; do demo_run "real/$(basename "$step")" -v data="$DATA"; done
    CHECKS=$(demo_psql -A -t -F ' ' -c "SELECT count(*) FILTER (WHERE passed), count(*) FILTER (WHERE NOT passed) FROM real.job_check")
else
    csq_say "sample data, $(awk -v s="$SCALE" 'BEGIN { print s * 100 }') % of the quarter 2026-04-01 to 2026-06-30"
    for step in "$CSQ_TOP"/demo/[0-9]*.sql; do demo_run "$(basename "$step")" -v scale="$SCALE"; done
    CHECKS=$(demo_psql -A -t -F ' ' -c "SELECT count(*) FILTER (WHERE passed), count(*) FILTER (WHERE NOT passed) FROM demo.job_check")
fi

# ----------------------------------------------------------------- report ----

# what the steps found, as a page; without node or npm the demo is as good, and says how to get it
demo_report() {
    local began=$EPOCHREALTIME
    REPORTS=$(csq_report csq_demo desk "$CSQ_TOP/build/demo-report.html") || { echo "   no report was written"; return; }
    STEP_TIMES+=("$(printf '%-32s %6.1f s' "report" "$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')")")
}
REPORTS=
[ -n "${DATA:-}" ] || demo_report

# -------------------------------------------------------------------- end ----

csq_say "time per step"
printf '%s\n' "${STEP_TIMES[@]}"
printf '%-32s %6d s\n' "all steps" $((SECONDS - BEGAN))

if [ -n "${KEEP:-}" ] && [ "$KEEP" != 0 ]; then
    CSQ_KEEP_SERVER=1
    csq_say "the server keeps running; look further with"
    echo "   psql -h $PGHOST -p $PGPORT -U $PGUSER csq_demo"
    if [ "$(id -un)" = "$CSQ_USER" ]; then STOP=""; else STOP="runuser -u $CSQ_USER -- "; fi
    echo "stop it and remove everything with"
    echo "   $STOP$CSQ_BIN/pg_ctl -D $CSQ_DATA_DIR -m fast stop; rm -rf $CSQ_SCRATCH"
else
    csq_say "the server is gone again; make demo KEEP=1 leaves it running to look further"
fi

if [ -n "$REPORTS" ]; then
    csq_say "the report of the workspace; open it in a browser"
    printf '   %s\n' "${REPORTS//$'\n'/$'\n   '}"
fi

read -r PASSED FAILED <<<"$CHECKS"
echo "$PASSED passed, $FAILED failed"
[ "$FAILED" = 0 ] && [ "$PASSED" -gt 0 ]

#!/usr/bin/env bash
# test_report.sh - the report in a headless Chromium, in both languages; the queries of the Grafana dashboard.
#
#   make test-report         chromium, a Chinese font, node and npm from Debian, Apache ECharts from npm; what is missing is skipped, which is said
#   CSQ_SHOTS=folder         keeps what the browser showed
#
# Also the stage "report" of make test.  Workspaces: the sample of demo/, one whose names and texts are hostile, one that is empty,
# one with two tenants.
set -u
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    . "$(dirname "$0")/lib.sh"
    csq_setup test
    csq_build plain
    REPORT_STANDALONE=1
fi
# shellcheck source=tools/report.sh
. "$CSQ_TOP/tools/report.sh"

csq_report_packages() {             # what this Debian has of them; the rest is skipped
    local p need=0
    for p in chromium fonts-noto-cjk; do csq_installed "$p" || need=1; done
    command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || need=1
    [ $need = 1 ] || return 0
    csq_root apt-get update -q >>"$CSQ_TOP/build/apt.log" 2>&1 || true
    for p in chromium fonts-noto-cjk nodejs npm; do
        case $p in nodejs) command -v node >/dev/null 2>&1 && continue ;; npm) command -v npm >/dev/null 2>&1 && continue ;; esac
        csq_installed "$p" || csq_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$p" >>"$CSQ_TOP/build/apt.log" 2>&1 || true
    done
}

csq_report_skip() { echo "  skipped $1: $2"; csq_count "$1" 0 0 1; }

csq_test_report() {
    local chromium='' c log=$CSQ_TOP/build/report-test.log passed failed
    csq_start_server report "jit = off" "work_mem = 64MB"
    csq_sample_workspace csq_report 0.02 || { csq_count report 0 1; return; }
    psql -X -q -v ON_ERROR_STOP=1 -d csq_report -c "SELECT csq.create_workspace('fresh')" -o /dev/null -f "$CSQ_TOP/test/report/hostile.sql" || { csq_count report 0 1; return; }
    # the queries of the dashboard need no more than psql
    csq_test_grafana csq_report desk
    command -v node >/dev/null 2>&1 || { csq_report_skip report "no node"; csq_stop_server; return; }
    if ! "$CSQ_TOP/tools/report" --schema desk --output "$CSQ_SCRATCH/first.html" csq_report >/dev/null 2>"$CSQ_SCRATCH/first.err"; then
        if grep -qE 'npm|node' "$CSQ_SCRATCH/first.err"; then csq_report_skip report "$(head -1 "$CSQ_SCRATCH/first.err")"
        else cat "$CSQ_SCRATCH/first.err"; csq_count report 0 1; fi
        csq_stop_server; return
    fi
    for c in chromium chromium-browser google-chrome; do [ -n "$chromium" ] || chromium=$(command -v $c 2>/dev/null); done
    [ -n "$chromium" ] || csq_report_skip "report in a browser" "no chromium"
    TMPDIR=$CSQ_SCRATCH node "$CSQ_TOP/test/report/report_test.mjs" "host=$PGHOST port=$PGPORT user=$PGUSER dbname=csq_report" \
        "$CSQ_TOP/build/report/node_modules/echarts/dist/echarts.min.js" "$chromium" >"$log" 2>&1
    passed=$(grep -c '^ok ' "$log"); failed=$(grep -c '^not ok ' "$log")
    grep -qE "^1\.\.$((passed + failed))\$" "$log" || { failed=$((failed + 1)); tail -5 "$log"; }
    [ "$failed" = 0 ] || grep -A3 '^not ok' "$log" | head -60
    csq_count report "$passed" "$failed"
    csq_stop_server
}

# csq_test_grafana DATABASE SCHEMA: every query of the dashboard, with the variables as Grafana puts them
csq_test_grafana() {
    local log=$CSQ_TOP/build/grafana-test.log
    perl "$CSQ_TOP/tools/grafana.pl" --queries --schema "$2" --from '2026-04-01T00:00:00Z' --to '2026-07-01T00:00:00Z' "$CSQ_TOP/docs/grafana.json" >"$CSQ_SCRATCH/grafana.tsv" 2>"$log" || { cat "$log"; csq_count grafana 0 1; return; }
    local name sql n passed=0 failed=0
    while IFS=$'\t' read -r name sql; do
        n=$(psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$1" -c "SELECT count(*) FROM ($sql) AS q" 2>>"$log")
        if [ -n "$n" ] && [ "$n" -gt 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "  $name: ${n:-an error} rows"; tail -3 "$log"; fi
    done <"$CSQ_SCRATCH/grafana.tsv"
    csq_count grafana $passed $failed
}

if [ -n "${REPORT_STANDALONE:-}" ]; then
    csq_report_packages
    csq_test_report
    csq_summary
fi

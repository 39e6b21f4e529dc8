#!/usr/bin/env bash
# report.sh - the report of a workspace, or of the sample one.
#
#   make report                                  a small sample quarter on a throw-away server: build/report-en.html and build/report-zh.html
#   make report DB='host=… dbname=…' SCHEMA=service LANGUAGES=zh TENANT=main     of your own workspace, by tools/report
#
# Sourced by demo.sh and test_report.sh for csq_sample_workspace and csq_report.
set -u
REPORT_SOURCED=1
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    . "$(dirname "$0")/lib.sh"
    REPORT_SOURCED=
fi

# csq_sample_workspace DATABASE SCALE: the steps of demo/ up to the workspace "desk", without their output
csq_sample_workspace() {
    local step
    psql -X -q -d postgres -c "CREATE DATABASE $1" || return 1
    psql -X -q -d "$1" -c 'CREATE EXTENSION csq' -c "ALTER DATABASE $1 SET timezone = 'Asia/Shanghai'" -c "ALTER DATABASE $1 SET search_path = public, csq" \
        -c "ALTER DATABASE $1 SET client_min_messages = warning" || return 1
    for step in 10_tables 20_generate_base 21_texts_zh 22_texts_en 23_generate_complaints 24_generate_contacts 30_classify 40_deadlines 75_workspace; do
        psql -X -q -v ON_ERROR_STOP=1 -d "$1" -v scale="$2" -o /dev/null -f "$CSQ_TOP/demo/$step.sql" >"$CSQ_SCRATCH/sample.out" || return 1
    done
}

# csq_report DATABASE SCHEMA FILE: the pages of a workspace on the running server, in both languages unless LANGUAGES says other; prints
# their names; false and the reason where they cannot be made
csq_report() {
    local lang=${LANGUAGES:-en zh}
    "$CSQ_TOP/tools/report" --schema "$2" --lang "${lang// /,}" --output "$3" "$1"
}

report_main() {
    local lang args=()
    if [ -n "${DB:-}" ]; then
        [ -z "${SCHEMA:-}" ] || args+=(--schema "$SCHEMA")
        [ -z "${TENANT:-}" ] || args+=(--tenant "$TENANT")
        [ -z "${SINCE:-}" ] || args+=(--since "$SINCE")
        mkdir -p "$CSQ_TOP/build"
        lang=${LANGUAGES:-en}
        "$CSQ_TOP/tools/report" "${args[@]}" --lang "${lang// /,}" --output "$CSQ_TOP/build/report${SCHEMA:+-$SCHEMA}.html" "$DB"
        return
    fi
    # before a server is built for it: what the page needs
    command -v node >/dev/null 2>&1 || { "$CSQ_TOP/tools/report"; return; }
    csq_setup run
    csq_build plain
    csq_start_server report "jit = off" "work_mem = 64MB"
    csq_say "sample data, one tenth of a quarter"
    csq_sample_workspace csq_report 0.1 || csq_die "the sample workspace could not be made"
    csq_report csq_report desk "$CSQ_TOP/build/report.html"
}
[ -n "$REPORT_SOURCED" ] || report_main

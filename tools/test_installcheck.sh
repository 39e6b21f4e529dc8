#!/usr/bin/env bash
# test_installcheck.sh - "make installcheck" as a user who is not the server's, out of a source tree that this user cannot write.
#
#   make test-installcheck       every test;  TESTS="score rate" picks some
#
# Also the stage "installcheck" of make test, there with the tests that read or write files (all of them where LONG=1): what a packager
# or an administrator does beside a server of user postgres.  A file that the server is asked to read, a path that only one of the two
# can reach, an output that is written into the tree fail here.  Needs root: with one user there is no other.
set -u
if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    . "$(dirname "$0")/lib.sh"
    csq_setup test
    csq_build plain
    INSTALLCHECK_STANDALONE=1
fi

csq_installcheck() {
    local dir=$CSQ_SCRATCH/installcheck log=$CSQ_TOP/build/installcheck.log tests=${TESTS:-} f passed failed status pick=()
    if [ "$(id -u)" != 0 ] || ! id nobody >/dev/null 2>&1; then
        echo "  skipped installcheck: needs root and a user nobody"; csq_count installcheck 0 0 1; return
    fi
    csq_start_server installcheck "max_parallel_workers_per_gather = 2"
    # the tree belongs to the server's user, the folder of the results to the other
    mkdir -p "$dir/csq" "$dir/run"
    (cd "$CSQ_TOP" && cp -rp Makefile csq.control CHANGELOG.md docs tools test expected src sql "$dir/csq"/)
    find "$dir/csq/src" -name '*.[od]' -delete
    rm -f "$dir/csq/sql/csq--$(csq_version).sql"
    chown -R "$CSQ_USER" "$dir/csq"; chmod -R go+rX,go-w "$dir/csq"
    chown -R nobody "$dir/run"; chmod 755 "$dir" "$dir/run"
    if [ -z "$tests" ] && [ -z "${LONG:-}${INSTALLCHECK_STANDALONE:-}" ]; then
        # shellcheck disable=SC2038
        tests=$(cd "$CSQ_TOP/test/sql" && grep -lE '\\g |\\copy|\\o ' ./*.sql | xargs -n 1 basename -s .sql | tr '\n' ' ')
    fi
    [ -z "$tests" ] || pick=("REGRESS=$tests")
    (cd "$dir/run" && HOME=$dir/run runuser -u nobody -- env PGHOST="$PGHOST" PGPORT="$PGPORT" PGUSER="$PGUSER" PATH="$PATH" \
        make -f "$dir/csq/Makefile" VPATH="$dir/csq" PG_CONFIG="$CSQ_PG_CONFIG" "${pick[@]}" installcheck) >"$log" 2>&1
    status=$?
    passed=$(grep -cE '^(test .*[.]{3} +ok|ok [0-9]+)|^ok ' "$log")
    failed=$(grep -cE '^test .*FAILED|^not ok' "$log")
    if [ $status != 0 ]; then
        [ "$failed" != 0 ] || failed=1
        tail -20 "$log"
        for f in "$dir"/run/*.diffs "$dir"/run/*/*.diffs; do [ -f "$f" ] && head -n "${DIFF_LINES:-60}" "$f"; done
    fi
    csq_count installcheck "$passed" "$failed"
    f=$(find "$dir/csq" -user nobody)
    if [ -z "$f" ]; then csq_count "installcheck tree untouched" 1 0; else echo "  written into the tree: $f"; csq_count "installcheck tree untouched" 0 1; fi
    csq_stop_server
}

if [ -n "${INSTALLCHECK_STANDALONE:-}" ]; then
    csq_installcheck
    csq_summary
fi

# check_catalog.sh - rules over the catalogue of a fresh installation (check_catalog.sql) and over the script.  Sourced by test.sh.

csq_check_catalog() {
    local passed=0 failed=0 rule n offenders bad
    csq_as "$CSQ_BIN/psql" -X -q -c 'CREATE DATABASE csq_catalog' >/dev/null
    csq_as "$CSQ_BIN/psql" -X -q -d csq_catalog -c 'CREATE EXTENSION csq' || { csq_count catalog 0 1; return; }
    while IFS=$'\t' read -r rule n offenders; do
        if [ -z "$offenders" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "  not so: $rule: $offenders" | cut -c1-1500; fi
    done < <(csq_as "$CSQ_BIN/psql" -X -q -A -t -F $'\t' -d csq_catalog -v ON_ERROR_STOP=1 -f "$CSQ_SCRATCH/src/tools/check_catalog.sql")
    [ $((passed + failed)) -ge 10 ] || { failed=$((failed + 1)); echo "  the catalogue query did not run"; }

    # what the catalogue cannot show: statements that leave the cost to the default, that replace, that lack the version tag
    bad=$(perl -0777 -ne 'while (/(CREATE FUNCTION\s+([^\s(]+).*?;)/gs) { my ($s, $f) = ($1, $2); next if $s =~ /\bCOST\b/ || $f =~ /_(in|out|recv|send)$/; print "  $f\n" }' "$CSQ_TOP"/sql/parts/*.sql)
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  functions without COST:\n%s\n' "$bad" | head -30; fi
    bad=$(grep -nE 'CREATE OR REPLACE|IF NOT EXISTS' "$CSQ_TOP"/sql/parts/*.sql)
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  the script must use plain CREATE:\n%s\n' "$bad"; fi

    # every public function is in the documentation
    bad=$(csq_as "$CSQ_BIN/psql" -X -q -A -t -d csq_catalog -c "SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'csq'::regnamespace ORDER BY 1" |
          while read -r f; do cat "$CSQ_TOP"/docs/*.md "$CSQ_TOP"/README.md 2>/dev/null | grep -qw -- "$f" || echo "  $f"; done)
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  functions that no page of docs/ mentions:\n%s\n' "$bad" | head -40; fi
    # hints name functions that there are
    bad=$(comm -23 <(find "$CSQ_TOP/src" -name '*.c' -exec perl -0777 -ne 'while (/(?:csq_hint|errhint)\([^"]*((?:"(?:[^"\\]|\\.)*"\s*)+)/g) { my $s = $1; print "$1\n" while $s =~ /\b([a-z_]{3,})\(/g }' {} + | LC_ALL=C sort -u) \
        <({ printf '%s\n' existence nullif response; csq_as "$CSQ_BIN/psql" -X -q -A -t -d csq_catalog -c 'SELECT proname FROM pg_proc'; } | LC_ALL=C sort -u))
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  hints name functions that do not exist:\n%s\n' "$bad"; fi
    # every aggregate has a moving form, or docs/types.md says of its state why not, and of no other
    # shellcheck disable=SC2016  # backticks of Markdown
    bad=$(diff <(csq_as "$CSQ_BIN/psql" -X -q -A -t -d csq_catalog <<'SQL' | LC_ALL=C sort -u
WITH a AS (SELECT p.oid, p.proname, aggtranstype, aggminvtransfn <> 0 AS moves, CASE WHEN aggtranstype = 'internal'::regtype THEN p.proname ELSE (SELECT typname FROM pg_type t WHERE t.oid = aggtranstype) END AS state
           FROM pg_aggregate JOIN pg_proc p ON p.oid = aggfnoid WHERE p.pronamespace = 'csq'::regnamespace)
SELECT CASE WHEN NOT EXISTS (SELECT FROM a b WHERE b.state = a.state AND b.moves) THEN state WHEN proname = 'rollup' THEN pg_catalog.format('rollup(%s)', state) ELSE proname END FROM a WHERE NOT moves;
SQL
    ) <(sed -n '/^### Windows that move/,/^##* [^W]/p' "$CSQ_TOP/docs/types.md" | sed -n 's/^| \(`[^|]*`\) |.*/\1/p' | tr -d '`' | sed 's/, /\n/g' | LC_ALL=C sort))
    if [ -z "$bad" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '  aggregates without a moving form (<) and those that docs/types.md explains (>):\n%s\n' "$bad"; fi
    csq_count catalog $passed $failed
}
csq_check_catalog

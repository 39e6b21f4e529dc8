# retention.sh - cohorts of 500,000 journeys, 5 M events over a year (SCALE 1).
#
# Sourced by tools/bench.sh.  Peers: plain SQL that gives the same figures, which is checked first: the first period of each customer joined to the
# distinct periods in which they came again; ClickHouse of today from npm.  By days there are 66,000 cells, most of them of a few journeys.
retention_events=$(scaled 5000000)
retention_journeys=$(scaled 500000)
bench_sql - <<SQL || return 1
DROP TABLE IF EXISTS bench_visits, bench_visitors;
SELECT setseed(0.42);
CREATE UNLOGGED TABLE bench_visits AS
SELECT (random() * ($retention_journeys - 1))::int AS customer, timestamptz '2026-01-01' + random() * random() * interval '364 days' AS at FROM generate_series(1, $retention_events) g;
CREATE UNLOGGED TABLE bench_visitors AS SELECT customer, csq.compact(csq.journey_agg(at, 'visit')) AS j FROM bench_visits GROUP BY customer;
VACUUM ANALYZE bench_visits, bench_visitors;
SQL
BENCH_SET="SET search_path = csq, public; SET work_mem = '2GB'; SET max_parallel_workers_per_gather = 0; SET jit = off; SET timezone = 'UTC';"

# retention_pair UNIT UNITS-BETWEEN FROM GOAL: the same rows, and how long each takes
retention_pair() {
    local csq sql different source="SELECT customer, journey_agg(at, 'visit') AS j FROM bench_visits GROUP BY customer"
    [ "$3" = stored ] && source="SELECT j FROM bench_visitors"
    csq="SELECT cohort, size, n, came FROM (SELECT cohort_agg(j, NULL, NULL, '$1') AS c FROM ($source) x) y, retention(c) WHERE came > 0"
    # a return is a visit behind the first one
    sql="SELECT p0::date AS cohort, size, n, count(*) AS came FROM (SELECT customer, p0, size, ($2)::int AS n
FROM (SELECT customer, p0, count(*) OVER (PARTITION BY p0) AS size FROM (SELECT customer, date_trunc('$1', min(at)) AS p0 FROM bench_visits GROUP BY customer) a) f
JOIN (SELECT DISTINCT customer, date_trunc('$1', at) AS p1 FROM (SELECT customer, at, row_number() OVER (PARTITION BY customer ORDER BY at) AS k FROM bench_visits) b WHERE k > 1) g USING (customer)) h GROUP BY 1, 2, 3"
    different=$(bench_psql -c "$BENCH_SET" -c "WITH a AS ($csq), b AS ($sql) SELECT count(*) + ((SELECT count(*) FROM a) = 0)::int FROM ((TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)) d")
    if [ "$different" != 0 ]; then bench_skip "retention by $1, $3" "csq and SQL give different figures ($different rows)"; return 1; fi
    bench_pair "retention by $1, $3" "$csq;" 'SQL, same figures' "$sql;" "$4"
}
retention_status=0
for retention_from in events stored; do
    retention_goal='>= 1.5'
    [ $retention_from = stored ] && retention_goal='>= 5'
    retention_pair day "extract(epoch FROM p1 - p0) / 86400" $retention_from "$retention_goal" || retention_status=1
    retention_pair week "extract(epoch FROM p1 - p0) / 604800" $retention_from "$retention_goal" || retention_status=1
    retention_pair month "12 * (extract(year FROM p1) - extract(year FROM p0)) + extract(month FROM p1) - extract(month FROM p0)" $retention_from "$retention_goal" || retention_status=1
done
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_cohorts;
CREATE UNLOGGED TABLE bench_cohorts AS SELECT customer % 30 AS part, csq.cohort_agg(j, NULL, NULL, 'day') AS c FROM bench_visitors GROUP BY 1;
SQL
bench_pair 'rollup of 30 stored cohorts by day' "SELECT count(*) FROM (SELECT rollup(c) AS c FROM bench_cohorts) y, retention(c) WHERE came > 0;" 'from stored journeys' "SELECT count(*) FROM (SELECT cohort_agg(j, NULL, NULL, 'day') AS c FROM bench_visitors) y, retention(c) WHERE came > 0;" '>= 2'

# straight from rows: the first week of each customer by the weeks in which they came, which SQL has by a join of distinct weeks
retention_rows="SELECT cohort, n, coalesce(came, 0) + so_far AS came FROM (SELECT retention_agg(customer, at) AS s FROM bench_visits) x, retention(s, unit => 'week') WHERE coalesce(came, 0) + so_far > 0"
retention_sql="SELECT p0::date AS cohort, (extract(epoch FROM p1 - p0) / 604800)::int AS n, count(*) AS came FROM (SELECT customer, date_trunc('week', min(at)) AS p0 FROM bench_visits GROUP BY customer) f
JOIN (SELECT DISTINCT customer, date_trunc('week', at) AS p1 FROM bench_visits) g USING (customer) GROUP BY 1, 2"
retention_different=$(bench_psql -c "$BENCH_SET" -c "WITH a AS ($retention_rows), b AS ($retention_sql) SELECT count(*) + ((SELECT count(*) FROM a) = 0)::int FROM ((TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)) d")
if [ "$retention_different" != 0 ]; then
    bench_skip 'retention_agg by week' "csq and SQL give different figures ($retention_different rows)"
    retention_status=1
else
    bench_pair 'retention_agg(who, at) by week' "$retention_rows;" 'SQL, same figures' "$retention_sql;" '>= 1.5' || retention_status=1
fi
bench_pair 'retention_agg(who, at)' "SELECT num_events(retention_agg(customer, at)) FROM bench_visits;" 'max(at) by customer' \
    "SELECT count(*) FROM (SELECT max(at) AS m FROM bench_visits GROUP BY customer) x WHERE m < '2000-01-01';" '<= 1.3'
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_returns;
CREATE UNLOGGED TABLE bench_returns AS SELECT csq.retention_agg(customer, at) AS s FROM bench_visits;
SQL
bench_pair 'the same question of a stored summary' "${retention_rows/(SELECT retention_agg(customer, at) AS s FROM bench_visits)/bench_returns};" 'SQL, same figures' "$retention_sql;" '>= 3'

# ClickHouse of today, in process on one thread, from a table sorted by customer and time (npm package chdb); the same answers on both sides
retention_chdb="$CSQ_TOP/build/node"
if command -v npm >/dev/null && mkdir -p "$retention_chdb" && { [ -d "$retention_chdb/node_modules/chdb" ] || (cd "$retention_chdb" && npm install --no-audit --no-fund --silent chdb >"$CSQ_TOP/build/npm.log" 2>&1); } && [ -d "$retention_chdb/node_modules/chdb" ]; then
    retention_dir=$(mktemp -d "${TMPDIR:-/tmp}/csq_chdb.XXXXXX")
    bench_psql -c "COPY (SELECT customer, floor(extract(epoch FROM at))::int8 FROM bench_visits) TO STDOUT" >"$retention_dir/events.tsv"
    NODE_PATH="$retention_chdb/node_modules" node "$CSQ_TOP/test/bench/retention_chdb.cjs" "$retention_dir" "$ROUNDS" 32 >"$retention_dir/answers" 2>"$retention_dir/err" || true
    retention_field() { awk -F '\t' -v q="$1" -v n="$2" '$1 == q { print $n }' "$retention_dir/answers"; }
    # retention_question QUESTION CASE STATEMENT ANSWER-STATEMENT WHAT: a row, when the answers are the same
    retention_question() {
        local a=() i answer peer
        peer=$(retention_field "$1" 2)
        answer=$(bench_psql -c "SET search_path = csq, public; SET timezone = 'UTC'; $4" | tail -1)
        [ -n "$peer" ] || { bench_skip "$2" 'ClickHouse gave no answer'; return; }
        [ "$answer" = "$(retention_field "$1" 3)" ] || { bench_skip "$2" "the answers differ: $answer, ClickHouse $(retention_field "$1" 3)"; return; }
        time_sql "$3" >/dev/null
        for ((i = 0; i < ROUNDS; i++)); do a+=("$(time_sql "$3")"); done
        bench_row "$2" "$(median "${a[@]}")" "ClickHouse $(retention_field version 3), $5" "$peer" '> 1'
    }
    # who was there in the first week, by week: ClickHouse is asked for this cohort only, csq counts all of them
    retention_cohort="SELECT string_agg((coalesce(came, 0) + so_far)::text, ',' ORDER BY n) FROM SOURCE, retention(s, unit => 'week', cohorts => 'recurring', periods => 31) WHERE cohort = '2025-12-29'"
    retention_matrix="SELECT concat_ws(',', count(*), sum(n * came), sum(came)) FROM (${retention_rows}) x"
    for retention_from in events stored; do
        retention_source='(SELECT retention_agg(customer, at) AS s FROM bench_visits) x'
        [ $retention_from = stored ] && retention_source=bench_returns
        retention_asked=${retention_cohort/SOURCE/$retention_source}
        retention_question cohort "recurring cohorts by week, $retention_from" "$retention_asked;" "$retention_asked;" 'one cohort'
        retention_asked=${retention_matrix/(SELECT retention_agg(customer, at) AS s FROM bench_visits) x/$retention_source}
        retention_question matrix "cohorts by week, $retention_from" "$retention_asked;" "$retention_asked;" sorted
    done
    rm -rf "$retention_dir"
else
    bench_skip 'ClickHouse of today' 'the npm package chdb cannot be had'
fi
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_visits, bench_visitors, bench_cohorts, bench_returns;
SQL
BENCH_SET=
[ $retention_status = 0 ] || return 1

# retention.sh - cohorts of 500,000 journeys, 5 M events over a year (SCALE 1).
#
# Sourced by tools/bench.sh.  Peers: plain SQL that gives the same figures, which is checked first: the first period of each customer joined to the
# distinct periods in which they came again.  By days there are 66,000 cells, most of them of a few journeys.
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
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_visits, bench_visitors, bench_cohorts;
SQL
BENCH_SET=
[ $retention_status = 0 ] || return 1

# sessions.sh - sessions of 100,000 customers, 2 M events (SCALE 1).
#
# Sourced by tools/bench.sh.  Peers: journey_agg on the same plan for collecting; for the sessions plain SQL with window functions that gives the
# same figures, which is checked first.
sessions_events=$(scaled 2000000)
sessions_customers=$(scaled 100000)
bench_sql - <<SQL || return 1
DROP TABLE IF EXISTS bench_hits, bench_visitors;
SELECT setseed(0.42);
CREATE UNLOGGED TABLE bench_hits AS
SELECT customer, timestamptz '2026-01-01' + floor(random() * 40) * interval '1 day' + random() * random() * interval '20 hours' AS at, (ARRAY['home', 'faq', 'chat', 'form', 'done'])[1 + floor(random() * 5)::int] AS activity,
       (ARRAY['web', 'app', 'phone'])[1 + floor(random() * 3)::int] AS channel, (ARRAY['spring', 'summer', NULL, NULL])[1 + floor(random() * 4)::int] AS campaign
FROM (SELECT (random() * ($sessions_customers - 1))::int AS customer FROM generate_series(1, $sessions_events) g) x;
CREATE UNLOGGED TABLE bench_visitors AS SELECT customer, csq.compact(csq.journey_agg(at, activity, channel)) AS j FROM bench_hits GROUP BY customer;
VACUUM ANALYZE bench_hits, bench_visitors;
SQL
BENCH_SET="SET search_path = csq, public; SET work_mem = '2GB'; SET max_parallel_workers_per_gather = 0; SET jit = off; SET timezone = 'UTC';"
sessions_of="(SELECT customer, sessions_agg(at, activity, channel, campaign) AS s FROM bench_hits GROUP BY customer) x"
sessions_csq="SELECT customer, session::bigint, started, num_events::bigint, entry, exit, bounced FROM $sessions_of, session_rows(s, 'infinity', cut_by => '{midnight}')"
sessions_stored="SELECT customer, session::bigint, started, num_events::bigint, entry, exit, bounced FROM bench_visitors, session_rows(j, 'infinity', cut_by => '{midnight}')"
sessions_sql="SELECT customer, n AS session, min(at) AS started, count(*) AS num_events, (array_agg(activity ORDER BY at))[1] AS entry, (array_agg(activity ORDER BY at DESC))[1] AS exit, count(*) = 1 AS bounced
FROM (SELECT *, sum(cut) OVER (PARTITION BY customer ORDER BY at) AS n FROM (SELECT customer, at, activity, (lag(at) OVER w IS NULL OR at - lag(at) OVER w > interval '30 min' OR at::date > (lag(at) OVER w)::date)::int AS cut FROM bench_hits WINDOW w AS (PARTITION BY customer ORDER BY at)) a) b
GROUP BY customer, n"

bench_pair 'sessions_agg(at, activity, channel)' "SELECT max(num) FROM (SELECT length(csq_internal.session_summary_send(sessions_agg(at, activity, channel))) AS num FROM bench_hits GROUP BY customer) x;" \
    'journey_agg(at, activity, channel)' "SELECT max(num) FROM (SELECT length(csq_internal.journey_send(journey_agg(at, activity, channel))) AS num FROM bench_hits GROUP BY customer) x;" '<= 1.3'
# sessions_pair CASE CSQ-STATEMENT GOAL: the same rows as SQL, and how long each takes
sessions_pair() {
    local different
    different=$(bench_psql -c "$BENCH_SET" -c "WITH a AS ($2), b AS ($sessions_sql) SELECT count(*) + ((SELECT count(*) FROM a) = 0)::int FROM ((TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)) d")
    if [ "$different" != 0 ]; then bench_skip "$1" "csq and SQL give different figures ($different rows)"; return 1; fi
    bench_pair "$1" "SELECT count(*), max(entry), max(exit) FROM ($2) x;" 'SQL, same figures' "SELECT count(*), max(entry), max(exit) FROM ($sessions_sql) x;" "$3"
}
sessions_status=0
sessions_pair 'sessions of events' "$sessions_csq" '>= 1.5' || sessions_status=1
sessions_pair 'sessions of stored journeys' "$sessions_stored" '>= 3' || sessions_status=1
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_hits, bench_visitors;
SQL
BENCH_SET=
[ $sessions_status = 0 ] || return 1

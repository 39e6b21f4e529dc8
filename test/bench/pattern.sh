# pattern.sh - patterns on journeys: 2 M events in 200,000 journeys, and one long journey of 2 M events (SCALE 1).
#
# Sourced by tools/bench.sh.  Peers: a regular expression of PostgreSQL over a text made beforehand, one letter an event (which knows no time and
# no names, so it is the floor of what matching costs); and, for the long journey, the same pattern on half of it: linear time is a ratio of 2.
pattern_journeys=$(scaled 200000)
pattern_long=$(scaled 2000000)
bench_sql - <<SQL || return 1
DROP TABLE IF EXISTS bench_patterns, bench_long;
CREATE UNLOGGED TABLE bench_patterns AS
SELECT g, csq.compact(csq.journey_agg(timestamptz '2026-01-01' + o * interval '1 h', a)) AS j, string_agg(a, '' ORDER BY o) AS s
FROM (SELECT g, o, chr(97 + get_byte(decode(md5(g || ',' || o), 'hex'), 0) % 6) AS a FROM generate_series(1, $pattern_journeys) g, generate_series(1, 10) o) x GROUP BY g;
CREATE UNLOGGED TABLE bench_long AS
SELECT n, csq.journey_agg(timestamptz '2026-01-01' + o * interval '1 s', 'a') AS j FROM (VALUES ($pattern_long), ($pattern_long / 2)) v(n), generate_series(1, n) o GROUP BY n;
VACUUM ANALYZE bench_patterns;
SQL
BENCH_SET="SET max_parallel_workers_per_gather = 0; SET search_path = csq, public;"
bench_pair 'matches, a ~> b -> c ~> d, short journeys' "SELECT count(*) FROM bench_patterns WHERE matches(j, 'a ~> b -> c ~> d')" \
    'regular expression over letters' "SELECT count(*) FROM bench_patterns WHERE s ~ 'a.*?bc.*?d'" '> 0.5'
bench_pair 'matches, a ~[<=2h]> b ~[<=2h]> c' "SELECT count(*) FROM bench_patterns WHERE matches(j, 'a ~[<=2h]> b ~[<=2h]> c')" \
    'the same without time' "SELECT count(*) FROM bench_patterns WHERE matches(j, 'a ~> b ~> c')" '<= 3'
# what breaks backtracking (ClickHouse gives up after 1,000,000 steps, at about 1,000 events)
for pattern_hard in 'a ~[>=1s]> a ~[>=1s]> b' '(a|a a)* b' '((a*)*)* b' '(a?){20} a{20} b' 'a (.* b)?' '(a ~> a)+ b within 1h'; do
    bench_pair "match_count, $pattern_hard, one long journey" "SELECT match_count(j, '$pattern_hard') FROM bench_long WHERE n = $pattern_long" \
        'half of it' "SELECT match_count(j, '$pattern_hard') FROM bench_long WHERE n < $pattern_long" '<= 3'
done
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_patterns, bench_long;
SQL
BENCH_SET=

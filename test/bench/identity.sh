# identity.sh - who is one person: 1 M pairs over 1 M ids (SCALE 1), and a small graph against recursive SQL.
#
# Sourced by tools/bench.sh.  Peers: count(DISTINCT) over the same ids, which only has to know them; and the recursive query that SQL
# needs, on a graph of 20,000 pairs (its work grows with the square of a component, so more would not end).
identity_pairs=$(scaled 1000000)
bench_sql - <<SQL || return 1
DROP TABLE IF EXISTS bench_pairs, bench_few;
SELECT setseed(0.42);
CREATE UNLOGGED TABLE bench_pairs AS SELECT 'id' || (random() * $identity_pairs)::int AS a, 'id' || (random() * $identity_pairs)::int AS b FROM generate_series(1, $identity_pairs) g;
CREATE UNLOGGED TABLE bench_few AS SELECT 'id' || g / 20 * 30 + (random() * 19)::int AS a, 'id' || g / 20 * 30 + (random() * 19)::int AS b FROM generate_series(1, 20000) g;
VACUUM ANALYZE bench_pairs, bench_few;
SQL
BENCH_SET="SET max_parallel_workers_per_gather = 0; SET search_path = csq, public;"
bench_pair 'identity_agg, pairs among as many ids' "SELECT num_people(identity_agg(a, b)) FROM bench_pairs" \
    'count(DISTINCT id)' "SELECT count(DISTINCT id) FROM (SELECT a AS id FROM bench_pairs UNION ALL SELECT b FROM bench_pairs) x" '> 1'
bench_pair 'identity_agg, 20,000 pairs, people of 20' "SELECT count(*) FROM (SELECT identity_agg(a, b) AS g FROM bench_few) x, members(g)" \
    'recursive SQL' "WITH RECURSIVE edge AS (SELECT a, b FROM bench_few UNION SELECT b, a FROM bench_few), reach AS (SELECT a AS id, a AS other FROM edge UNION SELECT r.id, e.b FROM reach r JOIN edge e ON e.a = r.other) SELECT count(*) FROM (SELECT id, min(other) FROM reach GROUP BY id) x" '> 10'
bench_sql - <<'SQL'
DROP TABLE IF EXISTS bench_pairs, bench_few;
SQL
BENCH_SET=

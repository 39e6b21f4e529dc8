# identity.sh - who is one person: 1 M pairs over 1 M ids (SCALE 1), and a small graph against recursive SQL.
#
# Sourced by tools/bench.sh.  Peers: count(DISTINCT) over the same ids, which only has to know them; and the recursive query that SQL
# needs, on a graph of 20,000 pairs (its work grows with the square of a component, so more would not end); and, at a tenth of the pairs, the
# smallest label handed on along the pairs until nothing changes, which is how it is done in SQL on large graphs.  Ranks and times against neither.
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
bench_sql - <<SQL || return 1
DROP TABLE IF EXISTS bench_tenth, bench_weighted;
SELECT setseed(0.43);
CREATE UNLOGGED TABLE bench_tenth AS SELECT 'id' || (random() * $identity_pairs / 10)::int AS a, 'id' || (random() * $identity_pairs / 10)::int AS b FROM generate_series(1, $identity_pairs / 10) g;
CREATE UNLOGGED TABLE bench_weighted AS SELECT a, b, 1 + (random() * 2)::int AS rank, timestamptz '2026-01-01' + random() * interval '90 days' AS since FROM bench_pairs;
VACUUM ANALYZE bench_tenth, bench_weighted;
CREATE OR REPLACE FUNCTION bench_labels() RETURNS bigint LANGUAGE plpgsql AS \$\$
DECLARE
	changed bigint;
BEGIN
	CREATE TEMP TABLE edge AS SELECT a, b FROM bench_tenth UNION SELECT b, a FROM bench_tenth UNION SELECT a, a FROM bench_tenth UNION SELECT b, b FROM bench_tenth;
	CREATE TEMP TABLE label AS SELECT DISTINCT a AS id, a AS person FROM edge;
	ANALYZE edge, label;
	LOOP
		CREATE TEMP TABLE next AS SELECT e.a AS id, min(l.person COLLATE "C") AS person FROM edge e JOIN label l ON l.id = e.b GROUP BY e.a;
		ANALYZE next;
		SELECT count(*) INTO changed FROM next n JOIN label l USING (id) WHERE n.person <> l.person;
		DROP TABLE label;
		ALTER TABLE next RENAME TO label;
		EXIT WHEN changed = 0;
	END LOOP;
	SELECT count(DISTINCT person) INTO changed FROM label;
	DROP TABLE edge, label;
	RETURN changed;
END \$\$;
SQL
bench_pair 'identity_agg, a tenth of the pairs' "SELECT num_people(identity_agg(a, b)) FROM bench_tenth" \
    'labels handed on in SQL' "SELECT bench_labels()" '> 10'
bench_pair 'identity_agg(a, b, rank), 3 ranks' "SELECT num_ids(identity_agg(a, b, rank)) FROM bench_weighted" \
    'identity_agg(a, b)' "SELECT num_ids(identity_agg(a, b)) FROM bench_weighted" '<= 2'
bench_pair 'identity_agg(a, b, since)' "SELECT num_ids(identity_agg(a, b, since)) FROM bench_weighted" \
    'identity_agg(a, b)' "SELECT num_ids(identity_agg(a, b)) FROM bench_weighted" '<= 2'
bench_pair 'the same and members as of a day' "SELECT count(*) FROM (SELECT identity_agg(a, b, since) AS g FROM bench_weighted) x, members(g, as_of => '2026-03-20 00:00Z')" \
    'identity_agg(a, b), members' "SELECT count(*) FROM (SELECT identity_agg(a, b) AS g FROM bench_weighted) x, members(g)" '<= 2'
bench_pair 'identity_agg(a, b, since, until), one end in two' "SELECT num_ids(identity_agg(a, b, since, CASE WHEN rank = 2 THEN since + interval '30 days' END)) FROM bench_weighted" \
    'identity_agg(a, b, since)' "SELECT num_ids(identity_agg(a, b, since)) FROM bench_weighted" '<= 2'
# a graph that lies in a table is recognised by its TOAST pointer; any other would be compared byte for byte, row after row
bench_sql - <<'SQL' || return 1
DROP TABLE IF EXISTS bench_graph;
CREATE UNLOGGED TABLE bench_graph AS SELECT csq.identity_agg(a, b, since) AS timed, csq.identity_agg(a, b) AS plain,
  csq.identity_agg(a, b, since, since + interval '10 days') OPERATOR(csq.+) csq.account_agg(a) FILTER (WHERE rank = 1) AS ruled FROM bench_weighted;
CREATE UNLOGGED TABLE bench_history AS SELECT id, since AS from_at, lead(since, 1, 'infinity') OVER (PARTITION BY id ORDER BY since) AS to_at, person
FROM (SELECT DISTINCT a AS id, since, csq.person(timed, a, as_of => since) FROM bench_weighted, bench_graph) x;
VACUUM ANALYZE bench_history;
SQL
bench_pair 'person as of the time of each row' "SELECT count(person(timed, a, as_of => since)) FROM bench_weighted, bench_graph" \
    'person as of now' "SELECT count(person(plain, a)) FROM bench_weighted, bench_graph" '<= 3'
# SQL that has the history of every id in a table already, and only joins it
bench_pair 'person as of the time of each row, again' "SELECT count(person(timed, a, as_of => since)) FROM bench_weighted, bench_graph" \
    'join with a finished history' "SELECT count(h.person) FROM bench_weighted w LEFT JOIN bench_history h ON h.id = w.a AND h.from_at <= w.since AND w.since < h.to_at" '>= 1'
bench_pair 'the same with ends and accounts' "SELECT count(person(ruled, a, as_of => since)) FROM bench_weighted, bench_graph" \
    'without' "SELECT count(person(timed, a, as_of => since)) FROM bench_weighted, bench_graph" '<= 4'
bench_sql - <<'SQL'
DROP FUNCTION IF EXISTS bench_labels();
DROP TABLE IF EXISTS bench_pairs, bench_few, bench_tenth, bench_weighted, bench_graph, bench_history;
SQL
BENCH_SET=

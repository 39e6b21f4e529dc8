-- identity: who is one person, against recursive SQL and under every split
SET timezone = 'UTC';
SET search_path = csq, public;

-- ---- small ----
CREATE TEMP TABLE pair (a text, b text);
INSERT INTO pair VALUES ('cookie 7', 'ann@example.com'), ('ann@example.com', '+86 139'), ('bob', NULL), (NULL, 'cookie 8'), (NULL, NULL), ('cookie 8', 'cookie 9'), ('eve', 'eve');
SELECT identity_agg(a, b) FROM pair;
SELECT m.* FROM (SELECT identity_agg(a, b) AS g FROM pair) x, members(g) m;
SELECT m.* FROM (SELECT identity_agg(a, b) AS g FROM pair) x, members(g, 2) m WHERE size > 2;
SELECT id, person(g, id), person(g, id, 2) AS at_most_2 FROM (SELECT identity_agg(a, b) AS g FROM pair) x, (VALUES ('ann@example.com'), ('cookie 9'), ('bob'), ('nobody'), (NULL)) v(id);
SELECT num_ids(g), num_people(g) FROM (SELECT identity_agg(a, b) AS g FROM pair) x;
SELECT identity_agg(a, b) IS NULL AS no_rows, rollup(NULL::identity_graph) IS NULL AS nulls FROM pair WHERE false;
SELECT identity_agg(NULL, NULL) IS NULL AS nothing_known;
SELECT * FROM members('{"v":1,"people":[["z","b"],["c","z"],["a"]]}');
SELECT * FROM members('{"v":1,"people":[]}');
SELECT count(*) FROM members(NULL);
SELECT '{"v":1,"people":[["b","a"]]}'::identity_graph = '{"people":[["a","b"]],"v":1}' AS same, '{"v":1,"people":[["b","a"]]}'::identity_graph <> '{"v":1,"people":[["b"],["a"]]}' AS differs;
SELECT identity_append(identity_append(NULL, 'a', 'b'), 'c', 'b'), identity_merge('{"v":1,"people":[["a","b"]]}', '{"v":1,"people":[["b","c"]]}');
-- by bytes, whatever the collation
SELECT identity_agg(a, b) FROM (VALUES ('b', 'B'), ('é', 'z'), ('中', 'é')) v(a, b);
-- errors
SELECT members('{"v":1,"people":[["a"]]}', 0);
SELECT person('{"v":1,"people":[["a"]]}', 'a', -1);
SELECT '{"v":1,"people":[[]]}'::identity_graph;
SELECT '{"v":1,"people":"a"}'::identity_graph;

-- ---- against recursive SQL ----
CREATE TABLE identity_pair AS
SELECT i % 4 AS part, 'id' || hash % 600 AS a, CASE WHEN i % 17 > 0 THEN 'id' || hash / 600 % 600 END AS b
FROM (SELECT i, ('x' || left(md5(i::text), 7))::bit(28)::int AS hash FROM generate_series(1, 420) i) x;
CREATE TEMP TABLE truth AS
WITH RECURSIVE edge AS (
  SELECT a, coalesce(b, a) AS b FROM identity_pair UNION SELECT coalesce(b, a), a FROM identity_pair),
reach AS (SELECT a AS id, a AS other FROM edge UNION SELECT r.id, e.b FROM reach r JOIN edge e ON e.a = r.other)
SELECT id, min(other COLLATE "C") AS person, count(*)::int AS size FROM reach GROUP BY id;
CREATE FUNCTION pg_temp.differences(g identity_graph, OUT ids int8, OUT people int8, OUT different int8) LANGUAGE SQL AS $$
SELECT count(*), count(DISTINCT t.person), count(*) FILTER (WHERE (t.person, t.size) IS DISTINCT FROM (m.person COLLATE "C", m.size) OR csq.person(g, t.id) IS DISTINCT FROM t.person)
FROM truth t FULL JOIN csq.members(g) m USING (id) $$;
SELECT d.*, (SELECT max(size) FROM truth) > 20 AS varied FROM (SELECT identity_agg(a, b) AS g FROM identity_pair) x, pg_temp.differences(g) d;
-- other orders, parts, text
SELECT d.different FROM (SELECT identity_agg(b, a ORDER BY b, a DESC) AS g FROM identity_pair) x, pg_temp.differences(g) d;
SELECT d.different FROM (SELECT rollup(g::text::identity_graph) AS g FROM (SELECT part, identity_agg(a, b) AS g FROM identity_pair GROUP BY part ORDER BY part DESC) y) x, pg_temp.differences(g) d;
-- binary
CREATE TABLE identity_part AS SELECT part, identity_agg(a, b) AS g FROM identity_pair GROUP BY part;
CREATE TABLE identity_copy (LIKE identity_part);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/identity.bin'
COPY identity_part TO :'file' (FORMAT binary);
COPY identity_copy FROM :'file' (FORMAT binary);
SELECT count(*), count(*) FILTER (WHERE p.g <> c.g) AS different FROM identity_part p JOIN identity_copy c USING (part);
SELECT d.different FROM (SELECT rollup(g) AS g FROM identity_copy) x, pg_temp.differences(g) d;
-- the canonical form does not depend on the way
SELECT count(DISTINCT md5(identity_graph_send(g))) FROM (
  SELECT identity_agg(a, b) AS g FROM identity_pair UNION ALL SELECT identity_agg(b, a) FROM identity_pair UNION ALL SELECT rollup(g) FROM identity_copy) x;
-- two workers
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
ANALYZE identity_pair;
CREATE TABLE identity_parallel AS SELECT identity_agg(a, b) AS g FROM identity_pair;
RESET max_parallel_workers_per_gather;
SELECT d.different FROM identity_parallel, pg_temp.differences(g) d;
-- partitionwise
CREATE TABLE identity_list (LIKE identity_pair) PARTITION BY LIST (part);
CREATE TABLE identity_list0 PARTITION OF identity_list FOR VALUES IN (0, 1);
CREATE TABLE identity_list1 PARTITION OF identity_list FOR VALUES IN (2, 3);
INSERT INTO identity_list SELECT * FROM identity_pair;
ANALYZE identity_list;
SET enable_partitionwise_aggregate = on;
SELECT d.different FROM (SELECT identity_agg(a, b) AS g FROM identity_list) x, pg_temp.differences(g) d;
-- as a window aggregate the state of a row is not changed by the next
SELECT count(*) FILTER (WHERE num_ids(g) > last) AS grows, count(*) FILTER (WHERE num_ids(g) < last) AS shrinks
FROM (SELECT g, lag(num_ids(g)) OVER (ORDER BY o) AS last FROM (SELECT o, identity_agg(a, b) OVER (ORDER BY o) AS g FROM (SELECT row_number() OVER (ORDER BY a, b) AS o, a, b FROM identity_pair LIMIT 50) y) x) z;
-- journeys of stitched customers in one query
SELECT person, path(journey_agg(at, activity))
FROM (VALUES ('cookie 7', timestamptz '2026-01-05', 'visited'), ('+86 139', '2026-01-06', 'called'), ('bob', '2026-01-07', 'wrote'), ('ann@example.com', '2026-01-08', 'solved')) e(id, at, activity)
CROSS JOIN (SELECT identity_agg(a, b) AS g FROM pair) x CROSS JOIN LATERAL person(g, id) GROUP BY person ORDER BY person;

DROP TABLE identity_pair, identity_part, identity_copy, identity_parallel, identity_list;

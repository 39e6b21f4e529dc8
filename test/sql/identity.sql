-- identity: who is one person, against recursive SQL and under every split
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;

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
SELECT identity_append(identity_append(NULL, 'a', 'b'), 'c', 'b'), identity_graph_combine('{"v":1,"people":[["a","b"]]}', '{"v":1,"people":[["b","c"]]}');
-- the empty fields of a file are nobody: without them, in every form of the aggregate
CREATE TEMP TABLE blank_pair (a text, b text);
INSERT INTO blank_pair VALUES ('cookie 1', 'ann'), ('', 'bob'), ('cookie 2', ''), (E' \t', 'eve'), ('', ' '), (NULL, ''), ('', 'eve'), (' ann ', 'eve');
SELECT identity_agg(a, b), identity_agg(a, b) = identity_agg(nullif(trim(a, E' \t'), ''), nullif(b, '')) AS as_null FROM blank_pair WHERE a IS DISTINCT FROM ' ann ';
SELECT num_people(identity_agg(a, b, 1)) AS ranked, num_people(identity_agg(a, b, timestamptz '2026-03-02Z')) AS timed, num_people(identity_agg(a, b, '2026-03-02Z'::timestamptz, NULL::timestamptz)) AS ends, apart_agg('', a) IS NULL AS apart, account_agg(' ') IS NULL AS account FROM blank_pair;
SELECT identity_agg('', ' ') IS NULL AS nothing_known, person(identity_agg(a, b), '') IS NULL AS nobody FROM blank_pair;
SELECT num_people(retention_agg(a, timestamptz '2026-03-02Z')) AS people, num_events(retention_agg(a, timestamptz '2026-03-02Z')) AS events FROM blank_pair;
SELECT repeated(r), contacts(r), missing(r) FROM (SELECT repeat_agg(a, NULL, timestamptz '2026-03-02Z', '7 days', '2026-04-01Z') AS r FROM blank_pair) x;
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
COPY identity_part TO STDOUT (FORMAT binary) \g :file
\set load '\\copy identity_copy from ' :'file' ' (format binary)'
:load
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
SELECT person, trace(journey_agg(at, activity))
FROM (VALUES ('cookie 7', timestamptz '2026-01-05', 'visited'), ('+86 139', '2026-01-06', 'called'), ('bob', '2026-01-07', 'wrote'), ('ann@example.com', '2026-01-08', 'solved')) e(id, at, activity)
CROSS JOIN (SELECT identity_agg(a, b) AS g FROM pair) x CROSS JOIN LATERAL person(g, id) GROUP BY person ORDER BY person;

-- ---- ranks: 1 contract, 2 phone, 3 device ----
CREATE TEMP TABLE ranked (a text, b text, rank int);
INSERT INTO ranked VALUES ('ann', 'contract 1', 1), ('bob', 'contract 2', 1), ('ann', '+86 139', 2), ('bob', '+86 138', 2), ('ann', 'kiosk', 3), ('kiosk', 'bob', 3), ('+86 139', 'contract 1', 3),
  ('eve', NULL, 2), (NULL, NULL, 1), ('eve', 'ann', NULL), ('dan', 'dan', 9);
SELECT identity_agg(a, b, rank) FROM ranked;
SELECT m.* FROM (SELECT identity_agg(a, b, rank) AS g FROM ranked) x, members(g, max_rank => 2) m;
SELECT max_rank, num_people(g, max_rank => max_rank), person(g, '+86 138', max_rank => max_rank), person(g, '+86 138', 5, max_rank) AS at_most_5 FROM (SELECT identity_agg(a, b, rank) AS g FROM ranked) x, (VALUES (1), (2), (3), (NULL)) v(max_rank);
-- the weakest links are dropped where a person would get too large
SELECT l.* FROM (SELECT identity_agg(a, b, rank) AS g FROM ranked) x, links(g, max_size => 4) l;
SELECT m.* FROM (SELECT identity_agg(a, b, rank) AS g FROM ranked) x, members(g, max_size => 4) m WHERE size > 1;
SELECT identity_append(identity_append(NULL, 'a', 'b', 2), 'b', 'a', 1), identity_graph_combine('{"v":1,"ranked":[["a","b",2],["b","c",3]]}', '{"v":1,"ranked":[["c","a",1],["d"]]}');
SELECT '{"v":1,"ranked":[["b","a",1]]}'::identity_graph = '{"v":1,"ranked":[["a","b",1],["b","a",7]]}' AS same, '{"v":1,"ranked":[["a","b",1]]}'::identity_graph <> '{"v":1,"ranked":[["a","b",2]]}' AS differs;

-- ---- times ----
CREATE TEMP TABLE timed (a text, b text, since timestamptz);
INSERT INTO timed VALUES ('ann', 'cookie 7', '2026-03-01'), ('cookie 7', '+86 139', '2026-03-05 10:00:00.000001'), ('ann', '+86 139', '2026-03-09'), ('bob', NULL, '-infinity'), ('bob', 'cookie 8', '2026-03-07'), ('eve', 'ann', NULL), ('cookie 8', 'ann', '2026-04-01');
SELECT identity_agg(a, b, since) FROM timed;
SELECT as_of::date, m.* FROM (SELECT identity_agg(a, b, since) AS g FROM timed) x, (VALUES (timestamptz '2026-03-01'), ('2026-03-07')) v(as_of), members(g, as_of => as_of) m;
SELECT as_of, person(g, '+86 139', as_of => as_of), person(g, 'bob', as_of => as_of), person(g, 'cookie 8', as_of => as_of), num_people(g, as_of => as_of)
FROM (SELECT identity_agg(a, b, since) AS g FROM timed) x, (VALUES (timestamptz '-infinity'), ('2026-03-05 10:00:00'), ('2026-03-05 10:00:00.000001'), ('2026-04-01'), ('infinity'), (NULL)) v(as_of);
SELECT a, b, rank, since, size, taken FROM (SELECT identity_agg(a, b, since) AS g FROM timed) x, links(g, 4);
SELECT count(*) FROM (SELECT identity_agg(a, b, since) AS g FROM timed) x, links(g, as_of => '2026-03-05 10:00:00.000001Z');
SELECT count(*) FROM links(NULL);
SELECT identity_agg(a, b, since) IS NULL AS nothing_known FROM timed WHERE since IS NULL;
-- who was this customer when it happened: a different time for each row, one graph
SELECT e.at, e.id, person(g, e.id, as_of => e.at) FROM (SELECT identity_agg(a, b, since) AS g FROM timed) x,
  (VALUES (timestamptz '2026-03-02', 'cookie 7'), ('2026-03-06', 'cookie 7'), ('2026-03-07', 'cookie 8'), ('2026-04-02', 'cookie 8'), ('2026-02-01', 'cookie 8')) e(at, id);
-- as_of as a literal: with a zone, whatever the session's; what comes without a type may be any of the limits
SET timezone = 'Asia/Tokyo';
SELECT person(g, '+86 139', as_of => '2026-03-05 10:00:00.000001Z'), person(g, '+86 139', NULL, NULL, '2026-03-05 18:00:00+08') AS before, person(g, '+86 139', max_size => 2, as_of => '2026-04-01T00:00Z') AS at_most_2,
  num_people(g, as_of => '2026-04-01T00:00Z'), person(g, '+86 139', '2') AS also_2, person(g, '+86 139', NULL) AS no_limit FROM (SELECT identity_agg(a, b, since) AS g FROM timed) x;
SELECT m.* FROM (SELECT identity_agg(a, b, since) AS g FROM timed) x, members(g, as_of => '-infinity') m;
SELECT count(*) FROM (SELECT identity_agg(a, b, rank) AS g FROM ranked) x, links(g, NULL, '2');
SET timezone = 'UTC';
SELECT person('{"v":1,"since":[["a","-infinity"]]}', 'a', as_of => '2026-03-05 10:00');
SELECT members('{"v":1,"since":[["a","-infinity"]]}', as_of => '1st of May');
-- errors
SELECT identity_agg('a', 'b', 0);
SELECT identity_agg('a', 'b', timestamptz 'infinity');
SELECT identity_agg('a', 'b', '1');
SELECT identity_agg('a', 'b', '1') = identity_agg('a', 'b', 1) AS rank, identity_agg('a', 'b', '2026-03-02 09:00+08') = identity_agg('a', 'b', timestamptz '2026-03-02 01:00Z') AS since;
SELECT identity_agg('a', 'b', '0');
SELECT identity_agg('a', 'b', '1.5');
SELECT members('{"v":1,"ranked":[["a","b",1]]}', max_rank => 0);
SELECT members('{"v":1,"ranked":[["a","b",1]]}', as_of => now());
SELECT person('{"v":1,"people":[["a"]]}', 'a', max_rank => 1);
SELECT num_people('{"v":1,"since":[["a","-infinity"]]}', 0);
SELECT links('{"v":1,"people":[["a","b"]]}');
SELECT identity_graph_combine('{"v":1,"people":[["a","b"]]}', '{"v":1,"ranked":[]}');
SELECT rollup(g) FROM (VALUES ('{"v":1,"since":[]}'::identity_graph), ('{"v":1,"ranked":[]}')) v(g);
SELECT identity_append('{"v":1,"people":[]}', 'a', 'b', 1);
SELECT '{"v":1,"ranked":[["a","b"]]}'::identity_graph;
SELECT '{"v":1,"ranked":[["a","b",0]]}'::identity_graph;
SELECT '{"v":1,"since":[["a","b","yesterday"]]}'::identity_graph;
SELECT '{"v":1,"since":[],"people":[]}'::identity_graph;

-- ---- against recursive SQL, at every rank and at many times ----
CREATE TABLE identity_weighted AS
SELECT part, a, b, 1 + length(a || coalesce(b, '')) * 7 % 4 AS rank, timestamptz '2026-01-01' + make_interval(mins => ('x' || left(md5(a || coalesce(b, '')), 4))::bit(16)::int % 500) AS since FROM identity_pair;
CREATE FUNCTION pg_temp.people_of(max_rank int, until timestamptz) RETURNS TABLE (id text, person text, size int) LANGUAGE SQL AS $$
WITH RECURSIVE edge AS (
  SELECT a, b FROM identity_weighted w WHERE b IS NOT NULL AND (w.rank <= max_rank OR w.since <= until)
  UNION SELECT b, a FROM identity_weighted w WHERE b IS NOT NULL AND (w.rank <= max_rank OR w.since <= until)
  UNION SELECT i, i FROM identity_weighted w, unnest(ARRAY[a, b]) i WHERE i IS NOT NULL AND (max_rank IS NOT NULL OR w.since <= until)),
reach AS (SELECT a AS id, a AS other FROM edge UNION SELECT r.id, e.b FROM reach r JOIN edge e ON e.a = r.other)
SELECT id, min(other COLLATE "C"), count(*)::int FROM reach GROUP BY id $$;
CREATE FUNCTION pg_temp.wrong(g identity_graph, max_rank int, until timestamptz, OUT ids int8, OUT people int8, OUT different int8) LANGUAGE SQL AS $$
SELECT count(*), count(DISTINCT t.person), count(*) FILTER (WHERE (t.person, t.size) IS DISTINCT FROM (m.person COLLATE "C", m.size) OR csq.person(g, coalesce(t.id, m.id), NULL, max_rank, until) IS DISTINCT FROM t.person)
FROM pg_temp.people_of(max_rank, until) t FULL JOIN csq.members(g, NULL, max_rank, until) m USING (id) $$;
SELECT max_rank, d.* FROM (SELECT identity_agg(a, b, rank) AS g FROM identity_weighted) x, generate_series(1, 3) max_rank, pg_temp.wrong(g, max_rank, NULL) d;
SELECT minutes, d.* FROM (SELECT identity_agg(a, b, since) AS g FROM identity_weighted) x, generate_series(0, 300, 100) minutes, pg_temp.wrong(g, NULL, timestamptz '2026-01-01' + make_interval(mins => minutes)) d;
-- links of the forest make the same people as all links, and no link is too many
SELECT count(*) = num_ids(g) - num_people(g) AS a_forest, count(*) FILTER (WHERE NOT taken) AS not_taken FROM (SELECT identity_agg(a, b, rank) AS g FROM identity_weighted) x, links(g) GROUP BY g::text, num_ids(g), num_people(g);
-- under a limit: no person is larger, and what is not taken would be
WITH x AS MATERIALIZED (SELECT identity_agg(a, b, since) AS g FROM identity_weighted)
SELECT (SELECT max(size) FROM x, members(g, 6)) AS largest, (SELECT count(*) > 0 AND bool_and(size > 6) FROM x, links(g, 6) WHERE NOT taken) AS refused_rightly;

-- ---- one value whatever the way: order, parts, text, binary, two workers, partitions ----
CREATE TABLE identity_weighted_part AS SELECT part, identity_agg(a, b, rank) AS r, identity_agg(a, b, since) AS s FROM identity_weighted GROUP BY part;
CREATE TABLE identity_weighted_copy (LIKE identity_weighted_part);
\set file :abs_builddir '/results/identity_weighted.bin'
COPY identity_weighted_part TO STDOUT (FORMAT binary) \g :file
\set load '\\copy identity_weighted_copy from ' :'file' ' (format binary)'
:load
SELECT count(*), count(*) FILTER (WHERE (p.r = c.r AND p.s = c.s) IS NOT TRUE) AS different FROM identity_weighted_part p JOIN identity_weighted_copy c USING (part);
CREATE TABLE identity_weighted_list (LIKE identity_weighted) PARTITION BY LIST (part);
CREATE TABLE identity_weighted_list0 PARTITION OF identity_weighted_list FOR VALUES IN (0, 1);
CREATE TABLE identity_weighted_list1 PARTITION OF identity_weighted_list FOR VALUES IN (2, 3);
INSERT INTO identity_weighted_list SELECT * FROM identity_weighted;
ANALYZE identity_weighted_list, identity_weighted;
SET max_parallel_workers_per_gather = 2;
CREATE TABLE identity_weighted_parallel AS SELECT identity_agg(a, b, rank) AS r, identity_agg(a, b, since) AS s FROM identity_weighted;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE identity_weighted_serial AS SELECT identity_agg(a, b, rank) AS r, identity_agg(a, b, since) AS s FROM identity_weighted;
RESET max_parallel_workers_per_gather;
SELECT count(*), count(DISTINCT md5(identity_graph_send(r))) AS ranked, count(DISTINCT md5(identity_graph_send(s))) AS timed FROM (
  SELECT r, s FROM identity_weighted_serial UNION ALL SELECT r, s FROM identity_weighted_parallel
  UNION ALL SELECT identity_agg(b, a, rank ORDER BY b, a), identity_agg(b, a, since ORDER BY since DESC) FROM identity_weighted
  UNION ALL SELECT identity_agg(a, b, rank), identity_agg(a, b, since) FROM identity_weighted_list
  UNION ALL SELECT rollup(r ORDER BY part DESC), rollup(s ORDER BY part DESC) FROM identity_weighted_copy
  UNION ALL SELECT rollup(r::text::identity_graph), rollup(s::text::identity_graph) FROM identity_weighted_part) x;
-- as a window aggregate the state of a row is not changed by the next
SELECT count(*), count(*) FILTER (WHERE ids <> seen) AS changed
FROM (SELECT num_ids(g) AS ids, (SELECT count(DISTINCT i) FROM (SELECT a, b FROM identity_weighted ORDER BY a, b LIMIT o) w, unnest(ARRAY[a, b]) i) AS seen
      FROM (SELECT o, identity_agg(a, b, since) OVER (ORDER BY o) AS g FROM (SELECT row_number() OVER (ORDER BY a, b) AS o, a, b, since FROM identity_weighted LIMIT 50) y) z) w;
-- journeys of stitched customers by what was known at the end of the month, and by what is known now
WITH g AS (SELECT identity_agg(a, b, since) AS g FROM timed), touch (id, at, activity) AS (VALUES ('cookie 8', timestamptz '2026-03-02', 'visited'), ('bob', '2026-03-08', 'called'), ('ann', '2026-03-09', 'solved'))
SELECT as_of, person(g, id, as_of => as_of) AS who, trace(journey_agg(at, activity)) FROM touch, g, (VALUES (timestamptz '2026-03-31'), ('2026-04-30')) v(as_of) GROUP BY 1, 2 ORDER BY 1, 2;
DROP TABLE identity_weighted, identity_weighted_part, identity_weighted_copy, identity_weighted_list, identity_weighted_parallel, identity_weighted_serial;

DROP TABLE identity_pair, identity_part, identity_copy, identity_parallel, identity_list;

-- ids that are none, and ids that are another but for case, width or spaces
SELECT string_agg(x, ' ' ORDER BY o) FILTER (WHERE is_placeholder(x)) AS none, string_agg(x, ' ' ORDER BY o) FILTER (WHERE NOT is_placeholder(x)) AS some
FROM unnest('{N/A,(n.a.),"null",NIL,- -,?,0,000,"",10,xx,XXXXX,x,n,无,（无）,未知,無,Ｎ／Ａ,—,———,─,未,未知数,Nan,nanny,anon1,0x0,k1, 游客 ,C++,unknown user,a-b,nobody,not available,notavailablenotavailablenotavailable}'::text[]) WITH ORDINALITY u(x, o);
SELECT is_placeholder(NULL), is_placeholder(repeat('-', 1000)), is_placeholder(repeat('-', 1001)), is_placeholder(repeat('0', 32)), is_placeholder(repeat('0', 33)), is_placeholder(repeat('a', 100000));
SELECT s.* FROM (SELECT identity_agg(a, b) AS g FROM (VALUES ('Ann@x.com', 'c1'), ('ann@x.com', 'c2'), ('ANN@X.COM', NULL), ('N/A', 'c3'), ('N/A', 'c4'), ('未知', 'c5'), ('ａｎｎ@x.com ', NULL), ('Bob', 'c6')) v(a, b)) x, suspect_ids(g) s;
SELECT count(*) FROM suspect_ids(NULL);

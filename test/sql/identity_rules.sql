-- identity with links that end, ids that are different people, accounts over devices: against recursive SQL, and under every split
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;

-- ---- links that end ----
CREATE TEMP TABLE lease (a text, b text, since timestamptz, until timestamptz);
INSERT INTO lease VALUES ('ann', '+86 139', '2026-01-01', '2026-03-01'), ('bob', '+86 139', '2026-04-01', NULL), ('ann', 'ann@example.com', '-infinity', NULL), ('eve', NULL, '2026-02-01', NULL),
  (NULL, NULL, '2026-01-01', NULL), ('eve', 'ann', NULL, NULL), ('dan', 'dan', '2026-01-01', '2026-02-01'), ('dan', 'bob', '2026-01-05', '2026-01-05');
SELECT identity_agg(a, b, since, until) FROM lease;
SELECT as_of::date, id, person FROM (SELECT identity_agg(a, b, since, until) AS g FROM lease) x, (VALUES (timestamptz '2026-02-01'), ('2026-03-01'), ('2026-04-01'), (NULL)) v(as_of), members(g, as_of => as_of) ORDER BY as_of, id;
-- the end itself is not in it, the beginning is
SELECT person(g, '+86 139', as_of => '2026-02-28 23:59:59.999999Z') AS last, person(g, '+86 139', as_of => '2026-03-01Z') AS ended, person(g, '+86 139', as_of => '2026-04-01 00:00Z') AS again,
  person(g, '+86 139', as_of => '2025-12-31Z') AS not_yet, person(g, '+86 139') AS now_on, num_people(g, as_of => '2026-03-15Z') AS then, num_people(g) FROM (SELECT identity_agg(a, b, since, until) AS g FROM lease) x;
SELECT l.* FROM (SELECT identity_agg(a, b, since, until) AS g FROM lease) x, links(g, as_of => '2026-02-01Z') l;
SELECT l.* FROM (SELECT identity_agg(a, b, since, until) AS g FROM lease) x, links_with_ends(g, as_of => '2026-02-01Z') l;
-- the same rows but for until, which is that of the link; of graphs without ends it is NULL
SELECT count(*), count(until), bool_and((l.a, l.b, l.rank, l.since, l.size, l.taken) IS NOT DISTINCT FROM (o.a, o.b, o.rank, o.since, o.size, o.taken)) AS same, bool_and(EXISTS (SELECT FROM lease r WHERE r.since = l.since AND r.until IS NOT DISTINCT FROM l.until AND l.a IN (r.a, r.b) AND l.b IN (r.a, r.b))) AS of_the_rows
FROM (SELECT identity_agg(a, b, since, until) AS g FROM lease) x, LATERAL (SELECT row_number() OVER () AS n, * FROM links_with_ends(g, as_of => '2026-02-01Z')) l JOIN LATERAL (SELECT row_number() OVER () AS n, * FROM links(g, as_of => '2026-02-01Z')) o USING (n);
SELECT l.* FROM (SELECT identity_agg(a, b, since) AS g FROM lease) x, links_with_ends(g) l;
SELECT l.* FROM (SELECT identity_agg(a, b, 3) AS g FROM lease) x, links_with_ends(g) l;
-- what another row of the same two ids makes void is not kept
SELECT identity_agg(a, b, rank, since, until) FROM (VALUES ('a', 'b', 2, timestamptz '2026-01-01', NULL::timestamptz), ('b', 'a', 2, '2026-01-05', '2026-02-01'), ('a', 'b', 1, '2026-01-05', '2026-02-01'), ('a', 'b', 3, '2025-01-01', '2026-02-01'), ('a', 'b', 2, '2026-01-01', NULL)) v(a, b, rank, since, until);
SELECT identity_agg(a, b, since, until) IS NULL AS nothing_known FROM lease WHERE since IS NULL;

-- ---- accounts over devices, different people ----
CREATE TEMP TABLE used (a text, b text, rank int, since timestamptz, until timestamptz);
INSERT INTO used VALUES ('ann', 'phone 1', 1, '-infinity', NULL), ('bob', 'phone 2', 1, '-infinity', NULL), ('ann', 'kiosk', 2, '2026-01-01', NULL), ('bob', 'kiosk', 2, '2026-02-01', NULL),
  ('bob', 'tablet', 2, '2026-01-01', '2026-03-01'), ('ann', 'tablet', 2, '2026-03-01', NULL), ('tablet', 'watch', 2, '2026-01-01', NULL), ('phone 2', 'car', 2, '2026-01-01', NULL), ('car', 'watch', 3, '2026-01-01', NULL),
  ('eve', 'eve@work', 1, '-infinity', NULL), ('eve@work', 'laptop', 2, '-infinity', NULL), ('eve', 'tv', 2, '-infinity', NULL), ('fay', 'tv', 3, '-infinity', NULL), ('fay', 'gus', 2, '-infinity', NULL);
CREATE TEMP TABLE ruled AS
SELECT (SELECT identity_agg(a, b, rank, since, until) FROM used) + (SELECT account_agg(id) FROM unnest('{ann,bob,eve,eve@work,hal}'::text[]) id) + (SELECT apart_agg(a, b) FROM (VALUES ('gus', 'eve'), ('gus', NULL)) v(a, b)) AS g;
SELECT g FROM ruled;
SELECT m.* FROM ruled, members(g) m;
SELECT c.* FROM ruled, conflicts(g) c;
SELECT c.a, c.b, reason, one, other, path FROM ruled, conflicts(g, '2026-01-15Z') c;
SELECT c.a, c.b, reason, one, other, path FROM ruled, conflicts(g, max_rank => 2, max_size => 3) c;
SELECT at::date, id, person(g, id, as_of => at) FROM ruled, unnest('{kiosk,tablet,watch}'::text[]) id, unnest('{2025-12-01Z,2026-01-02Z,2026-02-02Z,2026-03-02Z}'::timestamptz[]) at ORDER BY id, at;
-- why are they one person?
SELECT p.* FROM ruled, link_path(g, 'watch', 'phone 1') p;
SELECT p.* FROM ruled, link_path(g, 'watch', 'phone 2', '2026-01-15Z') p;
SELECT count(*) FROM ruled, unnest('{ann,nobody,NULL}'::text[]) other, link_path(g, 'ann', other) p;
SELECT count(*) AS not_one_person FROM ruled, link_path(g, 'ann', 'bob') p;
-- in graphs with ranks, and with times, too
SELECT p.* FROM link_path('{"v":1,"ranked":[["a","b",2],["b","c",1],["c","d",3]]}', 'd', 'a') p;
SELECT p.* FROM link_path('{"v":1,"since":[["a","b","2026-01-02T00:00:00Z"],["b","c","2026-01-01T00:00:00Z"]]}', 'a', 'c', as_of => '2026-01-03 08:00+08') p;
SELECT count(*) FROM link_path('{"v":1,"since":[["a","b","2026-01-02T00:00:00Z"],["b","c","2026-01-01T00:00:00Z"]]}', 'a', 'c', as_of => '2026-01-01 08:00+08') p;
SELECT c.* FROM conflicts('{"v":1,"ranked":[["a","b",2],["b","c",1],["c","d",3]]}', max_size => 3) c;
SELECT count(*) FROM conflicts(NULL), link_path(NULL, 'a', 'b');

-- ---- one form ----
SELECT identity_append(identity_append(NULL, 'a', 'b', '2026-01-01Z', NULL), 'b', 'c', 2, '-infinity', '2026-02-01Z'), account_append(apart_append(NULL, 'a', 'b'), 'b');
SELECT '{"v":1,"links":[["b","a",1,"-infinity"]],"accounts":["b"]}'::identity_graph = '{"v":1,"accounts":["b"],"links":[["a","b",1,"-infinity","infinity"],["a","b",7,"2026-01-01T00:00:00Z"]]}' AS same;
SELECT num_ids(g), num_people(g) FROM (SELECT account_agg(id) + NULL AS g FROM unnest('{a,b}'::text[]) id) x;
-- errors
SELECT identity_agg('a', 'b', timestamptz '2026-02-01Z', '2026-01-01Z');
SELECT identity_agg('a', 'b', 0, '-infinity', NULL);
SELECT identity_agg('a', 'b', 'infinity', NULL);
SELECT apart_agg('a', 'a');
SELECT '{"v":1,"since":[]}'::identity_graph + '{"v":1,"links":[]}';
SELECT identity_append('{"v":1,"people":[]}', 'a', 'b', '-infinity', NULL);
SELECT apart_append('{"v":1,"ranked":[]}', 'a', 'b');
SELECT conflicts('{"v":1,"people":[["a"]]}');
SELECT link_path('{"v":1,"people":[["a","b"]]}', 'a', 'b');
SELECT conflicts('{"v":1,"links":[]}', as_of => '2026-01-01 09:00');
SELECT conflicts('{"v":1,"links":[]}', max_rank => 0);
SELECT '{"v":1,"links":[["a","b",1]]}'::identity_graph;
SELECT '{"v":1,"links":[["a","b",1,"2026-01-02T00:00:00Z","2026-01-01T00:00:00Z"]]}'::identity_graph;
SELECT '{"v":1,"links":[["a","b",1,"-infinity","tomorrow"]]}'::identity_graph;
SELECT '{"v":1,"apart":[["a","a"]]}'::identity_graph;
SELECT '{"v":1,"apart":[["a"]],"people":[]}'::identity_graph;

-- ---- against recursive SQL ----
CREATE TABLE identity_lease AS
SELECT i % 4 AS part, 'id' || hash % 400 AS a, CASE WHEN i % 17 > 0 THEN 'id' || hash / 400 % 400 END AS b, 1 + hash / 7 % 3 AS rank,
  CASE WHEN i % 5 = 0 THEN '-infinity' ELSE timestamptz '2026-01-01' + hash / 11 % 50 * interval '1 day' END AS since,
  CASE WHEN i % 3 > 0 THEN timestamptz '2026-01-01' + (hash / 11 % 50 + hash / 13 % 40) * interval '1 day' END AS until
FROM (SELECT i, ('x' || left(md5('lease ' || i), 7))::bit(28)::int AS hash FROM generate_series(1, 420) i) x;
-- who is whom at an instant (NULL: now on), by links alone
CREATE FUNCTION pg_temp.valid(max_rank int, at timestamptz) RETURNS TABLE (a text, b text) LANGUAGE SQL AS $$
SELECT a, b FROM identity_lease l WHERE b IS NOT NULL AND a <> b AND rank <= coalesce(max_rank, 3) AND since < coalesce(until, 'infinity') AND CASE WHEN at IS NULL THEN until IS NULL ELSE since <= at AND at < coalesce(until, 'infinity') END $$;
CREATE FUNCTION pg_temp.people_of(max_rank int, at timestamptz) RETURNS TABLE (id text, person text, size int) LANGUAGE SQL AS $$
WITH RECURSIVE link AS MATERIALIZED (SELECT * FROM pg_temp.valid(max_rank, at)),
edge AS (SELECT a, b FROM link UNION SELECT b, a FROM link UNION SELECT i, i FROM identity_lease l, unnest(ARRAY[a, b]) i WHERE i IS NOT NULL AND since <= coalesce(at, 'infinity')),
reach AS (SELECT a AS id, a AS other FROM edge UNION SELECT r.id, e.b FROM reach r JOIN edge e ON e.a = r.other)
SELECT id, min(other COLLATE "C"), count(*)::int FROM reach GROUP BY id $$;
CREATE FUNCTION pg_temp.wrong(g identity_graph, max_rank int, at timestamptz, OUT ids int8, OUT people int8, OUT different int8) LANGUAGE SQL AS $$
SELECT count(*), count(DISTINCT t.person), count(*) FILTER (WHERE (t.person, t.size) IS DISTINCT FROM (m.person COLLATE "C", m.size) OR csq.person(g, coalesce(t.id, m.id), NULL, max_rank, at) IS DISTINCT FROM t.person)
FROM pg_temp.people_of(max_rank, at) t FULL JOIN csq.members(g, NULL, max_rank, at) m USING (id) $$;
SELECT max_rank, at::date, d.* FROM (SELECT identity_agg(a, b, rank, since, until) AS g FROM identity_lease) x, (VALUES (NULL), (2)) r(max_rank), unnest('{-infinity,2026-01-10,2026-01-25,2026-02-10,2026-03-01,NULL}'::timestamptz[]) at, pg_temp.wrong(g, max_rank, at) d;

-- ---- the rules hold, and nothing is refused without one ----
CREATE TABLE identity_ruled AS
SELECT (SELECT identity_agg(a, b, rank, since, until) FROM identity_lease) + (SELECT account_agg('id' || i * 3) FROM generate_series(0, 132) i) + (SELECT apart_agg('id' || i, 'id' || i * 7 % 400 + 1) FROM generate_series(1, 399, 4) i) AS g;
CREATE TEMP TABLE moment AS SELECT at FROM unnest('{2026-01-10,2026-01-25,2026-02-10,infinity}'::timestamptz[]) at;
CREATE TEMP TABLE m AS SELECT at, m.* FROM moment, identity_ruled, members(g, as_of => at) m;
CREATE TEMP TABLE c AS SELECT at, c.* FROM moment, identity_ruled, conflicts(g, at) c;
CREATE TEMP TABLE l AS SELECT at, l.* FROM moment, identity_ruled, links(g, as_of => at) l;
CREATE TEMP TABLE link AS SELECT DISTINCT at, v.* FROM moment, pg_temp.valid(NULL, nullif(at, 'infinity')) v;
CREATE TEMP TABLE account AS SELECT 'id' || i * 3 AS id FROM generate_series(0, 132) i;
CREATE TEMP TABLE differ AS SELECT 'id' || i AS a, 'id' || i * 7 % 400 + 1 AS b FROM generate_series(1, 399, 4) i;
INSERT INTO differ SELECT b, a FROM differ;
CREATE TEMP TABLE taken AS SELECT at, a, b FROM l WHERE taken UNION SELECT at, b, a FROM l WHERE taken UNION SELECT at, id, id FROM m;
ANALYZE m, c, l, link, account, differ, taken;
-- every valid link is taken or refused, and a link between two people is refused
SELECT at::date, count(*) AS links, count(*) FILTER (WHERE NOT taken) AS refused, (SELECT count(*) FROM c WHERE c.at = l.at) AS conflicts, (SELECT string_agg(DISTINCT reason, ' ') FROM c WHERE c.at = l.at) AS reasons FROM l GROUP BY at ORDER BY at;
SELECT count(*), count(*) FILTER (WHERE c.a IS NULL) AS without_conflict FROM link JOIN m x ON x.at = link.at AND x.id = link.a JOIN m y ON y.at = link.at AND y.id = link.b
  LEFT JOIN (SELECT DISTINCT at, v.* FROM c, LATERAL (VALUES (a, b), (b, a)) v(a, b)) c ON c.at = link.at AND c.a = link.a AND c.b = link.b WHERE x.person <> y.person;
-- nobody is one person with whom he is apart
SELECT count(*) AS apart_and_known, count(*) FILTER (WHERE x.person = y.person) AS one_person FROM differ d JOIN m x ON x.id = d.a JOIN m y ON y.id = d.b AND y.at = x.at;
-- two accounts of one person are joined by links between accounts
WITH RECURSIVE edge AS MATERIALIZED (SELECT at, a, b FROM taken WHERE a IN (SELECT id FROM account) AND b IN (SELECT id FROM account)),
reach AS (SELECT at, a AS id, a AS other FROM edge UNION SELECT r.at, r.id, e.b FROM reach r JOIN edge e ON e.at = r.at AND e.a = r.other)
SELECT count(*) > 0 AS some, count(*) FILTER (WHERE r.id IS NULL) AS not_joined FROM m x JOIN m y ON y.at = x.at AND y.person = x.person LEFT JOIN reach r ON r.at = x.at AND r.id = x.id AND r.other = y.id
WHERE x.id IN (SELECT id FROM account) AND y.id IN (SELECT id FROM account) AND x.id <> y.id;
-- people are what the links make that were taken, named by the smallest account, else by the smallest id
WITH RECURSIVE reach AS (SELECT at, a AS id, a AS other FROM taken UNION SELECT r.at, r.id, t.b FROM reach r JOIN taken t ON t.at = r.at AND t.a = r.other)
SELECT count(*), count(*) FILTER (WHERE (size, person COLLATE "C") IS DISTINCT FROM (n, name)) AS different
FROM m JOIN (SELECT at, r.id, count(*) AS n, coalesce(min(a.id COLLATE "C"), min(other COLLATE "C")) AS name FROM reach r LEFT JOIN account a ON a.id = other GROUP BY at, r.id) j USING (at, id);
-- what is refused has its reason: one and other are of the two people that the link would join, and the rule forbids it; a shared device stands for itself
SELECT reason, count(*), count(*) FILTER (WHERE x.person = y.person OR o.person = p.person OR CASE reason
    WHEN 'shared' THEN NOT EXISTS (SELECT FROM m WHERE m.at = c.at AND m.id = path[2] AND m.size = 1) OR path[2] NOT IN (c.a, c.b) OR path[2] IN (SELECT id FROM account)
    WHEN 'accounts' THEN one NOT IN (SELECT id FROM account) OR other NOT IN (SELECT id FROM account) OR (o.person, p.person) NOT IN ((x.person, y.person), (y.person, x.person))
    ELSE NOT EXISTS (SELECT FROM differ d WHERE (d.a, d.b) = (one, other)) OR (o.person, p.person) NOT IN ((x.person, y.person), (y.person, x.person)) END) AS wrong
FROM c JOIN m x ON x.at = c.at AND x.id = c.a JOIN m y ON y.at = c.at AND y.id = c.b JOIN m o ON o.at = c.at AND o.id = one JOIN m p ON p.at = c.at AND p.id = other GROUP BY reason ORDER BY reason;
-- a path leads from one to the other, and each step of it but the refused one is a link that was taken
SELECT count(*), max(cardinality(path)) > 4 AS long_ones, count(*) FILTER (WHERE path[1] <> one OR path[cardinality(path)] <> other) AS astray,
  count(*) FILTER (WHERE (SELECT count(*) FROM generate_series(2, cardinality(path)) i LEFT JOIN taken t ON t.at = c.at AND t.a = path[i - 1] AND t.b = path[i] WHERE t.a IS NULL) <> 1) AS broken
FROM c WHERE reason <> 'shared';
-- paths: as many as two ids of one person have, each step between the two that it names
SELECT count(*) AS pairs, count(*) FILTER (WHERE n IS NULL) AS without, sum(n) > count(*) AS long_ones, count(*) FILTER (WHERE starts <> x.id OR ends <> y.id) AS astray
FROM identity_ruled, members(g, as_of => '2026-01-25Z') x JOIN members((SELECT g FROM identity_ruled), as_of => '2026-01-25Z') y ON y.person = x.person AND y.id < x.id
  LEFT JOIN LATERAL (SELECT count(*) AS n, (array_agg(a ORDER BY step))[1] AS starts, (array_agg(b ORDER BY step DESC))[1] AS ends FROM link_path((SELECT g FROM identity_ruled), x.id, y.id, '2026-01-25Z') HAVING count(*) > 0) p ON true;
-- the people of each row's own time, one by one and at once
SELECT count(*), count(DISTINCT person) > 50 AS varied, count(*) FILTER (WHERE person IS DISTINCT FROM (SELECT m.person FROM members(g, as_of => at) m WHERE m.id = x.id)) AS different
FROM (SELECT g, at, 'id' || i AS id, person(g, 'id' || i, as_of => at) FROM identity_ruled, generate_series(0, 399, 5) i, unnest('{2026-01-10,2026-02-25,2026-01-25}'::timestamptz[]) at) x;

-- ---- one value whatever the way: order, parts, text, binary, two workers, partitions ----
CREATE TABLE identity_lease_part AS SELECT part, identity_agg(a, b, rank, since, until) + account_agg(a) FILTER (WHERE rank = 1) + apart_agg(a, b) FILTER (WHERE rank = 3 AND a <> b) AS g FROM identity_lease GROUP BY part;
CREATE TABLE identity_lease_copy (LIKE identity_lease_part);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/identity_lease.bin'
COPY identity_lease_part TO STDOUT (FORMAT binary) \g :file
\set load '\\copy identity_lease_copy from ' :'file' ' (format binary)'
:load
SELECT count(*), count(*) FILTER (WHERE (p.g = c.g) IS NOT TRUE) AS different FROM identity_lease_part p JOIN identity_lease_copy c USING (part);
CREATE TABLE identity_lease_list (LIKE identity_lease) PARTITION BY LIST (part);
CREATE TABLE identity_lease_list0 PARTITION OF identity_lease_list FOR VALUES IN (0, 1);
CREATE TABLE identity_lease_list1 PARTITION OF identity_lease_list FOR VALUES IN (2, 3);
INSERT INTO identity_lease_list SELECT * FROM identity_lease;
ANALYZE identity_lease_list, identity_lease;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET enable_partitionwise_aggregate = on;
SET max_parallel_workers_per_gather = 2;
CREATE TABLE identity_lease_parallel AS SELECT identity_agg(a, b, rank, since, until) + account_agg(a) FILTER (WHERE rank = 1) + apart_agg(a, b) FILTER (WHERE rank = 3 AND a <> b) AS g FROM identity_lease;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE identity_lease_serial AS SELECT identity_agg(a, b, rank, since, until) + account_agg(a) FILTER (WHERE rank = 1) + apart_agg(a, b) FILTER (WHERE rank = 3 AND a <> b) AS g FROM identity_lease;
RESET max_parallel_workers_per_gather;
SELECT count(*), count(DISTINCT md5(identity_graph_send(g))) AS values FROM (
  SELECT g FROM identity_lease_serial UNION ALL SELECT g FROM identity_lease_parallel
  UNION ALL SELECT apart_agg(b, a) FILTER (WHERE rank = 3 AND a <> b) + identity_agg(b, a, rank, since, until ORDER BY b, since DESC) + account_agg(a ORDER BY b) FILTER (WHERE rank = 1) FROM identity_lease
  UNION ALL SELECT identity_agg(a, b, rank, since, until) + account_agg(a) FILTER (WHERE rank = 1) + apart_agg(a, b) FILTER (WHERE rank = 3 AND a <> b) FROM identity_lease_list
  UNION ALL SELECT rollup(g ORDER BY part DESC) FROM identity_lease_copy
  UNION ALL SELECT rollup(g::text::identity_graph) FROM identity_lease_part) x;
-- as a window aggregate the state of a row is not changed by the next; what differs is shown.  Without workers: under Gather Merge they keep the
-- first LIMIT of a correlated subquery (PostgreSQL itself), so that what was seen, not the aggregate, would be short
SET max_parallel_workers_per_gather = 0;
SELECT count(*), count(*) FILTER (WHERE ids <> seen) AS changed, array_agg(ROW(o, ids, seen)) FILTER (WHERE ids <> seen) AS which
FROM (SELECT o, num_ids(g) AS ids, (SELECT count(DISTINCT i) FROM (SELECT a, b FROM identity_lease ORDER BY a, b, since, until LIMIT o) w, unnest(ARRAY[a, b]) i) AS seen
      FROM (SELECT o, identity_agg(a, b, since, until) OVER (ORDER BY o) AS g FROM (SELECT row_number() OVER (ORDER BY a, b, since, until) AS o, a, b, since, until FROM identity_lease LIMIT 50) y) z) w;
DROP TABLE identity_lease, identity_ruled, identity_lease_part, identity_lease_copy, identity_lease_list, identity_lease_parallel, identity_lease_serial;

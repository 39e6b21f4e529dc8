-- what reads no variants has only the graph collected: the same answers, however it is asked
SET search_path = csq, public;

-- ---- random journeys of 63 logs: in order and not, with channels, NULL, empty, of one event, of many activities; log 43 has more lengths of time than are kept as they are ----
CREATE TABLE graph_case AS
SELECT log, c, CASE WHEN hashint4(c) % 17 <> 0 THEN
  (SELECT coalesce(journey_agg(timestamptz '2026-03-02' + (c * 37 + CASE log % 3 WHEN 0 THEN g * 60 ELSE hashint4(c * 100 + g * 7 + log) & 16383 END) * CASE log WHEN 43 THEN interval '1.7 s' ELSE interval '1 min' END,
      'activity ' || (hashint4(log * 1000003 + c * 100 + g) & 1023) % CASE log % 5 WHEN 0 THEN 60 ELSE 1 + log % 7 END, CASE WHEN g % 3 > 0 THEN 'r' || c % 4 END), '{"v":1,"events":[]}')
   FROM generate_series(1, hashint4(c * 31 + log) & 15) g) END AS j
FROM generate_series(1, 60) log, generate_series(1, CASE log WHEN 43 THEN 2000 ELSE log % 23 END) c;
INSERT INTO graph_case VALUES (201, 1, NULL), (202, 1, '{"v":1,"events":[]}'), (203, 1, NULL), (203, 2, (SELECT j FROM graph_case WHERE num_events(j) = 1 LIMIT 1));
CREATE TABLE graph_days AS SELECT log, c % 5 AS part, process_agg(j) AS p, process_agg(j, 'tz Europe/Berlin; mon-fri 09:00-17:00'::calendar) AS working FROM graph_case GROUP BY log, c % 5;
CREATE TABLE graph_kept AS SELECT log, process_agg(j) AS p, process_agg(j, 'tz Europe/Berlin; mon-fri 09:00-17:00'::calendar) AS working FROM graph_case GROUP BY log;
SELECT count(*) AS logs, count(p) AS processes, sum(num_cases(p)) AS cases, max(num_events) AS longest, count(*) FILTER (WHERE num_cases(p) = 0) AS without_cases
FROM graph_kept, (SELECT max(num_events(j)) AS num_events FROM graph_case) x;
SELECT count(*) AS rounded FROM graph_kept, edges(p) WHERE log = 43 AND n > 512;

-- 24 processes of many moves, whose graphs are large enough to wait for each other before they are added up
CREATE TABLE graph_wide AS SELECT c % 24 AS day, process_agg(c, timestamptz '2026-03-02' + (c * 37 + (hashint4(c * 100 + g * 7) & 16383)) * interval '1.7 s', 'activity ' || (hashint4(c * 1009 + g) & 1023) % 12) AS p
FROM generate_series(1, 7200) c, generate_series(1, 20) g GROUP BY c % 24;
CREATE TABLE graph_wide_kept AS SELECT rollup(p) AS p FROM graph_wide;

-- ---- all columns of both, from a process and from what is planned; rows that only one of them has ----
CREATE FUNCTION pg_temp.differences(one text, other text, OUT rows bigint, OUT only_one bigint, OUT only_other bigint) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE pg_catalog.format('SELECT (SELECT pg_catalog.count(*) FROM (%1$s) a), (SELECT pg_catalog.count(*) FROM (SELECT * FROM (%1$s) b EXCEPT ALL SELECT * FROM (%2$s) c) a), (SELECT pg_catalog.count(*) FROM (SELECT * FROM (%2$s) b EXCEPT ALL SELECT * FROM (%1$s) c) a)', one, other) INTO rows, only_one, only_other;
END $$;
CREATE FUNCTION pg_temp.is_graph(query text) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE line text; found bool := false;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query LOOP
    found := found OR line LIKE '%process_graph_agg(%';
  END LOOP;
  RETURN found;
END $$;
CREATE TABLE graph_question (id int, planned text, kept text);
INSERT INTO graph_question VALUES
  (1, $$SELECT log, e.* FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x, edges(p) e$$, $$SELECT log, e.* FROM graph_kept, edges(p) e$$),
  (2, $$SELECT log, b.* FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x, bottlenecks(p, 1000) b$$, $$SELECT log, b.* FROM graph_kept, bottlenecks(p, 1000) b$$),
  (3, $$SELECT log, num_cases(process_agg(j)), throughput(process_agg(j)), throughput(process_agg(j), 0.9) FROM graph_case GROUP BY log$$, $$SELECT log, num_cases(p), throughput(p), throughput(p, 0.9) FROM graph_kept$$),
  (4, $$SELECT log, num_cases(p), throughput(p, 0.1), e.* FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x LEFT JOIN LATERAL edges(p) e ON true$$, $$SELECT log, num_cases(p), throughput(p, 0.1), e.* FROM graph_kept LEFT JOIN LATERAL edges(p) e ON true$$),
  (5, $$SELECT log, e.* FROM graph_kept k, edges((SELECT process_agg(j) FROM graph_case c WHERE c.log = k.log)) e$$, $$SELECT log, e.* FROM graph_kept, edges(p) e$$),
  (6, $$SELECT log, (edges(process_agg(j))).* FROM graph_case GROUP BY log$$, $$SELECT log, (edges(p)).* FROM graph_kept$$),
  (7, $$SELECT log, e.* FROM (SELECT log, process_agg(j, 'tz Europe/Berlin; mon-fri 09:00-17:00'::calendar) AS p FROM graph_case GROUP BY log) x, edges(p) e$$, $$SELECT log, e.* FROM graph_kept, edges(working) e$$),
  (8, $$SELECT e.* FROM edges((SELECT process_agg(j) FILTER (WHERE log = 43) FROM graph_case)) e$$, $$SELECT e.* FROM graph_kept, edges(p) e WHERE log = 43$$),
  (9, $$SELECT e.* FROM edges((SELECT process_agg(j ORDER BY c DESC) FROM graph_case WHERE log = 43)) e$$, $$SELECT e.* FROM graph_kept, edges(p) e WHERE log = 43$$),
  (10, $$SELECT e.* FROM edges((SELECT process_agg(DISTINCT j) FROM graph_case)) e$$, $$SELECT e.* FROM (SELECT rollup(q) + NULL AS p FROM (SELECT process_agg(j) AS q FROM (SELECT DISTINCT j FROM graph_case) d GROUP BY num_events(j)) x) y, edges(p) e$$),
  (11, $$SELECT e.* FROM edges((SELECT process_agg(j) FROM graph_case GROUP BY log ORDER BY log DESC LIMIT 1 OFFSET 3)) e$$, $$SELECT e.* FROM (SELECT p FROM graph_kept ORDER BY log DESC LIMIT 1 OFFSET 3) x, edges(p) e$$),
  (12, $$WITH x AS (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) SELECT log, b.* FROM x, bottlenecks(p) b$$, $$SELECT log, b.* FROM graph_kept, bottlenecks(p) b$$),
  (13, $$WITH c AS MATERIALIZED (SELECT j FROM graph_case WHERE log = 43) SELECT e.* FROM edges((SELECT process_agg(j) FROM c)) e$$, $$SELECT e.* FROM graph_kept, edges(p) e WHERE log = 43$$),
  (14, $$SELECT log, e.source, e.n FROM (SELECT log, team, process_agg(j) AS p FROM (SELECT *, log % 2 AS team FROM graph_case) c GROUP BY GROUPING SETS ((log), (team))) x, edges(p) e WHERE log IS NOT NULL$$, $$SELECT log, e.source, e.n FROM graph_kept, edges(p) e$$),
  (15, $$SELECT y.log, y.n, z.twice FROM (SELECT x.log, num_cases(p) AS n FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x) y, LATERAL (SELECT y.n * 2 AS twice LIMIT 1) z$$, $$SELECT log, num_cases(p), num_cases(p) * 2 FROM graph_kept$$),
  (16, $$SELECT x.log, num_cases(p), e.n, u.u FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x, edges(p) e, (SELECT 1 AS u UNION ALL SELECT 2) u$$, $$SELECT log, num_cases(p), e.n, u FROM graph_kept, edges(p) e, generate_series(1, 2) u$$),
  (17, $$SELECT x.log, CASE WHEN e.n > 3 THEN throughput(p) END, e.* FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log HAVING count(*) > 2) x JOIN LATERAL edges(p) e ON e.n < num_cases(p) WHERE num_cases(p) > 1$$,
       $$SELECT log, CASE WHEN e.n > 3 THEN throughput(p) END, e.* FROM graph_kept JOIN LATERAL edges(p) e ON e.n < num_cases(p) WHERE num_cases(p) > 1 AND log IN (SELECT log FROM graph_case GROUP BY 1 HAVING count(*) > 2)$$),
  (18, $$SELECT y.log, y.n, z.twice FROM (SELECT x.log, num_cases(p) AS n FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x, edges(p)) y, LATERAL (SELECT y.n * 2 AS twice LIMIT 1) z$$, $$SELECT log, num_cases(p), num_cases(p) * 2 FROM graph_kept, edges(p)$$),
  (19, $$SELECT log, (SELECT count(*) FROM graph_kept k WHERE k.log < c.log) FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) c WHERE num_cases(p) > 4 AND EXISTS (SELECT FROM graph_kept k WHERE k.log = c.log)$$, $$SELECT log, (SELECT count(*) FROM graph_kept k WHERE k.log < c.log) FROM graph_kept c WHERE num_cases(p) > 4$$),
  (20, $$SELECT e.* FROM (SELECT process_agg(j) AS p FROM graph_case WHERE log = 35) x FULL JOIN (SELECT 1 AS one) y ON true CROSS JOIN LATERAL edges(p) e$$, $$SELECT e.* FROM graph_kept, edges(p) e WHERE log = 35$$),
  -- of stored processes
  (31, $$SELECT log, e.* FROM (SELECT log, rollup(p) AS p FROM graph_days GROUP BY log) x, edges(p) e$$, $$SELECT log, e.* FROM graph_kept, edges(p) e$$),
  (32, $$SELECT log, b.* FROM (SELECT log, rollup(p) AS p FROM graph_days GROUP BY log) x, bottlenecks(p, 1000) b$$, $$SELECT log, b.* FROM graph_kept, bottlenecks(p, 1000) b$$),
  (33, $$SELECT log, num_cases(rollup(p)), throughput(rollup(p)), throughput(rollup(p), 0.9) FROM graph_days GROUP BY log$$, $$SELECT log, num_cases(p), throughput(p), throughput(p, 0.9) FROM graph_kept$$),
  (34, $$SELECT log, e.* FROM graph_kept k, edges((SELECT rollup(p) FROM graph_days c WHERE c.log = k.log)) e$$, $$SELECT log, e.* FROM graph_kept, edges(p) e$$),
  (35, $$SELECT log, e.* FROM (SELECT log, rollup(working) AS p FROM graph_days GROUP BY log) x, edges(p) e$$, $$SELECT log, e.* FROM graph_kept, edges(working) e$$),
  (36, $$SELECT e.* FROM edges((SELECT rollup(p) FILTER (WHERE log = 43) FROM graph_days)) e$$, $$SELECT e.* FROM graph_kept, edges(p) e WHERE log = 43$$),
  (37, $$SELECT e.* FROM edges((SELECT rollup(p ORDER BY part DESC) FROM graph_days WHERE log = 43)) e$$, $$SELECT e.* FROM graph_kept, edges(p) e WHERE log = 43$$),
  (38, $$SELECT e.* FROM edges((SELECT rollup(DISTINCT p) FROM graph_days)) e$$, $$SELECT e.* FROM (SELECT rollup(p) + NULL AS p FROM (SELECT DISTINCT p FROM graph_days) d) y, edges(p) e$$),
  (39, $$SELECT e.* FROM edges((SELECT rollup(p) FROM graph_days)) e$$, $$SELECT e.* FROM (SELECT rollup(p) + NULL AS p FROM graph_kept) y, edges(p) e$$),
  (40, $$SELECT e.* FROM edges((SELECT rollup(p) FROM (SELECT process_agg(j) AS p FROM graph_case WHERE log = 43 GROUP BY c) x)) e$$, $$SELECT e.* FROM graph_kept, edges(p) e WHERE log = 43$$),
  (41, $$SELECT log, num_cases(p), e.* FROM (SELECT log, part, rollup(p) AS p FROM graph_days GROUP BY GROUPING SETS ((log), (part))) x, edges(p) e WHERE log IS NOT NULL$$, $$SELECT log, num_cases(p), e.* FROM graph_kept, edges(p) e$$),
  (42, $$SELECT log, (SELECT count(*) FROM edges(x.p)), p.n FROM graph_kept x, LATERAL (SELECT num_cases(rollup(d.p)) AS n FROM graph_days d WHERE d.log = x.log) p$$, $$SELECT log, (SELECT count(*) FROM edges(p)), num_cases(p) FROM graph_kept$$),
  (43, $$SELECT e.* FROM edges((SELECT rollup(p) FROM graph_wide)) e$$, $$SELECT e.* FROM graph_wide_kept, edges(p) e$$),
  (44, $$SELECT x.half, num_cases(p), throughput(p, 0.7), b.* FROM (SELECT day % 2 AS half, rollup(p ORDER BY hashint4(day)) AS p FROM graph_wide GROUP BY day % 2) x, bottlenecks(p, 200) b$$,
       $$SELECT x.half, num_cases(p), throughput(p, 0.7), b.* FROM (SELECT day % 2 AS half, rollup(p) + NULL AS p FROM graph_wide GROUP BY day % 2) x, bottlenecks(p, 200) b$$);
SELECT id, pg_temp.is_graph(planned) AS planned, pg_temp.is_graph(kept) AS kept, d.* FROM graph_question, pg_temp.differences(planned, kept) d ORDER BY id;
-- workers, and a plan by partitions
CREATE TABLE graph_part (log int, c int, j journey) PARTITION BY HASH (c);
CREATE TABLE graph_part_0 PARTITION OF graph_part FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE graph_part_1 PARTITION OF graph_part FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE graph_part_2 PARTITION OF graph_part FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO graph_part SELECT * FROM graph_case;
CREATE TABLE graph_day_part (log int, part int, p process, working process) PARTITION BY HASH (part);
CREATE TABLE graph_day_part_0 PARTITION OF graph_day_part FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE graph_day_part_1 PARTITION OF graph_day_part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO graph_day_part SELECT * FROM graph_days;
ANALYZE graph_part, graph_case, graph_days, graph_day_part, graph_wide;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET enable_partitionwise_aggregate = on;
SELECT id, d.* FROM graph_question, pg_temp.differences(replace(replace(planned, 'FROM graph_case', 'FROM graph_part'), 'FROM graph_days', 'FROM graph_day_part'), kept) d WHERE id IN (1, 2, 3, 7, 8, 11, 31, 32, 33, 35, 36, 39, 43, 44) ORDER BY id;
SET parallel_leader_participation = off;
SELECT id, d.* FROM graph_question, pg_temp.differences(planned, kept) d WHERE id IN (1, 2, 3, 7, 8, 11, 31, 32, 33, 35, 36, 39, 43, 44) ORDER BY id;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET enable_partitionwise_aggregate; RESET parallel_leader_participation;

-- ---- no rows, NULL and no cases ----
SELECT count(*) FROM edges((SELECT process_agg(j) FROM graph_case WHERE log = 0));
SELECT num_cases(process_agg(j)), throughput(process_agg(j)) FROM graph_case WHERE log = 0;
SELECT log, num_cases(process_agg(j)), throughput(process_agg(j)) FROM graph_case WHERE log > 200 GROUP BY log ORDER BY log;
SELECT count(*) FROM edges((SELECT rollup(p) FROM graph_days WHERE log = 0));
SELECT num_cases(rollup(p)), throughput(rollup(p)) FROM graph_days WHERE log = 0;
SELECT log, num_cases(rollup(p)), throughput(rollup(p)) FROM graph_days WHERE log > 200 GROUP BY log ORDER BY log;
SELECT num_cases((SELECT process_agg(j) FROM graph_case WHERE log = 43)), throughput((SELECT process_agg(j) FROM graph_case WHERE log = 43), 0.99);

-- ---- asked by functions, views and statements that are kept ----
CREATE VIEW graph_view AS SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log;
SELECT pg_temp.is_graph('SELECT log, e.* FROM graph_view, edges(p) e') AS graph, d.* FROM pg_temp.differences('SELECT log, e.* FROM graph_view, edges(p) e', 'SELECT log, e.* FROM graph_kept, edges(p) e') d;
CREATE FUNCTION pg_temp.moves(wanted int) RETURNS numeric LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT pg_catalog.sum(e.n) FROM csq.edges((SELECT csq.process_agg(j) FROM csq.graph_case WHERE log = wanted)) e); END $$;
CREATE FUNCTION pg_temp.cases(wanted int) RETURNS bigint LANGUAGE sql AS $$ SELECT csq.num_cases(csq.process_agg(j)) FROM csq.graph_case WHERE log = wanted $$;
CREATE FUNCTION pg_temp.both(p process) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT csq.num_cases(p) || ' ' || csq.throughput(p) $$;
SELECT count(*), bool_and(pg_temp.moves(log) IS NOT DISTINCT FROM (SELECT sum(n) FROM edges(p))) AS moves, bool_and(pg_temp.cases(log) IS NOT DISTINCT FROM num_cases(p)) AS cases FROM graph_kept;
SELECT bool_and(b IS NOT DISTINCT FROM pg_temp.both(p)) AS inlined FROM (SELECT log, pg_temp.both(process_agg(j)) AS b FROM graph_case GROUP BY log) x JOIN graph_kept USING (log);
PREPARE graph_of(int) AS SELECT count(*), sum(n), sum(cases) FROM edges((SELECT process_agg(j) FROM graph_case WHERE log = $1));
SET plan_cache_mode = force_generic_plan;
EXECUTE graph_of(43); EXECUTE graph_of(0);
SELECT count(*), sum(n), sum(cases) FROM graph_kept, edges(p) WHERE log = 43;
RESET plan_cache_mode;

-- ---- where the process is asked for more, it is made ----
CREATE TABLE graph_whole (id int, planned text, kept text);
INSERT INTO graph_whole VALUES
  (1, $$SELECT log, num_cases(process_agg(j)), p.n FROM graph_case, LATERAL (SELECT 1 AS n) p GROUP BY log, p.n HAVING (process_agg(j)) IS NOT NULL$$, $$SELECT log, num_cases(p), 1 FROM graph_kept WHERE p IS NOT NULL$$),
  (2, $$SELECT log, e.n, p::text FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x, edges(p) e$$, $$SELECT log, e.n, p::text FROM graph_kept, edges(p) e$$),
  (3, $$SELECT log, e.n, v.n FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x, edges(p) e, variants(p) v$$, $$SELECT log, e.n, v.n FROM graph_kept, edges(p) e, variants(p) v$$),
  (4, $$SELECT x.*, num_cases(p) FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x$$, $$SELECT log, p, num_cases(p) FROM graph_kept$$),
  (5, $$SELECT row_to_json(x)::text, num_cases(p) FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x$$, $$SELECT row_to_json(x)::text, num_cases(p) FROM (SELECT log, p FROM graph_kept) x$$),
  (6, $$SELECT e.* FROM (SELECT DISTINCT process_agg(j) AS p FROM graph_case GROUP BY log) x, edges(p) e$$, $$SELECT e.* FROM (SELECT DISTINCT p FROM graph_kept) x, edges(p) e$$),
  (7, $$SELECT e.* FROM (SELECT process_agg(j) AS p FROM graph_case GROUP BY log ORDER BY process_agg(j) LIMIT 50) x, edges(p) e$$, $$SELECT e.* FROM (SELECT p FROM graph_kept ORDER BY p LIMIT 50) x, edges(p) e$$),
  (8, $$SELECT x.log, (SELECT sum(n) FROM edges(p)) FROM (SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x$$, $$SELECT log, (SELECT sum(n) FROM edges(p)) FROM graph_kept$$),
  (9, $$SELECT e.* FROM (SELECT process_agg(j) AS p FROM graph_case UNION ALL SELECT process_agg(j) FROM graph_case WHERE log = 43) x, edges(p) e$$, $$SELECT e.* FROM (SELECT rollup(p) AS p FROM graph_kept UNION ALL SELECT p FROM graph_kept WHERE log = 43) x, edges(p) e$$),
  (10, $$SELECT j.log, e.n FROM ((SELECT log, process_agg(j) AS p FROM graph_case GROUP BY log) x JOIN (SELECT 1 AS one) y ON true) j, edges(j.p) e WHERE j IS NOT NULL$$, $$SELECT log, e.n FROM graph_kept, edges(p) e$$),
  (11, $$SELECT log, num_cases(process_agg(j) OVER (PARTITION BY log ORDER BY c)) AS n FROM graph_case WHERE log < 23$$, $$SELECT log, (SELECT num_cases(rollup(q)) FROM (SELECT process_agg(b.j) AS q FROM graph_case b WHERE b.log = a.log AND b.c <= a.c GROUP BY b.c) x) FROM graph_case a WHERE log < 23$$),
  (12, $$SELECT log, e.n, v.n FROM (SELECT log, rollup(p) AS p FROM graph_days GROUP BY log) x, edges(p) e, variants(p) v$$, $$SELECT log, e.n, v.n FROM graph_kept, edges(p) e, variants(p) v$$),
  (13, $$SELECT log, num_cases(rollup(p)), rollup(p)::text FROM graph_days GROUP BY log$$, $$SELECT log, num_cases(p), p::text FROM graph_kept$$),
  (14, $$SELECT log, num_cases(rollup(p) OVER (PARTITION BY log ORDER BY part)) AS n FROM graph_days$$, $$SELECT log, (SELECT num_cases(rollup(b.p) + NULL) FROM graph_days b WHERE b.log = a.log AND b.part <= a.part) FROM graph_days a$$),
  (15, $$SELECT log, e.* FROM (SELECT log, rollup(p) + NULL AS p FROM graph_days GROUP BY log) x, edges(p) e$$, $$SELECT log, e.* FROM graph_kept, edges(p) e$$);
SELECT id, pg_temp.is_graph(planned) AS planned, d.* FROM graph_whole, pg_temp.differences(planned, kept) d ORDER BY id;

-- ---- from events: every form, with cases of three types of id, times typed or not ----
CREATE TABLE graph_event AS SELECT log, c, e.* FROM graph_case, events(j) e WHERE log BETWEEN 20 AND 30;
CREATE TABLE graph_of_events (log int, p process);
CREATE FUNCTION pg_temp.form(form oid, OUT arguments text, OUT same bool, OUT graph bool) LANGUAGE plpgsql AS $$
DECLARE
  cases text := (SELECT CASE proargtypes[0]::regtype WHEN 'bigint'::regtype THEN 'c::bigint' WHEN 'text'::regtype THEN $q$'case number ' || c$q$ ELSE 'pg_catalog.md5(c::text)::uuid' END FROM pg_proc WHERE oid = form);
  given text; d record;
BEGIN
  SELECT pg_catalog.string_agg(CASE name WHEN 'case_id' THEN cases WHEN 'at' THEN CASE type WHEN 'text'::regtype THEN $q$pg_catalog.to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')$q$ ELSE 'at' END
      WHEN 'resource' THEN 'channel' WHEN 'calendar' THEN $q$'tz Europe/Berlin; mon-fri 09:00-17:00'::csq.calendar$q$ WHEN 'working' THEN $q$'tz Europe/Berlin; mon-fri 09:00-17:00'::text$q$ WHEN 'seq' THEN 'ord % 3' ELSE name END, ', ' ORDER BY i),
    pg_catalog.string_agg(type::text, ', ' ORDER BY i)
  INTO given, arguments FROM (SELECT i, proargnames[i + 1] AS name, proargtypes[i]::regtype AS type FROM pg_proc, pg_catalog.generate_series(0, pronargs - 1) i WHERE oid = form) x;
  DELETE FROM graph_of_events;
  EXECUTE pg_catalog.format('INSERT INTO graph_of_events SELECT log, process_agg(%s) FROM graph_event GROUP BY log', given);
  given := pg_catalog.format('SELECT log, num_cases(p) AS cases, e.* FROM (SELECT log, process_agg(%s) AS p FROM graph_event GROUP BY log) x, edges(p) e', given);
  d := pg_temp.differences(given, 'SELECT log, num_cases(p) AS cases, e.* FROM graph_of_events, edges(p) e');
  same := d.rows > 100 AND d.only_one = 0 AND d.only_other = 0;
  graph := pg_temp.is_graph(given);
END $$;
SELECT arguments, same, graph FROM pg_proc, pg_temp.form(oid) WHERE proname = 'process_agg' AND pronamespace = 'csq'::regnamespace AND pronargs > 2 ORDER BY arguments COLLATE "C";

-- ---- the state: both forms, merged in any order, what is damaged ----
SET search_path = csq, csq_internal, public;
CREATE TABLE graph_state AS SELECT log, c % 3 AS part, process_graph_agg(j) AS g FROM graph_case GROUP BY log, c % 3;
SELECT bool_and(g::text::process_graph::text = g::text) AS text, bool_and(g::text LIKE '{"v":1,"data":"%"}') AS sealed FROM graph_state;
CREATE AGGREGATE graph_sum(process_graph) (SFUNC = process_graph_combine, STYPE = process_graph);
SELECT count(*), bool_and(process_graph_send(up) = process_graph_send(down) AND process_graph_send(up) = process_graph_send(whole)) AS same
FROM (SELECT log, graph_sum(g ORDER BY part) AS up, graph_sum(g::text::process_graph ORDER BY part DESC) AS down FROM graph_state GROUP BY log) a JOIN (SELECT log, process_graph_agg(j) AS whole FROM graph_case GROUP BY log) b USING (log) WHERE whole IS NOT NULL;
SELECT count(*), bool_and(process_graph_send(of_days) = process_graph_send(of_journeys)) AS same, bool_and(process_graph_send(of_days) = process_graph_send(graph_sum)) AS of_states
FROM (SELECT log, process_graph_agg(p) AS of_days FROM graph_days GROUP BY log) a JOIN (SELECT log, process_graph_agg(j) AS of_journeys FROM graph_case GROUP BY log) b USING (log)
JOIN (SELECT log, graph_sum(g) FROM (SELECT log, process_graph_agg(p)::text::process_graph AS g FROM graph_days GROUP BY log, part % 2) x GROUP BY log) c USING (log) WHERE of_days IS NOT NULL;
SELECT graph_num_cases(process_graph_add(g, p)) - graph_num_cases(g) = num_cases(p) AS more, process_graph_add(NULL, NULL) IS NULL AS nothing, process_graph_send(process_graph_add(g, NULL)) = process_graph_send(g) AS the_same
FROM (SELECT process_graph_agg(j) AS g FROM graph_case WHERE log = 43) x, graph_kept WHERE log = 35;
SELECT count(*) FROM edges((SELECT rollup(q) FROM (SELECT p AS q FROM graph_kept UNION ALL SELECT working FROM graph_kept) x));
SELECT graph_num_cases(process_graph_append(g, '{"v":1,"events":[["2026-03-02 00:00:00+00","late"],["2026-03-03 00:00:00+00","later"]]}')) - graph_num_cases(g) AS one_more FROM (SELECT process_graph_agg(j) AS g FROM graph_case WHERE log = 43) x;
SELECT process_graph_combine(process_graph_agg(j), process_graph_agg(j, 'tz Europe/Berlin; mon-fri 09:00-17:00')) FROM graph_case;
SELECT '{"v":1,"data":"AQAA"}'::process_graph;
SELECT format('{"v":1,"data":"%s"}', translate(encode(process_graph_send(g) || '\x00', 'base64'), E'\n', ''))::process_graph FROM graph_state WHERE log = 203 AND g IS NOT NULL LIMIT 1;
-- one bit of each byte turned over: refused, or another graph
CREATE FUNCTION pg_temp.damaged(state bytea) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_catalog.format('{"v":1,"data":"%s"}', pg_catalog.translate(pg_catalog.encode(state, 'base64'), E'\n', ''))::csq_internal.process_graph;
  RETURN 'read';
EXCEPTION WHEN invalid_text_representation OR invalid_binary_representation OR data_corrupted OR invalid_parameter_value OR datetime_field_overflow OR feature_not_supported THEN
  RETURN 'refused';
END $$;
SELECT count(*) > 500 AS tried, count(*) FILTER (WHERE damaged = 'refused') > 400 AS refused FROM (SELECT pg_temp.damaged(set_byte(state, at, get_byte(state, at) # (1 << at % 8))) AS damaged FROM (SELECT process_graph_send(process_graph_agg(j)) AS state FROM graph_case WHERE log IN (35, 43)) x, generate_series(0, length(state) - 1, 3) at) y;

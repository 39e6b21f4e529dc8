-- one case as a funnel needs it: what level(journey_agg(...)) is planned as, and the state as a value
SET timezone = 'UTC';
SET datestyle = ISO;
SET search_path = csq, csq_internal, public;

CREATE TABLE case_ev (part int, customer int, at timestamptz, activity text);
INSERT INTO case_ev
SELECT i * 7 % 5, i::int8 * i % 7919 % 2003, timestamptz '2026-01-01' + (i * 7919 % 4001) * interval '10 min',
       (ARRAY['opened', 'replied', 'resolved', 'closed', '已投诉', 'a longer activity than sixteen bytes', 'asked', E'opened\x1f' || 'replied'])[1 + i * 13 % 8]
FROM generate_series(1, 20000) i;
-- times that only just exist, rows that count for nothing, a customer with such rows only
INSERT INTO case_ev VALUES (0, 1, '4713-01-01 BC', 'opened'), (1, 1, '9999-12-31', 'replied'), (2, 1, '294276-12-31', 'resolved'), (0, 2, NULL, 'opened'), (0, 3, '2026-01-01', NULL),
  (0, -1, NULL, 'opened'), (1, -1, '2026-01-01', NULL), (0, -2, '2026-01-01', 'nothing of the kind');
ANALYZE case_ev;
CREATE TABLE case_spec (n int, spec funnel_spec);
INSERT INTO case_spec VALUES (1, 'opened -> replied -> resolved -> closed'), (2, 'opened -> replied[<=2d] -> resolved|closed -> resolved; within 9d; ties seq'),
  (3, 'opened|asked -> "a longer activity than sixteen bytes" -> asked; ties strict; within 2d'), (4, '已投诉 -> closed -> nothing'),
  (5, 'opened -> replied; not closed drop journey'), (6, 'opened -> replied; order strict'), (7, 'asked -> replied? -> closed{2}; chain fastest'), (8, 'opened -> closed -> asked; order any; within 3d');
CREATE TABLE case_journey AS SELECT customer, journey_agg(at, activity) AS j FROM case_ev GROUP BY customer;
CREATE TABLE case_serial AS
SELECT n, customer, level(j, spec) AS l, steps(j, spec) AS s, level(j, spec, 'tz UTC; mon-fri 09:00-17:00') AS lc, steps(j, spec, 'tz UTC; mon-fri 09:00-17:00') AS sc
FROM case_journey, case_spec;
SELECT n, count(l) AS cases, sum(l) AS levels, max(l), sum(lc) AS levels_open_time, count(DISTINCT s) > 1 AS varied FROM case_serial GROUP BY n ORDER BY n;
SELECT customer, l, s FROM case_serial WHERE customer < 2 AND n = 1 ORDER BY customer;

CREATE FUNCTION pg_temp.differences(query text, OUT rows int8, OUT different int8) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT count(*), count(*) FILTER (WHERE (a.l, a.s, a.lc, a.sc) IS DISTINCT FROM (b.l, b.s, b.lc, b.sc) OR a.n IS NULL OR b.n IS NULL)
                  FROM case_serial a FULL JOIN (%s) b USING (n, customer)', query) INTO rows, different;
END $$;

-- as planned: each of the four calls alone in its query, specification by specification
CREATE FUNCTION pg_temp.planned(call text) RETURNS TABLE (n int, customer int, result text) LANGUAGE plpgsql AS $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM case_spec LOOP
    RETURN QUERY EXECUTE format('SELECT %s, customer, (%s)::text FROM case_ev GROUP BY customer', r.n, format(call, quote_literal(r.spec)));
  END LOOP;
END $$;
SELECT count(*), count(*) FILTER (WHERE result IS DISTINCT FROM l::text) AS different FROM case_serial FULL JOIN pg_temp.planned('level(journey_agg(at, activity), %s)') USING (n, customer);
SELECT count(*), count(*) FILTER (WHERE result IS DISTINCT FROM s::text) AS different FROM case_serial FULL JOIN pg_temp.planned('steps(journey_agg(at, activity), %s)') USING (n, customer);
SELECT count(*), count(*) FILTER (WHERE result IS DISTINCT FROM lc::text) AS different FROM case_serial FULL JOIN pg_temp.planned('level(journey_agg(at, activity), %s, ''tz UTC; mon-fri 09:00-17:00'')') USING (n, customer);
SELECT count(*), count(*) FILTER (WHERE result IS DISTINCT FROM sc::text) AS different FROM case_serial FULL JOIN pg_temp.planned('steps(journey_agg(at, activity), %s, ''tz UTC; mon-fri 09:00-17:00'')') USING (n, customer);
-- with FILTER, in HAVING, over nothing
SELECT count(*) AS different FROM (SELECT customer, level(journey_agg(at, activity) FILTER (WHERE part > 1), 'opened -> replied') AS l FROM case_ev GROUP BY customer) a
JOIN (SELECT customer, journey_agg(at, activity) AS j FROM case_ev WHERE part > 1 GROUP BY customer) b USING (customer) WHERE l IS DISTINCT FROM level(j, 'opened -> replied');
SELECT count(*) FROM (SELECT customer FROM case_ev GROUP BY customer HAVING level(journey_agg(at, activity), 'opened -> replied') = 2) x;
SELECT count(*) FROM case_serial WHERE n = 1 AND l >= 2;
SELECT level(journey_agg(at, activity), 'opened -> replied'), steps(journey_agg(at, activity) FILTER (WHERE false), 'opened') FROM case_ev WHERE customer = -3;
SELECT level(journey_agg(at, activity), 'opened'), level(journey_agg(at, activity), NULL) FROM case_ev WHERE customer = -2;
SELECT level(journey_agg(at, activity), NULL) FROM case_ev;
-- as a window function, which is no aggregate to the planner
SELECT customer, at, level(journey_agg(at, activity) OVER (PARTITION BY customer ORDER BY at), 'opened -> replied -> resolved') FROM case_ev WHERE customer = 1 AND at NOT BETWEEN '2026-01-01' AND '2027-01-01' ORDER BY at;
-- errors are those of journeys
SELECT level(journey_agg('infinity', 'opened'), 'opened');
SELECT steps(journey_agg('-infinity', 'nothing'), 'opened');

-- the state as a value: any order of the rows, parts that need not hold whole cases, through text and binary
CREATE TABLE case_state AS SELECT n, customer, part, funnel_case_agg(at, activity, spec) AS c FROM case_ev, case_spec GROUP BY n, customer, part;
CREATE TABLE case_state_copy (LIKE case_state);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/case_state.bin'
COPY case_state TO STDOUT (FORMAT binary) \g :file
\set load '\\copy case_state_copy from ' :'file' ' (format binary)'
:load
CREATE FUNCTION pg_temp.read_states(query text) RETURNS text LANGUAGE sql AS $$
  SELECT format('SELECT n, customer, level(c, spec) AS l, steps(c, spec) AS s, level(c, spec, ''tz UTC; mon-fri 09:00-17:00'') AS lc, steps(c, spec, ''tz UTC; mon-fri 09:00-17:00'') AS sc
                 FROM (%s) x JOIN case_spec USING (n)', query) $$;
SELECT * FROM pg_temp.differences(pg_temp.read_states('SELECT n, customer, funnel_case_agg(at, activity, spec ORDER BY at DESC, activity) AS c FROM case_ev, case_spec GROUP BY n, customer'));
SELECT * FROM pg_temp.differences(pg_temp.read_states('SELECT n, customer, rollup(c ORDER BY part DESC) AS c FROM case_state GROUP BY n, customer'));
SELECT * FROM pg_temp.differences(pg_temp.read_states('SELECT n, customer, rollup(c::text::funnel_case ORDER BY part * 3 % 5) AS c FROM case_state GROUP BY n, customer'));
SELECT * FROM pg_temp.differences(pg_temp.read_states('SELECT n, customer, rollup(c) AS c FROM case_state_copy GROUP BY n, customer'));
SELECT count(*), count(*) FILTER (WHERE a <> b) AS text_differs, count(*) FILTER (WHERE c <> d) AS binary_differs
FROM (SELECT rollup(c ORDER BY part)::text AS a, rollup(c ORDER BY part DESC)::text AS b,
             funnel_case_send(rollup(c ORDER BY part)) AS c, funnel_case_send(rollup(c ORDER BY part DESC)) AS d FROM case_state GROUP BY n, customer) x;

-- two workers
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT count(*), count(*) FILTER (WHERE result IS DISTINCT FROM l::text) AS different FROM case_serial FULL JOIN pg_temp.planned('level(journey_agg(at, activity), %s)') USING (n, customer);
RESET max_parallel_workers_per_gather;
-- partitionwise: partial aggregation per partition, which need not hold whole customers
CREATE TABLE case_list (LIKE case_ev) PARTITION BY LIST (part);
CREATE TABLE case_list0 PARTITION OF case_list FOR VALUES IN (0, 1);
CREATE TABLE case_list1 PARTITION OF case_list FOR VALUES IN (2, 3, 4);
INSERT INTO case_list SELECT * FROM case_ev;
ANALYZE case_list;
SET enable_partitionwise_aggregate = on;
SELECT count(*), count(*) FILTER (WHERE x.s IS DISTINCT FROM y.s) AS different
FROM (SELECT customer, s FROM case_serial WHERE n = 5) x FULL JOIN (SELECT customer, steps(journey_agg(at, activity), 'opened -> replied; not closed drop journey') AS s FROM case_list GROUP BY customer) y USING (customer);

-- what it looks like, and what it refuses
SELECT c::text LIKE '{"v":1,"data":"%"}' AS sealed, c::text::funnel_case::text = c::text AS canonical, steps(c, 'opened -> replied -> resolved') AS steps
FROM (SELECT funnel_case_agg(at, activity, 'opened -> replied -> resolved') AS c FROM case_ev WHERE customer = 1 AND at NOT BETWEEN '2026-01-01' AND '2027-01-01') x;
SELECT funnel_case_agg('2026-03-02 09:00+00', activity, 'opened -> replied -> resolved') FROM unnest(ARRAY['resolved', 'opened', 'asked', NULL, E'opened\x1fresolved']) activity;
SELECT rollup(NULL::funnel_case), funnel_case_agg(NULL, 'opened', 'opened');
SELECT level(funnel_case_agg(at, activity, 'opened -> replied'), 'opened') FROM case_ev;
SELECT rollup(c) FROM (SELECT funnel_case_agg(at, activity, spec) AS c FROM case_ev, case_spec WHERE n < 3 GROUP BY n) x;
SELECT funnel_case_agg(now(), 'opened', spec) FROM (VALUES ('opened'::funnel_spec), ('closed')) x(spec);
SELECT '{"v":1,"data":"AQAAAAAAAAAABQAAAAAAAAAA"}'::funnel_case;
SELECT '{"v":1,"data":"AQAAAAAAAAAABQAAAAAAAAAB"}'::funnel_case;
SELECT '{"v":2,"data":""}'::funnel_case;
SELECT '{"v":1}'::funnel_case;
-- the one-level funnel keeps a word an event, so it refuses what is no word
SELECT funnel_count_agg(1, '2026-03-02 09:00+00', E'opened\x1freplied', 'opened -> replied');

-- more cases than fit small memory, in no order: each has the level of its own rows
SET enable_sort = off;
SELECT customer % 4 AS kind, min(w), max(w), min(l), max(l), count(*)
FROM (SELECT customer, window_funnel(at, step, '7 days') AS w, level(journey_agg(at, activity), 'a -> b -> c -> d; within 7d') AS l
      FROM (SELECT g % 50001 AS customer, timestamptz '2026-03-02 09:00+00' + g * interval '1 s' AS at, 1 + g / 50001 AS step, chr(97 + g / 50001) AS activity
            FROM generate_series(0, 4 * 50001 - 1) g WHERE g / 50001 < 1 + g % 50001 % 4) x GROUP BY customer) y GROUP BY 1 ORDER BY 1;
RESET enable_sort;

DROP TABLE case_ev, case_spec, case_journey, case_serial, case_state, case_state_copy, case_list;

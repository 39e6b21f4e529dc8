-- funnels of many cases under every split: serial, parallel, partitionwise, rollup of any partition, text and binary
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;

CREATE TABLE funnel_ev (part int, customer int, at timestamptz, activity text);
INSERT INTO funnel_ev
SELECT i * 7 % 5, i::int8 * i % 7919 % 4003 - 100, timestamptz '2026-01-01' + (i * 7919 % 4001) * interval '10 min',
       (ARRAY['opened', 'replied', 'resolved', 'closed', '已投诉', 'a longer activity than sixteen bytes', 'asked'])[1 + i * 13 % 7]
FROM generate_series(1, 30000) i;
ANALYZE funnel_ev;
CREATE TABLE funnel_spec_list (n int, spec funnel_spec);
INSERT INTO funnel_spec_list VALUES (1, 'opened -> replied -> resolved -> closed; within 3d'), (2, 'opened -> replied[<=2d] -> resolved|closed -> resolved; within 9d'),
  (3, 'opened|asked -> "a longer activity than sixteen bytes" -> asked; ties strict; within 2d'), (4, '已投诉 -> closed -> nothing');
CREATE TABLE funnel_journey AS SELECT customer, journey_agg(at, activity) AS j FROM funnel_ev GROUP BY customer;

-- the funnels of journeys, one process: what all others must give
CREATE TABLE funnel_serial AS
SELECT n, funnel_count_agg(j, spec) AS f, funnel_agg(j, spec) AS d FROM funnel_journey, funnel_spec_list GROUP BY n;
SELECT n, f, d::text LIKE f::text || '%' OR d::text LIKE rtrim(f::text, '}') || ',"seen%' AS counts_agree, length(d::text) > 500 AS has_details FROM funnel_serial ORDER BY n;

-- counts by plain SQL: steps 1 and 2 of the first funnel, within 3 days
SELECT count(*) FILTER (WHERE opened) AS reached_1, count(*) FILTER (WHERE replied) AS reached_2, (SELECT array_agg(reached ORDER BY step) FROM funnel_serial, stages(f) WHERE n = 1 AND step <= 2) AS stages
FROM (SELECT bool_or(activity = 'opened') AS opened, bool_or(activity = 'opened' AND replies > 0) AS replied
      FROM (SELECT *, count(*) FILTER (WHERE activity = 'replied') OVER (PARTITION BY customer ORDER BY at RANGE BETWEEN CURRENT ROW AND interval '3 days' FOLLOWING) AS replies FROM funnel_ev) a GROUP BY customer) x;

CREATE FUNCTION pg_temp.differences(query text, OUT funnels int8, OUT different int8) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT count(*), count(*) FILTER (WHERE (b.f = a.f) IS NOT TRUE OR funnel_send(b.f) <> funnel_send(a.f)) FROM funnel_serial a FULL JOIN (%s) b USING (n)', query) INTO funnels, different;
END $$;
CREATE FUNCTION pg_temp.detail_differences(query text, OUT funnels int8, OUT different int8) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT count(*), count(*) FILTER (WHERE (b.f = a.d) IS NOT TRUE OR funnel_send(b.f) <> funnel_send(a.d)) FROM funnel_serial a FULL JOIN (%s) b USING (n)', query) INTO funnels, different;
END $$;

-- one-level, whatever the order of the rows and the type of the id
SELECT * FROM pg_temp.differences('SELECT n, funnel_count_agg(customer, at, activity, spec) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.differences('SELECT n, funnel_count_agg(customer::int8, at, activity, spec ORDER BY at DESC, activity) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.differences('SELECT n, funnel_count_agg(''customer '' || customer, at, activity, spec) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, funnel_agg(customer, at, activity, spec) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, funnel_agg(customer * int8 ''1000000000000000'', at, activity, spec ORDER BY at DESC, activity) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, funnel_agg(''customer '' || customer, at, activity, spec ORDER BY customer) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
-- states of parts, which need not hold whole cases, merged in any order, through text and binary
CREATE AGGREGATE pg_temp.state_agg(bigint, timestamptz, text, funnel_spec) (SFUNC = funnel_count_append, STYPE = funnel_events);
CREATE AGGREGATE pg_temp.state_rollup(funnel_events) (SFUNC = funnel_events_combine, STYPE = funnel_events);
CREATE AGGREGATE pg_temp.detail_state_agg(int8, timestamptz, text, funnel_spec) (SFUNC = funnel_append, STYPE = funnel_events);
CREATE TABLE funnel_state AS SELECT n, part, pg_temp.state_agg(customer, at, activity, spec) AS s, pg_temp.detail_state_agg(customer * int8 '10000000', at, activity, spec) AS d FROM funnel_ev, funnel_spec_list GROUP BY n, part;
CREATE TABLE funnel_state_copy (LIKE funnel_state);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/funnel_state.bin'
COPY funnel_state TO STDOUT (FORMAT binary) \g :file
\set load '\\copy funnel_state_copy from ' :'file' ' (format binary)'
:load
SELECT * FROM pg_temp.differences('SELECT n, funnel_events_final(pg_temp.state_rollup(s ORDER BY part DESC)) AS f FROM funnel_state GROUP BY n');
SELECT * FROM pg_temp.differences('SELECT n, funnel_events_final(pg_temp.state_rollup(s::text::funnel_events ORDER BY part * 3 % 5)) AS f FROM funnel_state GROUP BY n');
SELECT * FROM pg_temp.differences('SELECT n, funnel_events_final(pg_temp.state_rollup(s)) AS f FROM funnel_state_copy GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, funnel_events_final(pg_temp.state_rollup(d ORDER BY part DESC)) AS f FROM funnel_state GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, funnel_events_final(pg_temp.state_rollup(d::text::funnel_events ORDER BY part * 3 % 5)) AS f FROM funnel_state GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, funnel_events_final(pg_temp.state_rollup(d)) AS f FROM funnel_state_copy GROUP BY n');
SELECT count(*), count(*) FILTER (WHERE a <> b) AS text_differs, count(*) FILTER (WHERE c <> d) AS binary_differs
FROM (SELECT pg_temp.state_rollup(d ORDER BY part)::text AS a, pg_temp.state_rollup(d ORDER BY part DESC)::text AS b,
             funnel_events_send(pg_temp.state_rollup(d ORDER BY part)) AS c, funnel_events_send(pg_temp.state_rollup(d ORDER BY part DESC)) AS d FROM funnel_state GROUP BY n) x;
SELECT count(*), count(*) FILTER (WHERE a <> b) AS text_differs, count(*) FILTER (WHERE c <> d) AS binary_differs
FROM (SELECT pg_temp.state_rollup(s ORDER BY part)::text AS a, pg_temp.state_rollup(s ORDER BY part DESC)::text AS b,
             funnel_events_send(pg_temp.state_rollup(s ORDER BY part)) AS c, funnel_events_send(pg_temp.state_rollup(s ORDER BY part DESC)) AS d FROM funnel_state GROUP BY n) x;

-- rollup of funnels of whole cases, in another order
SELECT * FROM pg_temp.differences('SELECT n, rollup(f ORDER BY m DESC) AS f FROM (SELECT n, customer % 7 AS m, funnel_count_agg(j, spec) AS f FROM funnel_journey, funnel_spec_list GROUP BY 1, 2) x GROUP BY n');
SELECT * FROM pg_temp.differences('SELECT n, rollup(f::text::funnel) AS f FROM (SELECT n, customer % 5 AS m, funnel_count_agg(customer, at, activity, spec) AS f FROM funnel_ev, funnel_spec_list GROUP BY 1, 2) x GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, rollup(f ORDER BY m DESC) AS f FROM (SELECT n, customer % 7 AS m, funnel_agg(j, spec) AS f FROM funnel_journey, funnel_spec_list GROUP BY 1, 2) x GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, rollup(f ORDER BY m DESC) AS f FROM (SELECT n, customer % 5 AS m, funnel_agg(customer, at, activity, spec) AS f FROM funnel_ev, funnel_spec_list GROUP BY 1, 2) x GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, rollup(f::text::funnel ORDER BY m) AS f FROM (SELECT n, customer % 5 AS m, funnel_agg(j, spec) AS f FROM funnel_journey, funnel_spec_list GROUP BY 1, 2) x GROUP BY n');
CREATE TABLE funnel_copy (n int, f funnel, d funnel);
\set file :abs_builddir '/results/funnel_merge.bin'
COPY funnel_serial TO STDOUT (FORMAT binary) \g :file
\set load '\\copy funnel_copy from ' :'file' ' (format binary)'
:load
SELECT * FROM pg_temp.differences('SELECT * FROM funnel_copy');
SELECT * FROM pg_temp.detail_differences('SELECT n, d AS f FROM funnel_copy');

-- two workers
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0.001;
SET min_parallel_table_scan_size = 0;
SET cpu_operator_cost = 0; -- one-level aggregates hand over all of their events, which plans by cost avoid
SELECT * FROM pg_temp.differences('SELECT n, funnel_count_agg(customer, at, activity, spec) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.differences('SELECT n, funnel_count_agg(customer::text, at, activity, spec) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.differences('SELECT n, funnel_count_agg(j, spec) AS f FROM funnel_journey, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, funnel_agg(j, spec) AS f FROM funnel_journey, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, funnel_agg(customer, at, activity, spec) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
SELECT * FROM pg_temp.detail_differences('SELECT n, funnel_agg(customer::text, at, activity, spec) AS f FROM funnel_ev, funnel_spec_list GROUP BY n');
RESET max_parallel_workers_per_gather;

-- partitionwise: partial aggregation per partition, which need not hold whole cases
CREATE TABLE funnel_list (LIKE funnel_ev) PARTITION BY LIST (part);
CREATE TABLE funnel_list0 PARTITION OF funnel_list FOR VALUES IN (0, 1);
CREATE TABLE funnel_list1 PARTITION OF funnel_list FOR VALUES IN (2, 3, 4);
INSERT INTO funnel_list SELECT * FROM funnel_ev;
ANALYZE funnel_list;
SET enable_partitionwise_aggregate = on;
SELECT d.* FROM (SELECT string_agg(format('SELECT %s AS n, funnel_count_agg(customer, at, activity, %L) AS f FROM funnel_list', n, spec), ' UNION ALL ') AS q FROM funnel_spec_list) q, pg_temp.differences(q) d;
SELECT d.* FROM (SELECT string_agg(format('SELECT %s AS n, funnel_count_agg(customer::text, at, activity, %L) AS f FROM funnel_list', n, spec), ' UNION ALL ') AS q FROM funnel_spec_list) q, pg_temp.differences(q) d;
SELECT d.* FROM (SELECT string_agg(format('SELECT %s AS n, funnel_agg(customer, at, activity, %L) AS f FROM funnel_list', n, spec), ' UNION ALL ') AS q FROM funnel_spec_list) q, pg_temp.detail_differences(q) d;

-- a state that outgrows a plain value, in groups and alone: the events five times over, 300 days apart
CREATE TABLE funnel_big AS SELECT customer, at + h * interval '300 days' AS at, activity FROM funnel_ev, generate_series(0, 4) h;
SELECT funnel_count_agg(customer, at, activity, 'opened -> replied -> resolved -> closed; within 3d') = (SELECT f FROM funnel_serial WHERE n = 1) AS same FROM funnel_big;
SELECT count(*) AS groups, sum(num_cases(f)) AS cases FROM (SELECT customer % 2 = 0 AS g, funnel_count_agg(customer::text, at, activity, 'opened -> replied') AS f FROM funnel_big GROUP BY 1) x;
SELECT count(*) AS groups, count(*) FILTER (WHERE f = n) AS same
FROM (SELECT customer % 2 = 0 AS g, funnel_agg(customer, at, activity, 'opened -> replied -> resolved; within 3d') AS f FROM funnel_big GROUP BY 1) a
JOIN (SELECT customer % 2 = 0 AS g, funnel_agg(j, 'opened -> replied -> resolved; within 3d') AS n FROM (SELECT customer, journey_agg(at, activity) AS j FROM funnel_big GROUP BY 1) x GROUP BY 1) b USING (g);
-- one case with all events
SELECT funnel_agg(1, at, activity, 'opened -> replied -> resolved -> nothing') = (SELECT funnel_agg(j, 'opened -> replied -> resolved -> nothing') FROM (SELECT journey_agg(at, activity) AS j FROM funnel_big) x) AS same FROM funnel_big;

DROP TABLE funnel_ev, funnel_spec_list, funnel_journey, funnel_serial, funnel_state, funnel_state_copy, funnel_copy, funnel_list, funnel_big;

-- journeys and funnels under every split: serial, parallel, partitionwise, rollup of any partition, text and binary
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;

CREATE TABLE journey_ev (part int, customer int, at timestamptz, activity text, channel text, value float8, seq int8, step int);
INSERT INTO journey_ev
SELECT i * 7 % 5, i % 1009 * (i % 1009) % 211, timestamptz '2026-01-01' + (i * 7919 % 4001) * interval '10 min',
       (ARRAY['opened', 'replied', 'resolved', 'closed', '已投诉'])[1 + i * 13 % 5],
       (ARRAY['phone', NULL, 'web'])[1 + i * 11 % 3], CASE WHEN i % 4 = 0 THEN i * 0.1 END, CASE WHEN i % 3 = 0 THEN i % 7 END,
       CASE WHEN i % 6 > 0 THEN 1 + i * 13 % 5 END
FROM generate_series(1, 12000) i;
CREATE TABLE journey_serial AS
SELECT customer, journey_agg(at, activity, channel, value, seq) AS j, window_funnel(at, step, '3 days') AS w,
       window_funnel_agg(at, step, '3 days') AS s
FROM journey_ev GROUP BY customer;
ANALYZE journey_ev;
SELECT count(*), sum(num_events(j)), sum(level(j, 'opened -> replied -> resolved; within 3d')), sum(w) FROM journey_serial;

-- the level of a journey is that of window_funnel
WITH x AS (
  SELECT customer, journey_agg(at, activity) AS j, window_funnel(at, array_position(ARRAY['opened', 'replied', 'resolved', 'closed'], activity), '3 days') AS w
  FROM journey_ev GROUP BY customer)
SELECT count(*) FILTER (WHERE level(j, 'opened -> replied -> resolved -> closed; within 3d') <> w) AS different, count(DISTINCT w) > 2 AS varied FROM x;

-- what to compare: one row per customer, from some other way to aggregate
CREATE FUNCTION pg_temp.differences(query text, OUT rows int8, OUT journeys int8, OUT levels int8, OUT windows int8) LANGUAGE plpgsql AS $$
DECLARE
  spec text := 'opened -> replied[<=2d] -> resolved|closed -> resolved; within 9d; ties seq';
BEGIN
  EXECUTE format('SELECT count(*), count(*) FILTER (WHERE (b.j = a.j) IS NOT TRUE OR journey_send(b.j) <> journey_send(a.j)),
                         count(*) FILTER (WHERE level(b.j, %1$L) IS DISTINCT FROM level(a.j, %1$L) OR steps(b.j, %1$L) IS DISTINCT FROM steps(a.j, %1$L)),
                         count(*) FILTER (WHERE b.w IS DISTINCT FROM a.w)
                  FROM journey_serial a FULL JOIN (%2$s) b USING (customer)', spec, query) INTO rows, journeys, levels, windows;
END $$;

-- rollup of partial journeys, in an order that depends on the part
SELECT * FROM pg_temp.differences('SELECT customer, rollup(j) AS j, level(rollup(s)) AS w FROM (
  SELECT customer, part, journey_agg(at, activity, channel, value, seq) AS j, window_funnel_agg(at, step, ''3 days'') AS s FROM journey_ev GROUP BY customer, part ORDER BY part DESC, customer) x GROUP BY customer');
-- rows in other orders
SELECT * FROM pg_temp.differences('SELECT customer, journey_agg(at, activity, channel, value, seq ORDER BY at) AS j, window_funnel(at, step, ''3 days'' ORDER BY at DESC) AS w FROM journey_ev GROUP BY customer');
-- through text and binary
SELECT * FROM pg_temp.differences('SELECT customer, rollup(j::text::journey) AS j, level(rollup(s::text::funnel_case)) AS w FROM (
  SELECT customer, part, journey_agg(at, activity, channel, value, seq) AS j, window_funnel_agg(at, step, ''3 days'') AS s FROM journey_ev GROUP BY customer, part) x GROUP BY customer');
CREATE TABLE journey_part AS
SELECT customer, part, journey_agg(at, activity, channel, value, seq) AS j, window_funnel_agg(at, step, '3 days') AS s, funnel_count_agg(k, 'opened -> replied; within 3d') AS f
FROM (SELECT *, journey_agg(at, activity) OVER (PARTITION BY customer, part) AS k FROM journey_ev) x GROUP BY customer, part;
CREATE TABLE journey_copy (LIKE journey_part);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/journey_part.bin'
COPY journey_part TO STDOUT (FORMAT binary) \g :file
\set load '\\copy journey_copy from ' :'file' ' (format binary)'
:load
SELECT count(*) AS rows, count(*) FILTER (WHERE a.j <> b.j) AS journeys, count(*) FILTER (WHERE a.s::text <> b.s::text) AS states, count(*) FILTER (WHERE a.f <> b.f) AS funnels
FROM journey_part a JOIN journey_copy b USING (customer, part);
SELECT * FROM pg_temp.differences('SELECT customer, rollup(j) AS j, level(rollup(s)) AS w FROM journey_copy GROUP BY customer');

-- two workers
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
CREATE TABLE journey_parallel AS
SELECT customer, journey_agg(at, activity, channel, value, seq) AS j, window_funnel(at, step, '3 days') AS w FROM journey_ev GROUP BY customer;
SELECT * FROM pg_temp.differences('SELECT * FROM journey_parallel');
SELECT (SELECT funnel_count_agg(j, 'opened -> replied -> resolved; within 3d') FROM journey_serial) = funnel_count_agg(j, 'opened -> replied -> resolved; within 3d') AS same FROM journey_parallel;
SELECT rollup(j) = (SELECT journey_agg(at, activity, channel, value, seq) FROM journey_ev) AS whole FROM journey_parallel;
RESET max_parallel_workers_per_gather;

-- partitionwise: partial aggregation per partition, which need not hold whole customers
CREATE TABLE journey_list (LIKE journey_ev) PARTITION BY LIST (part);
CREATE TABLE journey_list0 PARTITION OF journey_list FOR VALUES IN (0, 1);
CREATE TABLE journey_list1 PARTITION OF journey_list FOR VALUES IN (2, 3, 4);
INSERT INTO journey_list SELECT * FROM journey_ev;
ANALYZE journey_list;
SET enable_partitionwise_aggregate = on;
CREATE TABLE journey_wise AS
SELECT customer, journey_agg(at, activity, channel, value, seq) AS j, window_funnel(at, step, '3 days') AS w FROM journey_list GROUP BY customer;
SELECT * FROM pg_temp.differences('SELECT * FROM journey_wise');

-- funnels of parts add up
SELECT rollup(f) = (SELECT funnel_count_agg(j, 'opened -> replied; within 3d') FROM journey_wise) AS same
FROM (SELECT customer % 7 AS m, funnel_count_agg(j, 'opened -> replied; within 3d') AS f FROM journey_wise GROUP BY 1) x;

DROP TABLE journey_ev, journey_serial, journey_part, journey_copy, journey_parallel, journey_list, journey_wise;

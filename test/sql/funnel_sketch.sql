-- funnel sketches: the level of a case from its periods
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;

CREATE TEMP TABLE ev AS
SELECT i * i % 5003 % 501 AS customer, timestamptz '2026-01-01' + (i * 7919 % 4001) * interval '10 min' AS at,
       (ARRAY['opened', 'replied', 'resolved', 'closed', 'asked'])[1 + i * 13 % 5] AS activity
FROM generate_series(1, 4000) i;

-- a day of a case
SELECT sketch('{"v":1,"events":[["2026-01-05T09:00:00Z","opened"],["2026-01-05T10:00:00Z","replied"],["2026-01-05T10:30:00Z","asked"],["2026-01-05T11:00:00Z","replied"]]}', 'opened -> replied -> resolved; within 1d') AS monday \gset
SELECT :'monday' LIKE '{"v":1,"data":"%"}' AS sealed, :'monday'::funnel_sketch::text = :'monday' AS canonical;
SELECT sketch('{"v":1,"events":[["2026-01-06T08:00:00Z","resolved"],["2026-01-06T09:30:00Z","resolved"]]}', 'opened -> replied -> resolved; within 1d') AS tuesday \gset
SELECT level(:'monday'::funnel_sketch), level(:'tuesday'::funnel_sketch), level(:'monday'::funnel_sketch + :'tuesday'), level(:'tuesday'::funnel_sketch + :'monday'),
       level(fold(:'tuesday'::funnel_sketch + :'monday')), fold(:'tuesday'::funnel_sketch + :'monday') = fold(:'monday'::funnel_sketch + :'tuesday') AS same;
-- from 09:00 to 08:00 the next day are 23 hours: too long for a window of 22
SELECT level(sketch('{"v":1,"events":[["2026-01-05T09:00:00Z","opened"],["2026-01-05T10:00:00Z","replied"]]}', spec) + sketch('{"v":1,"events":[["2026-01-06T08:00:00Z","resolved"]]}', spec))
FROM (VALUES ('opened -> replied -> resolved; within 23h'::funnel_spec), ('opened -> replied -> resolved; within 22h')) s(spec);
-- no event of a step, no event at all
SELECT sketch('{"v":1,"events":[["2026-01-05T10:30:00Z","asked"]]}', 'a -> b') = sketch('{"v":1,"events":[]}', 'a -> b') AS same, level(sketch('{"v":1,"events":[]}', 'a -> b')), sketch(NULL, 'a') IS NULL AS null_in,
       level(:'monday'::funnel_sketch + sketch('{"v":1,"events":[]}', 'opened -> replied -> resolved; within 1d')) AS nothing_added;

-- sketches by day give the level of the whole, whatever the order
CREATE TEMP TABLE spec (spec text);
INSERT INTO spec VALUES ('opened -> replied -> resolved -> closed; within 3d'), ('opened -> replied -> resolved -> closed'), ('opened|asked -> replied|asked -> asked; within 30h');
WITH whole AS (SELECT customer, spec, level(journey_agg(at, activity), spec::funnel_spec) AS level FROM ev, spec GROUP BY customer, spec),
days AS (SELECT customer, spec, at::date AS day, sketch(journey_agg(at, activity), spec::funnel_spec) AS s FROM ev, spec GROUP BY customer, spec, day),
sums AS (SELECT customer, spec, rollup(s ORDER BY md5(day::text)) AS s, rollup(s ORDER BY day DESC) AS t FROM days GROUP BY customer, spec)
SELECT spec, count(*), array_agg(DISTINCT level) AS levels, count(*) FILTER (WHERE level(s) <> level OR level(fold(s)) <> level) AS different,
       count(*) FILTER (WHERE s <> t OR funnel_sketch_send(s) <> funnel_sketch_send(t)) AS order_matters
FROM whole JOIN sums USING (customer, spec) GROUP BY spec ORDER BY spec;
-- text and binary
CREATE TEMP TABLE day AS SELECT customer, at::date AS day, sketch(journey_agg(at, activity), 'opened -> replied -> closed; within 2d') AS s FROM ev GROUP BY 1, 2;
SELECT count(*) FILTER (WHERE s::text::funnel_sketch <> s) AS differ FROM day;
CREATE TEMP TABLE copy (LIKE day);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/funnel_sketch.bin'
COPY day TO STDOUT (FORMAT binary) \g :file
\set load '\\copy copy from ' :'file' ' (format binary)'
:load
SELECT count(*) AS rows, count(*) FILTER (WHERE a.s <> b.s) AS differ FROM day a JOIN copy b USING (customer, day);
-- two workers
CREATE TABLE sketch_day AS SELECT * FROM day;
ANALYZE sketch_day;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT count(*) FILTER (WHERE a.s <> b.s) AS differ FROM (SELECT customer, rollup(s) AS s FROM sketch_day GROUP BY customer) a JOIN (SELECT customer, rollup(s) AS s FROM day GROUP BY customer) b USING (customer);
RESET max_parallel_workers_per_gather;
DROP TABLE sketch_day;

-- refused
SELECT :'monday'::funnel_sketch + :'monday';
SELECT :'monday'::funnel_sketch + sketch('{"v":1,"events":[["2026-01-05T11:00:00Z","resolved"]]}', 'opened -> replied -> resolved; within 1d');
SELECT :'monday'::funnel_sketch + sketch('{"v":1,"events":[]}', 'opened -> replied');
SELECT sketch('{"v":1,"events":[]}', 'a -> b[<=4h]');
SELECT sketch('{"v":1,"events":[]}', 'a -> b; ties strict');
-- a damaged time in its piece
SELECT format('{"v":1,"data":"%s"}', translate(encode(overlay(b PLACING '\x80' FROM length(b) - 63), 'base64'), E'\n', ''))::funnel_sketch FROM funnel_sketch_send(:'monday') b;

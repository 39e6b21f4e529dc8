-- processes: figures against SQL, one-level = nested = any split, text and binary, refusals
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;

CREATE TABLE process_ev (part int, c int, at timestamptz, activity text, resource text);
INSERT INTO process_ev
SELECT i * 7 % 5, (i * 7919 % 1009)::int % 211, timestamptz '2026-01-01' + (i * 104729 % 4001) * interval '7 min',
       (ARRAY['open', 'reply', 'wait', '投诉', 'done'])[1 + (i * 31 % 97) % 5], (ARRAY['ann', NULL, 'bob', 'cy'])[1 + (i * 17 % 89) % 4]
FROM generate_series(1, 6000) i;
-- a small one to look at: a case with a loop, one with a repetition, one event alone
CREATE TABLE process_few (c text, at timestamptz, activity text, resource text);
INSERT INTO process_few VALUES
  ('A', '2026-01-05 09:00+00', 'open', 'ann'), ('A', '2026-01-05 10:00+00', 'reply', 'bob'), ('A', '2026-01-05 10:30+00', 'reply', 'bob'), ('A', '2026-01-05 12:00+00', 'close', NULL),
  ('B', '2026-01-06 09:00+00', 'open', 'ann'), ('B', '2026-01-06 11:00+00', 'reply', 'ann'), ('B', '2026-01-06 12:00+00', 'close', 'ann'), ('B', '2026-01-07 12:00+00', 'reply', 'bob'),
  ('C', '2026-01-07 09:00+00', 'open', NULL),
  (NULL, '2026-01-07 09:00+00', 'open', NULL), ('D', NULL, 'open', NULL), ('D', '2026-01-07 09:00+00', NULL, NULL);
CREATE VIEW process_small AS SELECT process_agg(c, at, activity, resource) AS p FROM process_few;
SELECT p FROM process_small;
SELECT x.* FROM process_small, edges(p) x;
SELECT x.* FROM process_small, activities(p) x;
SELECT x.* FROM process_small, variants(p) x;
SELECT x.* FROM process_small, handovers(p) x;
SELECT x.* FROM process_small, bottlenecks(p) x;
SELECT num_cases(p), throughput(p), throughput(p, 0), throughput(p, 1), throughput(p, 0.34) FROM process_small;
-- ties: time, then activity by bytes, then resource, none first; whatever the order of the rows
SELECT path FROM variants((SELECT process_agg(1, '2026-01-01Z', a) FROM (VALUES ('b'), ('a'), ('B'), ('a')) v(a)));
-- types of case ids
SELECT count(DISTINCT p::text) FROM (
  SELECT process_agg(c, at, activity) FROM process_ev UNION ALL SELECT process_agg(c::int2, at, activity) FROM process_ev
  UNION ALL SELECT process_agg(c::int8 * 10000000000, at, activity) FROM process_ev UNION ALL SELECT process_agg(c::text, at, activity) FROM process_ev
  UNION ALL SELECT process_agg(c::varchar(9), at, activity) FROM process_ev UNION ALL SELECT process_agg(c::char(9), at, activity) FROM process_ev
  UNION ALL SELECT process_agg(md5(c::text)::uuid, at, activity) FROM process_ev) x(p);

-- independent SQL: lag() and count()
CREATE TABLE process_naive AS
SELECT *, lag(activity) OVER w AS before, lag(resource) OVER w AS giver, at - lag(at) OVER w AS gap,
       count(*) OVER (PARTITION BY c, activity ORDER BY at, activity COLLATE "C", resource COLLATE "C" NULLS FIRST, part ROWS UNBOUNDED PRECEDING) AS nth,
       row_number() OVER w AS ord, count(*) OVER (PARTITION BY c) AS len
FROM process_ev WINDOW w AS (PARTITION BY c ORDER BY at, activity COLLATE "C", resource COLLATE "C" NULLS FIRST, part);
CREATE TABLE process_one AS SELECT process_agg(c, at, activity, resource) AS p FROM process_ev;
WITH mine AS (
  SELECT e.source, e.target, e.n, e.cases, round(extract(epoch FROM e.mean), 4), round(extract(epoch FROM e.stddev), 4), e.p50, e.p90, e.min, e.max, e.total FROM process_one, edges(p) e
), theirs AS (
  SELECT before, activity, count(*), count(DISTINCT c), round(avg(extract(epoch FROM gap)), 4), round(stddev(extract(epoch FROM gap)), 4),
         percentile_disc(0.5) WITHIN GROUP (ORDER BY gap), percentile_disc(0.9) WITHIN GROUP (ORDER BY gap), min(gap), max(gap), sum(gap)
  FROM process_naive WHERE before IS NOT NULL GROUP BY 1, 2
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
WITH mine AS (
  SELECT a.* FROM process_one, activities(p) a
), theirs AS (
  SELECT activity, count(*), count(DISTINCT c), count(*) FILTER (WHERE ord = 1), count(*) FILTER (WHERE ord = len), count(*) FILTER (WHERE nth = 2),
         count(*) FILTER (WHERE before = activity), count(*) FILTER (WHERE nth > 1 AND before <> activity)
  FROM process_naive GROUP BY 1
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
WITH mine AS (
  SELECT h.* FROM process_one, handovers(p) h
), theirs AS (
  SELECT giver, resource, count(*) FROM process_naive WHERE giver IS NOT NULL AND resource IS NOT NULL GROUP BY 1, 2
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
WITH traces AS (
  SELECT c, array_agg(activity ORDER BY ord) AS path, max(at) - min(at) AS d FROM process_naive GROUP BY c
), mine AS (
  SELECT v.path, v.n, v.mean_duration FROM process_one, variants(p, 1000) v
), theirs AS (
  SELECT path, count(*), avg(d) FROM traces GROUP BY path
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ,
         (SELECT throughput(p, 0.9) = (SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY d) FROM traces) FROM process_one) AS throughput;

WITH mine AS (
  SELECT f.* FROM process_one, eventually_follows(p) f
), theirs AS (
  SELECT a.activity, b.activity, count(*), count(DISTINCT a.c) FROM process_naive a JOIN process_naive b ON a.c = b.c AND a.ord < b.ord GROUP BY 1, 2
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
SELECT x.* FROM process_small, eventually_follows(p) x;

-- every way of building it gives the same bytes
CREATE FUNCTION pg_temp.same(query text) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE
  ok bool;
BEGIN
  EXECUTE format('SELECT q.p = o.p AND process_send(q.p) = process_send(o.p) FROM process_one o, (%s) q(p)', query) INTO ok;
  RETURN ok;
END $$;
-- nested
SELECT pg_temp.same('SELECT process_agg(j) FROM (SELECT journey_agg(at, activity, resource) AS j FROM process_ev GROUP BY c ORDER BY max(at) DESC) x');
SELECT pg_temp.same('SELECT process_agg(j) FROM (SELECT rollup(j::text::journey) AS j FROM (SELECT c, journey_agg(at, activity, resource) AS j FROM process_ev GROUP BY c, part) y GROUP BY c) x');
-- rows in other orders
SELECT pg_temp.same('SELECT process_agg(c, at, activity, resource ORDER BY at DESC) FROM process_ev');
SELECT pg_temp.same('SELECT process_agg(c, at, activity, resource ORDER BY c, part) FROM process_ev');
-- rollup of any split into whole cases, through text
SELECT pg_temp.same('SELECT rollup(p) FROM (SELECT process_agg(c, at, activity, resource)::text::process AS p FROM process_ev GROUP BY c % 7 ORDER BY c % 7) x');
SELECT pg_temp.same('SELECT rollup(p) FROM (SELECT process_agg(c, at, activity, resource) AS p FROM process_ev GROUP BY c ORDER BY c DESC) x');
SELECT pg_temp.same('SELECT a.p + b.p FROM (SELECT process_agg(c, at, activity, resource) FROM process_ev WHERE c < 50) a(p), (SELECT process_agg(c, at, activity, resource) FROM process_ev WHERE c >= 50) b(p)');
-- two workers
-- one-level aggregates hand over all of their events, which plans by cost avoid
SET cpu_operator_cost = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0.001;
SET min_parallel_table_scan_size = 0;
ALTER TABLE process_ev SET (parallel_workers = 2);
SELECT pg_temp.same('SELECT process_agg(c, at, activity, resource) FROM process_ev');
SELECT pg_temp.same('SELECT process_agg(j) FROM (SELECT journey_agg(at, activity, resource) AS j FROM process_ev GROUP BY c) x');
SELECT pg_temp.same('SELECT rollup(p) FROM (SELECT process_agg(c, at, activity, resource) AS p FROM process_ev GROUP BY c) x');
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
-- partitions that hold parts of cases
CREATE TABLE process_partitioned (LIKE process_ev) PARTITION BY LIST (part);
CREATE TABLE process_p0 PARTITION OF process_partitioned FOR VALUES IN (0, 2);
CREATE TABLE process_p1 PARTITION OF process_partitioned DEFAULT;
INSERT INTO process_partitioned TABLE process_ev;
SET enable_partitionwise_aggregate = on;
SELECT pg_temp.same('SELECT process_agg(c, at, activity, resource) FROM process_partitioned');
SELECT bool_and(pg_temp.same(format('SELECT process_agg(c, at, activity, resource) FROM (SELECT * FROM process_ev WHERE part <> %s UNION ALL SELECT * FROM process_partitioned WHERE part = %s) x', i, i))) FROM generate_series(0, 4) i;
RESET enable_partitionwise_aggregate;
RESET cpu_operator_cost;
-- collected events by hand: combine, text and binary
CREATE TABLE process_binary (e process_events, p process);
INSERT INTO process_binary SELECT process_append(process_append(NULL, 7, '2026-01-05 10:00+00', 'b', 'x'), -3, '2026-01-05 09:00+00', 'a', NULL), p FROM process_one;
INSERT INTO process_binary SELECT process_append(process_append(NULL, 'k"7'::text, '2026-01-05 10:00+00', 'b'), 'more than 8 bytes'::text, '2026-01-05Z', 'z'), (SELECT p FROM process_small);
-- a process goes on with journeys, in an aggregate or by hand
SELECT process_append(process_append(p, j), j) = p + process_agg(j) + process_agg(j) AS "by hand", process_append(NULL, j) = process_agg(j) AS first, process_append(p, NULL) = p AS none,
       process_append(p, '{"v":1,"events":[]}') = p AS empty, num_cases(process_append(p, j)) - num_cases(p) AS one_more
FROM process_one, (SELECT journey_agg('2026-01-05Z', a, NULL, NULL, s) AS j FROM (VALUES ('z', 1), ('y', 2)) v(a, s)) x GROUP BY p, j;
SELECT c, num_cases(process_agg(j) OVER (ORDER BY c)), (process_agg(j) OVER (ORDER BY c)) = (SELECT process_agg(i.c, at, activity, resource) FROM process_few i WHERE i.c <= x.c) AS same
FROM (SELECT c, journey_agg(at, activity, resource) AS j FROM process_few WHERE c < 'D' GROUP BY c) x;
WITH e AS (SELECT c::text, timestamptz '2026-01-01' + k * interval '1 min' AS at, 'a' || c * 7 % 350 + k % 4 AS activity, 'r' || k % 50 AS resource FROM generate_series(1, 400) c, generate_series(1, 9) k)
SELECT (SELECT process_agg(j) FROM (SELECT journey_agg(at, activity, resource) AS j FROM e GROUP BY c) x) = process_agg(c, at, activity, resource) AS "350 labels" FROM e;
SELECT e::text LIKE '{"v":1,"data":"%"}' AS sealed, e::text::process_events::text = e::text AS canonical FROM process_binary;
SELECT process_events_final(process_events_combine((SELECT e FROM process_binary LIMIT 1), (SELECT e FROM process_binary OFFSET 1)));
SELECT process_events_combine(e, e)::text = process_events_combine(e::text::process_events, e)::text, process_events_final(e)::text FROM process_binary;
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/process.bin'
CREATE TABLE process_back (LIKE process_binary);
COPY process_binary TO STDOUT (FORMAT binary) \g :file
\set load '\\copy process_back from ' :'file' ' (format binary)'
:load
SELECT bool_and(a.p = b.p AND a.e::text = b.e::text) FROM (SELECT *, row_number() OVER () AS i FROM process_binary) a JOIN (SELECT *, row_number() OVER () AS i FROM process_back) b USING (i);

-- in a window, and over nothing
SELECT c, num_cases(process_agg(c, at, activity) OVER (ORDER BY c)) FROM process_few WHERE c < 'D' AND activity = 'open';
SELECT process_agg(c, at, activity) IS NULL, process_agg(NULL::journey) IS NULL FROM process_few WHERE false;
SELECT process_agg(c, at, activity) IS NULL AS "all rows skipped" FROM process_few WHERE c IS NULL;
SELECT rollup(p) IS NULL FROM process_one WHERE false;
SELECT p, throughput(p), num_cases(p), (SELECT count(*) FROM edges(p)) AS edges FROM (SELECT process_agg('{"v":1,"events":[]}'::journey)) x(p);
SELECT p + NULL = p, NULL + p = p FROM process_small;
SELECT count(*) FROM edges(NULL);

-- seq, last: as journeys have it; with NULLs, with a resource, a calendar, both; a calendar as it is typed
CREATE TABLE process_seq AS SELECT c, timestamptz '2026-01-01' + (i * 104729 % 101) * interval '7 min' AS at, activity, resource, CASE WHEN i % 5 > 0 THEN (i * 7919 % 13)::bigint - 4 END AS seq, part FROM (SELECT *, row_number() OVER () AS i FROM process_ev) x;
SELECT num_cases(process_agg(c, at, activity, seq)) AS cases, process_agg(c, at, activity, seq) <> process_agg(c, at, activity) AS differs,
       process_agg(c, at, activity, seq) = (SELECT process_agg(j) FROM (SELECT journey_agg(at, activity, NULL, NULL, seq) AS j FROM process_seq GROUP BY c) x) AS nested,
       process_agg(c::text || ' in words', at, activity, seq) = process_agg(md5(c::text)::uuid, at, activity, seq) AS ids,
       process_agg(c, at, activity, resource, seq) = (SELECT process_agg(j) FROM (SELECT journey_agg(at, activity, resource, NULL, seq) AS j FROM process_seq GROUP BY c) x) AS with_resource,
       process_agg(c, at, activity, NULL::bigint) = process_agg(c, at, activity) AS all_null
FROM process_seq;
SELECT process_agg(c, at, activity, k, seq) = (SELECT process_agg(j, k) FROM (SELECT journey_agg(at, activity, NULL, NULL, seq) AS j FROM process_seq GROUP BY c) x) AS with_calendar,
       process_agg(c, at, activity, resource, k, seq) = (SELECT process_agg(j, k) FROM (SELECT journey_agg(at, activity, resource, NULL, seq) AS j FROM process_seq GROUP BY c) x) AS with_both,
       process_agg(c, at, activity, resource, 'tz UTC; mon-fri 9-17', seq) = process_agg(c, at, activity, resource, k, seq) AS typed,
       process_agg(c, at, activity, resource, 'tz UTC; mon-fri 9-17') = process_agg(c, at, activity, resource, k) AS as_typed,
       process_agg(c, at, activity, resource, k::text) = process_agg(c, at, activity, resource, k) AS as_text
FROM process_seq, (VALUES ('tz UTC; mon-fri 9-17'::calendar)) v(k) GROUP BY k;
-- in other orders, and by parts of cases that are handed over as text
CREATE AGGREGATE process_seq_events(bigint, timestamptz, text, text, bigint) (SFUNC = csq_internal.process_append, STYPE = csq_internal.process_events);
SELECT count(DISTINCT p::text) AS same FROM (
  SELECT process_agg(c, at, activity, resource, seq) FROM process_seq UNION ALL SELECT process_agg(c, at, activity, resource, seq ORDER BY seq DESC, part) FROM process_seq
  UNION ALL SELECT process_events_final(process_events_combine(a::text::process_events, b::text::process_events)) FROM (SELECT process_seq_events(c, at, activity, resource, seq) FILTER (WHERE part < 3), process_seq_events(c, at, activity, resource, seq) FILTER (WHERE part >= 3) FROM process_seq) e(a, b)) x(p);
SELECT path FROM variants((SELECT process_agg(1, '2026-01-01Z', a, s::bigint) FROM (VALUES ('none', NULL), ('second', 2), ('first', -7)) v(a, s)));
SELECT process_events_combine(process_append(NULL, 1, '2026-01-05 10:00Z', 'a', 5::bigint), process_append(NULL, 1, '2026-01-05 10:00Z', 'a'));
SELECT process_agg(c, at, activity, 'tz UTC; mon-fri 9-17', seq) FROM process_seq;
SELECT process_agg(c, at, activity, resource, '7') FROM process_seq;
SELECT process_agg(c, at, activity, resource, NULL) FROM process_seq;

-- refused
SELECT process_agg(c::numeric, at, activity) FROM process_ev;
SELECT process_agg(c, 'infinity', activity) FROM process_ev;
SELECT throughput(p, 50) FROM process_small;
SELECT throughput(p, 'NaN') FROM process_small;
SELECT * FROM process_small, variants(p, -1);
SELECT * FROM process_small, variants(p, 0);
SELECT * FROM process_small, bottlenecks(p, 0);
SELECT '{"v":1}'::process;
SELECT '{"v":1,"activities":["a"],"resources":[],"variants":[[[0],1,"0"]],"edges":[],"handovers":[],"durations":[0,2]}'::process;
SELECT '{"v":1,"data":"AQAA"}'::process_events;
SELECT format('{"v":1,"data":"%s"}', translate(encode(process_events_send(process_append(NULL::process_events, 1, '2026-03-02Z', 'a')) || '\x00', 'base64'), E'\n', ''))::process_events;

-- pictures: deterministic, escaped
CREATE VIEW process_odd AS
SELECT process_agg(1, at::timestamptz, a) AS p FROM (VALUES ('2026-01-05 09:00+00', E'say "hi"\n'), ('2026-01-05 09:00:30+00', 'a\b'), ('2026-01-05 11:30+00', '<b>&amp;</b> #1; `x`'), ('2026-01-09 12:00+00', '投诉'), ('2026-01-09 12:00:00.25+00', '-')) v(at, a);
SELECT to_mermaid(p) FROM process_odd;
SELECT to_dot(p, 3, 'mean') FROM process_odd;
SELECT to_mermaid(p, 2, 'p90') FROM process_small;
-- what is drawn keeps its strongest way in and out: a frequent way on from a rare one (m), which is drawn with its own way in
CREATE TABLE process_ways AS SELECT process_agg(i, timestamptz '2026-01-01' + k * interval '1 h', a) AS p
FROM (VALUES (1, 50, '{a,b,d}'::text[]), (51, 60, '{a,c,m,r,s}'), (61, 65, '{a,m,r,s}'), (66, 68, '{b,m,r,s}'), (69, 72, '{x,m,m,m,m,r,s}')) v(lo, hi, trace), generate_series(lo, hi) i, unnest(trace) WITH ORDINALITY u(a, k);
SELECT to_mermaid(p, 3) FROM process_ways;
WITH drawn AS (
  SELECT top, side, a FROM process_ways, generate_series(1, 12) top, LATERAL (SELECT m[1] AS x, m[2] AS y FROM regexp_matches(to_dot(p, top), '(\w+) -> (\w+) ', 'g') m) e, LATERAL (VALUES ('in', y), ('out', x)) s(side, a) WHERE x <> y
), nodes AS (
  SELECT top, m[1] AS a FROM process_ways, generate_series(1, 12) top, LATERAL regexp_matches(to_dot(p, top), '(a\d+) \[label', 'g') m
) SELECT count(*) > 60 AS many, count(*) FILTER (WHERE NOT EXISTS (SELECT FROM drawn d WHERE d.top = n.top AND d.a = n.a AND d.side = s)) AS "without a way" FROM nodes n, unnest('{in,out}'::text[]) s;
SELECT to_mermaid(p, 1, 'median') FROM process_small;
SELECT to_dot(p, -1) FROM process_small;
SELECT to_mermaid(p), to_dot(p) FROM (SELECT process_agg('{"v":1,"events":[]}'::journey)) x(p);
-- every measure
SELECT m, to_mermaid(p, 1, m) = to_mermaid(p, 1) AS as_n, length(to_dot(p, 1, m)) > 100 FROM process_small, unnest('{n,cases,mean,p50,p90,min,max,total}'::text[]) m;

-- conformance: against a model, against another process, against SQL
SELECT x.* FROM process_small, conformance(p, '{"edges":[["open","reply"],["reply","close"]],"start":["open"],"end":["close"]}') x;
SELECT x.* FROM process_small, conformance(p, '{"edges":[["open","reply"],["reply","close"],["reply","reply"],["close","reply"],["new","old"]]}') x;
SELECT fitness(p, '{"edges":[["open","reply"],["reply","close"]],"start":["open"],"end":["close"]}'), fitness(p, '{"edges":[]}'), fitness(p, model_of(p)), model_of(p) FROM process_small;
SELECT x.* FROM conformance((SELECT process_agg(c, at, activity) FROM process_few), (SELECT model_of(process_agg(c, at, activity)) FROM process_few WHERE c = 'B')) x;
WITH model(source, target) AS (VALUES ('open', 'reply'), ('reply', 'wait'), ('wait', 'reply'), ('reply', 'done'), ('open', 'done'), ('wait', 'open')), moves AS (
  SELECT c, before, activity, (before, activity) IN (TABLE model) AS allowed FROM process_naive WHERE before IS NOT NULL
  UNION ALL SELECT c, NULL, activity, activity IN ('open', 'wait') FROM process_naive WHERE ord = 1
  UNION ALL SELECT c, activity, NULL, activity = 'done' FROM process_naive WHERE ord = len
), theirs AS (
  SELECT CASE WHEN before IS NULL THEN 'start' WHEN activity IS NULL THEN 'end' ELSE 'edge' END, before, activity, count(*), count(DISTINCT c), count(DISTINCT c) / 211.0::float8 FROM moves WHERE NOT allowed GROUP BY 1, 2, 3
  UNION ALL SELECT 'any', NULL, NULL, count(*), count(DISTINCT c), count(DISTINCT c) / 211.0::float8 FROM moves WHERE NOT allowed
), m(model) AS (
  SELECT jsonb_build_object('edges', jsonb_agg(jsonb_build_array(source, target)), 'start', '["open","wait"]'::jsonb, 'end', '["done"]'::jsonb) FROM model
), mine AS (
  SELECT x.kind, x.source, x.target, x.n, x.cases, x.share FROM process_one, m, conformance(p, m.model) x
) SELECT num_cases(p), (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ,
         fitness(p, (SELECT model FROM m)) = (SELECT avg(allowed::int)::float8 FROM moves) AS fitness FROM process_one;
SELECT x.* FROM process_small, conformance(p, '{"edges":[["open"]]}') x;
SELECT fitness(p, '{"start":[]}') FROM process_small;
SELECT fitness(p, '[]') FROM process_small;

-- outcomes: open -> reply 2 of 3; up to the first close, reply -> reply 1, close 2 of 3: close is reached from reply always, from open with 2/3
SELECT x.* FROM process_small, outcomes(p, '{close}') x;
SELECT x.* FROM process_small, outcomes(p, '{nothing,NULL}') x;
SELECT x.* FROM process_small, removal_effect(p, 'close') x;
SELECT count(*) FROM process_small, removal_effect(p, 'nothing') x;
-- a path ends at its goal: A G A and A reach it in one of two times; with what comes after it in one of three.  B is known from after the goal only
CREATE TABLE process_goal AS SELECT process_agg(c, timestamptz '2026-01-01' + k * interval '1 h', a) AS p FROM (VALUES (1, '{A,G,A,B}'::text[]), (2, '{A}')) v(c, t), unnest(t) WITH ORDINALITY u(a, k);
SELECT x.* FROM process_goal, outcomes(p, '{G}') x;
SELECT x.* FROM process_goal, outcomes(p, '{G}', after_goal => true) x;
SELECT (SELECT array_agg(x) FROM outcomes(p, '{G}', false) x) = (SELECT array_agg(x) FROM outcomes(p, '{G}') x) AS same, (SELECT count(*) FROM outcomes(p, '{G}', NULL)) AS none FROM process_goal;
SELECT x.*, y.effect AS effect_with_after FROM process_goal, removal_effect(p, 'G') x JOIN removal_effect(p, 'G', true) y USING (activity);
-- the chance from the start is then the share of the cases that reach the goal
SELECT round(sum(a.starts * x.probability)::numeric / num_cases(p), 9) = round((SELECT count(DISTINCT c) FROM process_ev WHERE activity = 'done')::numeric / num_cases(p), 9) AS same
FROM process_one, activities(p) a JOIN outcomes(p, '{done}') x USING (activity) WHERE x.outcome = 'done' GROUP BY num_cases(p);
DROP TABLE process_goal;
SELECT activity, round(sum(probability)::numeric, 9) AS sum, count(*) FROM process_one, outcomes(p, '{done,wait}') GROUP BY activity ORDER BY activity COLLATE "C";
SELECT count(*) FROM outcomes((SELECT process_agg(1, timestamptz '2026-01-01' + i * interval '1 s', 'a' || i) FROM generate_series(1, 401) i), '{a1}');

-- attribution: against SQL over the events
SELECT x.* FROM process_small, credit(p, 'close') x;
SELECT m, x.* FROM process_small, unnest('{first,last,linear,position,markov}'::text[]) m, credit(p, 'open', m) x;
SELECT m, (SELECT array_agg(round(weight::numeric, 4) ORDER BY ord) FROM credit(j, 'goal', m, '1 day') x) AS weights
FROM (SELECT journey_agg('2026-01-01'::timestamptz + d * interval '1 day', a, 'c' || d) AS j FROM (VALUES (0, 'x'), (1, 'y'), (2, 'x'), (3, 'z'), (3.5, 'goal'), (4, 'w'), (5, 'goal')) v(d, a)) x,
     unnest('{first,last,linear,position,time_decay}'::text[]) m;
SELECT x.* FROM credit((SELECT journey_agg(at, activity, resource) FROM process_few WHERE c = 'B'), 'close', 'time_decay', '2 hours') x;
WITH goal AS (
  SELECT c, min(ord) - 1 AS touches FROM process_naive WHERE activity = 'done' GROUP BY c
), touch AS (
  SELECT n.activity, n.ord, g.touches, CASE m WHEN 'first' THEN (ord = 1)::int WHEN 'last' THEN (ord = touches)::int WHEN 'linear' THEN 1.0 / touches
         ELSE CASE WHEN touches <= 2 THEN 1.0 / touches WHEN ord IN (1, touches) THEN 0.4 ELSE 0.2 / (touches - 2) END END AS weight, m
  FROM goal g JOIN process_naive n ON n.c = g.c AND n.ord <= g.touches, unnest('{first,last,linear,position}'::text[]) m
), theirs AS (
  SELECT m, activity, round(sum(weight)::numeric, 6) FROM touch GROUP BY 1, 2 HAVING sum(weight) > 0 UNION ALL SELECT m, NULL, round(count(*), 6) FROM goal, unnest('{first,last,linear,position}'::text[]) m WHERE touches = 0 GROUP BY 1
), mine AS (
  SELECT m, x.activity, round(x.credit::numeric, 6) FROM process_one, unnest('{first,last,linear,position}'::text[]) m, credit(p, 'done', m) x
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
-- the nested form adds up to the same, the markov credit to the cases
SELECT count(*) FILTER (WHERE abs(a.credit - b.credit) > 1e-9) AS differ, count(*) FROM process_one, credit(p, 'done', 'position') a
JOIN (SELECT x.activity, sum(x.weight) AS credit FROM (SELECT journey_agg(at, activity, resource) AS j FROM process_ev GROUP BY c) y, credit(j, 'done', 'position') x GROUP BY 1) b USING (activity);
SELECT round(sum(credit)::numeric, 6) = (SELECT count(DISTINCT c) FROM process_ev WHERE activity = 'done') AS all_cases, round(sum(share)::numeric, 9) FROM process_one, credit(p, 'done', 'markov');
SELECT count(*) FROM process_small, credit(p, 'nothing');
SELECT x.* FROM process_small, credit(p, 'close', 'time_decay') x;
SELECT x.* FROM process_small, credit(p, 'close', 'shapley') x;
SELECT x.* FROM credit('{"v":1,"events":[]}'::journey, 'close', 'markov') x;
SELECT x.* FROM credit('{"v":1,"events":[]}'::journey, 'close', 'linear', '1 month') x;
SELECT x.* FROM credit('{"v":1,"events":[]}'::journey, 'close', 'linear', '0') x;

-- business time: as csq.business_time() over lag(); frequencies and order are those of physical time
\set cal '\'tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-01-01 closed; 2026-02-14 as fri\'::calendar'
CREATE TABLE process_business AS SELECT process_agg(c, at, activity, resource, :cal) AS p FROM process_ev;
WITH mine AS (
  SELECT e.source, e.target, e.n, e.cases, round(extract(epoch FROM e.mean), 4), round(extract(epoch FROM e.stddev), 4), e.p50, e.p90, e.min, e.max, e.total FROM process_business, edges(p) e
), gaps AS (
  SELECT before, activity, c, business_time(:cal, at - gap, at) AS gap FROM process_naive WHERE before IS NOT NULL
), theirs AS (
  SELECT before, activity, count(*), count(DISTINCT c), round(round(avg(extract(epoch FROM gap)), 6), 4), round(round(stddev(extract(epoch FROM gap)), 6), 4),
         percentile_disc(0.5) WITHIN GROUP (ORDER BY gap), percentile_disc(0.9) WITHIN GROUP (ORDER BY gap), min(gap), max(gap), sum(gap)
  FROM gaps GROUP BY 1, 2
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
WITH spans AS (
  SELECT c, business_time(:cal, min(at), max(at)) AS d FROM process_ev GROUP BY c
) SELECT q, throughput(p, q) = (SELECT percentile_disc(q) WITHIN GROUP (ORDER BY d) FROM spans) AS same FROM process_business, unnest('{0,0.25,0.5,0.9,1}'::float8[]) q;
SELECT (SELECT array_agg(a) FROM activities(b.p) a) = (SELECT array_agg(a) FROM activities(o.p) a) AS activities, (SELECT array_agg(h) FROM handovers(b.p) h) = (SELECT array_agg(h) FROM handovers(o.p) h) AS handovers,
       calendar_of(b.p) = :cal AS calendar, calendar_of(o.p) IS NULL AS physical, b.p = o.p AS same FROM process_business b, process_one o;
SELECT x.source, x.target, x.n, x.mean, x.excess_wait FROM (SELECT process_agg(c, at, activity, NULL, 'tz UTC; mon-fri 09:00-11:00') FROM process_few) y(p), bottlenecks(p) x;
-- nested, rollup, workers, text and binary
SELECT (SELECT process_agg(j, :cal) FROM (SELECT journey_agg(at, activity, resource) AS j FROM process_ev GROUP BY c) x) = p AS nested,
       (SELECT rollup(q) FROM (SELECT process_agg(c, at, activity, resource, :cal)::text::process AS q FROM process_ev GROUP BY c % 7) x) = p AS rollup FROM process_business;
SET cpu_operator_cost = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0.001;
SET min_parallel_table_scan_size = 0;
SELECT (SELECT process_agg(c, at, activity, resource, :cal) FROM process_ev) = p AS parallel FROM process_business;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
SET enable_partitionwise_aggregate = on;
SELECT (SELECT process_agg(c, at, activity, resource, :cal) FROM process_partitioned) = p AS partitionwise FROM process_business;
RESET enable_partitionwise_aggregate;
RESET cpu_operator_cost;
CREATE TABLE process_cal (c int, at timestamptz, activity text, cal calendar);
INSERT INTO process_cal SELECT i, at, a, ('tz UTC; mon-fri 09:00-1' || 5 + i % 2 || ':00')::calendar FROM generate_series(1, 4) i, (VALUES (timestamptz '2026-03-06 14:00+00', 'open'), ('2026-03-09 10:00+00', 'done')) v(at, a);
SELECT cal, throughput(process_agg(c, at, activity, NULL, cal)) FROM process_cal GROUP BY cal ORDER BY cal::text;
TRUNCATE process_binary;
INSERT INTO process_binary SELECT process_append(NULL, 7, at, activity, 'x', cal), process_agg(c, at, activity, NULL, cal) OVER (ORDER BY at) FROM process_cal WHERE c = 1;
SELECT p FROM process_binary;
COPY process_binary TO STDOUT (FORMAT binary) \g :file
TRUNCATE process_back;
\set load '\\copy process_back from ' :'file' ' (format binary)'
:load
SELECT bool_and(a.p = b.p AND a.e::text = b.e::text) FROM (SELECT *, row_number() OVER () AS i FROM process_binary) a JOIN (SELECT *, row_number() OVER () AS i FROM process_back) b USING (i);
SELECT e::text::process_events::text = e::text, calendar_of(process_events_final(process_events_combine(e, e))) FROM process_binary;
-- a calendar in the fourth place: the same as behind a NULL resource; its text without the cast is nobody's resource
SELECT process_agg(c, at, activity, cal) = process_agg(c, at, activity, NULL, cal) AS same, calendar_of(process_agg(c, at, activity, cal)) FROM process_cal WHERE c % 2 = 1;
SELECT process_agg(c, at, activity, :cal) = (SELECT process_agg(c, at, activity, NULL, :cal) FROM process_ev) AS same FROM process_ev;
SELECT process_agg(c, at, activity, 'tz Europe/Rome; mon-fri 9-18') FROM process_cal;
SELECT process_agg(c, at, activity, 'tz Europe/Rome；mon-fri 9-18', cal) FROM process_cal;
SELECT n FROM handovers((SELECT process_agg(c, at, activity, 'tz desk') FROM process_cal));
-- calendars do not mix, with each other or with none; NULL is not none
SELECT process_agg(c, at, activity, NULL, cal) FROM process_cal;
SELECT process_agg(journey_agg, cal) FROM (SELECT cal, journey_agg(at, activity) FROM process_cal GROUP BY cal ORDER BY cal::text) x;
SELECT rollup(p) FROM (SELECT process_agg(c, at, activity, NULL, cal) AS p FROM process_cal GROUP BY cal ORDER BY cal::text) x;
SELECT b.p + o.p FROM process_business b, process_one o;
SELECT process_append(e, 1, '2026-03-09Z', 'a') FROM process_binary LIMIT 1;
SELECT process_agg(c, at, activity, NULL, NULL) FROM process_cal;
SELECT process_agg(c, at, activity, NULL, 'tz UTC; mon-fri 09:00-18:00; valid 2026-03-07..2026-12-31') FROM process_cal;
SELECT '{"v":1,"calendar":"tz Atlantis; mon-fri 09:00-18:00","activities":[],"resources":[],"variants":[],"edges":[],"handovers":[],"durations":[]}'::process;

-- before and after, against compare(rate_summary, rate_summary) over lag(); 'wait' is only before, 'solved' only after
CREATE TABLE process_sides AS
SELECT c % 3 <> 0 AS after, c, at, CASE WHEN c % 3 <> 0 AND activity = 'done' THEN 'solved' ELSE activity END AS activity, resource FROM process_ev WHERE c % 3 = 0 OR activity <> 'wait';
CREATE TABLE process_compared AS
SELECT x.* FROM (SELECT process_agg(c, at, activity) FILTER (WHERE NOT after) AS b, process_agg(c, at, activity) FILTER (WHERE after) AS a FROM process_sides) y, compare(b, a, 0.9) WITH ORDINALITY AS x
  (kind, source, target, cases_before, cases_after, share_before, share_after, difference, lo, hi, z, p_value, mean_before, mean_after, mean_difference, ord);
WITH step AS (
  SELECT after, c, activity, lag(activity) OVER w AS before, at - lag(at) OVER w AS gap FROM process_sides WINDOW w AS (PARTITION BY c ORDER BY at, activity COLLATE "C", resource COLLATE "C" NULLS FIRST)
), cases AS (
  SELECT count(DISTINCT c) FILTER (WHERE NOT after) AS b, count(DISTINCT c) FILTER (WHERE after) AS a FROM process_sides
), item AS (
  SELECT 'activity' AS kind, activity AS source, NULL AS target, count(DISTINCT c) FILTER (WHERE NOT after) AS nb, count(DISTINCT c) FILTER (WHERE after) AS na, NULL::interval AS mb, NULL::interval AS ma
  FROM step GROUP BY activity
  UNION ALL
  SELECT 'edge', before, activity, count(DISTINCT c) FILTER (WHERE NOT after), count(DISTINCT c) FILTER (WHERE after), avg(gap) FILTER (WHERE NOT after), avg(gap) FILTER (WHERE after)
  FROM step WHERE before IS NOT NULL GROUP BY before, activity
), theirs AS (
  SELECT kind, source, target, nb, na, nb::float8 / b, na::float8 / a, d.difference, d.lo, d.hi, d.z, d.p_value, round(extract(epoch FROM mb), 3), round(extract(epoch FROM ma), 3), round(extract(epoch FROM ma) - extract(epoch FROM mb), 3)
  FROM item, cases, compare(rate_summary(nb, b), rate_summary(na, a), 0.9) d
), mine AS (
  SELECT kind, source, target, cases_before, cases_after, share_before, share_after, difference, lo, hi, z, p_value,
         round(extract(epoch FROM mean_before), 3), round(extract(epoch FROM mean_after), 3), round(extract(epoch FROM mean_difference), 3) FROM process_compared
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ, (SELECT count(*) FROM (TABLE theirs EXCEPT TABLE mine) x) AS missing;
SELECT count(*) FILTER (WHERE kind = 'edge') AS edges, count(*) FILTER (WHERE cases_before = 0) AS new, count(*) FILTER (WHERE cases_after = 0) AS gone, count(mean_difference) AS both,
       bool_and(mean_difference = mean_after - mean_before) AS adds_up, bool_and(lo <= difference AND difference <= hi) AS inside FROM process_compared;
SELECT bool_and(ord = o) AS ordered FROM (SELECT ord, row_number() OVER (ORDER BY kind, source COLLATE "C", target COLLATE "C") AS o FROM process_compared) x;
-- the other way round, with itself, with nothing, and what makes no sense
SELECT bool_and(c.difference = -d.difference AND c.z = -d.z AND c.p_value = d.p_value AND c.cases_before = d.cases_after AND c.mean_difference IS NOT DISTINCT FROM -d.mean_difference) AS mirrored, count(*) = (SELECT count(*) FROM process_compared) AS complete
FROM process_compared c, (SELECT x.* FROM (SELECT process_agg(c, at, activity) FILTER (WHERE after) AS a, process_agg(c, at, activity) FILTER (WHERE NOT after) AS b FROM process_sides) y, compare(a, b, 0.9) x) d
WHERE (c.kind, c.source) = (d.kind, d.source) AND c.target IS NOT DISTINCT FROM d.target;
SELECT bool_and(difference = 0 AND p_value = 1 AND cases_before = cases_after) AS nothing_changed, count(*) > 20 AS rows FROM process_one, compare(p, p);
SELECT x.kind, x.source, x.target, x.cases_before, x.cases_after, x.share_before, x.share_after, x.difference, x.p_value, x.mean_before, x.mean_after, x.mean_difference
FROM process_small, compare('{"v":1,"activities":[],"resources":[],"variants":[],"edges":[],"handovers":[],"durations":[]}', p) x;
SELECT count(*) FROM process_small, compare(p, NULL);
SELECT count(*) FROM process_small, compare(p, p, 95);
SELECT count(*) FROM process_business b, process_one o, compare(b.p, o.p);
-- states above 1 MB: every kind of id against lag(), in groups, over a window, through workers, and as values
CREATE TABLE process_big AS
SELECT i % 3 AS part, (i * 7919::int8 % 104729 % 9973)::int AS c, timestamptz '2026-01-01' + (i * 104729::int8 % 130003) * interval '7 s' AS at,
       (ARRAY['open', 'reply', '-', 'a label of more than sixteen bytes', '投诉', 'done', 'x', 'yz'])[1 + (i * 31 % 97) % 8] AS activity, (ARRAY['ann', NULL, 'bob'])[1 + (i * 17 % 89) % 3] AS resource
FROM generate_series(1, 130000) i;
CREATE TABLE process_big_one AS SELECT process_agg(c, at, activity, resource) AS p FROM process_big;
WITH theirs AS (
  SELECT before, activity, count(*), count(DISTINCT c), sum(gap) FROM (SELECT c, activity, lag(activity) OVER w AS before, at - lag(at) OVER w AS gap FROM process_big WINDOW w AS (PARTITION BY c ORDER BY at, activity COLLATE "C")) x
  WHERE before IS NOT NULL GROUP BY 1, 2
), mine AS (
  SELECT source, target, n, cases, total FROM process_big_one, edges(p)
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
SELECT short = p AS short, long = p AS long, uuid = p AS uuid, mixed = p AS mixed, longer = p AS longer
FROM process_big_one, (SELECT process_agg(c::text, at, activity, resource) AS short, process_agg('case number ' || c, at, activity, resource) AS long, process_agg(md5(c::text)::uuid, at, activity, resource) AS uuid,
  process_agg(CASE WHEN c % 2 = 0 THEN c::text ELSE 'case number ' || c END, at, activity, resource) AS mixed, process_agg(repeat('x', 100 * (c % 50)) || c, at, activity, resource) AS longer FROM process_big) x;
SELECT (SELECT rollup(q) FROM (SELECT process_agg('case number ' || c, at, activity, resource) AS q FROM process_big GROUP BY c % 2) x) = p AS groups FROM process_big_one;
SET cpu_operator_cost = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0.001;
SET min_parallel_table_scan_size = 0;
SELECT process_agg(c, at, activity, resource) = (SELECT p FROM process_big_one) AS int, process_agg('case number ' || c, at, activity, resource) = (SELECT p FROM process_big_one) AS text FROM process_big;
RESET cpu_operator_cost;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
-- over a window the state is read while it grows: a third of the rows, two thirds, all
SELECT part, q = (SELECT process_agg(c, at, activity, resource) FROM process_big b WHERE b.part <= x.part) AS same
FROM (SELECT DISTINCT ON (part) part, process_agg('case number ' || c, at, activity, resource) OVER (ORDER BY part) AS q FROM process_big ORDER BY part) x;
-- what is collected, as a value: without slack, no id waiting
CREATE AGGREGATE process_collect(case_id text, at timestamptz, activity text, resource text) (SFUNC = process_append, STYPE = process_events, COMBINEFUNC = process_events_combine, PARALLEL = SAFE);
CREATE TABLE process_big_events AS SELECT c % 2 AS half, process_collect('case number ' || c, at, activity, resource) AS e FROM process_big GROUP BY 1;
SELECT pg_column_size(process_collect('case number ' || c, at, activity, resource)) < 24 * count(*) + 600000 AS compact FROM process_big;
SELECT bool_and(e::text::process_events::text = e::text) AS text, bool_and(process_events_final(e) = q) AS process
FROM process_big_events JOIN (SELECT c % 2 AS half, process_agg(c, at, activity, resource) AS q FROM process_big GROUP BY 1) x USING (half);
SELECT process_events_final(process_events_combine(a.e, b.e)) = p AS combined, process_events_final(process_append(process_events_combine(a.e, b.e), 'case number 1'::text, '2027-01-01Z', 'late', NULL)) <> p AS appended, process_events_final(a.e) <> p AS unchanged
FROM process_big_events a, process_big_events b, process_big_one WHERE a.half = 0 AND b.half = 1;
-- moves of both together beyond 2^63: refused where they are added up, not when the sum is read
SELECT p + p FROM (SELECT ('{"v":1,"activities":["a","b"],"resources":[],"variants":[[[0,1,0],2305843009213693952,"0"]],"edges":[[0,1,[0,2305843009213693952]],[1,0,[0,2305843009213693952]]],"handovers":[],"durations":[0,2305843009213693952]}')::process AS p) x;
-- thousands of groups in a hash table share a memory context: visiting one of each at every new group took time by their square
CREATE TABLE process_groups AS SELECT c, (c * 7919) % 5000 AS g, journey_agg(timestamptz '2026-01-01Z' + (c * k) % 600 * interval '1 min', 'a' || (c + k) % 5, 'r' || k % 2) AS j FROM generate_series(1, 15000) c, generate_series(1, 3) k GROUP BY c;
ANALYZE process_groups;
SET max_parallel_workers_per_gather = 0;
SET enable_sort = off;
SET work_mem = '256MB';
SELECT n <= 2 AS few FROM (SELECT g, process_agg(j) AS p FROM process_groups GROUP BY g OFFSET 0) x, LATERAL (SELECT count(*) AS n FROM pg_backend_memory_contexts WHERE name LIKE 'csq process%' AND x.p IS NOT NULL) y LIMIT 1;
CREATE TABLE process_hashed AS SELECT g, process_agg(j) AS p, process_agg(j) FILTER (WHERE c % 2 = 0) AS even FROM process_groups GROUP BY g;
SET work_mem = '64kB';
CREATE TABLE process_spilled AS SELECT g, process_agg(j) AS p, process_agg(j) FILTER (WHERE c % 2 = 0) AS even FROM process_groups GROUP BY g;
SET enable_sort = on;
SET enable_hashagg = off;
RESET work_mem;
CREATE TABLE process_sorted AS SELECT g, process_agg(j) AS p, process_agg(j) FILTER (WHERE c % 2 = 0) AS even FROM process_groups GROUP BY g;
RESET enable_sort;
RESET enable_hashagg;
RESET max_parallel_workers_per_gather;
SELECT count(*), count(*) FILTER (WHERE h.p = s.p AND p.p = s.p AND (h.even, p.even) IS NOT DISTINCT FROM (s.even, s.even)) AS same FROM process_hashed h JOIN process_spilled p USING (g) JOIN process_sorted s USING (g);
SELECT rollup(p) = (SELECT process_agg(j) FROM process_groups) AS whole FROM process_hashed;
DROP TABLE process_groups, process_hashed, process_spilled, process_sorted;

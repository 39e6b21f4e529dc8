-- level(journey_agg(at, activity), spec), whose state within an aggregate is a place and a number, and window_funnel: the same
-- answers as from funnel_case_agg, window_funnel_agg and whole journeys, in every plan.
CREATE EXTENSION IF NOT EXISTS csq;
SET search_path = csq, public;
SET timezone = 'UTC';
SELECT setseed(0.7);
-- 10,000 cases of 0 to some 40 events in no order, many at one time; a few of 200; times beyond what a word holds, NULLs, blanks
CREATE TABLE words_ev AS
SELECT g, c, c % 3 AS part, CASE WHEN g % 97 = 0 THEN NULL WHEN g % 41 = 0 THEN timestamptz '9999-12-31' ELSE timestamptz '2026-01-01' + floor(random() * 200) * interval '1 h' END AS at,
       CASE WHEN g % 89 = 0 THEN NULL ELSE floor(random() * 6)::int END AS step
FROM (SELECT g, CASE WHEN g % 20 = 0 THEN (g / 20) % 40 ELSE floor(10000 * random() ^ 1.3)::int END AS c FROM generate_series(1, 120000) g) x;
ALTER TABLE words_ev ADD activity text;
UPDATE words_ev SET activity = (ARRAY['zero', 'opened', 'replied', '已解决', 'closed for good and all', 'x'])[1 + step];
UPDATE words_ev SET activity = ' ' WHERE g % 101 = 0;
UPDATE words_ev SET activity = E'opened\x1freplied' WHERE g % 103 = 0;
ALTER TABLE words_ev SET (parallel_workers = 2);
ANALYZE words_ev;
SELECT count(DISTINCT c) > 9000 AS cases, max(n) > 150 AS long FROM (SELECT c, count(*) AS n FROM words_ev GROUP BY c) x;

-- what is to come out: OFFSET 0 keeps the planner from seeing that one funnel is asked
CREATE TABLE words_level AS
SELECT c, level(j, 'opened -> replied -> 已解决 -> "closed for good and all"; within 3d') AS a, level(j, 'opened -> replied[<=30h] -> "closed for good and all"; not x') AS b, steps(j, 'opened -> replied -> "closed for good and all"; within 50h') AS s
FROM (SELECT c, journey_agg(at, activity) AS j FROM words_ev GROUP BY c OFFSET 0) x;
CREATE TABLE words_window AS
SELECT c, level(window_funnel_agg(CASE WHEN at < '9999-01-01' THEN at END, step, '3 days')) AS w, level(journey_agg(at, 's' || step) FILTER (WHERE at < '9999-01-01'), 's1 -> s2 -> s3 -> s4 -> s5; within 3d') AS j
FROM words_ev GROUP BY c;
SELECT count(*) FILTER (WHERE w IS DISTINCT FROM j AND j IS NOT NULL) AS differ, count(DISTINCT w) AS levels FROM words_window;

-- the same of the aggregates, as one statement for each plan
CREATE FUNCTION pg_temp.differences(OUT levels bigint, OUT others bigint, OUT chains bigint, OUT windows bigint) LANGUAGE sql AS $$
  SELECT (SELECT count(*) FROM (SELECT c, level(journey_agg(at, activity), 'opened -> replied -> 已解决 -> "closed for good and all"; within 3d') AS a FROM words_ev GROUP BY c) x FULL JOIN words_level y USING (c) WHERE x.a IS DISTINCT FROM y.a),
    (SELECT count(*) FROM (SELECT c, level(journey_agg(at, activity), 'opened -> replied[<=30h] -> "closed for good and all"; not x') AS b FROM words_ev GROUP BY c) x FULL JOIN words_level y USING (c) WHERE x.b IS DISTINCT FROM y.b),
    (SELECT count(*) FROM (SELECT c, steps(journey_agg(at, activity), 'opened -> replied -> "closed for good and all"; within 50h') AS s FROM words_ev GROUP BY c) x FULL JOIN words_level y USING (c) WHERE x.s IS DISTINCT FROM y.s),
    (SELECT count(*) FROM (SELECT c, window_funnel(CASE WHEN at < '9999-01-01' THEN at END, step, '3 days') AS w FROM words_ev GROUP BY c) x FULL JOIN words_window y USING (c) WHERE x.w IS DISTINCT FROM y.w)
$$;
SET max_parallel_workers_per_gather = 0;
SET enable_sort = off;
SELECT 'hashed' AS plan, * FROM pg_temp.differences();
SET work_mem = '512kB';
SELECT 'hashed, in parts' AS plan, * FROM pg_temp.differences();
RESET work_mem;
RESET enable_sort;
SET enable_hashagg = off;
SELECT 'sorted' AS plan, * FROM pg_temp.differences();
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT 'sorted, two workers' AS plan, * FROM pg_temp.differences();
RESET enable_hashagg;
SET enable_sort = off;
SELECT 'hashed, two workers' AS plan, * FROM pg_temp.differences();
RESET enable_sort;
SET max_parallel_workers_per_gather = 0;

-- more groups than caches hold: events are stored past them
SET enable_sort = off;
SELECT count(*) FILTER (WHERE w IS DISTINCT FROM v OR l IS DISTINCT FROM v) AS differ, count(*) AS groups, count(DISTINCT w) AS levels FROM (
  SELECT c, window_funnel(at, step, '9 days') AS w, level(window_funnel_agg(at, step, '9 days')) AS v, level(journey_agg(at, 's' || step), 's1 -> s2 -> s3; within 9d') AS l
  FROM (SELECT g % 36000 + (g % 5000 = 0)::int AS c, timestamptz '2026-01-01' + g * 7919 % 1009 * interval '1 h' AS at, 1 + g * 31 % 7 % 3 AS step FROM generate_series(1, 220000) g) x GROUP BY c) y;
SELECT count(*) FILTER (WHERE level(j, 's1 -> s2 -> s3; within 9d') IS DISTINCT FROM w OR num_events(j) <> n) AS differ, count(*) AS journeys FROM (
  SELECT c, journey_agg(at, 's' || step) AS j, level(window_funnel_agg(at, step, '9 days')) AS w, count(*) AS n
  FROM (SELECT g % 36000 + (g % 5000 = 0)::int AS c, timestamptz '2026-01-01' + g * 7919 % 1009 * interval '1 h' AS at, 1 + g * 31 % 7 % 3 AS step FROM generate_series(1, 220000) g) x GROUP BY c OFFSET 0) y;
RESET enable_sort;

-- sets of groups, all at once and one by one, FILTER, an aggregate that shares the state, ORDER BY within, a moving window
SELECT count(*) FROM (
  SELECT c, part, window_funnel(at, step, '3 days') FILTER (WHERE at < '9999-01-01') AS w FROM words_ev GROUP BY GROUPING SETS ((c), (part), ())) x
JOIN words_window y USING (c) WHERE x.w IS DISTINCT FROM y.w AND x.w IS NOT NULL;
SET enable_hashagg = off;
SELECT count(*) FROM (
  SELECT c, part, window_funnel(at, step, '3 days') FILTER (WHERE at < '9999-01-01') AS w FROM words_ev GROUP BY GROUPING SETS ((c), (part), ())) x
JOIN words_window y USING (c) WHERE x.w IS DISTINCT FROM y.w AND x.w IS NOT NULL;
SELECT count(*) FROM (
  SELECT c, window_funnel(at, step, '3 days' ORDER BY at DESC) FILTER (WHERE at < '9999-01-01') AS w, window_funnel(at, step, '3 days') FILTER (WHERE at < '9999-01-01') AS v,
    window_funnel(at, step, '3 days') FILTER (WHERE at < '9999-01-01') + 1 AS u FROM words_ev GROUP BY c) x
JOIN words_window y USING (c) WHERE (x.w, x.v, x.u) IS DISTINCT FROM (y.w, y.w, y.w + 1) AND x.w IS NOT NULL;
RESET enable_hashagg;
WITH few AS (SELECT * FROM words_ev WHERE c < 45 AND at < '9999-01-01'), moved AS (
  SELECT c, g, window_funnel(at, step, '3 days') OVER (PARTITION BY c ORDER BY g) AS w FROM few)
SELECT count(*) FILTER (WHERE m.w IS DISTINCT FROM (SELECT level(window_funnel_agg(f.at, f.step, '3 days')) FROM few f WHERE f.c = m.c AND f.g <= m.g)) AS differ, count(*) > 1000 AS rows FROM moved m WHERE g % 7 = 0;

-- windows that differ from case to case, and from row to row
SELECT count(*) FROM (SELECT c, window_funnel(at, step, make_interval(days => c % 5)) FILTER (WHERE at < '9999-01-01') AS w,
  level(window_funnel_agg(at, step, make_interval(days => c % 5)) FILTER (WHERE at < '9999-01-01')) AS v FROM words_ev GROUP BY c) x WHERE w IS DISTINCT FROM v;
SELECT window_funnel(at, step, make_interval(days => g % 2)) FROM (VALUES (1, timestamptz '2026-01-01', 1), (2, '2026-01-02', 2)) x(g, at, step);
SELECT window_funnel(at, step, '-1 day') FROM words_ev;
SELECT window_funnel(at, step, NULL) FROM words_ev;
SELECT window_funnel('infinity', step, '1 day') FROM words_ev;
SELECT level(journey_agg('-infinity', activity), 'opened') FROM words_ev;
SELECT window_funnel(NULL::timestamptz, 1, '1 day') IS NULL AS none, window_funnel('2026-01-01Z'::timestamptz, NULL, '1 day') AS "no step", window_funnel('2026-01-01Z', 1, '1 day') AS typed,
  level(journey_agg(NULL::timestamptz, 'opened'), 'opened') IS NULL AS "no case", level(journey_agg('2026-01-01Z'::timestamptz, 'x'), 'opened') AS "another label";
DROP TABLE words_ev, words_level, words_window;

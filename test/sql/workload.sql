-- workloads: working and waiting time, load of resources, batches, against SQL
SET timezone = 'UTC';
SET search_path = csq, public;

CREATE TABLE work_log AS
SELECT i % 23 AS c, timestamptz '2026-03-02 08:00+00' + (i * i * 37 % 20011) * interval '1 min' AS s, timestamptz '2026-03-02 08:00+00' + (i * i * 37 % 20011 + 5 + i * 31 % 240) * interval '1 min' AS e,
       (ARRAY['read', 'call', 'write', '投诉'])[1 + i * 13 % 4] AS activity, (ARRAY['ann', 'bob', NULL, 'cy'])[1 + i * 17 % 29 % 4] AS who FROM generate_series(1, 900) i;
CREATE TABLE work AS SELECT workload_agg(c, s, e, activity, who) AS w FROM work_log;
-- working time
WITH mine AS (SELECT activity, n, timed, open, working_mean, working_p50, working_p90, working_total FROM work, activity_times(w)),
     theirs AS (SELECT activity, count(*), count(*), 0::int8, justify_interval('0') + make_interval(secs => extract(epoch FROM avg(e - s))::float8), percentile_disc(0.5) WITHIN GROUP (ORDER BY e - s), percentile_disc(0.9) WITHIN GROUP (ORDER BY e - s), sum(e - s) FROM work_log GROUP BY 1)
SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
-- waiting: from the latest completion so far in the case
WITH waits AS (
  SELECT activity, greatest(s - max(e) OVER w, '0') AS waiting, max(e) OVER w > s AS mixed FROM work_log WINDOW w AS (PARTITION BY c ORDER BY s, e, activity COLLATE "C", who COLLATE "C" NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), theirs AS (
  SELECT activity, count(*), count(*) FILTER (WHERE mixed), percentile_disc(0.5) WITHIN GROUP (ORDER BY waiting), percentile_disc(0.9) WITHIN GROUP (ORDER BY waiting), sum(waiting) FROM waits WHERE waiting IS NOT NULL AND mixed IS NOT NULL GROUP BY 1
), mine AS (SELECT activity, waited, overlapping, waiting_p50, waiting_p90, waiting_total FROM work, activity_times(w))
SELECT (SELECT count(*) FROM mine), (SELECT sum(overlapping) > 20 FROM mine) AS varied, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ,
       (SELECT (sum(n), sum(total)) FROM work, waiting_times(w)) = (SELECT (sum(waited), sum(waiting_total)) FROM mine) AS "by edge adds up" FROM work LIMIT 1;
-- load: busy is the union of the intervals
WITH theirs AS (
  SELECT who, count(*), count(DISTINCT c), sum(e - s), (SELECT sum(upper(r) - lower(r)) FROM unnest(range_agg(tstzrange(s, e))) r), min(s), max(e) FROM work_log WHERE who IS NOT NULL GROUP BY who
), mine AS (SELECT resource, n, cases, working, busy, first_at, last_at FROM work, resource_load(w))
SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ,
       (SELECT bool_and(abs(utilization - extract(epoch FROM busy) / extract(epoch FROM last_at - first_at)) < 1e-9) FROM work, resource_load(w)) AS utilization,
       (SELECT bool_and(most_at_once = (SELECT max((SELECT count(*) FROM work_log b WHERE b.who = a.who AND b.s <= a.s AND b.e > a.s)) FROM work_log a WHERE a.who = resource)) FROM work, resource_load(w)) AS at_once;
-- cases: busy is the union of the intervals, waiting what lies between them
WITH theirs AS (
  SELECT c::text, count(*), count(*), 0::int8, count(DISTINCT who), min(s), max(e), make_interval(secs => extract(epoch FROM max(e) - min(s))::float8), make_interval(secs => extract(epoch FROM sum(e - s))::float8),
         (SELECT make_interval(secs => sum(extract(epoch FROM upper(r) - lower(r)))::float8) FROM unnest(range_agg(tstzrange(s, e))) r) AS busy,
         (SELECT make_interval(secs => coalesce(sum(extract(epoch FROM upper(r) - lower(r))), 0)::float8) FROM unnest(tstzmultirange(tstzrange(min(s), max(e))) - range_agg(tstzrange(s, e))) r) AS idle FROM work_log GROUP BY c
), mine AS (SELECT case_id, n, timed, open, resources, started_at, completed_at, duration, working, busy, waiting FROM work, case_times(w))
SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ, (SELECT bool_and(busy + waiting = duration) FROM mine) AS "busy or waiting",
       (SELECT bool_and(abs(efficiency - extract(epoch FROM busy) / extract(epoch FROM duration)) < 1e-9) FROM work, case_times(w)) AS efficiency,
       (SELECT sum(waiting) FROM mine) = (SELECT sum(waiting_total) FROM work, activity_times(w)) AS "adds up" FROM work;
-- what is under way has no end, what has no start no working time; ids of each type; business time
SELECT c.* FROM (SELECT workload_agg(v.c, s::timestamptz, e::timestamptz, 'a', who) FROM (VALUES (-7, '2026-03-02 09:00Z', '2026-03-02 09:10Z', 'ann'), (-7, '2026-03-02 09:30Z', NULL, 'ann'), (3, NULL, '2026-03-02 09:30Z', NULL), (3, '2026-03-02 10:00Z', '2026-03-02 10:15Z', 'bob'),
  (4, '2026-03-02 10:00Z', '2026-03-02 10:00Z', 'bob'), (5, '2026-03-02 10:00Z', NULL, 'bob')) v(c, s, e, who)) q(w), case_times(w) c;
SELECT c.* FROM (SELECT workload_agg(id::bigint, s, e, a, 'ann'), workload_agg('case ' || id, s, e, a, 'ann'), workload_agg('00000000-0000-0000-0000-00000000000a'::uuid, s, e, a, 'bob')
  FROM (VALUES (1, '2026-03-06 16:00+00'::timestamptz, '2026-03-06 18:00+00'::timestamptz, 'read'), (1, '2026-03-09 10:00+00', '2026-03-09 11:00+00', 'call')) v(id, s, e, a)) q(a, b, d), unnest(ARRAY[a, b, d]) w, case_times(w, 'tz UTC; mon-fri 09:00-17:00') c;
SELECT array_agg(case_id ORDER BY ord) FROM (SELECT workload_agg(c, now(), now(), 'a', NULL) FROM unnest('{-9223372036854775808,-1,0,1,9223372036854775807}'::bigint[]) c) q(w), case_times(w) WITH ORDINALITY x(case_id, n, timed, open, resources, started_at, completed_at, duration, working, busy, waiting, efficiency, ord);
-- who works with whom
WITH theirs AS (SELECT a.who, b.who, count(DISTINCT a.c), (SELECT count(DISTINCT c) FROM work_log x WHERE x.who = a.who), (SELECT count(DISTINCT c) FROM work_log x WHERE x.who = b.who), count(DISTINCT a.c)::float8 / (SELECT count(DISTINCT c) FROM work_log) FROM work_log a JOIN work_log b USING (c) WHERE a.who < b.who GROUP BY 1, 2),
mine AS (SELECT t.* FROM work, worked_together(w) t)
SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ, (SELECT count(*) FROM (TABLE theirs EXCEPT TABLE mine) x) AS missing;
WITH log AS MATERIALIZED (SELECT i, i * i % 401 % 97 AS c, 'r' || i * 7919 % 257 % 61 AS who FROM generate_series(1, 400) i), mine AS (SELECT t.* FROM (SELECT workload_agg(c, now(), now(), 'a', who) FROM log) q(w), worked_together(w) t),
theirs AS (SELECT a.who, b.who, count(DISTINCT c) FROM log a JOIN log b USING (c) WHERE a.who < b.who GROUP BY 1, 2)
SELECT (SELECT count(*) > 300 FROM mine) AS many, (SELECT count(*) FROM (SELECT a, b, cases FROM mine EXCEPT TABLE theirs) x) AS differ, (SELECT count(*) FROM mine) = (SELECT count(*) FROM theirs) AS all_of_them,
       (SELECT bool_and(cases_a = (SELECT count(DISTINCT c) FROM log WHERE who = a) AND cases_b = (SELECT count(DISTINCT c) FROM log WHERE who = b)) FROM mine) AS each;
-- batches: gaps and islands
WITH marked AS (
  SELECT *, s - max(e) OVER (PARTITION BY who, activity ORDER BY s, e ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) <= interval '15 min' AS goes_on FROM work_log WHERE who IS NOT NULL
), islands AS (
  SELECT *, count(*) FILTER (WHERE goes_on IS NOT TRUE) OVER (PARTITION BY who, activity ORDER BY s, e ROWS UNBOUNDED PRECEDING) AS island FROM marked
), theirs AS (SELECT who, activity, count(*), count(DISTINCT c), min(s), max(e) FROM islands GROUP BY who, activity, island HAVING count(*) > 1 AND count(DISTINCT c) > 1),
mine AS (SELECT resource, activity, n, cases, started_at, completed_at FROM work, batches(w))
SELECT (SELECT count(*) > 30 FROM mine) AS many, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ, (SELECT count(*) FROM (TABLE theirs EXCEPT TABLE mine) x) AS missing;
-- the kinds of batches
SELECT b.* FROM (SELECT workload_agg(c, '2026-03-02 00:00+00'::timestamptz + s * interval '1 min', '2026-03-02 00:00+00'::timestamptz + e * interval '1 min', a, 'ann') FROM (VALUES
  (1, 0, 5, 'simultaneous'), (2, 0, 5, 'simultaneous'), (1, 0, 5, 'start'), (2, 0, 6, 'start'), (1, 0, 5, 'end'), (2, 1, 5, 'end'), (1, 0, 5, 'sequential'), (2, 5, 7, 'sequential'), (3, 20, 30, 'sequential'),
  (1, 0, 5, 'concurrent'), (2, 3, 7, 'concurrent'), (1, 0, 5, 'one case'), (1, 5, 7, 'one case'), (1, 0, 5, 'far apart'), (2, 21, 22, 'far apart')) v(c, s, e, a)) q(w), batches(w) b;
SELECT count(*) FROM work, batches(w, '0');
SELECT (SELECT count(*) FROM batches(w, '1 hour', 3)) < (SELECT count(*) FROM batches(w, '1 hour')) AS fewer FROM work;
-- starts and completions: the same workload as from rows with both, as long as an activity of a case is not in hand twice
WITH one AS (SELECT DISTINCT ON (c, activity) * FROM work_log ORDER BY c, activity, s, e, who), steps AS (
  SELECT workload_agg(c, at, activity, who, step) AS w FROM (SELECT c, s AS at, activity, who, 'start' AS step FROM one UNION ALL SELECT c, e, activity, who, 'COMPLETE' FROM one UNION ALL SELECT c, s, activity, who, 'schedule' FROM one WHERE c < 10) x
), whole AS (SELECT workload_agg(c, s, e, activity, who) AS w FROM one)
SELECT (SELECT array_agg(a) FROM activity_times(steps.w) a) = (SELECT array_agg(a) FROM activity_times(whole.w) a) AS times, (SELECT array_agg(a) FROM waiting_times(steps.w) a) = (SELECT array_agg(a) FROM waiting_times(whole.w) a) AS waiting,
       (SELECT array_agg(a) FROM resource_load(steps.w) a) = (SELECT array_agg(a) FROM resource_load(whole.w) a) AS load, ignored_events(steps.w) = (SELECT count(*) FROM one WHERE c < 10) AS ignored, ignored_events(whole.w) AS none FROM steps, whole;
-- interleaved activities keep their working time; what is under way or has no start is counted apart
SELECT a.* FROM (SELECT workload_agg(1, at, activity, who, step) FROM (VALUES ('2026-03-02 09:00+00'::timestamptz, 'read', 'ann', 'start'), ('2026-03-02 09:10+00', 'call', 'bob', 'start'), ('2026-03-02 09:20+00', 'read', 'ann', 'complete'), ('2026-03-02 09:40+00', 'call', 'bob', 'complete'),
  ('2026-03-02 10:00+00', 'write', NULL, 'complete'), ('2026-03-02 10:30+00', 'read', 'ann', 'start')) v(at, activity, who, step)) q(w), activity_times(w) a;
-- business time
SELECT a.activity, a.working_total, a.waiting_total FROM (SELECT workload_agg(1, s, e, a, 'ann') FROM (VALUES ('2026-03-06 16:00+00'::timestamptz, '2026-03-06 18:00+00'::timestamptz, 'read'), ('2026-03-09 10:00+00', '2026-03-09 11:00+00', 'call')) v(s, e, a)) q(w), activity_times(w, 'tz UTC; mon-fri 09:00-17:00') a;
SELECT l.working, l.busy, l.utilization FROM (SELECT workload_agg(1, s, e, a, 'ann') FROM (VALUES ('2026-03-06 16:00+00'::timestamptz, '2026-03-06 18:00+00'::timestamptz, 'read'), ('2026-03-09 10:00+00', '2026-03-09 11:00+00', 'call')) v(s, e, a)) q(w), resource_load(w, 'tz UTC; mon-fri 09:00-17:00') l;
-- every split, text and binary, workers
SELECT (SELECT rollup(p ORDER BY k DESC) FROM (SELECT k, workload_agg(c, s, e, activity, who)::text::workload AS p FROM (SELECT *, (extract(epoch FROM s)::int8 / 60) % 7 AS k FROM work_log) x GROUP BY k) y) = w AS rollup,
       w::text::workload = w AS text, (SELECT workload_agg(c::text, s, e, activity, who) FROM work_log) <> w AS "texts are other ids" FROM work;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT (SELECT workload_agg(c, s, e, activity, who) FROM work_log) = w AS parallel FROM work;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
-- a start that one part of the log has, and a completion that another has
SELECT a.working_total FROM (SELECT workload_agg(1, '2026-03-02 09:00+00'::timestamptz, 'read', 'ann', 'start') + (SELECT workload_agg(1, '2026-03-02 09:20+00'::timestamptz, 'read', 'ann', 'complete'))) q(w), activity_times(w) a;
-- rows that say nothing; wrong ones
SELECT workload_agg(NULL::int, s, e, activity, who) IS NULL AS nothing FROM work_log;
SELECT a.n, a.timed, a.open FROM (SELECT workload_agg(c, s, CASE WHEN c > 30 THEN e END, 'a', who) FROM work_log) q(w), activity_times(w) a;
SELECT workload_agg(1, '2026-03-02 09:00+00'::timestamptz, '2026-03-02 08:00+00'::timestamptz, 'a', 'b');
SELECT workload_agg(1, 'infinity'::timestamptz, NULL::timestamptz, 'a', 'b');
SELECT workload_agg(1, '2026-03-02 09:00'::timestamp, 'a', 'b', 'start');
SELECT count(*) FROM work, batches(w, '-1 hour');
SELECT count(*) FROM work, batches(w, '1 hour', 1);
SELECT '{"v":1,"data":"AQ=="}'::workload;
DROP TABLE work_log, work;

-- other words for the two steps give the same work; other steps are ignored
SELECT count(DISTINCT workload_agg) AS same FROM (
  SELECT workload_agg(g % 5, timestamptz '2026-03-02Z' + g * interval '1 h', 'a', 'ann', w[1 + g / 5 % 2]) FROM generate_series(0, 39) g, (VALUES (1, ARRAY['start', 'complete']), (2, ARRAY['Begin', 'END']), (3, ARRAY['started', 'finished']), (4, ARRAY['开始', '完成']), (5, ARRAY['began', 'Completed'])) v(k, w) GROUP BY k) x;
SELECT (x.activity, x.n, x.open), ignored_events(w) FROM (SELECT workload_agg(g % 5, timestamptz '2026-03-02Z' + g * interval '1 h', 'a', 'ann', (ARRAY['start', 'end', 'suspend', 'endless'])[1 + g / 5 % 4]) AS w FROM generate_series(0, 39) g) q, activity_times(w) x;
-- a case of very many resources has more pairs than there is memory
SELECT count(*) AS pairs FROM (SELECT workload_agg('c', now(), now(), 'a', 'r' || i) FROM generate_series(1, 600) i) q(w), worked_together(w);
SELECT count(*) AS pairs FROM (SELECT workload_agg('c', now(), now(), 'a', 'r' || i) FROM generate_series(1, 1500) i) q(w), worked_together(w);

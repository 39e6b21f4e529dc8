-- who comes back, straight from rows: every option against SQL, and every split
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 0;
SET datestyle = 'ISO';

-- ---- by hand ----
CREATE TEMP TABLE few (who int, at timestamptz, activity text, plan text);
INSERT INTO few VALUES
  (1, '2026-03-02 09:00+00', 'opened', 'gold'), (1, '2026-03-02 10:00+00', 'bought', 'gold'), (1, '2026-03-17 09:00+00', 'opened', 'gold'),
  (2, '2026-03-04 09:00+00', 'opened', 'free'), (2, '2026-03-10 10:00+00', 'opened', 'free'), (2, '2026-03-11 09:00+00', 'bought', 'free'),
  (3, '2026-03-10 09:00+00', 'opened', NULL), (4, '2026-03-10 09:00+00', NULL, 'free'), (NULL, '2026-03-10 09:00+00', 'opened', 'free'), (5, NULL, 'opened', 'free');
SELECT retention_agg(who, at, activity, plan) FROM few;
SELECT num_people(s), num_events(s) FROM (SELECT retention_agg(who, at) AS s FROM few) x;
-- the first row is 100 %, and what is not over is not known
SELECT r.* FROM (SELECT retention_agg(who, at) AS s FROM few) x, retention(s, '2026-03-22', 'week') r;
-- or it says why not
SELECT cohort, size, n, observed, came, pending, so_far, note FROM (SELECT retention_agg(who, at, activity) AS s FROM few) x, retention(s, '2026-03-17 12:00', 'week', first => 'opened', again => 'bought') r;
SELECT cohort, n, came, note FROM (SELECT retention_agg(who, at, activity) AS s FROM few) x, retention(s, '2026-03-15', 'week', again => 'boght') r;
-- the name of a segment is no activity
SELECT DISTINCT again, note FROM (SELECT retention_agg(who, at, activity, plan) AS s FROM few) x, unnest(ARRAY['gold', 'bought', NULL]) again, retention(s, '2026-03-15', 'week', again => again) r ORDER BY again, note;
SELECT r.* FROM (SELECT retention_agg(who, at, activity) AS s FROM few) x, retention(s, '2026-03-15', 'week', first => 'opend') r;
SELECT segment, n, to_n, size, observed, came, pending, so_far FROM (SELECT retention_agg(who, at, activity, plan) AS s FROM few) x, retention(s, '2026-03-12', rolling => true, brackets => '0, 1-2,3-6 , 7+', by => 'segment') r;
SELECT cohort, n, period, came, observed FROM (SELECT retention_agg(who, at) AS s FROM few) x, retention(s, '2026-03-12', 'week', week_start => 'Wed', periods => 2) r;
-- as_of: a date is known to its end, in the zone; a text without offset is a time of the zone; NULL and nothing are the last event
SELECT way, sum(observed), sum(came) FROM (SELECT retention_agg(who, at) AS s FROM few) x, LATERAL (
  SELECT 'date' AS way, r.* FROM retention(s, date '2026-03-10', zone => 'Asia/Shanghai') r UNION ALL SELECT 'text', r.* FROM retention(s, '2026-03-10', zone => 'Asia/Shanghai') r
  UNION ALL SELECT 'local', r.* FROM retention(s, '2026-03-10 23:59:59.999999', zone => 'Asia/Shanghai') r UNION ALL SELECT 'instant', r.* FROM retention(s, timestamptz '2026-03-10 16:00+00' - interval '1 us', zone => 'Asia/Shanghai') r
  UNION ALL SELECT 'none', r.* FROM retention(s) r UNION ALL SELECT 'null', r.* FROM retention(s, NULL) r UNION ALL SELECT 'last', r.* FROM retention(s, '2026-03-17 09:00Z') r) y GROUP BY way ORDER BY way;
SELECT count(*) FROM retention(NULL::retention_summary);
DO $$
DECLARE
  q text; msg text; hint text; state text;
BEGIN
  FOREACH q IN ARRAY '{unit,zone,mode,cohorts,rolling,week_start,by,confidence}'::text[] LOOP
    BEGIN
      EXECUTE format('SELECT FROM (SELECT retention_agg(who, at, activity, plan) AS s FROM few) x, retention(s, %I => NULL)', q);
      RAISE NOTICE '%: no error', q;
    EXCEPTION WHEN null_value_not_allowed THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
      RAISE NOTICE '% %: %', state, msg, hint;
    END;
  END LOOP;
END $$;
SELECT retention_agg(who, at) IS NULL AS nothing FROM few WHERE who IS NULL;
SELECT count(*) FROM retention('{"v":1,"events":[]}'::retention_summary);
-- an id is the same as a number and as a text
SELECT a = b AS same FROM (SELECT retention_agg(who, at) AS a, retention_agg(who::text, at) AS b FROM few) x;
-- where clocks are put back over midnight the day before is no return
SELECT cohort, n, observed, came, so_far FROM (SELECT retention_agg(1, at) AS s FROM (VALUES (timestamptz '2006-10-29 02:30:30+00'), ('2006-10-29 03:20+00'), ('2006-10-31 12:00+00')) v(at)) x, retention(s, zone => 'America/St_Johns') r;

-- ---- refused ----
CREATE TEMP TABLE one AS SELECT retention_agg(who, at, activity, plan) AS s FROM few;
SELECT count(*) FROM one, retention(s, unit => 'fortnight');
SELECT count(*) FROM one, retention(s, 'week');
SELECT count(*) FROM one, retention(s, zone => 'CET-1');
SELECT count(*) FROM one, retention(s, mode => 'after');
SELECT count(*) FROM one, retention(s, cohorts => 'repeated');
SELECT count(*) FROM one, retention(s, by => 'plan');
SELECT count(*) FROM one, retention(s, week_start => 'weekday');
SELECT count(*) FROM one, retention(s, brackets => '1-2,');
SELECT count(*) FROM one, retention(s, brackets => '1-2;3');
SELECT count(*) FROM one, retention(s, brackets => '6-3');
SELECT count(*) FROM one, retention(s, brackets => '1-2', mode => 'on or after');
SELECT count(*) FROM one, retention(s, unit => 'month', rolling => true);
SELECT count(*) FROM one, retention(s, periods => -1);
SELECT count(*) FROM one, retention(s, confidence => 1);
SELECT count(*) FROM one, retention(s, date 'infinity');
SELECT count(*) FROM one, retention(s, timestamp '2026-03-10');
SELECT retention_agg(who, at::timestamp) FROM few;
SELECT retention_agg(who, 'infinity') FROM few;
SELECT retention_agg(who, at, '') = retention_agg(who, at) AS none FROM few;
SELECT length(retention_agg(1, at, 'a' || i)::text) FROM few, generate_series(1, 1001) i;
SELECT '{"v":1,"events":[["00","2026-03-02T09:00:00Z"]]}'::retention_summary;
SELECT '{"v":1,"events":[["00000000000000000000000000000001","2026-03-02T09:00:00Z","a","b","c"]]}'::retention_summary;

-- ---- many, against SQL: every option ----
CREATE TABLE rs_ev AS
SELECT i % 5 AS part, h % 61 AS who, timestamptz '2026-02-20' + (h % 3001) * (h % 61 % 11) * interval '1 min' * 7 AS at, (ARRAY['opened', 'bought', 'replied', NULL])[1 + h / 307 % 4] AS activity, (ARRAY['phone', 'web', NULL])[1 + h / 999 % 3] AS segment
FROM (SELECT i, ('x' || left(md5(i::text), 7))::bit(28)::int AS h FROM generate_series(1, 700) i) x;
CREATE FUNCTION pg_temp.number(unit text, day date, week_start int) RETURNS int LANGUAGE SQL AS $$
  SELECT CASE unit WHEN 'day' THEN day - date '2000-01-01' WHEN 'week' THEN floor((day - date '2000-01-03' - week_start) / 7.0)::int WHEN 'month' THEN extract(year FROM day)::int * 12 + extract(month FROM day)::int - 1
                   WHEN 'quarter' THEN extract(year FROM day)::int * 4 + extract(quarter FROM day)::int - 1 ELSE extract(year FROM day)::int END $$;
CREATE FUNCTION pg_temp.first_day(unit text, n int, week_start int) RETURNS date LANGUAGE SQL AS $$
  SELECT CASE unit WHEN 'day' THEN date '2000-01-01' + n WHEN 'week' THEN date '2000-01-03' + week_start + n * 7 WHEN 'month' THEN make_date(n / 12, n % 12 + 1, 1) WHEN 'quarter' THEN make_date(n / 4, n % 4 * 3 + 1, 1) ELSE make_date(n, 1, 1) END $$;
CREATE TEMP TABLE questions (q int GENERATED ALWAYS AS IDENTITY, unit text, zone text, week_start text, first text, again text, mode text, cohorts text, rolling bool, brackets text, by text, as_of timestamptz);
INSERT INTO questions (unit, zone, week_start, first, again, mode, cohorts, rolling, brackets, by, as_of)
SELECT unit, zone, week_start, first, again, mode, cohorts, rolling, brackets, by, as_of FROM (
  SELECT row_number() OVER () AS k, * FROM unnest('{day,week,month,quarter,year}'::text[]) unit, unnest('{UTC,Asia/Kolkata,America/New_York}'::text[]) zone, unnest('{on,on or after}'::text[]) mode, unnest('{first,recurring}'::text[]) cohorts,
    unnest('{f,t}'::bool[]) rolling, unnest(ARRAY[NULL, '0,1-2,3-6,7-20,21+', '0+,1+,2-2']) brackets
  WHERE NOT (rolling AND unit NOT IN ('day', 'week')) AND NOT (mode = 'on or after' AND brackets IS NOT NULL)) x,
  LATERAL (SELECT (ARRAY['period', 'segment', 'period and segment', 'all'])[1 + k % 4] AS by, (ARRAY['monday', 'sunday', 'thu', 'Saturday'])[1 + k % 4] AS week_start, (ARRAY[NULL, 'opened'])[1 + k % 2] AS first, (ARRAY['bought', NULL, 'opened'])[1 + k % 3] AS again,
                  (ARRAY[NULL, timestamptz '2026-04-11 17:00+00', '2026-05-01 04:00+00'])[1 + k % 3] AS as_of) o;
-- entries and returns as retention() has them, by ids, times and numbers of periods
CREATE TEMP TABLE numbered AS SELECT *, row_number() OVER (PARTITION BY who ORDER BY at, activity COLLATE "C" NULLS FIRST, segment COLLATE "C" NULLS FIRST) AS k FROM rs_ev;
CREATE FUNCTION pg_temp.oracle(q questions) RETURNS TABLE (cohort date, segment text, n int, to_n int, size int8, observed int8, came int8, so_far int8) LANGUAGE SQL AS $$
  WITH week AS (SELECT array_position('{mon,tue,wed,thu,fri,sat,sun}', lower(left(q.week_start, 3))) - 1 AS ws),
  limits AS (SELECT coalesce(q.as_of, max(at)) AS as_of FROM numbered),
  ev AS (SELECT e.*, pg_temp.number(q.unit, (at AT TIME ZONE q.zone)::date, ws) AS p FROM numbered e, week, limits WHERE at <= limits.as_of),
  entry AS (SELECT DISTINCT ON (who, CASE q.cohorts WHEN 'recurring' THEN p END) * FROM ev WHERE q.first IS NULL OR activity = q.first ORDER BY who, CASE q.cohorts WHEN 'recurring' THEN p END, k),
  begun AS (SELECT e.*, CASE WHEN q.rolling THEN floor(extract(epoch FROM limits.as_of - at) / CASE q.unit WHEN 'week' THEN 604800 ELSE 86400 END)::int ELSE pg_temp.number(q.unit, (limits.as_of AT TIME ZONE q.zone)::date, ws) - p END AS begun FROM entry e, limits, week),
  member AS (SELECT *, CASE WHEN q.by LIKE 'period%' THEN pg_temp.first_day(q.unit, p, ws) END AS g1, CASE WHEN q.by LIKE '%segment' THEN segment END AS g2 FROM begun, week),
  grouped AS (SELECT g1, g2, count(*) AS size, max(begun) AS last FROM member GROUP BY g1, g2),
  bucket AS (SELECT g1, g2, size, lo, hi FROM grouped, LATERAL (
      SELECT g AS lo, CASE q.mode WHEN 'on' THEN g END AS hi FROM generate_series(0, last) g WHERE q.brackets IS NULL
      UNION ALL SELECT (regexp_match(b, '\d+'))[1]::int, CASE WHEN b NOT LIKE '%+' THEN (regexp_match(b, '\d+$'))[1]::int END FROM unnest(string_to_array(q.brackets, ',')) b) l),
  answer AS (SELECT b.*, m.begun > coalesce(b.hi, b.lo) AS over, EXISTS (SELECT FROM ev r WHERE r.who = m.who AND r.at >= m.at AND (q.again IS NULL OR r.activity = q.again)
      AND CASE WHEN q.rolling THEN floor(extract(epoch FROM r.at - m.at) / CASE q.unit WHEN 'week' THEN 604800 ELSE 86400 END) ELSE r.p - m.p END BETWEEN b.lo AND coalesce(b.hi, 1000000)) AS came
    FROM bucket b JOIN member m ON (m.g1, m.g2) IS NOT DISTINCT FROM (b.g1, b.g2))
  SELECT g1, g2, lo, CASE WHEN q.brackets IS NULL THEN lo ELSE hi END, size, count(*) FILTER (WHERE over), count(*) FILTER (WHERE over AND came), count(*) FILTER (WHERE NOT over AND came) FROM answer GROUP BY 1, 2, 3, 4, size $$;
CREATE TEMP TABLE answers AS SELECT q, r.cohort, r.segment, r.n, r.to_n, r.size, r.observed, coalesce(r.came, 0) AS came, r.so_far, r.pending, r.rate, r.period FROM questions, (SELECT retention_agg(who, at, activity, segment) AS s FROM rs_ev) x,
  retention(s, as_of, unit, zone, first, again, mode, cohorts, rolling, brackets, week_start, by) r;
CREATE TEMP TABLE truths AS SELECT q, o.* FROM questions, pg_temp.oracle(questions) o;
SELECT (SELECT count(*) FROM questions) AS questions, (SELECT count(*) FROM answers) > 20000 AS many, (SELECT count(*) FROM truths) - (SELECT count(*) FROM answers) AS more,
  (SELECT count(*) FROM (SELECT q, cohort, segment, n, to_n, size, observed, came, so_far FROM answers EXCEPT ALL TABLE truths) d) AS wrong;
SELECT count(DISTINCT q) AS questions, bool_or(pending = 0) AS known, bool_or(pending = size) AS pending, bool_or(pending BETWEEN 1 AND size - 1) AS partly, bool_or(so_far > 0) AS so_far, bool_or(came BETWEEN 1 AND size - 1) AS some,
  bool_and(pending = size - observed AND (rate IS NULL) = (observed = 0) AND rate IS NOT DISTINCT FROM came::float8 / nullif(observed, 0)) AS sums FROM answers;
-- the first day of the n-th period, and none where there is none
SELECT count(*) AS rows, count(*) FILTER (WHERE period IS DISTINCT FROM CASE WHEN NOT rolling THEN pg_temp.first_day(unit, pg_temp.number(unit, cohort, array_position('{mon,tue,wed,thu,fri,sat,sun}', lower(left(week_start, 3))) - 1) + n, array_position('{mon,tue,wed,thu,fri,sat,sun}', lower(left(week_start, 3))) - 1) END) AS wrong
FROM answers JOIN questions USING (q) WHERE cohort IS NOT NULL;
-- cohorts from journeys count the same
SELECT unit, count(*) AS rows, count(*) FILTER (WHERE (c.size, c.period, c.came) IS DISTINCT FROM (r.size, r.period, coalesce(r.came, 0) + r.so_far)) AS different
FROM unnest('{day,week,month}'::text[]) unit, LATERAL (SELECT retention_agg(who, at, activity) AS s FROM rs_ev) x, LATERAL retention(s, '2026-07-15', unit, 'America/New_York', 'opened', 'bought') r
FULL JOIN LATERAL (SELECT c.* FROM (SELECT cohort_agg(j, 'opened', 'bought', unit, 'America/New_York') AS c FROM (SELECT journey_agg(at, activity) AS j FROM rs_ev WHERE activity IS NOT NULL GROUP BY who) j) y, retention(c, '2026-07-15') c) c USING (cohort, n)
GROUP BY unit ORDER BY unit;

-- ---- every split has the same bytes ----
CREATE TABLE rs_all AS SELECT retention_agg(who, at, activity, segment) AS s FROM rs_ev;
CREATE FUNCTION pg_temp.same(s retention_summary) RETURNS bool LANGUAGE SQL AS $$ SELECT csq_internal.retention_summary_send(s) = csq_internal.retention_summary_send(a.s) AND s = a.s AND s::text = a.s::text FROM csq.rs_all a $$;
SELECT pg_temp.same(retention_agg(who, at, activity, segment ORDER BY at DESC)), pg_temp.same(retention_agg(who::bigint, at, activity, segment ORDER BY segment, activity DESC)) FROM rs_ev;
SELECT pg_temp.same(rollup(s::text::retention_summary)) FROM (SELECT retention_agg(who, at, activity, segment) AS s FROM rs_ev GROUP BY part ORDER BY part DESC) x;
SELECT pg_temp.same(a.s + b.s) FROM (SELECT retention_agg(who, at, activity, segment) AS s FROM rs_ev WHERE who < 30) a, (SELECT retention_agg(who, at, activity, segment) AS s FROM rs_ev WHERE who >= 30) b;
CREATE TABLE rs_part AS SELECT part, retention_agg(who, at, activity, segment) AS s FROM rs_ev GROUP BY part;
CREATE TABLE rs_copy (LIKE rs_part);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/retention_summary.bin'
COPY rs_part TO STDOUT (FORMAT binary) \g :file
\set load '\\copy rs_copy from ' :'file' ' (format binary)'
:load
SELECT pg_temp.same(rollup(s)) FROM rs_copy;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.same(s) FROM (SELECT retention_agg(who, at, activity, segment) AS s FROM rs_ev) x;
-- large enough to grow in place
SELECT num_events(s), num_people(s) FROM (SELECT retention_agg(i % 20011, timestamptz '2026-01-01' + i * interval '1 min', CASE WHEN i > 30000 THEN 'later' END) AS s FROM generate_series(1, 70000) i) x;
RESET max_parallel_workers_per_gather;
CREATE TABLE rs_list (LIKE rs_ev) PARTITION BY LIST (part);
CREATE TABLE rs_list0 PARTITION OF rs_list FOR VALUES IN (0, 1);
CREATE TABLE rs_list1 PARTITION OF rs_list DEFAULT;
INSERT INTO rs_list SELECT * FROM rs_ev;
SET enable_partitionwise_aggregate = on;
SELECT pg_temp.same(retention_agg(who, at, activity, segment)) FROM rs_list;
-- a state is never changed behind the back of a value
SELECT a = s AS unchanged, b <> s AS more FROM (SELECT s, s AS a, retention_append(s, 1::bigint, timestamptz '2026-01-01 00:00+00', 'zzz'::text) AS b FROM rs_all) x;
DROP TABLE rs_ev, rs_all, rs_part, rs_copy, rs_list;

-- of two events at one time none is before the other, whatever their names
SELECT first, again, r.n, r.observed, r.came, r.note FROM (SELECT retention_agg(1, timestamptz '2026-03-02 09:00+00', activity) AS s FROM unnest('{opened,bought}'::text[]) activity) AS x,
  (VALUES ('opened', 'bought'), ('bought', 'opened')) v(first, again), retention(s, '2026-03-08', 'week', first => first, again => again, by => 'all') AS r;
-- in journeys too, but where a seq decides
SELECT cohort_agg(j, 'opened', 'bought', 'week') AS opened, cohort_agg(j, 'bought', 'opened', 'week') AS bought, cohort_agg(j, 'opened', 'opened', 'week') AS once, cohort_agg(by_seq, 'opened', 'bought', 'week') AS before, cohort_agg(by_seq, 'bought', 'opened', 'week') AS after
FROM (SELECT journey_agg(timestamptz '2026-03-02 09:00+00', activity) AS j, journey_agg(timestamptz '2026-03-02 09:00+00', activity, NULL, NULL, seq) AS by_seq FROM (VALUES ('opened', 2), ('bought', 1)) v(activity, seq)) x;

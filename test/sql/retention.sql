-- active periods, life cycle, cohorts and retention, against SQL and under every split
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 0;
SET datestyle = 'ISO';

-- ---- one journey ----
CREATE TEMP TABLE one AS SELECT '{"v":1,"events":[["2026-03-01T23:30:00Z","opened"],["2026-03-02T08:00:00Z","replied"],["2026-03-18T09:00:00Z","opened"],["2026-03-23T09:00:00Z","solved"]]}'::journey AS j;
SELECT unit, active_periods(j, unit), active_periods(j, unit, 'Asia/Shanghai') AS shanghai FROM one, unnest('{day,week,month,quarter,year}'::text[]) unit;
SELECT l.* FROM one, lifecycle(j, 'week') l;
SELECT l.* FROM one, lifecycle(j, 'week', 'Asia/Shanghai', until => '2026-04-05') l;
SELECT count(*) FROM one, lifecycle(j, 'day', until => '2026-02-01') l;
SELECT active_periods('{"v":1,"events":[]}', 'week'), (SELECT count(*) FROM lifecycle('{"v":1,"events":[]}', 'week')) AS rows, (SELECT count(*) FROM lifecycle(NULL, 'week')) AS nulls;
-- periods in the plural, and what is not known
SELECT unit, active_periods('{"v":1,"events":[["2026-03-10T09:00:00Z","opened"]]}', unit) = active_periods('{"v":1,"events":[["2026-03-10T09:00:00Z","opened"]]}', unit || 's') AS plural
FROM unnest('{day,week,month,quarter,year}'::text[]) unit;
SELECT active_periods('{"v":1,"events":[["2026-03-10T09:00:00Z","opened"]]}', 'weekss');
SELECT * FROM lifecycle('{"v":1,"events":[["2026-03-10T09:00:00Z","opened"]]}', NULL);
SELECT * FROM lifecycle('{"v":1,"events":[["2026-03-10T09:00:00Z","opened"]]}', ' Weeks ', NULL);
SELECT active_periods(j, 'fortnight') FROM one;
SELECT active_periods(j, 'week', 'CET-1') FROM one;
SELECT lifecycle(j, 'week', until => 'infinity') FROM one;
SELECT active_periods('{"v":1,"events":[["-4713-11-24T00:00:00Z","a"]]}', 'day');
SELECT active_periods('{"v":1,"events":[["-4713-11-24T00:00:00Z","a"]]}', 'year');

-- ---- cohorts by hand ----
CREATE TEMP TABLE few (j journey);
INSERT INTO few VALUES
  ('{"v":1,"events":[["2026-03-02T09:00:00Z","opened"],["2026-03-02T10:00:00Z","replied"],["2026-03-17T09:00:00Z","opened"]]}'),
  ('{"v":1,"events":[["2026-03-04T09:00:00Z","opened"],["2026-03-10T10:00:00Z","opened"],["2026-03-11T09:00:00Z","opened"]]}'),
  ('{"v":1,"events":[["2026-03-10T09:00:00Z","opened"]]}'), ('{"v":1,"events":[["2026-03-10T09:00:00Z","visited"]]}'), ('{"v":1,"events":[]}'), (NULL);
SELECT cohort_agg(j, 'opened', 'opened', 'week'), cohort_agg(j, NULL, NULL, 'month', 'asia/shanghai') FROM few;
SELECT r.* FROM (SELECT cohort_agg(j, 'opened', 'opened', 'week') AS c FROM few) x, retention(c) r;
SELECT r.cohort, r.n, r.came, r.rate, r.lo, r.hi FROM (SELECT cohort_agg(j, 'opened', NULL, 'week') AS c FROM few) x, retention(c, '2026-03-29', 0.8) r WHERE r.cohort = '2026-03-02';
SELECT cohort_agg(j, 'opened', NULL, 'week') IS NULL AS nothing FROM few WHERE j IS NULL;
SELECT cohort_agg(j, 'nobody', NULL, 'week') FROM few;
SELECT count(*) FROM retention(NULL::cohort);
-- names that no journey has: not a retention of 0
SELECT r.* FROM (SELECT cohort_agg(j, 'opened', 'opend', 'month') AS c FROM few) x, retention(c) r;
SELECT first, r.* FROM (SELECT first, cohort_agg(j, first, NULL, 'week') AS c FROM few, (VALUES ('opend'), ('opened'), (NULL)) v(first) GROUP BY first) x, retention(c, '2026-03-08') r ORDER BY first, cohort;
SELECT r.* FROM (SELECT cohort_agg('{"v":1,"events":[]}', NULL, NULL, 'week') AS c) x, retention(c) r;

-- ---- refused ----
SELECT cohort_combine(cohort_agg(j, 'opened', NULL, 'week'), cohort_agg(j, 'opened', 'opened', 'week')) FROM few;
SELECT cohort_combine(cohort_agg(j, 'opened', NULL, 'week'), cohort_agg(j, 'opened', NULL, 'week', 'Asia/Shanghai')) FROM few;
SELECT cohort_agg(j, 'opened', NULL, u) FROM few, unnest('{week,month}'::text[]) u;
SELECT cohort_agg(j, 'opened', NULL, 'hour') FROM few;
SELECT '{"v":1,"unit":"week","zone":"UTC","first":null,"again":null,"cohorts":[["2026-03-03",5]]}'::cohort;
SELECT retention(c, NULL, NULL) FROM (SELECT cohort_agg(j, 'opened', NULL, 'week') AS c FROM few) x;
SELECT retention(c, NULL, 0) FROM (SELECT cohort_agg(j, 'opened', NULL, 'week') AS c FROM few) x;

-- ---- many, against SQL ----
CREATE TABLE ret_ev AS
SELECT i % 5 AS part, h % 307 AS id, timestamptz '2026-02-20' + (h % 3001) * (h % 307 % 11) * interval '1 min' * 7 AS at, i AS seq, (ARRAY['opened', 'replied', 'bought'])[1 + h / 307 % 3] AS activity
FROM (SELECT i, ('x' || left(md5(i::text), 7))::bit(28)::int AS h FROM generate_series(1, 3000) i) x;
CREATE TABLE ret_j AS SELECT id, min(part) AS part, journey_agg(at, activity, NULL, NULL, seq) AS j FROM ret_ev GROUP BY id;
SELECT unit, zone, count(*) AS journeys, count(*) FILTER (WHERE active_periods(j, unit, zone) <> days) AS different, bool_or(cardinality(days) > 3) OR unit IN ('month', 'quarter', 'year') AS varied
FROM (SELECT unit, zone, id, array_agg(DISTINCT date_trunc(unit, at AT TIME ZONE zone)::date) AS days FROM ret_ev, unnest('{day,week,month,quarter,year}'::text[]) unit, unnest('{UTC,America/New_York,Asia/Kolkata}'::text[]) zone GROUP BY 1, 2, 3) x JOIN ret_j USING (id)
GROUP BY 1, 2 ORDER BY 1, 2;
-- life cycle: the same by generate_series and lag
SELECT count(*) AS rows, count(*) FILTER (WHERE x.state IS DISTINCT FROM l.state) AS different, count(DISTINCT l.state) AS states
FROM (SELECT id, l.* FROM ret_j, lifecycle(j, 'week', 'America/New_York', '2026-06-30') l) l FULL JOIN (
  SELECT id, p::date AS period, CASE WHEN NOT active THEN 'dormant' WHEN NOT coalesce(bool_or(active) OVER (PARTITION BY id ORDER BY p ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), false) THEN 'new'
                                     WHEN lag(active) OVER (PARTITION BY id ORDER BY p) THEN 'returning' ELSE 'resurrecting' END AS state
  FROM (SELECT id, p, EXISTS (SELECT FROM ret_ev e WHERE e.id = b.id AND date_trunc('week', e.at AT TIME ZONE 'America/New_York') = p) AS active
        FROM (SELECT id, date_trunc('week', min(at) AT TIME ZONE 'America/New_York') AS first FROM ret_ev GROUP BY id) b, generate_series(first, timestamp '2026-06-30', '1 week') p) y) x USING (id, period);
-- retention: the same by joins
SELECT unit, count(*) AS rows, count(*) FILTER (WHERE (r.size, r.came, r.period) IS DISTINCT FROM (s.size, s.came, s.period)) AS different
FROM (SELECT unit, r.* FROM (SELECT unit, cohort_agg(j, 'opened', 'bought', unit, 'America/New_York') AS c FROM ret_j, unnest('{week,month}'::text[]) unit GROUP BY unit) x, retention(c, '2026-07-15') r) r
FULL JOIN (
  WITH start AS (SELECT DISTINCT ON (id) id, at, seq FROM ret_ev WHERE activity = 'opened' ORDER BY id, at, seq),
  base AS (SELECT unit, id, date_trunc(unit, at AT TIME ZONE 'America/New_York')::date AS cohort, at, seq FROM start, unnest('{week,month}'::text[]) unit),
  grid AS (SELECT b.unit, b.cohort, b.size, p::date AS period, row_number() OVER (PARTITION BY b.unit, b.cohort ORDER BY p) - 1 AS n
           FROM (SELECT unit, cohort, count(*) AS size FROM base GROUP BY 1, 2) b, generate_series(b.cohort::timestamp, '2026-07-15', ('1 ' || b.unit)::interval) p)
  SELECT g.*, (SELECT count(DISTINCT b.id) FROM base b JOIN ret_ev e ON e.id = b.id AND e.activity = 'bought' AND (e.at, e.seq) > (b.at, b.seq) AND date_trunc(g.unit, e.at AT TIME ZONE 'America/New_York')::date = g.period
               WHERE b.unit = g.unit AND b.cohort = g.cohort) AS came FROM grid g) s USING (unit, cohort, n)
GROUP BY unit ORDER BY unit;

-- ---- every split has the same bytes ----
CREATE TABLE ret_all AS SELECT cohort_agg(j, 'opened', 'bought', 'week', 'America/New_York') AS c FROM ret_j;
CREATE FUNCTION pg_temp.same(c cohort) RETURNS bool LANGUAGE SQL AS $$ SELECT csq_internal.cohort_send(c) = csq_internal.cohort_send(a.c) AND c = a.c AND c::text = a.c::text FROM csq.ret_all a $$;
SELECT pg_temp.same(cohort_agg(j, 'opened', 'bought', 'week', 'America/New_York' ORDER BY id DESC)) FROM ret_j;
SELECT pg_temp.same(rollup(c::text::cohort)) FROM (SELECT cohort_agg(j, 'opened', 'bought', 'week', 'America/New_York') AS c FROM ret_j GROUP BY part ORDER BY part DESC) x;
CREATE TABLE ret_part AS SELECT part, cohort_agg(j, 'opened', 'bought', 'week', 'America/New_York') AS c FROM ret_j GROUP BY part;
CREATE TABLE ret_copy (LIKE ret_part);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/retention.bin'
COPY ret_part TO STDOUT (FORMAT binary) \g :file
\set load '\\copy ret_copy from ' :'file' ' (format binary)'
:load
SELECT pg_temp.same(rollup(c)) FROM ret_copy;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.same(c) FROM (SELECT cohort_agg(j, 'opened', 'bought', 'week', 'America/New_York') AS c FROM ret_j) x;
RESET max_parallel_workers_per_gather;
CREATE TABLE ret_list (LIKE ret_j) PARTITION BY LIST (part);
CREATE TABLE ret_list0 PARTITION OF ret_list FOR VALUES IN (0, 1);
CREATE TABLE ret_list1 PARTITION OF ret_list DEFAULT;
INSERT INTO ret_list SELECT * FROM ret_j;
SET enable_partitionwise_aggregate = on;
SELECT pg_temp.same(cohort_agg(j, 'opened', 'bought', 'week', 'America/New_York')) FROM ret_list;
-- a state is never changed behind the back of a value
SELECT a = c AS unchanged, b <> c AS more FROM (SELECT c, c AS a, cohort_append(c, '{"v":1,"events":[["2026-03-02T09:00:00Z","opened"]]}', 'opened', 'bought', 'week', 'America/New_York') AS b FROM ret_all) x;
DROP TABLE ret_ev, ret_j, ret_all, ret_part, ret_copy, ret_list;
-- counts near 2^63 are what they are
SELECT cohort, size, n, came, rate FROM retention('{"v":1,"unit":"day","zone":"UTC","first":null,"again":null,"cohorts":[["2026-01-01",9223372036854775807,1,9223372036854775806],["2026-01-02",9007199254740993]]}'::cohort);

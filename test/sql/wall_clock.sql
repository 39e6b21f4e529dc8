-- times without a zone: local time of the calendar, whatever the session says; refused where there is no calendar
SET search_path = public, csq;
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
\set SHOW_CONTEXT never
\pset null '(null)'

CREATE TABLE w (id int, d date, ts timestamp, t text, v varchar);
INSERT INTO w VALUES (1, '2026-03-02', '2026-03-02 09:00', '2026-03-02 09:00', '2026-03-02 09:00'),
	(2, '2026-03-06', '2026-03-06 17:30', '2026-03-06T17:30:00', '2026-03-06 17:30'), (3, '2026-03-07', '2026-03-07 10:00', '2026-03-07', '2026-03-07');
CREATE TABLE cals AS SELECT * FROM (VALUES ('sh', 'tz Asia/Shanghai; mon-fri 9-18'::csq.calendar), ('ny', 'tz America/New_York; mon-fri 9-18')) AS c(name, cal);

-- ---- the same answers under three sessions
CREATE FUNCTION answers() RETURNS TABLE (name text, id int, by_date timestamptz, by_timestamp timestamptz, by_text timestamptz, by_varchar timestamptz, hours interval, open bool) LANGUAGE sql AS $$
  SELECT name, id, due_at(cal, d, '2 business days'), due_at(cal, ts, '2 business hours'), due_at(cal, t, '2 business hours'), due_at(cal, v, '2 business hours'), business_time(cal, d, ts), is_open(cal, ts)
  FROM cals, w ORDER BY name, id $$;
CREATE TABLE kept AS SELECT * FROM answers();
SELECT name, id, by_date, by_timestamp, by_text, hours, open FROM kept;
SELECT bool_and(by_text = by_varchar) AS varchar_is_text, bool_and(by_timestamp = due_at(cal, ts AT TIME ZONE calendar_zone(cal), '2 business hours')) AS by_hand
FROM kept JOIN cals USING (name) JOIN w USING (id);
SET timezone = 'America/New_York'; SET datestyle = 'SQL, DMY';
SELECT count(*) AS differ FROM (SELECT * FROM answers() EXCEPT SELECT * FROM kept) x;
SET timezone = 'Asia/Tokyo'; SET datestyle = 'German'; SET intervalstyle = 'sql_standard'; SET extra_float_digits = -5;
SELECT count(*) AS differ FROM (SELECT * FROM answers() EXCEPT SELECT * FROM kept) x;
RESET intervalstyle; RESET extra_float_digits; SET timezone = 'UTC'; SET datestyle = 'ISO, YMD';

-- ---- literals: local time of the calendar, a zone makes an instant, a bare date is a date
SELECT due_at('tz Asia/Shanghai; mon-fri 9-18', '2026-03-02 09:00', '1 business hour') AS local,
       due_at('tz Asia/Shanghai; mon-fri 9-18', '2026-03-02 09:00Z', '1 business hour') AS instant,
       due_at('tz Asia/Shanghai; mon-fri 9-18', '2026-03-02', '1 business day') AS day,
       due_at('tz Asia/Shanghai; mon-fri 9-18', '２０２６-０３-０２　０９：００', '１小时') AS full_width;
SET timezone = 'America/New_York';
SELECT due_at('tz Asia/Shanghai; mon-fri 9-18', '2026-03-02 09:00', '1 business hour') = '2026-03-02 10:00+08' AS still;
SET timezone = 'UTC';
PREPARE p AS SELECT due_at($1, $2, $3);
EXECUTE p('tz Asia/Shanghai; mon-fri 9-18', '2026-03-02 09:00', '1 business hour');
SELECT business_time(cal, ts, '2026-03-02 12:00+08') AS mixed_literal, business_time(cal, '2026-03-02 08:00', d + 1) AS other_way,
       business_time(cal, d, now() - now() + timestamptz '2026-03-02 12:00+08') AS mixed_types FROM w, cals WHERE id = 1 AND name = 'sh';
SELECT due_at(cal, '02/03/2026 09:00', '1 hour') FROM cals WHERE name = 'sh';
SELECT due_at(cal, '2026-02-30', '1 hour') FROM cals WHERE name = 'sh';
SELECT next_open(cal, 'infinity') FROM cals WHERE name = 'sh';

-- a day without midnight, and an hour that comes twice
SELECT calendar_instant('tz America/Santiago; 24x7', date '2024-09-08') AS no_midnight,
       calendar_instant('tz Europe/Berlin; 24x7', timestamp '2024-10-27 02:30') AS twice, calendar_instant('tz Europe/Berlin; 24x7', '2024-03-31 02:30') AS never;

-- ---- as_of
SELECT a.state, b.state, c.state, d.state FROM cals,
  sla_status(sla_clock('2026-03-02 09:00+08', NULL), '4 business hours', cal, '2026-03-02 12:59') AS a,
  sla_status(sla_clock('2026-03-02 09:00+08', NULL), '4 business hours', cal, timestamp '2026-03-02 13:01') AS b,
  sla_status(sla_clock('2026-03-02 09:00+08', NULL), '4 business hours', cal, date '2026-03-03') AS c,
  sla_status(sla_clock('2026-03-02 09:00+08', '2026-03-02 10:00+08'), '4 business hours', cal) AS d WHERE name = 'sh';
SELECT provolatile FROM pg_proc WHERE oid = 'csq.sla_status(csq.sla_clock, csq.sla_target, csq.calendar)'::regprocedure;

-- ---- no calendar, no zone: refused with the remedy
SELECT clock_agg(ts, 'start') FROM w;
SELECT clock_agg(d, 'start') FROM w;
SELECT clock_agg(ts AT TIME ZONE 'Asia/Shanghai', 'start') FROM w WHERE id = 1;
SELECT clock_agg(ts::timestamptz, 'start') FROM w WHERE id = 1;
SELECT sla_chain(ARRAY['a'], ARRAY['1 hour'::sla_target], ARRAY['trigger'], ARRAY[cal], ts, ARRAY[NULL::timestamptz], now()) FROM w, cals;

-- ---- generated columns and indexes: nothing hangs on the session
CREATE TABLE g (received date, due timestamptz GENERATED ALWAYS AS (due_at('tz Asia/Shanghai; mon-fri 9-18'::csq.calendar, received, '15 business days')) STORED);
INSERT INTO g VALUES ('2026-03-02');
CREATE INDEX ON g (due_at('tz Asia/Shanghai; mon-fri 9-18'::csq.calendar, received, '3 business days'));
SELECT * FROM g;

-- ---- cut-off hours
SELECT id, received_at(cal, ts, '15:00') AS received, due_at(cal, ts, '1 business day', '{}', '15:00') AS due, due_at(cal, received_at(cal, ts, '15:00'), '1 business day') AS same
FROM w, cals WHERE name = 'sh' ORDER BY id;

-- ---- terms that roll, Chinese units, seasons, n-th weekdays, yearly breaks
SELECT due_at(default_calendar('CN'), '2025-09-20 10:00+08', '15 calendar days') AT TIME ZONE 'Asia/Shanghai' AS plain,
       due_at(default_calendar('CN'), '2025-09-20 10:00+08', '15 calendar days to next business day') AT TIME ZONE 'Asia/Shanghai' AS rolled,
       due_at(default_calendar('CN'), '2025-09-19', '15个自然日，顺延') AT TIME ZONE 'Asia/Shanghai' AS chinese;
SELECT t, t::sla_target FROM unnest(ARRAY['3个工作日', '2小时', '4个工作小时', '15个自然日', '３０分钟', '15 calendar days to next business day']) AS t;
SELECT '3 business days to next business day'::sla_target;
SELECT '15天'::sla_target;
-- traditional characters, and workdays as calendars have them
SELECT '3個工作日'::sla_target, '兩個小時'::sla_target, '15個自然日'::sla_target, '九十分鐘'::sla_target, '3營業日'::sla_target, '一個半小時'::sla_target, '1個日曆月'::sla_target, '3 workdays'::sla_target, '1 Workday'::sla_target, '24小時內'::sla_target;
SELECT '時區 Asia/Taipei；週一至週五 9:00-18:00；週末 10:00-14:00'::calendar, 'a -> b；兩週內'::funnel_spec, 'a ~> b；3小時內'::pattern, 'a -> b；90分鐘內'::funnel_spec;
SELECT '3 workhours'::sla_target;
SELECT is_business_day(c, d), d FROM (SELECT 'tz UTC; weekdays 9-17; 4th thu nov closed; 1st,3rd sat 9-12; 12-24..01-02 closed; 06-01..08-31 mon-fri 8-15; 07-01..07-31 break 12:00-13:00'::calendar AS c) c,
  unnest(ARRAY['2026-11-26', '2026-11-19', '2026-11-07', '2026-11-14', '2026-12-28', '2027-01-02', '2027-01-04']::date[]) AS d;
SELECT 'tz UTC; weekdays 9-17; 06-01..06-02 mon-fri 8-15; 06-02 break 12:00-13:00'::calendar;
SELECT 'tz UTC; mon-fri 9-25'::calendar;
-- nine to five by a clock of twelve hours is no shift of twenty
SELECT 'tz UTC; mon-fri 9-5'::calendar;
SELECT 'tz UTC; mon-fri 9-12 1-5'::calendar;
SELECT '时区 Asia/Shanghai；周一至周五 １０至６'::calendar;
SELECT '{"tz":"UTC","week":{"mon":[["9","5"]]}}'::jsonb::calendar;
SELECT '{"tz":"UTC","week":{"mon":["9-5"]}}'::jsonb::calendar;
SELECT '{"tz":"UTC","week":{"mon":[["9","17"]],"tue":[["22","6"]],"wed":[["09:00","05:00"]]}}'::jsonb::calendar;
SELECT 'tz UTC; mon-thu 22-6; fri 09:00-05:00; sat 18-2; sun 12-0'::calendar;
SELECT 'tz UTC; last fri feb closed'::calendar;
SELECT with_holidays('tz Asia/Shanghai; mon-fri 9-18', array_agg(day) FILTER (WHERE off), array_agg(day) FILTER (WHERE NOT off))
FROM (VALUES (date '2026-10-01', true), ('2026-10-02', true), ('2026-10-10', false), ('2026-10-02', true)) AS h(day, off);
SELECT with_holidays('tz UTC; mon-fri 9-18', '{2026-10-01}', '{2026-10-01}');

-- ---- a calendar that goes on
SELECT provisional(default_calendar('CN'))::text LIKE '%; valid 2007-01-01..; provisional after 2026-12-31' AS marked,
       due_at(provisional(default_calendar('CN')), '2026-12-21 10:00', '15 business days') AT TIME ZONE 'Asia/Shanghai' AS due,
       is_known(provisional(default_calendar('CN')), '2027-01-04') AS known, provisional(default_calendar('CN'))::jsonb ->> 'provisional_after' AS json,
       provisional(default_calendar('CN'))::text::calendar = provisional(default_calendar('CN')) AS reads_back;
SELECT due_at(default_calendar('CN'), '2026-12-21 10:00', '15 business days');

-- ---- verdicts that the known days decide
SELECT s.state, s.due_at, s.elapsed, s.remaining FROM (VALUES ('2026-12-29 10:00+08'::timestamptz), (NULL)) AS v(stopped),
  sla_status(sla_clock('2026-12-28 10:00+08', stopped), '40 business hours', default_calendar('CN'), '2026-12-30 12:00') AS s;
SELECT s.state, s.due_at, s.elapsed FROM sla_status(sla_clock('2026-12-28 10:00+08', NULL), '40 business hours', default_calendar('CN'), '2027-02-01') AS s;

-- ---- events of one instant
SELECT state FROM sla_status((SELECT clock_agg(at, e) FROM (VALUES (timestamptz '2026-01-05 09:00Z','start'), ('2026-01-05 09:40Z','stop'), ('2026-01-05 09:40Z','reopen')) v(at, e)), '60 minutes', 'tz UTC; 24x7', '2026-01-05 12:00Z');
SELECT cycle, state, elapsed FROM sla_cycles((SELECT clock_agg(at, e) FROM (VALUES (timestamptz '2026-01-05 09:00Z','start'), ('2026-01-05 09:40Z','stop'), ('2026-01-05 09:40Z','start'), ('2026-01-05 10:20Z','stop'), ('2026-01-05 10:20Z','start')) v(at, e)), '60 minutes', 'tz UTC; 24x7', '2026-01-05 11:00Z', 'new_cycle');
SELECT clock_agg(at, e, NULL, seq) FROM (VALUES (timestamptz '2026-01-05 09:00Z', 'start', 1), ('2026-01-05 09:40Z', 'reopen', 2), ('2026-01-05 09:40Z', 'stop', 3)) AS v(at, e, seq);
SELECT state FROM sla_status('{"v":1,"events":[["2026-01-05T09:00:00Z","start",null,1],["2026-01-05T09:40:00Z","stop",null,3],["2026-01-05T09:40:00Z","reopen",null,2]]}', '60 minutes', 'tz UTC; 24x7', '2026-01-05 12:00Z');

-- ---- a breach stays a breach
SELECT s.state, s.breached_at, sla_outcome(s.state) FROM (VALUES ('2026-01-05 11:00Z'::timestamptz), ('2026-01-05 09:30Z')) AS v(cancelled),
  sla_status(clock_append(sla_clock('2026-01-05 09:00Z', NULL), cancelled, 'cancel'), '60 minutes', 'tz UTC; 24x7', '2026-01-05 12:00Z') AS s;
SELECT sla_outcome('breeched');
-- a case into which another was merged
SELECT sla_state(rollup(c), '4 hours', 'tz UTC; 24x7', '2026-01-05 12:00Z') AS rolled_up, sla_state(merge_case((array_agg(c))[1], (array_agg(c))[2]), '4 hours', 'tz UTC; 24x7', '2026-01-05 12:00Z') AS merged
FROM (VALUES (sla_clock('2026-01-05 09:00Z', NULL)), (clock_append(sla_clock('2026-01-05 10:00Z', NULL), '2026-01-05 10:30Z', 'cancel'))) AS v(c);

-- ---- and everywhere else: each aggregate of events, and what reads a journey or a graph as of a time
\set VERBOSITY terse
SELECT journey_agg(ts, t) FROM w;
SELECT journey_agg(d, t) FROM w;
SELECT process_agg(id, ts, t) FROM w;
SELECT process_agg(id, d, t, v, 'tz UTC; 24x7') FROM w;
SELECT funnel_agg(id, ts, t, 'a -> b') FROM w;
SELECT funnel_count_agg(id, d, t, 'a -> b') FROM w;
SELECT funnel_case_agg(ts, t, 'a -> b') FROM w;
SELECT window_funnel(ts, 1, '1 day') FROM w;
SELECT level(journey_agg(ts, t), 'a -> b') FROM w GROUP BY id;
SELECT identity_agg(t, v, ts) FROM w;
SELECT members(identity_agg(t, v, ts AT TIME ZONE 'UTC'), as_of => d) FROM w GROUP BY id, d;
SELECT state_at(journey_agg(ts AT TIME ZONE 'UTC', t), ts) FROM w GROUP BY ts;
SELECT duration_agg(ts, ts) FROM w;
SELECT sla_clock(ts, NULL) FROM w;
-- parallel and partial plans say so too
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SELECT journey_agg(ts, t) FROM w;
-- working days after a local time, as it is typed
SELECT add_business_days(default_calendar('CN'), '2026-09-29 20:00', 1) = timestamptz '2026-09-30 20:00+08' AS typed, add_business_days(default_calendar('CN'), timestamp '2026-09-29 20:00', 1) = timestamptz '2026-09-30 20:00+08' AS stamped,
  add_business_days(default_calendar('CN'), date '2026-09-29', 1) AS day, add_business_days(default_calendar('CN'), '2026-09-29 12:00Z', 1) = timestamptz '2026-09-30 20:00+08' AS with_a_zone;

-- the difference of two dates is days wherever it was made; a multiple, a part or a field of an interval is refused
CREATE TEMP TABLE days (opened date, closed date);
INSERT INTO days VALUES ('2026-01-01', '2026-01-05'), ('2026-01-01', NULL);
SELECT mean(duration_agg(closed - opened)) AS plain, mean(duration_agg(closed - opened + 1)) AS sum, mean(duration_agg((closed - opened)::numeric)) AS cast_, mean(duration_agg(abs(closed - opened))) AS abs,
  mean(duration_agg(coalesce(closed, '2026-01-09') - opened)) AS coalesced, mean(duration_agg(greatest(closed - opened, 0))) AS greatest, mean(duration_agg(CASE WHEN closed > opened THEN closed - opened END)) AS case_,
  mean(duration_agg((closed - opened) * 86400)) AS seconds, mean(duration_agg((closed - opened) * 24 * 60 * 60.0)) AS product, mean(duration_agg(DISTINCT closed - opened)) AS distinct_ FROM days;
WITH w AS MATERIALIZED (SELECT closed - opened AS d FROM days)
SELECT (SELECT mean(duration_agg(d)) FROM w) AS cte, (SELECT mean(duration_agg(d)) FROM (SELECT closed - opened AS d FROM days OFFSET 0) s) AS subquery, (SELECT mean(duration_agg(d ORDER BY d)) FROM (SELECT closed - opened AS d FROM days OFFSET 0) s) AS ordered,
  (SELECT mean(duration_agg(d)) FROM (SELECT max(closed - opened) AS d FROM days GROUP BY opened) s) AS grouped, (SELECT mean(duration_agg(d)) FROM (SELECT closed - opened AS d FROM days UNION ALL SELECT opened - closed FROM days) s WHERE d > 0) AS union_,
  (SELECT mean(duration_agg(s.d)) FROM (SELECT closed - opened AS d, opened FROM days OFFSET 0) s JOIN days USING (opened)) AS joined, (SELECT mean(duration_agg(closed - opened) OVER ()) FROM days LIMIT 1) AS window_;
SELECT attainment_agg(closed - opened + 1, closed IS NOT NULL), median(duration_agg(2.5)) AS seconds FROM days;
SELECT mean(duration_agg(closed - opened) OVER w), mean(duration_agg(closed - opened + 1) OVER w) FROM days WINDOW w AS () LIMIT 1;
SELECT mean(duration_agg(closed - opened) OVER ()), mean(duration_agg(3.0::float8) OVER ()) FROM days LIMIT 1;
SELECT duration_agg((closed - opened) / 2.0) FROM days;
SELECT duration_agg((closed - opened) * 24) FROM days;
-- several differences are days in the same multiple, or are refused
SELECT mean(duration_agg((closed - opened) * 86400 + (closed - opened) * 86400)) AS sum, mean(duration_agg(greatest((closed - opened) * 86400, (closed - opened) * 86400))) AS greatest,
  mean(duration_agg((closed - opened) - (opened - closed))) AS days, mean(duration_agg((closed - opened + closed - opened) * 86400)) AS product FROM days;
SELECT duration_agg((closed - opened) * 86400 + (closed - opened)) FROM days;
SELECT duration_agg((closed - opened) + (closed - opened) * 86400) FROM days;
SELECT duration_agg(CASE WHEN closed > opened THEN closed - opened ELSE (closed - opened) * 86400 END) FROM days;
-- each WITH is twice the one before: 2^31 readings of the first
SELECT 'WITH c0 AS MATERIALIZED (SELECT 0.5 AS x FROM days), ' || string_agg(format('c%s AS MATERIALIZED (SELECT x + x AS x FROM c%s)', i, i - 1), ', ' ORDER BY i)
  || ' SELECT mean(duration_agg(least(x, 7))) AS doubled FROM c31' AS query FROM generate_series(1, 31) i \gexec
SELECT duration_agg(extract(day FROM closed::timestamp - opened::timestamp)) FROM days;
SELECT attainment_agg(date_part('hour', closed::timestamp - opened::timestamp), true) FROM days;
-- seconds divided into minutes, hours, days or weeks, and numbers of business days, are refused wherever it was done; back in seconds, and shares of a length, they count
CREATE TEMP TABLE spells AS SELECT timestamptz '2026-01-01 00:00Z' AS a, timestamptz '2026-01-01 02:00Z' AS b, 2 AS n;
SELECT duration_agg(extract(epoch FROM b - a) / 3600) FROM spells;
SELECT duration_agg((date_part('epoch', b) - date_part('epoch', a)) / 60) FROM spells;
SELECT duration_agg(extract(epoch FROM b - a)::int / (24 * 3600)) FROM spells;
SELECT duration_agg(seconds(b - a) / 60 / 60 / 24 / 7) FROM spells;
SELECT duration_agg(business_seconds('tz UTC; 24x7', a, b) / 3600) OVER () FROM spells;
SELECT duration_agg(h) FROM (SELECT round(avg(extract(epoch FROM b - a)) / 3600.0, 2)::float8 AS h FROM spells) s;
SELECT attainment_agg(extract(epoch FROM b - a) * 1000, true) FROM spells;
SELECT duration_agg(business_days('tz UTC; mon-fri 9-17', a::date, b::date)) FROM spells;
SELECT duration_agg((b::date - a::date) + extract(epoch FROM b::time - a::time) / 86400) FROM spells;
SELECT duration_agg((b::date - a::date) + extract(epoch FROM b::time - a::time)) FROM spells;
SELECT mean(duration_agg(extract(epoch FROM b - a) / n)) AS per_step, mean(duration_agg(extract(epoch FROM b - a) / 2)) AS half, mean(duration_agg(extract(epoch FROM b - a) / 3600 * 3600)) AS back,
  mean(duration_agg((b::date - a::date) * 86400 + extract(epoch FROM b::time - a::time))) AS sum, mean(duration_agg(business_days('tz UTC; 24x7', a::date, b::date + 1) * 86400)) AS days,
  mean(duration_agg(extract(epoch FROM b - a) / extract(epoch FROM b - a))) AS quotient, mean(duration_agg(3600 / extract(epoch FROM b - a))) AS inverse FROM spells;
-- zoneless times in window aggregates
SELECT clock_agg(closed, 'start') OVER () FROM days;
SELECT journey_agg(closed, 'a') OVER (), journey_agg(closed::timestamptz, 'a') OVER () FROM days;
-- within coalesce, CASE, greatest, date_trunc and sums, and in aggregates through subqueries, UNION, WITH and aggregates; an explicit cast, a zone and a condition pass
CREATE TEMP TABLE mixed AS SELECT 1 AS id, date '2026-03-02' AS d, timestamp '2026-03-02 09:00' AS ts, timestamptz '2026-03-02 15:00+08' AS tz;
SELECT due_at('tz UTC; 24x7', coalesce(tz, ts), '2 hours') FROM mixed;
SELECT is_open('tz UTC; 24x7', CASE WHEN id = 1 THEN tz ELSE ts END) FROM mixed;
SELECT next_open('tz UTC; 24x7', date_trunc('day', d) + interval '9 hours') FROM mixed;
SELECT sla_clock(greatest(tz, d), NULL) FROM mixed;
SELECT journey_agg(coalesce(tz, ts), 'a') FROM mixed;
SELECT journey_agg(at, 'a') FROM (SELECT tz AS at FROM mixed UNION ALL SELECT ts FROM mixed) u;
SELECT clock_agg(at, 'start') FROM (SELECT tz AS at FROM mixed UNION SELECT d FROM mixed) u;
WITH w AS MATERIALIZED (SELECT least(tz, d) AS at FROM mixed) SELECT process_agg(1, at, 'a') FROM w;
SELECT journey_agg(at, 'a') OVER () FROM (SELECT max(coalesce(tz, d)) AS at FROM mixed GROUP BY id OFFSET 0) u;
SELECT count(DISTINCT j) = 1 AS same FROM (SELECT journey_agg(coalesce(tz, ts::timestamptz), 'a') AS j FROM mixed UNION ALL SELECT journey_agg(coalesce(tz, ts AT TIME ZONE 'UTC'), 'a') FROM mixed
  UNION ALL SELECT journey_agg(CASE WHEN tz > ts - interval '2 days' THEN tz END, 'a') FROM mixed UNION ALL SELECT journey_agg(tz + (d - ts::date) * interval '1 day', 'a') FROM mixed) s;
SELECT 'WITH c0 AS MATERIALIZED (SELECT tz AS x FROM mixed), ' || string_agg(format('c%s AS MATERIALIZED (SELECT least(x, greatest(x, x)) AS x FROM c%s)', i, i - 1), ', ' ORDER BY i)
  || $$ SELECT journey_agg(x, 'a') = (SELECT journey_agg(tz, 'a') FROM mixed) AS same FROM c31$$ AS query FROM generate_series(1, 31) i \gexec

-- ---- aggregates over literals: VALUES, WITH, subqueries, INSERT ... SELECT, parameters: by their zone, or not at all
SET timezone = 'Asia/Shanghai';
CREATE TABLE typed_values (zone text, c sla_clock, j journey);
INSERT INTO typed_values SELECT 'Asia/Shanghai', clock_agg(at, event), journey_agg(at, event) FROM (VALUES ('2026-03-02 09:00+08', 'start'), ('2026-03-02T09:30:00.5Z', 'stop')) v(at, event);
SET timezone = 'America/New_York';
WITH v(at, event) AS (VALUES ('2026-03-02 09:00+08', 'start'), ('2026-03-02T09:30:00.5Z', 'stop'))
INSERT INTO typed_values SELECT 'America/New_York', clock_agg(at, event), journey_agg(at, event) FROM v;
SELECT count(*), count(DISTINCT c) AS clocks, count(DISTINCT j) AS journeys, min(c::text) AS c FROM typed_values;
SELECT clock_agg(at, event) FROM (VALUES ('2026-03-02 09:00', 'start')) v(at, event);
SELECT clock_agg('2026-03-02 09:00', 'start', 'why');
SELECT journey_agg(at, event) FROM (SELECT '2026-03-02' AS at, 'start' AS event) v;
SELECT journey_agg('2026-03-02 09:00', ARRAY['a', 'b']);
PREPARE typed_values AS SELECT journey_agg($1, $2, $3);
EXECUTE typed_values('2026-03-02 09:00+08', 'a', 'web');
EXECUTE typed_values('03/02/2026 09:00+08', 'a', 'web');
-- every form, against instants; 10,000 rows
SELECT count(*) AS rows, journey_agg(t, e) = journey_agg(at, e) AS "2", journey_agg(t, e, ch) = journey_agg(at, e, ch) AS "3", journey_agg(t, e, ch, v) = journey_agg(at, e, ch, v) AS "4", journey_agg(t, e, ch, v, s) = journey_agg(at, e, ch, v, s) AS "5",
       journey_agg(t, ARRAY[e, 'x']) = journey_agg(at, ARRAY[e, 'x']) AS sets, journey_agg(t, ARRAY[e, 'x'], ch, v, s) = journey_agg(at, ARRAY[e, 'x'], ch, v, s) AS sets_5, clock_agg(t, k) = clock_agg(at, k) AS clock, clock_agg(t, k, ch) = clock_agg(at, k, ch) AS reasons, clock_agg(t, k, ch, s) = clock_agg(at, k, ch, s) AS seq
FROM (SELECT at, CASE WHEN g % 9 > 0 THEN to_char(at AT TIME ZONE (ARRAY['UTC', 'Asia/Tokyo'])[1 + g % 2], 'YYYY-MM-DD HH24:MI:SS.US') || (ARRAY['Z', '+09'])[1 + g % 2] ELSE to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US+00:00') END AS t,
        CASE WHEN g % 31 > 0 THEN 'e' || g % 7 END AS e, CASE WHEN g % 3 > 0 THEN 'c' || g % 3 END AS ch, g % 11 - 0.5 AS v, g::bigint AS s, (ARRAY['start', 'pause', 'resume', 'stop'])[1 + g % 4] AS k
      FROM (SELECT g, timestamptz '2026-01-01Z' + (hashint4(g)::bigint + 2147483648) * interval '7 us' AS at FROM generate_series(1, 10000) g) r) x;
RESET timezone;

-- aggregates without a calendar read times as they are typed: with a zone, literals or columns of text, as the instants that they are; a series also dates
SET timezone = 'America/New_York';
CREATE TEMP TABLE typed(c text, at text, a text, r text, d text);
INSERT INTO typed VALUES ('1','2026-05-04 09:00+08','A','x','2026-05-04'),('1','2026-05-04 02:00Z','B','y','2026-05-04'),('1','2026-05-04T12:00+08:00','C','x','2026-05-05'),('2','2026-05-05 09:00+08','A','x','2026-05-07'),(null,null,'A',null,null);
CREATE TEMP VIEW instants AS SELECT c, at::timestamptz at, a, r, d::date d FROM typed;
SELECT count(*) AS tried, string_agg(what, ', ') FILTER (WHERE NOT same) AS differ FROM (VALUES
  ('process_agg', (SELECT process_agg(c,at,a) FROM typed) = (SELECT process_agg(c,at,a) FROM instants)),
  ('process_agg', (SELECT process_agg(c,at,a,r) FROM typed) = (SELECT process_agg(c,at,a,r) FROM instants)),
  ('process_agg', (SELECT process_agg(c::bigint,at,a,r) FROM typed) = (SELECT process_agg(c::bigint,at,a,r) FROM instants)),
  ('funnel_agg', (SELECT funnel_agg(c,at,a,'A -> B -> C') FROM typed) = (SELECT funnel_agg(c,at,a,'A -> B -> C') FROM instants)),
  ('funnel_count_agg', (SELECT funnel_count_agg(c::int,at,a,'A -> B -> C') FROM typed) = (SELECT funnel_count_agg(c::int,at,a,'A -> B -> C') FROM instants)),
  ('window_funnel', (SELECT window_funnel(at,ascii(a)-64,'1 day') FROM typed WHERE c='1') = (SELECT window_funnel(at,ascii(a)-64,'1 day') FROM instants WHERE c='1')),
  ('window_funnel_agg', (SELECT window_funnel_agg(at,ascii(a)-64,'1 day') FROM typed WHERE c='1') = (SELECT window_funnel_agg(at,ascii(a)-64,'1 day') FROM instants WHERE c='1')),
  ('funnel_case_agg', (SELECT funnel_case_agg(at,a,'A -> B') FROM typed WHERE c='1') = (SELECT funnel_case_agg(at,a,'A -> B') FROM instants WHERE c='1')),
  ('retention_agg', (SELECT retention_agg(c,at) FROM typed) = (SELECT retention_agg(c,at) FROM instants)),
  ('retention_agg', (SELECT retention_agg(c::int,at,a) FROM typed) = (SELECT retention_agg(c::int,at,a) FROM instants)),
  ('retention_agg', (SELECT retention_agg(c,at,a,r) FROM typed) = (SELECT retention_agg(c,at,a,r) FROM instants)),
  ('sessions_agg', (SELECT sessions_agg(at,a) FROM typed) = (SELECT sessions_agg(at,a) FROM instants)),
  ('sessions_agg', (SELECT sessions_agg(at,a,r) FROM typed) = (SELECT sessions_agg(at,a,r) FROM instants)),
  ('sessions_agg', (SELECT sessions_agg(at,a,r,r,c::int) FROM typed) = (SELECT sessions_agg(at,a,r,r,c::int) FROM instants)),
  ('sessions_agg', (SELECT sessions_agg(at,a,r,r,c) FROM typed) = (SELECT sessions_agg(at,a,r,r,c) FROM instants)),
  ('series_agg', (SELECT series_agg(d) FROM typed) = (SELECT series_agg(d) FROM instants)),
  ('series_agg', (SELECT series_agg(at) FROM typed) = (SELECT series_agg(at) FROM instants)),
  ('series_agg', (SELECT series_agg(d,2.5) FROM typed) = (SELECT series_agg(d,2.5) FROM instants)),
  ('series_agg', (SELECT series_agg(d,a='A') FROM typed) = (SELECT series_agg(d,a='A') FROM instants)),
  ('series_agg', (SELECT series_agg(d,1,2.0) FROM typed) = (SELECT series_agg(d,1,2.0) FROM instants)),
  ('count_series_agg', (SELECT count_series_agg(d,3) FROM typed) = (SELECT count_series_agg(d,3) FROM instants))) v(what, same);
SELECT process_agg('1', '2026-05-04 09:00', 'A');
SELECT funnel_agg('1', '2026-05-04 09:00', 'A', 'A -> B');
SELECT funnel_case_agg('2026-05-04 09:00', 'A', 'A -> B');
SELECT window_funnel('2026-05-04 09:00', 1, '1 day');
SELECT retention_agg('1', '2026-01-05');
SELECT sessions_agg('2026-01-05 09:00', 'a');
SELECT series_agg('2026-05');
SELECT series_agg('2026-05-04'), series_agg('2026-05-04 10:00'), series_agg('2026-05-04 10:00+08');
SELECT series_agg(x) FROM (VALUES ('2026-05-04'), ('2026-05-04 10:00')) v(x);
DROP VIEW instants;
DROP TABLE typed;
RESET timezone;

-- ---- aggregates read times as they are typed: the same as of their type, whatever the zone of the session, in every form
SET timezone = 'America/New_York';
CREATE TABLE typed_rows AS SELECT i % 4 AS c, 'who ' || i % 4 AS who, '6e8bc430-9c3a-11d9-9669-0800200c9a66'::uuid AS u, l AS local, l || '+08' AS zoned, l::timestamp AT TIME ZONE 'Asia/Shanghai' AS at,
  (ARRAY['a', 'b', 'c'])[1 + i * 7 % 3] AS act, 'ann' AS res, -i::bigint AS seq, timestamptz '2026-03-03 00:00+08' AS known, text '2026-03-03 00:00+08' AS told, calendar 'tz Asia/Shanghai; mon-fri 9-18' AS k, text 'tz Asia/Shanghai; mon-fri 9-18' AS kt
FROM generate_series(1, 60) i, to_char(timestamp '2026-03-02' + i * interval '37 min', 'YYYY-MM-DD HH24:MI') l;
-- @at: the time; local: it may be typed without a zone
CREATE TABLE typed_form (agg text, args text, local bool);
INSERT INTO typed_form SELECT 'process_agg', '@c, @at, act, ' || a, a ~ 'k' FROM unnest(ARRAY['seq', 'res, seq', 'k', 'k, seq', 'res, k', 'res, k, seq', 'res, kt']) a
UNION ALL SELECT f, '@c, @at, act, ''a -> b -> c within 3h'', ' || a, a ~ 'k($|,)|, kt$' FROM unnest(ARRAY['funnel_agg', 'funnel_count_agg']) f, unnest(ARRAY['seq', 'known', 'known, seq', 'k', 'k, seq', 'known, k', 'known, k, seq', 'told', 'told, seq', 'told, k', 'told, k, seq', 'told, kt', 'known, kt']) a
UNION ALL SELECT 'object_log_agg', '@c, @at, act, res, ' || a, false FROM unnest(ARRAY['c', 'who', 'u', 'c, seq', 'who, seq', 'u, seq']) a
UNION ALL SELECT 'sessions_agg', '@at, act, ''web'', ''spring'', @c' || a, false FROM unnest(ARRAY['', ', seq']) a
UNION ALL SELECT 'workload_agg', '@c, @at, ' || a, false FROM unnest(ARRAY['at + interval ''5 min'', act, res', 'act, res, ''start''']) a
UNION ALL SELECT 'identity_agg', 'who, act, ' || a, false FROM unnest(ARRAY['@at', '@at, ''infinity''', '@at, @at', '@at, NULL::timestamptz', '''-infinity''::timestamptz, @at', '2, @at, @at', '2, @at, NULL::timestamptz', '2, ''-infinity''::timestamptz, @at']) a;
DO $$
DECLARE
  f record;
  alike bool;
  asked int := 0;
BEGIN
  FOR f IN SELECT t.agg, replace(t.args, '@c', c) AS args, t.local FROM typed_form t, unnest(ARRAY['c', 'who', 'u']) c LOOP
    EXECUTE format('SELECT %1$s(%2$s) = %1$s(%3$s) AND %1$s(%4$s) = %1$s(%3$s) FROM typed_rows', f.agg, replace(f.args, '@at', 'zoned'), replace(f.args, '@at', 'at'), replace(f.args, '@at', CASE WHEN f.local THEN 'local' ELSE 'zoned' END)) INTO alike;
    asked := asked + 1;
    IF alike IS NOT TRUE THEN RAISE WARNING '%(%): %', f.agg, f.args, alike; END IF;
  END LOOP;
  RAISE NOTICE '% forms asked', asked;
END $$;
-- without a zone, where no calendar says it: refused; with a calendar that is NULL, too
SELECT identity_agg('a', 'b', '2026-03-02 09:00');
SELECT identity_agg('a', 'b', '2026-03-02 09:00Z', '2026-03-02 10:00');
SELECT identity_agg('a', 'b', 1, '2026-03-02 09:00', 'infinity');
SELECT identity_agg('a', 'b', 'infinity', NULL);
SELECT workload_agg(1, '2026-03-02 09:00', timestamptz '2026-03-02 09:00Z', 'a', 'ann');
SELECT workload_agg(1, '2026-03-02 09:00', 'a', 'ann', 'start');
SELECT workload_agg(1, timestamptz '2026-03-02 09:00Z', '2026-03-02 10:00Z', 'a', 'ann');
SELECT workload_agg(1, timestamptz '2026-03-02 09:00Z', '2026-03-02', 'a', 'ann');
SELECT workload_agg(1, timestamptz '2026-03-02 09:00Z', '02.03.2026 10:00', 'a', 'ann');
SELECT workload_agg(1, timestamptz '2026-03-02 09:00Z', '2026年3月2日', 'a', 'ann');
SELECT workload_agg(1, timestamptz '2026-03-02 09:00Z', 'infinity', 'a', 'ann');
SELECT num_cases IS NOT NULL AS steps_with_numbers FROM (SELECT workload_agg(1, timestamptz '2026-03-02 09:00Z', a, 'ann', 'start')::text FROM unnest('{1.2.3 review,2026 check,10-4-1,1/2/3}'::text[]) a) q(num_cases);
SELECT object_log_agg(1, '2026-03-02 09:00', 'a', 'order', 1);
SELECT process_agg(1, '2026-03-02 09:00', 'a', 'ann', 5);
SELECT process_agg(1, '2026-03-02 09:00', 'a', NULL::calendar);
SELECT funnel_agg(1, '2026-03-02 09:00', 'a', 'a -> b', '2026-03-03Z');
SELECT funnel_agg(1, '2026-03-02 09:00', 'a', 'a -> b', timestamptz '2026-03-03Z', NULL::calendar);
SELECT sessions_agg('2026-03-02 09:00', 'a', NULL, NULL, 7, 1);
SELECT process_agg(1, 'yesterday', 'a', 'tz UTC; daily 0-24'::calendar);
DROP TABLE typed_rows, typed_form;
RESET timezone;

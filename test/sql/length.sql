-- lengths of time for reports, and done in time as known at an instant.
SET search_path = csq, public, pg_catalog;
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'postgres';
SET extra_float_digits = 0;

SELECT i, seconds(i), readable(i) FROM unnest('{0,1 us,999 us,1 ms,250 ms,999.6 ms,1 s,1.24 s,9.96 s,59.4 s,59.6 s,60 s,90 s,59 min 29 s,59 min 59.7 s,1 h,1 h 5 min,23 h 59 min 40 s,1 day,37 days 4 hours 11 min,3213528:21:25,-5 min,-1 day}'::interval[]) i;
SELECT readable('1 year 2 months 3 days 4 hours'), readable('2 months');
SELECT i, readable(i, 'tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:30') FROM unnest('{30 s,7 h,8 h,16 h,35 h 20 min,-8 h,400 h}'::interval[]) i;
-- no setting changes it
SET IntervalStyle = iso_8601;
SELECT readable('37 days 4 hours'), seconds('37 days 4 hours');
SET IntervalStyle = postgres;

-- 3 answered in time, 7 unanswered and overdue: 0.3; what may still be in time is in neither
CREATE TEMP TABLE answers AS SELECT i, timestamptz '2026-03-02 10:00Z' AS due_at, CASE WHEN i <= 3 THEN timestamptz '2026-03-02 09:00Z' + i * interval '30 min' - interval '30 min' END AS answered_at FROM generate_series(1, 10) i;
SELECT rate(rate_agg(answered_at <= due_at)) AS flattering, rate(rate_agg(in_time(answered_at, due_at, '2026-03-02 12:00Z'))) AS right, rate_agg(in_time(answered_at, due_at, '2026-03-02 09:40Z')) AS at_9_40 FROM answers;
SELECT s AS stopped, a AS as_of, in_time(s, '2026-03-02 10:00Z', a) FROM (VALUES (timestamptz '2026-03-02 10:00Z', timestamptz '2026-03-02 12:00Z'), ('2026-03-02 10:00:00.000001Z', '2026-03-02 12:00Z'), (NULL, '2026-03-02 10:00Z'), (NULL, '2026-03-02 10:00:00.000001Z'), (NULL, NULL), ('2026-03-02 09:00Z', NULL), ('2026-03-02 09:59Z', '2026-03-02 09:00Z'), ('infinity', '2026-03-02 12:00Z')) v(s, a);
SELECT in_time(date '2026-03-04', date '2026-03-04', date '2026-03-09'), in_time(NULL::date, date '2026-03-04', date '2026-03-04') IS NULL AS open, in_time(NULL::date, date '2026-03-04', date '2026-03-05'), in_time(now(), NULL, now()) IS NULL AS nothing_due;

SELECT seconds('1 month');
SELECT readable('1 month', 'tz UTC; mon-fri 9-17');
-- the step of a funnel as a rate
SELECT rate_summary(f, 2), rate_summary(f, 3), rate_summary(f, 3, 2), rate_summary(f, 1), rate_summary(f, 9) IS NULL AS none
FROM (SELECT funnel_agg(i, timestamptz '2026-03-02Z' + s * interval '1 h', (ARRAY['a', 'b', 'c'])[s], 'a -> b -> c') AS f FROM generate_series(1, 12) i, generate_series(1, 3) s WHERE s = 1 OR i % (s + 1) = 0) q;
SELECT verdict FROM (SELECT funnel_agg(i, timestamptz '2026-03-02Z' + s * interval '1 h', (ARRAY['a', 'b', 'c'])[s], 'a -> b -> c') AS f FROM generate_series(1, 120) i, generate_series(1, 3) s WHERE s = 1 OR i % (s + 1) = 0) q, assess(NULL, rate_summary(f, 2), 'rate', 'at_most', 0.5);
-- CSAT on its own scale
SELECT csat(x), csat(x::smallint), csat(x::bigint), csat(x::numeric), csat(x::float8), csat(x::real) FROM unnest('{1,2,3,4,5,5,NULL}'::int[]) x;
SELECT csat(x) IS NULL AS nobody FROM unnest('{NULL}'::int[]) x;
SELECT i, csat(x) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, 5), (2, 1), (3, 4)) v(i, x);
SELECT csat(score_agg(x, 1, 5)), csat(score_agg(x), 3), csat_lo(score_agg(x, 1, 5)) = csat_lo(score_agg(x, 1, 5), 2) AS lo, round(csat_hi(score_agg(x), 3, 0.9)::numeric, 3) AS hi FROM unnest('{1,2,3,4,5,5}'::int[]) x;
SELECT csat(score_agg(x)) FROM unnest('{1,2,3,4,5,5}'::int[]) x;
SELECT csat(x) FROM unnest('{7}'::int[]) x;

-- literals are not read in the zone of the session: all with a zone, none with one, or all dates
SET timezone = 'America/New_York';
SELECT in_time('infinity', '2026-03-04 02:00Z', '2026-03-09Z') AS never_done, in_time('2026-03-04', 'infinity', '2026-03-09') AS never_due, in_time('infinity', 'infinity', '2026-03-09') IS NULL AS neither;
SELECT in_time('2026-03-04 10:00+08', '2026-03-04 02:00Z', '2026-03-09Z'), in_time(NULL, '2026-03-04 10:00', '2026-03-04 10:01'), in_time(NULL, '2026-03-04', '2026-03-04') IS NULL AS open, in_time('2026-03-05', '2026-03-04', NULL);
SELECT in_time(timestamptz '2026-03-04 02:00Z', '2026-03-04 10:00+08', '2026-03-09Z'), in_time(NULL, due, '2026-03-04 10:01+08') FROM (VALUES (timestamptz '2026-03-04 02:00Z')) v(due);
SELECT in_time('2026-03-04 10:00+08', '2026-03-04 02:00', NULL);
SELECT in_time(NULL, due, '2026-03-04') FROM (VALUES (timestamptz '2026-03-04 02:00Z')) v(due);
SELECT (SELECT count(*) FROM clock_events(sla_clock('2026-03-02 09:00+08', NULL))) AS events, sla_clock('2026-03-02 09:00+08', '2026-03-02 03:00Z') = sla_clock(timestamptz '2026-03-02 01:00Z', timestamptz '2026-03-02 03:00Z') AS same;
SELECT sla_clock('2026-03-02 09:00', NULL);
SELECT clock_append(NULL, '2026-03-02 09:00', 'start');
SELECT state_at(journey_append(NULL, '2026-03-02 09:00+08', 'a'), '2026-03-02 02:00Z'), state_at(journey_append(NULL, '2026-03-02 09:00+08', 'a'), '2026-03-02 00:59Z') IS NULL AS before;
RESET timezone;

-- duration_summary: lengths of time, open cases, limits, reading.
SET search_path = csq, public, pg_catalog;
SET extra_float_digits = 0;

SELECT duration_agg(x) FROM (VALUES (interval '90 s'), ('2 min'), ('1 day 2 hours'), (NULL)) t(x);
SELECT duration_agg(x) FROM (VALUES (1.5), (120), (NULL)) t(x);
SELECT duration_agg(x, '{1 min, 2 h}') FROM (VALUES (interval '90 s'), ('2 min')) t(x);
SELECT duration_agg(x) IS NULL AS no_rows FROM (SELECT interval '1 s') t(x) WHERE false;

-- from one instant to another, as known at an instant: ended, open, ended later, began later, no start
CREATE TEMP TABLE cases AS
SELECT * FROM (VALUES (1, timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-02 09:30Z'), (2, '2026-03-02 09:10Z', NULL), (3, '2026-03-02 09:20Z', '2026-03-02 12:00Z'),
  (4, '2026-03-02 11:00Z', '2026-03-02 11:05Z'), (5, NULL, '2026-03-02 09:00Z'), (6, '2026-03-02 09:50Z', 'infinity')) t(id, from_at, to_at);
SELECT duration_agg(from_at, to_at) FROM cases;
SELECT duration_agg(from_at, to_at, '2026-03-02 10:00Z') FROM cases;
SELECT duration_agg('tz UTC; 24x7', from_at, to_at, '2026-03-02 10:00Z', '{15 min, 45 min}') FROM cases;
SELECT duration_agg('tz UTC; mon-fri 09:00-09:40 10:00-17:00', from_at, to_at, '2026-03-02 12:00Z') FROM cases;
SELECT duration_agg(from_at, to_at, '2026-03-01 10:00Z') IS NULL AS nothing_yet FROM cases WHERE from_at IS NOT NULL;

-- an open case already longer than the limit counts against it, one still shorter does not count
SELECT ended_cases(s), open_cases(s), missing(s), share_within(s, '30 min'), share_within(s, '20 min'), share_within(s, '50 min'), share_within(s, '49 min 59 s'), rate_summary(s, '30 min')
FROM (SELECT duration_agg(from_at, to_at, '2026-03-02 10:00Z') AS s FROM cases) q;
SELECT share_within(s, '1 h') IS NULL AS nobody_knows, median(s) IS NULL AS no_median, mean(s) IS NULL AS no_mean, rate_summary(s, '1 h') FROM (SELECT duration_agg(from_at, to_at, '2026-03-02 10:00Z') AS s FROM cases WHERE id = 2) q;

-- whole days of dates; the difference of two dates is days, too
SELECT duration_agg(a, b), median(duration_agg(a, b, '2026-03-10')), open_cases(duration_agg(a, b, '2026-03-10')) FROM (VALUES (date '2026-03-01', date '2026-03-04'), ('2026-03-05', NULL), ('2026-03-06', '2026-03-12')) t(a, b);
CREATE TEMP TABLE dated AS SELECT date '2026-03-01' AS a, date '2026-03-04' AS b, 7 AS n;
SELECT median(duration_agg(b - a)), median(duration_agg(n)), quantile(attainment_agg(b - a, true), 0.5), quantile(attainment_agg(n, true), 0.5) FROM dated;

-- reading
CREATE TEMP TABLE s AS SELECT duration_agg(x * interval '1 min') AS s FROM generate_series(1, 100) x;
SELECT mean(s), mean_lo(s), mean_hi(s), standard_deviation(s), total(s), minimum(s), maximum(s), is_exact(s) FROM s;
SELECT median(s), median_lo(s), median_hi(s), quantile(s, 0.9), quantile_lo(s, 0.9), quantile_hi(s, 0.9), quantile_hi(s, 0.999) IS NULL AS no_bound, quantile(s, 0), quantile(s, 1), quantile(s, 0.07) FROM s;
SELECT share_within(s, '30 min'), round(share_within_lo(s, '30 min')::numeric, 4) AS lo, round(share_within_hi(s, '30 min', 0.8)::numeric, 4) AS hi FROM s;
-- skewed lengths: not as far below the mean as above it; of equal ones, and of two, Student's
SELECT mean(s), mean_lo(s), mean_hi(s) FROM (SELECT duration_agg(x * interval '1 s') AS s FROM unnest('{1,1,2,2,3,3,4,60}'::int[]) x) q;
SELECT mean_lo(s), mean_hi(s) FROM (SELECT duration_agg(x * interval '1 s') AS s FROM unnest('{5,5,5}'::int[]) x) q;
SELECT round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, verdict FROM (SELECT duration_agg(x * interval '1 s') AS s FROM unnest('{1,1,2,2,3,3,4,60}'::int[]) x) q, assess(NULL::duration_summary, s, 'mean', 'at_most', 20);
SELECT mean(s), mean_lo(s) IS NULL AS one, standard_deviation(s) IS NULL AS one, median_lo(s) IS NULL AS one FROM (SELECT duration_agg(interval '1 h')) q(s);

-- exact up to 2,048 different lengths: what percentile_disc says, always a length that occurs
SELECT is_exact(s), bool_and(quantile(s, q) = p) FROM (SELECT duration_agg(d) AS s, array_agg(d) AS d FROM (SELECT (x * 7919 % 2048 + 1) * interval '0.37 s' FROM generate_series(1, 5000) x) v(d)) a,
  generate_series(1, 19) i, LATERAL (SELECT i / 20.0::float8, percentile_disc(i / 20.0::float8) WITHIN GROUP (ORDER BY u) FROM unnest(d) u) w(q, p) GROUP BY 1;
-- beyond: within 1 per cent, no finer than it is known, and limits as exact as before
SELECT is_exact(s), max(abs(extract(epoch FROM quantile(s, q)) / extract(epoch FROM p) - 1)) < 0.01 AS within_1_percent, max(quantile(s, q)) FILTER (WHERE q = 0.5) AS median, max(share_within(s, '1000 s')) AS share, maximum(s), total(s)
FROM (SELECT duration_agg(d, '{1000 s}') AS s, array_agg(d) AS d FROM (SELECT x * interval '1.37 s' FROM generate_series(1, 3000) x) v(d)) a,
  generate_series(1, 19) i, LATERAL (SELECT i / 20.0::float8, percentile_disc(i / 20.0::float8) WITHIN GROUP (ORDER BY u) FROM unnest(d) u) w(q, p) GROUP BY s;

-- merging: any split, text and binary, workers
CREATE TEMP TABLE rows AS SELECT i, CASE WHEN i % 97 <> 0 THEN (hashint4(i) & 65535) * interval '0.5 s' END AS d, timestamptz '2026-01-01Z' + i * interval '1 min' AS f, CASE WHEN i % 5 <> 0 THEN timestamptz '2026-01-01Z' + i * interval '1 min' + (hashint4(i) & 4095) * interval '1 s' END AS t FROM generate_series(1, 20000) i;
SELECT n, (SELECT rollup(s) FROM (SELECT duration_agg(d, '{1 h}') AS s FROM rows GROUP BY i % n ORDER BY 1) p) = duration_agg(d, '{1 h}') AS interval_form,
       (SELECT rollup(s::text::duration_summary) FROM (SELECT duration_agg(f, t, '2026-01-05Z') AS s FROM rows GROUP BY i % n) p) = duration_agg(f, t, '2026-01-05Z') AS instants
FROM rows, (VALUES (2), (7), (1000), (20000)) v(n) GROUP BY n ORDER BY n;
SELECT sum(n) FROM (SELECT ended_cases(a + b) AS n FROM (SELECT duration_agg(d) FILTER (WHERE i % 2 = 0) AS a, duration_agg(d) FILTER (WHERE i % 2 = 1) AS b FROM rows) x) y;
SELECT (NULL::duration_summary + s) = s AS nothing_added, s = s, s < s, s::jsonb ->> 'missing' AS missing, s::jsonb::duration_summary = s AS json FROM s;
SELECT count(DISTINCT s) FROM (SELECT duration_agg(d) AS s FROM (SELECT d FROM rows ORDER BY i LIMIT 100) a UNION ALL SELECT duration_agg(d) FROM (SELECT d FROM rows ORDER BY i LIMIT 100) b) c;

-- limits beside as_of: exact with open cases and beyond 2,048 different lengths, as counted by hand
CREATE TEMP TABLE aged AS SELECT timestamptz '2026-01-01Z' + (hashint4(i) & 1048575) * interval '1 s' AS f, CASE WHEN i % 4 <> 0 THEN timestamptz '2026-01-01Z' + (hashint4(i) & 1048575) * interval '1 s' + (hashint4(i + 7) & 262143) * interval '1 s' END AS t FROM generate_series(1, 20000) i;
SELECT l, is_exact(s) AS exact, open_cases(s), share_within(s, l) = hits / (hits + misses)::float8 AS by_hand, s = p AS from_text
FROM (SELECT duration_agg(f, t, timestamptz '2026-01-10 07:00Z', '{1 h, 12 h, 2 days, 100 days}') AS s, duration_agg(f, t, '2026-01-10 07:00Z', '{1 h, 12 h, 2 days, 100 days}') AS p FROM aged) x, unnest('{1 h, 12 h, 2 days}'::interval[]) l,
  LATERAL (SELECT count(*) FILTER (WHERE t <= '2026-01-10 07:00Z' AND t - f <= l) AS hits, count(*) FILTER (WHERE CASE WHEN t <= '2026-01-10 07:00Z' THEN t - f > l ELSE '2026-01-10 07:00Z' - f > l END) AS misses FROM aged WHERE f <= '2026-01-10 07:00Z') y;
SELECT s = rollup_of_parts AS any_split FROM (SELECT duration_agg(f, t, '2026-01-10 07:00Z', '{12 h}') AS s FROM aged) a, (SELECT rollup(s) AS rollup_of_parts FROM (SELECT duration_agg(f, t, '2026-01-10 07:00Z', '{12 h}') AS s FROM aged GROUP BY extract(second FROM f)::int % 13) p) b;
SELECT duration_agg(a, b, '2026-03-10', '{3 days, 7 days}') FROM (VALUES (date '2026-03-01', date '2026-03-04'), ('2026-03-05', NULL), ('2026-03-06', '2026-03-12')) t(a, b);
-- untyped calendars, instants, limits find their form
PREPARE beside_calendar AS SELECT mean(duration_agg($1, from_at, to_at, $2)) FROM cases;
EXECUTE beside_calendar('tz UTC; mon-fri 09:00-09:40 10:00-17:00', '2026-03-02 12:00Z');
PREPARE with_limits AS SELECT share_within(duration_agg(from_at, to_at, $1, $2), '30 min') FROM cases;
EXECUTE with_limits('2026-03-02 12:00Z', '{30 min}');
DEALLOCATE beside_calendar;
DEALLOCATE with_limits;

-- business time: its limits are hours; it does not mix with other time
CREATE TEMP TABLE business AS SELECT duration_agg('tz UTC; mon-fri 9-17', from_at, to_at, '2026-03-04 12:00Z', '{8 h}') AS s FROM cases;
SELECT s, share_within(s, '8 h'), s::text::duration_summary = s AS text, s::jsonb -> 'business' AS business FROM business;

-- what is refused, and how
DO $$
DECLARE
  q text; state text; msg text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY[
    'duration_agg(interval ''-1 s'')', 'duration_agg(interval ''1 month'')', 'duration_agg(''NaN''::float8)', 'duration_agg(1e300::float8)', 'duration_agg(-1)',
    'duration_agg(timestamptz ''2026-01-02Z'', timestamptz ''2026-01-01Z'')', 'duration_agg(date ''2026-01-02'', date ''2026-01-01'')', 'duration_agg(timestamptz ''-infinity'', now())',
    'duration_agg(now(), now(), NULL)', 'duration_agg(interval ''1 s'', NULL)', 'duration_agg(interval ''1 s'', ''{2 s,1 s}'')', 'duration_agg(interval ''1 s'', ''{NULL}'')', 'duration_agg(interval ''1 s'', ''{-1 s}'')',
    'rollup(s) FROM (SELECT duration_agg(interval ''1 s'', ''{1 s}'') UNION ALL SELECT duration_agg(interval ''1 s'', ''{1 s,2 s}'')) t(s)',
    'duration_agg(now(), now(), now(), NULL)', 'duration_agg(''tz UTC; 24x7'', now(), now(), ''infinity'')', 'duration_agg(''tz UTC; sun-day'', now(), now(), ''2026-03-02'')',
    'share_within(s, ''1 day'') FROM business', 'share_within_lo(s, ''2 days 1 h'') FROM business', 'rate_summary(s, ''1 day'') FROM business', 'duration_agg(''tz UTC; 24x7'', now(), now(), now(), ''{1 day}'')', 'b.s + s.s FROM business b, s', 's.s + b.s FROM business b, s',
    '''{"v":1,"business":1,"missing":0,"ended":[],"open":[]}''::duration_summary', '''{"v":1,"business":true,"missing":0,"answered":[],"abandoned":[],"waiting":[],"handled":[]}''::call_summary',
    'quantile(s, 50) FROM s', 'quantile(s, -0.1) FROM s', 'median_lo(s, 95) FROM s', 'share_within(s, ''1 month'') FROM s', 'share_within(s, ''-1 s'') FROM s', 'mean_lo(s, 1) FROM s',
    '''{"v":1,"missing":0,"ended":[5,1,4,1],"open":[]}''::duration_summary', '''{"v":1,"missing":-1,"ended":[],"open":[]}''::duration_summary', '''{"v":1,"ended":[]}''::duration_summary', '''{"v":1,"ended":[],"open":[],"limits":[2,1]}''::duration_summary'] LOOP
    BEGIN
      EXECUTE 'SELECT ' || q;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE WARNING '% : % | % | % | %', q, state, msg, detail, hint;
    END;
  END LOOP;
END $$;

-- business time of local times and literals: the zone of the session does not matter
CREATE TEMP TABLE local_case AS SELECT * FROM (VALUES (1, date '2026-03-02', date '2026-03-04'), (2, '2026-03-03', NULL), (3, '2026-03-06', '2026-03-10'), (4, NULL, NULL)) v(id, opened, closed);
SET timezone = 'America/New_York';
SELECT mean(d) AS date, mean(s) AS timestamp, mean(t) AS text, mean(z) AS timestamptz, d = s AND s = t AND t = z AS same, open_cases(d), missing(d)
FROM (SELECT duration_agg('tz Asia/Shanghai; mon-fri 9-18', opened, closed, '2026-03-11 12:00') AS d,
             duration_agg('tz Asia/Shanghai; mon-fri 9-18', opened::timestamp, closed::timestamp, '2026-03-11 04:00Z') AS s,
             duration_agg('tz Asia/Shanghai; mon-fri 9-18', to_char(opened, 'YYYY-MM-DD'), coalesce(to_char(closed, 'YYYY-MM-DD'), 'infinity'), '2026-03-11 12:00') AS t,
             duration_agg('tz Asia/Shanghai; mon-fri 9-18', opened::timestamp AT TIME ZONE 'Asia/Shanghai', closed::timestamp AT TIME ZONE 'Asia/Shanghai', timestamptz '2026-03-11 04:00Z') AS z
      FROM local_case) x;
SELECT share_within(duration_agg('tz Asia/Shanghai; mon-fri 9-18', opened, closed, '2026-03-11', '{18 hours}'), '18 hours') FROM local_case;
SELECT duration_agg(opened::timestamptz, closed::timestamptz, '2026-03-11 12:00+08') = duration_agg(opened::timestamptz, closed::timestamptz, timestamptz '2026-03-11 12:00+08') AS same FROM local_case;
SELECT duration_agg(opened::timestamptz, closed::timestamptz, '2026-03-11') FROM local_case;
SELECT duration_agg('tz Asia/Shanghai; mon-fri 9-18', to_char(opened, 'YYYY-MM-DD'), 'soon', '2026-03-11') FROM local_case;
SELECT count(*) FROM (SELECT repeat_agg('li', 'fee', opened::timestamptz, '7 days', '2026-03-20Z') = repeat_agg('li', 'fee', opened::timestamptz, '7 days', timestamptz '2026-03-20Z') AS same FROM local_case) x WHERE same;
SELECT repeat_agg('li', 'fee', opened::timestamptz, '7 days', '2026-03-20') FROM local_case;
RESET timezone;

-- times as they are typed: with a zone or dates, whatever the session's zone
SET timezone = 'America/Los_Angeles';
SELECT duration_agg('2026-03-02 09:00+08', '2026-03-02 10:00+08') AS instants, duration_agg('2026-03-02', '2026-03-05') AS days, duration_agg('2026-03-02', NULL) AS open, duration_agg(NULL, '2026-03-05') AS missing, duration_agg('2026-03-02Z', 'infinity') AS never;
SELECT duration_agg(a, b) = duration_agg(a::timestamptz, b::timestamptz) AS same, duration_agg(a, b, '2026-03-02 12:00Z') = duration_agg(a::timestamptz, b::timestamptz, '2026-03-02 12:00Z'::timestamptz) AS as_of,
       duration_agg(a, b, '2026-03-02 12:00Z', '{1 h}'::interval[]) = duration_agg(a::timestamptz, b::timestamptz, '2026-03-02 12:00Z'::timestamptz, '{1 h}') AS limits,
       duration_agg(a::timestamptz, '2026-03-03Z') = duration_agg(a::timestamptz, timestamptz '2026-03-03Z') AS "to", duration_agg('2026-03-01Z', a::timestamptz) = duration_agg(timestamptz '2026-03-01Z', a::timestamptz) AS "from",
       duration_agg(a::timestamptz, '2026-03-03Z', '2026-03-02 12:00Z') = duration_agg(a::timestamptz, timestamptz '2026-03-03Z', timestamptz '2026-03-02 12:00Z') AS to_as_of
FROM (VALUES ('2026-03-02 09:00+08', '2026-03-02 10:00Z'), ('2026-03-02T10:00:00.5Z', '2026-03-02 12:30Z'), ('2026-03-02 11:00Z', NULL), ('2026-03-02 13:00Z', '2026-03-02 14:00Z'), (NULL, '2026-03-02 10:00Z')) v(a, b);
SELECT duration_agg(a, b) = duration_agg(a::date, b::date) AS days, duration_agg(a, b, '2026-03-04') = duration_agg(a::date, b::date, date '2026-03-04') AS as_of FROM (VALUES ('2026-03-02', '2026-03-05'), ('2026-03-03', NULL), ('2026-03-09', NULL)) v(a, b);
-- some as typed, some typed: every mixture, with and without limits, beside a calendar, too
SELECT count(*) AS mixtures, count(*) FILTER (WHERE s IS DISTINCT FROM typed) AS differ, count(*) FILTER (WHERE l IS DISTINCT FROM with_limits) AS limits_differ FROM (
  SELECT unnest(ARRAY[duration_agg(x, y, n), duration_agg(x, b, y2), duration_agg(a, y, n), duration_agg(x, b, n), duration_agg(x, y, y2)]) AS s, duration_agg(a, b, n) AS typed,
         unnest(ARRAY[duration_agg(a, y, n, '{1 h}'), duration_agg(a, y, y2, '{1 h}'), duration_agg(a, b, y2, '{1 h}'), duration_agg(a, b, n, '{1 h}'), duration_agg(x, y, y2, '{1 h}'::interval[])]) AS l, duration_agg(a, b, n, '{1 h}') AS with_limits
  FROM (SELECT a, b, timestamptz '2026-03-02 12:00Z' AS n, to_char(a AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS"Z"') AS x, to_char(b AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS"Z"') AS y, '2026-03-02 20:00+08'::text AS y2
        FROM (VALUES (timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-02 10:10Z'), ('2026-03-02 11:40Z', NULL), ('2026-03-02 11:00Z', '2026-03-02 14:00Z'), (NULL, '2026-03-02 11:00Z'), ('2026-03-02 13:00Z', NULL)) t(a, b)) v) m;
SELECT duration_agg('tz UTC; 24x7', x, y, n) = s AS texts_as_of, duration_agg('tz UTC; 24x7', x, b, y2) = s AS text_to, duration_agg('tz UTC; 24x7', a, y, n) = s AS text_from, duration_agg('tz UTC; 24x7', x, b, n, '{1 h}') = duration_agg('tz UTC; 24x7', a, b, n, '{1 h}') AS with_limits
FROM (SELECT a, b, timestamptz '2026-03-02 12:00Z' AS n, '2026-03-02 09:00Z'::text AS x, '2026-03-02 10:10'::text AS y, '2026-03-02 12:00'::text AS y2, duration_agg('tz UTC; 24x7', a, b, timestamptz '2026-03-02 12:00Z') OVER () AS s
      FROM (VALUES (timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-02 10:10Z')) t(a, b)) v GROUP BY s;
SELECT duration_agg('2026-03-02'::text, '2026-03-03'::text, timestamptz '2026-03-04Z');
SELECT duration_agg('tz UTC; 24x7', timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-02 10:10Z');
SELECT duration_agg('tz UTC; 24x7', '2026-03-02 09:00Z', '2026-03-02 10:10Z');
-- random cases, typed and as typed
SELECT count(*) AS tried, count(*) FILTER (WHERE duration_agg IS DISTINCT FROM typed) AS differ FROM (
  SELECT g, duration_agg(to_char(a AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US"Z"'), to_char(b AT TIME ZONE 'Asia/Tokyo', 'YYYY-MM-DD"T"HH24:MI:SS.US"+09"'), '2026-03-05 00:00Z'), duration_agg(a, b, timestamptz '2026-03-05 00:00Z') AS typed
  FROM (SELECT g, timestamptz '2026-03-02Z' + x * interval '1 us' AS a, CASE WHEN g % 5 > 0 THEN timestamptz '2026-03-02Z' + (x + y) * interval '1 us' END AS b
        FROM (SELECT g, (hashint8(g)::bigint + 2147483648) * 60 AS x, (hashint8(g + 7)::bigint + 2147483648) * 9 AS y FROM generate_series(1, 10000) g) r) s GROUP BY g) t;
SELECT duration_agg('2026-03-02 09:00', '2026-03-02 10:00');
SELECT duration_agg(at, '2026-03-02 10:00') FROM (VALUES (timestamptz '2026-03-02Z')) v(at);
SELECT duration_agg('2026-03-02', '2026-03-02 10:00Z');
SELECT duration_agg('yesterday', '2026-03-02 10:00Z');
SELECT duration_agg('2026-03-02 10:00Z', '2026-03-02 09:00Z');
RESET timezone;
-- beyond 292,000 years and beyond the dates of timestamps: an error, never the rest that 64 bits hold
SELECT duration_agg(timestamptz '294276-01-01Z', '4713-01-01Z BC'::timestamptz);
SELECT duration_agg(timestamptz '4713-01-01Z BC', NULL::timestamptz, '294276-01-01Z'::timestamptz);
SELECT duration_agg(date '294276-01-01', date '4713-01-01 BC');
SELECT duration_agg(date '2000-01-01', date '5874897-12-31');

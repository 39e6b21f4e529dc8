-- backlog and repeats.
SET search_path = csq, public, pg_catalog;
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'postgres';

CREATE TEMP TABLE cases AS SELECT * FROM (VALUES (timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-02 12:00Z'), ('2026-03-02 10:00Z', NULL), ('2026-03-02 10:00Z', 'infinity'), ('2026-03-01 10:00Z', '2026-03-03 00:00Z'), (NULL, '2026-03-03 00:00Z')) v(o, c);
SELECT backlog_agg(o, c) FROM cases;
CREATE TEMP TABLE b AS SELECT backlog_agg(o, c) AS b FROM cases;
-- from its opening until, not including, its closing
SELECT t, open_at(b, t) FROM b, unnest('{2026-03-01 09:59Z,2026-03-01 10:00Z,2026-03-02 11:59:59Z,2026-03-02 12:00Z,2026-03-03 00:00Z}'::timestamptz[]) t;
SELECT a.from, a.to, a.n FROM b, ageing(b, '2026-03-02 12:00Z'::timestamptz, '{2 hours, 1 day, 3 days}') a;
SELECT count(*) AS no_rows FROM b, ageing(NULL, now(), '{1 day}');
SELECT median(ages(b, timestamptz '2026-03-02 12:00Z')), maximum(ages(b, timestamptz '2026-03-02 12:00Z')), ages(b, timestamptz '2020-01-01Z') IS NULL AS none_open, missing(b) FROM b;
SELECT opened_between(b, '2026-03-02Z', '2026-03-03Z') AS came, closed_between(b, '2026-03-02Z', '2026-03-03Z') AS went FROM b;
SELECT s.at AT TIME ZONE 'UTC' AS at, open_cases FROM b, backlog_series(b, '2026-03-01Z', '2026-03-03 12:00Z', '12 hours') s;
-- days
SELECT d, open_at(b, d) FROM (SELECT backlog_agg(o, c) AS b FROM (VALUES (date '2026-03-01', date '2026-03-03'), ('2026-03-02', NULL)) v(o, c)) q, unnest('{2026-02-28,2026-03-01,2026-03-02,2026-03-03}'::date[]) d;
-- literals: a day of a backlog of days, an instant of the other; never a day of instants, nor a time without a zone
SELECT open_at(b, '2026-03-02'), open_at(b, '２０２６-03-02'), opened_between(b, '2026-03-01', '2026-03-03'), opened_between(b, date '2026-03-01', date '2026-03-02'), closed_between(b, '2026-03-01', '2026-03-04'), median(ages(b, '2026-03-02'))
FROM (SELECT backlog_agg(o, c) AS b FROM (VALUES (date '2026-03-01', date '2026-03-03'), ('2026-03-02', NULL)) v(o, c)) q;
SELECT open_at(b, '2026-03-02 20:00+08') = open_at(b, timestamptz '2026-03-02 12:00Z') AS instant, opened_between(b, '2026-03-01Z', now()) = opened_between(b, timestamptz '2026-03-01Z', now()) AS mixed FROM b;
SELECT open_at(b, '2026-03-02') FROM b;
SELECT open_at(b, date '2026-03-02') FROM b;
SELECT open_at(b, '2026-03-02 09:00') FROM b;
SELECT open_at(b, 'yesterday') FROM b;
SELECT open_at(b, 'infinity') FROM b;
-- merging
CREATE TEMP TABLE r AS SELECT i, timestamptz '2026-03-01Z' + (hashint4(i) & 4095) * interval '1 min' AS o, CASE WHEN i % 4 > 0 THEN timestamptz '2026-03-01Z' + ((hashint4(i) & 4095) + (i % 1000)) * interval '1 min' END AS c FROM generate_series(1, 5000) i;
SELECT n, (SELECT rollup(x::text::backlog) FROM (SELECT backlog_agg(o, c) AS x FROM r GROUP BY i % n) p) = backlog_agg(o, c) AS same, open_at(backlog_agg(o, c), '2026-03-03Z'::timestamptz) = count(*) FILTER (WHERE o <= '2026-03-03Z' AND (c IS NULL OR c > '2026-03-03Z')) AS counted
FROM r, (VALUES (2), (17), (5000)) v(n) GROUP BY n ORDER BY n;
-- a value without a case has no room for one
SELECT missing(b), open_at(b, '2026-03-02Z') FROM (SELECT '{"v":1,"missing":3,"cases":[]}'::backlog + backlog_agg(timestamptz '2026-03-01Z' + i * interval '1 h', NULL) AS b FROM generate_series(1, 30) i) q;
SELECT missing(r), contacts(r) FROM (SELECT '{"v":1,"within":3600000000,"as_of":"2026-03-20T00:00:00Z","missing":2,"contacts":[]}'::repeats + repeat_agg('c' || i, 'fee', timestamptz '2026-03-01Z', '1 hour', '2026-03-20Z') AS r FROM generate_series(1, 30) i) q;
-- large, of cases that differ: packed, stored, read back, cut, merged, on workers
CREATE TABLE large AS SELECT i, timestamptz '2026-03-01Z' + (hashint4(i) & 1048575) * interval '1 s' AS o, CASE WHEN i % 9 > 0 THEN timestamptz '2026-03-01Z' + ((hashint4(i) & 1048575) + i % 7000) * interval '1 s' END AS c FROM generate_series(1, 60000) i;
CREATE TABLE kept AS SELECT backlog_agg(o, c) AS b FROM large;
SELECT t, open_at(b, t) = (SELECT count(*) FROM large WHERE o <= t AND (c IS NULL OR c > t)) AS open, opened_between(b, t, t + interval '1 day') = (SELECT count(*) FROM large WHERE o >= t AND o < t + interval '1 day') AS came, closed_between(b, t, t + interval '1 day') = (SELECT count(*) FROM large WHERE c >= t AND c < t + interval '1 day') AS went,
  maximum(ages(b, t)) = (SELECT max(t - o) FROM large WHERE o <= t AND (c IS NULL OR c > t)) AS age FROM kept, unnest('{2026-03-02Z,2026-03-07 12:00Z,2026-03-13Z}'::timestamptz[]) t;
SELECT b = (SELECT backlog_agg(o, c) FROM large) AS again, b = b::text::backlog AS text, pg_column_size((SELECT backlog_agg(o, c) FROM large)) < 0.6 * pg_column_size(b::text::backlog) AS smaller FROM kept;
SELECT n, (SELECT rollup(x) FROM (SELECT backlog_agg(o, c) AS x FROM large GROUP BY i % n ORDER BY i % n) p) = b AS same, (SELECT open_at(rollup(x), '2026-03-07Z'::timestamptz) FROM (SELECT backlog_agg(o, c) AS x FROM large GROUP BY i % n) p) = open_at(b, '2026-03-07Z'::timestamptz) AS counted FROM kept, (VALUES (2), (300)) v(n);
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
SELECT backlog_agg(o, c) = (SELECT b FROM kept) AS workers FROM large;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET max_parallel_workers_per_gather;
DROP TABLE large, kept;

-- repeats: li calls again after 3 days, and after 9 more; wang about two things; zhao on the last day; nobody knows who
CREATE TEMP TABLE contacts AS SELECT * FROM (VALUES ('li', 'fee', timestamptz '2026-03-02 09:00Z'), ('li', 'fee', '2026-03-05 09:00Z'), ('li', 'fee', '2026-03-14 09:00Z'), ('wang', 'fee', '2026-03-02 09:00Z'), ('wang', 'card', '2026-03-03 09:00Z'), ('zhao', NULL, '2026-03-19 09:00Z'), ('zhao', 'fee', '2026-03-19 10:00Z'), (NULL, 'fee', '2026-03-19 10:00Z'), ('late', 'fee', '2026-03-21Z')) v(who, what, at);
SELECT contacts(r), first_contacts(r), repeated(r), pending(r), missing(r), rate_summary(r), resolved_at_first(r), repeat_share(r), rate(rate_summary(r)) FROM (SELECT repeat_agg(who, what, at, '7 days', '2026-03-20Z') AS r FROM contacts) q;
SELECT repeated(r), pending(r) FROM (SELECT repeat_agg(who, NULL, at, '7 days', '2026-03-20Z') AS r FROM contacts) q;
-- exactly at the end of the window it is a repeat, and one whose window ends now is pending
SELECT repeated(r), pending(r) FROM (SELECT repeat_agg('a', 'b', at, '7 days', '2026-03-16Z') AS r FROM unnest('{2026-03-02Z,2026-03-09Z}'::timestamptz[]) at) q;
CREATE TEMP TABLE q AS SELECT i, 'c' || i % 50 AS who, 'i' || i % 3 AS what, timestamptz '2026-03-01Z' + (hashint4(i) & 8191) * interval '1 min' AS at FROM generate_series(1, 3000) i;
SELECT n, (SELECT rollup(x::text::repeats) FROM (SELECT repeat_agg(who, what, at, '2 hours', '2026-03-05Z') AS x FROM q GROUP BY i % n) p) = repeat_agg(who, what, at, '2 hours', '2026-03-05Z') AS same FROM q, (VALUES (2), (17), (3000)) v(n) GROUP BY n ORDER BY n;
SELECT (r + NULL) = r AS same, jsonb_array_length(r::jsonb -> 'contacts') FROM (SELECT repeat_agg(who, what, at, '7 days', '2026-03-20Z') AS r FROM contacts) q;

DO $$
DECLARE
  q text; state text; msg text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY[
    'backlog_agg(timestamptz ''2026-03-02Z'', ''2026-03-01Z'')', 'backlog_agg(timestamptz ''-infinity'', NULL)', '(ageing(b, now(), ''{2 days,1 day}'')).n FROM b', '(ageing(b, now(), ''{NULL}'')).n FROM b', '(ageing(d, date ''2026-03-02'', ''{1,7}'')).n FROM (SELECT backlog_agg(date ''2026-03-01'', NULL) AS d) q', '(ageing(d, ''2026-03-02'', ''{1 day,36 hours}'')).n FROM (SELECT backlog_agg(date ''2026-03-01'', NULL) AS d) q', '(backlog_series(b, ''2026-01-01Z'', ''2027-01-01Z'', ''1 s'')).at FROM b', '(backlog_series(b, ''2026-01-01Z'', ''2027-01-01Z'', ''0'')).at FROM b',
    'repeat_agg(''a'', ''b'', now(), ''0'', now())', 'repeat_agg(''a'', ''b'', now(), ''7 days'', NULL)', 'repeat_agg(''a'', ''b'', now(), d, timestamptz ''2026-03-01Z'') FROM unnest(''{1 day,2 days}''::interval[]) d',
    '''{"v":1,"cases":[["2026-03-02T00:00:00Z","2026-03-01T00:00:00Z",1]]}''::backlog', '''{"v":1,"within":1,"as_of":"2026-03-02T00:00:00Z","contacts":[["00","2026-03-01T00:00:00Z"]]}''::repeats'] LOOP
    BEGIN
      EXECUTE 'SELECT ' || q;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE WARNING '% : % | % | % | %', q, state, msg, detail, hint;
    END;
  END LOOP;
END $$;

-- times as they are typed: with a zone or as dates, literals or columns of text; the session's zone does not matter
SET timezone = 'America/New_York';
SELECT backlog_agg('2026-03-02 09:00+08', '2026-03-02 09:00Z') = backlog_agg(timestamptz '2026-03-02 01:00Z', '2026-03-02 09:00Z') AS instants, backlog_agg('2026-03-02', '２０２６-03-04') = backlog_agg(date '2026-03-02', '2026-03-04') AS days,
       backlog_agg('2026-03-02', 'infinity') = backlog_agg('2026-03-02', NULL) AS open, missing(backlog_agg(NULL, '2026-03-04')) AS missing;
SELECT backlog_agg(o, c) = (SELECT backlog_agg(o::timestamptz, c::timestamptz) FROM (VALUES ('2026-03-02 09:00Z', '2026-03-02 12:00Z'), ('2026-03-02 10:00Z', NULL)) w(o, c)) AS text, backlog_agg(o::timestamptz, c) = backlog_agg(o, c::timestamptz) AS mixed FROM (VALUES ('2026-03-02 09:00Z', '2026-03-02 20:00+08'), ('2026-03-02 10:00Z', NULL)) v(o, c);
SELECT backlog_agg('2026-03-02 09:00', '2026-03-02 10:00');
SELECT backlog_agg(o, c) FROM (VALUES ('2026-03-02', '2026-03-04Z')) v(o, c);
SELECT backlog_agg(o, '2026-03-04') FROM (VALUES (timestamptz '2026-03-02Z')) v(o);
SELECT backlog_agg('-infinity', NULL);
SELECT backlog_agg('02.03.2026', NULL);
-- days of a backlog of days are dates, whatever the session's zone; a step of them is whole days
SELECT s.* FROM (SELECT backlog_agg(o, c) AS b FROM (VALUES (date '2026-03-01', date '2026-03-03'), ('2026-03-02', NULL)) v(o, c)) q, backlog_series(b, date '2026-03-01', date '2026-03-03', '1 day') s;
SELECT s.* FROM (SELECT backlog_agg(o, c) AS b FROM (VALUES (date '2026-03-01', date '2026-03-03')) v(o, c)) q, backlog_series(b, date '2026-03-01', date '2026-03-03', '12 hours') s;
SELECT s.* FROM (SELECT backlog_agg(o, c) AS b FROM (VALUES (date '2026-03-01', date '2026-03-03')) v(o, c)) q, backlog_series(b, '2026-03-01', '2026-03-03', '1 day') s;
SELECT a.* FROM (SELECT backlog_agg(o, NULL) AS b FROM (VALUES (date '2026-03-01')) v(o)) q, ageing(b, date '2026-03-03', '{2 days,1 day}') a;
-- contacts likewise; a customer who is a number is his digits, a blank issue is none; infinity is no as_of
SELECT repeat_agg(7, ' ', '2026-03-02Z', '7 days', '2026-03-20Z') = repeat_agg('7', NULL, '2026-03-02 08:00+08', '7 days', timestamptz '2026-03-20Z') AS digits, repeat_agg(u, 'fee', at, '7 days', '2026-03-20Z') = repeat_agg(u::text, 'fee', at::timestamptz, '7 days', '2026-03-20Z') AS uuid
FROM (VALUES ('0a6ee21e-1db7-4b2a-a2f5-3a7e0b2a1c11'::uuid, '2026-03-02Z')) v(u, at) GROUP BY u;
SELECT repeated(r), contacts(r), missing(r) FROM (SELECT repeat_agg(i % 3, NULL, t, '7 days', '2026-03-20Z') AS r FROM generate_series(1, 6) i, LATERAL (SELECT CASE WHEN i < 6 THEN '2026-03-0' || i || 'Z' END) x(t)) q;
SELECT repeat_agg('a', 'b', '2026-03-02', '7 days', '2026-03-20Z');
SELECT repeat_agg('a', 'b', '2026-03-02Z', '7 days', 'infinity');
SELECT repeat_agg('a', 'b', '2026-03-02Z', '-7 days', '2026-03-20Z');
SELECT repeat_agg('a', 'b', '2026-03-02Z', '2000000000 days', '2026-03-20Z');
RESET timezone;

-- a large backlog that is read while cases still come, and to which others are added
WITH c AS (
  SELECT i, timestamptz '2026-03-02Z' + i * interval '1 s' AS opened, CASE WHEN i % 11 > 0 THEN timestamptz '2026-03-02Z' + (i + i * 7919::int8 % 40000) * interval '1 s' END AS closed FROM generate_series(0, 89999) i
), w AS (
  SELECT i, CASE WHEN i % 10000 = 17 THEN open_at(backlog_agg(opened, closed) OVER (ORDER BY i / 10000), timestamptz '2026-03-02 12:00Z') END AS ours,
         count(*) FILTER (WHERE opened <= '2026-03-02 12:00Z' AND (closed > '2026-03-02 12:00Z' OR closed IS NULL)) OVER (ORDER BY i / 10000) AS theirs FROM c
), b AS (
  SELECT backlog_agg(opened, closed) FILTER (WHERE i < 60000) AS first, backlog_agg(opened, closed) FILTER (WHERE i >= 60000) AS second, backlog_agg(opened, closed) AS whole FROM c
)
SELECT count(*), count(*) FILTER (WHERE ours = theirs) AS same, max(theirs), (SELECT first + second = whole FROM b) AS added, (SELECT backlog_agg(opened, closed ORDER BY i DESC) FROM c) = (SELECT whole FROM b) AS any_order FROM w WHERE ours IS NOT NULL;
-- dates that are no timestamps, ages beyond 292,000 years
SELECT backlog_agg(date '2026-01-01', date '294277-01-01');
SELECT backlog_agg(date '2026-01-01', date '294276-12-31');
SELECT ages(backlog_agg(timestamptz '4713-01-01Z BC', NULL::timestamptz), date '294276-01-01');

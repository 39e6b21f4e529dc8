-- call_summary: service levels by name, waits, handling times; Erlang B and C.
SET search_path = csq, public, pg_catalog;
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'postgres';
SET extra_float_digits = 0;

-- ICMI's example: 1,000 answered, 860 of them within 20 s; 60 abandoned, 20 of them within 20 s, 10 within 5 s
CREATE TEMP TABLE calls AS
SELECT timestamptz '2026-03-02 09:00Z' + i * interval '1 s' AS offered_at, i <= 1000 AS answered, CASE WHEN i <= 860 THEN 15 WHEN i <= 1000 THEN 40 WHEN i <= 1010 THEN 4 WHEN i <= 1020 THEN 12 ELSE 60 END * interval '1 s' AS waited FROM generate_series(1, 1060) i;
CREATE TEMP TABLE c AS SELECT call_agg(offered_at, CASE WHEN answered THEN offered_at + waited END, CASE WHEN NOT answered THEN offered_at + waited END, CASE WHEN answered THEN offered_at + waited + '3 min' END) AS s FROM calls;
SELECT v, round(service_level(s, v, '20 s')::numeric, 6) AS level, service_rate(s, v, '20 s') AS rate FROM c, unnest('{abandons_positive,answered_only,abandons_negative,ignore_abandons_within,short_abandons_positive,ignore_short}'::text[]) v;
SELECT offered(s), answered(s), abandoned(s), waiting(s), missing(s), asa(s), aht(s), wait_quantile(s, 0.9), longest_wait(s), round(abandon_rate(s)::numeric, 4) AS abandon_rate, round(abandon_rate(s, '5 s')::numeric, 4) AS without_short, round(connect_rate(s)::numeric, 4) AS connect_rate, occupancy(s, '62 hours 30 min') FROM c;
SELECT round(service_level(s, 'ignore_short', '20 s', '12 s')::numeric, 6) AS twelve, service_level(s, 'answered_only', '0 s') AS at_once, service_level(s, 'answered_only', '1 h') AS ever FROM c;

-- as known at an instant: answered later still waits, offered later is not there, a call still waiting past the threshold is a failure
CREATE TEMP TABLE few AS SELECT * FROM (VALUES (timestamptz '2026-03-02 09:00:00Z', timestamptz '2026-03-02 09:00:10Z', NULL::timestamptz, timestamptz '2026-03-02 09:03:00Z'), ('2026-03-02 09:00:05Z', '2026-03-02 09:01:10Z', NULL, NULL), ('2026-03-02 09:00:50Z', NULL, NULL, NULL), ('2026-03-02 09:02:00Z', NULL, NULL, NULL), (NULL, '2026-03-02 09:02:00Z', NULL, NULL)) v(o, a, g, e);
SELECT call_agg(o, a, g, e), call_agg(o, a, g, e, '2026-03-02 09:01:00Z') FROM few;
SELECT service_level(s, 'answered_only', '20 s'), waiting(s), longest_wait(s), aht(s) IS NULL AS none_ended FROM (SELECT call_agg(o, a, g, e, '2026-03-02 09:01:00Z') FROM few) q(s);
SELECT call_agg(o, a, g, e, '2026-03-01Z') IS NULL AS nothing_yet FROM few WHERE o IS NOT NULL;
-- merging
CREATE TEMP TABLE many AS SELECT i, offered_at AS o, CASE WHEN i % 5 > 0 THEN offered_at + (hashint4(i) & 16383) * interval '0.1 s' END AS a, CASE WHEN i % 15 = 0 THEN offered_at + interval '7 s' END AS g, CASE WHEN i % 7 > 0 THEN offered_at + interval '1 h' END AS e
FROM (SELECT i, timestamptz '2026-03-02Z' + i * interval '1 s' AS offered_at FROM generate_series(1, 9000) i) y;
SELECT n, (SELECT rollup(s::text::call_summary) FROM (SELECT call_agg(o, a, g, e) AS s FROM many GROUP BY i % n) p) = call_agg(o, a, g, e) AS same FROM many, (VALUES (2), (31), (9000)) v(n) GROUP BY n ORDER BY n;
SELECT s::jsonb -> 'handled' AS handled, (s + s) = rollup(t) AS twice FROM c, LATERAL (SELECT s AS t UNION ALL SELECT s) u GROUP BY s;

-- the busiest two half-hours: the ratio of sums, not the mean of ratios
SELECT round(connect_rate(rollup(s))::numeric, 4) AS of_sums, round(avg(connect_rate(s))::numeric, 4) AS mean_of_ratios FROM (SELECT call_agg(o, a, g, e) AS s FROM many WHERE i % 7 < 4 GROUP BY date_bin('30 min', o, '2026-03-02Z') ORDER BY offered(call_agg(o, a, g, e)) DESC, min(o) LIMIT 2) q;

-- Erlang's tables
SELECT n, a, round(erlang_b(n, a)::numeric, 7) AS b, round(erlang_c(n, a)::numeric, 7) AS c FROM (VALUES (1, 1), (2, 1), (5, 3), (10, 8), (20, 15), (100, 90), (3, 7)) v(n, a);
SELECT round(erlang_service_level(24, 20, '180 s', '20 s')::numeric, 7) AS level, erlang_asa(24, 20, '180 s') AS asa, agents_needed(200, '30 min', '180 s', 0.8, '20 s') AS agents, agents_needed(100, '30 min', '3 min', 0.8, '19.8 s', 0.7) AS not_too_busy, agents_needed(0, '30 min', '3 min', 0.8, '20 s') AS no_calls;
SELECT erlang_service_level(20, 20, '180 s', '20 s') IS NULL AS overloaded, erlang_asa(19, 20, '180 s') IS NULL AS overloaded, agents_needed(100000, '30 min', '300 s', 0.8, '20 s') AS thousands, round(erlang_c(20000, 19900)::numeric, 4) AS c;

DO $$
DECLARE
  q text; state text; msg text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY[
    'service_level(s, ''standard'', ''20 s'') FROM c', 'service_level(s, ''answered_only'', ''-1 s'') FROM c', 'occupancy(s, ''1 month'') FROM c', 'wait_quantile(s, 90) FROM c', 'call_agg(timestamptz ''2026-03-02Z'', ''2026-03-01Z'', NULL, NULL)',
    'call_agg(timestamptz ''2026-03-02Z'', ''2026-03-03Z'', NULL, ''2026-03-02Z'')', 'call_agg(timestamptz ''infinity'', NULL, NULL, NULL)', 'call_agg(now(), NULL, NULL, NULL, NULL)', 'erlang_b(-1, 1)', 'erlang_b(2000000, 1)', 'erlang_c(1, -1)', 'erlang_c(1, ''NaN'')', 'agents_needed(1, ''0'', ''1 s'', 0.8, ''1 s'')',
    'agents_needed(1, ''1 h'', ''0'', 0.8, ''1 s'')', 'agents_needed(1, ''1 h'', ''1 s'', 1, ''1 s'')', 'agents_needed(1e12, ''1 h'', ''1 h'', 0.8, ''1 s'')', '''{"v":1,"answered":[],"abandoned":[],"waiting":[]}''::call_summary'] LOOP
    BEGIN
      EXECUTE 'SELECT ' || q;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE WARNING '% : % | % | % | %', q, state, msg, detail, hint;
    END;
  END LOOP;
END $$;

-- as_of as a literal says its zone: the session's does not matter
SET timezone = 'Asia/Shanghai';
SELECT call_agg(o, a, NULL, e, '2026-03-02 12:00Z') = call_agg(o, a, NULL, e, timestamptz '2026-03-02 12:00Z') AS same, call_agg(o, a, NULL, e, '2026-03-02 12:00Z') FROM (VALUES (timestamptz '2026-03-02 11:00Z', timestamptz '2026-03-02 11:00:20Z', timestamptz '2026-03-02 11:05Z'), ('2026-03-02 11:59Z', NULL, NULL)) v(o, a, e);
SELECT call_agg(o, NULL, NULL, NULL, '2026-03-02 12:00') FROM (VALUES (timestamptz '2026-03-02 11:00Z')) v(o);
SELECT call_agg(o, NULL, NULL, NULL, 'infinity') FROM (VALUES (timestamptz '2026-03-02 11:00Z')) v(o);
-- nor do times as they are typed, all of them or in columns of text
SELECT call_agg(o, a, NULL, e) = (SELECT call_agg(o::timestamptz, a::timestamptz, NULL, e::timestamptz) FROM (VALUES ('2026-03-02 11:00Z', '2026-03-02 11:00:20Z', '2026-03-02 11:05Z'), ('2026-03-02 11:59Z', NULL, NULL)) w(o, a, e)) AS same,
       call_agg(o, a, NULL, e, '2026-03-02 12:00Z'), call_agg(o, 'infinity', NULL, e, timestamptz '2026-03-02 12:00Z') FROM (VALUES ('2026-03-02 19:00+08', '2026-03-02 11:00:20Z', '2026-03-02 11:05Z'), ('2026-03-02 11:59Z', NULL, NULL)) v(o, a, e);
SELECT call_agg('2026-03-02 11:00', '2026-03-02 11:00:20', NULL, NULL);
SELECT call_agg(o, NULL, NULL, NULL) FROM (VALUES ('2026-03-02')) v(o);
RESET timezone;

-- many rows, of few lengths and of many, against SQL; any order and split
CREATE TABLE many_calls AS
SELECT i, at, at + w AS answered_at, CASE WHEN i % 5 = 0 THEN at + w / 2 END AS abandoned_at, at + w + h AS ended_at
FROM generate_series(1, 30000) i, LATERAL (SELECT timestamptz '2026-03-02Z' + i * interval '1 s' AS at, CASE WHEN i % 7 > 0 THEN (i::int8 * i % (CASE WHEN i < 15000 THEN 30 ELSE 5003 END)) * interval '1 s' END AS w,
     CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN interval '3 min' ELSE i::int8 * 7919 % 40 * interval '1 min' END AS h) x;
INSERT INTO many_calls VALUES (30001, NULL, '2027-01-01Z', NULL, NULL), (30002, '2026-03-02Z', 'infinity', 'infinity', 'infinity'), (30003, '2026-03-02Z', '2026-03-02 00:01Z', 'infinity', 'infinity');
WITH x AS (
  SELECT *, LEAST(answered_at, '2026-03-02 06:00Z') = answered_at AS a, LEAST(ended_at, '2026-03-02 06:00Z') = ended_at AS e, abandoned_at <= '2026-03-02 06:00Z' AS g FROM many_calls WHERE at <= '2026-03-02 06:00Z' OR at IS NULL
), s AS (
  SELECT call_agg(at, answered_at, abandoned_at, ended_at, '2026-03-02 06:00Z') AS s, call_agg(at, answered_at, abandoned_at, ended_at, timestamptz '2026-03-02 06:00Z' ORDER BY i DESC) AS back FROM many_calls
)
SELECT s = back AS any_order, s = (SELECT rollup(p) FROM (SELECT call_agg(at, answered_at, abandoned_at, ended_at, '2026-03-02 06:00Z') AS p FROM many_calls GROUP BY i % 7) q) AS split, answered(s) = count(*) FILTER (WHERE a) AS answered,
       abandoned(s) = count(*) FILTER (WHERE a IS NOT TRUE AND g AND at IS NOT NULL) AS abandoned, waiting(s) = count(*) FILTER (WHERE a IS NOT TRUE AND g IS NOT TRUE AND at IS NOT NULL) AS waiting, missing(s) AS missing,
       abs(extract(epoch FROM asa(s) - avg(answered_at - at) FILTER (WHERE a AND isfinite(answered_at)))) < 1e-5 AS asa, abs(extract(epoch FROM aht(s) - avg(ended_at - answered_at) FILTER (WHERE a AND e AND isfinite(ended_at)))) < 1e-5 AS aht, count(*) FILTER (WHERE a AND e) > 5000 AS many
FROM x, s GROUP BY s, back;
SELECT call_agg(at, answered_at, abandoned_at, ended_at) = (SELECT rollup(p) FROM (SELECT call_agg(at, answered_at, abandoned_at, ended_at) AS p FROM many_calls GROUP BY i % 11) q) AS split FROM many_calls;
SELECT call_agg(at, answered_at, '-infinity', ended_at) FROM many_calls WHERE i < 20000;
SELECT call_agg(at, answered_at, NULL, CASE WHEN i = 15003 THEN '-infinity' ELSE ended_at END) FROM many_calls;
SELECT call_agg(CASE WHEN i = 15003 THEN '-infinity' ELSE at END, answered_at, NULL, ended_at) FROM many_calls;
SELECT call_agg(at, CASE WHEN i = 15003 THEN at - interval '1 s' ELSE answered_at END, NULL, ended_at) FROM many_calls;
DROP TABLE many_calls;
-- a wait beyond 292,000 years is none that can be kept
SELECT call_agg(timestamptz '4713-01-01Z BC', '294276-01-01Z'::timestamptz, NULL::timestamptz, NULL::timestamptz);

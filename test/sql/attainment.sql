-- Attainment: clocks that stopped and clocks that still run, the product-limit curve.
CREATE SCHEMA test_attainment;
SET search_path = test_attainment, csq, public;
SET intervalstyle = 'postgres';

-- 6-MP patients of Freireich et al. (1963), remission in weeks, here in seconds; the published curve
CREATE TABLE km(t int, s bool);
INSERT INTO km VALUES (6,true),(6,true),(6,true),(6,false),(7,true),(9,false),(10,true),(10,false),(11,false),(13,true),(16,true),(17,false),(19,false),(20,false),(22,true),(23,true),(25,false),(32,false),(32,false),(34,false),(35,false);
SELECT attainment_agg(make_interval(secs => t), s) FROM km;
SELECT within, at_risk, stops, still_running, round((1 - attained)::numeric, 4) AS survival, round(std_error::numeric, 4) AS se, round((1 - hi)::numeric, 3) AS lo, round((1 - lo)::numeric, 3) AS hi
FROM (SELECT attainment_agg(make_interval(secs => t), s) AS a FROM km) AS x, curve(a);
SELECT quantile(a, 0.5) AS median, quantile_lo(a, 0.5) AS lo, quantile_hi(a, 0.5) AS hi, quantile(a, 0.9) AS p90, num_clocks(a), num_stopped(a)
FROM (SELECT attainment_agg(t::float8, s) AS a FROM km) AS x;
SELECT t, round(attained_by(a, t)::numeric, 4) AS attained, round(attained_lo(a, t)::numeric, 4) AS lo, round(attained_hi(a, t)::numeric, 4) AS hi, round(attained_hi(a, t, 0.8)::numeric, 4) AS hi80
FROM (SELECT attainment_agg(t::float8, s) AS a FROM km) AS x, unnest(ARRAY['0', '5.9 s', '6 s', '10.5 s', '35 s', '35.9 s', '36 s']::interval[]) AS t;
-- everybody stopped, nobody stopped
SELECT attained_by(a, '10 s') AS by_10, round(attained_lo(a, '10 s')::numeric, 4) AS lo, attained_hi(a, '10 s') AS hi, attained_by(a, '1 hour') AS later, quantile(a, 1) AS last
FROM (SELECT attainment_agg(v, true) AS a FROM unnest(ARRAY[1.0::float8, 4, 10]) AS v) AS x;
SELECT attained_by(a, '10 s') AS by_10, attained_lo(a, '10 s') AS lo, round(attained_hi(a, '10 s')::numeric, 4) AS hi, attained_by(a, '11 s') IS NULL AS unknown, quantile(a, 0.1) IS NULL AS no_quantile
FROM (SELECT attainment_agg(v, false) AS a FROM unnest(ARRAY[1.0::float8, 4, 10]) AS v) AS x;
-- without running clocks the curve is the empirical distribution
SELECT bool_and(abs(attained_by(a, make_interval(secs => t)) - n::float8 / 500) < 1e-12) AS empirical
FROM (SELECT attainment_agg((h * 7919 % 997)::float8, true) AS a FROM generate_series(1, 500) AS h) AS x,
     LATERAL (SELECT t, (SELECT count(*) FROM generate_series(1, 500) AS h WHERE h * 7919 % 997 <= t) AS n FROM generate_series(0, 996, 83) AS t) AS e;
-- whole seconds: a stop is rounded up, a running clock down
SELECT attainment_agg(i, s) FROM (VALUES (interval '1.5 s', true), ('1.5 s', false), ('2 days', true), (NULL, true), ('1 s', NULL)) AS v(i, s);
SELECT attainment_agg(NULL::interval, true) IS NULL AS nothing;

-- ---- every split gives the same value
CREATE TABLE many AS SELECT h AS id, h % 7 AS part, (h * 7919 % 100003)::float8 / 10 AS secs, h % 4 <> 0 AS stopped FROM generate_series(1, 20000) AS h;
CREATE TABLE whole AS SELECT attainment_agg(secs, stopped) AS a FROM many;
SELECT a = (SELECT rollup(p ORDER BY part DESC) FROM (SELECT part, attainment_agg(secs, stopped) AS p FROM many GROUP BY part) AS x) AS any_split,
       a = (SELECT attainment_agg(secs, stopped ORDER BY secs DESC) FROM many) AS any_order,
       a = a::text::attainment AS text_round_trip, num_clocks(a) AS clocks FROM whole;
SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SELECT a = (SELECT attainment_agg(secs, stopped) FROM many) AS workers FROM whole;
RESET max_parallel_workers_per_gather; RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;
CREATE TABLE many_parts (LIKE many) PARTITION BY LIST (part);
CREATE TABLE many_low PARTITION OF many_parts FOR VALUES IN (0, 1, 2);
CREATE TABLE many_high PARTITION OF many_parts FOR VALUES IN (3, 4, 5, 6);
INSERT INTO many_parts SELECT * FROM many;
SET enable_partitionwise_aggregate = on;
SELECT a = (SELECT attainment_agg(secs, stopped) FROM many_parts) AS partitionwise FROM whole;
SELECT bool_and(x.p = y.p) AS partitionwise_groups FROM (SELECT part, attainment_agg(secs, stopped) AS p FROM many GROUP BY part) AS x JOIN (SELECT part, attainment_agg(secs, stopped) AS p FROM many_parts GROUP BY part) AS y USING (part);
RESET enable_partitionwise_aggregate;
SELECT a <> (SELECT attainment_agg(secs, stopped) FROM many WHERE id > 1) AS one_less_differs FROM whole;

-- ---- from clocks: met, missed, undecided, and the target that 95 % would meet
CREATE TABLE cases AS
SELECT id, clock_agg(at, e) AS c FROM (
  SELECT h AS id, timestamptz '2026-01-05 08:00Z' + make_interval(mins => h * 13) AS at, 'start' AS e FROM generate_series(1, 200) AS h
  UNION ALL SELECT h, timestamptz '2026-01-05 08:00Z' + make_interval(mins => h * 13 + 20 + h * 7919 % 700), 'stop' FROM generate_series(1, 200) AS h WHERE h % 5 > 0) AS x
GROUP BY id;
SELECT rate_agg(sla_outcome(state)), attainment_agg(elapsed, stopped_at IS NOT NULL) = attainment_agg(elapsed, state IN ('met', 'breached')) AS same,
       num_clocks(attainment_agg(elapsed, stopped_at IS NOT NULL)) AS clocks, round(attained_by(attainment_agg(elapsed, stopped_at IS NOT NULL), '4 hours')::numeric, 4) AS within_4h,
       quantile(attainment_agg(elapsed, stopped_at IS NOT NULL), 0.5) AS median
FROM cases, sla_status(c, '4 business hours', 'tz UTC; mon-fri 08:00-18:00', '2026-01-07 09:00Z');

-- ---- errors
\set SHOW_CONTEXT never
DO $$
DECLARE stmt text; s text; m text; d text; h text;
BEGIN
  FOREACH stmt IN ARRAY ARRAY[
    $q$SELECT attainment_agg(interval '-1 s', true)$q$,
    $q$SELECT attainment_agg(interval '1 month', true)$q$,
    $q$SELECT attainment_agg('NaN'::float8, true)$q$,
    $q$SELECT attainment_agg(1e12::float8, true)$q$,
    $q$SELECT '{"v":1,"stopped":[[1,0]]}'::attainment$q$,
    $q$SELECT '{"v":1,"stopped":[[1,2,3]]}'::attainment$q$,
    $q$SELECT '{"v":1,"stopped":[[1,9223372036854775807],[2,9223372036854775807]]}'::attainment$q$,
    $q$SELECT '{"v":1,"started":[]}'::attainment$q$,
    $q$SELECT quantile(a, 0) FROM whole$q$,
    $q$SELECT quantile(a, 95) FROM whole$q$,
    $q$SELECT attained_lo(a, '1 hour', 1) FROM whole$q$,
    $q$SELECT attained_by(a, '1 month') FROM whole$q$]
  LOOP
    BEGIN
      EXECUTE stmt;
      RAISE WARNING 'no error: %', stmt;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS s = RETURNED_SQLSTATE, m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT;
      RAISE INFO '% % | % | %', s, m, d, h;
    END;
  END LOOP;
END $$;

SET client_min_messages = warning;
DROP SCHEMA test_attainment CASCADE;

-- before and after: log-rank and restricted means of survival::aml as R gives them (3.396389; 28.897727, 21.930556), figures by name, the risk of a breach
CREATE TEMP TABLE aml AS SELECT grp, attainment_agg(weeks::float8, stopped) AS a FROM (VALUES ('kept', '{9,13,13,18,23,28,31,34,45,48,161}'::int[], '{t,t,f,t,t,f,t,t,f,t,f}'::bool[]), ('not', '{5,5,8,8,12,16,23,27,30,33,43,45}', '{t,t,t,t,t,f,t,t,t,t,t,t}')) v(grp, w, s), unnest(w, s) u(weeks, stopped) GROUP BY grp;
SELECT round((c.z ^ 2)::numeric, 6) AS chi2, round(c.p_value::numeric, 6) AS p, c.z < 0 AS sooner FROM aml x, aml y, compare(x.a, y.a) c WHERE x.grp = 'kept' AND y.grp = 'not';
SELECT grp, round(seconds(restricted_mean(a, '40 s'))::numeric, 6) AS mean, restricted_mean(a, '200 s') IS NULL AS not_known, round(breach_risk(a, '10 s', '30 s')::numeric, 4) AS risk, breach_risk(a, '30 s', '30 s') AS over, breach_risk(a, '10 s', '1 h') IS NULL AS not_known FROM aml ORDER BY grp;
SELECT m, round(c.difference::numeric, 4) AS difference, round(c.lo::numeric, 4) AS lo, round(c.hi::numeric, 4) AS hi, round(r.ratio::numeric, 4) AS ratio, s.verdict, k.rank FROM aml x, aml y, unnest('{within 30 s,mean within 40 s,median,p90}'::text[]) m, compare(x.a, y.a, metric => m) c, ratio(x.a, y.a, metric => m) r, assess(x.a, y.a, m, 'relative', -0.01) s, rank_among(y.a, ARRAY[x.a], metric => m) k WHERE x.grp = 'kept' AND y.grp = 'not';
SELECT round(difference::numeric, 4) AS difference FROM aml x, aml y, did(x.a, y.a, x.a, x.a, metric => 'mean within 40 s') WHERE x.grp = 'kept' AND y.grp = 'not';
-- clocks that were watched late: survfit(Surv(entered, ended, stopped)) of R
SELECT within, at_risk, round(attained::numeric, 6) AS attained, round(std_error::numeric, 6) AS std_error FROM curve((SELECT attainment_agg(e * interval '1 s', t * interval '1 s', s) FROM (VALUES (0, 5, true), (0, 8, true), (2, 9, false), (3, 12, true), (0, 3, true), (5, 10, true), (1, 15, false), (4, 7, true)) v(e, t, s)));
SELECT attained_by(attainment_agg(x * interval '1 min', x <= 12), '12 min') = 0.8 AS k_of_n FROM generate_series(1, 15) x;
DO $$
DECLARE
  q text; state text; msg text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY['attainment_agg(interval ''2 s'', interval ''2 s'', true)', 'attainment_agg(interval ''-1 s'', interval ''2 s'', true)', 'breach_risk(a, ''1 month'', ''2 s'') FROM aml', '(ratio(a, a, metric => ''within'')).ratio FROM aml',
    'restricted_mean_lo(a, ''40 s'', 95) FROM aml', '''{"v":1,"stopped":[[3,1]],"entered":[[3,1]]}''::attainment'] LOOP
    BEGIN
      EXECUTE 'SELECT ' || q;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE WARNING '% : % | % | % | %', q, state, msg, detail, hint;
    END;
  END LOOP;
END $$;

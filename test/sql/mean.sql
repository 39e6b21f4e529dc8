-- mean_summary and incidence: exact sums, intervals, moving windows.
SET search_path = csq, public, pg_catalog;
SET extra_float_digits = 0;

SELECT mean_agg(x) FROM (VALUES (1.5), (2.25), (-7), (NULL)) t(x);
SELECT mean_agg(x::float8), mean_agg(x::float8, 1), mean_agg(x::int), mean_agg(x::bigint), mean_agg(x::smallint) FROM (VALUES (1.25), (2.35), (-7)) t(x);
SELECT numbers(s), missing(s), mean(s), headline(s), total(s), standard_deviation(s) FROM (SELECT mean_agg(x) FROM (VALUES (1), (2), (4), (NULL)) t(x)) q(s);
SELECT numbers(s), mean(s) IS NULL AS mean, total(s) IS NULL AS total, mean_lo(s) IS NULL AS lo FROM (SELECT mean_agg(NULL::numeric)) q(s);
SELECT mean_agg(x) IS NULL AS no_rows FROM (SELECT 1.0) t(x) WHERE false;
-- Student's sleep data, first drug: t.test of R gives -0.5297804 to 2.0297804
SELECT round(mean(s)::numeric, 6) AS mean, round(mean_lo(s)::numeric, 6) AS lo, round(mean_hi(s)::numeric, 6) AS hi, round(standard_deviation(s)::numeric, 6) AS sd FROM (SELECT mean_agg(x) FROM unnest('{0.7,-1.6,-0.2,-1.2,-0.1,3.4,3.7,0.8,0.0,2.0}'::numeric[]) x) q(s);

-- exact as sum() is, whatever the scale, order and split; no cancellation
SELECT total(mean_agg(x)) = sum(x) AS total, abs(mean(mean_agg(x)) / avg(x)::float8 - 1) < 1e-15 AS mean, total(mean_agg(x)) FROM (VALUES (1e25), (0.000000001), (-1e25), (12345678901234567890.123), (0.00012), (10000), (-99999999.99999)) t(x);
SELECT bool_and(total(s) = n) FROM (SELECT mean_agg(x) AS s, sum(x) AS n FROM (SELECT round((random() - 0.5)::numeric * (10 ^ (random() * 24 - 10))::numeric(40, 12), i % 12) AS x, i % 50 AS g FROM generate_series(1, 5000) i) t GROUP BY g) q;
SELECT round(mean(s)::numeric, 4), round(standard_deviation(s)::numeric, 6) AS sd FROM (SELECT mean_agg(1000000000000000 + x) FROM generate_series(1, 3) x) q(s);
SELECT n, (SELECT rollup(s) FROM (SELECT mean_agg(x / 7.0) AS s FROM generate_series(1, 3000) x GROUP BY x % n) p) = mean_agg(x / 7.0) AS same,
       (SELECT rollup(s::text::mean_summary) FROM (SELECT mean_agg(x::float8 / 7, 3) AS s FROM generate_series(1, 3000) x GROUP BY x % n) p) = mean_agg(x::float8 / 7, 3) AS declared_scale
FROM generate_series(1, 3000) x, (VALUES (2), (13), (3000)) v(n) GROUP BY n ORDER BY n;
SELECT mean_agg(1.0) = mean_agg(1.00) AS the_same_number, mean_agg(1.0) + mean_agg(2.5), mean_agg(2.5) + NULL, (mean_agg(1.0) + mean_agg(2.5)) - mean_agg(2.5), mean_agg(2.5)::jsonb ->> 'sum' FROM (SELECT 1) t;
SELECT i, mean(mean_agg(x) OVER (ORDER BY i ROWS 2 PRECEDING)), missing(mean_agg(x) OVER (ORDER BY i ROWS 2 PRECEDING)) FROM (VALUES (1, 1.5), (2, 2.5), (3, NULL), (4, 100.001), (5, -3)) t(i, x);

-- counts per exposure: exact limits as poisson.test of R gives them
SELECT incidence_agg(e, x) FROM (VALUES (3, 100.5), (4, 200), (NULL, 7), (2, NULL)) t(e, x);
SELECT incidence_agg(e, x) FROM (VALUES (3, 100), (4, 200)) t(e, x);
SELECT events(i), exposure(i), missing(i), incidence_rate(i), headline(i), round(incidence_rate_lo(i)::numeric, 6) AS lo, round(incidence_rate_hi(i)::numeric, 6) AS hi FROM incidence(20, 94.32) i;
SELECT incidence_rate_lo(i), round(incidence_rate_hi(i)::numeric, 6) AS hi, incidence_rate(incidence(0, 0)) IS NULL AS no_exposure FROM incidence(0, 1) i;
SELECT incidence(3, 1.5) + incidence(4, 2), incidence(7, 3.5) - incidence(4, 2), incidence(3, 1.5)::jsonb, incidence(3, 1.5) = '{"exposure":"1.50","v":1,"events":3}'::incidence AS same;
SELECT i, incidence_agg(e, 10) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, 3), (2, 4), (3, NULL), (4, 0)) t(i, e);
SELECT rollup(i) = incidence(5050, 100) AS same FROM (SELECT incidence_agg(x, 1) AS i FROM generate_series(1, 100) x GROUP BY x % 9) q;

-- what is refused, and how
DO $$
DECLARE
  q text; state text; msg text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY[
    'mean_agg(''NaN''::numeric)', 'mean_agg(''Infinity''::numeric)', 'mean_agg(''NaN''::float8)', 'mean_agg(1e39::numeric)', 'mean_agg(1e-39::numeric)', 'mean_agg(1e13::float8)', 'mean_agg(1::float8, 19)', 'mean_agg(1::float8, -1)', 'mean_agg(1::float8, NULL)',
    'mean_agg(1) - mean_agg(2)', 'mean_lo(mean_agg(1), 95)', '''{"v":1,"n":1,"sum":"2","squares":"3"}''::mean_summary', '''{"v":1,"n":1,"sum":"abc","squares":"3"}''::mean_summary',
    'incidence(-1, 1)', 'incidence(1, -1)', 'incidence(1, ''NaN'')', 'incidence(1, 1e31)', 'incidence(9223372036854775807, 1) + incidence(1, 1)', 'incidence(1, 1) - incidence(2, 1)', 'incidence(2, 1) - incidence(1, 2)', 'incidence_rate_lo(incidence(1, 1), 0)'] LOOP
    BEGIN
      EXECUTE 'SELECT ' || q;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE WARNING '% : % | % | % | %', q, state, msg, detail, hint;
    END;
  END LOOP;
END $$;

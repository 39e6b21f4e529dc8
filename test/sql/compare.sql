-- compare(before, after): published figures, direction, empty sides, sample sizes.
SET search_path = csq, public, pg_catalog;
SET extra_float_digits = 0;

CREATE FUNCTION pg_temp.dpr(d bigint, p bigint, r bigint) RETURNS score_summary LANGUAGE sql AS
$$ SELECT format('{"v":1,"lo":0,"hi":10,"counts":[%s,0,0,0,0,0,0,%s,0,%s,0]}', d, p, r)::score_summary $$;
CREATE FUNCTION pg_temp.r4(float8) RETURNS numeric LANGUAGE sql AS $$ SELECT round($1::numeric, 4) $$;

-- NPS 0 before (30,40,30), 30 after (20,30,50)
SELECT difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, pg_temp.r4(z) AS z, round(p_value::numeric, 6) AS p
FROM compare(pg_temp.dpr(30, 40, 30), pg_temp.dpr(20, 30, 50));
SELECT difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, pg_temp.r4(z) AS z, round(p_value::numeric, 6) AS p
FROM compare(pg_temp.dpr(30, 40, 30), pg_temp.dpr(20, 30, 50), method => 'wald');
-- the other way round
SELECT difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, pg_temp.r4(z) AS z, round(p_value::numeric, 6) AS p
FROM compare(pg_temp.dpr(20, 30, 50), pg_temp.dpr(30, 40, 30));
SELECT pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi FROM compare(pg_temp.dpr(30, 40, 30), pg_temp.dpr(20, 30, 50), 0.99);
-- all promoters on both sides: no difference, no NaN
SELECT * FROM compare(pg_temp.dpr(0, 0, 5), pg_temp.dpr(0, 0, 5), 0.95, 'wald');
-- one answer shows no spread: the methods that need it give no interval and no test
SELECT method, difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, pg_temp.r4(z) AS z, pg_temp.r4(p_value) AS p
FROM unnest('{wald,adjusted_wald}'::text[]) method, compare(pg_temp.dpr(0, 0, 1), pg_temp.dpr(1, 0, 0), 0.95, method);
SELECT method, nps(s), pg_temp.r4(nps_lo(s, 0.95, method)) AS lo, pg_temp.r4(nps_hi(s, 0.95, method)) AS hi, pg_temp.r4(nps_margin(s, 0.95, method)) AS margin
FROM (SELECT pg_temp.dpr(0, 0, 1)) x(s), unnest('{score,adjusted_wald,wald,bootstrap}'::text[]) method;

-- 48 of 80 before, 56 of 70 after: 0.20 [0.0524, 0.3339], z 2.6502
SELECT pg_temp.r4(difference) AS difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, pg_temp.r4(z) AS z, round(p_value::numeric, 6) AS p
FROM compare(rate_summary(48, 80), rate_summary(56, 70));
SELECT pg_temp.r4(difference) AS difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, pg_temp.r4(z) AS z FROM compare(rate_summary(56, 70), rate_summary(48, 80));
SELECT difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, z, p_value FROM compare(rate_summary(10, 10), rate_summary(10, 10));
SELECT difference, pg_temp.r4(lo) AS lo, hi, pg_temp.r4(z) AS z FROM compare(rate_summary(0, 20), rate_summary(10, 10));

-- a side without data: one row of NULLs
SELECT pg_catalog.count(*) AS rows, pg_catalog.count(difference) AS known FROM compare(rate_summary(0, 0), rate_summary(1, 2));
SELECT pg_catalog.count(*) AS rows, pg_catalog.count(difference) AS known FROM compare(pg_temp.dpr(0, 0, 0), pg_temp.dpr(1, 2, 3));
SELECT pg_catalog.count(*) AS rows, pg_catalog.count(difference) AS known FROM compare_mean(pg_temp.dpr(0, 0, 1), pg_temp.dpr(1, 2, 3));
SELECT compare(NULL::rate_summary, rate_summary(1, 2)) IS NULL AS strict;

-- Welch: 1..5 against 3,4,5,5,5; the t statistic by its formula
SELECT pg_temp.r4(difference) AS difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, pg_temp.r4(t) AS t, pg_temp.r4(df) AS df, pg_temp.r4(p_value) AS p
FROM compare_mean((SELECT score_agg(x, 1, 5) FROM unnest('{1,2,3,4,5}'::int[]) x), (SELECT score_agg(x, 1, 5) FROM unnest('{3,4,5,5,5}'::int[]) x));
SELECT pg_temp.r4((4.4 - 3) / sqrt(2.5 / 5 + 0.8 / 5)) AS t, pg_temp.r4((0.5 + 0.16) ^ 2 / (0.5 ^ 2 / 4 + 0.16 ^ 2 / 4)) AS df;
-- where all of a side are equal: what so many equal answers allow on their scale; of numbers without limits nothing
SELECT difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, t, df, pg_temp.r4(p_value) AS p FROM compare_mean((SELECT score_agg(5, 1, 5) FROM generate_series(1, 3)), (SELECT score_agg(4, 1, 5) FROM generate_series(1, 3)));
SELECT difference, pg_temp.r4(lo) AS lo, pg_temp.r4(hi) AS hi, t, df, pg_temp.r4(p_value) AS p FROM compare_mean((SELECT score_agg(x, 1, 5) FROM unnest('{3,4,5,5,4,3,3,3,4,3}'::int[]) x), (SELECT score_agg(5, 1, 5) FROM generate_series(1, 2)));
SELECT compare(m, v), compare(v, m) FROM (SELECT mean_agg(5.0) AS m FROM generate_series(1, 400)) a, (SELECT mean_agg(x) AS v FROM unnest('{3,4,5,5,4}'::float8[]) x) b;
SELECT difference, lo, hi IS NOT NULL AS has_hi, p_value FROM compare((SELECT duration_agg(interval '5 s') FROM generate_series(1, 9)), (SELECT duration_agg(x * interval '1 s') FROM unnest('{3,4,6,7,4}'::int[]) x));

-- how much data the usual targets need, per period
SELECT sample_needed_nps(15, 0.6), sample_needed_nps(15), sample_needed_nps(15, 0.81), sample_needed_nps(-15);
SELECT sample_needed_nps_margin(5), sample_needed_nps_margin(10), sample_needed_nps_margin(15);
SELECT sample_needed(0.78, 0.90), sample_needed(0.65, 0.78), sample_needed(0.65, 0.80), sample_needed(0.23, 0.15), sample_needed(0.12, 0.06), sample_needed(0.68, 0.75), sample_needed(0.032, 0.015), sample_needed(0.052, 0.035);
SELECT sample_needed(pg_temp.dpr(20, 30, 50), 15) = sample_needed_nps(15, 0.61) AS same, sample_needed(pg_temp.dpr(0, 0, 5), 15) IS NULL AS no_variance, sample_needed(0.5, 0.6, 0.9, 0.99) > sample_needed(0.5, 0.6) AS more;

-- contacts to certify 80, 90, 95 per cent for an agent who runs at 90, 95, 98: one-sided 95 % is two-sided 90 %
SELECT sample_needed_tier(0.90, 0.80, confidence => 0.9), sample_needed_tier(0.95, 0.90, confidence => 0.9), sample_needed_tier(0.98, 0.95, confidence => 0.9), sample_needed_tier(0.95, 0.90), sample_needed_tier(1, 0.9);

-- what is refused, and how
DO $$
DECLARE
  q text; state text; msg text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY[
    'compare(pg_temp.dpr(1, 2, 3), pg_temp.dpr(1, 2, 3), 95)', 'compare(pg_temp.dpr(1, 2, 3), pg_temp.dpr(1, 2, 3), 0.95, ''score'')', 'compare(pg_temp.dpr(1, 2, 3), pg_temp.dpr(1, 2, 3), 0.95, ''t'')',
    'compare((SELECT score_agg(1, 1, 5)), pg_temp.dpr(1, 2, 3))', 'compare_mean((SELECT score_agg(1, 1, 5)), pg_temp.dpr(1, 2, 3))', 'compare(rate_summary(1, 2), rate_summary(1, 2), -1)',
    'sample_needed(78, 90)', 'sample_needed(0.5, 0.5)', 'sample_needed(0.5, ''NaN'')', 'sample_needed(0.5, 0.6, 1)', 'sample_needed(0.5, 0.50000000001)',
    'sample_needed_nps(0)', 'sample_needed_nps(201)', 'sample_needed_nps(15, 0)', 'sample_needed_nps(15, 2)', 'sample_needed_nps(''Infinity'')', 'sample_needed_nps(1e-12)', 'sample_needed_nps_margin(101)', 'sample_needed_tier(0.9, 0.9)', 'sample_needed_tier(95, 90)', 'sample_needed_tier(0.9, 0)', 'sample_needed_tier(''NaN'', 0.5)', 'sample_needed_tier(0.9001, 0.9)'] LOOP
    BEGIN
      EXECUTE 'SELECT ' || q;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE WARNING '% : % | % | % | %', q, state, msg, detail, hint;
    END;
  END LOOP;
END $$;

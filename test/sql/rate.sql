-- rate_summary: counting, reading, tiers.
SET search_path = csq, public, pg_catalog;
SET extra_float_digits = 0;

SELECT rate_agg(v) FROM (VALUES (true), (true), (false), (NULL)) t(v);
SELECT rate_agg(h, n) FROM (VALUES (45, 50), (0, 0), (NULL, 3), (3, NULL)) t(h, n);
SELECT rate_agg(v) IS NULL AS no_rows FROM (SELECT true) t(v) WHERE false;
SELECT hits(s), trials(s), missing(s), rate(s) IS NULL AS rate, rate_lo(s) IS NULL AS lo, rate_hi(s) IS NULL AS hi, tier(s, '{80}') IS NULL AS tier
FROM (SELECT rate_agg(NULL::bool) FROM generate_series(1, 3)) q(s);

-- 45 of 50 is 90 per cent, somewhere between 78.6 and 95.7
SELECT rate(s), headline(s), round(rate_lo(s)::numeric, 4) AS lo, round(rate_hi(s)::numeric, 4) AS hi, round(rate_lo(s, 0.8)::numeric, 4) AS lo80 FROM rate_summary(45, 50) s;
SELECT rate_lo(rate_summary(0, 10)), rate_hi(rate_summary(10, 10)), round(rate_hi(rate_summary(0, 10))::numeric, 4) AS zero_hi, round(rate_lo(rate_summary(10, 10))::numeric, 4) AS all_lo;

-- tiers of 80, 90, 95 per cent: by value and by what is certain
SELECT h, tier(rate_summary(h, 50), '{80,90,95}') AS point, tier(rate_summary(h, 50), '{80,90,95}', 'lower_bound') AS certain, tier(rate_summary(h, 50), '{0.8,0.9,0.95}') AS shares
FROM unnest('{39,40,44,45,47,48,50}'::int[]) h;
SELECT tier(rate_summary(450, 500), '{80,90,95}', 'lower_bound'), tier(rate_summary(450, 500), '{80,90,95}', mode => 'lower_bound', confidence => 0.5), tier(rate_summary(1, 2), '{}');

-- a share of a score_summary is a rate
SELECT at_least(s, 4), at_most(s, 2), rate(at_least(s, 4)) = rate(at_least(s, 4)) AS same, tier(at_least(s, 4), '{50,70,80}')
FROM (SELECT score_agg(x, 1, 5) FROM unnest('{1,2,3,4,4,5,5,5,5,5,NULL}'::int[]) x) q(s);

-- merging
SELECT rollup(s) = (SELECT rate_agg(x % 3 = 0) FROM generate_series(1, 100) x) AS same
FROM (SELECT rate_agg(x % 3 = 0) FROM generate_series(1, 100) x GROUP BY x % 7) q(s);
SELECT rate_summary(1, 2) + rate_summary(3, 4), rate_summary(4, 6) - rate_summary(3, 4), rate_summary(1, 2) = rate_summary(1, 2), rate_summary(1, 2) <> rate_summary(1, 3);
SELECT s, count(*) FROM (VALUES (rate_summary(1, 2)), (rate_summary(1, 3)), (rate_summary(1, 2))) t(s) GROUP BY s ORDER BY s::text;
SELECT rate_summary(1, 2)::jsonb ->> 'trials' AS trials, rate_summary(1, 2)::jsonb::rate_summary;
SELECT rate_agg(v) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, true), (2, false), (3, NULL), (4, NULL), (5, true)) t(i, v);
SELECT rate_agg(h, n) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, 5, 9), (2, 0, 0), (3, NULL, 1), (4, 1, 1)) t(i, h, n);

-- what is refused, and how
DO $$
DECLARE
  q text; state text; msg text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY[
    'rate_agg(2, 1)', 'rate_agg(-1, 1)', 'rate_agg(0, -1)', 'rate_summary(2, 1)', 'rate_summary(-9223372036854775808, 9223372036854775807)', 'rate_summary(9223372036854775807, 9223372036854775807) + rate_summary(0, 1)',
    'rate_summary(1, 2) - rate_summary(2, 2)', 'rate_lo(rate_summary(1, 2), 1.5)', 'rate_lo(rate_summary(1, 2), ''Infinity'')',
    'tier(rate_summary(1, 2), ''{90,80}'')', 'tier(rate_summary(1, 2), ''{80,80}'')', 'tier(rate_summary(1, 2), ''{80,NULL}'')', 'tier(rate_summary(1, 2), ''{80,101}'')',
    'tier(rate_summary(1, 2), ''{-1}'')', 'tier(rate_summary(1, 2), ''{NaN}'')', 'tier(rate_summary(1, 2), ''{{1},{2}}'')', 'tier(rate_summary(1, 2), ''{80}'', ''best'')', 'tier(rate_summary(0, 0), ''{90,80}'')',
    'rate_lo(rate_summary(1, 2), 0.05)', 'tier(rate_summary(1, 2), ''{80}'', ''lower_bound'', 0.1)', 'at_least(score_agg(1, 1, 5), 0)', 'at_most(score_agg(1, 1, 5), 6)'] LOOP
    BEGIN
      EXECUTE 'SELECT ' || q;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE WARNING '% : % | % | % | %', q, state, msg, detail, hint;
    END;
  END LOOP;
END $$;

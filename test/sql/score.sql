-- score_summary: counting, reading, refusing.
SET search_path = csq, csq_internal, public, pg_catalog;
SET extra_float_digits = 0;

CREATE TABLE answers(score int, wave int);
INSERT INTO answers SELECT s, 1 FROM generate_series(0, 10) s, generate_series(1, CASE WHEN s >= 9 THEN 25 WHEN s >= 7 THEN 15 WHEN s = 0 THEN 20 ELSE 0 END);
INSERT INTO answers SELECT NULL, 1 FROM generate_series(1, 7);

-- the histogram of 20 detractors, 30 passives, 50 promoters and 7 who did not answer
SELECT score_agg(score) FROM answers;
SELECT nps(score) AS direct, nps(score_agg(score)) AS summary, headline(score_agg(score)) FROM answers;
SELECT answers(s), missing(s), promoters(s), passives(s), detractors(s) FROM (SELECT score_agg(score) FROM answers) q(s);

-- every number type, the same result
SELECT nps(score::smallint) AS i2, nps(score) AS i4, nps(score::bigint) AS i8, nps(score::numeric) AS num, nps(score::real) AS f4, nps(score::float8) AS f8 FROM answers;
SELECT score_agg(score::smallint) = score_agg(score) AS i2, score_agg(score::bigint) = score_agg(score) AS i8,
       score_agg(score::numeric) = score_agg(score) AS num, score_agg(score::real) = score_agg(score) AS f4,
       score_agg(score::float8) = score_agg(score) AS f8 FROM answers;
SELECT pg_typeof(nps(score)), pg_typeof(score_agg(score)), pg_typeof(mean(score_agg(score))) FROM answers;
SELECT nps(v) FROM (VALUES (9.0), (10.00), (6)) t(v);

-- no rows, only NULLs, one row
SELECT nps(score) IS NULL AS direct, score_agg(score) IS NULL AS summary FROM answers WHERE false;
SELECT nps(score) IS NULL AS direct, score_agg(score) FROM answers WHERE score IS NULL;
SELECT nps(s) IS NULL AS nps, nps_lo(s) IS NULL AS lo, nps_hi(s) IS NULL AS hi, nps_margin(s) IS NULL AS margin, csat(s, 2) IS NULL AS csat,
       csat_lo(s, 2) IS NULL AS csat_lo, csat_hi(s, 2) IS NULL AS csat_hi, bottom_box(s) IS NULL AS bottom, net_box(s) IS NULL AS net, rate(at_least(s, 9)) IS NULL AS good, mean(s) IS NULL AS mean,
       standard_deviation(s) IS NULL AS stddev, answers(s), missing(s)
FROM (SELECT score_agg(score) FROM answers WHERE score IS NULL) q(s);
SELECT nps(10), nps(0), nps(7), mean(score_agg(7)), standard_deviation(score_agg(7)) IS NULL AS deviation;

-- figures: the plain and the adjusted interval of 20/30/50; ten promoters of ten stay within 100
SELECT round(nps_lo(s, 0.95, 'wald')::numeric, 4) AS wald_lo, round(nps_hi(s, 0.95, 'wald')::numeric, 4) AS wald_hi,
       round(nps_lo(s, 0.95, 'adjusted_wald')::numeric, 4) AS adj_lo, round(nps_hi(s, 0.95, 'adjusted_wald')::numeric, 4) AS adj_hi,
       round(nps_lo(s)::numeric, 4) AS score_lo, round(nps_hi(s)::numeric, 4) AS score_hi,
       nps_lo(s, 0.95, 'bootstrap') AS boot_lo, nps_hi(s, 0.95, 'bootstrap') AS boot_hi
FROM (SELECT score_agg(score) FROM answers) q(s);
SELECT nps_hi(s, 0.95, 'adjusted_wald'), nps_hi(s), round(nps_lo(s)::numeric, 4) AS lo, round(nps_margin(s)::numeric, 4) AS margin
FROM (SELECT score_agg(10) FROM generate_series(1, 10)) q(s);
SELECT bool_and(nps_lo(s, c, m) <= nps(s) AND nps(s) <= nps_hi(s, c, m) AND nps_lo(s, c, m) >= -100 AND nps_hi(s, c, m) <= 100) AS ordered
FROM (SELECT score_agg(x % 11) FROM generate_series(1, 37) x) q(s), unnest('{0.5,0.9,0.99}'::float8[]) c, unnest('{score,adjusted_wald,wald,bootstrap}'::text[]) m;

-- other scales carry their own cut points
SELECT score_agg(x, 1, 5) FROM generate_series(1, 5) x;
SELECT score_agg(x, 1, 10) FROM generate_series(1, 10) x;
SELECT score_agg(x, 1, 7, 2, 6) FROM generate_series(1, 7) x;
SELECT nps(score_agg(x, 1, 5)) AS five, nps(score_agg(x, 0, 100)) AS hundred, nps(score_agg(x, -2, 2)) AS below_zero
FROM (VALUES (1), (2), (1)) t(x);

-- CSAT, CES, boxes
SELECT csat(s), top_box(s), top_box(s, 2) = csat(s) AS same, bottom_box(s), bottom_box(s, 2), net_box(s), net_box(s, 2), rate(at_least(s, 4)), rate(at_least(s, 1)), csat(s, 1)
FROM (SELECT score_agg(x, 1, 5) FROM unnest('{1,2,3,4,4,5,5,5,5,5}'::int[]) x) q(s);
-- 45 of 50: 78.6 to 95.7 per cent
SELECT csat(s), round(csat_lo(s)::numeric, 3) AS lo, round(csat_hi(s)::numeric, 3) AS hi, round(csat_lo(s, 2, 0.8)::numeric, 3) AS lo80
FROM (SELECT score_agg(CASE WHEN x <= 45 THEN 5 ELSE 1 END, 1, 5) FROM generate_series(1, 50) x) q(s);

-- moments are those of PostgreSQL
SELECT abs(mean(score_agg(score)) - avg(score)) < 1e-12 AS mean, abs(standard_deviation(score_agg(score)) - pg_catalog.stddev_samp(score)) < 1e-12 AS stddev FROM answers;

SELECT score, n, round(share::numeric, 3) AS share, round(lo::numeric, 3) AS lo, round(hi::numeric, 3) AS hi
FROM histogram((SELECT score_agg(score, 7, 10) FROM answers WHERE score >= 7 OR score IS NULL));
SELECT * FROM histogram('{"v":1,"lo":0,"hi":1,"counts":[0,0]}');

-- merging
SELECT rollup(s) = (SELECT score_agg(score) FROM answers) AS same FROM (SELECT score_agg(score) FROM answers GROUP BY score % 3) q(s);
SELECT a + b - b = a AS back, a + b = b + a AS commutes, (a + b) <> a AS differs, a - a AS nothing
FROM (SELECT score_agg(score) FILTER (WHERE score < 8), score_agg(score) FILTER (WHERE score >= 8) FROM answers) q(a, b);
SELECT rollup(s) IS NULL AS none FROM (SELECT NULL::score_summary) q(s);
SELECT s, pg_catalog.count(*) FROM (SELECT score_agg(x % 2, 0, 1) FROM generate_series(0, 7) x GROUP BY x) q(s) GROUP BY s ORDER BY s::text;
SELECT score_agg(score)::jsonb -> 'counts' -> 9 AS nines, score_agg(score)::jsonb::score_summary = score_agg(score) AS back FROM answers;

-- what is refused, and how
DO $$
DECLARE
  q text; state text; msg text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY[
    'nps(11)', 'nps(-1)', 'nps(9223372036854775807)', 'nps((-9223372036854775808)::bigint)', 'nps(9.5)', 'nps(9.5::float8)', 'nps(1e30::float8)', 'nps(1e300::numeric)',
    'nps(''NaN''::float8)', 'nps(''-Infinity''::real)', 'nps(''NaN''::numeric)', 'nps(''Infinity''::numeric)', 'nps(''-Infinity''::numeric)',
    'score_agg(0, 1, 5)', 'score_agg(6, 1, 5)', 'score_agg(2.5, 1, 5)', 'score_agg(1, 5, 1)', 'score_agg(1, 1, 1)', 'score_agg(1, 0, 101)', 'score_agg(1, -2000, -1990)',
    'score_agg(1, NULL, 5)', 'score_agg(1, 1, 5, 3, 3)', 'score_agg(1, 1, 5, 0, 3)', 'score_agg(1, 1, 5, 3, 6)',
    'nps_lo(score_agg(1), 95)', 'nps_lo(score_agg(1), 0)', 'nps_lo(score_agg(1), ''NaN'')', 'nps_lo(score_agg(1), 0.95, ''exact'')', 'nps_lo(score_agg(1), 0.9999, ''bootstrap'')',
    'csat(score_agg(1), 0)', 'top_box(score_agg(1), 12)', 'rate(at_least(score_agg(1), 11))', 'csat_lo(score_agg(1), 2, 1)',
    'score_agg(1, 1, 5) + score_agg(1)', 'score_agg(1, 1, 5) - score_agg(1, 1, 5, 2, 4)', 'score_agg(1) - score_agg(2)',
    'score_remove(NULL, 1)', 'nps_remove(score_agg(1), 2)'] LOOP
    BEGIN
      EXECUTE 'SELECT ' || q;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE WARNING '% : % | % | % | %', q, state, msg, detail, hint;
    END;
  END LOOP;
END $$;
SELECT rollup(s) FROM (VALUES ((SELECT score_agg(1, 1, 5))), ((SELECT score_agg(1)))) t(s);
SELECT score_agg(1, 1, hi) FROM (VALUES (5), (7)) t(hi);

-- functions of an aggregate called on their own never change their argument
SELECT nps_append(s, 10) AS more, nps_remove(nps_append(s, 10), 10) = s AS back, s AS same FROM (SELECT score_agg(5)) q(s);
SELECT score_summary_combine(s, s) AS twice, s AS same FROM (SELECT score_agg(5, 5, 6)) q(s);
SELECT score_append(NULL, 3, 1, 5), score_append(score_append(NULL, 3, 1, 5), NULL::int, 1, 5);

-- no name of PostgreSQL is shared: literals without a type are as usual, and count() of a summary counts rows, with csq in the search_path
SELECT count(*), count(score), count(DISTINCT score), stddev(score) > 0 AS stddev, variance(score) > 0 AS variance FROM answers;
SELECT count('x'), count(NULL), stddev('1'), variance(NULL), count(s) AS summaries FROM (SELECT score_agg(score) FROM answers GROUP BY score = 10) q(s);
DROP TABLE answers;

-- answers of a question of 5 points are no NPS of -100: refused from 30 on, noted from 5 on
SELECT nps(1 + i % 5) FROM generate_series(1, 29) i;
SELECT nps(1 + i % 5) FROM generate_series(1, 30) i;
SELECT nps((1 + i % 5)::numeric) FROM generate_series(1, 1000) i;
SELECT nps(i % 6), nps(least(i % 7 + 1, 6)), nps(nullif(i % 6, 0)) FILTER (WHERE i < 30), nps(score_agg(1 + i % 5)), nps(score_agg(1 + i % 5, 1, 5)) FROM generate_series(1, 40) i;
SELECT count(*) FROM (SELECT nps(1 + i % 5) OVER (ORDER BY i ROWS 28 PRECEDING) FROM generate_series(1, 100) i) w;
SELECT n, scale_note(score_agg(1 + i % 5)) AS note, scale_note(score_agg(i % 6)) AS zeros, scale_note(score_agg(1 + i % 5, 1, 5)) AS said, scale_note(score_agg(1 + i % 5, 1, 10)) AS other FROM (VALUES (4), (5), (60)) v(n), generate_series(1, n) i GROUP BY n ORDER BY n;
-- other scales: nobody above a point far from the end, and 30 on it; the first answer above it, and 29, are an NPS
SELECT nps(i % 6) FROM generate_series(1, 200) i;
SELECT nps(1 + i % 7) FROM generate_series(1, 210) i;
SELECT nps(i % 2) FROM generate_series(1, 60) i;
SELECT nps(6), nps(7), csat(3) FROM generate_series(1, 60);
SELECT csat(1 + i % 4) FROM generate_series(1, 120) i;
SELECT csat(1 + i % 3) FROM generate_series(1, 120) i;
SELECT nps(x) FROM (SELECT 5 UNION ALL SELECT i % 6 FROM generate_series(1, 174) i) t(x);
SELECT nps(i % 6) AS "29 on it", nps(CASE WHEN i = 1 THEN 6 ELSE i % 6 END) AS "one above", nps(i % 9) AS "to 8", csat(1 + i % 4) FILTER (WHERE i < 117) AS "29 fours", csat(CASE WHEN i = 1 THEN 5 ELSE 1 + i % 4 END) FILTER (WHERE i < 200) AS "a five", nps(score_agg(i % 6)) AS said FROM generate_series(1, 178) i;
SELECT scale_note(score_agg(i % 6)) AS stars, scale_note(score_agg(1 + i % 7)) AS seven, scale_note(score_agg(1 + i % 4, 1, 5)) AS four, scale_note(score_agg(i % 9)) AS eight, scale_note(score_agg(i % 50, 0, 100)) AS percent, scale_note(score_agg(1 + i % 6, 1, 7)) AS six_of_seven FROM generate_series(1, 40) i;
-- every count of answers on every point of a short run: as the rule is said
SELECT count(*) AS tried, count(*) FILTER (WHERE stops) AS stop, count(*) FILTER (WHERE stops <> (coalesce(scale_note(s), '') LIKE 'no answer%')) AS differ
FROM (SELECT *, top BETWEEN 1 AND 7 AND on_top >= 5 AND NOT (all_1_to_5 AND n >= 5) AS stops
  FROM (SELECT k, score_agg(x) AS s, max(x) AS top, count(*) AS n, count(*) FILTER (WHERE x = m) AS on_top, bool_and(x BETWEEN 1 AND 5) AS all_1_to_5
      FROM (SELECT k, x, max(x) OVER (PARTITION BY k) AS m FROM generate_series(1, 10000) k, LATERAL (SELECT (hashint4(k * 100 + i) & 1023) % (1 + k % 11) AS x FROM generate_series(1, 1 + k % 23) i) r) q GROUP BY k) p) t;

-- answers that were counted before: as the rows themselves, of every number type; of a NULL score n are missing, of a NULL n one is
CREATE TABLE counted(point int, n bigint);
INSERT INTO counted VALUES (10, 5), (9, 0), (7, 2), (3, 1), (NULL, 4), (8, NULL);
SELECT score_agg(point, n), nps(score_agg(point, n)), answers(score_agg(point, n)), missing(score_agg(point, n)) FROM counted;
SELECT score_agg(point, n) = (SELECT score_agg(point) FROM counted, generate_series(1, n)) AS rows, score_agg(point::smallint, n) = score_agg(point, n) AS i2, score_agg(point::bigint, n::int) = score_agg(point, n) AS i8,
       score_agg(point::numeric, n) = score_agg(point, n) AS num, score_agg(point::real, n) = score_agg(point, n) AS f4, score_agg(point::float8, n) = score_agg(point, n) AS f8 FROM counted WHERE n IS NOT NULL;
SELECT score_agg(p, n, 1, 5), score_agg(p, n, 1, 5, 2, 4) FROM (VALUES (5, 3), (2, 9)) v(p, n);
SELECT i, score_agg(p, n, 1, 5) OVER (ORDER BY i ROWS 1 PRECEDING) = score_agg(p, n, 1, 5) OVER (ORDER BY i ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING) - coalesce(score_agg(p, n, 1, 5) OVER (ORDER BY i ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING), score_agg(1, 0, 1, 5) OVER ()) AS moving
FROM (VALUES (1, 5, 3), (2, 4, 2), (3, NULL, 4), (4, 2, NULL), (5, 1, 6)) v(i, p, n);
SELECT score_agg(p, n, 1, 5) IS NULL AS none FROM (VALUES (5, 3)) v(p, n) WHERE p < 5;
SELECT score_agg(9, -3);
SELECT score_agg(11, 3);
SELECT score_agg(p, 9223372036854775807) FROM (VALUES (1), (2)) v(p);
SELECT score_agg(p, 1, lo, 5) FROM (VALUES (1, 1), (2, 2)) v(p, lo);
-- 500 random tables against the rows
SELECT count(*) AS tried, count(*) FILTER (WHERE s IS DISTINCT FROM r) AS differ
FROM (SELECT t, score_agg(p, n, -3, 7) AS s FROM (SELECT t, (hashint4(t * 31 + i) & 1023) % 11 - 3 AS p, (hashint4(t * 57 + i) & 1023) % 9 AS n FROM generate_series(1, 500) t, generate_series(1, 12) i) q GROUP BY t) a
JOIN (SELECT t, score_agg(p, -3, 7) AS r FROM (SELECT t, (hashint4(t * 31 + i) & 1023) % 11 - 3 AS p, (hashint4(t * 57 + i) & 1023) % 9 AS n FROM generate_series(1, 500) t, generate_series(1, 12) i) q, generate_series(1, n) GROUP BY t) b USING (t);
DROP TABLE counted;

-- before and after, verdicts on targets, ranks, shares of few cases, pairs.
SET search_path = csq, public, pg_catalog;
SET extra_float_digits = 0;

CREATE TEMP TABLE p AS
SELECT w, score_agg(x, 1, 5) AS csat, score_agg(2 * x) AS nps, mean_agg(x) AS m, duration_agg(x * x * interval '1 min' * CASE w WHEN 'before' THEN 3 ELSE 2 END) AS d
FROM (VALUES ('before'), ('after')) v(w), LATERAL (SELECT 1 + (i * 7 + CASE w WHEN 'before' THEN 0 ELSE i % 3 END) % 5 FROM generate_series(1, 200) i) s(x) GROUP BY w;

-- Newcombe's figures (1998); the same shares as a ratio and in a pilot
SELECT round(difference::numeric, 4) AS difference, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, round(z::numeric, 4) AS z, round(p_value::numeric, 6) AS p FROM compare(rate_summary(48, 80), rate_summary(56, 70));
SELECT round(ratio::numeric, 4) AS ratio, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, round(p_value::numeric, 6) AS p FROM ratio(rate_summary(48, 80), rate_summary(56, 70));
SELECT round(difference::numeric, 4) AS difference, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, round(z::numeric, 4) AS z, round(p_value::numeric, 6) AS p FROM did(rate_summary(50, 200), rate_summary(30, 200), rate_summary(40, 200), rate_summary(44, 200));
-- complaints of two months: 27 against 20, and 2,700 against 2,000 (poisson.test of R)
SELECT n, round(ratio::numeric, 4) AS ratio, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, p_value < 0.0001 AS sure FROM (VALUES (1), (100)) v(n), ratio(incidence(20 * n, 1), incidence(27 * n, 1));
SELECT round(difference::numeric, 4) AS difference, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, round(p_value::numeric, 6) AS p FROM compare(incidence(14, 300), incidence(3, 120.5));
-- every type, every function: from the same rows
SELECT k, round(difference::numeric, 3) AS difference, round(lo::numeric, 3) AS lo, round(hi::numeric, 3) AS hi, round(z::numeric, 3) AS z, round(p_value::numeric, 5) AS p
FROM p b, p a, LATERAL (SELECT 'mean' AS k, * FROM compare(b.m, a.m) UNION ALL SELECT 'mean duration', * FROM compare(b.d, a.d) UNION ALL SELECT 'median', * FROM compare(b.d, a.d, metric => 'median') UNION ALL SELECT 'within', * FROM compare(b.d, a.d, metric => 'within 30 min')) x WHERE b.w = 'before' AND a.w = 'after';
SELECT k, round(ratio::numeric, 3) AS ratio, round(lo::numeric, 3) AS lo, round(hi::numeric, 3) AS hi, round(p_value::numeric, 5) AS p
FROM p b, p a, LATERAL (SELECT 'mean' AS k, * FROM ratio(b.m, a.m) UNION ALL SELECT 'mean duration', * FROM ratio(b.d, a.d) UNION ALL SELECT 'p90', * FROM ratio(b.d, a.d, metric => 'p90') UNION ALL SELECT 'within', * FROM ratio(b.d, a.d, metric => 'within 30 min')) x WHERE b.w = 'before' AND a.w = 'after';
SELECT round(c.difference::numeric, 3) AS difference, round(c.lo::numeric, 3) AS lo, round(m.difference::numeric, 3) AS of_means, round(r.ratio::numeric, 3) AS csat_ratio, nps.ratio AS nps_ratio
FROM p b, p a, compare(b.csat, a.csat) c, compare_mean(b.csat, a.csat) m, ratio(b.csat, a.csat, metric => 'csat') r, ratio(b.nps, a.nps) nps WHERE b.w = 'before' AND a.w = 'after';
SELECT round(a.difference::numeric, 3) AS score, round(b.difference::numeric, 3) AS mean, round(c.difference::numeric, 1) AS duration, round(d.difference::numeric, 2) AS incidence
FROM p x, p y, did(x.csat, y.csat, x.csat, x.csat) a, did(x.m, y.m, x.m, x.m) b, did(x.d, y.d, x.d, x.d, metric => 'p90') c, did(incidence(5, 10), incidence(9, 10), incidence(5, 20), incidence(5, 10)) d WHERE x.w = 'before' AND y.w = 'after';
-- no data on a side, nothing that differs
SELECT c.difference IS NULL AS nothing, r.ratio IS NULL AS nothing, d.difference IS NULL AS nothing FROM compare(rate_summary(0, 0), rate_summary(1, 2)) c, ratio(rate_summary(0, 2), rate_summary(1, 2)) r, did(rate_summary(0, 0), rate_summary(1, 2), rate_summary(1, 2), rate_summary(1, 2)) d;
SELECT * FROM compare((SELECT score_agg(10) FROM generate_series(1, 50)), (SELECT score_agg(0) FROM generate_series(1, 50)), 0.95, 'wald');
SELECT * FROM compare((SELECT score_agg(10) FROM generate_series(1, 50)), (SELECT score_agg(10) FROM generate_series(1, 50)), 0.95, 'wald');
SELECT difference, lo IS NULL AS lo, p_value IS NULL AS p FROM compare((SELECT mean_agg(3) FROM generate_series(1, 5)), (SELECT mean_agg(4) FROM generate_series(1, 5)));

-- a scorecard is one SELECT
CREATE TEMP TABLE card (metric text, kind text, target float8, baseline rate_summary, now rate_summary);
INSERT INTO card VALUES ('satisfied', 'points', 0.05, rate_summary(48, 80), rate_summary(56, 70)), ('satisfied, relative', 'relative', 0.4, rate_summary(780, 1000), rate_summary(900, 1000)), ('covered', 'at_least', 0.98, NULL, rate_summary(1970, 2000)),
  ('covered', 'at_least', 0.98, NULL, rate_summary(1990, 2000)), ('complained', 'at_most', 0.05, rate_summary(90, 1000), rate_summary(70, 1000)), ('repeated', 'relative', -0.5, rate_summary(300, 1000), rate_summary(120, 1000)), ('new', 'points', 0.1, rate_summary(0, 0), rate_summary(1, 2)), ('nothing yet', 'at_least', 0.9, NULL, NULL);
SELECT metric, kind, target, round(a.baseline::numeric, 3) AS baseline, round(a.value::numeric, 3) AS value, round(a.lo::numeric, 3) AS lo, round(a.hi::numeric, 3) AS hi, round(a.change::numeric, 3) AS change, round(a.target_value::numeric, 3) AS target_value, a.verdict, a.needed FROM card c, assess(c.baseline, c.now, 'rate', c.kind, c.target) a;
SELECT metric, kind, target, round(a.baseline::numeric, 2) AS baseline, round(a.value::numeric, 2) AS value, round(a.lo::numeric, 2) AS lo, round(a.hi::numeric, 2) AS hi, a.verdict, a.needed
FROM p b, p n, (VALUES ('nps', 'points', 5), ('nps', 'at_least', 101), ('csat', 'at_least', 0.3), ('mean', 'relative', -0.1), ('top 1', 'at_most', 0.9)) v(metric, kind, target), assess(b.csat, n.csat, metric, kind, target) a WHERE b.w = 'before' AND n.w = 'after';
SELECT metric, kind, target, round(a.baseline::numeric, 2) AS baseline, round(a.value::numeric, 2) AS value, round(a.lo::numeric, 2) AS lo, round(a.hi::numeric, 2) AS hi, a.verdict, a.needed
FROM p b, p n, (VALUES ('mean', 'relative', -0.2), ('median', 'relative', -0.2), ('p90', 'at_most', 3600), ('within 30 min', 'points', 0.1)) v(metric, kind, target), assess(b.d, n.d, metric, kind, target) a WHERE b.w = 'before' AND n.w = 'after';
SELECT verdict, needed FROM assess(incidence(300, 1000), incidence(200, 1000), 'rate', 'relative', -0.25);
SELECT verdict FROM assess(incidence(300, 1000), incidence(200, 1000), 'rate', 'relative', 15);
SELECT verdict FROM assess(incidence(300, 1000), incidence(200, 1000), 'rate', 'relative', 1.5);
SELECT verdict, needed FROM assess(NULL, (SELECT mean_agg(x) FROM generate_series(1, 9) x), 'mean', 'at_least', 4.5);

-- ranks, three of three, the same people twice
SELECT * FROM rank_among(rate_summary(90, 100), ARRAY[rate_summary(95, 100), rate_summary(40, 100), rate_summary(88, 100), NULL]);
SELECT * FROM rank_among(incidence(5, 100), ARRAY[incidence(50, 100), incidence(4, 100)]);
SELECT (rank_among(a.d, ARRAY[b.d])).*, (rank_among(a.csat, ARRAY[b.csat], metric => 'mean')).rank AS scores, (rank_among(a.m, ARRAY[b.m], 'lowest')).rank AS means FROM p b, p a WHERE b.w = 'before' AND a.w = 'after';
SELECT round(shrunk(rate_summary(3, 3), rate_summary(800, 1000))::numeric, 4) AS three, round(shrunk(rate_summary(95, 100), rate_summary(800, 1000))::numeric, 4) AS hundred, round(shrunk(rate_summary(3, 3), rate_summary(800, 1000), 2)::numeric, 4) AS less;
SELECT round(shrunk(r, (SELECT array_agg(rate_summary(h, n)) FROM (VALUES (3, 3), (95, 100), (60, 100), (75, 100)) v(h, n)))::numeric, 4) FROM (VALUES (rate_summary(3, 3)), (rate_summary(95, 100))) v(r);
SELECT ratio, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, round(p_value::numeric, 6) AS p, round(mid_p::numeric, 6) AS mid_p FROM mcnemar(5, 15);
SELECT sample_needed(m, 0.1), sample_needed(d, '5 min'), sample_needed(mean_agg_of_one, 1) FROM p, (SELECT mean_agg(1)) q(mean_agg_of_one) WHERE w = 'before';

-- cuts are the decimal numbers that they are written as
SELECT count(*) AS all_reached FROM generate_series(500, 999) k WHERE tier(rate_summary(k, 1000), ARRAY[(k / 10.0)::float8]) = 1 AND tier(rate_summary(k, 1000), ARRAY[((k + 0.1) / 10.0)::float8]) = 0;
SELECT tier(rate_summary(999, 1000), '{99.9}'), tier(rate_summary(7, 100), '{0.07}');

-- a summary as the aggregate leaves it, lengths still waiting in it, has the figures of its readers
SELECT n, (assess(NULL, d, 'within 30 min', 'at_least', 0.5)).value = share_within(d, '30 min') AS share, (assess(NULL, d, 'median', 'at_most', 5)).value = seconds(median(d)) AS median,
  round((assess(NULL, d, 'mean', 'at_most', 5)).value::numeric, 6) = round(seconds(mean(d))::numeric, 6) AS mean, (compare(d, d::text::duration_summary)).difference AS nothing, (assess(NULL, d, 'median', 'at_most', 5)).value = percentile_disc AS disc
FROM (SELECT n, duration_agg(x * 37 % 4001 * interval '1 s') AS d, extract(epoch FROM percentile_disc(0.5) WITHIN GROUP (ORDER BY x * 37 % 4001 * interval '1 s'))::float8 AS percentile_disc FROM (VALUES (100), (150), (1000), (1500)) v(n), generate_series(1, n) x GROUP BY n) q ORDER BY n;
-- limits of business time are hours here, too
SELECT (assess(NULL, d, 'within 10 hours', 'at_least', 0.5)).value, (assess(NULL, d, 'within 2小时 30 sec', 'at_least', 0.5)).value FROM (SELECT duration_agg('tz UTC; mon-fri 9-18', timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-03 10:00Z', timestamptz '2026-03-04Z') AS d) q;

-- what is refused, and how
DO $$
DECLARE
  q text; state text; msg text; detail text; hint text;
BEGIN
  FOREACH q IN ARRAY ARRAY[
    'assess(rate_summary(1, 2), rate_summary(1, 2), ''rates'', ''points'', 0.1)', 'assess(rate_summary(1, 2), rate_summary(1, 2), ''rate'', ''percent'', 0.1)', 'assess(rate_summary(1, 2), rate_summary(1, 2), ''rate'', ''points'', 0)', 'assess(rate_summary(1, 2), rate_summary(1, 2), ''rate'', ''points'', ''NaN'')',
    'assess(rate_summary(1, 2), rate_summary(1, 2), ''rate'', ''at_most'', 5)', 'assess(m, m, ''mean'', ''relative'', -20) FROM p', 'assess(NULL, d, ''within 30 min'', ''at_most'', 1) FROM p', 'assess(NULL, csat, ''csat'', ''at_least'', 85) FROM p', 'assess(csat, csat, ''top 1'', ''points'', -5) FROM p', 'assess(NULL, attainment_agg(interval ''1 h'', true), ''within 4 hours'', ''at_least'', 95)', 'assess(rate_summary(1, 2), rate_summary(1, 2), NULL, ''points'', 0.1)', 'assess(rate_summary(1, 2), rate_summary(1, 2), ''rate'', ''points'', 0.1, 95)', 'assess(NULL, score_agg(7), ''csat'', ''at_least'', 0.9)', 'assess(NULL, score_agg(7), ''promoters'', ''at_least'', 9)',
    'compare(d, d, metric => ''p100'') FROM p', 'ratio(m, m, 95) FROM p', 'rank_among(m, ARRAY[m], ''best'') FROM p', 'shrunk(rate_summary(1, 2), rate_summary(1, 2), 0)', 'mcnemar(-1, 1)', 'tier(rate_summary(1, 100), ''{0.9, 95}'')', 'sample_needed(m, 0) FROM p',
    'assess(NULL, d, ''within 3 days'', ''at_least'', 0.9) FROM (SELECT duration_agg(''tz UTC; mon-fri 9-18'', now(), now(), now()) AS d) q', 'assess(NULL, d, ''within 2天'', ''at_least'', 0.9) FROM (SELECT duration_agg(''tz UTC; mon-fri 9-18'', now(), now(), now()) AS d) q', 'assess(NULL, d, ''within 1h 2d'', ''at_least'', 0.9) FROM (SELECT duration_agg(''tz UTC; mon-fri 9-18'', now(), now(), now()) AS d) q'] LOOP
    BEGIN
      EXECUTE 'SELECT ' || q;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      RAISE WARNING '% : % | % | % | %', q, state, msg, detail, hint;
    END;
  END LOOP;
END $$;

-- durations straight from their aggregate are those of the value that is stored
SELECT m, a = b AS assessed, r = s AS compared FROM unnest('{mean,median,p90,within 20 min}'::text[]) m, (SELECT duration_agg(g * g % 97 * interval '1 min') AS x, duration_agg(g * g % 89 * interval '1 min') AS y FROM generate_series(1, 150) g) d,
  assess(x, y, m, 'relative', -0.5) a, assess(x::text::duration_summary, y::text::duration_summary, m, 'relative', -0.5) b, ratio(x, y, metric => m) r, ratio(x::text::duration_summary, y::text::duration_summary, metric => m) s;
-- the target of a change is a figure that can be reached: 57 of 100 is half and 0.07
SELECT count(*) FILTER (WHERE value < target_value) AS missed_by_rounding, count(*) AS of FROM generate_series(51, 99) k, LATERAL (SELECT * FROM assess(rate_summary(50, 100), rate_summary(k, 100), 'rate', 'points', (k - 50) / 100.0)) a;

-- 7 of 10 after 6 of 10 are 0.1 more, to the last digit; the ratio of a figure that is 0 does not begin below 0
SELECT c.difference, c.difference >= 0.1 AS reached, a.change, r.change AS relative FROM compare(rate_summary(6, 10), rate_summary(7, 10)) c, assess(rate_summary(6, 10), rate_summary(7, 10), 'rate', 'points', 0.05) a, assess(rate_summary(6, 10), rate_summary(9, 10), 'rate', 'relative', 0.05) r;
SELECT ratio, lo, round(hi::numeric, 6) AS hi FROM ratio(rate_summary(5, 10), rate_summary(0, 10));
SELECT count(*) AS tried, count(*) FILTER (WHERE difference <> ((h2 * n1 - h1 * n2) * 1.0000000000000000000000000000000000000000 / (n1 * n2))::float8) AS differ
FROM (SELECT h1, n1, h2, n2 FROM generate_series(1, 10000) i, LATERAL (SELECT 1 + (hashint4(i) & 1023), 1 + (hashint4(-i) & 1023)) n(n1, n2), LATERAL (SELECT (hashint4(i + 7) & 1023) % (n1 + 1), (hashint4(i + 9) & 1023) % (n2 + 1)) h(h1, h2)) t, compare(rate_summary(h1, n1), rate_summary(h2, n2));

-- nobody or everybody: Wald's standard errors are zero, and said p = 2e-13 of 2, 1 and 1 cases
SELECT round(lo::numeric, 3) AS lo, round(hi::numeric, 3) AS hi, round(p_value::numeric, 3) AS p FROM did(rate_summary(0, 2), rate_summary(0, 1), rate_summary(1, 1), rate_summary(17, 40));

-- numbers that are all equal: points and relative are of one mind, and a clock or two are sure of nothing
SELECT kind, lo, hi, verdict, needed FROM (SELECT mean_agg(10) AS b, mean_agg(7) AS n FROM generate_series(1, 20)) s, (VALUES ('points', -1.0), ('relative', -0.1), ('at_most', 8)) k(kind, target), assess(b, n, 'mean', kind, target);
SELECT round(lo::numeric, 3) AS lo, round(hi::numeric, 3) AS hi, verdict, needed FROM (SELECT score_agg(5, 1, 5) AS s FROM generate_series(1, 2)) x, assess(NULL::score_summary, s, 'mean', 'at_least', 4.5);
SELECT d.difference, round(d.lo::numeric) AS lo, round(d.hi::numeric) AS hi, round(d.p_value::numeric, 3) AS p FROM (SELECT attainment_agg(interval '1 hour', true) AS a, attainment_agg(interval '2 hours', true) AS b) x, compare(a, b, 0.95, 'mean within 3 hours') d;
SELECT restricted_mean_lo(a, '3 hours'), restricted_mean_hi(a, '3 hours') FROM (SELECT attainment_agg(interval '1 hour', true) AS a) x;
SELECT round(difference) AS difference, round(lo) AS lo, round(hi) AS hi, p_value < 1 AS tested FROM (SELECT attainment_agg(interval '1 hour', true) AS a, attainment_agg(interval '2 hours', true) AS b) x, compare(a, b);

-- 12 after 10 is a fifth more, whatever binary makes of it; the change of few answers lies in its interval
SELECT change, lo, hi, verdict FROM (SELECT duration_agg(x * interval '10 min' / x) AS b, duration_agg(x * interval '12 min' / x) AS n FROM generate_series(1, 20) x) q, assess(b, n, 'median', 'relative', 0.2);
SELECT difference BETWEEN lo AND hi AS holds FROM (SELECT score_agg(0) AS a, score_agg(10) AS b) x, compare(a, b);

-- scores of different scales, open hours and all hours: no function of evaluation compares them
CREATE TABLE mixed AS SELECT score_agg(x % 6) AS s10, score_agg(1 + x % 5, 1, 5) AS s5, duration_agg(x * interval '1 h') AS every, duration_agg('tz UTC; mon-fri 9-18', timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-02 09:00Z' + x * interval '1 h', '2026-04-01Z') AS open FROM generate_series(1, 20) x;
SELECT ratio(s10, s5, metric => 'mean') FROM mixed;
SELECT a.* FROM mixed, assess(s10, s5, 'mean', 'points', 1) a;
SELECT did(s10, s10, s10, s5, metric => 'mean') FROM mixed;
SELECT rank_among(s10, ARRAY[s10, s5], metric => 'mean') FROM mixed;
SELECT parts(change_agg('x', s10, s5)) FROM mixed;
SELECT compare(every, open, metric => 'mean') FROM mixed;
SELECT a.* FROM mixed, assess(every, open, 'within 4 hours', 'points', 0.1) a;
SELECT rank_among(open, ARRAY[open, every], metric => 'median') FROM mixed;
SELECT did(every, every, open, open, metric => 'median') FROM mixed;
SELECT a.verdict FROM mixed, assess(NULL, open, 'median', 'at_most', 3600) a;
DROP TABLE mixed;

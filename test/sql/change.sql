SET search_path = csq, public;
SET extra_float_digits = -3;

-- the share of good reviews fell although each channel got better: the mix
CREATE TABLE review AS
SELECT channel, period, i <= hits AS good FROM (VALUES ('app', 1, 100, 60), ('app', 2, 400, 248), ('branch', 1, 400, 360), ('branch', 2, 100, 91)) v(channel, period, n, hits), generate_series(1, n) i;
CREATE TABLE segment AS SELECT channel, rate_agg(good) FILTER (WHERE period = 1) AS before, rate_agg(good) FILTER (WHERE period = 2) AS after FROM review GROUP BY channel;
SELECT segment, share_before, share_after, round(mix::numeric, 4) AS mix, round(within::numeric, 4) AS within, round(total::numeric, 4) AS total, value_before, value_after
FROM parts((SELECT change_agg(channel, before, after) FROM segment));
SELECT round(sum(total)::numeric, 12) AS parts, round(min(difference)::numeric, 12) AS change
FROM parts((SELECT change_agg(channel, before, after) FROM segment)), LATERAL (SELECT (compare(rollup(before), rollup(after))).difference FROM segment) x;
-- a segment that came and one that went
SELECT segment, share_before, share_after, round(mix::numeric, 4) AS mix, within, value_before, value_after
FROM parts((SELECT change_agg(s, b, a) FROM (VALUES ('old', rate_summary '{"v":1,"hits":50,"trials":100,"missing":0}', NULL::rate_summary), ('new', NULL, '{"v":1,"hits":90,"trials":100,"missing":0}'), ('same', '{"v":1,"hits":70,"trials":100,"missing":0}', '{"v":1,"hits":70,"trials":100,"missing":0}')) v(s, b, a)));
-- counts, scores
SELECT segment, share_before, total FROM parts((SELECT change_agg(s, b, a) FROM (VALUES ('app', 100, 180), ('fee', 60, 55), (NULL, 3, 5)) v(s, b, a)));
SELECT segment, round(mix::numeric, 3) AS mix, round(within::numeric, 3) AS within, round(value_before::numeric, 2) AS before
FROM parts((SELECT change_agg(s, b, a) FROM (SELECT s, score_agg(b) AS b, score_agg(a) AS a FROM (VALUES ('x', 10, 8), ('x', 9, 3), ('y', 0, 9), ('y', 7, 10)) v(s, b, a) GROUP BY s) q));
SELECT segment, round(total::numeric, 3) AS total FROM parts((SELECT change_agg(s, b, a, 'mean') FROM (SELECT s, score_agg(b) AS b, score_agg(a) AS a FROM (VALUES ('x', 10, 8), ('x', 9, 3), ('y', 0, 9), ('y', 7, 10)) v(s, b, a) GROUP BY s) q));
SELECT count(*) FROM parts((SELECT change_agg('x', r, NULL::rate_summary) FROM (SELECT rate_agg(true) AS r) q));
-- random segments: the parts add up to the change
SELECT max(abs(total - change)) < 1e-12 AS exact FROM (
  SELECT k, sum(p.total) AS total, (rate(rollup(after)) - rate(rollup(before))) AS change
  FROM (SELECT k, change_agg(s, b, a) AS c, rollup(b) AS before, rollup(a) AS after FROM (
          SELECT k, 's' || s AS s, rate_agg(h1, h1 + 7 * s % 11) AS b, rate_agg(h2, h2 + 5 * s % 13) AS a
          FROM generate_series(1, 200) k, generate_series(1, 9) s, LATERAL (SELECT (k * 7919 + s * 104729) % 97 AS h1, (k * 6007 + s * 7727) % 89 AS h2) h GROUP BY k, s) q GROUP BY k) c,
       LATERAL parts(c) p GROUP BY k, before, after) x;
-- means, durations, incidences: the parts add up to the change of the whole, and each is what the formula says
CREATE TABLE figure AS SELECT k, 's' || s AS s, p, (hashint4(k * 1000 + s * 10 + p) & 1023) / 64.0 * (1 + s % 3) AS x, 1 + (hashint4(k + s * 77 + p) & 7) AS exposure, g
FROM generate_series(1, 60) k, generate_series(1, 7) s, generate_series(1, 2) p, generate_series(1, 1 + (hashint4(k * 31 + s * 7 + p) & 15)) g WHERE (k + s + p) % 11 > 0;
UPDATE figure SET x = x + g;
CREATE TABLE figures AS SELECT k, s, mean_agg(x) FILTER (WHERE p = 1) AS m1, mean_agg(x) FILTER (WHERE p = 2) AS m2, duration_agg(x::float8) FILTER (WHERE p = 1) AS d1, duration_agg(x::float8) FILTER (WHERE p = 2) AS d2,
  incidence_agg(g, exposure) FILTER (WHERE p = 1) AS i1, incidence_agg(g, exposure) FILTER (WHERE p = 2) AS i2 FROM figure GROUP BY k, s;
CREATE TABLE summed AS SELECT k, s, p, sum(x)::float8 AS x, count(*)::float8 AS n, sum(g)::float8 AS g, sum(exposure)::float8 AS e FROM figure GROUP BY k, s, p;
-- the formula in SQL, of sums y and weights w
CREATE FUNCTION pg_temp.by_formula(ds text) RETURNS TABLE (k int, s text, mix float8, within float8) LANGUAGE plpgsql AS $$ BEGIN RETURN QUERY EXECUTE format($q$
  SELECT k, s, (w2 / t2 - w1 / t1) * ((r1 + r2) / 2 - (a1 / t1 + a2 / t2) / 2), (r2 - r1) * (w1 / t1 + w2 / t2) / 2
  FROM (SELECT *, sum(w1) OVER (PARTITION BY k) AS t1, sum(w2) OVER (PARTITION BY k) AS t2, sum(y1) OVER (PARTITION BY k) AS a1, sum(y2) OVER (PARTITION BY k) AS a2, coalesce(y1 / nullif(w1, 0), y2 / nullif(w2, 0)) AS r1, coalesce(y2 / nullif(w2, 0), y1 / nullif(w1, 0)) AS r2
        FROM (SELECT k, s, coalesce(sum(y) FILTER (WHERE p = 1), 0) AS y1, coalesce(sum(w) FILTER (WHERE p = 1), 0) AS w1, coalesce(sum(y) FILTER (WHERE p = 2), 0) AS y2, coalesce(sum(w) FILTER (WHERE p = 2), 0) AS w2 FROM (SELECT k, s, p, %s FROM summed) x GROUP BY k, s) y) z$q$, ds); END $$;
SELECT 'mean' AS figure, count(*), max(abs(p.mix - f.mix)) < 1e-9 AS mix, max(abs(p.within - f.within)) < 1e-9 AS within FROM (SELECT k, change_agg(s, m1, m2) AS c FROM figures GROUP BY k) x, parts(c) p JOIN pg_temp.by_formula('x AS y, n AS w') f ON f.s = p.segment WHERE f.k = x.k
UNION ALL SELECT 'duration', count(*), max(abs(p.mix - f.mix)) < 1e-9, max(abs(p.within - f.within)) < 1e-9 FROM (SELECT k, change_agg(s, d1, d2) AS c FROM figures GROUP BY k) x, parts(c) p JOIN pg_temp.by_formula('x AS y, n AS w') f ON f.s = p.segment WHERE f.k = x.k
UNION ALL SELECT 'incidence', count(*), max(abs(p.mix - f.mix)) < 1e-9, max(abs(p.within - f.within)) < 1e-9 FROM (SELECT k, change_agg(s, i1, i2) AS c FROM figures GROUP BY k) x, parts(c) p JOIN pg_temp.by_formula('g AS y, e AS w') f ON f.s = p.segment WHERE f.k = x.k;
SELECT bool_and(abs(m - (mean(m2) - mean(m1))) < 1e-9) AS mean, bool_and(abs(d - (seconds(mean(d2)) - seconds(mean(d1)))) < 2e-6) AS duration, bool_and(abs(i - (incidence_rate(i2) - incidence_rate(i1))) < 1e-9) AS incidence
FROM (SELECT (SELECT sum(total) FROM parts(m)) AS m, (SELECT sum(total) FROM parts(d)) AS d, (SELECT sum(total) FROM parts(i)) AS i, m1, m2, d1, d2, i1, i2
      FROM (SELECT change_agg(s, m1, m2) AS m, change_agg(s, d1, d2) AS d, change_agg(s, i1, i2) AS i, rollup(m1) AS m1, rollup(m2) AS m2, rollup(d1) AS d1, rollup(d2) AS d2, rollup(i1) AS i1, rollup(i2) AS i2 FROM figures GROUP BY k) q) r;
SELECT change_agg('x', mean_agg, mean_agg), change_agg('x', NULL::duration_summary, NULL) IS NULL AS neither FROM (SELECT mean_agg(-1.5)) q;
SELECT change_agg('x', duration_agg, duration_agg)::text::change = change_agg('x', duration_agg, duration_agg) AS same, change_agg('x', duration_agg, duration_agg) FROM (SELECT duration_agg('tz UTC; mon-fri 9-17', timestamptz '2026-03-02 09:00Z', timestamptz '2026-03-03 10:00Z', timestamptz '2026-03-04Z')) q;
SELECT change_agg('x', d, b) FROM (SELECT duration_agg(interval '1 h') AS d, duration_agg('tz UTC; 24x7', timestamptz '2026-03-02Z', timestamptz '2026-03-02 01:00Z', timestamptz '2026-03-03Z') AS b) q;
SELECT change_agg('x', d, d) + change_agg('y', b, b) FROM (SELECT duration_agg(interval '1 h') AS d, duration_agg('tz UTC; 24x7', timestamptz '2026-03-02Z', timestamptz '2026-03-02 01:00Z', timestamptz '2026-03-03Z') AS b) q;
SELECT change_agg('x', m, m) FROM (SELECT mean_agg(0.0000001)) q(m);
SELECT change_agg('x', m, m) FROM (SELECT mean_agg(1e13)) q(m);
SELECT change_agg('x', i, i) FROM (SELECT incidence_agg(1, 1e14)) q(i);
DROP TABLE figure, figures, summed;
-- merging
SELECT rollup(c::text::change) = (SELECT change_agg(channel, before, after) FROM segment) AS same FROM (SELECT change_agg(channel, before, after) AS c FROM segment GROUP BY channel) x;
-- errors
SELECT change_agg('x', 1, 2) + change_agg('x', r, r) FROM (SELECT rate_agg(true) AS r) q;
SELECT change_agg('x', -1, 2);
SELECT change_agg('x', score_agg, score_agg, 'median') FROM (SELECT score_agg(5)) q;
-- scores of different scales: beside each other, in two rows, in two values; a segment of neither period has no scale
SELECT change_agg('x', a, b) FROM (SELECT score_agg(5), score_agg(5, 1, 5)) q(a, b);
SELECT change_agg(s, b, b) FROM (SELECT 'x', score_agg(5) UNION ALL SELECT 'y', score_agg(5, 1, 5)) q(s, b);
SELECT change_agg(s, b, b, 'mean') FROM (SELECT 'x', score_agg(5) UNION ALL SELECT 'y', score_agg(5, 1, 5)) q(s, b);
SELECT change_agg(s, b, b) FROM (SELECT 'x', score_agg(5) UNION ALL SELECT 'y', score_agg(5, 0, 10, 4, 8)) q(s, b);
SELECT rollup(c) FROM (SELECT change_agg('x', b, b, 'mean') FROM (SELECT score_agg(5) UNION ALL SELECT score_agg(5, 1, 5)) q(b) GROUP BY b) r(c);
SELECT segment, value_before, value_after FROM parts((SELECT change_agg(s, b, a, 'mean') FROM (SELECT 'y', score_agg(5, 1, 5), score_agg(4, 1, 5) UNION ALL SELECT 'x', NULL, NULL UNION ALL SELECT 'z', NULL, score_agg(3, 1, 5)) q(s, b, a))) ORDER BY 1;
DROP TABLE review, segment;

-- nothing is not less than nothing
SELECT segment, mix, within, total FROM parts((SELECT change_agg(s, b, a) FROM (VALUES ('x', rate_summary(1, 2), rate_summary(1, 2)), ('y', rate_summary(2, 2), rate_summary(1, 2))) v(s, b, a))) ORDER BY 1;

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
-- merging
SELECT rollup(c::text::change) = (SELECT change_agg(channel, before, after) FROM segment) AS same FROM (SELECT change_agg(channel, before, after) AS c FROM segment GROUP BY channel) x;
-- errors
SELECT change_agg('x', 1, 2) + change_agg('x', r, r) FROM (SELECT rate_agg(true) AS r) q;
SELECT change_agg('x', -1, 2);
SELECT change_agg('x', score_agg, score_agg, 'median') FROM (SELECT score_agg(5)) q;
DROP TABLE review, segment;

SET search_path = csq, public;
SET datestyle = 'ISO';
SET extra_float_digits = -6;

-- the interrupted series of the unit test
CREATE TABLE kpi AS
SELECT DATE '2026-01-01' + t::int - 1 AS day, 10 + 0.5 * (t - 1) - CASE WHEN t > 10 THEN 3 + 0.2 * (t - 11) ELSE 0 END + e AS v
FROM unnest(ARRAY[.3, -.1, .2, -.4, .1, .5, -.3, 0, -.2, .1, .4, -.2, .3, -.5, .2, .1, -.1, .3, -.4, .2]) WITH ORDINALITY x(e, t);
SELECT round(level_change::numeric, 6) AS level_change, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, p_value < 0.001 AS sure, round(slope_change::numeric, 6) AS slope_change,
       round(slope_before::numeric, 6) AS slope_before, round(durbin_watson::numeric, 6) AS dw, round(autocorrelation::numeric, 4) AS autocorrelation, points_before, points_after
FROM its((SELECT series_agg(day, v) FROM kpi), DATE '2026-01-11');
SELECT level_change, points_before, points_after FROM its((SELECT series_agg(day, v) FROM kpi), '2026-01-05');
SELECT its(NULL, DATE '2026-01-05') IS NULL;

-- on track?
CREATE TABLE csat AS SELECT (DATE '2026-01-01' + (i || ' months')::interval)::date AS month, 0.78 + 0.012 * i + 0.003 * (i * 7 % 5 - 2) AS v FROM generate_series(0, 5) i;
SELECT round(projected::numeric, 4) AS projected, round(lo::numeric, 3) AS lo, round(hi::numeric, 3) AS hi, round(probability::numeric, 2) AS probability, round(slope::numeric, 4) AS slope, points
FROM on_track((SELECT series_agg(month, v) FROM csat), 0.90, '2026-09-30');
SELECT round(probability::numeric, 2) AS probability FROM on_track((SELECT series_agg(month, v) FROM csat), 0.90, '2026-12-31');
SELECT round(probability::numeric, 2) AS probability FROM on_track((SELECT series_agg(month, v) FROM csat), 0.80, '2026-09-30', 'at_most');
SELECT * FROM on_track((SELECT series_agg(month, v) FROM csat WHERE month < '2026-05-01'), 0.90, '2026-09-30');

-- a due date that is past has no projection
SELECT projected, probability, points FROM on_track((SELECT series_agg(month, v) FROM csat), 0.90, '2026-05-31');
SELECT projected IS NOT NULL AS last_bucket FROM on_track((SELECT series_agg(month, v) FROM csat), 0.90, '2026-06-30');
-- a series whose errors last: wider than if they were independent; missing buckets are gaps
SELECT round((hi - lo)::numeric, 2) AS width, round(autocorrelation::numeric, 2) AS autocorrelation, points_before, points_after
FROM its((SELECT series_agg(date '2026-01-01' + i, 10 + sin(i / 3.0) + 0.3 * (i * 7 % 5)) FROM generate_series(0, 59) i), '2026-01-31');
SELECT round((hi - lo)::numeric, 2) AS width, round(autocorrelation::numeric, 2) AS autocorrelation, points_before, points_after
FROM its((SELECT series_agg(date '2026-01-01' + i, 10 + sin(i / 3.0) + 0.3 * (i * 7 % 5)) FROM generate_series(0, 59) i WHERE i % 7 < 5), '2026-01-31');
-- a series that lies on its lines is not moved by what binary adds to sums
SELECT level_change, lo, hi, p_value, slope_change, slope_p_value, durbin_watson, autocorrelation FROM its((SELECT series_agg(date '2026-01-01' + i, 0.1) FROM generate_series(0, 89) i), '2026-02-15');
SELECT round(level_change::numeric, 9) AS level_change, p_value, slope_change, slope_p_value FROM its((SELECT series_agg(date '2026-01-01' + i, CASE WHEN i < 45 THEN 0.1 ELSE 0.3 END) FROM generate_series(0, 89) i), '2026-02-15');

-- errors
SELECT its(s, '2026-01-05 00:00Z') FROM (SELECT series_agg(day, v) AS s FROM kpi) x;
-- a share ends at 1, a count at 0; a target beyond is a slip
SELECT projected, hi, probability > 0.99 AS sure FROM on_track((SELECT series_agg(date '2026-01-01' + 30 * i, j <= 4 + i - (i = 2)::int) FROM generate_series(0, 5) i, generate_series(1, 10) j), 0.9, '2027-01-31');
SELECT projected, lo FROM on_track((SELECT series_agg(date '2026-01-01' + i) FROM generate_series(0, 9) i, generate_series(i, 11) j WHERE i <> 3 OR j > 4), 0, '2026-03-31', 'at_most');
-- what lies on its line says where that leads, not how far others lie beside it
SELECT * FROM on_track((SELECT series_agg(date '2026-01-01' + 7 * i, 5.0) FROM generate_series(0, 5) i), 6, '2026-03-31');
SELECT * FROM on_track((SELECT series_agg(date '2026-01-01' + 7 * i, 5.0 + i) FROM generate_series(0, 5) i), 6, '2026-03-31');
SELECT on_track((SELECT series_agg(day, v > 0) FROM kpi), 90, '2026-09-30');
SELECT on_track((SELECT series_agg(day) FROM kpi), -1, '2026-09-30');
SELECT on_track(s, 0.9, '2026-09-30', 'above') FROM (SELECT series_agg(day, v) AS s FROM kpi) x;
SELECT its(s, date '2026-01-11', 95) FROM (SELECT series_agg(day, v) AS s FROM kpi) x;
DROP TABLE kpi, csat;

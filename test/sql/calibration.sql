-- calibration: probabilities against the truth
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 0;

-- by hand: 4 answers at 0.9 of which 3 are right, 6 at 0.55 of which 3 are right
CREATE TABLE answer(actual text, predicted text, p float8);
INSERT INTO answer SELECT 'a', CASE WHEN i <= 3 THEN 'a' ELSE 'b' END, 0.9 FROM generate_series(1, 4) i;
INSERT INTO answer SELECT 'b', CASE WHEN i <= 3 THEN 'b' ELSE 'a' END, 0.55 FROM generate_series(1, 6) i;
SELECT answers(c), round(ece(c)::numeric, 9) AS ece, round(ece(c, 1)::numeric, 9) AS ece_1, round(brier(c)::numeric, 9) AS brier,
       threshold_for(c, 0.7) AS for_70, threshold_for(c, 0.6) AS for_60, threshold_for(c, 0.99) AS for_99, threshold_for(c, 0.3, 0.95) AS surely_30
FROM (SELECT calibration_agg(actual, predicted, p) AS c FROM answer) s;
SELECT (4 * abs(0.9 - 0.75) + 6 * abs(0.55 - 0.5)) / 10 AS ece, abs((4 * 0.9 + 6 * 0.55 - 6) / 10) AS ece_1, (3 * 0.01 + 0.81 + 3 * 0.2025 + 3 * 0.3025) / 10 AS brier;
SELECT threshold, answered, coverage, round(accuracy::numeric, 3) AS accuracy, round(accuracy_lo::numeric, 3) AS lo, round(accuracy_hi::numeric, 3) AS hi
FROM (SELECT calibration_agg(actual, predicted, p) AS c FROM answer) s, coverage_curve(c, 4);
SELECT round(lo::numeric, 3) AS lo, round(hi::numeric, 3) AS hi, answers, round(mean_probability::numeric, 3) AS p, accuracy FROM (SELECT calibration_agg(actual, predicted, p) AS c FROM answer) s, reliability(c, 10);
SELECT calibration_agg(actual, predicted, p) FROM answer;
SELECT calibration_agg(actual = predicted, p) = calibration_agg(actual, predicted, p) AS same FROM answer;

-- ends of the scale, NULLs, nothing
SELECT ece(c), brier(c), answers(c) FROM (SELECT calibration_agg(h, p) AS c FROM (VALUES (true, 1.0), (false, 0.0), (true, NULL), (NULL, 0.5)) v(h, p)) s;
SELECT calibration_agg(actual, predicted, p) IS NULL AS empty FROM answer WHERE false;
SELECT answers(calibration_agg(NULL::bool, 0.5)) IS NULL AS only_nulls;

-- every split gives the same value
CREATE TABLE forecast AS SELECT id, (id * id % 101) / 100.0 AS p, id * 7 % 101 <= id * id % 101 AS hit FROM generate_series(1, 4000) id;
CREATE TABLE tables AS SELECT 'serial' AS how, calibration_agg(hit, p::float8) AS c FROM forecast;
INSERT INTO tables SELECT 'reversed', calibration_agg(hit, p ORDER BY id DESC) FROM forecast;
INSERT INTO tables SELECT 'rollup', rollup(c) FROM (SELECT id % 13 AS k, calibration_agg(hit, p) AS c FROM forecast GROUP BY 1) s;
INSERT INTO tables SELECT 'text', c::text::calibration FROM tables WHERE how = 'serial';
INSERT INTO tables SELECT 'plus and minus', calibration_agg(hit, p) FILTER (WHERE id > 100) + calibration_agg(hit, p) FILTER (WHERE id <= 500) - calibration_agg(hit, p) FILTER (WHERE id BETWEEN 101 AND 500) FROM forecast;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
ALTER TABLE forecast SET (parallel_workers = 2);
INSERT INTO tables SELECT 'parallel', c FROM (SELECT calibration_agg(hit, p) AS c FROM forecast) s;
SELECT how, c = (SELECT c FROM tables LIMIT 1) AS same, md5(calibration_send(c)) = (SELECT md5(calibration_send(c)) FROM tables LIMIT 1) AS bytes FROM tables ORDER BY how COLLATE "C";
SELECT abs(brier(c) - (SELECT avg((p - hit::int) ^ 2) FROM forecast)) < 1e-8 AS brier,
       abs(ece(c) - (SELECT sum(abs(d)) / 4000 FROM (SELECT sum(p - hit::int) AS d FROM forecast GROUP BY least(floor(p * 15), 14)) b)) < 1e-8 AS ece FROM tables WHERE how = 'serial';
SELECT bool_and(a = b) AS moving FROM (SELECT ece(calibration_agg(hit, p) OVER (ORDER BY id ROWS 50 PRECEDING)) AS a,
  (SELECT ece(calibration_agg(g.hit, g.p)) FROM forecast g WHERE g.id BETWEEN f.id - 50 AND f.id) AS b FROM forecast f WHERE id <= 150) s;
-- the threshold is the least one that reaches the precision
SELECT t, round(share::numeric, 3) AS share_from_there, bool_or(lower_share >= 0.9) AS a_lower_one_would_do FROM (
  SELECT threshold_for(c, 0.9) AS t, (SELECT avg(hit::int) FROM forecast WHERE p >= threshold_for(c, 0.9)) AS share FROM tables WHERE how = 'serial') s,
  LATERAL (SELECT avg(f.hit::int) AS lower_share FROM (SELECT DISTINCT p AS q FROM forecast WHERE p < t) d JOIN forecast f ON f.p >= q GROUP BY q) l GROUP BY 1, 2;

-- errors
SELECT calibration_agg(true, 1.5);
SELECT calibration_agg(true, 'NaN');
SELECT ece(calibration_agg(true, 0.5), 7);
SELECT threshold_for(calibration_agg(true, 0.5), 95);
SELECT calibration_agg(true, 0.5) - calibration_agg(false, 0.5);
SELECT '{"v":1,"squares":0,"bins":[[0,1,2,0]]}'::calibration;
SELECT '{"v":1,"squares":0,"bins":[[600,1,1,0]]}'::calibration;
SELECT '{"v":1,"squares":0,"bins":[[1200,1,1,0]]}'::calibration;
DROP TABLE answer, forecast, tables;

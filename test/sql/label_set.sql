-- label sets with a guaranteed coverage; drift between periods
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 0;

-- by hand: 19 probabilities of right labels, 0.05 .. 0.95; for 90 % the second smallest of 20 places is the threshold, for 95 % the first
CREATE TABLE seen AS SELECT calibration_agg(true, i / 20.0::float8) AS c FROM generate_series(1, 19) i;
SELECT set_threshold(c, 0.9) AS for_90, set_threshold(c, 0.95) AS for_95, set_threshold(c, 0.99) AS too_few, set_threshold(c, 0.5) AS for_50 FROM seen;

-- a model that hesitates between two of its labels
CREATE TABLE letter AS SELECT i AS id, (ARRAY['fees', 'app', 'staff'])[1 + i % 3] AS label,
  CASE i % 3 WHEN 0 THEN (ARRAY['charged twice', 'fee too high', 'please call'])[1 + i / 3 % 3] WHEN 1 THEN (ARRAY['app crashes', 'cannot log in', 'please call'])[1 + i / 3 % 3]
  ELSE (ARRAY['clerk was rude', 'nobody answers', 'long queue'])[1 + i / 3 % 3] END || ' ' || md5(i::text) AS doc FROM generate_series(1, 1800) i;
CREATE TABLE kept AS SELECT m, (SELECT right_label_agg(m, doc, label) FROM letter WHERE id / 9 % 3 = 1 AND id > 900) AS c
FROM (SELECT train_agg(label, doc) AS m FROM letter WHERE id <= 900) s;
SELECT bool_and(covered >= coverage - 0.03) AS promised, bool_and(size BETWEEN 0.8 AND 3) AS small FROM (
  SELECT coverage, avg((label = ANY (label_set(m, doc, c, coverage)))::int) AS covered, avg(cardinality(label_set(m, doc, c, coverage))) AS size
  FROM kept, letter, unnest(ARRAY[0.8, 0.9, 0.99]) coverage WHERE id > 900 AND id / 9 % 3 <> 1 GROUP BY 1) s;
SELECT label_set(m, 'the app crashes', c, 0.9) AS sure, cardinality(label_set(m, 'please call', c, 0.99)) > 1 AS unsure, label_set(m, '!!!', c, 0.9) IS NULL AS knows_nothing FROM kept;

-- the likeliest first, exactly those of classify_scores from the threshold on
SELECT bool_and(label_set(m, doc, c, 0.95) = ARRAY(SELECT s.label FROM classify_scores(m, doc) WITH ORDINALITY s(label, p, o) WHERE p >= set_threshold(c, 0.95) ORDER BY o)) AS same
FROM kept, letter WHERE id > 1700;

-- the aggregate is that of the probabilities; every split, every way back, a window
SELECT c = (SELECT calibration_agg(true, p) FROM (SELECT (SELECT s.probability FROM classify_scores(m, doc) s WHERE s.label = l.label) AS p FROM letter l WHERE id / 9 % 3 = 1 AND id > 900) s) AS same FROM kept;
SELECT c = (SELECT rollup(part) FROM (SELECT right_label_agg(m, doc, label) AS part FROM letter WHERE id / 9 % 3 = 1 AND id > 900 GROUP BY id % 7) s) AS parts, c::text::calibration = c AS text FROM kept;
SELECT bool_and(answers(w) = least(id - 1700, 5)) AS moving FROM (SELECT id, right_label_agg(m, doc, label) OVER (ORDER BY id ROWS 4 PRECEDING) AS w FROM kept, letter WHERE id > 1700) s;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
ALTER TABLE letter SET (parallel_workers = 2);
SELECT c = (SELECT right_label_agg((SELECT m FROM kept), doc, label) FROM letter WHERE id / 9 % 3 = 1 AND id > 900) AS parallel FROM kept;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET max_parallel_workers_per_gather;

-- a label that the model does not know has no probability; NULLs are ignored
SELECT set_threshold(right_label_agg(m, 'app crashes', 'other'), 0.5) AS threshold FROM kept;
SELECT right_label_agg(m, d, l) IS NULL AS nothing FROM kept, (VALUES (NULL, 'app'), ('app', NULL), ('!!!', 'app')) v(d, l);
SELECT right_label_agg(m, 'x', 'y') IS NULL AS no_rows FROM kept WHERE false;

-- errors
SELECT set_threshold(calibration_agg(hit, 0.5), 0.9) FROM (VALUES (true), (false)) v(hit);
SELECT set_threshold(c, 90) FROM seen;
SELECT label_set(m, 'x', c, 1.0) FROM kept;

-- drift of labels: by hand (shares 0.2, 0.2, 0.6 to 0.4, 0.1, 0.5)
CREATE TABLE week AS SELECT pareto_agg(l, n) FILTER (WHERE w = 1) AS one, pareto_agg(l, n) FILTER (WHERE w = 2) AS two
FROM (VALUES (1, 'a', 20), (1, 'b', 20), (1, 'c', 60), (2, 'a', 80), (2, 'b', 20), (2, 'c', 100)) v(w, l, n);
SELECT round(psi::numeric, 9) AS psi, round((0.2 * ln(0.4 / 0.2) - 0.1 * ln(0.1 / 0.2) - 0.1 * ln(0.5 / 0.6))::numeric, 9) AS by_hand, round(by_chance::numeric, 9) AS by_chance,
       2 * (1 / 100.0 + 1 / 200.0) AS chance_by_hand, round(p_value::numeric, 6) AS p_value FROM week, drift(one, two);
SELECT psi, p_value FROM week, drift(one, one);
-- a label that was never there, rows without one, the same as label_psi
SELECT psi > 0.25 AS new_label, p_value < 1e-6 AS sure FROM drift((SELECT pareto_agg('a') FROM generate_series(1, 100)), (SELECT pareto_agg(NULLIF('b', (ARRAY['a', 'b'])[1 + i % 2])) FROM generate_series(1, 100) i));
SELECT abs(psi - label_psi(m, '{"app": 150, "fees": 10, "new": 40}')) < 1e-9 AS same
FROM kept, drift((SELECT pareto_agg(label) FROM letter WHERE id <= 900), (SELECT pareto_agg(l, n) FROM (VALUES ('app', 150), ('fees', 10), ('new', 40)) v(l, n)));
-- of probabilities; chi-square as by SQL
SELECT psi > 0.5 AS unsure_now, p_value < 0.001 AS sure FROM kept,
  drift((SELECT calibration_agg(true, s.probability) FROM letter, classify_scores(m, doc, 1) s WHERE id > 900), (SELECT calibration_agg(false, s.probability) FROM letter, classify_scores(m, md5(doc) || ' call', 1) s WHERE id > 900));
SELECT psi, by_chance, p_value FROM drift('{"v":1,"squares":0,"bins":[]}'::calibration, (SELECT c FROM seen));
SELECT psi, by_chance, p_value FROM drift((SELECT pareto_agg('a')), (SELECT pareto_agg('a')));
SELECT drift(NULL::pareto_summary, one) IS NULL AS strict FROM week;
DROP TABLE seen, letter, kept, week;

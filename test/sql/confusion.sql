-- confusion: answers against the truth
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 0;

-- Cohen's example (1960): two judges on 200 cases
CREATE TABLE judged(actual text, predicted text, n int);
INSERT INTO judged VALUES ('a', 'a', 88), ('a', 'b', 14), ('a', 'c', 18), ('b', 'a', 10), ('b', 'b', 40), ('b', 'c', 10), ('c', 'a', 2), ('c', 'b', 6), ('c', 'c', 12);
SELECT accuracy(c), round(kappa(c)::numeric, 4) AS kappa, round(macro_f1(c)::numeric, 4) AS macro_f1, round(weighted_f1(c)::numeric, 4) AS weighted_f1,
       coverage(c), labels(c) FROM (SELECT confusion_agg(actual, predicted, n) AS c FROM judged) s;
SELECT (SELECT confusion_agg(actual, predicted) FROM judged, generate_series(1, n)) ::text = (SELECT confusion_agg(actual, predicted, n) FROM judged)::text AS weights_are_counts;
SELECT label, actual_n, predicted_n, hits, round("precision"::numeric, 3) AS p, round(precision_lo::numeric, 3) AS p_lo, round(precision_hi::numeric, 3) AS p_hi,
       round(recall::numeric, 3) AS r, round(recall_lo::numeric, 3) AS r_lo, round(recall_hi::numeric, 3) AS r_hi, round(f1::numeric, 3) AS f1
FROM (SELECT confusion_agg(actual, predicted, n) AS c FROM judged) s, per_label(c);
SELECT actual, predicted, n, round(share::numeric, 3) AS share FROM (SELECT confusion_agg(actual, predicted, n) AS c FROM judged) s, top_confusions(c, 3);
SELECT * FROM (SELECT confusion_agg(actual, predicted, n) AS c FROM judged) s, cells(c) OFFSET 7;

-- answers withheld count in coverage and recall, not in accuracy; rows without truth are ignored
SELECT c, accuracy(c), coverage(c), round(macro_f1(c)::numeric, 4) AS macro_f1, kappa(c)
FROM (SELECT confusion_agg(a, p) AS c FROM (VALUES ('x', 'x'), ('x', NULL), ('y', 'y'), ('y', 'x'), (NULL, 'x')) v(a, p)) s;
SELECT label, predicted_n, "precision" IS NULL AS no_precision, recall FROM (SELECT confusion_agg(a, p) AS c FROM (VALUES ('x', 'x'), ('z', NULL)) v(a, p)) s, per_label(c);
SELECT accuracy(c) IS NULL AS no_answer, coverage(c), kappa(c) IS NULL AS no_kappa, macro_f1(c) FROM (SELECT confusion_agg('x', NULL) AS c) s;
SELECT kappa(confusion_agg('x', 'x')) IS NULL AS one_label;
-- a textbook table of two raters: 0.4 to the last bit, as a threshold needs it, whatever the weights are multiplied by
SELECT count(*) FILTER (WHERE kappa(c) = 0.4) AS exact, count(*) AS of FROM (SELECT k, confusion_agg(a, b, w * k) AS c FROM (VALUES ('y', 'y', 20), ('y', 'n', 5), ('n', 'y', 10), ('n', 'n', 15)) v(a, b, w), generate_series(1, 500) k GROUP BY k) s;
SELECT confusion_agg(actual, predicted) IS NULL AS empty, accuracy(NULL) IS NULL AS nothing FROM judged WHERE false;

-- every split gives the same table; text and binary forms; fractions are exact
CREATE TABLE answers AS SELECT id, 'l' || id * id % 37 AS actual, CASE WHEN id % 11 <> 0 THEN 'l' || id * id % (36 + id % 3) END AS predicted, (1 + id % 7) / 10.0 AS w
FROM generate_series(1, 3000) id;
CREATE TABLE tables AS SELECT 'serial' AS how, confusion_agg(actual, predicted, w) AS c FROM answers;
INSERT INTO tables SELECT 'reversed', confusion_agg(actual, predicted, w ORDER BY id DESC) FROM answers;
INSERT INTO tables SELECT 'rollup', rollup(c ORDER BY k) FROM (SELECT id % 13 AS k, confusion_agg(actual, predicted, w) AS c FROM answers GROUP BY 1) s;
INSERT INTO tables SELECT 'text', c::text::confusion FROM tables WHERE how = 'serial';
INSERT INTO tables SELECT 'one by one', rollup(c) FROM (SELECT confusion_agg(actual, predicted, w) AS c FROM answers GROUP BY id) s;
INSERT INTO tables SELECT 'tenths', rollup(c) FROM (SELECT confusion_agg(actual, predicted, w / 10) AS c FROM answers, generate_series(1, 10)) s;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
ALTER TABLE answers SET (parallel_workers = 2);
INSERT INTO tables SELECT 'parallel', c FROM (SELECT confusion_agg(actual, predicted, w) AS c FROM answers) s;
SELECT how, md5(confusion_send(c)) = (SELECT md5(confusion_send(c)) FROM tables LIMIT 1) AS same, cardinality(labels(c)) AS labels FROM tables ORDER BY how COLLATE "C";
SELECT abs(accuracy(c) - (SELECT sum(w) FILTER (WHERE actual = predicted) / sum(w) FROM answers WHERE predicted IS NOT NULL)) < 1e-12 AS accuracy,
       abs(coverage(c) - (SELECT sum(w) FILTER (WHERE predicted IS NOT NULL) / sum(w) FROM answers)) < 1e-12 AS coverage FROM tables WHERE how = 'serial';
SELECT bool_and(coalesce(t.n = s.n, false)) AS all_cells, count(*) AS cells
FROM tables, cells(c) t FULL JOIN (SELECT actual, predicted, sum(w)::float8 AS n FROM answers GROUP BY 1, 2) s
ON s.actual = t.actual AND s.predicted IS NOT DISTINCT FROM t.predicted WHERE how = 'serial';
-- moving windows take rows out again
SELECT count(*) AS rows, bool_and(moving::text = fresh::text) AS same FROM (
  SELECT confusion_agg(actual, predicted, w) OVER (ORDER BY id ROWS 20 PRECEDING) AS moving, (SELECT confusion_agg(b.actual, b.predicted, b.w) FROM answers b WHERE b.id BETWEEN a.id - 20 AND a.id) AS fresh
  FROM answers a WHERE id <= 200) s;
SELECT '{"v":1,"labels":["b","a"],"cells":[[0,1,2.50],[1,null,1]]}'::confusion;

-- errors
SELECT confusion_agg('', 'x');
SELECT confusion_agg('x', 'y', -1);
SELECT confusion_agg('x', 'y', 'NaN');
SELECT confusion_remove(confusion_agg('x', 'y'), 'x', 'x');
SELECT top_confusions(confusion_agg('x', 'y'), 0);
SELECT per_label(confusion_agg('x', 'y'), 95);
SELECT '{"v":1,"labels":["a"],"cells":[[0,1,2]]}'::confusion;
SELECT '{"v":1,"labels":["a"],"cells":[[0,0,-2]]}'::confusion;
SELECT '{"v":1,"labels":["a"],"cells":[[0,0,0.0000001]]}'::confusion;
SELECT '{"v":1,"labels":["a"]}'::confusion;
DROP TABLE judged, answers, tables;

SET search_path = csq, public;
SET extra_float_digits = -6;

-- 100 reviewed of those called fee (80 are), 200 of the others (10 are); 3,000 of 10,000 were called fee
CREATE TABLE review AS SELECT a, p FROM (VALUES ('fee', 'fee', 80), ('app', 'fee', 20), ('fee', 'app', 10), ('app', 'app', 190)) v(a, p, n), generate_series(1, n);
SELECT round(share::numeric, 4) AS share, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, counted, label_precision, missed, reviewed
FROM corrected_share((SELECT confusion_agg(a, p) FROM review), 'fee', (SELECT rate_agg(3000, 10000)));
SELECT round(share::numeric, 4) AS share FROM corrected_share((SELECT confusion_agg(CASE a WHEN 'fee' THEN 'true' ELSE 'false' END, CASE p WHEN 'fee' THEN 'true' ELSE 'false' END) FROM review), (SELECT rate_agg(3000, 10000)));
-- one side not reviewed: nothing can be said; nothing called so: the others alone
SELECT share, lo, hi, counted, reviewed FROM corrected_share((SELECT confusion_agg(a, p) FROM review WHERE p = 'fee'), 'fee', (SELECT rate_agg(3000, 10000)));
SELECT share, counted FROM corrected_share((SELECT confusion_agg(a, p) FROM review WHERE p = 'app'), 'fee', (SELECT rate_agg(0, 10000)));
-- a label that nobody saw
SELECT round(share::numeric, 4) AS share, round(hi::numeric, 4) AS hi FROM corrected_share((SELECT confusion_agg(a, p) FROM review), 'theft', (SELECT rate_agg(0, 10000)));
-- weights: of 2 everywhere they tell what rows of weight 1 do; NULL where rows cannot be counted
SELECT round(share::numeric, 4) AS share, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, reviewed
FROM corrected_share((SELECT review_agg(a, p, 2) FROM review), 'fee', (SELECT rate_agg(3000, 10000)));
-- heavy rows are fewer rows; the order of merging and the text form change nothing
CREATE TABLE weighted AS SELECT a, p, (ARRAY[1, 2.5, 20])[1 + row_number() OVER () % 3] AS w, row_number() OVER () AS id FROM review;
SELECT round(share::numeric, 4) AS share, round(lo::numeric, 4) AS lo, round(hi::numeric, 4) AS hi, reviewed
FROM corrected_share((SELECT review_agg(a, p, w) FROM weighted), 'fee', (SELECT rate_agg(3000, 10000)));
SELECT count(DISTINCT c) AS same, min(c::text) FROM (
  SELECT review_agg(a, p, w) AS c FROM weighted UNION ALL
  SELECT rollup(c) FROM (SELECT review_agg(a, p, w) AS c FROM weighted GROUP BY id % 7) s UNION ALL
  SELECT rollup(c::text::confusion) FROM (SELECT review_agg(a, p, w) AS c FROM weighted GROUP BY id % 5) s UNION ALL
  SELECT rollup(c) FROM (SELECT confusion_agg(a, p) AS c FROM weighted WHERE w = 1 UNION ALL SELECT review_agg(a, p, w) FROM weighted WHERE w <> 1) s) x;
-- a moving window forgets the squares of what has left it
SELECT count(*) AS windows, count(*) FILTER (WHERE moving = (SELECT review_agg(a, p, w) FROM weighted o WHERE o.id BETWEEN s.id - 9 AND s.id)) AS same
FROM (SELECT id, review_agg(a, p, w) OVER (ORDER BY id ROWS 9 PRECEDING) AS moving FROM weighted) s;
-- weights that were only added up: whole ones are rows, others are refused
SELECT round(lo::numeric, 4) AS lo, reviewed FROM corrected_share('{"v":1,"labels":["app","fee"],"cells":[[0,0,190],[0,1,20],[1,0,10],[1,1,80]]}'::confusion, 'fee', (SELECT rate_agg(3000, 10000)));
SELECT corrected_share('{"v":1,"labels":["app","fee"],"cells":[[0,0,2.5],[1,1,1]]}'::confusion, 'fee', (SELECT rate_agg(3000, 10000)));
SELECT '{"v":1,"labels":["app","fee"],"cells":[[0,0,2.5]]}'::confusion + (SELECT review_agg('app', 'app', 2.5)) AS not_known;
-- halves that are added up to whole numbers say the same in parts and at once; what was not known with squares stays so, also as text
SELECT confusion_agg('app', 'app', w) AS at_once, (SELECT rollup(c) FROM (SELECT confusion_agg('app', 'app', w) AS c FROM (VALUES (1, 0.5), (2, 0.5), (3, 2)) h(part, w) GROUP BY part) p) AS in_parts FROM (VALUES (0.5), (0.5), (2)) h(w);
SELECT ('{"v":1,"labels":["app"],"cells":[[0,0,0.5]]}'::confusion + review_agg('app', 'app', 2))::text::confusion + confusion_agg('app', 'app', 0.5) AS not_known;
SELECT '{"v":2,"labels":["app"],"cells":[[0,0,2,"5000000000000"]]}'::confusion;
-- whole weights of a queue that were counted as rows: they add up to all texts, but not to those called so
SELECT corrected_share((SELECT confusion_agg(a, p, CASE p WHEN 'fee' THEN 31 ELSE 34.5 END) FROM review), 'fee', (SELECT rate_agg(3000, 10000)));
-- a review of all is one; of few it may be chance
SELECT share, reviewed FROM corrected_share((SELECT confusion_agg(a, p) FROM review), 'fee', (SELECT rate_agg(100, 300)));
SELECT share IS NOT NULL AS told, reviewed FROM corrected_share((SELECT confusion_agg(a, p) FROM review WHERE a <> p), 'fee', (SELECT rate_agg(11, 30)));
-- errors
SELECT corrected_share((SELECT confusion_agg(a, p, 2.555) FROM review), 'fee', (SELECT rate_agg(3000, 10000)));
SELECT corrected_share('{"v":2,"labels":["app","fee"],"cells":[[0,0,5,null],[0,1,1,null]]}'::confusion, 'fee', (SELECT rate_agg(3000, 10000)));
SELECT corrected_share((SELECT confusion_agg(a, p) FROM review), (SELECT rate_agg(3000, 10000)));
SELECT corrected_share((SELECT confusion_agg(a, p) FROM review), 'fee', (SELECT rate_agg(3000, 10000)), 95);
DROP TABLE review, weighted;

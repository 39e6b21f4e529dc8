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
-- errors
SELECT corrected_share((SELECT confusion_agg(a, p, 2.555) FROM review), 'fee', (SELECT rate_agg(3000, 10000)));
SELECT corrected_share((SELECT confusion_agg(a, p) FROM review), (SELECT rate_agg(3000, 10000)));
SELECT corrected_share((SELECT confusion_agg(a, p) FROM review), 'fee', (SELECT rate_agg(3000, 10000)), 95);
DROP TABLE review;

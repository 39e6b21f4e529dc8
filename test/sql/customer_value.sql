SET search_path = csq, public;
SET datestyle = 'ISO';
SET extra_float_digits = -6;

-- churn: only those who were there at the start; by reason with a stated rule
CREATE TABLE customer (id int, joined date, left_on date, reason text, complained date);
INSERT INTO customer VALUES (1, '2025-01-01', NULL, NULL, NULL), (2, '2025-01-01', '2026-01-10', 'service', '2025-12-20'), (3, '2025-02-01', '2026-02-20', 'price', '2025-06-01'), (4, '2026-01-05', '2026-01-20', 'service', NULL),
  (5, '2025-03-01', '2025-12-31', 'price', NULL), (6, '2025-03-01', '2026-04-01', 'moved', NULL), (7, '2025-03-01', '2026-03-31', NULL, '2026-03-31');
SELECT id, churned(joined, left_on, '2026-01-01', '2026-04-01'), churned(joined, left_on, '2026-01-01', '2026-04-01', reason = 'service') AS by_service, after_complaint(complained, left_on, 90) AS after_90 FROM customer ORDER BY id;
SELECT rate_agg(churned(joined, left_on, '2026-01-01', '2026-04-01')) AS all_reasons, rate_agg(churned(joined, left_on, '2026-01-01', '2026-04-01', after_complaint(complained, left_on, 90))) AS after_complaint FROM customer;
-- repurchase: windows that are not over are pending
SELECT b, a, repurchased(b, a, 30, '2026-03-15') FROM (VALUES (date '2026-01-01', date '2026-01-31'), ('2026-01-01', '2026-02-01'), ('2026-01-01', NULL), ('2026-03-01', NULL), ('2026-03-01', '2026-03-10'), ('2026-03-01', '2026-03-20'), ('2026-02-13', NULL), ('2026-02-12', NULL), ('2026-04-01', NULL), (NULL, NULL)) v(b, a);
-- RFM with break-points: equal values, equal scores
SELECT v, cut_score(v, '{10,20,20,40}') FROM unnest(ARRAY[1, 10, 11, 20, 21, 40, 41]) v;
SELECT cut_score(NULL, '{1}'), cut_score(5, '{}');
SELECT r, f, m, rfm_segment(r, f, m) FROM (VALUES (5, 5, 5), (4, 3, 2), (2, 2, 2), (3, 1, 3), (4, 1, 1), (1, 3, 4), (2, 5, 5), (1, 5, 3), (2, 1, 1), (1, 1, 1), (3, 1, 1), (1, 2, 2)) v(r, f, m);
DROP TABLE customer;
-- what makes no sense is refused, not answered with NULL, 1 or others
SELECT churned('2025-01-01', NULL, '2026-04-01', '2026-01-01');
SELECT churned('2025-01-01', NULL, '2026-04-01', '2026-04-01') AS empty_period, churned('2025-01-01', NULL, NULL, '2026-04-01') IS NULL AS no_period;
SELECT after_complaint(NULL, '2026-04-01', -1);
SELECT repurchased('2026-01-01', NULL, -30, '2026-03-15');
SELECT repurchased('2026-01-01', 'infinity', 30, '2026-03-15') AS never, repurchased('2026-01-01', '2026-01-02', 2147483647, '2026-03-15') IS NULL AS no_end, repurchased('2026-01-01', '2026-01-31', 30, 'infinity') AS known, after_complaint('2026-01-01', '2026-01-02', 2147483647) AS any_time;
SELECT cut_score(5, '{6,5}');
SELECT cut_score(5, '{6,NULL}');
SELECT cut_score(5, '{{6,7}}');
SELECT cut_score('NaN', '{6}');
SELECT cut_score(5, '{NaN}');
SELECT cut_score('Infinity', '{6}') AS over, cut_score('-Infinity', '{6}') AS under, cut_score(5, '{-Infinity,5,Infinity}') AS open;
SELECT rfm_segment(6, 5, 5);
SELECT rfm_segment(5, 0, 5);
-- a rate of the young does not look better for the quick ones: 100 bought yesterday, one again today
SELECT rate_agg(repurchased('2026-03-14', CASE WHEN i = 1 THEN date '2026-03-15' END, 30, '2026-03-15')) FROM generate_series(1, 100) i;
-- 5,000 customers against the words of the definition
SELECT count(*) AS tried, count(*) FILTER (WHERE repurchased(b, a, n, o) IS DISTINCT FROM CASE WHEN b + n < o THEN coalesce(a BETWEEN b AND b + n, false) END) AS repurchased,
       count(*) FILTER (WHERE churned(b, a, o, o + n) IS DISTINCT FROM CASE WHEN b < o AND coalesce(a, 'infinity') >= o THEN coalesce(a, 'infinity') < o + n END) AS churned,
       count(*) FILTER (WHERE cut_score(n, c) <> 1 + (SELECT count(*) FROM unnest(c) x WHERE x < n)) AS cut_score
FROM (SELECT date '2026-01-01' + ((hashint4(i * 16 + 1) & 1023) % 60)::int AS b, CASE WHEN (hashint4(i * 16 + 2) & 1023) % 4 > 0 THEN date '2026-01-01' + ((hashint4(i * 16 + 2) & 1023) % 90)::int END AS a, ((hashint4(i * 16 + 3) & 1023) % 40)::int AS n, date '2026-01-01' + ((hashint4(i * 16 + 4) & 1023) % 90)::int AS o, ARRAY(SELECT ((hashint4(i * 16 + 10 + k) & 1023) % 40)::float8 FROM generate_series(0, 4) k ORDER BY 1) AS c
  FROM generate_series(1, 5000) i) r;

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

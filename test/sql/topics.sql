-- terms and topics: what is new, and what no label fits
SET search_path = csq, public;
SET extra_float_digits = 0;

CREATE TABLE said AS SELECT id, doc, CASE WHEN id <= 60 THEN 1 ELSE 2 END AS week FROM (
  SELECT id, (ARRAY['退款一直没有到账', '申请退款没有结果', 'the parcel is late', 'where is my parcel', '手机银行登录不了', 'the app login fails'])[1 + id % 6] || '，' || md5(id::text) AS doc FROM generate_series(1, 100) id
  UNION ALL SELECT 100 + id, '人脸识别一直失败，登录不了 ' || md5('n' || id) FROM generate_series(1, 30) id) s;

SELECT term, before, after, round(z::numeric, 2) AS z, p_value < 0.001 AS sure FROM (SELECT terms_agg(doc) FILTER (WHERE week = 1) AS a, terms_agg(doc) FILTER (WHERE week = 2) AS b FROM said) s, compare(a, b) LIMIT 5;
SELECT term, before, after, z < -1 AS rarer FROM (SELECT terms_agg(doc) FILTER (WHERE week = 1) AS a, terms_agg(doc) FILTER (WHERE week = 2) AS b FROM said) s, compare(a, b) WHERE before > 5 ORDER BY z, term LIMIT 3;
SELECT topic, n, round(share::numeric, 2) AS share, terms, left(example, 8) AS example FROM (SELECT topics_agg(doc) AS s FROM said) t, topics(s, 4) ORDER BY topic;
SELECT count(*) AS groups, sum(n) AS n, round(sum(share)::numeric, 9) AS share FROM (SELECT topics_agg(doc) AS s FROM said) t, topics(s);

-- every split is the same
CREATE TABLE whole AS SELECT terms_agg(doc) AS t, topics_agg(doc) AS s FROM said;
SELECT rollup(t) = (SELECT t FROM whole) AS terms, rollup(s) = (SELECT s FROM whole) AS topics FROM (SELECT terms_agg(doc) AS t, topics_agg(doc) AS s FROM said GROUP BY id % 7) p;
SELECT terms_agg(doc ORDER BY id DESC) = (SELECT t FROM whole) AS terms, topics_agg(doc ORDER BY md5(id::text)) = (SELECT s FROM whole) AS topics FROM said;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
ALTER TABLE said SET (parallel_workers = 2);
SELECT terms_agg(doc) = (SELECT t FROM whole) AS terms, topics_agg(doc) = (SELECT s FROM whole) AS topics FROM said;
SET max_parallel_workers_per_gather = 0;
SELECT t::text::terms = t AS terms, s::text::topic_summary = s AS topics, (to_jsonb(t))::terms = t AS json, t + NULL = t AS plus_nothing FROM whole;

-- nothing, NULLs, short and long texts
SELECT terms_agg(d) IS NULL AS nothing, topics_agg(d) IS NULL AS nothing FROM (SELECT NULL::text) v(d) WHERE false;
SELECT terms_agg(d), topics_agg(d) FROM (VALUES (NULL), (''), ('Ok, OK!'), ('退款')) v(d);
SELECT topic, n, terms, example FROM topics((SELECT topics_agg(d) FROM (VALUES ('a'), ('退款')) v(d)));
SELECT length(example) FROM topics((SELECT topics_agg(repeat('退款', 1000))));
SELECT count(*) FROM compare((SELECT terms_agg('x')), (SELECT terms_agg('x')));
SELECT topics(s, 51) FROM whole;
SELECT topics(s, -1) FROM whole;
SELECT topics(s, 0) FROM whole;
SELECT topics(s, groups => 2000000000) FROM whole;
SELECT term, before, after, z FROM compare('{"v":1,"rows":[["b",3]]}'::terms, '{"v":1,"rows":[["",2],["a",1]]}');
-- numbers are no terms, in digits or in words of them; what only holds one is
SELECT terms_agg(d) FROM (VALUES ('卡号13912345678 二十 5G 2026 12.5 三天')) v(d);
DROP TABLE said, whole;

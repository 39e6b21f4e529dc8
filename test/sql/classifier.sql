-- text_corpus and text_model: training, classifying, explaining
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 0;

-- made-up complaints, in three topics, Chinese and English
CREATE TABLE words(label text, w text[]);
INSERT INTO words VALUES
  ('billing',  '{退款,扣款,手续费,账单,refund,charged,invoice,多扣了钱}'),
  ('delivery', '{快递,物流,包裹,配送,parcel,courier,tracking,送货上门}'),
  ('service',  '{客服,态度,敷衍,没人接,rude,ignored,hold,推诿}');
CREATE TABLE complaint AS
SELECT id, label,
       concat_ws(' ', '你好', w[1 + id * 7 % 8], w[1 + id * 3 % 8], (ARRAY['please help', '我要投诉', '', 'order 12345'])[1 + id % 4],
                 w[1 + (id / 8) % 8]) AS doc
FROM generate_series(1, 600) id, LATERAL (SELECT * FROM words OFFSET id % 3 LIMIT 1) AS words;
SELECT count(*), count(DISTINCT doc), min(label), max(label) FROM complaint;
SELECT * FROM complaint ORDER BY id LIMIT 3;

CREATE TABLE model AS SELECT train_agg(label, doc) AS m FROM complaint WHERE id % 5 <> 0;
SELECT labels(m), (model_info(m) ->> 'examples')::int AS examples, model_info(m) -> 'converged' AS converged,
       round((model_info(m) #>> '{held_out,accuracy}')::numeric, 2) AS held_out, model_info(m) -> 'labels' AS weights FROM model;
SELECT model_info(m) -> 'options' AS options FROM model;

-- classifying
SELECT count(*) FILTER (WHERE classify(m, doc) = label) AS correct, count(*) FROM complaint, model WHERE id % 5 = 0;
SELECT classify(m, 'ＲＥＦＵＮＤ my fee') AS width_and_case, classify(m, '包裹 丢 了') AS spaced, classify(m, '客服一直敷衍') AS chinese FROM model;
SELECT classify(m, '') IS NOT NULL AS knows_it, classify(m, '', 0.9) AS unsure, classify(m, 'refund charged invoice', 0.8) AS sure,
       classify(m, 'refund', 0) AS zero, classify(m, 'zzz', 1) AS one FROM model;
SELECT label, probability > 0.8 AS high FROM model, classify_scores(m, 'refund charged invoice', 1);
SELECT count(*), round(sum(probability)::numeric, 9) AS total, array_agg(probability ORDER BY probability DESC) = array_agg(probability) AS sorted
FROM model, classify_scores(m, '退款 快递');
SELECT margin(m, 'refund charged invoice') > margin(m, 'refund parcel') AS clear_is_wider, margin(m, '') >= 0 AS not_negative FROM model;
SELECT unseen_share(m, 'refund parcel') < 0.2 AS known, round(unseen_share(m, '完全不同的语言')::numeric, 1) AS foreign, unseen_share(m, '') AS nothing FROM model;

-- evidence: quoted from the text as written, with characters counted from 1
SELECT term, contribution > 0 AS speaks_for, start_at, substr('你好，ＲＥＦＵＮＤ not a parcel', start_at, length(term)) = term AS quoted
FROM model, explain(m, '你好，ＲＥＦＵＮＤ not a parcel', 'billing') WHERE term ILIKE '%parcel%' OR term ~ 'Ｒ';
SELECT term, contribution > 0 AS speaks_for FROM model, explain(m, 'courier lost it') LIMIT 1;
SELECT count(*) FROM model, explain(m, '');

-- features: digits are only counted, words and their parts, pairs of Han characters
SELECT term, occurrences, round(value::numeric, 3) AS value FROM text_features('退款退款 138000 ok');
SELECT (SELECT feature FROM text_features('12345')) = (SELECT feature FROM text_features('99999')) AS same_length,
       (SELECT feature FROM text_features('12345')) = (SELECT feature FROM text_features('999999')) AS other_length;

-- every split of the rows gives the same model, byte for byte
CREATE FUNCTION digest(text_model) RETURNS text LANGUAGE sql IMMUTABLE RETURN md5(text_model_send($1));
CREATE FUNCTION digest(text_corpus) RETURNS text LANGUAGE sql IMMUTABLE RETURN md5(text_corpus_send($1));
CREATE TABLE digests AS
SELECT 'serial' AS how, digest(train_agg(label, doc)) AS model, digest(corpus_agg(label, doc)) AS corpus FROM complaint;
INSERT INTO digests SELECT 'reversed', digest(train_agg(label, doc ORDER BY id DESC)), digest(corpus_agg(label, doc ORDER BY id DESC)) FROM complaint;
INSERT INTO digests SELECT 'shuffled', digest(train_agg(label, doc ORDER BY md5(id::text))), digest(corpus_agg(label, doc ORDER BY md5(id::text))) FROM complaint;
INSERT INTO digests SELECT 'weight 1', digest(train_agg(label, doc, 1.0)), digest(corpus_agg(label, doc, 1)) FROM complaint;
INSERT INTO digests SELECT 'rollup', digest(train(rollup(c ORDER BY k DESC))), digest(rollup(c)) FROM (SELECT id % 7 AS k, corpus_agg(label, doc) AS c FROM complaint GROUP BY 1) s;
INSERT INTO digests SELECT 'text', digest(train(corpus_agg(label, doc)::text::text_corpus)), digest(corpus_agg(label, doc)::text::text_corpus) FROM complaint;
CREATE TABLE part(id int, label text, doc text) PARTITION BY HASH (id);
CREATE TABLE part0 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE part1 PARTITION OF part FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO part SELECT * FROM complaint;
SET enable_partitionwise_aggregate = on;
INSERT INTO digests SELECT 'partitions', digest(train_agg(label, doc)), digest(corpus_agg(label, doc)) FROM part;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
ALTER TABLE complaint SET (parallel_workers = 2);
SELECT digest(train_agg(label, doc)) = (SELECT model FROM digests LIMIT 1) AS parallel FROM complaint;
SET max_parallel_workers_per_gather = 0;
-- and the same bytes on every version and platform
SELECT model, corpus FROM digests WHERE how = 'serial';
-- many labels; letters that change when folded, composed characters, ligatures, characters younger than Unicode 13, emoji
SELECT digest(train_agg('label ' || id % 60, doc)) AS model FROM (SELECT id, concat_ws(' ', 'w' || id % 60, (ARRAY['Straße', 'ﬁne Ⅳ', 'café', 'ＡＰＰ', U&'\A7D0\+01FAE8x', '豈有此理', 'ΣΊΣΥΦΟΣ', '😀!'])[1 + id * 5 % 8],
  'v' || id * 7 % 31, md5((id % 97)::text)) AS doc FROM generate_series(1, 1500) id) d;
SELECT how, model = first_value(model) OVER w AS model, corpus = first_value(corpus) OVER w AS corpus
FROM digests WINDOW w AS (ORDER BY how <> 'serial' ROWS UNBOUNDED PRECEDING) ORDER BY how;

-- binary and text forms of a model; storage
CREATE TEMP TABLE copies AS SELECT m FROM model;
INSERT INTO copies SELECT m::text::text_model FROM model;
SELECT count(DISTINCT digest(m)), bool_and(c.m = (SELECT m FROM model)), bool_or(c.m <> (SELECT m FROM model)) FROM copies c;
SELECT substr(m::text, 1, 14) AS starts FROM model;

-- one statement trains a model per group, and k-fold cross-validation
SELECT k, count(*) FILTER (WHERE classify(m, doc) = label) > 100 AS learned
FROM (SELECT k, train_agg(label, doc) FILTER (WHERE id % 5 <> k) AS m FROM complaint, generate_series(0, 4) k GROUP BY k) s
JOIN complaint c ON c.id % 5 = k GROUP BY k ORDER BY k;

-- options
SELECT model_info(train(corpus_agg(label, doc), '{"c": 0.5, "min_count": 1, "balance": true}')) -> 'options' AS options FROM complaint WHERE id <= 60;
SELECT digest(train_agg(label, doc, '{"nb": 0}'::jsonb)) = digest(train(corpus_agg(label, doc), '{"nb": 0}')) AS same,
       digest(train_agg(label, doc, 1, '{"nb": 0}')) = digest(train_agg(label, doc)) AS same_as_default FROM complaint;
SELECT model_info(train_agg(label, doc, '{"bits": 12}'::jsonb)) ->> 'bits' AS bits FROM complaint;
-- two labels need one column of weights
SELECT labels(train_agg(label, doc)), count(*) FILTER (WHERE label = 'service') FROM complaint WHERE label <> 'billing';
SELECT count(*) FILTER (WHERE classify(m, doc) = label) > 390 AS ok, count(*)
FROM complaint, (SELECT train_agg(label, doc) AS m FROM complaint WHERE label <> 'billing') s WHERE label <> 'billing';

-- NULLs and nothing
SELECT train_agg(label, doc) IS NULL AS empty, corpus_agg(label, doc) IS NULL AS empty FROM complaint WHERE false;
SELECT corpus_info(corpus_agg(l, d)) FROM (VALUES ('a', 'x y'), (NULL, 'x'), ('b', NULL), ('b', ''), ('a', 'x y')) v(l, d);
SELECT corpus_info(corpus_agg(l, d, w)) -> 'labels' AS labels FROM (VALUES ('a', 'x', 0.25), ('a', 'x', NULL), ('b', 'y', 3)) v(l, d, w);
SELECT classify(NULL::text_model, 'x') IS NULL AS null_model, classify(m, NULL) IS NULL AS null_text FROM model;
SELECT rollup(c) IS NULL AS nothing FROM (SELECT NULL::text_corpus) s(c);
SELECT labels(corpus_agg(l, d)) FROM (VALUES ('b', 'x'), ('a', 'y'), ('退款', 'z')) v(l, d);

-- a state is never changed in place outside an aggregate
WITH c AS MATERIALIZED (SELECT corpus_agg(label, doc) AS c FROM complaint WHERE id < 10)
SELECT digest(corpus_append(c, 'new', 'text')) <> digest(c) AS appended, digest(text_corpus_combine(c, c)) <> digest(c) AS merged, labels(c) AS untouched FROM c;

-- errors
SELECT train_agg('one', doc) FROM complaint;
SELECT corpus_agg('', doc) FROM complaint;
SELECT corpus_agg(label, doc, 0) FROM complaint;
SELECT corpus_agg(label, doc, 'NaN') FROM complaint;
SELECT corpus_agg(id::text, doc) FROM generate_series(1, 1001) id, LATERAL (SELECT 'x' AS doc) d;
SELECT corpus_agg(repeat('退', 200), doc) FROM complaint;
SELECT train(corpus_agg(label, doc), '{"C": 1}') FROM complaint;
SELECT train(corpus_agg(label, doc), '{"c": -1}') FROM complaint;
SELECT train(corpus_agg(label, doc), '{"epochs": 1.5}') FROM complaint;
SELECT train(corpus_agg(label, doc), '[]') FROM complaint;
SELECT train_agg(label, doc, ('{"c": ' || id || '}')::jsonb) FROM complaint;
SELECT classify(m, 'x', 70) FROM model;
SELECT classify(m, 'x', 'NaN') FROM model;
SELECT classify_scores(m, 'x', 0) FROM model;
SELECT explain(m, 'x', 'billling') FROM model;
SELECT '{"v":1,"data":"AAAA"}'::text_model;
SELECT '{"v":2,"data":""}'::text_corpus;
SELECT '{"v":1,"data":"A*=="}'::text_corpus;
SELECT '{"v":1}'::text_corpus;
SELECT 'x'::text_model;

DROP TABLE words, complaint, model, digests, part, copies;
DROP FUNCTION digest(text_model), digest(text_corpus);

-- features beside the text: numbers and facts, by their own accuracy, whatever the split
CREATE TEMP TABLE beside AS SELECT i, CASE WHEN i % 2 = 0 THEN 'fee' ELSE 'app' END AS l, 'the bank has problem ' || i % 7 AS d,
  ARRAY[CASE WHEN i % 2 = 0 THEN 0.8 ELSE -0.8 END, (i % 10) / 10.0]::real[] AS f, ARRAY['channel=' || CASE WHEN i % 2 = 0 THEN 'phone' ELSE 'web' END, NULL] AS fa FROM generate_series(1, 400) i;
CREATE TEMP TABLE bm AS SELECT train_agg(l, d) AS t, train_agg(l, d, f) AS n, train_agg(l, d, NULL::real[], fa) AS c, train_agg(l, d, f, fa, 1.0, '{"c":2}') AS b FROM beside;
SELECT count(*) FILTER (WHERE classify(t, d) = l) < 300 AS by_text, count(*) FILTER (WHERE classify(n, d, f) = l) AS by_numbers, count(*) FILTER (WHERE classify(c, d, NULL, fa) = l) AS by_facts,
  count(*) FILTER (WHERE classify(b, d, f, fa, 0.5) = l) AS by_both, count(*) FILTER (WHERE classify(n, d, NULL::real[]) = l) < 300 AS unknown FROM beside, bm;
SELECT model_info(n) -> 'given' AS given, model_info(n) -> 'scheme' AS scheme, n::text::text_model = n AS text, (SELECT label FROM classify_scores(n, 'x', ARRAY[-0.5, 0.1]) LIMIT 1) AS first,
  margin(n, 'x', ARRAY[-0.5, 0.1]) > 0 AS margin, classify(t, 'x', '0.5') IS NULL AS untyped FROM bm;
SELECT train((SELECT corpus_agg(l, d, f, NULL) FROM beside WHERE i % 3 = 0) + (SELECT corpus_agg(l, d, f, NULL, 1) FROM beside WHERE i % 3 > 0)) = n AS same, (SELECT corpus_info(corpus_agg(l, d, f, NULL)) -> 'given' FROM beside) AS given FROM bm;
SELECT classify(n, 'x') FROM bm;
SELECT classify(t, 'x', ARRAY[1, 2]) FROM bm;
SELECT classify(n, 'x', ARRAY[1]) FROM bm;
SELECT classify(n, 'x', ARRAY[1, 'NaN']::real[]) FROM bm;
SELECT classify(n, 'x', ARRAY[1, NULL]) FROM bm;
SELECT train_agg(l, d, CASE WHEN i = 5 THEN f || 1::real ELSE f END) IS NULL FROM beside;
SELECT (corpus_agg(l, d, f, NULL) + (SELECT corpus_agg(l, d) FROM beside)) IS NULL FROM beside;
-- labels that look alike are classes of their own, which is said; a blank one is none
SELECT labels(train_agg(label, doc)) FROM (VALUES ('Fee', 'x'), ('fee ', 'y'), ('app', 'z')) v(label, doc);
SELECT labels(train(corpus_agg(label, doc))) FROM (VALUES ('ＡＰＰ', 'x'), ('fee', 'y'), ('app', 'z')) v(label, doc);
SELECT train_agg(label, doc) FROM (VALUES (' ', 'x'), ('fee', 'y')) v(label, doc);
SELECT confusion_agg(label, 'fee') FROM (VALUES (E'\t'), ('fee')) v(label);

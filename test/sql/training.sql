-- training on what repeats, contradicts itself or does not converge; what a model knows nothing about
SET search_path = csq, public;
SET extra_float_digits = 0;

-- five short texts of 400 copies, four of five under one label, and forty longer ones a label
CREATE TABLE repeated AS
  SELECT (ARRAY['fees','app','staff','card','loan'])[1 + CASE WHEN i % 25 < 20 THEN k ELSE (k + 1 + i % 25 % 4) % 5 END] AS label,
         (ARRAY['refund','login','rude','lost card','rate'])[1 + k] AS doc FROM generate_series(1, 400) i, generate_series(0, 4) k
  UNION ALL
  SELECT (ARRAY['fees','app','staff','card','loan'])[1 + k],
         (ARRAY['fee charged twice','app crashes again','clerk was rude','card lost abroad','loan rate wrong'])[1 + k] || ' ' || md5(i::text || k) FROM generate_series(1, 40) i, generate_series(0, 4) k;
CREATE TABLE trained AS SELECT train_agg(label, doc) AS m FROM repeated;
SELECT round(accuracy(confusion_agg(label, classify(m, doc)))::numeric, 4) AS accuracy, bool_and((model_info(m) ->> 'converged')::bool) AS converged,
       min(abs((model_info(m) #>> '{held_out,accuracy}')::float8 - 0.8182)) < 0.03 AS held_out_is_true FROM repeated, trained;
SELECT abs(probability - 0.8) < 0.05 AS as_frequent_as_it_came FROM trained, classify_scores(m, 'refund', 1);
SELECT ece(calibration_agg(r.label, s.label, s.probability)) < 0.05 AS calibrated FROM repeated r, trained, classify_scores(m, doc, 1) s;

-- one text, 5,000 copies, two labels
SELECT abs(s.probability - 0.8) < 0.01 AS probability, abs((model_info(m) #>> '{held_out,accuracy}')::float8 - 0.8) < 0.01 AS held_out, model_info(m) ->> 'examples' AS texts
FROM (SELECT train_agg(CASE WHEN (i % 5 = 0) = (k = 0) THEN 'b' ELSE 'a' END, (ARRAY['thank you very much', 'bad service here'])[1 + k]) AS m FROM generate_series(1, 5000) i, generate_series(0, 1) k) t,
     classify_scores(m, 'thank you very much', 1) s;

-- twenty canned sentences of 500 copies with 15 % of wrong labels among 2, 5 and 20: fresh rows of the same kind
CREATE FUNCTION coin(text) RETURNS int LANGUAGE sql IMMUTABLE RETURN ('x' || substr(md5($1), 1, 7))::bit(28)::int;
CREATE TABLE canned AS
SELECT n, s, k, 'l' || CASE WHEN coin(concat_ws('/', s, i, k)) < 0.15 * 268435456 THEN (k + 1 + coin(concat_ws('/', 'o', s, i, k)) % (n - 1)) % n ELSE k % n END AS label,
  (ARRAY['please refund my money','the parcel did not arrive','I cannot log in to the app','the clerk was very rude','my card was stolen','thank you for the help','the price is wrong',
         'cancel my order please','change my address','where is my invoice','the phone line is busy','退款一直没有到账','快递太慢了','客服态度很差','密码忘记了怎么办','发票什么时候开','我要取消订单',
         '为什么扣两次钱','卡被盗刷了','谢谢你们的帮助'])[1 + k] AS doc
FROM unnest(ARRAY[2, 5, 20]) n, generate_series(1, 2) s, generate_series(1, 500) i, generate_series(0, 19) k;
CREATE TABLE said AS SELECT n, k, s.label, s.probability, m FROM (SELECT n, train_agg(label, doc) AS m FROM canned WHERE s = 1 GROUP BY n) t,
  LATERAL (SELECT DISTINCT k, doc FROM canned WHERE canned.n = t.n) d, classify_scores(m, doc, 1) s;
SELECT c.n, abs(avg((s.label = c.label)::int) - 0.85) < 0.01 AS as_good_as_the_majority, ece(calibration_agg(c.label, s.label, s.probability)) <= 0.05 AS calibrated,
       abs(min((model_info(m) #>> '{held_out,accuracy}')::float8) - avg((s.label = c.label)::int)) < 0.03 AS held_out_is_true
FROM canned c JOIN said s USING (n, k) WHERE c.s = 2 GROUP BY 1 ORDER BY 1;

-- rows that are there twice change no figure much: a text that came twice is held out whole
CREATE TABLE unique_rows AS SELECT i, 'l' || i % 4 AS label, 'w' || CASE WHEN i % 10 = 0 THEN i / 4 ELSE i END % 4 || ' ' || md5(i::text) AS doc FROM generate_series(1, 2000) i;
SELECT abs((model_info(a) #>> '{held_out,accuracy}')::float8 - (model_info(b) #>> '{held_out,accuracy}')::float8) < 0.02 AS same
FROM (SELECT train_agg(label, doc) FROM unique_rows) a(a), (SELECT train_agg(label, doc) FROM (TABLE unique_rows UNION ALL TABLE unique_rows) u) b(b);

-- no convergence: a warning
\set VERBOSITY terse
SELECT model_info(train_agg(label, doc, '{"epochs": 1, "c": 10, "tolerance": 0.01}'::jsonb)) ->> 'converged' AS converged FROM repeated WHERE length(doc) > 10;
\set VERBOSITY default

-- a text in which the model knows nothing has no label
SELECT d, classify(m, d) AS label, classify(m, d, 0) AS sure, round(margin(m, d)::numeric, 2) AS margin, (SELECT count(*) FROM classify_scores(m, d)) AS scores,
       (SELECT count(*) FROM level_scores(m, d)) AS levels, classify_path(m, d, 0) AS path, (decide(m, d, min_confidence => 0)).source
FROM trained, unnest(ARRAY['', 'xyzzy', '退款', 'rude']) d;

-- probabilities of levels lie within 0 and 1
SELECT bool_and(probability BETWEEN 0 AND 1) AS within, ece(calibration_agg('all', path, probability)) >= 0 AS accepted
FROM (SELECT train_agg('all/' || label, doc) AS m FROM repeated) t, unnest(ARRAY['refund', 'login', 'rude', 'lost card', 'rate', 'loan', 'app']) d, level_scores(m, d);

DROP TABLE repeated, trained, canned, said, unique_rows;
DROP FUNCTION coin(text);
-- options as they are typed
SELECT train_agg(l, t, '{"epochs":20}') = train_agg(l, t, '{"epochs":20}'::jsonb) AS same FROM (SELECT (ARRAY['fee', 'slow'])[1 + g % 2] AS l, (ARRAY['charged a fee ', 'the app is slow '])[1 + g % 2] || g AS t FROM generate_series(1, 60) g) x;
SELECT train_agg('a', 'b', '2');
SELECT train_agg('a', 'b', 'epochs=20');

-- label paths, drift, and who decides
SET search_path = csq, public;
SET extra_float_digits = 0;
CREATE TABLE example(label text, doc text);
INSERT INTO example SELECT l, d || ' ' || (ARRAY['please', 'today', 'again', 'hello', 'thanks'])[i] FROM generate_series(1, 5) i, (VALUES
  ('loan/fees/late', 'loan late fee charged'), ('loan/fees/early', 'loan early repayment fee'), ('loan/rate', 'loan interest rate too high'),
  ('card/lost', 'card lost and blocked'), ('card/fraud', 'card fraud, payment not mine'), ('app', 'app crashes at login')) v(l, d);
CREATE TABLE model AS SELECT train_agg(label, doc) AS m FROM example;
SELECT labels(m) FROM model;

-- branches are as likely as their leaves together; a level deeper than a label leaves it whole
SELECT level, path, round(probability::numeric, 1) AS p FROM model, generate_series(1, 3) level, LATERAL level_scores(m, 'card fraud payment', level) WHERE probability > 0.3 ORDER BY level, probability DESC;
SELECT level, round(sum(probability)::numeric, 9) AS total, count(*) FROM model, generate_series(1, 4) level, LATERAL level_scores(m, 'loan', level) GROUP BY 1 ORDER BY 1;
SELECT bool_and(abs(b.probability - (SELECT sum(s.probability) FROM classify_scores(m, d) s WHERE s.label = b.path OR s.label LIKE b.path || '/%')) < 1e-12) AS adds_up
FROM model, unnest(ARRAY['loan fee', 'card', 'app', 'hello', '']) d, level_scores(m, d) b;
SELECT least, classify_path(m, 'loan fee', least) AS path, (SELECT round(max(probability)::numeric, 1) FROM level_scores(m, 'loan fee', 1)) AS top
FROM model, unnest(ARRAY[0, 0.5, 0.75, 1]) least;
SELECT classify_path(m, 'card fraud payment not mine', 0.5), classify_path(m, 'app login crashes', 0.5), classify_path(m, '', 0.99) IS NULL AS unsure FROM model;

-- drift of label shares
SELECT round(label_psi(m, '{"loan/fees/late": 5, "loan/fees/early": 5, "loan/rate": 5, "card/lost": 5, "card/fraud": 5, "app": 5}')::numeric, 9) AS same,
       round(label_psi(m, '{"loan/fees/late": 10, "loan/fees/early": 10, "loan/rate": 10, "card/lost": 10, "card/fraud": 10, "app": 50}')::numeric, 6) AS more_app,
       round((5 * (0.1 - 1 / 6.0) * ln(0.1 * 6) + (0.5 - 1 / 6.0) * ln(0.5 * 6))::numeric, 6) AS by_hand,
       label_psi(m, '{"other": 1}') > 1 AS all_new, label_psi(m, '{}') IS NULL AS nothing FROM model;

-- rules, model, lexicon, person
CREATE TABLE lex AS SELECT
  (SELECT lexicon_agg(l, p, 1.0) FROM (VALUES ('legal_risk', 'my lawyer'), ('legal_risk', '律师'), ('media_risk', '电视台')) v(l, p)) AS risk,
  (SELECT lexicon_agg(l, p, 1.0) FROM (VALUES ('atm', 'cash machine'), ('branch', 'queue'), ('branch', 'counter')) v(l, p)) AS fallback;
SELECT doc, label, source, evidence FROM model, lex, unnest(ARRAY[
  'card fraud, payment not mine: my lawyer will call', '我要找律师', 'card fraud payment not mine', 'the cash machine ate it',
  'queue at the counter, cash machine out of order', 'cash machine and queue', 'hmm']) WITH ORDINALITY doc(doc, n), LATERAL decide(m, doc, risk, fallback) ORDER BY n;
SELECT source, label FROM model, decide(m, 'card fraud payment not mine');
SELECT source, label, probability > 0.7 AS sure FROM model, decide(m, 'card fraud payment not mine', thresholds => '{"card/fraud": null}');
SELECT source FROM model, decide(m, 'card fraud payment not mine', thresholds => '{"card/fraud": 1, "app": 0}', min_confidence => 0);
SELECT source, label, probability IS NULL AS no_model FROM lex, decide(NULL, 'queue', risk, fallback);
SELECT label IS NULL AND source IS NULL AND probability IS NULL AS all_null FROM model, decide(m, NULL);

-- errors
SELECT level_scores(m, 'x', 0) FROM model;
SELECT classify_path(m, 'x', 2) FROM model;
SELECT label_psi(m, '[1]') FROM model;
SELECT label_psi(m, '{"a": -1}') FROM model;
SELECT decide(m, 'x', thresholds => '{"a": 70}') FROM model;
SELECT decide(m, 'x', thresholds => '{"a": "high"}') FROM model;
SELECT decide(m, 'x', min_confidence => 70) FROM model;
DROP TABLE example, model, lex;

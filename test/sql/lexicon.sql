-- The lexicon: value, forms, algebra, matching, negation, scores, severity.
SET search_path = csq, public;
SET client_min_messages = warning;
\pset format unaligned
\pset null '<null>'

-- text form: canonical, whatever is written
SELECT 'cause/fee: 年费, "annual  FEE" 1.50 drop; app: 闪退 2'::lexicon;
SELECT 'v1; a/b/c: ＡＢＣ 3, abc 1 flip, abc 3 drop'::lexicon AS largest_weight_then_drop;
SELECT ''::lexicon AS empty, lexicon_size(''), 'v1'::lexicon = ''::lexicon AS same;
SELECT '"two words"/"a:b": "x,y" -1e-3'::lexicon;
SELECT (x::text)::lexicon = x AS round_trip FROM (SELECT 'a/b: x 0.1, y -2 flip; "c d"/e: "f g" 1e6'::lexicon) v(x);
SELECT 'a: x 1'::lexicon = 'a: x 2'::lexicon AS eq, 'a: x 1'::lexicon <> 'a: x 2'::lexicon AS ne;

-- what is refused
SELECT 'a'::lexicon;
SELECT 'a: x y'::lexicon;
SELECT 'a: x 1 maybe'::lexicon;
SELECT 'a: x 1e7'::lexicon;
SELECT 'a: "  "'::lexicon;
SELECT 'a: "没 ... 退款"'::lexicon;
SELECT 'a: "x & y"'::lexicon;
SELECT 'a: "{neg}好"'::lexicon;

-- aggregates
CREATE TABLE lexrows (axis text, label text, phrase text, weight float8, negation text);
INSERT INTO lexrows VALUES
  ('cause', 'fee', '年费', 1, 'keep'), ('cause', 'fee', '手续费', 1, NULL), ('cause', 'fee', 'Annual Fee', 1.5, 'keep'),
  ('cause', 'attitude', '态度差', 2, 'drop'), ('cause', 'attitude', '态度', 1, 'drop'),
  ('mood', 'satisfied', '满意', 1, 'flip'), ('mood', 'satisfied', 'satisfied', 1, 'flip'),
  ('severity', 'major/legal', '起诉', 1, 'drop'), ('severity', 'urgent/safety', '跳楼', 1, 'drop'),
  ('severity', 'major/deadline', '三天内', 0.5, 'drop'), ('severity', 'major/deadline', '否则', 0.5, 'drop');
SELECT lexicon_agg(label, phrase, weight, axis, negation) AS lx FROM lexrows \gset
SELECT :'lx' AS value;
SELECT lexicon_agg(label, phrase, weight) FROM (VALUES ('a', 'x', 1.0), (NULL, 'y', 1), ('b', NULL, 1), ('c', 'z', NULL)) v(label, phrase, weight);
SELECT lexicon_agg(label, phrase, weight, axis) FROM (VALUES ('a', 'x', 1.0, NULL), ('a', 'x', 1, 'other')) v(label, phrase, weight, axis);
SELECT lexicon_agg('a', 'x', 1) FROM lexrows WHERE false;
SELECT lexicon_agg('a', 'x', 'nan');
SELECT lexicon_agg('', 'x', 1);
SELECT lexicon_agg('a', 'x', 1, 'axis', 'sometimes');
SELECT * FROM lexicon_entries(:'lx');
-- many repeated rows need no memory of their own
SELECT pg_column_size(lexicon_agg('l', 'phrase ' || i % 100, 1.0 + i % 7)) < 20000 AS small, lexicon_size(lexicon_agg('l', 'phrase ' || i % 100, 1)) AS rows
FROM generate_series(1, 20000) i;

-- any split gives the same value
WITH part AS (SELECT lexicon_agg(label, phrase, weight, axis, negation) AS lx, ctid::text AS k FROM lexrows GROUP BY 2)
SELECT rollup(lx ORDER BY k) = :'lx' AS forward, rollup(lx ORDER BY k DESC) = :'lx' AS backward, rollup(lx)::text = :'lx' AS same_text FROM part;
SELECT rollup(lx) FROM (VALUES ('a: x 1 keep, y 2'::lexicon), ('a: x 3 flip'), (NULL), ('a: x 3 drop')) v(lx);
SELECT rollup(lx) FROM (VALUES (NULL::lexicon)) v(lx);

-- algebra
SELECT 'a: x, y; b: z'::lexicon + 'a: x 5; c: w'::lexicon AS plus, 'a: x, y; b: z'::lexicon - 'a: x 9; b: y'::lexicon AS minus, 'a: x'::lexicon - 'a: x'::lexicon AS nothing;

-- binary form
SELECT encode(lexicon_send('a: x'), 'hex');
CREATE TABLE lexstore (lx lexicon);
INSERT INTO lexstore VALUES (:'lx'), (NULL), ('');
SELECT lx IS NULL AS is_null, lexicon_size(lx) FROM lexstore ORDER BY 2 NULLS FIRST;

-- matching: borders, width, overlap, offsets in the original text
SELECT * FROM lexicon_matches(:'lx', '我的ＡＮＮＵＡＬ　fee和年费太高，客服态度差');
SELECT label, phrase, start_at, evidence FROM lexicon_matches('a: 客服, 服务, 客服服务, fine, kg', '客服服务 ﬁne 5㎏ ㎏ refined');
SELECT phrase, start_at, evidence FROM lexicon_matches('a: app, 闪退, 12378, "log in"', 'App闪退 apps 打12378 123789 log
in');
SELECT phrase, start_at, evidence FROM lexicon_matches('a: 信用卡', '信 用 卡');
SELECT count(*) FROM lexicon_matches(:'lx', '');
SELECT count(*) FROM lexicon_matches(NULL, 'x');

-- negation and degree
SELECT t, negated, degree, score FROM unnest(ARRAY['满意', '不满意', '很不满意', '不很满意', '非常满意', '没有不满意', '不得不满意', '不好，满意', '不便宜但是满意',
  'not satisfied', 'I didn''t feel satisfied', 'not only satisfied', 'not cheap but satisfied', 'not at all satisfied']) WITH ORDINALITY u(t, o),
  lexicon_evidence(:'lx', t) ORDER BY o;
SELECT axis, label, negated FROM lexicon_matches(:'lx', '没有起诉，没有年费');
SELECT * FROM lexicon_scores(:'lx', '没有起诉，没有年费，态度差，不满意');

-- leftmost-longest per label for scores
SELECT * FROM lexicon_scores('a: 态度 1, 态度差 2, 差 4', '态度差差');

-- classify
SELECT classify(:'lx', '扣了年费'), classify(:'lx', '扣了年费，很满意', 'mood'), classify(:'lx', '不满意', 'mood'), classify(:'lx', '你好'), classify(:'lx', '年费', 'nowhere');
SELECT classify('b: x; a: y', 'x y') AS first_evidence, classify('b: x; a: x', 'x') AS byte_order, classify('b: x; a: y 2', 'x y') AS larger;

-- severity
SELECT (severity(:'lx', t)).* FROM unnest(ARRAY['你好', '三天内解决', '三天内解决，否则起诉', '起诉，跳楼', '不会起诉']) WITH ORDINALITY u(t, o) ORDER BY o;
SELECT (severity(:'lx', '涉及五万元和3000元', 10000)).*;
SELECT (severity(:'lx', '涉及3000元', 10000)).*, (severity(:'lx', '起诉，5万', 50000, 'urgent')).*;
SELECT severity('severity/terrible: x', 'x');
SELECT severity(:'lx', 'x', -1);
SELECT severity(:'lx', 'x', 'nan');

DROP TABLE lexrows, lexstore;

-- The lexicon: value, forms, algebra, matching, negation, scores, severity.
SET search_path = csq, csq_internal, public;
SET client_min_messages = warning;
\pset format unaligned
\pset null '<null>'

-- text form: canonical, whatever is written
SELECT 'cause/fee: 年费, "annual  FEE" 1.50 drop; app: 闪退 2'::lexicon;
SELECT 'v1; a/b/c: ＡＢＣ 3, abc 1 flip, abc 3 drop'::lexicon AS largest_weight_then_drop;
SELECT ''::lexicon AS empty, num_entries(''), 'v2'::lexicon = ''::lexicon AS same;
SELECT '"two words"/"a:b": "x,y" -1e-3'::lexicon;
SELECT (x::text)::lexicon = x AS round_trip FROM (SELECT 'a/b: x 0.1, y -2 flip; "c d"/e: "f g" 1e6'::lexicon) v(x);
SELECT 'a: x 1'::lexicon = 'a: x 2'::lexicon AS eq, 'a: x 1'::lexicon <> 'a: x 2'::lexicon AS ne;

-- what an older version wrote is literal and exact, and stays so
SELECT 'v1; a: 年费'::lexicon AS old, lexicon_exact('a: 年费') = 'v1; a: 年费' AS same, 'a: 年费'::lexicon = 'v1; a: 年费' AS differs;
SELECT 'v1; a: x'::lexicon + 'b: y' AS wider, 'v1; a: x'::lexicon + 'v1; b: y' AS exact, (SELECT rollup(l) FROM (VALUES ('v1; a: x'::lexicon), ('b: y')) v(l)) AS rolled;
-- the phrase language has one way to be written
SELECT 'a: "退…款", "退...款", "a..4  b", "x&!y", "x & z", "^ 退$", "{neg}  满意", "AT&T", "3.15", "$5"'::lexicon;
SELECT 'a: 被打开 1 hide, 被打开 1 drop'::lexicon AS hide_wins;

-- what is refused
SELECT 'a'::lexicon;
SELECT 'a: x y'::lexicon;
SELECT 'a: x 1 maybe'::lexicon;
SELECT 'a: x 1e7'::lexicon;
SELECT 'a: "  "'::lexicon;
SELECT 'a: "没 ..."'::lexicon;
SELECT 'a: "x ..99 y"'::lexicon;
SELECT 'a: "& y"'::lexicon;
SELECT 'a: "{neg"'::lexicon;
SELECT 'class/c: "x ... y"'::lexicon;
SELECT 'v1; a: "x ... y"'::lexicon;
SELECT * FROM lexicon_matches('a: "{nobody}好"', '好');

DO $$
DECLARE q text; state text;
BEGIN
  FOREACH q IN ARRAY ARRAY['a', 'a:', ':', '/', 'a/: x', 'a: x,', 'a: "x', 'a: x 1e999', 'a: x 1 keep keep', 'v1 a: x', ';', 'a: x;;', '，', 'a； x', 'a： “x', 'a： x，', E'a: "\\ud800"'] LOOP
    BEGIN
      PERFORM q::lexicon;
      RAISE WARNING '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE;
      IF state <> '22P02' THEN RAISE WARNING '% : %', q, state; END IF;
    END;
  END LOOP;
END $$;

-- what an input method gives for the signs
SELECT l = 'cause/fee: 年费, 手续费 2, "annual fee" 1.5 drop; app: 闪退'::lexicon AS same, l FROM (SELECT 'cause／fee：年费，手续费 2、“annual fee” 1.5 drop；　app： 闪退；'::lexicon) v(l);
SELECT 'fee: "年费：，；", 年费'::lexicon;
-- the effect in the place of the axis
SELECT lexicon_agg('mood', '满意', 1, 'flip');
SELECT lexicon_agg('mood', '满意', 1, 'flip', 'flip');

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
SELECT pg_column_size(lexicon_agg('l', 'phrase ' || i % 100, 1.0 + i % 7)) < 20000 AS small, num_entries(lexicon_agg('l', 'phrase ' || i % 100, 1)) AS rows
FROM generate_series(1, 20000) i;

-- any split gives the same value
WITH part AS (SELECT lexicon_agg(label, phrase, weight, axis, negation) AS lx, ctid::text AS k FROM lexrows GROUP BY 2)
SELECT rollup(lx ORDER BY k) = :'lx' AS forward, rollup(lx ORDER BY k DESC) = :'lx' AS backward, rollup(lx)::text = :'lx' AS same_text FROM part;
SELECT rollup(lx) FROM (VALUES ('a: x 1 keep, y 2'::lexicon), ('a: x 3 flip'), (NULL), ('a: x 3 drop')) v(lx);
SELECT rollup(lx) FROM (VALUES (NULL::lexicon)) v(lx);

-- serial = workers = partitions = daily parts, each row of a key with a weight of its own
CREATE TABLE lexpart (day int, label text, phrase text, weight float8) PARTITION BY LIST (day);
CREATE TABLE lexpart1 PARTITION OF lexpart FOR VALUES IN (1);
CREATE TABLE lexpart2 PARTITION OF lexpart FOR VALUES IN (2);
CREATE TABLE lexpart3 PARTITION OF lexpart FOR VALUES IN (3);
INSERT INTO lexpart SELECT 1 + i % 3, 'label' || i % 7, '短语' || i % 500, i % 11 FROM generate_series(1, 20000) i;
ANALYZE lexpart;
SET max_parallel_workers_per_gather = 0;
SELECT lexicon_agg(label, phrase, weight) AS serial FROM lexpart \gset
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT lexicon_agg(label, phrase, weight) = :'serial' AS parallel, num_entries(lexicon_agg(label, phrase, weight)) FROM lexpart;
SET enable_partitionwise_aggregate = on;
SELECT rollup(lx) = :'serial' AS partitionwise, count(*) FROM (SELECT day, lexicon_agg(label, phrase, weight) AS lx FROM lexpart GROUP BY day) v;
SET enable_hashagg = off;
SELECT rollup(lx) = :'serial' AS sorted FROM (SELECT label, lexicon_agg(label, phrase, weight) AS lx FROM lexpart GROUP BY label) v;
RESET enable_hashagg;
RESET enable_partitionwise_aggregate;
-- as a window: each row sees the lexicon so far
SELECT phrase, num_entries(lx), lx FROM (SELECT phrase, lexicon_agg('a', phrase, w) OVER (ORDER BY o) AS lx FROM (VALUES ('x', 1.0, 1), ('y', 2, 2), ('x', 3, 3)) v(phrase, w, o)) u;

-- algebra
SELECT 'a: x, y; b: z'::lexicon + 'a: x 5; c: w'::lexicon AS plus, 'a: x, y; b: z'::lexicon - 'a: x 9; b: y'::lexicon AS minus, 'a: x'::lexicon - 'a: x'::lexicon AS nothing;

-- binary form
SELECT encode(lexicon_send('a: x'), 'hex');
CREATE TABLE lexstore (lx lexicon);
INSERT INTO lexstore VALUES (:'lx'), (NULL), ('');
SELECT lx IS NULL AS is_null, num_entries(lx) FROM lexstore ORDER BY 2 NULLS FIRST;
INSERT INTO lexstore SELECT lexicon_agg(label, phrase, weight) FROM lexpart;	-- with slack, as aggregated
CREATE TABLE lexback (LIKE lexstore);
CREATE FUNCTION pg_temp.round_trip(format text) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE file text := current_setting('data_directory') || '/csq_lexicon.copy'; same bool;
BEGIN
  TRUNCATE lexback;
  EXECUTE pg_catalog.format('COPY lexstore TO %L (FORMAT %s)', file, format);
  EXECUTE pg_catalog.format('COPY lexback FROM %L (FORMAT %s)', file, format);
  SELECT pg_catalog.count(*) = 3 AND bool_and(a.lx = b.lx AND a.lx::text = b.lx::text AND lexicon_send(a.lx) = lexicon_send(b.lx)) INTO same
  FROM lexstore a JOIN lexback b ON num_entries(a.lx) = num_entries(b.lx);
  RETURN same;
END $$;
SELECT pg_temp.round_trip('text') AS text, pg_temp.round_trip('binary') AS binary, pg_temp.round_trip('csv') AS csv;
-- any bytes in place of a value
CREATE FUNCTION pg_temp.receive(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE file text := current_setting('data_directory') || '/csq_lexicon.copy'; state text; msg text; detail text;
BEGIN
  EXECUTE pg_catalog.format('COPY (SELECT %L::bytea) TO %L (FORMAT binary)', bytes, file);
  EXECUTE pg_catalog.format('COPY lexback FROM %L (FORMAT binary)', file);
  RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
  RETURN state || ' | ' || detail;
END $$;
CREATE TABLE good AS SELECT lexicon_send('fee: x, y 2 drop') AS b;
SELECT pg_temp.receive(b) FROM good;
SELECT left(pg_temp.receive(substr(b, 1, n)), 5) AS cut, pg_catalog.count(*) FROM good, generate_series(0, length(b) - 1) n GROUP BY 1;
SELECT pg_temp.receive(b || '\x00'), pg_temp.receive(set_byte(set_byte(b, 7, 127), 8, 248)) AS weight_nan FROM good;
SELECT what, pg_temp.receive(set_byte(b, at, value)) FROM good,
  (VALUES ('version', 0, 3), ('option', 1, 2), ('too many rows', 2, 9), ('negation', 6, 4), ('weight is infinite', 7, 127), ('empty axis', 16, 0), ('not normalised', 32, 88), ('not UTF-8', 32, 255), ('NUL', 32, 0), ('out of order', 32, 122)) t(what, at, value);
-- the binary form of version 1 had no options
SELECT pg_temp.receive('\x01000000010000000000000000000001610001620001780000'::bytea) AS cut_v1;
CREATE TABLE v1 AS SELECT set_byte(substr(b, 1, 1) || substr(b, 3), 0, 1) AS b FROM good;
SELECT pg_temp.receive(b) FROM v1;
DROP TABLE v1;

-- matching: borders, width, overlap, offsets in the original text
SELECT * FROM lexicon_matches(:'lx', '我的ＡＮＮＵＡＬ　fee和年费太高，客服态度差');
SELECT label, phrase, start_at, evidence FROM lexicon_matches('a: 客服, 服务, 客服服务, fine, kg', '客服服务 ﬁne 5㎏ ㎏ refined');
SELECT phrase, start_at, evidence FROM lexicon_matches('a: app, 闪退, 12378, "log in"', 'App闪退 apps 打12378 123789 log
in');
SELECT phrase, start_at, evidence FROM lexicon_matches('a: 信用卡', '信 用 卡');
SELECT count(*) FROM lexicon_matches(:'lx', '');
SELECT count(*) FROM lexicon_matches(NULL, 'x');

-- the phrase language
SELECT t, phrase, start_at, evidence FROM unnest(ARRAY['不给我退款，也不退', '不退。款', '客服 说 不 能 退 款', '退款前要起诉', '退款。起诉', '请退款', '退款请', '满意', '我不满意', '非常 满意', '3人受伤', '赔我五千元', 'call the damn police', 'police call', 'please call them all then the police']) WITH ORDINALITY u(t, o),
  lexicon_matches('a: "不 ..4 退", "退款 & 起诉", "退款 & !起诉", "^退款", "退款$", "{neg} 满意", "{degree}满意", "{number}人", "赔 ... {amount}", "call ... police"', t) ORDER BY o, start_at, phrase COLLATE "C";
SELECT phrase, start_at, evidence FROM lexicon_matches('class/person: 老人, 孩子, child, children; a: "{person} ... 摔", "{person} & hurt"', '我家老人昨天摔伤了。the child was hurt! 孩子没摔');
SELECT label, evidence FROM lexicon_matches('urgent: 被打, 被打开 1 hide, 轻生, 年轻生命 1 hide, deaf, "fell on deaf ears" 1 hide; other: 打开', '门被打开了，他被打了，年轻生命，it fell on deaf ears, a deaf man');
SELECT label, evidence FROM lexicon_matches('a: 向人行, 人行道 1 hide, 人行道塌陷; b: 火灾, "火灾 & 演练" 1 hide, "去年 ... 火灾" 1 hide', '污水排向人行道。人行道塌陷。火灾演练通知。去年发生了3起火灾。今天火灾');
SELECT start_at, evidence FROM lexicon_matches('a: 退款, 投诉', '退.款 退·款 退，款 投訴 投-诉 退--款');
SELECT start_at, evidence FROM lexicon_matches('v1; a: 退款, 投诉', '退.款 投訴 退款');

-- negation and degree
SELECT t, negated, degree, score FROM unnest(ARRAY['满意', '不满意', '很不满意', '不很满意', '非常满意', '没有不满意', '不得不满意', '不好，满意', '不便宜但是满意',
  'not satisfied', 'I didn''t feel satisfied', 'not only satisfied', 'not cheap but satisfied', 'not at all satisfied']) WITH ORDINALITY u(t, o),
  lexicon_evidence(:'lx', t) ORDER BY o;
-- two predicates, each with its own negator; negators behind the word, of several words, and what only looks like one
SELECT t, score FROM unnest(ARRAY['不高兴也不满意', '满意不了', '高兴不起来', '难以满意', 'failed to be satisfied', 'a lack of satisfied', 'barely satisfied', 'nowhere near satisfied',
  'without a doubt satisfied', '别提多高兴', '没有一个人满意', '没有一个人不满意', '滿意', '不滿意']) WITH ORDINALITY u(t, o),
  lexicon_scores('m/p: 满意 1 flip, 高兴 1 flip, satisfied 1 flip', t) ORDER BY o;
SELECT axis, label, negated FROM lexicon_matches(:'lx', '没有起诉，没有年费');
SELECT * FROM lexicon_scores(:'lx', '没有起诉，没有年费，态度差，不满意');

-- leftmost-longest per label for scores
SELECT * FROM lexicon_scores('a: 态度 1, 态度差 2, 差 4', '态度差差');

-- classify
SELECT classify(:'lx'::lexicon, '扣了年费'), classify(:'lx'::lexicon, '扣了年费，很满意', 'mood'), classify(:'lx'::lexicon, '不满意', 'mood'), classify(:'lx'::lexicon, '你好');
SELECT classify(:'lx'::lexicon, '年费', 'nowhere');
SELECT classify('', '年费', 'cause');
SELECT classify('b: x; a: y'::lexicon, 'x y') AS first_evidence, classify('b: x; a: x'::lexicon, 'x') AS byte_order, classify('b: x; a: y 2'::lexicon, 'x y') AS larger;

-- severity
SELECT (severity(:'lx', t)).* FROM unnest(ARRAY['你好', '三天内解决', '三天内解决，否则起诉', '起诉，跳楼', '不会起诉', '有点想起诉', '三天内有点三天内']) WITH ORDINALITY u(t, o) ORDER BY o;
SELECT (severity(:'lx', '涉及五万元和3000元', 10000)).*;
SELECT (severity(:'lx', '涉及3000元', 10000)).*, (severity(:'lx', '起诉，5万', 50000, 'urgent')).*;
-- the heaviest wording is the evidence, of equal ones the first; one that is denied is none
SELECT (severity('severity/major/a: 我们 0.125, 危房 0.875, 漏电 0.875; severity/major/b: 退款 1 flip, 起诉 1, 投诉 1', '我们不退款，投诉，那是危房，漏电，起诉')).*;
-- in a text of 100 Han characters and more, multitudes alone, not dangers, want three wordings; beside another reason, and other reasons alone, do not
SELECT said, n, (severity('severity/urgent/safety: 起火 1; severity/major/collective: 全体业主 1, 联名 1, 三百户 1; severity/major/legal: 起诉 1', said || '。' || repeat('字', n - length(replace(said, '，', ''))))).*
FROM unnest(ARRAY['起火', '全体业主', '全体业主，联名', '全体业主，联名，三百户', '全体业主，全体业主，全体业主', '起火，全体业主', '起诉', '全体业主，起诉']) WITH ORDINALITY u(said, o), unnest(ARRAY[99, 100]) n ORDER BY o, n;
SELECT (severity('severity/major/collective: 全体业主 1', '全体业主，损失8万元' || repeat('字', 100), 50000)).*, (severity('severity/major/collective: tenants 1', 'tenants' || repeat(' it is', 100))).level AS english;
SELECT severity('severity/terrible: x', 'x');
SELECT severity(:'lx', 'x', -1);
SELECT severity(:'lx', 'x', 'nan');

DROP TABLE lexrows, lexstore, lexback, lexpart, good;
-- severity from a lexicon of another axis
SELECT * FROM severity('attitude: rude'::lexicon, 'rude');

-- several axes at once: what classify() says of each
SELECT lexicon_labels('category/fees: fee 2; category/calls: "never called"; emotion/angry: furious', 'a fee, I was never called, furious', '{category,emotion,NULL}');
WITH l AS MATERIALIZED (SELECT lexicon('cause', 'en') + lexicon('emotion', 'en') AS lx),
t AS (SELECT (ARRAY['I waited for hours', 'rude agent, angry', 'charged twice', 'thanks', ''])[i % 5 + 1] || ' ' || (ARRAY['nobody called me back', 'the app crashes', 'I am furious', 'hello'])[i % 4 + 1] AS text FROM generate_series(1, 20) i)
SELECT count(*), count(*) FILTER (WHERE lexicon_labels(lx, text, '{emotion,cause}') IS DISTINCT FROM ARRAY[classify(lx, text, 'emotion'), classify(lx, text, 'cause')]) AS differing FROM l, t;
SELECT lexicon_labels('category/fees: fee 2', 'a fee', '{}'), lexicon_labels('category/fees: fee 2', NULL, '{category}');
SELECT lexicon_labels('category/fees: fee 2', 'a fee', '{category,emotion}');
SELECT classify('class/fees: fee 2; z/a: b', 'a fee', 'class');
-- more that denies, and more that only looks like it
SELECT sign(coalesce(score, 0)) AS sign, string_agg(t, ' | ' ORDER BY t COLLATE "C") FROM unnest(ARRAY['得不到满意', '不同意满意', '何谈满意', '谈何满意', '不满意', '并非满意', '非满意不可', '巴不得满意', '恨不得满意', '说不出的满意', '不用说满意', '莫大满意', '而非满意',
  'hard to be happy', 'impossible to be happy', 'hesitate to be happy', 'unlikely to be happy', 'never once happy', 'not in the least happy', 'not one bit happy', 'not nearly happy', 'not as happy',
  'could not be more happy', 'couldn''t be more happy', 'never been more happy', 'don''t hesitate to be happy']) t LEFT JOIN LATERAL lexicon_scores('m/p: 满意 1 flip, happy 1 flip', t) ON true GROUP BY 1 ORDER BY 1;
-- classes that always are; rows of the same name stand instead of {complain} and {people}
SELECT phrase, evidence FROM lexicon_matches('a: "{often} ... {complain}", "{number}多名 ..2 {people}"', '多次找物业沟通。三十多名业主。多次购买。complained. repeatedly complained');
SELECT phrase, evidence FROM lexicon_matches('class/complain: 骂; class/people: 猫; a: "{often} ... {complain}", "{number}多名 ..2 {people}"', '多次投诉。多次骂人。三十多名业主。三十多名猫');
-- a sign that is evidence of a level: nothing else is known of the text
SELECT t, s.* FROM unnest(ARRAY['💣', '💣💣 !', '！', '', 'ok']) WITH ORDINALITY u(t, o), severity('severity/urgent/threat: "💣"', t) s ORDER BY o;
-- signs of other languages in what a person types would be literals that no text has; those that people write are phrases
SELECT 'a: "charge | fee"'::lexicon;
SELECT 'a: “漏水｜渗水”'::lexicon;
SELECT lexicon_agg('a', '漏水|渗水', 1);
SELECT 'a: "delay*"'::lexicon;
SELECT 'a: "*漏水"'::lexicon;
SELECT 'a: "%fee%"'::lexicon;
SELECT 'a: "late.*delivery"'::lexicon;
SELECT 'a: "漏水 AND 装修"'::lexicon;
SELECT 'a: "late OR delayed"'::lexicon;
SELECT 'a: "late AND NOT flight"'::lexicon;
SELECT 'a: "不 。。。 修"'::lexicon;
SELECT 'a: ":|", "LOST AND FOUND", "terms and conditions", "f***", "sh*t", "他*的", "100%", "5*", "24|7", "好。。。"'::lexicon;
SELECT 'v2; a: "charge | fee"'::lexicon = 'v2; category/a: "charge | fee" 1'::lexicon;
SELECT 'a: "退款 ！起诉"'::lexicon;
SELECT 'a: "wow!", "yes ! no", "ok!ok"'::lexicon;
-- labels and axes with white space at their ends would be others than those without
SELECT lexicon_agg('fee ', '年费', 1);
SELECT lexicon_agg(E'\tfee', '年费', 1);
SELECT lexicon_agg(' ', '年费', 1);
SELECT lexicon_agg('fee', '年费', 1, 'cause ');
SELECT '"fee ": 年费'::lexicon;
SELECT 'v2; "fee ": 年费'::lexicon, lexicon_agg('late fee', '年费', 1, 'the cause');
-- denials in the form of a question or an oath; what only looks like one: 怎么会这么差 is no denial, so 怎么会 is none
SELECT t, score FROM unnest(ARRAY['谁说满意', '谁说我满意了', '谁说不满意', '是谁说满意', '鬼才满意', '鬼才会满意', '满意就怪了', '满意才有鬼', '难道满意吗', '怎么会满意']) WITH ORDINALITY u(t, o), lexicon_scores('mood/satisfied: 满意 1 flip', t) ORDER BY o;
-- signs stand in quotation marks
SELECT 'a: 👍'::lexicon;
SELECT 'a: 退款 ！'::lexicon;
-- a denial reaches over who, over one of two words, over a degree that is not full
SELECT t, score FROM unnest(ARRAY['没有谁满意', '没有哪位客户满意', '勉强满意', '谁满意', 'not fully satisfied', 'not thoroughly satisfied', 'not happy or satisfied', 'happy or satisfied']) WITH ORDINALITY u(t, o),
  lexicon_scores('mood/satisfied: 满意 1 flip, satisfied 1 flip', t) ORDER BY o;

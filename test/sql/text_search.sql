-- text search configuration csq.icu: Chinese, English, mixtures
SET search_path = csq, public;

SELECT alias, lexemes, token FROM ts_debug('csq.icu', '信用卡被盗刷，ＡＰＰ 闪退了3.5次! don’t 好') WHERE token <> '';
SELECT to_tsvector('csq.icu', '信用卡被盗刷，ＡＰＰ 闪退了 3.5 次!');
SELECT phraseto_tsquery('csq.icu', '信用卡') AS phrase, plainto_tsquery('csq.icu', '信用卡 APP') AS plain, websearch_to_tsquery('csq.icu', '信用卡 -app') AS web, to_tsquery('csq.icu', '信用卡 | app:*') AS query;

-- a phrase is found where it stands, not across a space or a clause
SELECT doc, phrase, to_tsvector('csq.icu', doc) @@ phraseto_tsquery('csq.icu', phrase) AS found
FROM (VALUES ('我的信用卡丢了', '信用卡'), ('信用 用卡', '信用卡'), ('信用，用卡', '信用卡'), ('Credit card', 'credit  CARD'), ('Credit, card', 'credit card'), ('ＣＲＥＤＩＴ card!', 'credit card'),
  ('creditcard', 'credit'), ('用APP退款', 'app退款'), ('退款', '退'), ('退', '退'), ('無法退款', '法退'), ('a b c d', 'b c'), ('a b. c d', 'b c'), ('カード紛失', 'カード'), ('Щука', 'щука')) v(doc, phrase);
-- the same by a scan
CREATE TABLE said AS SELECT id, string_agg(c, '' ORDER BY g) AS doc FROM (SELECT id, g, (ARRAY['退','款','信','用','卡','，','。',' ','app ','Card','x1','！'])[1 + ('x' || substr(md5(id || '/' || g), 1, 4))::bit(16)::int % 12] AS c
  FROM generate_series(1, 500) id, generate_series(1, 14) g) s GROUP BY id;
CREATE INDEX ON said USING gin (to_tsvector('csq.icu', doc));
SELECT count(*) AS phrases, sum(n) > 1000 AS many, sum(wrong) AS wrong FROM (SELECT phrase, count(*) FILTER (WHERE found) AS n, count(*) FILTER (WHERE found <> (doc LIKE '%' || phrase || '%')) AS wrong
  FROM (SELECT a || b || coalesce(c, '') AS phrase FROM unnest('{退,款,信,用,卡}'::text[]) a, unnest('{退,款,信,用,卡}'::text[]) b, unnest(ARRAY['退','款','信','用','卡', NULL]) c) p,
  LATERAL (SELECT doc, to_tsvector('csq.icu', doc) @@ phraseto_tsquery('csq.icu', phrase) AS found FROM said) s GROUP BY phrase) q;

-- has_phrase is that search, by the bytes of the text where they tell: the same on texts with characters that normalising changes or deletes
CREATE TABLE odd AS SELECT id, string_agg(c, '' ORDER BY g) AS doc FROM (SELECT id, g, (ARRAY['退','款','信','用',U&'\9000',U&'\2F64',U&'\FA1B',U&'\200B',U&'\0301','，','」',' ','app ','Card','ｘ１',U&'\337F',U&'\32C0','—'])[1 + ('x' || substr(md5(id || '.' || g), 1, 4))::bit(16)::int % 18] AS c
  FROM generate_series(1, 1000) id, generate_series(1, 12) g) s GROUP BY id;
CREATE TABLE asked AS SELECT phrase FROM (SELECT a || b || coalesce(c, '') FROM unnest('{退,款,信,用,app,card}'::text[]) a, unnest('{退,款,信,用," "}'::text[]) b, unnest(ARRAY['退','款','信','用', NULL]) c UNION SELECT unnest('{退,app,Card x1,"退款，信用",退款信用,"信 用"}'::text[])) s(phrase);
SELECT count(*) > 100000 AS many, count(*) FILTER (WHERE found) > 3000 AS found, count(*) FILTER (WHERE csq_internal.is_phrase(NULL, doc, phrase)) > 1000 AS written, count(*) FILTER (WHERE NOT csq_internal.is_phrase(NULL, doc, phrase)) > 1000 AS not_written,
  count(*) FILTER (WHERE csq_internal.is_phrase(NULL, doc, phrase) <> found) AS wrong, count(*) FILTER (WHERE has_phrase(v, doc, phrase) IS DISTINCT FROM found) AS otherwise, count(*) FILTER (WHERE csq_internal.is_phrase(doc, phrase) IS DISTINCT FROM found) AS of_text
FROM (SELECT doc, v, phrase, v @@ phraseto_tsquery('csq.icu', phrase) AS found FROM asked, (SELECT doc, to_tsvector('csq.icu', doc) AS v FROM (SELECT doc FROM odd UNION ALL SELECT doc FROM said) d) t) s;
SELECT has_phrase('我的信用卡丢了', '信用卡') AS there, has_phrase('信用，用卡', '信用卡') AS apart, has_phrase('Credit, card', 'credit card') AS clause, has_phrase('ＣＲＥＤＩＴ card!', 'credit card') AS wide, has_phrase(NULL, '退款') AS no_text, has_phrase('退款', NULL) AS no_phrase;
SET client_min_messages = warning;
-- its query is that of the configuration, node for node: phrases of two to twelve, of ideographs at the edges of those that stand for themselves, of some that do not, and of Latin words
SELECT count(*) > 10000 AS many, count(*) FILTER (WHERE phrase ~ U&'^[\4E00-\9FFF]{2,}$') > 9000 AS of_pairs, count(*) FILTER (WHERE csq_internal.phrase_pairs(phrase) IS DISTINCT FROM plainto_tsquery('csq.icu', phrase)) AS otherwise
FROM (SELECT string_agg(CASE (h >> 8) % 50 WHEN 0 THEN (ARRAY['a', ' ', U&'\F900', U&'\3400', U&'\A000', U&'\4DFF'])[1 + h % 6] WHEN 1 THEN (ARRAY[U&'\4E00', U&'\9FFF', U&'\5000', U&'\8FFF', U&'\9000'])[1 + h % 5] ELSE chr(19968 + h % 20992) END, '' ORDER BY g) AS phrase
  FROM generate_series(1, 12000) id, LATERAL (SELECT g, ('x' || substr(md5(id || '/' || g), 1, 6))::bit(24)::int AS h FROM generate_series(1, 2 + id % 11) g) c GROUP BY id) s;
SELECT csq_internal.phrase_pairs(p) = plainto_tsquery('csq.icu', p) AS same, length(p) FROM (SELECT repeat('退款', 600) AS p UNION ALL SELECT repeat('信用卡', 333) || '退' UNION ALL SELECT '退' UNION ALL SELECT '哈哈哈' UNION ALL SELECT '，') s;
RESET client_min_messages;
-- beyond the 16,383 positions of a tsvector the bytes still tell
SELECT has_phrase(doc, '退款信用') AS there, to_tsvector('csq.icu', doc) @@ phraseto_tsquery('csq.icu', '退款信用') AS by_positions FROM (SELECT repeat('字', 17000) || '退款信用卡' AS doc) s;
DROP TABLE odd, asked;

-- headlines quote the text as it was written
SELECT ts_headline('csq.icu', '我的信用卡被盗刷，ＡＰＰ 闪退了 3.5 次! 用卡', q) FROM (VALUES (phraseto_tsquery('csq.icu', '信用卡')), (plainto_tsquery('csq.icu', '盗刷 app')), (phraseto_tsquery('csq.icu', '用卡')), (plainto_tsquery('csq.icu', '快递'))) v(q);
SELECT ts_headline('csq.icu', '这是第一句话，没有什么意思。这是第二句话，里面说到信用卡被盗刷的事情。这是第三句话。', phraseto_tsquery('csq.icu', '盗刷'), 'MaxWords=12, MinWords=6');
-- fragments have what was found whole, and what stands around it: an ideograph of three bytes is no short word
SELECT ts_headline('csq.icu', '水管爆裂。' || repeat('这里是别的话。', 20) || '昨天晚上水管爆裂了，家里进水', q, 'MaxFragments=2, MaxWords=12, MinWords=4') FROM (VALUES (phraseto_tsquery('csq.icu', '爆裂')), (plainto_tsquery('csq.icu', '进水')), (plainto_tsquery('csq.icu', '没有'))) v(q);
SELECT ts_headline('csq.icu', '昨天晚上水管爆裂了', plainto_tsquery('csq.icu', '爆裂'), 'maxfragments=1, shortword=3') AS as_asked, ts_headline('csq.icu', '昨天晚上水管爆裂了', plainto_tsquery('csq.icu', '爆裂'), 'MaxFragments=0') AS none,
  ts_headline('csq.icu', 'the pipe has burst at night', plainto_tsquery('csq.icu', 'burst'), 'MaxFragments=1');
SELECT ts_headline('csq.icu', doc, to_tsquery('csq.icu', 'zzz'), 'HighlightAll=true') = doc AS whole, count(*) FROM said GROUP BY 1;
-- ranking: both words near each other first
SELECT doc FROM (VALUES ('退款一直没有到账'), ('退款的事情说了很多次。昨天又去了一次银行，他们说钱早就到账了'), ('快递太慢')) v(doc), plainto_tsquery('csq.icu', '退款 到账') q
WHERE to_tsvector('csq.icu', doc) @@ q ORDER BY ts_rank_cd(to_tsvector('csq.icu', doc), q) DESC;
-- nothing, long things
SELECT to_tsvector('csq.icu', '') AS nothing, to_tsvector('csq.icu', '，。! ') AS marks, length(to_tsvector('csq.icu', repeat(' ', 5000) || '退款')) AS after_space;
-- characters that normalising takes apart: no character makes an error, and each text is shown once
SELECT to_tsvector('csq.icu', '加½勺 第㈠章 ㍿的 1¼块') AS taken_apart, to_tsvector('csq.icu', '加½勺') @@ to_tsquery('csq.icu', '½') AS found, ts_headline('csq.icu', '加½块 第㈠章 ㍿的 1½块', to_tsquery('csq.icu', '块')) AS shown;
SELECT count(to_tsvector('csq.icu', 'a' || chr(c) || '中' || chr(c) || chr(c) || '文' || chr(c))) AS characters FROM generate_series(1, 65535) c WHERE c NOT BETWEEN 55296 AND 57343;
SELECT count(*) AS shown, count(*) FILTER (WHERE ts_headline('csq.icu', 'a中' || chr(c) || '文' || chr(c) || ' b', 'zzz', 'HighlightAll=true') <> 'a中' || chr(c) || '文' || chr(c) || ' b') AS otherwise
FROM generate_series(1, 65535) c WHERE c < 1024 OR c BETWEEN 8192 AND 8399 OR c BETWEEN 8448 AND 11263 OR c BETWEEN 12288 AND 40959 OR c BETWEEN 63744 AND 64255 OR c BETWEEN 65072 AND 65135 OR c BETWEEN 65280 AND 65519;
DROP TABLE said;

-- Reading text: what is stable since Unicode 6 only.
SET search_path = csq, public;
SET client_min_messages = warning;
\pset format unaligned
\pset null '<null>'

SELECT normalize_text(E'  ＡＢＣ　１２３ \n x '), normalize_text('ﬁne ㎏'), normalize_text(''), normalize_text(NULL);
SELECT normalize_text(E'e\u0301') = E'\u00e9' AS composed, normalize_text(U&'信\200B用') = '信用' AS invisible, normalize_text('，。；！？') AS marks;
SELECT normalize_text(t) = normalize_text(normalize_text(t)) AS idempotent FROM (VALUES ('ＡbＣ　ﬁ  ㎏'), ('投诉，退款！'), (E'a\u0301\u0323')) v(t);
-- against PostgreSQL's normalisation, where folding case is that of ASCII: what is read as a run of common characters ends where a mark changes the last of them
SELECT count(*) AS texts, count(*) FILTER (WHERE normalize_text(s) <> normalize(lower(s COLLATE "C"), NFKC)) AS otherwise, count(*) FILTER (WHERE length(normalize_text(s)) <> length(s)) > 5000 AS of_other_length
FROM (SELECT string_agg((ARRAY['a', 'Z', 'k', 'é', '中', '国', '，', '、', '1', '9', '１', 'か', U&'\0301', U&'\3099', U&'\302A', '한', U&'\1112', U&'\1161', '(', '.', '½', '①', '㍿', U&'\4DFF', U&'\4E00', U&'\9FFF', U&'\A000', U&'\FA1B'])[1 + ('x' || substr(md5(id || '/' || g), 1, 6))::bit(24)::int % 28], '' ORDER BY g) AS s
  FROM generate_series(1, 20000) id, generate_series(1, 2 + id % 14) g GROUP BY id) q;

SELECT tokens('我的信用卡 can''t log-in 3.5万 50,000，App闪退'), tokens('卡'), tokens('。'), tokens(NULL);
SELECT tokens(E'信 用\n卡');

SELECT mask_pii('电话13812345678，+86 139-1234-5678');
SELECT mask_pii('身份证11010519491231002X，错号110105194912310021');
SELECT mask_pii('卡4111 1111 1111 1111，错的4111 1111 1111 1112');
-- what a word before it says it is: wrong check digits, 15 digits, accounts, passports, local telephones; dates, amounts and other numbers are none
SELECT mask_pii(t) FROM unnest(ARRAY['卡号 6222 0212 3456 7890 123', '銀行卡號為：6222021234567890123', '身份证号码是110105194912310021，', '身份證：110105491231002', '对公账号 1100 1042 3000 5300 1234 56', '银行卡（6222021234567890123）', 'my account number is 123456789012.',
  'account #1234567890', '护照号码：E12345678', 'passport no. EA1234567', '港澳通行证 H12345678', '联系电话 8888 9999', '电话88889999，', 'tel: 5551 2345', '139——1234——5678',
  '账户 2026-03-02 10:00 扣款', '账户20260302扣款', '账户123456789元', '账户 123456789.50', '电话 20260302', '客服电话 95588', 'my discard 123456789012', '信用卡尾号1234', '订单号 123456789012345', 'account 12345']) WITH ORDINALITY u(t, i) ORDER BY i;
SELECT mask_pii('邮箱zhang.san@example.com，a@b.cn，no@host');
SELECT mask_pii('１３８１２３４５６７８ 订单20260301');
SELECT char_length(mask_pii(t)) = char_length(t) AS same_length FROM (VALUES ('电话13812345678'), ('x@y.com'), ('')) v(t);

SELECT * FROM amounts('赔我五万，上次扣了3,000.50元，又扣三千五百块，$20 和 ¥99；五万人、12378、2026年不算');
SELECT count(*) FROM amounts('');
SELECT t, amount, currency, evidence FROM unnest(ARRAY['三点五万元', '五六千元', '十几万元', '上百万元', '百万元', '30 万元', '十五W', '12块5', '七块八毛九', 'NT$500', '300块砖', '两块地', 'HKD 300', '3000到5000元', '下午三点五十分', '一刀切']) WITH ORDINALITY u(t, o) LEFT JOIN LATERAL amounts(t) ON true ORDER BY o;
SELECT (severity('severity/major/x: y', '赔我三点五万元', 50000)).level, (severity('severity/major/x: y', '损失十几万元', 50000)).level;
SELECT mask_pii('卡号9558800100112233448'), mask_pii('6222 020200112234568'), mask_pii('008613800138000 +86138 0013 8000 138.0013.8000'), mask_pii('1101 0519 4912 3100 2X');
SELECT mask_pii('湘A12345 粤B·D12345 010-82345678 2019-10-16 1234');

-- each character of the planes that have any, in words, between ideographs, doubled: the same bytes under every ICU and every locale
CREATE TABLE point AS SELECT c, 'a' || chr(c) || '中' || chr(c) || chr(c) || '文' || chr(c) || ' b' AS doc
FROM (SELECT generate_series(1, 204799) UNION ALL SELECT generate_series(917504, 921599)) s(c) WHERE c NOT BETWEEN 55296 AND 57343;
SELECT count(*) AS characters, md5(string_agg(normalize_text(doc), '' ORDER BY c)) AS normalised, md5(string_agg(tokens(doc)::text, '' ORDER BY c)) AS tokens FROM point;
SELECT md5(string_agg(to_tsvector('csq.icu', doc)::text, '' ORDER BY c)) AS vectors, md5(string_agg(mask_pii(doc), '' ORDER BY c)) AS masked,
  md5(string_agg(csq_internal.text_signature_send(signature(doc))::text, '' ORDER BY c)) AS signatures FROM point;
SELECT count(*) AS matches, md5(string_agg(m::text, '' ORDER BY c, start_at, phrase)) AS matched FROM point, lexicon_matches('x: "a ... 文", "中 & 文", 文, b', doc) m;
DROP TABLE point;

-- limits
SELECT normalize_text(repeat('a', 16777217));
SELECT char_length(normalize_text(repeat('Ａ', 1000000)));

-- Reading text: what is stable since Unicode 6 only.
SET search_path = csq, public;
SET client_min_messages = warning;
\pset format unaligned
\pset null '<null>'

SELECT normalize_text(E'  ＡＢＣ　１２３ \n x '), normalize_text('ﬁne ㎏'), normalize_text(''), normalize_text(NULL);
SELECT normalize_text(E'e\u0301') = E'\u00e9' AS composed, normalize_text(U&'信\200B用') = '信用' AS invisible, normalize_text('，。；！？') AS marks;
SELECT normalize_text(t) = normalize_text(normalize_text(t)) AS idempotent FROM (VALUES ('ＡbＣ　ﬁ  ㎏'), ('投诉，退款！'), (E'a\u0301\u0323')) v(t);

SELECT tokens('我的信用卡 can''t log-in 3.5万 50,000，App闪退'), tokens('卡'), tokens('。'), tokens(NULL);
SELECT tokens(E'信 用\n卡');

SELECT mask_pii('电话13812345678，+86 139-1234-5678');
SELECT mask_pii('身份证11010519491231002X，错号110105194912310021');
SELECT mask_pii('卡4111 1111 1111 1111，错卡4111 1111 1111 1112');
SELECT mask_pii('邮箱zhang.san@example.com，a@b.cn，no@host');
SELECT mask_pii('１３８１２３４５６７８ 订单20260301');
SELECT char_length(mask_pii(t)) = char_length(t) AS same_length FROM (VALUES ('电话13812345678'), ('x@y.com'), ('')) v(t);

SELECT * FROM amounts('赔我五万，上次扣了3,000.50元，又扣三千五百块，$20 和 ¥99；五万人、12378、2026年不算');
SELECT count(*) FROM amounts('');

-- limits
SELECT normalize_text(repeat('a', 16777217));
SELECT char_length(normalize_text(repeat('Ａ', 1000000)));

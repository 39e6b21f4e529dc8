-- Step 23: the complaints of the quarter, their texts and their histories.
--
-- What changes on the go-live date: complaints are answered, filed, assigned
-- and solved faster, fewer are reopened, fewer customers must complain again.
-- 投诉样本：上线日之后响应更快、重复更少。

-- ------------------------------------------------------------- cases -------

-- What customers complain about. The shares move a little after the go-live;
-- the sums of both columns are 1.
CREATE TABLE demo.topic (topic text PRIMARY KEY, label_zh text, before float8, after float8);
INSERT INTO demo.topic VALUES
	('fraud', '盗刷与欺诈', 0.075, 0.075), ('credit_card', '信用卡账单', 0.105, 0.105),
	('loan', '贷款', 0.095, 0.090),        ('payment', '转账与支付', 0.100, 0.090),
	('app', '手机银行与网银', 0.100, 0.090), ('atm', '自助设备', 0.050, 0.055),
	('account', '账户管控', 0.085, 0.090),  ('wealth', '理财', 0.050, 0.055),
	('insurance', '代销保险', 0.035, 0.040), ('attitude', '服务态度', 0.070, 0.060),
	('queue', '排队与网点', 0.070, 0.055),  ('marketing', '营销骚扰', 0.035, 0.045),
	('privacy', '信息泄露', 0.020, 0.025),  ('collection', '催收', 0.040, 0.045),
	('credit_report', '征信', 0.025, 0.030), ('fee', '收费', 0.045, 0.050);

CREATE TABLE demo.topic_load AS
SELECT array_agg(topic ORDER BY topic COLLATE "C") AS topics,
	array_agg(b ORDER BY topic COLLATE "C") AS before, array_agg(a ORDER BY topic COLLATE "C") AS after
FROM (SELECT topic, (sum(before) OVER w - before) / sum(before) OVER () AS b,
		(sum(after) OVER w - after) / sum(after) OVER () AS a
	  FROM demo.topic WINDOW w AS (ORDER BY topic COLLATE "C")) AS t;

-- First complaints. One in seven comes from a small group that complains a lot.
CREATE TABLE demo.complaint_case AS
SELECT key, 0 AS link, key AS root,
	1 + floor(CASE WHEN demo.u(key, 31) < 0.86 THEN demo.u(key, 32)
				   ELSE demo.u(key, 32) * demo.u(key, 33) * demo.u(key, 34) END * c.n)::int AS customer_id,
	at AS received_at,
	CASE WHEN demo.u(key, 35) < 0.035 THEN NULL
		 WHEN at >= '2026-04-22 00:00+08' AND at < '2026-04-25 00:00+08' AND demo.u(key, 36) < 0.4 THEN 'app'
		 ELSE l.topics[width_bucket(demo.u(key, 37), CASE WHEN at < i.go_live THEN l.before ELSE l.after END)]
	END AS topic
FROM generate_series(1, round(17350 * :scale)::int8) AS key,
	demo.instant(key, 40) AS at, demo.topic_load AS l, service.improvement AS i,
	(SELECT count(*) AS n FROM service.customer) AS c;

-- Repeats: the same customer with the same problem again within four weeks.
-- Before the go-live about one complaint in four came back, after it one in ten.
CREATE FUNCTION demo.repeat_at(key int8, received_at timestamptz) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ((received_at AT TIME ZONE 'Asia/Shanghai')::date
	+ greatest(1, least(28, demo.duration(key, 51, 7)))::int
	+ interval '1 hour' * (width_bucket(demo.u(key, 52), (SELECT cumulated FROM demo.hour_load)) - 1)
	+ demo.seconds(3600 * demo.u(key, 53))) AT TIME ZONE 'Asia/Shanghai';

INSERT INTO demo.complaint_case
WITH RECURSIVE chain AS (
	SELECT * FROM demo.complaint_case
	UNION ALL
	SELECT 1000000 * (link + 1) + root, link + 1, root, customer_id, demo.repeat_at(1000000 * (link + 1) + root, received_at), topic
	FROM chain, service.improvement AS i
	WHERE link < 3 AND topic IS NOT NULL
		AND demo.u(key, 50) < 0.05 * link + CASE WHEN received_at < i.go_live - interval '3 days' THEN 0.24 ELSE 0.09 END)
SELECT * FROM chain WHERE link > 0;
DELETE FROM demo.complaint_case USING service.improvement AS i WHERE received_at >= i.as_of;

-- ------------------------------------------------------------- texts -------

CREATE TABLE demo.choice AS
SELECT lang, topic, part, array_agg(body ORDER BY body COLLATE "C") AS texts
FROM demo.phrase GROUP BY lang, topic, part;
CREATE UNIQUE INDEX ON demo.choice (lang, topic, part);
ANALYZE demo.choice;

-- One phrase of a part, with a given probability.
CREATE FUNCTION demo.part(lang text, topic text, part text, key int8, stream int8, probability float8) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT demo.one_of(key, stream, c.texts) FROM demo.choice AS c
		WHERE demo.u(key, stream + 1) < probability
		  AND c.lang = part.lang AND c.topic = part.topic AND c.part = part.part);

-- Which parts a text has. Whoever writes again is angrier and threatens more.
CREATE TABLE demo.draft AS
SELECT c.*, p.lang, p.segment, demo.u(c.key, 60) AS style,
	CASE WHEN topic IS NOT NULL AND demo.u(c.key, 61) < 0.11
		 THEN nullif(demo.one_of(c.key, 62, l.topics), topic) END AS second_topic,
	CASE WHEN topic IS NULL THEN 'general'
		 WHEN demo.u(c.key, 63) < CASE WHEN topic IN ('fraud', 'insurance', 'wealth') THEN 0.07 ELSE 0.022 END THEN 'urgent'
		 WHEN demo.u(c.key, 64) < 0.07 + 0.10 * link THEN 'major'
		 WHEN topic IN ('fraud', 'privacy') THEN 'major'
		 ELSE 'general' END AS severity,
	topic IS NOT NULL AND demo.u(c.key, 64) < 0.07 + 0.10 * link AS threatens
FROM demo.complaint_case AS c JOIN service.customer AS p USING (customer_id), demo.topic_load AS l;

CREATE TABLE demo.assembled AS
SELECT d.*,
	array_remove(ARRAY[
		demo.part(lang, '*', 'opening', key, 100, CASE WHEN topic IS NULL THEN 0.2 ELSE 0.55 END),
		CASE WHEN style < 0.08 THEN demo.part(lang, '*', 'demand', key, 102, 1) END,
		demo.part(lang, coalesce(topic, 'none'), 'core', key, 104, 1),
		demo.part(lang, coalesce(topic, 'none'), 'detail', key, 106, CASE WHEN topic IS NULL THEN 0.2 ELSE 0.55 END),
		CASE WHEN link > 0 THEN
			CASE lang WHEN 'zh' THEN '同样的问题我已经投诉过了' ELSE 'I have complained about this before' END END,
		CASE WHEN topic IS NOT NULL THEN demo.part(lang, '*', 'process', key, 108, 0.45 + 0.2 * link) END,
		CASE WHEN topic IS NOT NULL THEN demo.part(lang, '*', 'negation', key, 110, 0.06) END,
		CASE lang WHEN 'zh' THEN '另外,' || demo.part(lang, second_topic, 'core', key, 112, 1)
			ELSE demo.one_of(key, 113, '{Second problem:,Besides:,One more thing:}') || ' ' || demo.part(lang, second_topic, 'core', key, 112, 1) END,
		CASE WHEN topic IS NOT NULL THEN demo.part(lang, '*', 'praise', key, 114, 0.05) END,
		CASE WHEN severity = 'urgent' THEN demo.part(lang, '*', 'urgent', key, 116, 1) END,
		CASE WHEN threatens THEN demo.part(lang, '*', 'major', key, 118, 1) END,
		CASE WHEN topic IS NOT NULL AND style >= 0.08 THEN demo.part(lang, '*', 'demand', key, 120, 0.55) END,
		demo.part(lang, '*', 'closing', key, 122, 0.30)], NULL) AS parts
FROM demo.draft AS d;

-- Slots and habits: dates and sums as people write them, punctuation, slips.
CREATE FUNCTION demo.spoken_date(lang text, at timestamptz, key int8) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT CASE WHEN lang = 'en' THEN (ARRAY[to_char(d, 'FMMonth FMDD'), to_char(d, 'FMDD FMMonth'), to_char(d, 'FMMM/FMDD'), to_char(d, 'FMDay')])[form]
					WHEN back <= 2 THEN ('{昨天,前天}'::text[])[back]
					ELSE (ARRAY[to_char(d, 'FMMM月FMDD日'), to_char(d, 'FMMM月FMDD号'), to_char(d, 'FMDD号'), '上周' || ('{一,二,三,四,五,六,日}'::text[])[extract(isodow FROM d)::int]])[form]
			   END
		FROM demo.pick(key, 70, 1, 9) AS back, demo.pick(key, 71, 1, 4) AS form,
			 date((at AT TIME ZONE 'Asia/Shanghai') - interval '1 day' * back) AS d);

CREATE FUNCTION demo.spoken_sum(lang text, thousands int, key int8) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE lang WHEN 'zh' THEN (ARRAY[
		thousands || '000元', CASE WHEN thousands < 12 THEN thousands || '千元' ELSE (thousands / 10.0)::numeric(4,1) || '万元' END, to_char(thousands * 1000 + 380, 'FM¥999,999.00'),
		thousands || '000多块', ('{一万块,两万多,三万元,五千块钱,八千八,十几万,三千块}'::text[])[1 + thousands % 7]])[demo.pick(key, 73, 1, 5)]
	ELSE (ARRAY['RMB ' || thousands || ',000', thousands || ',380 yuan', to_char(thousands * 1000 + 500, 'FM¥999,999'),
		thousands || 'k RMB'])[demo.pick(key, 73, 1, 4)] END;

CREATE FUNCTION demo.fill(lang text, body text, key int8, at timestamptz) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(body,
	'{d}', demo.spoken_date(lang, at, key)),
	'{amt}', demo.spoken_sum(lang, demo.pick(key, 72, 2, 98), key)),
	'{small}', CASE lang WHEN 'zh' THEN demo.pick(key, 74, 8, 990) || demo.one_of(key, 75, '{元,块,块钱,.5元}')
			   ELSE demo.one_of(key, 75, '{¥,RMB }') || demo.pick(key, 74, 8, 990) END),
	'{cash}', CASE lang WHEN 'zh' THEN demo.pick(key, 84, 3, 50) * 100 || '元' ELSE 'RMB ' || demo.pick(key, 84, 3, 50) * 100 END),
	'{tail}', lpad(demo.pick(key, 76, 0, 9999)::text, 4, '0')),
	'{br}', demo.one_of(key, 77, CASE lang
		WHEN 'zh' THEN '{江北支行,星湖路支行,大学城网点,人民广场支行,滨海支行,老城支行,北辰网点,南湖路支行,高新支行,火车站网点}'::text[]
		ELSE '{the Riverside branch,the Star Lake branch,the University branch,the Harbour branch,the Old Town branch}' END)),
	'{mer}', demo.one_of(key, 78, CASE lang
		WHEN 'zh' THEN '{云杉商城,橘猫超市,某游戏平台,一家境外网站,星河数码,山海旅行网,快鹿打车}'::text[]
		ELSE '{an online game store,Orange Cat Market,a foreign website,Starlight Digital,Blue Hills Travel}' END)),
	'{who}', CASE lang WHEN 'zh' THEN demo.one_of(key, 79, '{王,李,张,刘,陈,杨,赵,黄,周,吴}') || demo.one_of(key, 80, '{女士,先生}')
			 ELSE demo.one_of(key, 79, '{Ms,Mr}') || ' ' || demo.one_of(key, 80, '{Wang,Li,Zhang,Chen,Lin,Moore,Novak}') END),
	'{sur}', demo.one_of(key, 79, '{王,李,张,刘,陈,杨,赵,黄,周,吴}')),
	'{old}', demo.pick(key, 81, 66, 88)::text),
	'{n2}', demo.pick(key, 82, 3, 6)::text),
	'{n}', demo.pick(key, 83, 2, 9)::text);

CREATE TABLE demo.written AS
SELECT a.key, a.link, a.customer_id, a.received_at, a.lang, a.topic, a.second_topic, a.severity,
	CASE lang
	WHEN 'zh' THEN regexp_replace(demo.fill('zh', CASE WHEN style < 0.72 THEN replace(t, ',', '，') WHEN style < 0.80 THEN replace(t, ',', ' ') ELSE t END, key, received_at),
					'([，,！!？?：:])[，,。！ ]+', '\1', 'g')
	ELSE (SELECT CASE WHEN style < 0.12 THEN lower(e) WHEN style > 0.97 THEN upper(e) ELSE e END
		  FROM regexp_replace(replace(replace(demo.fill('en', t, key, received_at), '2th ', '2nd '), '3th ', '3rd '), '([,.:!?])[.!,]+ ', '\1 ', 'g') AS e)
	END AS body
FROM demo.assembled AS a,
	LATERAL (SELECT count(*) AS n, (array_agg(good ORDER BY good COLLATE "C")) AS good, array_agg(bad ORDER BY good COLLATE "C") AS bad
			 FROM demo.slip AS s WHERE s.lang = a.lang AND demo.u(a.key, 90) < 0.45) AS s,
	LATERAL (SELECT array_to_string(parts,
				CASE WHEN lang = 'zh' THEN CASE WHEN style < 0.55 THEN '。' WHEN style < 0.80 THEN ',' WHEN style < 0.9 THEN '！' ELSE ' ' END
					 ELSE CASE WHEN style < 0.75 THEN '. ' WHEN style < 0.85 THEN ', ' WHEN style < 0.95 THEN '! ' ELSE ' ' END END)
			|| CASE WHEN style < 0.4 THEN CASE lang WHEN 'zh' THEN '。' ELSE '.' END
					WHEN style < 0.5 THEN CASE lang WHEN 'zh' THEN '！！' ELSE '!!' END ELSE '' END AS whole) AS w,
	LATERAL (SELECT CASE WHEN s.n = 0 THEN whole
			ELSE replace(replace(whole, s.good[demo.pick(key, 91, 1, s.n::int)], s.bad[demo.pick(key, 91, 1, s.n::int)]),
						 s.good[demo.pick(key, 92, 1, s.n::int)], s.bad[demo.pick(key, 92, 1, s.n::int)]) END AS t) AS t;

-- ---------------------------------------------------------- complaints -----

CREATE TABLE demo.numbered AS
SELECT row_number() OVER (ORDER BY received_at, key)::int AS complaint_id, *,
	received_at >= (SELECT go_live FROM service.improvement) AS after
FROM demo.written;

INSERT INTO service.complaint
SELECT complaint_id, customer_id, demo.pick(key, 130, 1, (SELECT count(*)::int FROM service.agent)), received_at,
	(ARRAY['phone', 'app', 'web', 'branch', 'letter'])[width_bucket(demo.u(key, 131), '{0, 0.46, 0.74, 0.86, 0.97}'::float8[])],
	lang, body
FROM demo.numbered;

INSERT INTO demo.truth SELECT complaint_id, topic, second_topic, severity, after FROM demo.numbered;

-- ----------------------------------------------------------- histories -----

-- The desk answers, files and assigns; the office solves; then the customer is
-- told. Medians in minutes of working time, before and after the go-live.
CREATE TABLE demo.pace (stage text PRIMARY KEY, before float8, after float8);
INSERT INTO demo.pace VALUES
	('responded', 6.6, 3.05), ('classified', 12.5, 9.6), ('assigned', 58, 37),
	('urgent', 205, 118), ('major', 640, 430), ('general', 1010, 700), ('feedback', 1480, 1060);

CREATE TABLE demo.history AS
WITH pace AS (
	SELECT n.*, CASE WHEN after THEN p.a ELSE p.b END AS m
	FROM demo.numbered AS n,
		(SELECT jsonb_object_agg(stage, before) AS b, jsonb_object_agg(stage, after) AS a FROM demo.pace) AS p),
desk AS MATERIALIZED (                 -- seconds worked on the desk, first to last stage
	SELECT *, demo.worked_at(d, received_at) + 60 * demo.steady_duration(key, 140, (m->>'responded')::float8) AS responded_w,
		60 * demo.steady_duration(key, 141, (m->>'classified')::float8) AS classified_w,
		60 * demo.steady_duration(key, 142, (m->>'assigned')::float8) AS assigned_w
	FROM pace, demo.worked AS d WHERE d.shift = 'desk'),
assigned AS MATERIALIZED (
	SELECT c.*, demo.instant_of(d, responded_w) AS responded_at,
		demo.instant_of(d, responded_w + classified_w) AS classified_at,
		demo.instant_of(d, responded_w + classified_w + assigned_w) AS assigned_at
	FROM desk AS c, demo.worked AS d WHERE d.shift = 'desk'),
office AS MATERIALIZED (
	SELECT a.*, demo.worked_at(o, assigned_at) + 60 * demo.duration(key, 143, (m->>severity)::float8) AS resolved_w
	FROM assigned AS a, demo.worked AS o WHERE o.shift = 'office'),
resolved AS MATERIALIZED (
	SELECT r.*, demo.instant_of(o, resolved_w) AS resolved_at FROM office AS r, demo.worked AS o WHERE o.shift = 'office')
SELECT complaint_id, key, received_at, responded_at, classified_at, assigned_at, resolved_at,
	CASE WHEN demo.u(key, 144) < CASE WHEN after THEN 0.03 ELSE 0.065 END
		 THEN resolved_at + demo.seconds(3600 * demo.duration(key, 145, 30)) END AS reopened_at,
	CASE WHEN demo.u(key, 146) < CASE WHEN after THEN 0.97 ELSE 0.90 END
		 THEN resolved_at + demo.seconds(60 * demo.duration(key, 147, (m->>'feedback')::float8)) END AS feedback_at,
	CASE WHEN severity <> 'general' AND demo.u(key, 148) < CASE WHEN after THEN 0.12 ELSE 0.30 END
		 THEN assigned_at + demo.seconds(60 * demo.duration(key, 149, 600)) END AS escalated_at
FROM resolved;

INSERT INTO service.complaint_event
SELECT complaint_id, e.at, e.event
FROM demo.history AS h, service.improvement AS i, LATERAL (VALUES
	(received_at, 'received'), (responded_at, 'responded'), (classified_at, 'classified'),
	(assigned_at, 'assigned'), (resolved_at, 'resolved'), (reopened_at, 'reopened'),
	(reopened_at + demo.seconds(3600 * demo.duration(key, 150, 26)), 'resolved'),
	(feedback_at, 'feedback'), (CASE WHEN escalated_at < resolved_at THEN escalated_at END, 'escalated')) AS e(at, event)
WHERE e.at < i.as_of;

-- Everybody but the job itself may forget how the sample was made.
DROP TABLE demo.complaint_case, demo.draft, demo.assembled, demo.written, demo.numbered;

CREATE INDEX ON service.complaint (customer_id, received_at);
ANALYZE service.complaint, service.complaint_event, demo.truth, demo.history;
INSERT INTO demo.step (step, rows) SELECT 'complaints and their texts', count(*) FROM service.complaint;
INSERT INTO demo.step (step, rows) SELECT 'complaint events', count(*) FROM service.complaint_event;

-- Step 30: what each complaint is about and how severe it is. 投诉分类与分级。
--
-- The extension ships phrases as rows (default_lexicon); an aggregate compiles them
-- into a value; classify() and severity() read it. The bank adds phrases of its own
-- with "+": the shipped ones are extended, not copied.

SET client_min_messages = warning;
DROP TABLE IF EXISTS service.own_phrase, service.category, service.lexicon, service.graded, demo.judged, demo.topic_label CASCADE;
RESET client_min_messages;

-- The bank files by fifteen categories of its own. Each takes its words from some of
-- the shipped labels (products and causes); labels that fit every complaint, such
-- as slow answers, are left to the second axis, "cause".
CREATE TABLE service.category (category text PRIMARY KEY, name_zh text NOT NULL, sources text[] NOT NULL);
INSERT INTO service.category VALUES
('fraud',         '盗刷与欺诈',     '{fund_safety}'),
('credit_card',   '信用卡',         '{credit_card}'),
('loan',          '贷款',           '{loan,mortgage}'),
('payment',       '转账与支付',     '{payment_transfer}'),
('app',           '手机银行与网银', '{online_banking,facilities_systems}'),
('branch',        '网点与自助设备', '{branch_atm}'),
('account',       '账户与管控',     '{savings_account,rules_process}'),
('wealth',        '理财',           '{wealth_management,product_return}'),
('insurance',     '代销保险',       '{life_insurance,health_insurance,policy_surrender,claim_settlement}'),
('attitude',      '服务态度',       '{service_attitude}'),
('marketing',     '营销骚扰',       '{marketing}'),
('privacy',       '信息泄露',       '{data_safety}'),
('collection',    '催收',           '{debt_collection}'),
('credit_report', '征信',           '{credit_record}'),
('fee',           '收费',           '{fees}');
COMMENT ON TABLE service.category IS 'The bank''s own categories and the shipped labels they are made of. 本行投诉类别';

-- Words the bank adds: its own products and habits of speech. A phrase that comes
-- twice keeps its larger weight, so adding is also how a weight is raised.
CREATE TABLE service.own_phrase (lang text, label text, weight float8, phrases text, axis text DEFAULT 'category');
INSERT INTO service.own_phrase VALUES
('zh', 'fraud', 4,         '不是我本人|本人操作|冒用|快捷支付|免密支付|没有授权过|境外刷|骗走|骗我|盗刷'),
('zh', 'credit_card', 3,   '信用卡|账单分期|最低还款|溢缴款|账单日|销卡|年费|滞纳金'),
('zh', 'loan', 3,          '房贷|提前还|利率|放款|审批|综合评分|抵押|还款计划|贷款已经还清'),
('zh', 'payment', 3,       '转账|汇款|没有收到|退款|重复扣款|付款|没有到账|代发|转错了'),
('zh', 'app', 3,           '手机银行|闪退|人脸识别|验证码|密码错误|绑定不了设备|升级维护'),
('zh', 'branch', 3,        '排队|取号|窗口|叫号|卡吞了|少吐|没有吐钞|取款机|存款机|自助设备|自助机|atm|坐席忙|停车'),
('zh', 'account', 4,       '非柜面|冻结|解冻|限额|二类卡|开户|销户|预留手机号|睡眠户|开个账户'),
('zh', 'wealth', 4,        '理财|基金|预期收益|赎回|风险测评|保本'),
('zh', 'insurance', 5,     '保险|保单|退保|理赔|搭售'),
('zh', 'attitude', 3,      '态度|爱理不理|翻白眼|冲我吼|不耐烦|讽刺|挂了|说话很难听|嫌我|玩手机'),
('zh', 'marketing', 5,     '推销|营销短信|外呼|退订|免打扰|付费短信套餐'),
('zh', 'privacy', 5,       '泄露|个人信息|隐私|没有授权你们|流水截图|账户明细|读取通讯录|装修公司'),
('zh', 'collection', 6,    '催收|上门威胁|假传票|爆我通讯录|向我催'),
('zh', 'credit_report', 6, '征信'),
('zh', 'fee', 4,           '短信通知费|账户管理费|工本费|收费标准|跨行取款|费率|资信证明|打印流水'),
('en', 'fraud', 4,         'did not make|do not recognize|unauthorized|tricked|never made|in my name|from your bank'),
('en', 'credit_card', 3,   'credit card|annual fee|late fee|credit limit|installment plan|paid the minimum'),
('en', 'loan', 3,          'mortgage|loan|prepay|lien|interest rates|personal loan'),
('en', 'payment', 3,       'transferred|payment to|refund of|charged * times|wire|salary should|not arrived'),
('en', 'app', 3,           'app|face recognition|log in|password reset|verification code|new device|crashes'),
('en', 'branch', 3,        'atm|cash machine|swallowed|on hold|counter|counters|people before me|branch has moved'),
('en', 'account', 4,       'restricted|frozen|open an account|daily limit|close my account|phone number on my account'),
('en', 'wealth', 4,        'fund|investment product|risk assessment|promised a return|redeem|guaranteed'),
('en', 'insurance', 5,     'insurance|premium|my claim'),
('en', 'attitude', 3,      'rude|shouted|hung up|ignored me|contempt|sarcastic|complain if i dare|interrupting me'),
('en', 'marketing', 5,     'sales calls|marketing messages|telemarketing|opted out|never asked for'),
('en', 'privacy', 5,       'personal information|leaked|privacy|without my permission|statement in a chat|my contacts and location|renovation companies'),
('en', 'collection', 6,    'debt collector|collector|collection agency|not my debt|a debt of'),
('en', 'credit_report', 6, 'credit report|credit file'),
('en', 'fee', 4,           'text alerts|maintenance fee|printing my own|withdrawal that should be free|balance certificate');
INSERT INTO service.own_phrase VALUES
('zh', 'urgent/safety', 1,       '急得住院|要是出事', 'severity'),
('zh', 'urgent/ongoing_loss', 1, '在一直扣|还在往外转|继续被转走', 'severity'),
('en', 'urgent/safety', 1,       'taken to hospital|threatened me|not want to live', 'severity'),
('en', 'urgent/ongoing_loss', 1, 'still leaving my account', 'severity');
COMMENT ON TABLE service.own_phrase IS 'Phrases the bank adds to the shipped ones. 本行自有词语';

CREATE TABLE service.lexicon (
	lang     text PRIMARY KEY,
	shipped  csq.lexicon NOT NULL,      -- what comes with the extension, in the bank's categories
	rule     csq.lexicon NOT NULL       -- the same and the bank's own phrases
);
COMMENT ON TABLE service.lexicon IS 'Compiled phrases per language: categories, causes, severity, emotion. 已编译词库';

-- "+" adds phrases, "-" with another lexicon would take some out again.
INSERT INTO service.lexicon
SELECT lang, shipped, shipped + own
FROM (SELECT lang, csq.lexicon_agg(label, phrase, weight, axis, negation) AS shipped
	  FROM unnest('{zh,en}'::text[]) AS lang, LATERAL (
		SELECT 'category' AS axis, c.category AS label, phrase, weight, negation
		FROM service.category AS c JOIN csq.default_lexicon('category', lang) AS d ON d.label = ANY (c.sources)
		UNION ALL SELECT axis, label, phrase, weight, negation FROM csq.default_lexicon('cause', lang)
		UNION ALL SELECT axis, label, phrase, weight, negation FROM csq.default_lexicon('severity', lang)
		UNION ALL SELECT axis, label, phrase, weight, negation FROM csq.default_lexicon('emotion', lang)) AS phrases
	  GROUP BY lang) AS s
	JOIN (SELECT lang, csq.lexicon_agg(label, phrase, weight, axis, 'keep') AS own
		  FROM service.own_phrase, LATERAL string_to_table(phrases, '|') AS phrase GROUP BY lang) AS o USING (lang);

-- Every complaint read once: category, severity with its reasons, mood. Complaints
-- without any evidence of a category stay NULL: a person must look.
CREATE TABLE service.graded AS
SELECT c.complaint_id, csq.classify(l.rule, c.body, 'category') AS category,
	csq.classify(l.rule, c.body, 'cause') AS cause,
	coalesce(s.level, 'general') AS severity, s.reasons, s.evidence,
	csq.classify(l.rule, c.body, 'emotion') AS emotion
FROM service.complaint AS c JOIN service.lexicon AS l USING (lang), LATERAL csq.severity(l.rule, c.body) AS s;
ALTER TABLE service.graded ADD PRIMARY KEY (complaint_id);
ANALYZE service.graded;
COMMENT ON TABLE service.graded IS 'Category, severity and mood of each complaint, from its text. 投诉类别、等级与情绪';
COMMENT ON COLUMN service.graded.category IS 'NULL: no evidence in the text, a person must decide. 空值：需人工判断';

CREATE VIEW service.review_queue AS
SELECT c.complaint_id, c.received_at, c.lang, c.body FROM service.complaint AS c JOIN service.graded AS g USING (complaint_id) WHERE g.category IS NULL;
COMMENT ON VIEW service.review_queue IS 'Complaints that the lexicon cannot file. 待人工分类';

INSERT INTO demo.step (step, rows) SELECT 'classified and graded', count(*) FROM service.graded;

-- -------------------------------------------------------------- answers ----

\echo
\echo '-- 30  Classification  投诉分类与分级 ------------------------------------------------------------------'
\echo
\echo 'What customers complain about, April against June  投诉类别'
SELECT coalesce(category || ' ' || name_zh, '(review queue 待人工分类)') AS category, count(*) AS complaints, round(100.0 * count(*) / sum(count(*)) OVER (), 1) || '%' AS share,
	count(*) FILTER (WHERE received_at <@ i.baseline) AS april, count(*) FILTER (WHERE received_at <@ i.now) AS june,
	repeat('█', round(40.0 * count(*) / max(count(*)) OVER ())::int) AS " "
FROM service.complaint JOIN service.graded USING (complaint_id) LEFT JOIN service.category USING (category), service.improvement AS i
GROUP BY 1 ORDER BY count(*) DESC, 1;

\echo
\echo 'Why they complain: causes named in the texts, most frequent first  投诉原因'
SELECT cause || ' ' || n.name AS cause, complaints, round(100.0 * complaints / sum(complaints) OVER (), 1) || '%' AS share,
	round(100.0 * sum(complaints) OVER (ORDER BY complaints DESC, cause) / sum(complaints) OVER (), 1) || '%' AS cumulated
FROM (SELECT cause, count(*) AS complaints FROM service.graded WHERE cause IS NOT NULL GROUP BY cause) AS c
	JOIN csq.default_labels('zh') AS n ON n.axis = 'cause' AND n.label = c.cause
ORDER BY complaints DESC, cause LIMIT 8;

\echo
\echo 'How severe, and why: the words that decided are kept as evidence  严重等级与依据'
SELECT severity, n.name AS reason, count(*) AS complaints, (array_agg(quote ORDER BY complaint_id))[1] AS "for example"
FROM service.graded, LATERAL unnest(reasons, evidence) AS r(reason, quote)
	JOIN csq.default_labels('zh') AS n ON n.axis = 'severity' AND split_part(n.label, '/', 2) = r.reason AND split_part(n.label, '/', 1) <> 'general'
WHERE n.label = severity || '/' || reason
GROUP BY severity, n.name ORDER BY array_position('{urgent,major,general}', severity), count(*) DESC, reason;

\echo
\echo 'Mood in the texts, by severity  情绪'
SELECT severity, count(*) AS complaints, count(emotion) AS "with a mood", round(100.0 * count(*) FILTER (WHERE emotion = 'angry') / count(*), 1) || '%' AS "angry 愤怒",
	round(100.0 * count(*) FILTER (WHERE emotion = 'anxious') / count(*), 1) || '%' AS "anxious 焦虑",
	round(100.0 * count(*) FILTER (WHERE emotion = 'disappointed') / count(*), 1) || '%' AS "disappointed 失望",
	round(100.0 * count(*) FILTER (WHERE emotion = 'threatening') / count(*), 1) || '%' AS "threatening 扬言升级"
FROM service.graded GROUP BY severity ORDER BY array_position('{urgent,major,general}', severity);

\echo
-- Words of small weight only support others: see the page on default lexicons.
\echo 'One complaint, explained word by word  逐词解释'
SELECT complaint_id, body AS complaint FROM service.graded JOIN service.complaint USING (complaint_id)
WHERE lang = 'zh' ORDER BY cardinality(reasons) >= 2 DESC NULLS LAST, severity = 'urgent' DESC, abs(length(body) - 48), complaint_id LIMIT 1 \gset
SELECT :'complaint' AS complaint;
SELECT m.start_at AS at, m.evidence AS words, m.axis, m.label, m.weight, CASE WHEN m.negated THEN 'negated' ELSE '' END AS note
FROM service.lexicon AS l, LATERAL csq.lexicon_matches(l.rule, :'complaint') AS m
WHERE lang = 'zh' AND m.axis <> 'cause' AND m.weight >= 0.5 ORDER BY m.start_at, m.axis, m.label;

-- ------------------------------------------------------------- accuracy ----

-- The sample knows the truth. A mixed complaint may be filed under either topic,
-- a text that says nothing must go to a person.
CREATE TABLE demo.topic_label AS
SELECT topic, CASE WHEN topic IN ('atm', 'queue') THEN 'branch' ELSE topic END AS label FROM demo.topic;
CREATE TABLE demo.judged AS
SELECT t.complaint_id, c.lang, t.topic, t.second_topic, m.label, s.label AS second_label, g.category,
	csq.classify(l.shipped, c.body, 'category') AS shipped, t.severity, g.severity AS graded
FROM demo.truth AS t JOIN service.complaint AS c USING (complaint_id) JOIN service.graded AS g USING (complaint_id)
	JOIN service.lexicon AS l USING (lang)
	LEFT JOIN demo.topic_label AS m ON m.topic = t.topic LEFT JOIN demo.topic_label AS s ON s.topic = t.second_topic;

\echo
\echo 'Accuracy against the true labels: nothing is trained, phrases only  与真实标签比较'
SELECT CASE lang WHEN 'zh' THEN 'Chinese 中文' ELSE 'English 英文' END AS language, phrases, complaints, filed || '%' AS filed,
	round(100 * csq.rate(r)::numeric, 1) || '%' AS "right, of filed",
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %",
	empty || '%' AS "empty to a person", severity || '%' AS "severity right"
FROM (SELECT lang, o, phrases, count(*) AS complaints, round(100.0 * avg((found IS NOT NULL)::int), 1) AS filed,
		csq.rate_agg(found IN (label, coalesce(second_label, label))) FILTER (WHERE found IS NOT NULL AND label IS NOT NULL) AS r,
		round(100.0 * avg((found IS NULL)::int) FILTER (WHERE label IS NULL), 1) AS empty,
		round(100.0 * avg((graded = severity)::int), 1) AS severity
	  FROM demo.judged, LATERAL (VALUES (1, 'shipped', shipped), (2, 'shipped + own', category)) AS v(o, phrases, found)
	  GROUP BY lang, o, phrases) AS j
ORDER BY lang DESC, o;
\echo 'The own phrases were written by somebody who knows this bank; without any, expect the first figure.'

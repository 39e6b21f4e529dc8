-- Real records, step 30: what the shipped phrases make of real texts. 真实文本的分类。
--
-- The narratives carry the product under which the bureau filed them. The shipped
-- labels are mapped to these products while they are compiled; nothing is trained
-- and no phrase was written for these texts.

CREATE TABLE real.product (product text NOT NULL, source text NOT NULL);
INSERT INTO real.product VALUES
('Credit reporting', 'credit_record'), ('Debt collection', 'debt_collection'), ('Mortgage', 'mortgage'),
('Checking or savings account', 'savings_account'), ('Credit card', 'credit_card'), ('Loan', 'loan'), ('Money transfer', 'payment_transfer');

CREATE TABLE real.lexicon AS
SELECT csq.lexicon_agg(product, phrase, weight, 'product', negation) AS rule
FROM csq.default_lexicon('category', 'en') AS d JOIN real.product AS p ON p.source = d.label;

CREATE TABLE real.narrative AS
SELECT n.filed, csq.classify(l.rule, n.body, 'product') AS found
FROM real.lexicon AS l, (
	SELECT CASE WHEN label LIKE 'Credit reporting%' THEN 'Credit reporting' WHEN label = 'Consumer Loan' THEN 'Loan' ELSE label END, body FROM real.cfpb_narrative
	UNION ALL
	SELECT CASE WHEN product LIKE 'Credit reporting%' THEN 'Credit reporting' WHEN product LIKE 'Credit card%' THEN 'Credit card'
		WHEN product LIKE 'Money transfer%' THEN 'Money transfer' WHEN product ~ 'oan' THEN 'Loan' WHEN product LIKE 'Bank account%' THEN 'Checking or savings account' ELSE product END, narrative
	FROM real.cfpb WHERE narrative <> '') AS n(filed, body);

\echo
\echo '-- CFPB narratives: shipped phrases against the product they were filed under ------------------------------'
SELECT coalesce(filed, 'all') AS "filed under", to_char(n, 'FM9,999') AS narratives, round(100 * csq.rate(read)::numeric, 1) || '%' AS "found",
	round(100 * csq.rate(r)::numeric, 1) || '%' AS "agree, of those",
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %", coalesce(other, '') AS "mostly else"
FROM (SELECT filed, count(*) AS n, csq.rate_agg(found IS NOT NULL) AS read, csq.rate_agg(found = filed) AS r,
		mode() WITHIN GROUP (ORDER BY found) FILTER (WHERE found <> filed AND filed IS NOT NULL) AS other
	  FROM real.narrative GROUP BY ROLLUP (filed)) AS f
ORDER BY filed IS NULL, n DESC;

\echo
\echo '-- Citizens'' messages: how severe, by shipped phrases  市民留言的严重等级 ------------------------------------'
CREATE TABLE real.message_grade AS
SELECT m.msg_id, s.level, s.reasons
FROM real.message AS m, (SELECT csq.lexicon_agg(label, phrase, weight, axis, negation) AS rule FROM csq.default_lexicon('severity', 'zh')) AS l,
	LATERAL csq.severity(l.rule, concat_ws('。', m.title, m.body)) AS s;
SELECT n.name AS reason, count(*) AS messages, round(100.0 * count(*) / (SELECT count(*) FROM real.message), 1) || '%' AS share
FROM real.message_grade AS g, unnest(reasons) AS r(reason) JOIN csq.default_labels('zh') AS n ON n.axis = 'severity'
WHERE n.label IN ('urgent/' || r.reason, 'major/' || r.reason) AND (n.label LIKE 'urgent/%') = (r.reason IN ('safety', 'public_order', 'ongoing_loss'))
GROUP BY n.name, n.label ORDER BY n.label LIKE 'urgent/%' DESC, count(*) DESC;

INSERT INTO real.job_check (claim, passed)
SELECT 'every narrative was read', (SELECT count(*) FROM real.narrative) = (SELECT count(*) FROM real.cfpb_narrative) + (SELECT count(*) FROM real.cfpb WHERE narrative <> '')
UNION ALL SELECT 'phrases agree with the bureau more often than the most frequent product would',
	(SELECT avg((found = filed)::int) FROM real.narrative WHERE found IS NOT NULL) > (SELECT max(n) / sum(n) FROM (SELECT count(*) AS n FROM real.narrative WHERE found IS NOT NULL GROUP BY filed) AS f);

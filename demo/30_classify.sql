-- Step 30: what each complaint is about and how severe it is. 投诉分类与分级。
--
-- The extension ships phrases as rows (default_lexicon); an aggregate compiles them
-- into a value; classify() and severity() read it. The bank adds phrases of its own
-- with "+": the shipped ones are extended, not copied.

SET client_min_messages = warning;
DROP TABLE IF EXISTS service.lexicon, service.graded, demo.judged CASCADE;
RESET client_min_messages;

CREATE TABLE service.lexicon (
	lang  text PRIMARY KEY,
	rule  csq.lexicon NOT NULL
);
COMMENT ON TABLE service.lexicon IS 'Compiled phrases per language: categories, severity, emotion. 已编译词库';

INSERT INTO service.lexicon
SELECT lang, csq.lexicon_agg(label, phrase, weight, axis, negation)
FROM unnest('{zh,en}'::text[]) AS lang, unnest('{category,severity,emotion}'::text[]) AS topic,
	LATERAL csq.default_lexicon(topic, lang)
GROUP BY lang;

-- Every complaint read once: category, severity with its reasons, mood. Complaints
-- without any evidence of a category stay NULL: a person must look.
CREATE TABLE service.graded AS
SELECT c.complaint_id, csq.classify(l.rule, c.body, 'category') AS category,
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
SELECT coalesce(category, '(review queue 待人工分类)') AS category, count(*) AS complaints, round(100.0 * count(*) / sum(count(*)) OVER (), 1) || '%' AS share,
	count(*) FILTER (WHERE received_at <@ i.baseline) AS april, count(*) FILTER (WHERE received_at <@ i.now) AS june,
	repeat('█', round(40.0 * count(*) / max(count(*)) OVER ())::int) AS " "
FROM service.complaint JOIN service.graded USING (complaint_id), service.improvement AS i
GROUP BY 1 ORDER BY count(*) DESC, 1;

\echo
\echo 'How severe, and why: the words that decided are kept as evidence  严重等级与依据'
SELECT severity, reason, count(*) AS complaints, (array_agg(quote ORDER BY complaint_id))[1] AS "for example"
FROM service.graded, LATERAL unnest(reasons, evidence) AS r(reason, quote)
GROUP BY severity, reason ORDER BY array_position('{urgent,major,general}', severity), count(*) DESC, reason LIMIT 14;

\echo
\echo 'One complaint, explained'
SELECT c.lang, left(c.body, 88) AS text, m.axis, m.label, m.evidence
FROM (SELECT min(complaint_id) AS complaint_id FROM service.graded JOIN service.complaint USING (complaint_id) WHERE severity = 'major' AND length(body) BETWEEN 40 AND 88 AND lang = 'zh') AS one
	JOIN service.complaint AS c USING (complaint_id) JOIN service.lexicon AS l USING (lang), LATERAL csq.lexicon_matches(l.rule, c.body) AS m
ORDER BY m.start_at, m.axis, m.label;

-- ------------------------------------------------------------- accuracy ----

-- The sample knows the truth. A mixed complaint may be filed under either topic,
-- a text that says nothing must go to a person.
CREATE TABLE demo.judged AS
SELECT t.complaint_id, c.lang, t.topic, t.second_topic, m.label, s.label AS second_label, g.category, t.severity, g.severity AS graded
FROM demo.truth AS t JOIN service.complaint AS c USING (complaint_id) JOIN service.graded AS g USING (complaint_id)
	LEFT JOIN demo.topic_label AS m ON m.topic = t.topic LEFT JOIN demo.topic_label AS s ON s.topic = t.second_topic;

\echo
\echo 'Accuracy against the true labels (lexicon only, nothing trained)  与真实标签比较'
SELECT CASE lang WHEN 'zh' THEN 'Chinese 中文' ELSE 'English 英文' END AS language, complaints, filed || '%' AS filed,
	round(100 * csq.rate(r)::numeric, 1) || '%' AS "right, of those filed",
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %",
	empty || '%' AS "empty texts to a person", severity || '%' AS "severity right"
FROM (SELECT lang, count(*) AS complaints, round(100.0 * avg((category IS NOT NULL)::int), 1) AS filed,
		csq.rate_agg(category IN (label, coalesce(second_label, label))) FILTER (WHERE category IS NOT NULL AND label IS NOT NULL) AS r,
		round(100.0 * avg((category IS NULL)::int) FILTER (WHERE label IS NULL), 1) AS empty,
		round(100.0 * avg((graded = severity)::int), 1) AS severity
	  FROM demo.judged GROUP BY lang) AS j
ORDER BY lang DESC;

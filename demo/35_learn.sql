-- Step 35: learning from what people filed. 从人工分类中学习。
--
-- Suppose the complaints of April were filed by hand. A classifier trained on them
-- reads those of June, which it has never seen; a text of which it is not sure
-- enough goes to a person. A model is a value too: kept in a table, copied, compared.
-- (Left out when the installed version has no trained classifier.)

SELECT to_regtype('csq.text_model') IS NOT NULL AS can_train \gset
\if :can_train

SET client_min_messages = warning;
DROP TABLE IF EXISTS service.model, demo.learned CASCADE;
RESET client_min_messages;

CREATE TABLE service.model AS
SELECT lang, labels, csq.train_agg(label, body) AS model
FROM (SELECT j.complaint_id, j.lang, j.label, c.body, row_number() OVER (PARTITION BY j.lang ORDER BY demo.u(j.complaint_id, 77), j.complaint_id) AS n
	  FROM demo.judged AS j JOIN service.complaint AS c USING (complaint_id), service.improvement AS i
	  WHERE c.received_at <@ i.baseline AND j.label IS NOT NULL AND j.second_label IS NULL) AS filed
	JOIN (VALUES (50), (200), (1000000)) AS size(labels) ON n <= labels
GROUP BY lang, labels;
COMMENT ON TABLE service.model IS 'Classifiers trained on complaints filed by hand in April. 由人工分类训练的模型';

INSERT INTO demo.step (step, rows) SELECT 'models trained', count(*) FROM service.model;

CREATE TABLE demo.learned AS
SELECT j.lang, m.labels, j.label, j.second_label, csq.classify(m.model, c.body) AS found, csq.classify(m.model, c.body, 0.8) AS sure
FROM demo.judged AS j JOIN service.complaint AS c USING (complaint_id) JOIN service.model AS m ON m.lang = j.lang, service.improvement AS i
WHERE c.received_at <@ i.now AND j.label IS NOT NULL;

\echo
\echo 'Trained on April, tried on June: how many filed complaints it takes  训练样本量与准确率'
SELECT CASE lang WHEN 'zh' THEN 'Chinese 中文' ELSE 'English 英文' END AS language,
	CASE labels WHEN 1000000 THEN 'all of April' ELSE labels::text END AS "filed by hand", to_char(csq.trials(r), 'FM9,999') AS tried,
	round(100 * csq.rate(r)::numeric, 1) || '%' AS right,
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %",
	round(100.0 * sure, 1) || '%' AS "sure (0.8)", round(100 * csq.rate(s)::numeric, 1) || '%' AS "right when sure"
FROM (SELECT lang, labels, csq.rate_agg(found IN (label, coalesce(second_label, label))) AS r, avg((sure IS NOT NULL)::int) AS sure,
		csq.rate_agg(sure IN (label, coalesce(second_label, label))) FILTER (WHERE sure IS NOT NULL) AS s
	  FROM demo.learned GROUP BY lang, labels) AS l
ORDER BY lang DESC, labels;
\echo 'The sample speaks a small language of its own; make demo DATA=folder shows the same on real texts.'

\endif

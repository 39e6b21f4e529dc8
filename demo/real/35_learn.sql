-- Real records, step 35: the narratives learned. 训练分类器。
--
-- Four of five narratives train, the fifth is tried; the same fifth is given to the
-- phrases. (Left out when the installed version has no trained classifier.)

SELECT to_regtype('csq.text_model') IS NOT NULL AS can_train \gset
\if :can_train

CREATE TABLE real.model AS
SELECT csq.train_agg(label, body) AS model FROM real.cfpb_narrative WHERE id % 5 <> 0;

\echo
\echo '-- CFPB narratives: four fifths train, one fifth is tried ---------------------------------------------------'
SELECT how, to_char(csq.trials(r), 'FM9,999') AS tried, round(100 * csq.rate(r)::numeric, 1) || '%' AS right,
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %", round(100.0 * answered, 1) || '%' AS answered
FROM (SELECT how, ord, csq.rate_agg(found = label) FILTER (WHERE found IS NOT NULL) AS r, avg((found IS NOT NULL)::int) AS answered
	  FROM (SELECT n.label, csq.classify(m.model, n.body) AS best, csq.classify(m.model, n.body, 0.8) AS sure,
				CASE csq.classify(l.rule, n.body, 'product') WHEN 'Credit reporting' THEN 'Credit reporting, repair, or other' WHEN 'Loan' THEN 'Consumer Loan' ELSE csq.classify(l.rule, n.body, 'product') END AS phrases
			FROM real.cfpb_narrative AS n, real.model AS m, real.lexicon AS l WHERE n.id % 5 = 0) AS t,
		LATERAL (VALUES (1, 'phrases', phrases), (2, 'trained', best), (3, 'trained, when sure (0.8)', sure)) AS v(ord, how, found)
	  GROUP BY how, ord) AS r
ORDER BY ord;

INSERT INTO real.job_check (claim, passed)
SELECT 'training helps: right more often than the phrases', avg((csq.classify(m.model, n.body) = n.label)::int)
	> avg((CASE csq.classify(l.rule, n.body, 'product') WHEN 'Credit reporting' THEN 'Credit reporting, repair, or other' WHEN 'Loan' THEN 'Consumer Loan' ELSE csq.classify(l.rule, n.body, 'product') END IS NOT DISTINCT FROM n.label)::int)
FROM real.cfpb_narrative AS n, real.model AS m, real.lexicon AS l WHERE n.id % 5 = 0;

\endif

-- Step 65: how complaints really run: the process behind their history. 流程挖掘。
--
-- The history of every complaint becomes one value per period: which event
-- follows which, how often, and how much working time lies between. Rules say
-- what must hold; one row of each says how often it does not. A complaint that is
-- still open has broken nothing that may yet come.

SET client_min_messages = warning;
DROP TABLE IF EXISTS service.process CASCADE;
RESET client_min_messages;

CREATE TABLE service.process AS
SELECT CASE WHEN c.received_at <@ i.baseline THEN 'april' ELSE 'june' END AS period,
	csq.process_agg(e.complaint_id, e.at, e.event, 'agent ' || c.agent_id, k.rule) AS p
FROM service.complaint_event AS e JOIN service.complaint AS c USING (complaint_id), service.improvement AS i, service.calendar AS k
WHERE k.calendar_id = 'desk' AND (c.received_at <@ i.baseline OR c.received_at <@ i.now)
GROUP BY 1;
COMMENT ON TABLE service.process IS 'One value per period: the process of all its complaints, in working time of the desk. 每期一个流程值';

INSERT INTO demo.step (step, rows) SELECT 'process', sum(csq.num_cases(p)) FROM service.process;

\echo
\echo '-- 65  How complaints run  投诉处理流程 --------------------------------------------------------------------'
\echo
\echo 'Where the time goes: moves in working hours of the desk  时间花在哪里'
SELECT a.source, a.target, to_char(a.n, 'FM99,999') AS april, date_trunc('second', a.p50) AS median, date_trunc('second', a.p90) AS p90,
	to_char(j.n, 'FM99,999') AS june, date_trunc('second', j.p50) AS median, date_trunc('second', j.p90) AS p90
FROM (SELECT e.* FROM service.process, LATERAL csq.edges(p) AS e WHERE period = 'april') AS a
	JOIN (SELECT e.* FROM service.process, LATERAL csq.edges(p) AS e WHERE period = 'june') AS j USING (source, target)
ORDER BY a.total DESC LIMIT 7;

\echo
\set rules '{"precedence(received, responded)","precedence(classified, assigned)","response(received, resolved)","chain_response(resolved, feedback)","absence(reopened, 1)","not_coexistence(escalated, reopened)"}'
\echo 'What must hold, how often it does not, and what may yet happen to complaints that are open  规则、偏差率与未结案件'
SELECT a.rule, round(100 * a.share::numeric, 1) || '%' AS april, round(100 * j.share::numeric, 1) || '%' AS june, to_char(j.violated, 'FM99,999') AS "cases in June",
	to_char(j.pending, 'FM99,999') AS "still open"
FROM (SELECT r.* FROM service.process, LATERAL csq.check_rules(p, :'rules', '{resolved,feedback}') WITH ORDINALITY
		AS r(rule, cases, activated, satisfied, violated, share, pending, unknown, place) WHERE period = 'april') AS a
	JOIN (SELECT r.* FROM service.process, LATERAL csq.check_rules(p, :'rules', '{resolved,feedback}') AS r WHERE period = 'june') AS j USING (rule)
ORDER BY place;

\echo
\echo 'The June process as a flowchart for Markdown (Mermaid), median working time on the moves  流程图，可直接粘贴'
SELECT csq.to_mermaid(p, 8, 'p50') FROM service.process WHERE period = 'june' \g (format=unaligned tuples_only=on)

-- Real records, step 40: a help desk's event log. 服务台事件日志。

CREATE TABLE real.ticket AS
SELECT case_id, min(at) AS opened_at, min(seriousness) AS seriousness,
	csq.journey_agg(at, activity, resource, NULL::float8, seq::int8) AS j
FROM real.ticket_event GROUP BY case_id;
COMMENT ON TABLE real.ticket IS 'One journey per ticket. 每个工单一个旅程';

\echo
\echo '-- Help desk: tickets and their ways  工单路径 ------------------------------------------------------------'
SELECT to_char(count(*), 'FM99,999') AS tickets, to_char(sum(csq.num_events(j)), 'FM99,999') AS events,
	(SELECT count(*) FROM (SELECT csq.path(j) FROM real.ticket GROUP BY 1) AS v) AS variants,
	date_trunc('hour', percentile_cont(0.5) WITHIN GROUP (ORDER BY csq.duration(j))) AS "median throughput",
	date_trunc('hour', percentile_cont(0.9) WITHIN GROUP (ORDER BY csq.duration(j))) AS "90 % within",
	round(avg(csq.switches(j)), 2) AS "handovers a ticket"
FROM real.ticket;

SELECT rank() OVER (ORDER BY count(*) DESC) AS rank, count(*) AS tickets, round(100.0 * count(*) / sum(count(*)) OVER (), 1) || '%' AS share,
	round(sum(100.0 * count(*)) OVER (ORDER BY count(*) DESC, csq.path(j)) / sum(count(*)) OVER (), 1) || '%' AS cumulated,
	array_to_string(csq.path(j), ' > ') AS path
FROM real.ticket GROUP BY csq.path(j) ORDER BY count(*) DESC, csq.path(j) LIMIT 6;

\echo
\echo 'Funnel within 60 days'
SELECT step, label, reached, round(100 * share::numeric, 1) || '%' AS share, repeat('█', round(50 * share)::int) AS " "
FROM (SELECT csq.funnel_agg(j, '"Take in charge ticket" -> Wait|"Require upgrade" -> "Resolve ticket" -> Closed; within 60d') AS f FROM real.ticket) AS f,
	LATERAL csq.stages(f);

-- Real records, step 40: a help desk's event log. 服务台事件日志。

CREATE TABLE real.ticket AS
SELECT case_id, min(at) AS opened_at, min(seriousness) AS seriousness,
	csq.journey_agg(at, activity, resource, NULL::float8, seq::int8) AS j
FROM real.ticket_event GROUP BY case_id;
COMMENT ON TABLE real.ticket IS 'One journey per ticket. 每个工单一个旅程';

\echo
\echo '-- Help desk: tickets and their ways  工单路径 ------------------------------------------------------------'
SELECT to_char(count(*), 'FM99,999') AS tickets, to_char(sum(csq.num_events(j)), 'FM99,999') AS events,
	(SELECT count(*) FROM (SELECT csq.trace(j) FROM real.ticket GROUP BY 1) AS v) AS variants,
	round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM csq.duration(j)) / 86400)::numeric, 1) || ' days' AS "median throughput",
	round(percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM csq.duration(j)) / 86400)::numeric, 1) || ' days' AS "90 % within",
	round(avg(csq.switches(j)), 2) AS "handovers a ticket"
FROM real.ticket;

SELECT rank() OVER (ORDER BY count(*) DESC) AS rank, count(*) AS tickets, round(100.0 * count(*) / sum(count(*)) OVER (), 1) || '%' AS share,
	round(sum(100.0 * count(*)) OVER (ORDER BY count(*) DESC, csq.trace(j)) / sum(count(*)) OVER (), 1) || '%' AS cumulated,
	left(array_to_string(csq.trace(j), ' > '), 82) AS path
FROM real.ticket GROUP BY csq.trace(j) ORDER BY count(*) DESC, csq.trace(j) LIMIT 6;

\echo
\echo 'Funnel within 60 days; each step with its share of the step before and its 95 % interval'
SELECT label, to_char(reached, 'FM99,999') AS tickets, round(100 * share::numeric, 1) || '%' AS share,
	format('%s%% [%s, %s]', round(100 * from_previous::numeric, 1), round(100 * lo::numeric, 1), round(100 * hi::numeric, 1)) AS "of the step before",
	repeat('█', round(36 * share)::int) AS " "
FROM (SELECT csq.funnel_agg(j, 'Assign seriousness -> Take in charge ticket -> Resolve ticket -> Closed; within 60d') AS f FROM real.ticket) AS f,
	LATERAL csq.stages(f) ORDER BY step;

\echo
\echo 'Rework: how long the solution takes when a ticket is taken over again (tickets are closed a month later by rule)'
SELECT takes AS "times taken in charge", to_char(count(*), 'FM99,999') AS tickets, round(100.0 * count(*) / sum(count(*)) OVER (), 1) || '%' AS share,
	round(percentile_cont(0.5) WITHIN GROUP (ORDER BY days)::numeric, 1) AS "median days to solution",
	round(100 * csq.rate(csq.rate_agg(days <= 5))::numeric, 1) || '%' AS "solved in 5 days",
	format('[%s, %s]', round(100 * csq.rate_lo(csq.rate_agg(days <= 5))::numeric, 1), round(100 * csq.rate_hi(csq.rate_agg(days <= 5))::numeric, 1)) AS "95 %"
FROM (SELECT least(takes, 3) || CASE WHEN takes >= 3 THEN '+' ELSE '' END AS takes, extract(epoch FROM t[2] - t[1]) / 86400 AS days
	  FROM (SELECT cardinality(array_positions(csq.trace(j), 'Take in charge ticket')) AS takes, csq.steps(j, 'Assign seriousness -> Resolve ticket') AS t
			FROM real.ticket) AS t WHERE t[2] IS NOT NULL) AS t
GROUP BY takes ORDER BY takes;

INSERT INTO real.job_check (claim, passed)
SELECT 'the journeys hold every event', (SELECT sum(csq.num_events(j)) FROM real.ticket) = (SELECT count(*) FROM real.ticket_event)
UNION ALL SELECT 'paths are those of string_agg in order of time', (SELECT bool_and(csq.trace(t.j) = e.path) FROM real.ticket AS t
	JOIN (SELECT case_id, array_agg(activity ORDER BY at, seq) AS path FROM real.ticket_event GROUP BY case_id) AS e USING (case_id))
UNION ALL SELECT 'assigned and closed within 60 days agrees with a self-join',
	(SELECT count(*) FROM real.ticket WHERE csq.level(j, 'Assign seriousness -> Closed; within 60d') = 2) =
	(SELECT count(DISTINCT a.case_id) FROM real.ticket_event AS a JOIN real.ticket_event AS c USING (case_id)
	 WHERE a.activity = 'Assign seriousness' AND c.activity = 'Closed' AND c.at BETWEEN a.at AND a.at + interval '60 days');

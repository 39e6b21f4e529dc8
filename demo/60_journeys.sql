-- Step 60: from the problem to its solution: journeys and funnels. 客户旅程与漏斗。
--
-- 500,000 touches become one value per journey. Everything below reads those
-- values; no window function, no self-join.

SET client_min_messages = warning;
DROP TABLE IF EXISTS service.journey CASCADE;
RESET client_min_messages;

CREATE TABLE service.journey AS
SELECT journey_id, customer_id, csq.started(j) AS started_at, csq.compact(j) AS j,
	CASE WHEN csq.started(j) <@ i.baseline THEN 'april'
		 WHEN csq.started(j) <@ i.now AND csq.started(j) < i.as_of - interval '7 days' THEN 'june' END AS period
FROM (SELECT journey_id, min(customer_id) AS customer_id, csq.journey_agg(at, activity, channel, NULL::float8, seq::int8) AS j
	  FROM service.touch GROUP BY journey_id) AS t, service.improvement AS i;
COMMENT ON COLUMN service.journey.period IS 'april, june (only journeys that had their seven days), or neither. 基线期或评价期';
COMMENT ON TABLE service.journey IS 'One value per journey: its events in order. 每个旅程一个值';
ANALYZE service.journey;

INSERT INTO demo.step (step, rows) SELECT 'journeys', count(*) FROM service.journey;

-- -------------------------------------------------------------- answers ----

-- Steps in order, other touches may lie between; "|" says either. The level of a
-- journey is the highest step it reached.
\set funnel 'problem -> help|contact -> solution -> resolved; within 7d'

\echo
\echo '-- 60  Journeys and funnel  客户旅程与漏斗 -----------------------------------------------------------------'
\echo
\echo 'From problem to resolution within 7 days, opened again later or not: April against June  从问题到解决（含重开）'
SELECT b.label, to_char(b.reached, 'FM999,999') AS april, round(100 * b.share::numeric, 1) || '%' AS share,
	to_char(n.reached, 'FM999,999') AS june, round(100 * n.share::numeric, 1) || '%' AS share,
	format('%s%% [%s, %s]', round(100 * n.from_previous::numeric, 1), round(100 * n.lo::numeric, 1), round(100 * n.hi::numeric, 1)) AS "of the step before",
	repeat('█', round(36 * n.share)::int) AS june
FROM (SELECT s.* FROM (SELECT csq.funnel_agg(j, :'funnel') AS f FROM service.journey WHERE period = 'april') AS f, LATERAL csq.stages(f) AS s) AS b
	JOIN (SELECT s.* FROM (SELECT csq.funnel_agg(j, :'funnel') AS f FROM service.journey WHERE period = 'june') AS f, LATERAL csq.stages(f) AS s) AS n USING (step)
ORDER BY b.step;

\echo
\echo 'Effort: what a solved problem costs the customer'
SELECT period, to_char(count(*), 'FM999,999') AS journeys, round(100.0 * count(*) FILTER (WHERE solved = 4) / count(*), 1) || '%' AS solved,
	round(avg(csq.num_events(j)), 2) AS touches, round(avg(csq.switches(j)), 2) AS "channel switches",
	date_trunc('minute', percentile_cont(0.5) WITHIN GROUP (ORDER BY csq.duration(j)) FILTER (WHERE solved = 4)) AS "median time to solution"
FROM (SELECT period, j, csq.level(j, :'funnel') AS solved FROM service.journey WHERE period IS NOT NULL) AS j
GROUP BY period ORDER BY period;

\echo
\echo 'Did each step get better? June less April, with its interval  各步转化率的变化'
SELECT c.step, c.label, round(100 * c.share_before::numeric, 1) || '%' AS april, round(100 * c.share_after::numeric, 1) || '%' AS june,
	format('%s [%s, %s]', round(100 * c.difference::numeric, 1), round(100 * c.lo::numeric, 1), round(100 * c.hi::numeric, 1)) AS "points more",
	CASE WHEN c.lo > 0 THEN 'better' WHEN c.hi < 0 THEN 'worse' ELSE 'cannot tell' END AS verdict
FROM csq.compare((SELECT csq.funnel_agg(j, :'funnel') FROM service.journey WHERE period = 'april'),
	(SELECT csq.funnel_agg(j, :'funnel') FROM service.journey WHERE period = 'june')) AS c
WHERE c.step > 1;

\echo
\echo 'Where journeys end that are not solved within 7 days  未解决旅程的终点'
SELECT last AS "last step", to_char(count(*) FILTER (WHERE period = 'april'), 'FM99,999') AS april, to_char(count(*) FILTER (WHERE period = 'june'), 'FM99,999') AS june,
	repeat('▪', round(40.0 * count(*) FILTER (WHERE period = 'april') / max(count(*)) OVER ())::int) AS april,
	repeat('▪', round(40.0 * count(*) FILTER (WHERE period = 'june') / max(count(*)) OVER ())::int) AS june
FROM (SELECT period, path[cardinality(path)] AS last FROM service.journey, LATERAL csq.trace(j) AS path
	  WHERE period IS NOT NULL AND csq.level(j, :'funnel') < 4) AS l
GROUP BY last HAVING count(*) >= 10 ORDER BY count(*) DESC, last LIMIT 6;

\echo
\echo 'The most frequent ways in June  最常见路径'
SELECT to_char(count(*), 'FM99,999') AS journeys, round(100.0 * count(*) / sum(count(*)) OVER (), 1) || '%' AS share,
	array_to_string(csq.trace(j), ' > ') AS path
FROM service.journey WHERE period = 'june'
GROUP BY csq.trace(j) ORDER BY count(*) DESC, 3 LIMIT 8;

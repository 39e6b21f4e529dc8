-- Step 60: from the problem to its solution: journeys and funnels. 客户旅程与漏斗。
--
-- 500,000 touches become one value per journey. Everything below reads those
-- values; no window function, no self-join.

CREATE TABLE service.journey AS
SELECT journey_id, min(customer_id) AS customer_id, min(at) AS started_at,
	csq.journey_agg(at, activity, channel, NULL::float8, seq::int8) AS j
FROM service.touch GROUP BY journey_id;
COMMENT ON TABLE service.journey IS 'One value per journey: its events in order. 每个旅程一个值';
ANALYZE service.journey;

INSERT INTO demo.step (step, rows) SELECT 'journeys', count(*) FROM service.journey;

-- -------------------------------------------------------------- answers ----

\echo
\echo '-- 60  Journeys and funnel  客户旅程与漏斗 -----------------------------------------------------------------'
\echo
\echo 'From problem to resolution within 7 days, first solution counts: April against June'
SELECT b.step, b.label, to_char(b.reached, 'FM999,999') AS april, round(100 * b.share::numeric, 1) || '%' AS share,
	to_char(n.reached, 'FM999,999') AS june, round(100 * n.share::numeric, 1) || '%' AS share, repeat('█', round(36 * n.share)::int) AS june
FROM (SELECT s.* FROM service.improvement AS i, LATERAL (
		SELECT csq.funnel_agg(j, 'problem -> contact -> solution -> resolved; within 7d') AS f FROM service.journey WHERE started_at <@ i.baseline) AS f,
		LATERAL csq.stages(f) AS s) AS b
	JOIN (SELECT s.* FROM service.improvement AS i, LATERAL (
		SELECT csq.funnel_agg(j, 'problem -> contact -> solution -> resolved; within 7d') AS f FROM service.journey WHERE started_at <@ i.now) AS f,
		LATERAL csq.stages(f) AS s) AS n USING (step)
ORDER BY b.step;

\echo
\echo 'Effort: what a solved problem costs the customer'
SELECT period, to_char(count(*), 'FM999,999') AS journeys, round(100.0 * count(*) FILTER (WHERE solved = 4) / count(*), 1) || '%' AS solved,
	round(avg(csq.num_events(j)), 2) AS touches, round(avg(csq.switches(j)), 2) AS "channel switches",
	date_trunc('minute', percentile_cont(0.5) WITHIN GROUP (ORDER BY csq.duration(j)) FILTER (WHERE solved = 4)) AS "median time to solution"
FROM (SELECT CASE WHEN started_at <@ i.baseline THEN 'april' ELSE 'june' END AS period, j,
		csq.level(j, 'problem -> contact|help -> solution -> resolved; within 7d') AS solved
	  FROM service.journey, service.improvement AS i WHERE started_at <@ i.baseline OR started_at <@ i.now) AS j
GROUP BY period ORDER BY period;

\echo
\echo 'The most frequent ways in June  最常见路径'
SELECT to_char(count(*), 'FM99,999') AS journeys, round(100.0 * count(*) / sum(count(*)) OVER (), 1) || '%' AS share,
	array_to_string(csq.path(j), ' > ') AS path
FROM service.journey, service.improvement AS i WHERE started_at <@ i.now
GROUP BY csq.path(j) ORDER BY count(*) DESC, 3 LIMIT 8;

-- Step 72: what moved, when, and why: a control chart, a surge, a Pareto chart, parts of a change, drivers. 波动、突增、归因。
--
-- The scorecard says whether a target was attained; these say where to look. Nothing here knows of the outage
-- or of the new desk: the chart and the surge find them in the rows.

SET client_min_messages = warning;
DROP VIEW IF EXISTS service.response_chart, service.surge CASCADE;
RESET client_min_messages;

CREATE VIEW service.response_chart AS
SELECT c.* FROM (SELECT csq.series_agg(date_trunc('week', anchored_at AT TIME ZONE 'Asia/Shanghai')::date, state = 'met') AS weeks
		FROM service.deadline WHERE stage = 'responded' AND state <> 'pending') AS s,
	csq.control_chart(s.weeks, 'p_prime', baseline => '[2026-04-01,2026-05-11)', rules => 'shewhart, run_of_8') AS c;
COMMENT ON VIEW service.response_chart IS 'First responses in time by week; limits from the weeks before the new desk. 响应及时率控制图';

CREATE VIEW service.surge AS
SELECT g.category, u.* FROM (SELECT category, csq.series_agg((received_at AT TIME ZONE 'Asia/Shanghai')::date) AS days
		FROM service.complaint JOIN service.graded USING (complaint_id) WHERE category IS NOT NULL GROUP BY category) AS g,
	service.improvement AS i, service.calendar AS k, csq.surge(g.days, k.rule, (i.as_of AT TIME ZONE 'Asia/Shanghai')::date - 1, '{"least": 14}') AS u
WHERE k.calendar_id = 'office';
COMMENT ON VIEW service.surge IS 'Complaints of each category by day against the weeks before. 投诉突增';

\echo
\echo '-- 72  What moved, and why  波动与归因 ----------------------------------------------------------------------'
\echo
\echo 'First responses in time by week; limits from April to 10 May, the new desk opened on 16 May  响应及时率控制图'
SELECT bucket AS week, to_char(100 * value, '990.0') || '%' AS "in time", format('[%s, %s]', round((100 * lcl)::numeric, 1), round((100 * ucl)::numeric, 1)) AS limits, array_to_string(signals, ', ') AS signals
FROM service.response_chart ORDER BY bucket;

\echo 'Complaints far more than the weeks before let expect (the app was down on 22 to 24 April)  投诉突增'
SELECT bucket AS day, category, n, round(expected::numeric, 1) AS expected, round(bound::numeric, 1) AS bound, kind
FROM service.surge WHERE alarm ORDER BY score DESC LIMIT 6;

\echo 'What customers complain about: the fewest categories that make 80 %  帕累托'
SELECT rank, label AS category, n, to_char(100 * share, '990.0') || '%' AS share, to_char(100 * cumulative, '990.0') || '%' AS cumulative
FROM csq.pareto((SELECT csq.pareto_agg(category) FROM service.graded)) WHERE vital ORDER BY rank;

\echo 'Satisfied customers, April to June: what each channel did better, and what the mix of channels did  满意度变化分解'
SELECT segment AS channel, to_char(100 * share_before, '990.0') || '%' AS "share in April", to_char(100 * share_after, '990.0') || '%' AS "in June",
	to_char(100 * within, 'S990.00') AS better, to_char(100 * mix, 'S990.00') AS mix, to_char(100 * total, 'S990.00') AS "points in all"
FROM csq.parts((SELECT csq.change_agg(channel, before, after) FROM (
	SELECT channel, csq.rollup(good) FILTER (WHERE day BETWEEN '2026-04-01' AND '2026-04-30') AS before, csq.rollup(good) FILTER (WHERE day BETWEEN '2026-06-01' AND '2026-06-30') AS after
	FROM service.experience_day GROUP BY channel) AS c)) ORDER BY total DESC;

\echo 'What goes with a recommendation: parts of R squared  推荐意愿的驱动因素'
SELECT (ARRAY['solved', 'satisfied', 'short wait', 'a person'])[ord] AS driver, round(weight::numeric, 3) AS weight, format('[%s, %s]', round(lo::numeric, 3), round(hi::numeric, 3)) AS "95 %", to_char(100 * share, '990') || '%' AS share
FROM csq.importance((SELECT csq.driver_agg(s.recommend, ARRAY[k.resolved::int, s.satisfaction, -extract(epoch FROM coalesce(k.answered_at, k.ended_at) - k.offered_at) / 60, (k.handled_by = 'person')::int])
	FROM service.survey_answer AS s JOIN service.contact AS k USING (contact_id))) ORDER BY weight DESC;

INSERT INTO demo.step (step, rows) SELECT 'movements', count(*) FROM service.surge;

-- Step 90: the job checks itself against plain SQL. 自检。
--
-- Each claim is recomputed in another way: day tables, self-joins, count(*)
-- FILTER, closed formulas. A claim that cannot be computed is a failed claim.

SET client_min_messages = warning;
DROP TABLE IF EXISTS demo.job_check CASCADE;
DROP FUNCTION IF EXISTS demo.claim;
RESET client_min_messages;

CREATE TABLE demo.job_check (ord int GENERATED ALWAYS AS IDENTITY, claim text NOT NULL, passed bool NOT NULL);

CREATE FUNCTION demo.claim(claim text, passed bool) RETURNS void
LANGUAGE sql BEGIN ATOMIC
	INSERT INTO demo.job_check (claim, passed) VALUES (claim, coalesce(passed, false));
END;

\o /dev/null
-- ---------------------------------------------------------- completeness ---
SELECT demo.claim('every complaint has a category or is in the review queue',
	(SELECT count(*) FROM service.complaint) = (SELECT count(*) FROM service.graded WHERE category IS NOT NULL) + (SELECT count(*) FROM service.review_queue));
SELECT demo.claim('every complaint has a severity', NOT EXISTS (SELECT FROM service.complaint AS c LEFT JOIN service.graded AS g USING (complaint_id) WHERE g.severity IS NULL));
SELECT demo.claim('every complaint has one deadline for each stage counted from its receipt',
	(SELECT count(*) FROM service.deadline WHERE stage <> 'feedback') = 4 * (SELECT count(*) FROM service.complaint));
SELECT demo.claim('every solved complaint has a deadline for the feedback',
	(SELECT count(*) FROM service.deadline WHERE stage = 'feedback') = (SELECT count(*) FROM service.milestone WHERE resolved IS NOT NULL));
SELECT demo.claim('the journeys hold every touch', (SELECT sum(csq.num_events(j)) FROM service.journey) = (SELECT count(*) FROM service.touch));
SELECT demo.claim('the daily summaries hold every survey answer', (SELECT sum(csq.answers(recommend)) FROM service.experience_day) = (SELECT count(*) FROM service.survey_answer));

-- -------------------------------------------------------- classification ---
SELECT demo.claim(format('at least 85 %% of the %s complaints are filed as they should be', lang),
	avg((category IS NOT DISTINCT FROM label OR category = second_label)::int) >= 0.85)
FROM demo.judged GROUP BY lang ORDER BY lang;
SELECT demo.claim('no urgent complaint is graded general more often than one in ten',
	avg((g.severity = 'general')::int) < 0.10) FROM demo.truth AS t JOIN service.graded AS g USING (complaint_id) WHERE t.severity = 'urgent';

-- -------------------------------------------------------------- calendar ---
-- The oracle is demo.shift: shifts written out as plain rows.
SELECT demo.claim('working time on the desk is that of the shift table, to the second',
	count(*) > 0 AND count(*) FILTER (WHERE abs(used_seconds - (demo.worked_at(w, done_at) - demo.worked_at(w, anchored_at))) > 0.001) = 0)
FROM service.deadline, demo.worked AS w WHERE w.shift = 'desk' AND stage IN ('responded', 'classified', 'assigned') AND done_at IS NOT NULL;
SELECT demo.claim('working time in the office is that of the shift table, to the second',
	count(*) > 0 AND count(*) FILTER (WHERE abs(used_seconds - (demo.worked_at(w, done_at) - demo.worked_at(w, anchored_at))) > 0.001) = 0)
FROM service.deadline, demo.worked AS w WHERE w.shift = 'office' AND stage = 'resolved' AND done_at IS NOT NULL;
SELECT demo.claim('ten business minutes are ten minutes of the shift table',
	count(*) > 0 AND count(*) FILTER (WHERE abs(demo.worked_at(w, due_at) - demo.worked_at(w, anchored_at) - 600) > 0.001) = 0)
FROM service.deadline, demo.worked AS w WHERE w.shift = 'desk' AND stage = 'responded';
SELECT demo.claim('five business days end at 18:00 of the fifth working day after the receipt',
	count(*) > 0 AND count(*) FILTER (WHERE due_at IS DISTINCT FROM ((SELECT day FROM demo.day WHERE workday AND day > (anchored_at AT TIME ZONE 'Asia/Shanghai')::date
		ORDER BY day OFFSET 4 LIMIT 1) + time '18:00') AT TIME ZONE 'Asia/Shanghai') = 0)
FROM service.deadline WHERE stage = 'resolved' AND severity = 'general' AND complaint_id % 5 = 0;
SELECT demo.claim('no deadline lies outside the working hours of its calendar',
	count(*) FILTER (WHERE NOT csq.is_open(c.rule, due_at - interval '1 microsecond')) = 0)
FROM service.deadline AS d JOIN service.sla_policy AS p ON p.stage = d.stage AND coalesce(p.severity, d.severity) = d.severity
	JOIN service.calendar AS c USING (calendar_id);

-- ------------------------------------------------------------ experience ---
SELECT demo.claim('NPS from daily summaries = NPS in one pass = NPS by count(*) FILTER',
	(SELECT csq.nps(csq.rollup(recommend)) FROM service.experience_day) = direct
	AND abs(direct - plain) < 1e-9)
FROM (SELECT csq.nps(recommend) AS direct, 100.0 * (count(*) FILTER (WHERE recommend >= 9) - count(*) FILTER (WHERE recommend <= 6)) / count(*) AS plain
	  FROM service.survey_answer) AS s;
SELECT demo.claim('a roll-up of days is, byte for byte, the summary of all answers',
	(SELECT csq.rollup(satisfaction)::text FROM service.experience_day) = (SELECT csq.score_agg(satisfaction, 1, 5)::text FROM service.survey_answer));
SELECT demo.claim('CSAT = share of 4 and 5', abs((SELECT csq.csat(csq.rollup(satisfaction)) FROM service.experience_day)
	- (SELECT avg((satisfaction >= 4)::int) FROM service.survey_answer)::float8) < 1e-12);
SELECT demo.claim('intervals of shares are Wilson''s', count(*) > 10 AND bool_and(
	abs(csq.rate_lo(after) - (p + z2 / (2 * n) - 1.959963984540054 * sqrt((p * (1 - p) + z2 / (4 * n)) / n)) / (1 + z2 / n)) < 1e-9))
FROM (SELECT rate_now AS after, csq.rate(rate_now) AS p, csq.trials(rate_now)::float8 AS n, 1.959963984540054 ^ 2 AS z2 FROM service.measure WHERE csq.trials(rate_now) > 0) AS r;
SELECT demo.claim('no tier is certain that is not reached by point',
	count(*) > 0 AND bool_and(csq.tier(good, '{0.80,0.90,0.95}', 'lower_bound') <= csq.tier(good, '{0.80,0.90,0.95}'))) FROM service.agent_score;
SELECT demo.claim('repeat complaints = those with an earlier one within 30 days (self-join)',
	(SELECT count(*) FROM service.repeat_complaint WHERE repeated) =
	(SELECT count(*) FROM service.repeat_complaint AS r WHERE EXISTS (SELECT FROM service.repeat_complaint AS e
		WHERE e.customer_id = r.customer_id AND e.category = r.category AND (e.received_at, e.complaint_id) < (r.received_at, r.complaint_id)
		  AND e.received_at >= r.received_at - interval '30 days')));

-- --------------------------------------------------------------- process ---
SELECT demo.claim('the process of a period holds every complaint of it',
	(SELECT sum(csq.num_cases(p)) FROM service.process) =
	(SELECT count(*) FROM service.complaint AS c, service.improvement AS i WHERE c.received_at <@ i.baseline OR c.received_at <@ i.now));
SELECT demo.claim('moves are those of a window over the history, in working time of the desk',
	count(*) > 0 AND bool_and(e.n = w.n AND abs(extract(epoch FROM e.total) - w.total) < 0.001))
FROM (SELECT e.* FROM service.process, LATERAL csq.edges(p) AS e WHERE period = 'june') AS e
	FULL JOIN (SELECT before, event, count(*) AS n, sum(csq.business_seconds(k.rule, since, at)) AS total
		FROM (SELECT event, at, lag(event) OVER w AS before, lag(at) OVER w AS since
			FROM service.complaint_event AS e JOIN service.complaint AS c USING (complaint_id), service.improvement AS i WHERE c.received_at <@ i.now
			WINDOW w AS (PARTITION BY complaint_id ORDER BY at, event COLLATE "C")) AS h, service.calendar AS k
		WHERE k.calendar_id = 'desk' AND before IS NOT NULL GROUP BY 1, 2) AS w ON before = source AND event = target;
SELECT demo.claim('complaints that were opened again are those with such an event',
	(SELECT violated FROM service.process, LATERAL csq.check_rules(p, '{"absence(reopened, 1)"}') AS r WHERE period = 'june' AND r.rule LIKE 'absence%') =
	(SELECT count(DISTINCT complaint_id) FROM service.complaint_event AS e JOIN service.complaint AS c USING (complaint_id), service.improvement AS i WHERE c.received_at <@ i.now AND e.event = 'reopened'));

SELECT demo.claim('a complaint that is open has broken no rule about what may yet come',
	(SELECT r.violated FROM service.process, LATERAL csq.check_rules(p, '{"response(received, resolved)"}', '{resolved,feedback}') AS r WHERE period = 'june' AND r.rule LIKE 'response%') = 0
	AND (SELECT r.pending FROM service.process, LATERAL csq.check_rules(p, '{"response(received, resolved)"}', '{resolved,feedback}') AS r WHERE period = 'june' AND r.rule LIKE 'response%') =
	(SELECT count(*) FROM (SELECT (array_agg(event ORDER BY at DESC, event COLLATE "C" DESC))[1] AS last FROM service.complaint_event AS e JOIN service.complaint AS c USING (complaint_id), service.improvement AS i
		WHERE c.received_at <@ i.now GROUP BY complaint_id) AS l WHERE last NOT IN ('resolved', 'feedback')));

-- -------------------------------------------------------------- journeys ---
SELECT demo.claim('the funnel counts the journeys of at least each level',
	count(*) = 4 AND bool_and(s.reached = (SELECT count(*) FROM service.journey WHERE csq.level(j, 'problem -> help|contact -> solution -> resolved; within 7d') >= s.step)))
FROM (SELECT csq.funnel_agg(j, 'problem -> help|contact -> solution -> resolved; within 7d') AS f FROM service.journey) AS f, LATERAL csq.stages(f) AS s;
SELECT demo.claim('problem -> resolved within 7 days agrees with a self-join',
	(SELECT count(*) FROM service.journey WHERE csq.level(j, 'problem -> resolved; within 7d') = 2) =
	(SELECT count(DISTINCT p.journey_id) FROM service.touch AS p JOIN service.touch AS r USING (journey_id)
	 WHERE p.activity = 'problem' AND r.activity = 'resolved' AND r.at BETWEEN p.at AND p.at + interval '7 days'));

-- ------------------------------------------------------------- workspace ---
SELECT demo.claim('the workspace holds every complaint, contact and answer', (SELECT count(*) FROM desk.complaint) = (SELECT count(*) FROM service.complaint)
	AND (SELECT count(*) FROM desk.contact) = (SELECT count(*) FROM service.contact) AND (SELECT count(*) FROM desk.survey) = 2 * (SELECT count(*) FROM service.survey_answer));
SELECT demo.claim('intake of the workspace files and grades as the steps before it do, nineteen times in twenty',
	avg((w.category IS NOT DISTINCT FROM coalesce(g.category, '(unknown)') AND w.severity = g.severity)::int) >= 0.95) FROM desk.v_complaint AS w JOIN service.graded AS g ON g.complaint_id = w.complaint_id::int;
SELECT demo.claim('its clocks of response, classification and assignment are those of step 40',
	(SELECT array_agg(row(s.stage, s.hits, s.trials) ORDER BY s.stage) FROM (SELECT stage, sum(hits)::int8 AS hits, sum(trials)::int8 AS trials FROM desk.v_attainment WHERE stage IN ('response', 'classification', 'assignment') GROUP BY stage) AS s) =
	(SELECT array_agg(row(d.stage, d.hits, d.trials) ORDER BY d.stage) FROM (SELECT CASE stage WHEN 'responded' THEN 'response' WHEN 'classified' THEN 'classification' ELSE 'assignment' END AS stage,
		count(*) FILTER (WHERE state = 'met') AS hits, count(*) FILTER (WHERE state <> 'pending') AS trials FROM service.deadline WHERE stage IN ('responded', 'classified', 'assigned') GROUP BY 1) AS d));
SELECT demo.claim('its NPS is that of step 50', (SELECT 100.0 * (sum(promoters) - sum(detractors)) / sum(answers) FROM desk.v_nps_month)
	= (SELECT 100.0 * (count(*) FILTER (WHERE recommend >= 9) - count(*) FILTER (WHERE recommend <= 6)) / count(*) FROM service.survey_answer AS s, service.improvement AS i WHERE s.answered_at <= i.as_of));

-- ------------------------------------------------------------- scorecard ---
SELECT demo.claim('the improvement is found: response, satisfaction, NPS up, repeats down',
	(SELECT bool_and(CASE WHEN csq.trials(rate_now) >= 500 THEN c.lo > 0 ELSE c.difference > 0 END) FROM service.measure, csq.compare(rate_before, rate_now) AS c WHERE metric_id IN ('responded', 'csat'))
	AND (SELECT CASE WHEN csq.answers(score_now) >= 500 THEN c.lo > 0 ELSE c.difference > 0 END FROM service.measure, csq.compare(score_before, score_now) AS c WHERE metric_id = 'nps')
	AND (SELECT CASE WHEN csq.trials(rate_now) >= 200 THEN c.hi < 0 ELSE c.difference < 0 END FROM service.measure, csq.compare(rate_before, rate_now) AS c WHERE metric_id = 'repeated'));
-- few rows need not show what is there
SELECT demo.claim('the control chart signals that the new desk answers sooner',
	count(*) FILTER (WHERE bucket >= '2026-05-25' AND value > ucl AND 'shewhart' = ANY (signals)) >= 4 OR (SELECT count(*) FROM service.complaint) < 10000)
FROM service.response_chart;
SELECT demo.claim('the surge finds the days on which the app was down',
	bool_or(alarm AND category = 'app' AND bucket BETWEEN '2026-04-22' AND '2026-04-24') OR (SELECT count(*) FROM service.complaint) < 10000) FROM service.surge;
SELECT demo.claim('the parts of the change in satisfaction are the change',
	abs(sum(p.total) - (SELECT csq.rate(rate_now) - csq.rate(rate_before) FROM service.measure WHERE metric_id = 'csat')) < 1e-9)
FROM csq.parts((SELECT csq.change_agg(channel, b, a) FROM (SELECT channel, csq.rollup(good) FILTER (WHERE day BETWEEN '2026-04-01' AND '2026-04-30') AS b, csq.rollup(good) FILTER (WHERE day BETWEEN '2026-06-01' AND '2026-06-30') AS a
	FROM service.experience_day GROUP BY channel) AS c)) AS p;
SELECT demo.claim('every target has a verdict; a satisfaction above 100 % is unreachable',
	(SELECT count(*) FROM service.target) = (SELECT count(*) FROM service.scorecard WHERE verdict IS NOT NULL)
	AND (SELECT verdict FROM service.scorecard WHERE ord = 12) = 'unreachable');
SELECT demo.claim('verdicts follow from the intervals',
	count(*) > 0 AND bool_and(CASE verdict WHEN 'attained' THEN judged_lo >= target WHEN 'missed' THEN judged_hi < target ELSE judged_lo < target AND judged_hi >= target END))
FROM service.scorecard WHERE kind = 'at_least';
SELECT demo.claim('the BI views have plain types, a comment on each column, the reader''s rights',
	(SELECT count(*) > 0 AND bool_and(data_type IN ('text', 'boolean', 'integer', 'double precision', 'date', 'timestamp with time zone')
		AND col_description(format('bi.%I', table_name)::regclass, ordinal_position) IS NOT NULL)
	 FROM information_schema.columns WHERE table_schema = 'bi')
	AND (SELECT bool_and(reloptions @> '{security_invoker=true}') FROM pg_class WHERE relnamespace = 'bi'::regnamespace AND relkind = 'v'));
SELECT demo.claim('no row of a BI view holds NaN or infinity',
	NOT EXISTS (SELECT FROM bi.metric_day AS v WHERE v::text ~ 'NaN|Infinity') AND NOT EXISTS (SELECT FROM bi.nps_day AS v WHERE v::text ~ 'NaN|Infinity')
	AND NOT EXISTS (SELECT FROM bi.sla_month AS v WHERE v::text ~ 'NaN|Infinity') AND NOT EXISTS (SELECT FROM bi.scorecard AS v WHERE v::text ~ 'NaN|Infinity'));
SELECT demo.claim('the BI view of complaints has one row per complaint', (SELECT count(*) FROM bi.complaint) = (SELECT count(*) FROM service.complaint));
\o

\echo
\echo '-- 90  Checks  自检 --------------------------------------------------------------------------------------'
SELECT CASE WHEN passed THEN '✔' ELSE '✘ FAILED' END AS " ", claim FROM demo.job_check ORDER BY ord;

\echo 'Rows and time of each step  各步骤行数与用时'
SELECT step, to_char(rows, 'FM9,999,999') AS rows, to_char(extract(epoch FROM at - lag(at) OVER (ORDER BY ord)), 'FM990.00') AS seconds
FROM demo.step ORDER BY ord;

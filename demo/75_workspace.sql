-- Step 75: the same quarter as a workspace: tables, intake, views, alerts in one command. 工作区。
--
-- csq.create_workspace() makes the service-quality system in a schema of its own, here "desk"; the INSERTs
-- below are all that it takes to bring the bank's tables in (docs/adapters.md has such statements for help desks).
-- From here on nothing is computed by hand: intake sets deadlines and finds category, severity and mood in the
-- texts, every figure is a view, tick() raises what is due, and the report at the end reads nothing else.

SET client_min_messages = warning;
SELECT csq.drop_workspace('desk') WHERE csq.is_workspace('desk') \g /dev/null
RESET client_min_messages;
SELECT csq.create_workspace('desk', '{"calendar":"tz Asia/Shanghai; 24x7","policies":"none"}') AS workspace;

-- What the bank agreed: its policies on its calendars, its own phrases beside the shipped ones, its funnel.
UPDATE desk.setting AS s SET as_of = i.as_of, funnel = 'problem -> help|contact -> solution -> resolved; within 7d', lexicon = l.rule, severity_lexicon = l.rule
FROM service.improvement AS i, (SELECT csq.rollup(rule ORDER BY lang) AS rule FROM service.lexicon) AS l;
INSERT INTO desk.policy (policy_id, stage, anchor, condition, place, target, calendar, goal, reopen, source)
SELECT concat_ws('_', p.stage, p.severity), s.stage, coalesce(a.stage, 'receipt'), CASE WHEN p.severity IS NULL THEN '{}' ELSE jsonb_build_object('severity', jsonb_build_array(p.severity)) END,
	100, p.target, c.rule, p.goal, 'ignore', p.stage_zh
FROM service.sla_policy AS p JOIN service.calendar AS c USING (calendar_id)
	JOIN (VALUES ('responded', 'response'), ('classified', 'classification'), ('assigned', 'assignment'), ('resolved', 'resolution'), ('feedback', 'feedback')) AS s(event, stage) ON s.event = p.stage
	LEFT JOIN (VALUES ('resolved', 'resolution')) AS a(event, stage) ON a.event = p.anchor;

-- Data in.
INSERT INTO desk.team (team_id) SELECT DISTINCT team FROM service.agent;
INSERT INTO desk.agent (agent_id, team_id, name, joined_on) SELECT agent_id, team, name, hired_on FROM service.agent;
INSERT INTO desk.customer (customer_id, segment, joined_at) SELECT customer_id, segment, joined_on FROM service.customer;
INSERT INTO desk.complaint (complaint_id, received_at, channel, customer_id, product, agent_id, text, escalated_at, source)
SELECT c.complaint_id, c.received_at, c.channel, c.customer_id, g.category, c.agent_id, c.body, (SELECT min(e.at) FROM service.complaint_event AS e WHERE e.complaint_id = c.complaint_id AND e.event = 'escalated'), 'hotline and app'
FROM service.complaint AS c JOIN service.graded AS g USING (complaint_id);
INSERT INTO desk.complaint_event (complaint_id, stage, at, event)
SELECT e.complaint_id, s.stage, e.at, s.event
FROM service.complaint_event AS e JOIN (VALUES ('responded', 'response', 'stop'), ('classified', 'classification', 'stop'), ('assigned', 'assignment', 'stop'), ('resolved', 'resolution', 'stop'),
	('reopened', 'resolution', 'reopen'), ('feedback', 'feedback', 'stop')) AS s(step, stage, event) ON s.step = e.event;
INSERT INTO desk.contact (contact_id, customer_id, agent_id, channel, offered_at, answered_at, abandoned_at, ended_at, handle_seconds, robot, resolved, source)
SELECT contact_id, customer_id, agent_id, channel, offered_at, answered_at, CASE WHEN answered_at IS NULL THEN ended_at END, ended_at, extract(epoch FROM ended_at - answered_at), handled_by = 'bot', resolved, 'contact centre'
FROM service.contact;
INSERT INTO desk.survey (question, score, answered_at, customer_id, agent_id, channel, source)
SELECT q.question, CASE q.question WHEN 'nps' THEN a.recommend ELSE a.satisfaction END, a.answered_at, a.customer_id, a.agent_id, k.channel, 'survey'
FROM service.survey_answer AS a JOIN service.contact AS k USING (contact_id), (VALUES ('nps'), ('csat')) AS q(question);
-- One journey in four, with the mood that the conversation analysis of the bank would deliver.
INSERT INTO desk.touch (case_id, customer_id, at, touchpoint, channel, department, emotion, source)
SELECT t.journey_id, t.customer_id, t.at + t.seq * interval '1 microsecond', t.activity, t.channel, CASE WHEN t.activity IN ('assigned', 'solution') THEN 'back office' WHEN t.channel IN ('app', 'web', 'bot', 'sms') THEN 'digital' ELSE 'front office' END,
	CASE WHEN demo.u(t.journey_id, 600 + t.seq) < 0.4 THEN greatest(-5, least(5, round((m.mood + 1.4 * demo.bell(t.journey_id, 700 + 2 * t.seq))::numeric, 1))) END, 'journey log'
FROM service.touch AS t LEFT JOIN (VALUES ('problem', -1.6), ('search', -0.8), ('help', -0.3), ('contact', -1.1), ('verified', -0.6), ('transferred', -2.4), ('complaint', -2.8), ('assigned', -1.2), ('solution', 1.5),
	('resolved', 2.2), ('reopened', -3.0), ('rated', 1.8)) AS m(activity, mood) USING (activity)
WHERE t.journey_id % 4 = 0;
INSERT INTO desk.exposure (month, unit, amount) SELECT m, 'customers', c.n FROM generate_series(timestamp '2026-04-01', '2026-06-01', '1 month') AS m, (SELECT count(*) AS n FROM service.customer) AS c;
INSERT INTO desk.target (target_id, metric, dimension, kind, value, baseline_from, baseline_until, now_from, now_until)
SELECT t.id, t.metric, t.dimension, t.kind, t.value, lower(i.baseline)::date, upper(i.baseline)::date,
	-- whether a complaint comes back is known after 30 days: for repeats the two weeks after the go-live
	CASE t.metric WHEN 'repeat' THEN i.go_live::date ELSE lower(i.now)::date END, CASE t.metric WHEN 'repeat' THEN lower(i.now)::date ELSE upper(i.now)::date END
FROM service.improvement AS i, (VALUES ('NPS +15', 'nps', NULL, 'points', 15), ('CSAT 90 %', 'csat', NULL, 'at_least', 0.90), ('Response 98 % in time', 'attainment', 'response', 'at_least', 0.98),
	('Resolution 90 % in time', 'attainment', 'resolution', 'at_least', 0.90), ('Feedback 95 % in time', 'attainment', 'feedback', 'at_least', 0.95), ('Repeats halved', 'repeat', NULL, 'relative', -0.5),
	('Escalations -70 %', 'escalated', NULL, 'relative', -0.7)) AS t(id, metric, dimension, kind, value);
ANALYZE desk.complaint, desk.complaint_event, desk.complaint_label, desk.contact, desk.survey, desk.touch, desk.customer, desk.agent, desk.policy, desk.setting;

INSERT INTO demo.step (step, rows) SELECT 'workspace', count(*) FROM desk.complaint;

\echo
\echo '-- 75  The same as a workspace: every figure a view  工作区 -------------------------------------------------'
\echo
\echo 'Its scorecard is one SELECT: desk.v_scorecard  记分卡'
SELECT target_id AS target, round(baseline::numeric, 3) AS baseline, round(value::numeric, 3) AS now, interval_of AS "judged by", format('[%s, %s]', round(interval_lo::numeric, 3), round(interval_hi::numeric, 3)) AS "95 %", verdict
FROM desk.v_scorecard ORDER BY target_id;

-- Step 40: every deadline, every breach, on the Chinese calendar. 时限与超时。
--
-- A policy is a row: which stage, for which severity, on which calendar, how long,
-- counted from which event (the anchor), and which share must be in time. A
-- calendar and a target are values of the extension's types, kept like any value.

-- Answers: which complaints are late, which are running out of time, and what
-- share was in time, with an interval, before and after the improvement.

SET client_min_messages = warning;
DROP TABLE IF EXISTS service.calendar, service.sla_policy, service.milestone, service.deadline CASCADE;
RESET client_min_messages;

CREATE TABLE service.calendar (
	calendar_id  text PRIMARY KEY,
	rule         csq.calendar NOT NULL,
	meaning      text NOT NULL
);
COMMENT ON TABLE service.calendar IS 'Working calendars. 工作日历';

INSERT INTO service.calendar VALUES
('desk',   'tz Asia/Shanghai; mon-sun 08:00-21:00', 'complaint desk, every day 投诉专席'),
('office', csq.default_calendar('CN', 'mon-fri 09:00-12:00 13:30-18:00'),
	'back office: public holidays off, make-up days worked 后台工作日(含调休)'),
('always', 'tz Asia/Shanghai; 24x7', 'around the clock 全天候');

CREATE TABLE service.sla_policy (
	stage        text NOT NULL,
	stage_zh     text NOT NULL,
	severity     text,                      -- NULL: every severity
	anchor       text NOT NULL,             -- the event from which the clock runs
	calendar_id  text NOT NULL REFERENCES service.calendar,
	target       csq.sla_target NOT NULL,
	goal         float8 NOT NULL            -- share that must be in time
);
COMMENT ON TABLE service.sla_policy IS 'How fast each stage must be done. 各阶段时限';

INSERT INTO service.sla_policy VALUES
('responded',  '首次响应', NULL,      'received', 'desk',   '10 business minutes', 0.98),
('classified', '初步分类', NULL,      'received', 'desk',   '30 business minutes', 0.98),
('assigned',   '分派专员', NULL,      'received', 'desk',   '2 business hours',    0.98),
('resolved',   '办结',     'urgent',  'received', 'office', '1 business day',      0.90),
('resolved',   '办结',     'major',   'received', 'office', '3 business days',     0.90),
('resolved',   '办结',     'general', 'received', 'office', '5 business days',     0.90),
('feedback',   '结果反馈', NULL,      'resolved', 'always', '72 business hours',   0.95);

-- ------------------------------------------------------------ deadlines ----

-- One row per complaint, one column per event: the first time it happened.
CREATE TABLE service.milestone AS
SELECT complaint_id,
	min(at) FILTER (WHERE event = 'received') AS received,
	min(at) FILTER (WHERE event = 'responded') AS responded,
	min(at) FILTER (WHERE event = 'classified') AS classified,
	min(at) FILTER (WHERE event = 'assigned') AS assigned,
	min(at) FILTER (WHERE event = 'resolved') AS resolved,
	min(at) FILTER (WHERE event = 'feedback') AS feedback,
	bool_or(event = 'reopened') AS reopened,
	bool_or(event = 'escalated') AS escalated
FROM service.complaint_event GROUP BY complaint_id;
COMMENT ON TABLE service.milestone IS 'First time of each event of a complaint. 投诉关键时点';

-- Every stage of every complaint: when it is due, from when on it is late, how much
-- working time it took. One call each; nothing is precomputed.
CREATE TABLE service.deadline AS
SELECT m.complaint_id, p.stage, g.severity, anchored_at, done_at,
	csq.due_at(c.rule, anchored_at, p.target) AS due_at,
	csq.breach_at(c.rule, anchored_at, p.target) AS breach_at,
	csq.business_seconds(c.rule, anchored_at, coalesce(done_at, i.as_of)) AS used_seconds
FROM service.milestone AS m
	JOIN service.graded AS g USING (complaint_id)
	JOIN service.sla_policy AS p ON p.severity IS NULL OR p.severity = g.severity
	JOIN service.calendar AS c USING (calendar_id)
	CROSS JOIN service.improvement AS i,
	LATERAL (SELECT CASE p.anchor WHEN 'resolved' THEN m.resolved ELSE m.received END AS anchored_at,
				CASE p.stage WHEN 'responded' THEN m.responded WHEN 'classified' THEN m.classified
					WHEN 'assigned' THEN m.assigned WHEN 'resolved' THEN m.resolved ELSE m.feedback END AS done_at) AS e
WHERE anchored_at IS NOT NULL;

-- An open case is not late before its deadline: it is pending and counts for
-- nothing yet. An open case past its deadline is late.
ALTER TABLE service.deadline ADD COLUMN state text;
UPDATE service.deadline SET state =
	CASE WHEN done_at <= breach_at THEN 'met' WHEN done_at IS NOT NULL THEN 'late'
		 WHEN i.as_of > breach_at THEN 'overdue' ELSE 'pending' END
FROM service.improvement AS i;
CREATE INDEX ON service.deadline (complaint_id, stage);
ANALYZE service.deadline;
COMMENT ON TABLE service.deadline IS 'Deadline of each stage of each complaint and how it ended. 各投诉各阶段时限及结果';

INSERT INTO demo.step (step, rows) SELECT 'deadlines', count(*) FROM service.deadline;

-- -------------------------------------------------------------- answers ----

\echo
\echo '-- 40  Deadlines on the Chinese calendar  中国工作日历上的时限 -----------------------------------------'
\echo
\echo 'What a deadline means: the same five working days, received around Labour Day (1-5 May off, 9 May worked)'
SELECT to_char(received, 'Dy MM-DD HH24:MI') AS received,
	to_char(csq.due_at(c.rule, received, p.target), 'Dy MM-DD HH24:MI') AS "due 办结期限",
	csq.business_days(c.rule, received::date, csq.due_at(c.rule, received, p.target)::date) AS "working days",
	csq.due_at(c.rule, received, p.target)::date - received::date AS "calendar days"
FROM service.calendar AS c, service.sla_policy AS p,
	(VALUES (timestamptz '2026-04-23 10:00'), ('2026-04-30 17:59'), ('2026-05-02 11:00'), ('2026-05-08 15:00'), ('2026-06-18 09:30')) AS t(received)
WHERE c.calendar_id = 'office' AND p.stage = 'resolved' AND p.severity = 'general'
ORDER BY t.received;

\echo
\echo 'In time, by stage: Wilson 95 % intervals; pending cases are left out, overdue ones count as late'
SELECT p.stage || ' ' || p.stage_zh AS stage, coalesce(p.severity, 'all') AS severity, p.target::text AS target,
	round(100 * csq.rate(b.r)::numeric, 1) || '%' AS april,
	round(100 * csq.rate(n.r)::numeric, 1) || '%' AS june,
	format('[%s, %s]', round(100 * csq.rate_lo(n.r)::numeric, 1), round(100 * csq.rate_hi(n.r)::numeric, 1)) AS "95 %",
	to_char(100 * p.goal, 'FM990%') AS goal,
	CASE WHEN csq.rate_lo(n.r) >= p.goal THEN 'attained 达标' WHEN csq.rate_hi(n.r) < p.goal THEN 'missed 未达标' ELSE 'cannot tell' END AS verdict,
	n.pending
FROM service.sla_policy AS p,
	LATERAL (SELECT csq.rate_agg(state = 'met') AS r FROM service.deadline AS d, service.improvement AS i
			 WHERE d.stage = p.stage AND (p.severity IS NULL OR d.severity = p.severity)
			   AND anchored_at <@ i.baseline AND state <> 'pending') AS b,
	LATERAL (SELECT csq.rate_agg(state = 'met') FILTER (WHERE state <> 'pending') AS r,
				count(*) FILTER (WHERE state = 'pending') AS pending
			 FROM service.deadline AS d, service.improvement AS i
			 WHERE d.stage = p.stage AND (p.severity IS NULL OR d.severity = p.severity) AND anchored_at <@ i.now) AS n
ORDER BY array_position('{responded,classified,assigned,resolved,feedback}', p.stage), array_position('{urgent,major,general}', p.severity);

\echo
\echo 'Running out of time as the quarter ends: to be solved within the next working day'
SELECT d.complaint_id, d.severity, to_char(due_at, 'MM-DD HH24:MI') AS due, round(csq.business_seconds(k.rule, i.as_of, due_at)::numeric / 3600, 1) AS "hours left",
	l.category, left(c.body, 24) AS text
FROM service.deadline AS d JOIN service.complaint AS c USING (complaint_id) JOIN service.graded AS l USING (complaint_id),
	service.improvement AS i, service.calendar AS k
WHERE done_at IS NULL AND d.stage = 'resolved' AND k.calendar_id = 'office'
	AND due_at > i.as_of AND due_at <= csq.add_business_days(k.rule, i.as_of, 1)
ORDER BY array_position('{urgent,major,general}', d.severity), due_at, d.complaint_id LIMIT 6;

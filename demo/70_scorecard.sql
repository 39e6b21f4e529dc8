-- Step 70: the scorecard a service manager reads. 服务质量记分卡。
--
-- A target is a row: a figure ("at least 98 %"), a change in points ("NPS +15") or
-- a relative change ("-50 %"); which is meant must be said, because "+40 %" on a
-- satisfaction of 78 % would be 109 %. The verdict comes from the interval, never
-- from the point: attained, missed, or cannot tell yet - and then how much more
-- data it takes. csq.assess() says all that of two summaries and a target: the
-- scorecard is one SELECT over rows of (metric, baseline, present, target).

SET client_min_messages = warning;
DROP TABLE IF EXISTS service.target, service.measure, service.scorecard CASCADE;
DROP FUNCTION IF EXISTS service.shown;
RESET client_min_messages;

CREATE TABLE service.target (
	ord        int PRIMARY KEY,
	metric_id  text NOT NULL,
	metric     text NOT NULL,
	metric_zh  text NOT NULL,
	unit       text NOT NULL CHECK (unit IN ('%', 'points', 'min')),
	kind       text NOT NULL CHECK (kind IN ('at_least', 'at_most', 'points', 'relative')),
	value      float8 NOT NULL               -- shares as 0..1, NPS in points
);
COMMENT ON TABLE service.target IS 'Targets: a figure, a change in points, or a relative change. 目标值';

INSERT INTO service.target VALUES
(1,  'responded',   'Response in 10 min',        '首次响应及时率', '%', 'at_least', 0.98),
(2,  'classified',  'Classified in 30 min',            '分类及时率',     '%', 'at_least', 0.98),
(3,  'assigned',    'Assigned in 2 h',                 '分派及时率',     '%', 'at_least', 0.98),
(4,  'resolved',    'Resolved in 1/3/5 days',          '办结及时率',     '%', 'at_least', 0.90),
(5,  'feedback',    'Informed in 72 h',                '反馈及时率',     '%', 'at_least', 0.95),
(6,  'response',    'Median first response',           '响应时长',       'min', 'relative', -0.50),
(7,  'escalated',   'Escalated complaints',            '投诉升级率',     '%', 'relative', -0.70),
(8,  'repeated',    'Repeats within 30 days',          '重复投诉率',     '%', 'relative', -0.50),
(9,  'complaints',  'Complaints per contact',          '客户投诉率',     '%', 'relative', -0.25),
(10, 'nps',         'Net promoter score',              '净推荐值',       'points', 'points', 15),
(11, 'csat',        'Satisfied (4, 5 of 5)',           '客户满意度',     '%', 'at_least', 0.90),
(12, 'csat',        'The same, "+40 %"',               '满意度提升40%',  '%', 'relative', 0.40),
(13, 'csat_private', 'Private banking',                '私行客户满意度', '%', 'at_least', 0.90),
(14, 'connected',   'Peak calls answered',             '高峰接通率',     '%', 'at_least', 0.95),
(15, 'bot',         'Solved by the bot',               '智能客服解决率', '%', 'at_least', 0.80),
(16, 'journey',     'Solved in 7 days for good',       '七日一次解决率',   '%', 'at_least', 0.85);

-- ------------------------------------------------------------- measures ----

-- One summary for the baseline, one for the current period: a rate, scores or durations.
CREATE TABLE service.measure (
	metric_id    text PRIMARY KEY,
	rate_before  csq.rate_summary,     rate_now  csq.rate_summary,
	score_before csq.score_summary,    score_now csq.score_summary,
	time_before  csq.duration_summary, time_now  csq.duration_summary
);
COMMENT ON TABLE service.measure IS 'Each metric in both periods as summaries. 各指标的汇总值';

INSERT INTO service.measure (metric_id, rate_before, rate_now)
WITH row(metric_id, at, hit) AS (
	SELECT stage, anchored_at, state = 'met' FROM service.deadline WHERE state <> 'pending'
	UNION ALL SELECT 'escalated', received, escalated FROM service.milestone
	UNION ALL SELECT 'csat', answered_at, satisfaction >= 4 FROM service.survey_answer
	UNION ALL SELECT 'csat_private', answered_at, satisfaction >= 4 FROM service.survey_answer JOIN service.customer USING (customer_id) WHERE segment = 'private'
	UNION ALL SELECT 'connected', offered_at, answered_at IS NOT NULL FROM service.contact
		WHERE channel = 'phone' AND extract(hour FROM offered_at AT TIME ZONE 'Asia/Shanghai') IN (9, 10, 14, 15)
	UNION ALL SELECT 'bot', offered_at, resolved FROM service.contact WHERE handled_by = 'bot'
	UNION ALL SELECT 'journey', started_at, csq.level(j, 'problem -> resolved; within 7d') = 2 AND NOT 'reopened' = ANY (csq.trace(j))
		FROM service.journey WHERE period IS NOT NULL
	UNION ALL SELECT 'repeated', received_at, repeated FROM service.repeat_complaint)
SELECT metric_id,
	csq.rate_agg(hit) FILTER (WHERE at <@ CASE metric_id WHEN 'repeated' THEN tstzrange('2026-05-01 00:00+08', i.go_live) ELSE i.baseline END),
	csq.rate_agg(hit) FILTER (WHERE at <@ i.now)
FROM row, service.improvement AS i GROUP BY metric_id
UNION ALL
SELECT 'complaints', csq.rate_summary(c.before, k.before), csq.rate_summary(c.after, k.after)
FROM (SELECT count(*) FILTER (WHERE received_at <@ i.baseline) AS before, count(*) FILTER (WHERE received_at <@ i.now) AS after
	  FROM service.complaint, service.improvement AS i) AS c,
	(SELECT count(*) FILTER (WHERE offered_at <@ i.baseline) AS before, count(*) FILTER (WHERE offered_at <@ i.now) AS after
	  FROM service.contact, service.improvement AS i) AS k;

INSERT INTO service.measure (metric_id, score_before, score_now)
SELECT 'nps', csq.score_agg(recommend) FILTER (WHERE answered_at <@ i.baseline), csq.score_agg(recommend) FILTER (WHERE answered_at <@ i.now)
FROM service.survey_answer, service.improvement AS i;

INSERT INTO service.measure (metric_id, time_before, time_now)
SELECT 'response', csq.duration_agg(used_seconds) FILTER (WHERE anchored_at <@ i.baseline), csq.duration_agg(used_seconds) FILTER (WHERE anchored_at <@ i.now)
FROM service.deadline, service.improvement AS i WHERE stage = 'responded' AND done_at IS NOT NULL;

-- ------------------------------------------------------------ scorecard ----

CREATE TABLE service.scorecard AS
SELECT t.ord, t.metric_id, t.metric, t.metric_zh, t.unit, t.kind, t.value AS target,
	coalesce(csq.trials(m.rate_now), csq.answers(m.score_now), csq.ended_cases(m.time_now)) AS n,
	a.baseline / scale AS baseline, a.value / scale AS now, a.lo AS judged_lo, a.hi AS judged_hi, a.change, a.target_value / scale AS target_value, a.verdict, a.needed
FROM service.target AS t JOIN service.measure AS m USING (metric_id),
	LATERAL (SELECT *, 1 AS scale FROM csq.assess(m.rate_before, m.rate_now, 'rate', t.kind, t.value) WHERE m.rate_now IS NOT NULL
		UNION ALL SELECT *, 1 FROM csq.assess(m.score_before, m.score_now, 'nps', t.kind, t.value) WHERE m.score_now IS NOT NULL
		UNION ALL SELECT *, 60 FROM csq.assess(m.time_before, m.time_now, 'median', t.kind, t.value) WHERE m.time_now IS NOT NULL) AS a;
COMMENT ON TABLE service.scorecard IS 'Each target with its verdict by interval. 记分卡';

CREATE FUNCTION service.shown(value float8, unit text, kind text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN kind = 'relative' THEN to_char(100 * value, 'SGFM990') || '%'
	WHEN kind = 'points' THEN to_char(value, 'SGFM990.0')
	WHEN unit = '%' THEN to_char(100 * value, 'FM990.0') || '%'
	WHEN unit = 'min' THEN to_char(value, 'FM990.0') || ' min'
	ELSE to_char(value, 'FM990.0') END;

INSERT INTO demo.step (step, rows) SELECT 'scorecard', count(*) FROM service.scorecard;

\echo
\echo '-- 70  Scorecard  服务质量记分卡 ------------------------------------------------------------------------------'
\echo
SELECT i.name AS improvement, i.go_live::date AS "in force since", format('%s to %s', lower(baseline)::date, (upper(baseline) - interval '1 s')::date) AS baseline,
	format('%s to %s', lower(now)::date, (upper(now) - interval '1 s')::date) AS now,
	(SELECT count(*) FROM service.complaint) AS complaints
FROM service.improvement AS i;
SELECT metric || ' ' || metric_zh AS metric,
	service.shown(baseline, unit, '') AS baseline,
	CASE kind WHEN 'at_least' THEN '>= ' WHEN 'at_most' THEN '<= ' ELSE '' END || service.shown(target, unit, kind) AS target,
	service.shown(now, unit, '') AS now,
	format('%s [%s, %s]', service.shown(CASE WHEN kind IN ('at_least', 'at_most') THEN now ELSE change END, unit, kind), rtrim(service.shown(judged_lo, unit, kind), '%'), rtrim(service.shown(judged_hi, unit, kind), '%')) AS "judged by, 95 %",
	CASE verdict WHEN 'attained' THEN '✔ attained 达标' WHEN 'missed' THEN '✘ missed 未达标'
		WHEN 'unreachable' THEN '! unreachable: ' || service.shown(target_value, unit, '')
		ELSE '? cannot tell, ' || coalesce('+' || to_char(needed, 'FM999,999,999'), 'on the line') END AS verdict
FROM service.scorecard
ORDER BY ord;
\echo 'Resolved: by severity. Repeats: baseline 1-15 May, the first two weeks with a full 30-day look-back.'
\echo 'Cannot tell: +N is how many more observations would settle it at the present figure; on the line: no number would.'
\echo 'A relative or point target is judged by the change, a figure by that of the current period.'

-- Step 70: the scorecard a service manager reads. 服务质量记分卡。
--
-- A target is a row: absolute ("at least 98 %"), a change in points ("NPS +15") or
-- a relative change ("-50 %"); which is meant must be said, because "+40 %" on a
-- satisfaction of 78 % would be 109 %. The verdict comes from the interval, never
-- from the point: attained, missed, or cannot tell yet - and then how much more
-- data it takes.

SET client_min_messages = warning;
DROP TABLE IF EXISTS service.target, service.share_measure, service.measure, service.scorecard CASCADE;
DROP FUNCTION IF EXISTS service.ratio_end, service.shown;
RESET client_min_messages;

CREATE TABLE service.target (
	ord        int PRIMARY KEY,
	metric_id  text NOT NULL,
	metric     text NOT NULL,
	metric_zh  text NOT NULL,
	unit       text NOT NULL CHECK (unit IN ('%', 'points', 'min')),
	kind       text NOT NULL CHECK (kind IN ('absolute', 'change', 'relative')),
	value      float8 NOT NULL,              -- shares as 0..1, NPS in points
	lower_is_better  bool NOT NULL,
	bound_lo   float8,                       -- what the metric cannot go below or above
	bound_hi   float8
);
COMMENT ON TABLE service.target IS 'Targets: absolute, change in points, or relative change. 目标值';

INSERT INTO service.target VALUES
(1,  'responded',   'Response in 10 min',        '首次响应及时率', '%', 'absolute', 0.98, false, 0, 1),
(2,  'classified',  'Classified in 30 min',            '分类及时率',     '%', 'absolute', 0.98, false, 0, 1),
(3,  'assigned',    'Assigned in 2 h',                 '分派及时率',     '%', 'absolute', 0.98, false, 0, 1),
(4,  'resolved',    'Resolved in 1/3/5 days',          '办结及时率',     '%', 'absolute', 0.90, false, 0, 1),
(5,  'feedback',    'Informed in 72 h',                '反馈及时率',     '%', 'absolute', 0.95, false, 0, 1),
(6,  'response',    'Median first response',           '响应时长',       'min', 'relative', -0.50, true, 0, NULL),
(7,  'escalated',   'Escalated complaints',            '投诉升级率',     '%', 'relative', -0.70, true, 0, 1),
(8,  'repeated',    'Repeats within 30 days',          '重复投诉率',     '%', 'relative', -0.50, true, 0, 1),
(9,  'complaints',  'Complaints per contact',          '客户投诉率',     '%', 'relative', -0.25, true, 0, NULL),
(10, 'nps',         'Net promoter score',              '净推荐值',       'points', 'change', 15, false, -100, 100),
(11, 'csat',        'Satisfied (4, 5 of 5)',           '客户满意度',     '%', 'absolute', 0.90, false, 0, 1),
(12, 'csat',        'The same, "+40 %"',               '满意度提升40%',  '%', 'relative', 0.40, false, 0, 1),
(13, 'csat_private', 'Private banking',                '私行客户满意度', '%', 'absolute', 0.90, false, 0, 1),
(14, 'connected',   'Peak calls answered',             '高峰接通率',     '%', 'absolute', 0.95, false, 0, 1),
(15, 'bot',         'Solved by the bot',               '智能客服解决率', '%', 'absolute', 0.80, false, 0, 1),
(16, 'journey',     'Solved in 7 days',                '七日解决率',     '%', 'absolute', 0.85, false, 0, 1);

-- ------------------------------------------------------------- measures ----

-- Shares: one summary for the baseline, one for the current period.
CREATE TABLE service.share_measure AS
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
	csq.rate_agg(hit) FILTER (WHERE at <@ CASE metric_id WHEN 'repeated' THEN tstzrange('2026-05-01 00:00+08', i.go_live) ELSE i.baseline END) AS before,
	csq.rate_agg(hit) FILTER (WHERE at <@ i.now) AS after
FROM row, service.improvement AS i GROUP BY metric_id
UNION ALL
SELECT 'complaints', csq.rate_summary(c.before, k.before), csq.rate_summary(c.after, k.after)
FROM (SELECT count(*) FILTER (WHERE received_at <@ i.baseline) AS before, count(*) FILTER (WHERE received_at <@ i.now) AS after
	  FROM service.complaint, service.improvement AS i) AS c,
	(SELECT count(*) FILTER (WHERE offered_at <@ i.baseline) AS before, count(*) FILTER (WHERE offered_at <@ i.now) AS after
	  FROM service.contact, service.improvement AS i) AS k;
COMMENT ON TABLE service.share_measure IS 'Shares of both periods as summaries. 各比率指标';

CREATE TABLE service.measure (
	metric_id  text PRIMARY KEY,
	n          float8, baseline float8, baseline_lo float8, baseline_hi float8,
	now        float8, now_lo float8, now_hi float8,
	change_lo  float8, change_hi float8
);
COMMENT ON TABLE service.measure IS 'Each metric in both periods with its intervals. 指标值与区间';

INSERT INTO service.measure
SELECT metric_id, csq.trials(after), csq.rate(before), csq.rate_lo(before), csq.rate_hi(before),
	csq.rate(after), csq.rate_lo(after), csq.rate_hi(after), c.lo, c.hi
FROM service.share_measure, LATERAL csq.compare(before, after) AS c;

INSERT INTO service.measure
SELECT 'nps', csq.answers(a), csq.nps(b), csq.nps_lo(b), csq.nps_hi(b), csq.nps(a), csq.nps_lo(a), csq.nps_hi(a), c.lo, c.hi
FROM (SELECT csq.score_agg(recommend) FILTER (WHERE answered_at <@ i.baseline) AS b, csq.score_agg(recommend) FILTER (WHERE answered_at <@ i.now) AS a
	  FROM service.survey_answer, service.improvement AS i) AS s, LATERAL csq.compare(b, a) AS c;

-- A median with its interval: the order statistics at ranks n/2 -+ 0.98 sqrt(n).
INSERT INTO service.measure
WITH answered AS (
	SELECT used_seconds / 60 AS minutes, anchored_at <@ i.now AS now
	FROM service.deadline, service.improvement AS i
	WHERE stage = 'responded' AND done_at IS NOT NULL AND (anchored_at <@ i.baseline OR anchored_at <@ i.now)),
period AS (
	SELECT now, n, percentile_cont(ARRAY[0.5, greatest(0, 0.5 - 0.98 / sqrt(n)), least(1, 0.5 + 0.98 / sqrt(n))]) WITHIN GROUP (ORDER BY minutes) AS m
	FROM answered JOIN (SELECT now, count(*) AS n FROM answered GROUP BY now) AS c USING (now) GROUP BY now, n)
SELECT 'response', a.n, b.m[1], b.m[2], b.m[3], a.m[1], a.m[2], a.m[3]
FROM period AS a JOIN period AS b ON a.now AND NOT b.now;

-- ------------------------------------------------------------ scorecard ----

-- The interval of a ratio from the intervals of its parts (Donner and Zou 2012).
CREATE FUNCTION service.ratio_end(a float8, a_end float8, b float8, b_end float8, sign int) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (a * b + sign * sqrt(greatest(0, (a * b) * (a * b) - a_end * b_end * (2 * a - a_end) * (2 * b - b_end))))
	/ nullif(b_end * (2 * b - b_end), 0);

CREATE TABLE service.scorecard AS
SELECT t.ord, t.metric_id, t.metric, t.metric_zh, t.unit, t.kind, t.value AS target, m.n, m.baseline, m.now, m.now_lo, m.now_hi,
	judged, judged_lo, judged_hi, implied,
	CASE WHEN implied > t.bound_hi OR implied < t.bound_lo THEN 'unreachable'
		 WHEN judged_lo IS NULL THEN 'no data'
		 WHEN t.lower_is_better AND judged_hi <= t.value OR NOT t.lower_is_better AND judged_lo >= t.value THEN 'attained'
		 WHEN t.lower_is_better AND judged_lo > t.value OR NOT t.lower_is_better AND judged_hi < t.value THEN 'missed'
		 ELSE 'cannot tell yet' END AS verdict,
	-- what the sample must grow by until the interval, shrinking with its root, leaves out the target
	m.n * ((CASE WHEN judged > t.value THEN judged - judged_lo ELSE judged_hi - judged END / nullif(judged - t.value, 0)) ^ 2 - 1) AS more
FROM service.target AS t JOIN service.measure AS m USING (metric_id),
	LATERAL (SELECT CASE t.kind WHEN 'absolute' THEN t.value WHEN 'change' THEN m.baseline + t.value ELSE m.baseline * (1 + t.value) END AS implied,
		CASE t.kind WHEN 'absolute' THEN m.now WHEN 'change' THEN m.now - m.baseline ELSE m.now / m.baseline - 1 END AS judged,
		CASE t.kind WHEN 'absolute' THEN m.now_lo WHEN 'change' THEN m.change_lo
			ELSE service.ratio_end(m.now, m.now_lo, m.baseline, m.baseline_hi, -1) - 1 END AS judged_lo,
		CASE t.kind WHEN 'absolute' THEN m.now_hi WHEN 'change' THEN m.change_hi
			ELSE service.ratio_end(m.now, m.now_hi, m.baseline, m.baseline_lo, 1) - 1 END AS judged_hi) AS j;
COMMENT ON TABLE service.scorecard IS 'Each target with its verdict by interval. 记分卡';

CREATE FUNCTION service.shown(value float8, unit text, kind text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN kind = 'relative' THEN to_char(100 * value, 'SGFM990') || '%'
	WHEN kind = 'change' THEN to_char(value, 'SGFM990.0')
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
	CASE WHEN kind = 'absolute' THEN CASE WHEN t.lower_is_better THEN '<= ' ELSE '>= ' END ELSE '' END || service.shown(s.target, s.unit, s.kind) AS target,
	service.shown(now, unit, '') AS now,
	format('%s [%s, %s]', service.shown(judged, unit, kind), rtrim(service.shown(judged_lo, unit, kind), '%'), rtrim(service.shown(judged_hi, unit, kind), '%')) AS "judged by, 95 %",
	CASE verdict WHEN 'attained' THEN '✔ attained 达标' WHEN 'missed' THEN '✘ missed 未达标' WHEN 'no data' THEN '- no data'
		WHEN 'unreachable' THEN '! unreachable: ' || service.shown(implied, unit, '')
		ELSE '? cannot tell, ' || CASE WHEN more > 20 * n THEN 'on the line' ELSE '+' || to_char(greatest(10, ceil(more / 10) * 10), 'FM999,999') END END AS verdict
FROM service.scorecard AS s JOIN service.target AS t USING (ord, metric, metric_zh, unit, kind, metric_id)
ORDER BY ord;
\echo 'Resolved: by severity. Repeats: baseline 1-15 May, the first two weeks with a full 30-day look-back.'
\echo 'Cannot tell: +N is how many more observations would settle it at the present figure.'
\echo 'A relative or point target is judged by the change, an absolute one by the figure of the current period.'

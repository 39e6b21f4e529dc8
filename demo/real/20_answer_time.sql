-- Real records, step 20: how fast a city government answers. 政府留言答复时效。
--
-- The working calendar is made from the table of holidays: a calendar is a value,
-- and one expression builds it from whatever a department already keeps.

CREATE TABLE real.calendar AS
SELECT csq.calendar(jsonb_build_object(
	'tz', 'Asia/Shanghai',
	'week', (SELECT jsonb_object_agg(d, '[["09:00","12:00"],["13:30","17:30"]]'::jsonb) FROM unnest('{mon,tue,wed,thu,fri}'::text[]) AS d),
	'dates', jsonb_object_agg(day, CASE kind WHEN 'off' THEN '[]'::jsonb ELSE '"fri"'::jsonb END ORDER BY day),
	'valid', '["2007-01-01","2026-12-31"]'::jsonb)) AS rule
FROM real.holiday WHERE day >= '2007-01-01';
COMMENT ON TABLE real.calendar IS 'Working days of China 2007-2026 as one value. 中国工作日历';

CREATE TABLE real.answer AS
SELECT msg_id, user_id, asked_at, answered_at,
	csq.due_at(c.rule, asked_at, '15 business days') AS due_at,
	csq.business_days(c.rule, asked_at::date, answered_at::date) AS working_days,
	csq.business_seconds(c.rule, asked_at, answered_at) AS working_seconds,
	answered_at::date <= csq.due_at(c.rule, asked_at, '15 business days')::date AS in_time,
	answered_at <= csq.breach_at(c.rule, asked_at, '15 business days') AS by_close
FROM real.reply, real.calendar AS c,
	LATERAL (SELECT created_at AT TIME ZONE 'Asia/Shanghai' AS asked_at, replied_at AT TIME ZONE 'Asia/Shanghai' AS answered_at) AS t;
COMMENT ON TABLE real.answer IS 'Each reply with its deadline of 15 working days. 答复与15个工作日时限';

\echo
\echo '-- Answered by the end (24:00) of the 15th working day, by year  第十五个工作日24时前答复率 ------------'
SELECT coalesce(to_char(year, 'FM0000'), 'all') AS year, to_char(csq.trials(r), 'FM99,999') AS replies,
	round(100 * csq.rate(r)::numeric, 1) || '%' AS "in time",
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %",
	median AS "median days", p90 AS "90 % within", repeat('█', round(36 * csq.rate(r))::int) AS " "
FROM (SELECT extract(year FROM asked_at)::int AS year, csq.rate_agg(in_time) AS r,
		percentile_disc(0.5) WITHIN GROUP (ORDER BY working_days) AS median, percentile_disc(0.9) WITHIN GROUP (ORDER BY working_days) AS p90
	  FROM real.answer GROUP BY ROLLUP (1)) AS y
ORDER BY y.year NULLS LAST;

SELECT count(*) FILTER (WHERE in_time) AS "by 24:00 of the 15th working day", count(*) FILTER (WHERE by_close) AS "by its close, 17:30" FROM real.answer;

\echo
\echo 'What a calendar day count would have said: 21 days instead of 15 working days'
SELECT count(*) FILTER (WHERE in_time) AS "in time by working days", count(*) FILTER (WHERE calendar_ok) AS "by 21 calendar days",
	count(*) FILTER (WHERE in_time AND NOT calendar_ok) AS "wrongly late", count(*) FILTER (WHERE NOT in_time AND calendar_ok) AS "wrongly in time"
FROM (SELECT in_time, answered_at::date - asked_at::date <= 21 AS calendar_ok FROM real.answer) AS a;

\echo
\echo '-- Who writes again within 30 days  30日内重复留言 ----------------------------------------------------------'
CREATE TABLE real.chain AS
SELECT msg_id, user_id, created_at, fresh, count(*) FILTER (WHERE fresh) OVER (PARTITION BY user_id ORDER BY created_at, msg_id) AS chain
FROM (SELECT msg_id, user_id, created_at,
		coalesce(created_at - lag(created_at) OVER (PARTITION BY user_id ORDER BY created_at, msg_id) > interval '30 days', true) AS fresh
	  FROM real.message) AS m;
SELECT to_char(csq.trials(r), 'FM99,999') AS messages, csq.hits(r) AS "repeats", round(100 * csq.rate(r)::numeric, 1) || '%' AS share,
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %", longest AS "longest chain"
FROM (SELECT csq.rate_agg(NOT fresh) AS r, (SELECT max(n) FROM (SELECT count(*) AS n FROM real.chain GROUP BY user_id, chain) AS c) AS longest FROM real.chain) AS c;

\echo
\echo '-- CFPB complaints: answered in time by the company, by product ------------------------------------------'
SELECT left(product, 60) AS product, to_char(csq.trials(r), 'FM99,999') AS complaints, round(100 * csq.rate(r)::numeric, 1) || '%' AS timely,
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %",
	CASE WHEN csq.rate_lo(r) >= 0.98 THEN 'above 98 %' WHEN csq.rate_hi(r) < 0.98 THEN 'below 98 %' ELSE 'cannot tell' END AS verdict
FROM (SELECT product, csq.rate_agg(timely = 'Yes') AS r FROM real.cfpb GROUP BY product) AS p
WHERE csq.trials(r) >= 50 ORDER BY csq.trials(r) DESC;

\echo
\echo 'What consumers complain about most'
SELECT left(issue, 60) AS issue, to_char(count(*), 'FM9,999') AS complaints, round(100.0 * count(*) / sum(count(*)) OVER (), 1) || '%' AS share,
	round(100.0 * sum(count(*)) OVER (ORDER BY count(*) DESC, issue) / sum(count(*)) OVER (), 1) || '%' AS cumulated
FROM real.cfpb GROUP BY issue ORDER BY count(*) DESC, issue LIMIT 6;

INSERT INTO real.job_check (claim, passed)
SELECT 'every reply has a deadline', (SELECT count(due_at) FROM real.answer) = (SELECT count(*) FROM real.reply)
UNION ALL SELECT 'in time = answered on or before the 15th working day, counted from the table of holidays, for every reply',
	(SELECT count(*) = (SELECT count(*) FROM real.reply) AND bool_and(a.in_time = (a.answered_at::date <= d.day)) FROM real.answer AS a,
		LATERAL (SELECT g::date AS day FROM generate_series(a.asked_at::date + 1, a.asked_at::date + 60, interval '1 day') AS g
			LEFT JOIN real.holiday AS h ON h.day = g::date WHERE coalesce(h.kind = 'work', extract(isodow FROM g) < 6) ORDER BY g OFFSET 14 LIMIT 1) AS d)
UNION ALL SELECT 'the years add up', (SELECT sum(csq.trials(r)) FROM (SELECT csq.rate_agg(in_time) AS r FROM real.answer GROUP BY extract(year FROM asked_at)) AS y) = (SELECT count(*) FROM real.reply)
UNION ALL SELECT 'timely shares roll up to the share of all', (SELECT csq.rate(csq.rollup(r)) FROM (SELECT csq.rate_agg(timely = 'Yes') AS r FROM real.cfpb GROUP BY product) AS p)
	= (SELECT csq.rate(csq.rate_agg(timely = 'Yes')) FROM real.cfpb);

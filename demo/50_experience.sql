-- Step 50: what customers say: NPS, CSAT, agents, waiting, repeats. 客户体验指标。
--
-- Summaries are kept by day and rolled up to anything later: a week, a month, a
-- segment, the quarter. Rolling up is exact; no answer is read twice.

SET client_min_messages = warning;
DROP TABLE IF EXISTS service.experience_day, service.agent_score, service.repeat_complaint CASCADE;
RESET client_min_messages;

CREATE TABLE service.experience_day AS
SELECT (s.answered_at AT TIME ZONE 'Asia/Shanghai')::date AS day, k.channel, c.segment,
	csq.score_agg(s.recommend) AS recommend,
	csq.score_agg(s.satisfaction, 1, 5) AS satisfaction,
	csq.rate_agg(s.satisfaction >= 4) AS good,
	count(*) AS answers
FROM service.survey_answer AS s JOIN service.contact AS k USING (contact_id) JOIN service.customer AS c ON c.customer_id = s.customer_id
GROUP BY 1, 2, 3;
COMMENT ON TABLE service.experience_day IS 'Survey summaries by day, channel and segment. 按日、渠道、客群的评价汇总';
COMMENT ON COLUMN service.experience_day.recommend IS 'Exact histogram of 0-10 answers. 推荐意愿直方图';

INSERT INTO demo.step (step, rows) SELECT 'survey summaries', count(*) FROM service.experience_day;

-- -------------------------------------------------------------- answers ----

\echo
\echo '-- 50  Experience  客户体验 ----------------------------------------------------------------------------'
\echo
\echo 'Net promoter score by month, 95 % intervals  净推荐值'
SELECT to_char(date_trunc('month', day), 'YYYY-MM') AS month, to_char(csq.answers(s), 'FM999,999') AS answers,
	round(csq.nps(s)::numeric, 1) AS nps, format('[%s, %s]', round(csq.nps_lo(s)::numeric, 1), round(csq.nps_hi(s)::numeric, 1)) AS "95 %",
	repeat('█', greatest(0, round(csq.nps(s)))::int) AS " "
FROM (SELECT date_trunc('month', day) AS day, csq.rollup(recommend) AS s FROM service.experience_day WHERE day < '2026-07-01' GROUP BY 1) AS m
ORDER BY 1;

\echo
\echo 'By week: NPS (the app was down in the week of 20 April, the new desk opened on 16 May)'
SELECT string_agg(substr('▁▂▃▄▅▆▇█', 1 + least(7, greatest(0, floor((nps - lo) / (hi - lo) * 7.999)))::int, 1), ' ' ORDER BY week) AS "NPS by week, 30 March to 29 June",
	round(min(lo)::numeric, 1) AS lowest, round(max(hi)::numeric, 1) AS highest
FROM (SELECT week, csq.nps(s) AS nps, min(csq.nps(s)) OVER () AS lo, max(csq.nps(s)) OVER () AS hi
	  FROM (SELECT date_trunc('week', day) AS week, csq.rollup(recommend) AS s
			FROM service.experience_day WHERE day < '2026-07-01' GROUP BY 1) AS w) AS w;

\echo
\echo 'April against June, by channel and for private banking: a difference is real when its interval leaves out 0'
SELECT slice, round(csq.nps(b)::numeric, 1) AS "NPS april", round(csq.nps(n)::numeric, 1) AS june,
	to_char(c.difference, 'SG990.0') AS change, format('[%s, %s]', to_char(c.lo, 'SGFM990.0'), to_char(c.hi, 'SGFM990.0')) AS "95 %",
	CASE WHEN c.p_value < 0.0001 THEN '< 0.0001' ELSE to_char(c.p_value, 'FM0.0000') END AS p,
	round(100 * csq.csat(sb)::numeric, 1) AS "CSAT april", round(100 * csq.csat(sn)::numeric, 1) AS june,
	to_char(csq.answers(n), 'FM99,999') AS answers
FROM (SELECT slice, csq.rollup(recommend) FILTER (WHERE day < '2026-05-01') AS b, csq.rollup(recommend) FILTER (WHERE day >= '2026-06-01') AS n,
		csq.rollup(satisfaction) FILTER (WHERE day < '2026-05-01') AS sb, csq.rollup(satisfaction) FILTER (WHERE day >= '2026-06-01') AS sn
	  FROM service.experience_day,
		LATERAL (VALUES ('all'), (channel), (CASE segment WHEN 'private' THEN 'private banking 私人银行' END)) AS t(slice)
	  WHERE slice IS NOT NULL AND day < '2026-07-01' GROUP BY slice) AS s,
	LATERAL csq.compare(b, n) AS c
ORDER BY array_position('{all,phone,chat,app,branch}', slice) NULLS LAST;

-- --------------------------------------------------------------- agents ----

-- Good reviews per agent in June, in the tiers 80 / 90 / 95 % (达标, 优质, 卓越).
-- "By point" takes the share as it is, "certain" asks that the interval's lower
-- end reaches the cut: with 60 reviews, 92 % may well be luck.
CREATE TABLE service.agent_score AS
SELECT agent_id, csq.rate_agg(satisfaction >= 4) AS good
FROM service.survey_answer, service.improvement AS i
WHERE agent_id IS NOT NULL AND answered_at <@ i.now GROUP BY agent_id;
COMMENT ON TABLE service.agent_score IS 'Good reviews of each agent in the current period. 坐席好评率';

\echo
\echo 'Agents by good-review tier in June: taken at face value, and certain  坐席好评等级'
SELECT (ARRAY['below 80 %  未达标', '80 %  基础达标', '90 %  优质服务', '95 %  卓越服务'])[t + 1] AS tier,
	count(*) FILTER (WHERE by_point = t) AS "by point", count(*) FILTER (WHERE certain = t) AS certain,
	repeat('▪', round(60.0 * count(*) FILTER (WHERE by_point = t) / (SELECT count(*) FROM service.agent_score))::int) AS "by point "
FROM generate_series(0, 3) AS t,
	(SELECT csq.tier(good, '{0.80,0.90,0.95}') AS by_point, csq.tier(good, '{0.80,0.90,0.95}', 'lower_bound') AS certain
	 FROM service.agent_score) AS a
GROUP BY t ORDER BY t;

-- -------------------------------------------------------------- waiting ----

\echo
\echo 'Peak half-days (09-11, 14-16): share of calls that reached a person, and how long people waited  高峰接通率'
SELECT period, to_char(csq.trials(r), 'FM99,999') AS calls, round(100 * csq.rate(r)::numeric, 1) || '%' AS answered,
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %", median || ' s' AS "median wait", p90 || ' s' AS "90 % within"
FROM (SELECT CASE WHEN offered_at <@ i.baseline THEN 'april' ELSE 'june' END AS period,
		csq.rate_agg(answered_at IS NOT NULL) AS r,
		round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - offered_at))) AS median,
		round(percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM answered_at - offered_at))) AS p90
	  FROM service.contact, service.improvement AS i
	  WHERE channel = 'phone' AND (offered_at <@ i.baseline OR offered_at <@ i.now)
		AND extract(hour FROM offered_at AT TIME ZONE 'Asia/Shanghai') IN (9, 10, 14, 15)
	  GROUP BY 1) AS w
ORDER BY 1;

-- -------------------------------------------------------------- repeats ----

-- A repeat: the same customer has complained about the same category within the
-- 30 days before. Chains are numbered; only complaints from 1 May on have a full
-- look-back, so the baseline of this metric is 1 to 15 May.
CREATE TABLE service.repeat_complaint AS
SELECT complaint_id, customer_id, category, received_at, fresh,
	count(*) FILTER (WHERE fresh) OVER w AS chain,
	NOT fresh AS repeated
FROM (SELECT c.complaint_id, c.customer_id, g.category, c.received_at,
		coalesce(c.received_at - lag(c.received_at) OVER p > interval '30 days', true) AS fresh
	  FROM service.complaint AS c JOIN service.graded AS g USING (complaint_id) WHERE g.category IS NOT NULL
	  WINDOW p AS (PARTITION BY c.customer_id, g.category ORDER BY c.received_at, c.complaint_id)) AS r
WINDOW w AS (PARTITION BY customer_id, category ORDER BY received_at, complaint_id);
COMMENT ON TABLE service.repeat_complaint IS 'Chains of complaints of one customer about one category, gaps up to 30 days. 重复投诉链';

\echo
\echo 'Repeat complaints: same customer, same category, within 30 days  重复投诉'
SELECT period, to_char(csq.trials(r), 'FM99,999') AS complaints, csq.hits(r) AS repeats, round(100 * csq.rate(r)::numeric, 1) || '%' AS share,
	format('[%s, %s]', round(100 * csq.rate_lo(r)::numeric, 1), round(100 * csq.rate_hi(r)::numeric, 1)) AS "95 %"
FROM (SELECT 1 AS ord, '1-15 May' AS period, csq.rate_agg(repeated) AS r FROM service.repeat_complaint
	  WHERE received_at >= '2026-05-01 00:00+08' AND received_at < '2026-05-16 00:00+08'
	  UNION ALL SELECT 2, 'June', csq.rate_agg(repeated) FROM service.repeat_complaint, service.improvement AS i WHERE received_at <@ i.now) AS p
ORDER BY ord;

-- Step 80: plain views for any BI tool. 供 BI 工具使用的普通视图。
--
-- Rules: ordinary views, read with the rights of whoever asks (security_invoker);
-- only text, bool, int, float8, date and timestamptz; shares as *_pct from 0 to
-- 100, durations as *_seconds; *_lo and *_hi beside every estimate; a comment on
-- each column in English and Chinese, because the tools show it to their users.

SET client_min_messages = warning;
DROP SCHEMA IF EXISTS bi CASCADE;
RESET client_min_messages;
CREATE SCHEMA bi;

CREATE VIEW bi.complaint WITH (security_invoker = true) AS
SELECT c.complaint_id, c.received_at, (c.received_at AT TIME ZONE 'Asia/Shanghai')::date AS received_date,
	p.segment, p.region, c.channel, c.lang,
	coalesce(g.category, '(review queue)') AS category, g.severity,
	r.used_seconds AS response_seconds, r.state AS response_state,
	d.due_at AS resolve_due_at, d.done_at AS resolved_at, d.state AS resolve_state,
	coalesce(x.repeated, false) AS repeated
FROM service.complaint AS c
	JOIN service.customer AS p USING (customer_id)
	JOIN service.graded AS g USING (complaint_id)
	JOIN service.deadline AS r ON r.complaint_id = c.complaint_id AND r.stage = 'responded'
	JOIN service.deadline AS d ON d.complaint_id = c.complaint_id AND d.stage = 'resolved'
	LEFT JOIN service.repeat_complaint AS x ON x.complaint_id = c.complaint_id;
COMMENT ON VIEW bi.complaint IS 'One row per complaint with category, severity and deadlines. 投诉明细：类别、等级与时限';

CREATE VIEW bi.sla_month WITH (security_invoker = true) AS
SELECT date_trunc('month', anchored_at AT TIME ZONE 'Asia/Shanghai')::date AS month, stage,
	count(*)::int AS n, count(*) FILTER (WHERE state = 'pending')::int AS n_pending,
	100 * csq.rate(csq.rate_agg(state = 'met') FILTER (WHERE state <> 'pending')) AS in_time_pct,
	100 * csq.rate_lo(csq.rate_agg(state = 'met') FILTER (WHERE state <> 'pending')) AS in_time_pct_lo,
	100 * csq.rate_hi(csq.rate_agg(state = 'met') FILTER (WHERE state <> 'pending')) AS in_time_pct_hi
FROM service.deadline GROUP BY 1, 2;
COMMENT ON VIEW bi.sla_month IS 'Share in time by month and stage, Wilson 95 % interval. 各阶段月度及时率';

CREATE VIEW bi.nps_day WITH (security_invoker = true) AS
SELECT day AS answered_date, channel, segment, csq.answers(recommend)::int AS n,
	csq.nps(recommend) AS nps, csq.nps_lo(recommend) AS nps_lo, csq.nps_hi(recommend) AS nps_hi,
	100 * csq.csat(satisfaction) AS csat_pct, 100 * csq.csat_lo(satisfaction) AS csat_pct_lo, 100 * csq.csat_hi(satisfaction) AS csat_pct_hi
FROM service.experience_day;
COMMENT ON VIEW bi.nps_day IS 'NPS and CSAT by day, channel and segment. 每日净推荐值与满意度';

CREATE VIEW bi.scorecard WITH (security_invoker = true) AS
SELECT ord, metric, metric_zh, unit, kind AS target_kind, target, n::float8 AS n, baseline, now AS value, judged_lo, judged_hi, verdict, needed::float8 AS needed
FROM service.scorecard;
COMMENT ON VIEW bi.scorecard IS 'Targets, figures and verdicts. 记分卡';

-- The same in long form, one row per figure, as Grafana and Superset like it.
CREATE VIEW bi.metric_day WITH (security_invoker = true) AS
SELECT bucket_date::timestamp AT TIME ZONE 'Asia/Shanghai' AS bucket_start, bucket_date, metric, series, n, value, value_lo, value_hi
FROM (
	SELECT day AS bucket_date, 'nps' AS metric, channel AS series, csq.answers(s)::int AS n, csq.nps(s) AS value, csq.nps_lo(s) AS value_lo, csq.nps_hi(s) AS value_hi
	FROM (SELECT day, channel, csq.rollup(recommend) AS s FROM service.experience_day GROUP BY day, channel) AS e
	UNION ALL
	SELECT day, stage || '_in_time_pct', severity, csq.trials(r)::int, 100 * csq.rate(r), 100 * csq.rate_lo(r), 100 * csq.rate_hi(r)
	FROM (SELECT (anchored_at AT TIME ZONE 'Asia/Shanghai')::date AS day, stage, severity, csq.rate_agg(state = 'met') AS r
		  FROM service.deadline WHERE state <> 'pending' GROUP BY 1, 2, 3) AS d) AS m;
COMMENT ON VIEW bi.metric_day IS 'Daily figures, one row per metric and series. 每日指标(长表)';

-- One comment per column, the same words in every view.
DO $$
DECLARE
	item record;
BEGIN
	FOR item IN
		SELECT c.table_name, c.column_name, t.meaning
		FROM information_schema.columns AS c
			LEFT JOIN (VALUES
			('complaint_id', 'number of the complaint 投诉编号'), ('received_at', 'when it came in 受理时间'),
			('received_date', 'day it came in, Shanghai time 受理日期'), ('segment', 'customer segment 客群'), ('region', 'region 地区'),
			('channel', 'channel 渠道'), ('lang', 'language 语言'), ('category', 'category from the text 投诉类别'),
			('severity', 'severity from the text 严重等级'), ('response_seconds', 'working seconds to the first response 首次响应工作时长(秒)'),
			('response_state', 'met, late, overdue or pending 响应时限状态'), ('resolve_due_at', 'deadline of the solution 办结期限'),
			('resolved_at', 'when it was solved 办结时间'), ('resolve_state', 'met, late, overdue or pending 办结时限状态'),
			('repeated', 'the same customer and category within 30 days 是否重复投诉'), ('month', 'first day of the month 月份'),
			('stage', 'stage 阶段'), ('n', 'rows behind the figure 样本量'), ('n_pending', 'still open and not yet due 未到期'),
			('in_time_pct', 'share in time, 0-100 及时率'), ('in_time_pct_lo', 'lower end, 95 % 下限'), ('in_time_pct_hi', 'upper end, 95 % 上限'),
			('answered_date', 'day of the answers 评价日期'), ('nps', 'net promoter score, -100 to 100 净推荐值'),
			('nps_lo', 'lower end, 95 % 下限'), ('nps_hi', 'upper end, 95 % 上限'), ('csat_pct', 'share of 4 and 5 of 5, 0-100 满意度'),
			('csat_pct_lo', 'lower end, 95 % 下限'), ('csat_pct_hi', 'upper end, 95 % 上限'), ('ord', 'order 序号'), ('bucket_start', 'beginning of the day 当日零点'), ('bucket_date', 'day 日期'), ('series', 'channel or severity 渠道或等级'),
			
			('metric', 'metric 指标'), ('metric_zh', 'metric in Chinese 指标中文名'), ('unit', 'unit 单位'), ('target_kind', 'at_least, at_most, points or relative 目标类型'),
			('target', 'target 目标值'), ('baseline', 'figure of the baseline period 基线值'), ('value', 'figure of the current period 当前值'),
			('value_lo', 'lower end, 95 % 下限'), ('value_hi', 'upper end, 95 % 上限'),
			('judged_lo', 'lower end of what is judged, 95 %: the figure, or its change 判定区间下限'), ('judged_hi', 'upper end of what is judged 判定区间上限'),
			('verdict', 'attained, missed, unreachable or cannot_tell 结论'), ('needed', 'further observations that would settle it 还需样本数')
			) AS t(column_name, meaning) USING (column_name)
		WHERE c.table_schema = 'bi'
	LOOP
		EXECUTE format('COMMENT ON COLUMN bi.%I.%I IS %L', item.table_name, item.column_name, item.meaning);
	END LOOP;
END $$;

\echo
\echo '-- 80  Views for BI tools  BI 视图 -----------------------------------------------------------------------'
SELECT 'bi.' || relname AS view, obj_description(oid, 'pg_class') AS "what it shows", (SELECT count(*) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0) AS columns
FROM pg_class AS c WHERE relnamespace = 'bi'::regnamespace AND relkind = 'v' ORDER BY 1;

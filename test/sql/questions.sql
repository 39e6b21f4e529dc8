-- Whole questions of a small bank, each answered by csq and by plain SQL that knows nothing of it.  The rows are ragged on purpose: missing times, reasons and
-- answers, labels with blanks, full-width letters, one large branch and a hundred of one complaint, a month without any, open cases, calls that nobody took.
SET search_path = csq, public;
CREATE TABLE complaint AS
SELECT i AS id, CASE WHEN i % 13 > 0 THEN '客户' || i * i % 83 END AS customer, t AS received, (t AT TIME ZONE 'Asia/Shanghai')::date AS day, (ARRAY['电话', 'ＡＰＰ', '网点', NULL, '微信'])[1 + i % 5] AS channel,
  (ARRAY['响应速度慢', '解决方案不彻底', '沟通渠道不畅', NULL, ' ', '费用 '])[1 + i * 7 % 6] AS reason, (ARRAY['一般', '一般', '一般', '重大', NULL])[1 + i * 3 % 5] AS severity, CASE WHEN i <= 600 THEN '总行' ELSE '支行' || i - 600 END AS branch,
  CASE WHEN i % 11 > 0 THEN t + i * 37 % 200 * interval '1 min' END AS replied, CASE WHEN i % 7 > 0 THEN t + i * 41 % 6000 * interval '1 min' END AS closed, CASE WHEN i % 7 > 0 AND i % 3 > 0 THEN t + (i * 41 % 6000 + i * 29 % 4000) * interval '1 min' END AS reviewed,
  CASE WHEN i % 17 > 0 THEN i % 8 = 0 END AS escalated, CASE WHEN i % 9 > 0 THEN 1 + i * i % 5 END AS score, CASE WHEN i % 10 > 0 THEN i * 137 % 5000 / 100.0 END AS cost
FROM (SELECT i, CASE WHEN i <= 300 THEN timestamptz '2026-01-03 00:00+08' + i * interval '131 min' ELSE timestamptz '2026-03-02 00:00+08' + (i - 300) * interval '71 min' END AS t FROM generate_series(1, 700) i) x;
CREATE TABLE call AS
SELECT i AS id, '坐席' || i % 7 AS agent, t AS offered, CASE WHEN i % 9 > 1 THEN t + i * 7 % 50 * interval '1 s' END AS answered, CASE WHEN i % 9 = 0 THEN t + i * 13 % 90 * interval '1 s' END AS abandoned, CASE WHEN i % 9 > 1 AND i % 20 > 0 THEN t + (i * 7 % 50 + 100 + i * 11 % 300) * interval '1 s' END AS ended
FROM (SELECT i, timestamptz '2026-03-02 08:00+08' + i * i % 36000 * interval '1 s' AS t FROM generate_series(1, 1500) i) x;

-- both as rows in the order of their text; numbers rounded by the questions
CREATE FUNCTION same(mine text, plain text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE a text; b text;
BEGIN
  EXECUTE format('SELECT string_agg(q::text, E''\n'' ORDER BY q::text COLLATE "C") FROM (%s) q', mine) INTO a;
  EXECUTE format('SELECT string_agg(q::text, E''\n'' ORDER BY q::text COLLATE "C") FROM (%s) q', plain) INTO b;
  RETURN CASE WHEN a = b THEN (SELECT count(*) FROM regexp_split_to_table(a, E'\n')) || ' rows alike' ELSE E'csq\n' || coalesce(a, 'NULL') || E'\nplain\n' || coalesce(b, 'NULL') END;
END $$;
\t on

-- satisfied, by quarter from days
SELECT same($$SELECT date_trunc('quarter', day)::date, round(csat(rollup(s))::numeric, 6) FROM (SELECT day, score_agg(score, 1, 5) AS s FROM complaint GROUP BY 1) x GROUP BY 1$$,
  $$SELECT date_trunc('quarter', day)::date, round(avg((score >= 4)::int), 6) FROM complaint GROUP BY 1$$);
-- reasons, blank ones last
SELECT same($$SELECT rank, label, n, round(share::numeric, 6), round(cumulative::numeric, 6) FROM pareto((SELECT pareto_agg(reason) FROM complaint))$$,
  $$WITH r AS (SELECT nullif(btrim(reason), '') AS l, count(*) AS n FROM complaint GROUP BY 1), o AS (SELECT row_number() OVER (ORDER BY l IS NULL, n DESC, l COLLATE "C") AS rank, l, n FROM r) SELECT rank, l, n, round(n / 700.0, 6), round(sum(n) OVER (ORDER BY rank) / 700.0, 6) FROM o$$);
-- cost by reason
SELECT same($$SELECT label, round(weight::numeric, 2), n FROM pareto((SELECT pareto_agg(reason, cost::float8) FROM complaint))$$,
  $$SELECT nullif(btrim(reason), ''), round(sum(cost), 2), count(cost) FROM complaint GROUP BY 1$$);
-- first replies, those still waiting counted
SELECT same($$SELECT seconds(median(s))::int, seconds(quantile(s, 0.9))::int, ended_cases(s), open_cases(s), round(share_within(s, '30 min')::numeric, 6) FROM (SELECT duration_agg(received, replied, '2026-05-01 00:00+08') AS s FROM complaint) x$$,
  $$SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM replied - received))::int, percentile_disc(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM replied - received))::int, count(replied), count(*) - count(replied), round(avg((replied IS NOT NULL AND replied - received <= '30 min')::int), 6) FROM complaint$$);
-- handling by branch as of a day
SELECT same($$SELECT branch, round(seconds(mean(s))::numeric, 3), round(share_within(s, '2 days')::numeric, 6) FROM (SELECT branch, duration_agg(received, closed, '2026-04-05 00:00+08') AS s FROM complaint GROUP BY 1) x WHERE ended_cases(s) + open_cases(s) > 0$$,
  $$SELECT branch, round(extract(epoch FROM avg(closed - received) FILTER (WHERE closed <= now)), 3), round(avg(CASE WHEN closed <= now THEN (closed - received <= '2 days')::int WHEN now - received > '2 days' THEN 0 END), 6) FROM complaint, (VALUES (timestamptz '2026-04-05 00:00+08')) v(now) WHERE received <= now GROUP BY 1$$);
-- in time by severity; without one there is no target
SELECT same($$SELECT severity, hits(r), trials(r), missing(r) FROM (SELECT severity, rate_agg(in_time(replied, received + CASE severity WHEN '重大' THEN interval '30 min' WHEN '一般' THEN interval '2 hours' END, '2026-04-04 12:00+08')) AS r FROM complaint GROUP BY 1) x$$,
  $$SELECT severity, count(*) FILTER (WHERE v), count(v), count(*) - count(v) FROM (SELECT severity, CASE WHEN replied <= due AND replied <= now THEN true WHEN due < now THEN false END AS v FROM (SELECT *, timestamptz '2026-04-04 12:00+08' AS now, received + CASE severity WHEN '重大' THEN interval '30 min' WHEN '一般' THEN interval '2 hours' END AS due FROM complaint) y) x GROUP BY 1$$);
-- root causes within 48 hours of closing
SELECT same($$SELECT hits(r), trials(r), missing(r) FROM (SELECT rate_agg(in_time(reviewed, closed + interval '48 hours', '2026-05-01 00:00+08')) AS r FROM complaint) x$$,
  $$SELECT count(*) FILTER (WHERE reviewed <= closed + interval '48 hours'), count(closed), count(*) - count(closed) FROM complaint$$);
-- repeats within 30 days of the same customer and reason
SELECT same($$SELECT contacts(r), first_contacts(r), repeated(r), missing(r), round(rate(rate_summary(r))::numeric, 6) FROM (SELECT repeat_agg(customer, reason, received, '30 days', '2026-05-10 00:00+08') AS r FROM complaint) x$$,
  $$WITH f AS (SELECT received, lag(received) OVER w AS before, lead(received) OVER w AS after FROM complaint WHERE customer IS NOT NULL WINDOW w AS (PARTITION BY customer, nullif(btrim(reason), '') ORDER BY received)), g AS (SELECT before IS NULL OR received - before > '30 days' AS first, coalesce(after - received <= '30 days', false) AS again FROM f) SELECT count(*), count(*) FILTER (WHERE first), count(*) FILTER (WHERE first AND again), 700 - count(*), round(avg(again::int) FILTER (WHERE first), 6) FROM g$$);
-- open cases at ten instants
SELECT same($$SELECT d, open_at(b, d) FROM (SELECT backlog_agg(received, closed) AS b FROM complaint) x, generate_series(timestamptz '2026-01-05 00:00+08', '2026-04-05 00:00+08', '10 days') d$$,
  $$SELECT d, (SELECT count(*) FROM complaint WHERE received <= d AND (closed IS NULL OR closed > d)) FROM generate_series(timestamptz '2026-01-05 00:00+08', '2026-04-05 00:00+08', '10 days') d$$);
-- complaints by month, the empty one too
SELECT same($$SELECT bucket, value FROM points((SELECT series_agg(date_trunc('month', day)::date) FROM complaint), step => '1 month')$$,
  $$SELECT m::date, (SELECT count(*) FROM complaint WHERE date_trunc('month', day) = m) FROM generate_series(timestamp '2026-01-01', '2026-03-01', '1 month') m$$);
-- escalations by week on a chart
SELECT same($$SELECT bucket, round(value::numeric, 6), round(centre::numeric, 6), round(ucl::numeric, 6) FROM (SELECT series_agg(date_trunc('week', day)::date, escalated) AS s FROM complaint) x, control_chart(s, 'p')$$,
  $$WITH w AS (SELECT date_trunc('week', day)::date AS bucket, count(*) FILTER (WHERE escalated)::numeric AS h, count(escalated) AS n FROM complaint GROUP BY 1), p AS (SELECT sum(h) / sum(n) AS p FROM w) SELECT bucket, round(h / n, 6), round(p, 6), round(least(1, p + 3 * sqrt(p * (1 - p) / n)), 6) FROM w, p$$);
-- why the mean time moved adds up to the change
SELECT same($$SELECT round(sum(total)::numeric, 6), round(sum(mix + within)::numeric, 6) FROM parts((SELECT change_agg(reason, b, a) FROM (SELECT reason, duration_agg(closed - received) FILTER (WHERE id <= 300) AS b, duration_agg(closed - received) FILTER (WHERE id > 300) AS a FROM complaint GROUP BY 1) s))$$,
  $$SELECT d, d FROM (SELECT round(avg(extract(epoch FROM closed - received)) FILTER (WHERE id > 300) - avg(extract(epoch FROM closed - received)) FILTER (WHERE id <= 300), 6) AS d FROM complaint) x$$);
-- the five best branches by shrunken share
SELECT same($$SELECT branch FROM (SELECT branch, at_least(score_agg(score, 1, 5), 4) AS r FROM complaint GROUP BY 1) x WHERE trials(r) > 0 ORDER BY shrunk(r, rollup(r) OVER ()) DESC, branch COLLATE "C" LIMIT 5$$,
  $$SELECT branch FROM (SELECT branch, count(*) FILTER (WHERE score >= 4) AS h, count(score) AS n FROM complaint GROUP BY 1) x WHERE n > 0 ORDER BY (h + 20 * (SELECT avg((score >= 4)::int) FROM complaint)) / (n + 20) DESC, branch COLLATE "C" LIMIT 5$$);
-- open time of the office, day by day
SELECT same($$SELECT sum(business_seconds('tz Asia/Shanghai; mon-fri 09:00-18:00', received, closed))::bigint FROM complaint WHERE id % 20 = 1$$,
  $$SELECT sum(extract(epoch FROM least(closed, d + interval '18 h') - greatest(received, d + interval '9 h')))::bigint FROM (SELECT *, generate_series(date_trunc('day', received, 'Asia/Shanghai'), closed, '24 hours') AS d FROM complaint WHERE id % 20 = 1) x WHERE extract(isodow FROM d AT TIME ZONE 'Asia/Shanghai') < 6 AND least(closed, d + interval '18 h') > greatest(received, d + interval '9 h')$$);
-- service level at six in the evening, three definitions
SELECT same($$SELECT v, service_rate(s, v, '30 s') FROM (SELECT call_agg(offered, answered, abandoned, ended, '2026-03-02 18:00+08') AS s FROM call) x, unnest('{abandons_negative,abandons_positive,ignore_short}'::text[]) v$$,
  $$WITH c AS (SELECT answered IS NOT NULL AS a, extract(epoch FROM answered - offered) AS w, abandoned IS NOT NULL AS b, extract(epoch FROM abandoned - offered) AS v, extract(epoch FROM timestamptz '2026-03-02 18:00+08' - offered) AS still FROM call),
 n AS (SELECT count(*) FILTER (WHERE a AND w <= 30) AS served, count(*) FILTER (WHERE b AND v <= 30) AS gone, count(*) FILTER (WHERE b AND v <= 5) AS short, count(*) FILTER (WHERE a OR b OR still > 30) AS known, count(*) FILTER (WHERE NOT (a OR b OR still > 30)) AS open FROM c)
 SELECT k, rate_summary(h, t) FROM n, (VALUES (1)) o, LATERAL (VALUES ('abandons_negative', served, known), ('abandons_positive', served + gone, known), ('ignore_short', served, known - short)) z(k, h, t)$$);
-- the four busiest half-hours
SELECT same($$SELECT round(connect_rate(rollup(s))::numeric, 6) FROM (SELECT call_agg(offered, answered, abandoned, ended) AS s FROM call GROUP BY date_bin('30 min', offered, '2026-01-01Z') ORDER BY count(*) DESC, min(offered) LIMIT 4) x$$,
  $$WITH h AS (SELECT date_bin('30 min', offered, '2026-01-01Z') AS b FROM call GROUP BY 1 ORDER BY count(*) DESC, min(offered) LIMIT 4) SELECT round(count(answered)::numeric / count(coalesce(answered, abandoned)), 6) FROM call JOIN h ON date_bin('30 min', offered, '2026-01-01Z') = b$$);
-- 5 % of the calls of each agent, all in all exactly
SELECT same($$SELECT count(*), count(DISTINCT key), max(n) - min(n) <= 1 FROM (SELECT key, count(*) OVER (PARTITION BY stratum) AS n FROM picks((SELECT qa_sample(id::text, agent, 0.05, '2026-03-02') FROM call))) x$$,
  $$SELECT ceil(0.05 * count(*))::bigint, ceil(0.05 * count(*))::bigint, true FROM call$$);

\t off
DROP FUNCTION same(text, text);
DROP TABLE complaint, call;

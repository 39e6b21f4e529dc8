-- Step 24: contacts, survey answers and journeys of the quarter.
-- 客户接触、服务后评价与客户旅程。

-- How much of the improvement is in force: it takes two weeks to be felt in full.
CREATE FUNCTION demo.improved(at timestamptz) RETURNS float8
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT greatest(0, least(1, extract(epoch FROM at - go_live)::float8 / (14 * 86400))) FROM service.improvement);

-- ---------------------------------------------------------- contacts -------

-- Phones are busiest from nine to eleven and from two to four. Who waits longer
-- than he is patient gives up: the wait decides, not a coin.
INSERT INTO service.contact
SELECT id,
	1 + floor(demo.u(id, 200) * c.n)::int,
	channel, handled_by,
	CASE handled_by WHEN 'person' THEN demo.pick(id, 201, 1, a.n) END,
	at,
	CASE WHEN handled_by <> 'nobody' THEN at + demo.seconds(wait) END,
	at + demo.seconds(least(wait, patience)
		+ CASE handled_by WHEN 'nobody' THEN 0 WHEN 'bot' THEN demo.duration(id, 202, 95)
		  ELSE demo.duration(id, 202, CASE channel WHEN 'branch' THEN 620 ELSE 265 END) END),
	handled_by <> 'nobody' AND demo.u(id, 203) < CASE handled_by
		WHEN 'bot' THEN 0.655 + 0.075 * f ELSE 0.70 + 0.075 * f + 0.10 * demo.u(demo.pick(id, 201, 1, a.n), 27) END
FROM (SELECT count(*)::float8 AS n FROM service.customer) AS c, (SELECT count(*)::int AS n FROM service.agent) AS a,
	generate_series(1, round(200000 * :scale)::int) AS id,
	LATERAL (SELECT demo.instant(id, 210) AS at OFFSET 0) AS t,
	LATERAL (SELECT demo.improved(at) AS f, extract(hour FROM at AT TIME ZONE 'Asia/Shanghai') IN (9, 10, 14, 15) AS peak OFFSET 0) AS i,
	LATERAL (SELECT (ARRAY['phone', 'chat', 'app', 'branch'])[width_bucket(demo.u(id, 220),
				ARRAY[0, 0.46 - 0.06 * f, 0.70 - 0.02 * f, 0.88 + 0.01 * f])] AS channel OFFSET 0) AS ch,
	LATERAL (SELECT CASE WHEN channel = 'chat' THEN demo.u(id, 221) < 0.58 + 0.08 * f
						 WHEN channel = 'app' THEN demo.u(id, 221) < 0.80 ELSE false END AS bot) AS b,
	LATERAL (SELECT CASE WHEN bot THEN 1
				WHEN channel = 'branch' THEN demo.duration(id, 222, 540 - 160 * f)
				ELSE demo.duration(id, 222, (CASE WHEN channel = 'phone' THEN 17 ELSE 13 END - 7 * f)
					* CASE WHEN peak THEN 2.2 - 0.6 * f ELSE 1 END) END AS wait,
			demo.duration(id, 223, CASE channel WHEN 'branch' THEN 4200 WHEN 'phone' THEN 150 ELSE 210 END) AS patience OFFSET 0) AS w,
	LATERAL (SELECT CASE WHEN bot THEN 'bot' WHEN wait > patience THEN 'nobody' ELSE 'person' END AS handled_by) AS h;

CREATE INDEX ON service.contact (offered_at);
ANALYZE service.contact;
INSERT INTO demo.step (step, rows) SELECT 'contacts', count(*) FROM service.contact;

-- ------------------------------------------------------------ survey -------

-- One mood per answer decides both questions: it depends on the wait, on the
-- solution, on the agent, on the segment, and is better after the go-live.
INSERT INTO service.survey_answer
SELECT row_number() OVER (ORDER BY contact_id)::int, contact_id, customer_id, agent_id,
	ended_at + demo.seconds(demo.duration(contact_id, 230, 2400)),
	greatest(0, least(10, round(mood)::int)),
	CASE WHEN mood >= 8.35 THEN 5 WHEN mood >= 6.05 THEN 4 WHEN mood >= 4.6 THEN 3 WHEN mood >= 3.2 THEN 2 ELSE 1 END
FROM (SELECT k.*, 7.75
			+ 0.10 * demo.improved(offered_at)
			+ CASE WHEN resolved THEN 1.25 ELSE -1.55 END
			+ CASE handled_by WHEN 'bot' THEN -0.25 ELSE 2.2 * (demo.u(agent_id, 27) - 0.45) END
			- least(2.0, extract(epoch FROM answered_at - offered_at)::float8 / CASE channel WHEN 'branch' THEN 1500 ELSE 150 END)
			+ CASE c.segment WHEN 'private' THEN 0.55 WHEN 'senior' THEN 0.30 WHEN 'business' THEN -0.45 ELSE 0 END
			+ CASE WHEN offered_at >= '2026-04-22 00:00+08' AND offered_at < '2026-04-25 00:00+08' THEN -0.9 ELSE 0 END
			+ 1.75 * demo.bell(contact_id, 240) AS mood
	  FROM service.contact AS k JOIN service.customer AS c USING (customer_id)
	  WHERE handled_by <> 'nobody'
	  ORDER BY demo.u(contact_id, 250), contact_id
	  LIMIT round(50000 * :scale)) AS a;

ANALYZE service.survey_answer;
INSERT INTO demo.step (step, rows) SELECT 'survey answers', count(*) FROM service.survey_answer;

-- ---------------------------------------------------------- journeys -------

-- Ways from a problem to its end, with their shares before and after. A word is
-- activity@channel; "=" puts it into the same second as the one before (systems
-- log two events at once); "!" marks a step that only some customers take.
CREATE TABLE demo.way (way_id int PRIMARY KEY, path text, before float8, after float8);
INSERT INTO demo.way VALUES
(1,  'problem@app search@app help@app solution@app =resolved@app !rated@app', 9, 15),
(2,  'problem@app help@app contact@bot solution@bot =resolved@bot !rated@app', 7, 13),
(3,  'problem@app contact@bot contact@phone verified@phone solution@phone resolved@phone !rated@sms', 12, 13),
(4,  'problem@web search@web help@web contact@phone =verified@phone solution@phone resolved@phone !rated@sms', 9, 8),
(5,  'problem@branch contact@branch verified@branch solution@branch =resolved@branch', 8, 8),
(6,  'problem@phone contact@phone verified@phone transferred@phone solution@phone resolved@phone !rated@sms', 9, 9),
(7,  'problem@phone contact@phone verified@phone transferred@phone transferred@phone !contact@branch solution@phone resolved@phone', 6, 3),
(8,  'problem@app contact@bot contact@bot contact@phone verified@phone complaint@phone =assigned@desk solution@desk resolved@desk !rated@sms', 6, 5),
(9,  'problem@app contact@app complaint@app =assigned@desk solution@desk resolved@desk !rated@app', 4, 7),
(10, 'problem@app contact@phone contact@branch verified@branch contact@phone complaint@phone =assigned@desk solution@desk resolved@desk reopened@phone assigned@desk solution@desk resolved@desk', 4, 1.5),
(11, 'problem@web contact@chat verified@chat solution@chat =resolved@chat !rated@web', 6, 8),
(12, 'problem@branch contact@branch contact@phone contact@branch solution@branch resolved@branch', 3, 1.5),
(13, 'problem@app search@app help@app', 5, 3),
(14, 'problem@app contact@bot', 3.5, 1.5),
(15, 'problem@phone contact@phone', 3.5, 1.2),
(16, 'problem@phone contact@phone verified@phone solution@phone reopened@phone contact@phone solution@phone resolved@phone', 3, 1.5),
(17, 'problem@app', 2, 1.2),
(18, 'problem@web contact@chat contact@phone verified@phone complaint@phone =assigned@desk', 1.5, 0.6),
(19, 'problem@phone contact@phone complaint@phone =assigned@desk solution@desk', 1.5, 1),
(20, 'problem@sms search@app contact@bot contact@chat verified@chat solution@chat =resolved@chat', 3, 3.5);

CREATE TABLE demo.way_load AS
SELECT array_agg(way_id ORDER BY way_id) AS ways,
	array_agg((b - before) / total_b ORDER BY way_id) AS before, array_agg((a - after) / total_a ORDER BY way_id) AS after
FROM (SELECT *, sum(before) OVER w AS b, sum(after) OVER w AS a, sum(before) OVER () AS total_b, sum(after) OVER () AS total_a
	  FROM demo.way WINDOW w AS (ORDER BY way_id)) AS t;

-- Median minutes until each activity happens, counted from the one before.
CREATE TABLE demo.gap (activity text PRIMARY KEY, before float8, after float8);
INSERT INTO demo.gap VALUES
	('search', 2, 2), ('help', 3, 3), ('contact', 45, 26), ('verified', 3, 2), ('transferred', 7, 5), ('complaint', 35, 30),
	('assigned', 50, 35), ('solution', 160, 85), ('resolved', 240, 130), ('reopened', 1500, 1400), ('rated', 55, 50);

CREATE TABLE demo.way_step AS
SELECT way_id, n::int AS n, word LIKE '=%' AS tied, word LIKE '!%' AS optional,
	ltrim(split_part(word, '@', 1), '=!') AS activity, split_part(word, '@', 2) AS channel, g.before, g.after
FROM demo.way, string_to_table(path, ' ') WITH ORDINALITY AS s(word, n)
	LEFT JOIN demo.gap AS g ON g.activity = ltrim(split_part(word, '@', 1), '=!');
ANALYZE demo.way_step;

-- Which way a journey takes, and when each of its touches happens: a running sum
-- of the gaps, in whole seconds. One touch in forty is logged twice.
INSERT INTO service.touch
SELECT journey_id, customer_id,
	start + sum(gap) OVER (PARTITION BY journey_id ORDER BY n, copy) * interval '1 second',
	row_number() OVER (PARTITION BY journey_id ORDER BY n, copy)::int,
	activity, channel
FROM (SELECT j.journey_id, j.customer_id, j.start, s.n, copy, s.activity, s.channel,
		CASE WHEN s.tied OR s.n = 1 OR copy = 2 THEN 0
			 ELSE floor(least(60 * demo.duration(j.journey_id, 300 + s.n, s.before + (s.after - s.before) * f), 20 * 86400))::int8 END AS gap
	  FROM (SELECT id AS journey_id, 1 + floor(demo.u(id, 260) * c.n)::int AS customer_id, start, f,
				l.ways[width_bucket(demo.u(id, 261), CASE WHEN demo.u(id, 262) < f THEN l.after ELSE l.before END)] AS way_id
			FROM generate_series(1, round(78500 * :scale)::int) AS id,
				LATERAL (SELECT demo.instant(id, 270) AS start OFFSET 0) AS t,
				LATERAL (SELECT demo.improved(start) AS f OFFSET 0) AS i,
				demo.way_load AS l, (SELECT count(*)::float8 AS n FROM service.customer) AS c) AS j
		JOIN demo.way_step AS s USING (way_id),
		LATERAL generate_series(1, CASE WHEN demo.u(j.journey_id, 400 + s.n) < 0.025 THEN 2 ELSE 1 END) AS copy
	  WHERE NOT s.optional OR demo.u(j.journey_id, 500 + s.n) < 0.55 + 0.1 * f) AS e;

DELETE FROM service.touch USING service.improvement AS i WHERE at >= i.as_of;
ANALYZE service.touch;
INSERT INTO demo.step (step, rows) SELECT 'touches', count(*) FROM service.touch;

-- -------------------------------------------------------- what there is ----

\echo
\echo '-- 20  The sample: one quarter of a bank  样本：某银行一个季度 ----------------------------------------------'
SELECT t.what AS "table", to_char(t.n, 'FM9,999,999') AS rows, t.first::date, t.last::date
FROM (SELECT 1, 'complaints 投诉', count(*), min(received_at), max(received_at) FROM service.complaint
	UNION ALL SELECT 2, 'complaint events 处理过程', count(*), min(at), max(at) FROM service.complaint_event
	UNION ALL SELECT 3, 'contacts 接触', count(*), min(offered_at), max(offered_at) FROM service.contact
	UNION ALL SELECT 4, 'survey answers 评价', count(*), min(answered_at), max(answered_at) FROM service.survey_answer
	UNION ALL SELECT 5, 'touches of journeys 触点', count(*), min(at), max(at) FROM service.touch
	UNION ALL SELECT 6, 'customers 客户', count(*), NULL, NULL FROM service.customer
	UNION ALL SELECT 7, 'agents 坐席', count(*), NULL, NULL FROM service.agent) AS t(ord, what, n, first, last)
ORDER BY ord;

\echo
\echo 'Complaints by day: weekends, Qingming, Labour Day, the app outage of 22 April, Dragon Boat'
SELECT to_char(min(day), 'YYYY-MM') AS month, sum(n) AS complaints,
	string_agg(substr('▁▂▃▄▅▆▇█', 1 + least(7, floor(8.0 * n / top)::int), 1), '' ORDER BY day) AS "1st to last day"
FROM (SELECT day, n, max(n) OVER () + 1 AS top
	  FROM (SELECT d.day, count(c.complaint_id) AS n FROM demo.day AS d LEFT JOIN service.complaint AS c ON (c.received_at AT TIME ZONE 'Asia/Shanghai')::date = d.day
			WHERE d.day < '2026-07-01' GROUP BY d.day) AS d) AS d
GROUP BY date_trunc('month', day) ORDER BY date_trunc('month', day);

\echo
\echo 'Some of them'
SELECT to_char(received_at, 'MM-DD HH24:MI') AS received, channel, body FROM service.complaint
WHERE length(body) BETWEEN 25 AND CASE lang WHEN 'zh' THEN 42 ELSE 84 END
ORDER BY demo.u(complaint_id, 999), complaint_id LIMIT 7;

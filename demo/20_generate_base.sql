-- Step 20: the ground the sample data stand on: random numbers, days, people.
--
-- Everything is a function of a row number and a stream number: there is no
-- random(), no clock, no sequence. The same rows come out on every machine and
-- every server version, whatever the plan. Only +, -, *, / and sqrt() touch the
-- floating-point numbers: these are exact to the last bit everywhere, while
-- ln() and exp() are not.
-- 所有样本数据都由行号和流号确定，每台机器上完全相同。
--
-- psql variable :scale (1 = the whole quarter) sets the size.

\if :{?scale}
\else
	\set scale 1
\endif

-- A random number in [0, 1) for each key and stream. hashint8extended() is what
-- hash partitioning routes rows with, so its values can never change.
CREATE FUNCTION demo.u(key int8, stream int8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(key, stream) & 4503599627370495)::float8 / 4503599627370496;

-- A whole number in [lo, hi].
CREATE FUNCTION demo.pick(key int8, stream int8, lo int, hi int) RETURNS int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lo + floor(demo.u(key, stream) * (hi - lo + 1))::int;

-- An element of an array.
CREATE FUNCTION demo.one_of(key int8, stream int8, choices text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN choices[1 + floor(demo.u(key, stream) * cardinality(choices))::int];

-- Nearly normal, mean 0, standard deviation 1 (a sum of four uniforms).
CREATE FUNCTION demo.bell(key int8, stream int8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (demo.u(key, stream) + demo.u(key, stream + 101) + demo.u(key, stream + 202)
	+ demo.u(key, stream + 303) - 2) * 1.7320508075688772;

-- Durations are log-logistic: skewed with a long tail, as handling times are.
-- Share within t is 1 / (1 + (median / t)^shape); shape 2 here, 4 for "steady".
CREATE FUNCTION demo.duration(key int8, stream int8, median float8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN median * sqrt((demo.u(key, stream) + 0.0005) / (1.0005 - demo.u(key, stream)));

CREATE FUNCTION demo.steady_duration(key int8, stream int8, median float8) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN median * sqrt(sqrt((demo.u(key, stream) + 0.0005) / (1.0005 - demo.u(key, stream))));

CREATE FUNCTION demo.seconds(n float8) RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN floor(n) * interval '1 second';

-- -------------------------------------------------------------- days -------

-- The quarter on the Chinese calendar, as the State Council announced it:
-- Qingming 4-6 April, Labour Day 1-5 May with 9 May worked in exchange (调休),
-- Dragon Boat 19-21 June.
CREATE TABLE demo.day AS
SELECT day,
	CASE WHEN day BETWEEN '2026-04-04' AND '2026-04-06' THEN 'Qingming 清明'
		 WHEN day BETWEEN '2026-05-01' AND '2026-05-05' THEN 'Labour Day 劳动节'
		 WHEN day = '2026-05-09' THEN 'make-up day 调休上班'
		 WHEN day BETWEEN '2026-06-19' AND '2026-06-21' THEN 'Dragon Boat 端午' END AS special,
	CASE WHEN day BETWEEN '2026-04-04' AND '2026-04-06' OR day BETWEEN '2026-05-01' AND '2026-05-05'
		   OR day BETWEEN '2026-06-19' AND '2026-06-21' THEN false
		 WHEN day = '2026-05-09' THEN true
		 ELSE extract(isodow FROM day) < 6 END AS workday
FROM generate_series(date '2026-04-01', date '2026-07-31', interval '1 day') AS t(ts), date(ts) AS day;

-- How busy each day of the quarter is: Mondays and the first days after a break
-- are heavy, holidays light; on 22-24 April the app was down (see the texts).
CREATE TABLE demo.load AS
WITH weight AS (
	SELECT day,
		CASE WHEN workday AND NOT lag(workday, 1, true) OVER (ORDER BY day) THEN 1.35
			 WHEN workday THEN 1.0
			 WHEN special IS NOT NULL THEN 0.40
			 ELSE 0.55 END
		* (0.93 + 0.14 * demo.u(day - date '2026-01-01', 1))
		* CASE WHEN day BETWEEN '2026-04-22' AND '2026-04-24' THEN 1.5 ELSE 1 END AS w
	FROM demo.day WHERE day < '2026-07-01')
SELECT array_agg(day ORDER BY day) AS days, array_agg(before ORDER BY day) AS cumulated
FROM (SELECT day, (sum(w) OVER (ORDER BY day) - w) / sum(w) OVER () AS before FROM weight) AS w;

-- Hours: a morning peak, a dip at lunch, an evening shoulder, a thin night.
CREATE TABLE demo.hour_load AS
SELECT array_agg(before ORDER BY h) AS cumulated
FROM (SELECT h, (sum(w) OVER (ORDER BY h) - w) / sum(w) OVER () AS before
	  FROM unnest('{3,2,1,1,1,2,6,16,42,78,92,80,48,56,74,78,70,62,50,46,44,36,22,9}'::float8[])
		   WITH ORDINALITY AS t(w, h)) AS w;

-- An instant of the quarter, drawn by these loads.
CREATE FUNCTION demo.instant(key int8, stream int8) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT (l.days[width_bucket(demo.u(key, stream), l.cumulated)]
			+ interval '1 hour' * (width_bucket(demo.u(key, stream + 1), h.cumulated) - 1)
			+ demo.seconds(3600 * demo.u(key, stream + 2))) AT TIME ZONE 'Asia/Shanghai'
		FROM demo.load AS l, demo.hour_load AS h);

-- ---------------------------------------------------- working hours --------

-- Two shifts, written out as plain segments: the complaint desk (every day
-- 08:00-21:00) and the office (working days 09:00-12:00, 13:30-18:00). The
-- generator works on these segments alone; later the extension's calendars must
-- come to the same second, which makes this table their oracle.
CREATE TABLE demo.shift AS
SELECT 'desk' AS shift, (day + time '08:00') AT TIME ZONE 'Asia/Shanghai' AS opens,
	(day + time '21:00') AT TIME ZONE 'Asia/Shanghai' AS closes
FROM demo.day
UNION ALL
SELECT 'office', (day + o) AT TIME ZONE 'Asia/Shanghai', (day + c) AT TIME ZONE 'Asia/Shanghai'
FROM demo.day, (VALUES (time '09:00', time '12:00'), ('13:30', '18:00')) AS part(o, c) WHERE workday;

CREATE TABLE demo.worked (shift text, opens float8[], closes float8[], before float8[]);
ALTER TABLE demo.worked ALTER opens SET STORAGE PLAIN, ALTER closes SET STORAGE PLAIN,
	ALTER before SET STORAGE PLAIN;     -- read 100,000 times: keep it uncompressed
INSERT INTO demo.worked
SELECT shift, array_agg(extract(epoch FROM opens)::float8 ORDER BY opens) AS opens,
	array_agg(extract(epoch FROM closes)::float8 ORDER BY opens) AS closes,
	array_agg(before ORDER BY opens) AS before
FROM (SELECT *, extract(epoch FROM sum(closes - opens) OVER (PARTITION BY shift ORDER BY opens)
						- (closes - opens))::float8 AS before FROM demo.shift) AS s
GROUP BY shift;

-- Seconds worked on a shift before an instant, and the instant at which so many
-- have been worked (at the end of a segment: the beginning of the next).
CREATE FUNCTION demo.worked_at(w demo.worked, at timestamptz) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(w.before[width_bucket(extract(epoch FROM at)::float8, w.opens)]
	+ least(extract(epoch FROM at)::float8, w.closes[width_bucket(extract(epoch FROM at)::float8, w.opens)])
	- w.opens[width_bucket(extract(epoch FROM at)::float8, w.opens)], 0);

CREATE FUNCTION demo.instant_of(w demo.worked, worked float8) RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN to_timestamp(w.opens[width_bucket(floor(worked), w.before)] + floor(worked) - w.before[width_bucket(floor(worked), w.before)]);

-- ------------------------------------------------------------ people -------

INSERT INTO service.customer
SELECT id,
	(ARRAY['mass', 'affluent', 'private', 'senior', 'business'])
		[width_bucket(demo.u(id, 10), '{0, 0.58, 0.76, 0.79, 0.91}'::float8[])],
	demo.one_of(id, 11, '{Jiangbei 江北,Chengxi 城西,Gaoxin 高新,Binhai 滨海,Laocheng 老城,Nanhu 南湖}'),
	CASE WHEN demo.u(id, 12) < 0.22 THEN 'en' ELSE 'zh' END,
	date '2008-01-01' + demo.pick(id, 13, 0, 6600)
FROM generate_series(1, greatest(round(60000 * :scale), 400)::int) AS id;

-- Agents are fewer in a small sample, so that each still has enough reviews.
INSERT INTO service.agent
SELECT id,
	CASE WHEN demo.u(id, 20) < 0.8
		 THEN demo.one_of(id, 21, '{王,李,张,刘,陈,杨,赵,黄,周,吴,徐,孙,胡,朱,高,林,何,郭}')
			|| demo.one_of(id, 22, '{敏,静,磊,洋,艳,勇,杰,娟,涛,明,霞,平,晓梅,建国,雨桐,思远,婷,欣怡}')
		 ELSE demo.one_of(id, 23, '{Amy,Kevin,Grace,Leo,Helen,Frank,Vivian,Oscar}') || ' '
			|| demo.one_of(id, 24, '{Chan,Lim,Tan,Ho,Wong,Lau}') END,
	demo.one_of(id, 25, '{hotline 热线,online 在线,branch 网点,complaints 投诉专席}'),
	date '2019-01-01' + demo.pick(id, 26, 0, 2500)
FROM generate_series(1, greatest(round(240 * :scale), 24)::int) AS id;

INSERT INTO demo.step (step, rows)
SELECT 'customers, agents, days', count(*) FROM service.customer;

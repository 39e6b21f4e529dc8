SET search_path = csq, public;
SET datestyle = 'ISO';
SET timezone = 'America/New_York';
SET extra_float_digits = -6;

-- 120 days of complaints: more on working days, a week in which the app was down
CREATE TABLE complaint AS
SELECT d AS day, category, d + make_time(9 + i % 8, 0, 0) AS at
FROM generate_series(timestamp '2026-01-01', '2026-04-30', '1 day') d,
     (VALUES ('app', 1.0), ('fee', 0.6)) c(category, size),
     LATERAL generate_series(1, (size * (CASE WHEN extract(isodow FROM d) < 6 THEN 40 ELSE 15 END + (extract(doy FROM d)::int * 7919) % 11)
       * CASE WHEN category = 'app' AND d BETWEEN '2026-04-06' AND '2026-04-10' THEN 2.2 ELSE 1 END)::int) i;

-- a view over the raw table, in one statement
CREATE VIEW v_surge AS
SELECT category, g.* FROM (SELECT category, series_agg(day::date) AS s FROM complaint GROUP BY category) c, LATERAL surge(c.s) g;
SELECT category, bucket, n, round(expected::numeric, 2) AS expected, round(bound::numeric, 2) AS bound, round(score::numeric, 2) AS score, alarm, kind, first_alarm
FROM v_surge WHERE bucket BETWEEN '2026-04-03' AND '2026-04-12' ORDER BY 1, 2;
SELECT category, count(*), count(*) FILTER (WHERE alarm), count(*) FILTER (WHERE alarm IS NULL) AS too_early FROM v_surge GROUP BY 1 ORDER BY 1;
-- the delay of the alarm
SELECT min(first_alarm) - DATE '2026-04-06' AS days FROM v_surge WHERE alarm AND bucket >= '2026-04-06';

-- many series at once, with a false discovery rate
SELECT category, believed FROM (
  SELECT array_agg(category ORDER BY category) AS categories, fdr(array_agg(p_value ORDER BY category)) AS found FROM v_surge WHERE bucket = '2026-04-08') x,
  LATERAL unnest(categories, found) u(category, believed);
SELECT fdr('{0.0001,0.0004,0.0019,0.0095,0.0201,0.0278,0.0298,0.0344,0.0459,0.3240,0.4262,0.5719,0.6528,0.7590,1.0}');
SELECT fdr('{0.01,NULL,0.9}', 0.1), fdr('{}');

-- as_of: nothing after it is read, and days without complaints up to it are zero
SELECT max(bucket), bool_or(alarm) FROM surge((SELECT series_agg(day::date) FROM complaint), DATE '2026-04-06');
SELECT max(bucket) FROM surge((SELECT series_agg(day::date) FROM complaint), '2026-05-03');
SELECT bucket, n FROM surge((SELECT series_agg(day::date) FROM complaint), NULL, '2026-05-02') ORDER BY 1 DESC LIMIT 2;
SELECT max(bucket) FROM surge((SELECT series_agg(day::date) FROM complaint), calendar 'tz Asia/Shanghai; mon-fri 09:00-18:00', timestamptz '2026-05-02 20:00Z');

-- a holiday is no weekday: with the calendar it is expected to be quiet, and without it is not
CREATE TABLE quiet AS SELECT DATE '2026-01-01' + i AS day, CASE WHEN DATE '2026-01-01' + i IN ('2026-03-02', '2026-04-20') THEN 12 WHEN extract(isodow FROM DATE '2026-01-01' + i) < 6 THEN 60 + i * 7919 % 11 ELSE 12 END AS n
FROM generate_series(0, 119) i;
SELECT round(expected::numeric) AS expected, alarm FROM surge((SELECT count_series_agg(day, n) FROM quiet)) WHERE bucket = '2026-04-20';
SELECT round(expected::numeric) AS expected, alarm FROM surge((SELECT count_series_agg(day, n) FROM quiet), calendar 'tz Asia/Shanghai; mon-fri 09:00-18:00; 2026-03-02 closed; 2026-04-20 closed') WHERE bucket = '2026-04-20';

-- hours, in the zone of the calendar
SELECT bucket, at AT TIME ZONE 'UTC' AS utc, n, round(expected::numeric, 1) AS expected, alarm
FROM surge((SELECT series_agg(at AT TIME ZONE 'Asia/Shanghai') FROM complaint WHERE category = 'app'), calendar 'tz Asia/Shanghai; mon-fri 09:00-18:00')
WHERE bucket = '2026-04-07' ORDER BY at OFFSET 8 LIMIT 10;

-- weeks
SELECT count(*), count(expected) FROM surge((SELECT series_agg(date_trunc('week', DATE '2025-01-06' + i)::date) FROM generate_series(0, 363) i));

-- errors
SELECT * FROM surge((SELECT series_agg(day::date, true) FROM complaint));
SELECT * FROM surge((SELECT series_agg(DATE '2026-01-01' + i, -1.0) FROM generate_series(0, 3) i));
SELECT * FROM surge((SELECT series_agg(day::date) FROM complaint), step => '1 month');
SELECT * FROM surge((SELECT series_agg(DATE '2026-01-01')), step => '1 month');
SELECT * FROM surge((SELECT series_agg(day::date) FROM complaint), '1 May 2026');
SELECT * FROM surge((SELECT series_agg(day::date) FROM complaint), options => '{"windows": 3}');
SELECT fdr('{2}');
SELECT fdr('{0.5}', 0);
DROP VIEW v_surge;
DROP TABLE complaint, quiet;

-- a calendar as a literal in the second place; as_of by name in every type, and in full width; nonsense is refused as a date
CREATE TEMP TABLE sd AS SELECT series_agg(d) AS s FROM (SELECT date '2026-01-01' + i AS d, generate_series(1, 10 + (hashint4(i) & 7)) FROM generate_series(0, 89) i) t;
SELECT (SELECT array_agg(x) FROM surge(s, 'tz Asia/Shanghai; mon-fri 9-18; 2026-03-10 closed') x) = (SELECT array_agg(x) FROM surge(s, 'tz Asia/Shanghai; mon-fri 9-18; 2026-03-10 closed'::calendar) x) AS literal,
       (SELECT array_agg(x) FROM surge(s, 'tz Asia/Shanghai；mon-fri 9-18；2026-03-10 closed') x) <> (SELECT array_agg(x) FROM surge(s) x) AS full_width,
       (SELECT array_agg(x) FROM surge(s, as_of => date '2026-02-10') x) = (SELECT array_agg(x) FROM surge(s, '２０２６-02-10') x) AS by_date, (SELECT array_agg(x) FROM surge(s, as_of => '2026-02-10') x) = (SELECT array_agg(x) FROM surge(s, date '2026-02-10') x) AS by_text FROM sd;
SELECT count(*) FROM sd, surge(s, 'next week');
SELECT count(*) FROM sd, surge(s, 'mon-fri 9-18; closed');
DROP TABLE sd;

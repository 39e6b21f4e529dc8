SET search_path = csq, public;
SET datestyle = 'ISO';
SET timezone = 'Asia/Shanghai';
SET extra_float_digits = 0;

-- every kind of series and of bucket
CREATE TABLE complaint (id int, at timestamptz, category text, late bool, minutes float8);
INSERT INTO complaint
SELECT i, timestamptz '2026-01-01 00:00+08' + i * interval '7 hours', (ARRAY['fee', 'app'])[1 + i % 2], i % 3 = 0, 10 + i % 5
FROM generate_series(1, 40) i;
SELECT series_agg((at AT TIME ZONE 'Asia/Shanghai')::date) FROM complaint WHERE id <= 8;
SELECT series_agg(DATE '2026-01-05', v) FROM (VALUES (1.5), (2.25), (NULL)) x(v);
SELECT series_agg(d, v) FROM (VALUES (DATE '2026-01-05', true), ('2026-01-05', false), ('2026-01-06', NULL), (NULL, true)) x(d, v);
SELECT series_agg(d, e, x) FROM (VALUES (DATE '2026-01-05', 3, 100), ('2026-01-06', 0, 50.5)) x(d, e, x);
SELECT series_agg(date_trunc('hour', at, 'UTC')) FROM complaint WHERE id <= 2;
SELECT series_agg(TIMESTAMP '2026-01-05 09:00');
SELECT count_series_agg(d, n) FROM (VALUES (DATE '2026-01-05', 3), ('2026-01-07', 0), ('2026-01-08', NULL)) x(d, n);
SELECT series_agg(d) IS NULL FROM (VALUES (NULL::date)) x(d);
SELECT series_agg(at::date) IS NULL FROM complaint WHERE false;

-- counts are zero where nothing was said; the rest is not known
SELECT * FROM points((SELECT count_series_agg(d, n) FROM (VALUES (DATE '2026-01-05', 3), ('2026-01-08', 1)) x(d, n)));
SELECT * FROM points((SELECT series_agg(d, v) FROM (VALUES (DATE '2026-01-05', 3.5), ('2026-01-05', 2), ('2026-01-07', NULL), ('2026-01-08', 1)) x(d, v)));
SELECT * FROM points((SELECT series_agg(d) FROM (VALUES (DATE '2026-01-01'), ('2026-03-01')) x(d)), interval '1 month');
SELECT bucket, at, total FROM points((SELECT series_agg(date_trunc('hour', at, 'UTC')) FROM complaint WHERE id <= 2), '3 hours 30 minutes') LIMIT 1;
SELECT bucket, at, total FROM points((SELECT series_agg(date_trunc('hour', at, 'UTC')) FROM complaint WHERE id <= 2)) LIMIT 2;

-- merging: any split, text, operators
SELECT rollup(s) = (SELECT series_agg(at::date, minutes) FROM complaint) AS same
FROM (SELECT series_agg(at::date, minutes) AS s FROM complaint GROUP BY id % 7) x;
SELECT rollup(s::text::series) = (SELECT series_agg(at::date, late) FROM complaint) AS same
FROM (SELECT series_agg(at::date, late) AS s FROM complaint GROUP BY category) x;
SELECT a + b = ab AND b + a = ab AND a + NULL = a AS plus
FROM (SELECT series_agg(at::date) FILTER (WHERE id % 2 = 0) a, series_agg(at::date) FILTER (WHERE id % 2 = 1) b, series_agg(at::date) ab FROM complaint) x;
SELECT jsonb_typeof(to_jsonb(series_agg(at::date))) FROM complaint;

-- the busiest half-hours
SELECT bucket, volume, total, round(value::numeric, 4) AS value FROM peak((SELECT series_agg(at::date, late) FROM complaint), 3);
SELECT round((sum(total) / sum(volume))::numeric, 4) FROM peak((SELECT series_agg(at::date, late) FROM complaint), 3);

-- errors
SELECT series_agg(DATE '2026-01-05') + series_agg(DATE '2026-01-05', true);
SELECT series_agg(DATE '2026-01-05') + series_agg(TIMESTAMPTZ '2026-01-05 00:00Z');
SELECT series_agg(DATE 'infinity');
SELECT series_agg(DATE '2026-01-05', 'NaN'::float8);
SELECT series_agg(DATE '2026-01-05', 1e13::float8);
SELECT series_agg(DATE '2026-01-05', 3::bigint, 0::float8);
SELECT series_agg(DATE '2026-01-05', -3::bigint, 5::float8);
SELECT count_series_agg(DATE '2026-01-05', -1);
SELECT * FROM points((SELECT series_agg(at + id * interval '1 second') FROM complaint));
SELECT * FROM points((SELECT series_agg(d) FROM (VALUES (DATE '2026-01-01'), ('2026-01-09')) x(d)), interval '1 week');
SELECT * FROM points((SELECT series_agg(d) FROM (VALUES (DATE '2026-01-01'), ('9999-01-09')) x(d)));
SELECT * FROM points((SELECT series_agg(d) FROM (VALUES (DATE '2026-01-01')) x(d)), interval '1 hour');
SELECT * FROM peak((SELECT series_agg(at::date) FROM complaint), 0);
SELECT '{"v":1}'::series;
SELECT '{"v":2,"bucket":"date","measure":"count","rows":[]}'::series;
SELECT '{"v":1,"bucket":"date","measure":"count","rows":[["2026-01-05",1]]}'::series;
SELECT '{"v":1,"bucket":"date","measure":"share","rows":[["2026-01-05",1,"2"]]}'::series;
SELECT '{"v":1,"bucket":"day","measure":"share","rows":[]}'::series;
SELECT '{"v":1,"bucket":"date","measure":"count","rows":[["2026-01-05",1,"1"],["2026-01-05",1,"1"],["2026-01-04",2,"2"]]}'::series;
DROP TABLE complaint;
-- months as instants would be days, most of them empty
SELECT count(*) FROM points((SELECT series_agg(date_trunc('month', at)) FROM generate_series(timestamptz '2026-01-01Z', '2026-12-31Z', '1 day') at));
SELECT count(*) FROM points((SELECT series_agg(date_trunc('month', at)::date) FROM generate_series(timestamptz '2026-01-01Z', '2026-12-31Z', '1 day') at));
SELECT count(*) FROM points((SELECT series_agg(date_trunc('month', at)) FROM generate_series(timestamptz '2026-01-01Z', '2026-12-31Z', '1 day') at), '1 day');
-- days of a zone as instants would bear their date in UTC, the day before, and be hours where clocks change; a date that becomes an instant by the session is refused
CREATE TEMP TABLE visit AS SELECT timestamptz '2026-03-20 09:00Z' + i * interval '1 day' AS at, date '2026-03-20' + i AS d FROM generate_series(0, 19) i;
SELECT count(*) FROM points((SELECT series_agg(date_trunc('day', at, 'Asia/Shanghai')) FROM visit));
SELECT count(*) FROM points((SELECT series_agg(date_trunc('day', at, 'Europe/Rome')) FROM visit));
SELECT count(*) FROM points((SELECT series_agg(date_trunc('day', at, 'America/New_York')) FROM visit));
SELECT min(bucket), max(at) = '2026-04-07 16:00Z' AS at FROM points((SELECT series_agg(date_trunc('day', at, 'Asia/Shanghai')) FROM visit), '1 day');
SELECT min(bucket), count(*) FROM points((SELECT series_agg((at AT TIME ZONE 'Europe/Rome')::date) FROM visit));
SELECT count(*) FROM points((SELECT series_agg(date_trunc('day', at, 'UTC')) FROM visit));
SELECT count(*) FROM points((SELECT series_agg(date_trunc('hour', at + i * interval '30 hours')) FROM visit, generate_series(0, 1) i));
SELECT count(*) FROM points((SELECT series_agg(date_trunc('hour', at)) FROM visit), '1 hour');
SELECT series_agg(date_trunc('day', d), 1.0) FROM visit;
SELECT series_agg(date_trunc('day', d)) FROM visit;
SELECT series_agg(date_trunc('day', d)::date) = (SELECT series_agg(d) FROM visit) AS same FROM visit;
-- instants of single events, whole minutes by chance, are no minutes of a series
SELECT * FROM points((SELECT series_agg(timestamptz '2026-03-02 09:30+08' + i * interval '7 hours 13 min') FROM generate_series(1, 50) i)) LIMIT 1;
SELECT count(*) FROM points((SELECT series_agg(timestamptz '2026-03-02 09:30+08' + i * interval '7 hours 13 min') FROM generate_series(1, 50) i), '1 minute');
SELECT count(*) FROM points((SELECT series_agg(timestamptz '2026-03-02 09:30+08' + i * interval '1 min') FROM generate_series(1, 50) i));

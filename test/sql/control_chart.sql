SET search_path = csq, public;
SET datestyle = 'ISO';
SET extra_float_digits = -6;

CREATE TABLE kpi (day date, v float8);
INSERT INTO kpi SELECT DATE '2026-01-05' + i::int - 1, v
FROM unnest(ARRAY[1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) WITH ORDINALITY x(v, i);

-- the published XmR chart, and with its outlier screened
SELECT bucket, value, round(centre::numeric, 3) AS centre, round(lcl::numeric, 3) AS lcl, round(ucl::numeric, 3) AS ucl, signals, phase
FROM control_chart((SELECT series_agg(day, v) FROM kpi), 'xmr') LIMIT 6;
SELECT round(lcl::numeric, 3) AS lcl, round(ucl::numeric, 3) AS ucl
FROM control_chart((SELECT series_agg(day, v) FROM kpi), 'xmr', options => '{"screen": true}') LIMIT 1;

-- rules by name, and only those asked for
CREATE TABLE run AS SELECT DATE '2026-01-01' + i AS day, CASE WHEN i < 20 THEN i % 2 * 2.0 ELSE 4 + i % 2 * 0.1 END AS v FROM generate_series(0, 29) i;
SELECT bucket, signals FROM control_chart((SELECT series_agg(day, v) FROM run), 'xmr', '[2026-01-01,2026-01-21)') WHERE signals <> '{}' ORDER BY 1;
SELECT count(*) FILTER (WHERE signals = '{run_of_8}') FROM control_chart((SELECT series_agg(day, v) FROM run), 'xmr', '[2026-01-01,2026-01-21)', rules => 'run_of_8');
SELECT signals FROM control_chart((SELECT series_agg(day, v) FROM run), 'xmr', '[2026-01-01,2026-01-21)', rules => 'nelson') ORDER BY bucket DESC LIMIT 1;

-- phases have limits of their own, beside a baseline those after it
SELECT phase, min(bucket), round(min(centre)::numeric, 3) AS centre, round(min(ucl)::numeric, 3) AS ucl
FROM control_chart((SELECT series_agg(day, v) FROM run), 'xmr', phases => '{2026-01-21}') GROUP BY phase ORDER BY 1;

-- every kind
CREATE TABLE daily AS
SELECT DATE '2026-02-01' + d AS day, 200 + (d * 37) % 90 AS trials, 10 + (d * 13) % 9 AS hits FROM generate_series(0, 19) d;
SELECT k, count(*), round(min(value)::numeric, 5) AS lowest, round(max(value)::numeric, 5) AS highest, round(min(centre)::numeric, 5) AS centre,
       round(min(lcl)::numeric, 5) AS lcl, round(max(ucl)::numeric, 5) AS ucl, count(*) FILTER (WHERE signals <> '{}') AS signalled
FROM (SELECT series_agg(day, g <= hits) AS share, (SELECT series_agg(day, hits, trials) FROM daily) AS rate,
             (SELECT count_series_agg(day, hits) FROM daily) AS counts, (SELECT series_agg(day, hits / 2.0) FROM daily) AS single,
             (SELECT series_agg(day, hits + g % 5) FROM daily, generate_series(1, 5) g) AS grouped
      FROM daily, generate_series(1, trials) g) s,
     (VALUES ('xmr', 1), ('mr', 1), ('xbar_s', 2), ('s', 2), ('p', 3), ('np', 3), ('c', 4), ('u', 5), ('p_prime', 3), ('u_prime', 5), ('g', 1), ('t', 1), ('ewma', 1), ('cusum', 1)) kinds(k, which),
     LATERAL control_chart(CASE which WHEN 1 THEN single WHEN 2 THEN grouped WHEN 3 THEN share WHEN 4 THEN counts ELSE rate END, k)
GROUP BY k ORDER BY k;

-- days between rare events, from the days on which they happened
SELECT bucket, value, round(ucl::numeric, 4) AS ucl FROM control_chart((SELECT series_agg(d) FROM (VALUES (DATE '2026-01-01'), ('2026-01-11'), ('2026-01-14'), ('2026-02-08')) x(d)), 't');

-- a target given: EWMA and CUSUM of the tests of qcc
SELECT value, round(ucl::numeric, 6) AS ucl FROM control_chart((SELECT series_agg(DATE '2026-01-01' + i, v) FROM (VALUES (0, 11), (1, 13), (2, 12)) x(i, v)), 'ewma',
  options => '{"centre": 10, "sigma": 2, "lambda": 0.5, "limits": 2}');
SELECT value, signals FROM control_chart((SELECT series_agg(DATE '2026-01-01' + i, v) FROM (VALUES (0, 1.5), (1, 0.5), (2, 0.6), (3, -1.5), (4, -0.5), (5, -0.8)) x(i, v)), 'cusum',
  options => '{"centre": 0, "sigma": 1, "decision": 1}');

-- what is not known: gaps, one point, nothing
SELECT bucket, value, centre, lcl, signals FROM control_chart((SELECT series_agg(d, v) FROM (VALUES (DATE '2026-01-01', 3.0), ('2026-01-02', NULL), ('2026-01-03', 5)) x(d, v)), 'xmr');
SELECT value, centre, lcl, ucl, signals FROM control_chart((SELECT series_agg(DATE '2026-01-01', 3.0)), 'xmr');
SELECT count(*) FROM control_chart(NULL, 'xmr');

-- capability
SELECT n, mean, round(sigma_within::numeric, 4) AS within, round(sigma_overall::numeric, 4) AS overall, round(cp::numeric, 4) AS cp, round(cpk::numeric, 4) AS cpk,
       round(pp::numeric, 4) AS pp, round(ppk::numeric, 4) AS ppk, round(cp_lo::numeric, 4) AS cp_lo, round(cp_hi::numeric, 4) AS cp_hi
FROM capability((SELECT series_agg(DATE '2026-01-01' + i::int, v) FROM unnest(ARRAY[9, 11, 10, 12, 8, 10]) WITH ORDINALITY x(v, i)), 4, 18);
SELECT cp, round(cpk::numeric, 4) AS cpk FROM capability((SELECT series_agg(day, v) FROM kpi), NULL, 15);

-- errors
SELECT * FROM control_chart((SELECT series_agg(day, v) FROM kpi), 'shewart');
SELECT * FROM control_chart((SELECT series_agg(day, v) FROM kpi), 'p');
SELECT * FROM control_chart((SELECT series_agg(day, v) FROM kpi), 'xmr', rules => 'nelson_9');
SELECT * FROM control_chart((SELECT series_agg(day, v) FROM kpi), 'xmr', options => '{"limit": 2}');
SELECT * FROM control_chart((SELECT series_agg(day, v) FROM kpi), 'xmr', options => '{"limits": 0}');
SELECT * FROM control_chart((SELECT series_agg(day, v) FROM kpi), 'xmr', 'empty');
SELECT * FROM control_chart((SELECT series_agg(day, -v) FROM kpi), 't');
SELECT * FROM capability((SELECT series_agg(day, v) FROM kpi), NULL, NULL);
SELECT cpk = (SELECT cpk FROM capability(s, NULL, 15)) AS upper_only, (SELECT cpk FROM capability(s, lower => 2)) = (SELECT cpk FROM capability(s, 2, NULL)) AS lower_only FROM (SELECT series_agg(day, v) AS s FROM kpi) x, capability(s, upper => 15);
SELECT count(*) = count(*) FILTER (WHERE a = b) AS i_mr_is_xmr FROM (SELECT control_chart(s, 'I-MR') AS a, control_chart(s, 'xmr') AS b FROM (SELECT series_agg(day, v) AS s FROM kpi) x) y;
SELECT * FROM capability((SELECT series_agg(day, v) FROM kpi), 5, 2);
SELECT * FROM capability((SELECT series_agg(day, v) FROM kpi), 'NaN', 2);
SELECT * FROM capability((SELECT series_agg(day) FROM kpi), 5, 12);
DROP TABLE kpi, run, daily;
-- a baseline before the data: no limits, rather than those of all data
SELECT count(*) AS buckets, count(ucl) AS with_limits FROM control_chart((SELECT series_agg(date '2026-01-01' + i, (i % 3)::float8) FROM generate_series(0, 9) i), 'xmr', baseline => '[2020-01-01,2021-01-01)');
-- the name as it is written in books
SELECT count(*) FROM control_chart((SELECT series_agg(date '2026-01-01' + i, (i % 3)::float8) FROM generate_series(0, 9) i), 'XmR');

-- where nothing varies nothing is suspiciously quiet, nor where nothing is known; a figure that stands still where others varied is
SELECT kind, count(*) AS n, count(*) FILTER (WHERE c.signals <> '{}') AS signalled
FROM (VALUES ('p', 'share'), ('p_prime', 'share'), ('xmr', 'value'), ('c', 'count')) k(kind, of),
     LATERAL (SELECT CASE k.of WHEN 'share' THEN series_agg(d::date, true) WHEN 'value' THEN series_agg(d::date, 5.0::float8) ELSE count_series_agg(d::date, 0) END AS s FROM generate_series(timestamp '2026-01-01', '2026-02-09', '1 day') d) x,
     control_chart(x.s, k.kind) c GROUP BY kind ORDER BY kind;
SELECT count(*) FILTER (WHERE signals <> '{}') AS signalled FROM control_chart((SELECT series_agg(d::date, 5.0::float8) FROM generate_series(timestamp '2026-01-01', '2026-02-09', '1 day') d), 'xmr', '[2030-01-01,2030-02-01)');
SELECT count(*) FILTER (WHERE 'nelson_7' = ANY (signals)) AS signalled FROM control_chart((SELECT series_agg(d::date, CASE WHEN d < '2026-01-11' THEN 4.0 + extract(day FROM d)::int % 3 ELSE 5.0 END) FROM generate_series(timestamp '2026-01-01', '2026-02-09', '1 day') d), 'xmr', '[2026-01-01,2026-01-11)');

-- rules in any case, with commas of input methods
SELECT (SELECT array_agg(x) FROM control_chart(s, 'XmR', rules => 'Shewhart，Run_of_8') x) = (SELECT array_agg(x) FROM control_chart(s, 'xmr', rules => 'shewhart, run_of_8') x) AS same FROM (SELECT series_agg(date '2026-01-01' + i, (i % 7) ^ 2) AS s FROM generate_series(1, 40) i) q;

-- what never varies, and then does
SELECT kind, n, count(*) FILTER (WHERE signals <> '{}') AS signals FROM (VALUES (27, 12345.678901), (36, 33.333333), (39, 0.1)) v(n, x), unnest('{xmr,ewma,cusum}'::text[]) kind, LATERAL (SELECT series_agg(date '2026-01-01' + d, x) AS s FROM (SELECT d, x FROM generate_series(1, n) d) q) z, control_chart(s, kind) GROUP BY 1, 2 ORDER BY 1, 2;
SELECT kind, bucket, value, lcl, ucl, signals FROM (SELECT count_series_agg(date '2026-01-01' + d, CASE WHEN d < 20 THEN 0 ELSE 3 END) AS s FROM generate_series(0, 21) d) q, unnest('{xmr,cusum}'::text[]) kind, control_chart(s, kind, '[2026-01-01,2026-01-20)') WHERE bucket > '2026-01-19' ORDER BY 1, 2;

-- a centre that is none of its kind, a phase named twice
SELECT * FROM control_chart((SELECT series_agg(date '2026-01-01' + d, d > 1) FROM generate_series(1, 2) d), 'p', options => '{"centre":95}');
SELECT * FROM control_chart((SELECT count_series_agg(date '2026-01-01' + d, d) FROM generate_series(1, 2) d), 'c', options => '{"centre":-5}');
SELECT * FROM control_chart((SELECT count_series_agg(date '2026-01-01' + d, d) FROM generate_series(1, 2) d), 'xmr', options => '{"sigma":0}');
SELECT bucket, phase FROM control_chart((SELECT count_series_agg(date '2026-01-01' + d, d) FROM generate_series(1, 4) d), 'xmr', phases => '{2026-01-04,2026-01-04}') ORDER BY 1;

SET search_path = csq, public;
SET extra_float_digits = -6;

CREATE TABLE survey AS
SELECT i, 3 + i * 7919 % 5 + (i * 104729 % 7) / 2.0 + (i * 31 % 5 - 2) / 4.0 AS nps, (i * 7919 % 5)::float8 AS speed, (i * 104729 % 7)::float8 AS solution, (i * 6007 % 5 + i * 7919 % 5)::float8 AS tone FROM generate_series(1, 400) i;
SELECT ord, round(weight::numeric, 4) AS weight, lo < weight AND weight < hi AS inside, round(share::numeric, 3) AS share, round(correlation::numeric, 3) AS correlation, round(mean::numeric, 2) AS mean, round(r2::numeric, 4) AS r2, rows_used, incomplete
FROM importance((SELECT driver_agg(nps, ARRAY[speed, solution, tone]) FROM survey));
SELECT round(sum(weight)::numeric, 10) = round(min(r2)::numeric, 10) AS adds_up, round(sum(share)::numeric, 10) AS one FROM importance((SELECT driver_agg(nps, ARRAY[speed, solution, tone]) FROM survey));
SELECT round(r2::numeric, 8) = round((SELECT regr_r2(nps, speed) FROM survey)::numeric, 8) AS least_squares FROM importance((SELECT driver_agg(nps, ARRAY[speed]) FROM survey));
-- NULLs are counted, splits give the same
SELECT (driver_agg(nps, ARRAY[speed, CASE WHEN i % 4 > 0 THEN tone END])::jsonb) -> 'incomplete' AS incomplete FROM survey;
SELECT rollup(d::text::drivers) = (SELECT driver_agg(nps, ARRAY[speed, tone]) FROM survey) AS same FROM (SELECT driver_agg(nps, ARRAY[speed, tone]) AS d FROM survey GROUP BY i % 5) x;
-- too little to tell: rows without figures
SELECT count(*) FROM importance((SELECT driver_agg(nps, ARRAY[speed, speed]) FROM survey));
SELECT count(*) FROM importance((SELECT driver_agg(nps, ARRAY[1, speed]) FROM survey));
SELECT ord, weight, r2, rows_used, incomplete FROM importance((SELECT driver_agg(nps, ARRAY[1, speed]) FROM survey));
SELECT count(*) FROM importance((SELECT driver_agg(nps, ARRAY[speed, tone]) FROM survey WHERE i < 5));
-- errors
SELECT driver_agg(1, '{}');
SELECT driver_agg(v, r) FROM (VALUES (1, ARRAY[1.0, 2]), (2, ARRAY[1.0])) x(v, r);
SELECT driver_agg(1, ARRAY['NaN'::float8]);
SELECT driver_agg(1, ARRAY[1e10]);
DROP TABLE survey;

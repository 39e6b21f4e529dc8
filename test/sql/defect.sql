SET search_path = csq, public;
SET extra_float_digits = -6;

-- the figures of the R package SixSigma: steps with 4, 7 and 16 defects or reworks of 1915
SELECT round(dpmo(s)::numeric, 2) AS dpmo, round(sigma_level(s)::numeric, 6) AS sigma, round(sigma_level(s, 0)::numeric, 6) AS long_term FROM (SELECT defect_agg(20, 1915, 1) AS s) x;
SELECT round(fty(rollup(s))::numeric, 7) AS wrong_fty, round(rty(array_agg(s))::numeric, 7) AS rty FROM (SELECT defect_agg(d, 1915, 1) AS s FROM unnest(ARRAY[4, 7, 16]) d GROUP BY d) x;
SELECT round(fty(defect_agg(27, 1915, 1))::numeric, 7) AS fty;
-- textbook levels
SELECT d, round(sigma_level(defect_agg(d, 1000000, 10))::numeric, 4) AS sigma FROM unnest(ARRAY[34, 2330, 62100, 668070, 3085380]) d GROUP BY d ORDER BY d;
-- no defect at all: at least so good
SELECT dpmo(s), sigma_level(s), round(sigma_level_lo(s)::numeric, 3) AS at_least, sigma_level_hi(s), round(dpmo_hi(s)::numeric, 1) AS at_most FROM (SELECT defect_agg(0, 500, 4) AS s) x;
SELECT round(dpmo_lo(s)::numeric, 1) AS lo, round(dpmo_hi(s)::numeric, 1) AS hi, round(sigma_level_lo(s)::numeric, 3) AS s_lo, round(sigma_level_hi(s)::numeric, 3) AS s_hi FROM (SELECT defect_agg(20, 1915, 1) AS s) x;
-- several defects on a unit
SELECT fty(s), round(throughput_yield(s)::numeric, 4) AS throughput, defects(s), units(s), opportunities(s) FROM (SELECT defect_agg(d, 10, 5) AS s FROM unnest(ARRAY[12, 3, NULL]) d) x;
SELECT s - defect_agg AS rest, s = defect_agg + defect_agg AS plus, s::jsonb FROM (SELECT defect_agg(2, 4, 2) AS s) x, (SELECT defect_agg(1, 2, 2)) y;
SELECT sum_dpmo FROM (SELECT round(dpmo(rollup(s) OVER (ORDER BY d ROWS 1 PRECEDING))::numeric) AS sum_dpmo, d FROM (SELECT d, defect_agg(d, 100, 1) AS s FROM generate_series(1, 4) d GROUP BY d) x) y ORDER BY d;
SELECT rty(NULL), rty('{}'), rty(ARRAY[NULL]::defect_summary[]);
-- a product is rounded once: .72, .05, and not .7200000000000001, .050000000000000044
SET extra_float_digits = 1;
SELECT rty(ARRAY[defect_agg(1, 10, 1), defect_agg(2, 10, 1)]) AS rty, fty(defect_agg(95, 100, 1)) AS fty, rty(ARRAY[defect_agg(1, 10, 1), defect_agg(12, 10, 5)]) AS none;
SET extra_float_digits = -6;
-- errors
SELECT defect_agg(5, 2, 2);
SELECT defect_agg(-1, 2, 2);
SELECT defect_agg(1, 2, 0);
SELECT '{"v":1,"defects":5,"units":2,"opportunities":4}'::defect_summary;
SELECT sigma_level_lo(defect_agg(1, 2, 2), 1.5, 2);

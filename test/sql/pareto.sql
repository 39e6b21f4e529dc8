SET search_path = csq, public;
SET extra_float_digits = -3;

CREATE TABLE complaint (reason text, cost float8);
INSERT INTO complaint SELECT r, c FROM (VALUES ('slow', 40, 2.5), ('half solved', 32, 10), ('channel', 15, 1), ('price', 8, 4), ('other', 3, 1), (NULL, 2, 0)) v(r, n, c), generate_series(1, n);
SELECT rank, label, n, round(share::numeric, 4) AS share, round(cumulative::numeric, 4) AS cumulative, vital, weight FROM pareto((SELECT pareto_agg(reason) FROM complaint));
SELECT label, n, round(share::numeric, 4) AS share, vital, weight FROM pareto((SELECT pareto_agg(reason, cost) FROM complaint), 0.7);
SELECT sum(share), max(cumulative) FROM pareto((SELECT pareto_agg(reason, cost) FROM complaint));
-- equal weights in the order of their labels
SELECT rank, label, vital FROM pareto((SELECT pareto_agg(r) FROM unnest('{b,a,c}'::text[]) r), 0.5);
SELECT pareto_agg(reason) FROM complaint;
SELECT pareto_agg(reason) IS NULL FROM complaint WHERE false;
-- white space at the ends is no part of a reason, a segment or a value of a dimension
SELECT rank, label, n FROM pareto((SELECT pareto_agg(r) FROM unnest(ARRAY['slow', 'slow ', E'\tslow\r\n', U&'\3000slow\00A0', 'half solved', ' half solved', ' ', U&'\3000']) r));
SELECT change_agg(s, 1::bigint, 2::bigint) FROM unnest('{"north","north "}'::text[]) s;
SELECT contribution_agg(ARRAY[s], s <> 'x', true) FROM unnest('{"north","north "," "}'::text[]) s;
-- any split, text
SELECT rollup(s::text::pareto_summary) = (SELECT pareto_agg(reason, cost) FROM complaint) AS same FROM (SELECT pareto_agg(reason, cost) AS s FROM complaint GROUP BY length(reason)) x;
SELECT a + a = rollup_two AS plus FROM (SELECT pareto_agg(reason) AS a FROM complaint) x, (SELECT pareto_agg(reason) AS rollup_two FROM complaint, generate_series(1, 2)) y;
-- errors
SELECT pareto_agg('x', -1);
SELECT pareto_agg('x', 'NaN'::float8);
SELECT pareto_agg(repeat('x', 1001));
SELECT pareto(s, 80) FROM (SELECT pareto_agg(reason) AS s FROM complaint) x;
SELECT '{"v":1,"rows":[["a",1]]}'::pareto_summary;
SELECT '{"v":1,"rows":[["a",1,-5]]}'::pareto_summary;
DROP TABLE complaint;

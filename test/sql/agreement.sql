SET search_path = csq, public;
SET extra_float_digits = -6;

-- the four raters of Krippendorff's example (irr::kripp.alpha): .743, .815, .849, .797
CREATE TABLE rating AS
SELECT 'unit ' || u AS unit, 'rater ' || r AS rater, nullif(v, 0) AS value
FROM (VALUES (1, ARRAY[1, 1, 0, 1]), (2, '{2,2,3,2}'), (3, '{3,3,3,3}'), (4, '{3,3,3,3}'), (5, '{2,2,2,2}'), (6, '{1,2,3,4}'), (7, '{4,4,4,4}'), (8, '{1,1,2,1}'), (9, '{2,2,2,2}'), (10, '{0,5,5,5}'), (11, '{0,0,1,1}'), (12, '{0,0,3,0}')) x(u, vs),
     unnest(vs) WITH ORDINALITY y(v, r);
SELECT level, round(alpha::numeric, 6) AS alpha, round(agreement::numeric, 4) AS agreement, units, ratings_used
FROM (SELECT alpha_agg(unit, rater, value) AS s FROM rating) x, unnest(ARRAY['nominal', 'ordinal', 'interval', 'ratio']) level, LATERAL alpha(s, level);
SELECT round(alpha::numeric, 6) AS alpha FROM alpha((SELECT alpha_agg(unit, rater, (ARRAY['a', 'b', 'c', 'd', 'e'])[value]) FROM rating));
SELECT rollup(s::text::ratings) = (SELECT alpha_agg(unit, rater, value) FROM rating) AS same FROM (SELECT alpha_agg(unit, rater, value) AS s FROM rating GROUP BY rater) x;
-- nothing to compare
SELECT * FROM alpha((SELECT alpha_agg('u', 'r', 1)));
SELECT * FROM alpha((SELECT alpha_agg(u, r, 'pass') FROM unnest('{a,b}'::text[]) u, unnest('{x,y}'::text[]) r));
-- white space at the ends is no other unit, rater or grade; the same rating again counts once
SELECT round(alpha::numeric, 3) AS alpha, ratings_used FROM alpha((SELECT alpha_agg(u, r, v) FROM (VALUES ('a', 'Li', 'pass'), ('a ', 'Wu', 'pass '), ('a', 'Li ', 'pass'), ('b', 'Li', 'fail'), (E'b\t', U&'\3000Wu', 'pass')) v(u, r, v)));
-- errors
SELECT alpha(s, 'nominal') FROM (SELECT alpha_agg('call 7', 'Li', v) AS s FROM unnest('{pass,fail}'::text[]) v) x;
SELECT alpha(alpha_agg('call 7', 'Li', 1) + alpha_agg('call 7', 'Li', 2));
SELECT alpha(s, 'interval') FROM (SELECT alpha_agg('u', r, 'pass') AS s FROM unnest('{x,y}'::text[]) r) x;
SELECT alpha(s, 'metric') FROM (SELECT alpha_agg('u', 'r', 1) AS s) x;
DROP TABLE rating;

SET search_path = csq, public;
SET extra_float_digits = -6;

-- complaints doubled for one product in one region; everything else went on
CREATE TABLE complaint AS
SELECT product, region, tier, after, i FROM unnest(ARRAY['app', 'card', 'loan']) product, unnest(ARRAY['north', 'south', 'east']) region, unnest(ARRAY['gold', 'basic']) tier, unnest(ARRAY[false, true]) after,
       LATERAL generate_series(1, 60 + 10 * (length(product) + length(region)) % 13 + CASE WHEN after AND product = 'app' AND region = 'north' THEN 70 ELSE 0 END) i;
SELECT dimensions, before, after, round(effect::numeric, 1) AS effect, round(lo::numeric, 1) AS lo, round(hi::numeric, 1) AS hi, p_value < 0.001 AS sure, found, explained
FROM contributions((SELECT contribution_agg(ARRAY[product, region, tier], after) FROM complaint)) WHERE found;
-- nothing changed: nothing is found
SELECT count(*) FILTER (WHERE found) FROM contributions((SELECT contribution_agg(ARRAY[product, region, tier], after) FROM complaint WHERE NOT (after AND product = 'app' AND region = 'north' AND i > 60 + 10 * (length(product) + length(region)) % 13)));
-- shares: late answers in one team
SELECT dimensions, round(before::numeric, 3) AS before, round(after::numeric, 3) AS after, round(effect::numeric, 4) AS effect, found, explained
FROM contributions((SELECT contribution_agg(ARRAY[product, region], after, i % 10 < CASE WHEN after AND product = 'card' AND region = 'east' THEN 6 ELSE 2 END) FROM complaint)) WHERE found;
-- what would have been found: a row that is not found says how large it would have to be
SELECT dimensions, round(effect::numeric, 1) AS effect, round(smallest_found::numeric, 1) AS smallest_found, found
FROM contributions((SELECT contribution_agg(ARRAY[p, r], k) FROM unnest(ARRAY['app', 'card', 'loan']) p, unnest(ARRAY['north', 'south']) r, unnest(ARRAY[false, true]) k, LATERAL generate_series(1, 400 + CASE WHEN k AND p = 'app' AND r = 'north' THEN 60 ELSE 0 END) i));
-- NULL values, merging, errors
SELECT contribution_agg(ARRAY[p, NULL], a) FROM (VALUES ('x', true), ('x', false), (NULL, NULL)) v(p, a);
SELECT rollup(c::text::contribution_cube) = (SELECT contribution_agg(ARRAY[product, region], after) FROM complaint) AS same FROM (SELECT contribution_agg(ARRAY[product, region], after) AS c FROM complaint GROUP BY i % 3) x;
SELECT contributions(contribution_agg(ARRAY['x'], true), min_rows => -1);
SELECT contribution_agg('{}', true);
SELECT contribution_agg('{a,b,c,d}', true);
SELECT contribution_agg(d::text[], true) FROM (VALUES ('{a,b}'), ('{a}')) v(d);
DROP TABLE complaint;

-- review_queue: what people should label next
SET search_path = csq, public;
CREATE TABLE pool AS SELECT 'c' || i AS id, ((i * 37) % 100) / 100.0::float8 AS m FROM generate_series(0, 99) i;
CREATE VIEW arrays AS SELECT array_agg(id ORDER BY id) AS ids, array_agg(m ORDER BY id) AS margins FROM pool;

-- the eight of least margin, then two by lot; weights add up to the pool
SELECT place, reason, margin, weight FROM arrays, review_queue(ids, margins, 10) WHERE reason = 'margin';
SELECT count(*), count(DISTINCT id), min(margin) >= 0.08 AS from_the_rest, min(weight), max(weight) FROM arrays, review_queue(ids, margins, 10) WHERE reason = 'random';
SELECT sum(weight) FROM arrays, review_queue(ids, margins, 10);
-- the order of the rows does not matter; the salt draws other lots
SELECT count(*) AS same FROM arrays, review_queue(ids, margins, 20, 0.5) a JOIN (SELECT q.* FROM (SELECT array_agg(id ORDER BY md5(id)) AS ids, array_agg(m ORDER BY md5(id)) AS margins FROM pool) x, review_queue(x.ids, x.margins, 20, 0.5) q) b USING (place, id, reason);
SELECT count(*) BETWEEN 10 AND 13 AS others FROM arrays, review_queue(ids, margins, 20, 0.5) a JOIN (SELECT q.* FROM arrays, review_queue(ids, margins, 20, 0.5, 'tuesday') q) b USING (id);
-- over many salts the weighted share of the pool is unbiased: 0.5 of the pool has a margin below 0.5, the queue by itself 0.81
SELECT round(avg(share)::numeric, 1) AS weighted, round(avg(raw)::numeric, 2) AS raw FROM (
  SELECT sum(weight) FILTER (WHERE margin < 0.5) / sum(weight) AS share, avg((margin < 0.5)::int) AS raw FROM arrays, generate_series(1, 200) s, review_queue(ids, margins, 30, 0.3, s::text) GROUP BY s) x;
-- all of it, none of it at random, all of it at random
SELECT count(*), min(weight), max(weight), min(reason) FROM arrays, review_queue(ids, margins, 1000);
SELECT reason, count(*), min(weight), max(weight) FROM arrays, review_queue(ids, margins, 10, 0) GROUP BY 1;
SELECT reason, count(*), min(weight), max(weight) FROM arrays, review_queue(ids, margins, 10, 1) GROUP BY 1;
-- texts without a margin are passed over
SELECT id, reason FROM review_queue('{a,b,NULL,d}', '{0.3,NULL,0.1,0.2}', 10);
SELECT * FROM review_queue('{}', '{}', 10);
SELECT * FROM review_queue(NULL, '{}', 10);
-- errors
SELECT * FROM review_queue('{a}', '{1,2}', 10);
SELECT * FROM review_queue('{a}', '{1}', 0);
SELECT * FROM review_queue('{a}', '{1}', 1, 1.5);
SELECT * FROM review_queue('{a}', '{1}', 1, 'NaN');
SELECT * FROM review_queue('{a}', '{NaN}', 1);
DROP TABLE pool CASCADE;
-- a short queue has one text by lot at least, so that the weights speak for all; one text, or all of them, leave no room for it
SELECT take, share, count(*), count(*) FILTER (WHERE reason = 'random') AS by_lot, sum(weight) FROM unnest(ARRAY[1, 2, 3, 4, 9, 10, 20]) AS take, unnest(ARRAY[0, 0.01, 0.1, 0.2]) AS share,
  review_queue(ARRAY['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'], ARRAY[.1, .2, .3, .4, .5, .6, .7, .8, .9, 1], take, share) GROUP BY 1, 2 ORDER BY 2, 1;

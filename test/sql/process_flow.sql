-- flow by position: against SQL, folded, from a start, as a diagram
SET timezone = 'UTC';
SET search_path = csq, public;

CREATE TABLE flow_ev AS
SELECT (i * 7919 % 1009) % 211 AS c, timestamptz '2026-01-01' + (i * 104729 % 4001) * interval '7 min' AS at, (ARRAY['open', 'reply', 'wait', '投诉', 'done', 'rare', 'say "hi"'])[1 + (i * 31 % 97) % 7] AS activity, i
FROM generate_series(1, 3000) i;
CREATE TABLE flow_one AS SELECT process_agg(c, at, activity) AS p FROM flow_ev;
CREATE TABLE flow_naive AS
SELECT c, row_number() OVER w AS ord, activity, lead(activity) OVER w AS next, first_value(activity) OVER w AS begin FROM flow_ev WINDOW w AS (PARTITION BY c ORDER BY at, activity COLLATE "C", i);
CREATE VIEW flow_small AS
SELECT process_agg(c, timestamptz '2026-01-05' + k * interval '1 h', a) AS p FROM (VALUES (1, '{open,reply,close}'::text[]), (2, '{open,reply,close}'), (3, '{open,wait,close}'), (4, '{open,call}'), (5, '{call,open}'), (6, '{open}')) v(c, path), unnest(path) WITH ORDINALITY u(a, k);

SELECT x.* FROM flow_small, flow(p) x;
-- two activities at each step: at the second reply and, of three with one case each, the first by label, call
SELECT x.* FROM flow_small, flow(p, 3, 2) x;
SELECT x.* FROM flow_small, flow(p, 2, 1, other => 'rest') x;
SELECT x.* FROM flow_small, flow(p, 2, 0) x;
SELECT x.* FROM flow_small, flow(p, start => 'open', depth => 1) x;
SELECT x.* FROM flow_small, flow(p, 5, 1, 'call') x;
SELECT count(*) FROM flow_small, flow(p, 5, 1, 'nothing') x;
SELECT (SELECT count(*) FROM flow(NULL)), (SELECT count(*) FROM flow(p, NULL)), (SELECT count(*) FROM flow(p, other => NULL)) FROM flow_small;
-- all of it against SQL
WITH mine AS (
  SELECT x.* FROM flow_one, flow(p, 1000) x
), theirs AS (
  SELECT ord::int, activity, next, count(*), count(*)::float8 / (SELECT count(DISTINCT c) FROM flow_ev) FROM flow_naive GROUP BY 1, 2, 3
) SELECT (SELECT count(*) FROM mine) AS mine, (SELECT count(*) FROM theirs) AS theirs, (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
-- folded, and from a start
CREATE FUNCTION pg_temp.folded(start text, top int) RETURNS TABLE (step int, source text, target text, n int8, share float8) LANGUAGE sql AS $$
  WITH part AS (
    SELECT * FROM flow_naive WHERE $1 IS NULL OR begin = $1
  ), ranked AS (
    SELECT ord, activity, row_number() OVER (PARTITION BY ord ORDER BY count(*) DESC, activity COLLATE "C") AS rank FROM part GROUP BY 1, 2
  ) SELECT part.ord::int, CASE WHEN a.rank <= $2 THEN part.activity ELSE '(other)' END, CASE WHEN part.next IS NULL THEN NULL WHEN b.rank <= $2 THEN part.next ELSE '(other)' END, count(*),
           count(*)::float8 / (SELECT count(DISTINCT c) FROM part)
    FROM part JOIN ranked a ON a.ord = part.ord AND a.activity = part.activity LEFT JOIN ranked b ON b.ord = part.ord + 1 AND b.activity = part.next GROUP BY 1, 2, 3 $$;
SELECT start, top, (SELECT count(*) FROM flow(p, 1000, top, start)) AS mine, (SELECT count(*) FROM pg_temp.folded(start, top)) AS theirs,
       (SELECT count(*) FROM (SELECT * FROM flow(p, 1000, top, start) EXCEPT SELECT * FROM pg_temp.folded(start, top)) x) AS differ
FROM flow_one, unnest('{NULL,open,done}'::text[]) start, unnest('{1,3,6}'::int[]) top;
-- what comes in is what goes out, at each position
SELECT count(*) AS differ FROM (SELECT x.step + 1 AS step, x.target AS node, sum(x.n) FROM flow_one, flow(p, 8, 3) x WHERE target IS NOT NULL AND step < 8 GROUP BY 1, 2
  EXCEPT SELECT x.step, x.source, sum(x.n) FROM flow_one, flow(p, 8, 3) x GROUP BY 1, 2) d;
-- the diagram
SELECT flow_to_mermaid(p) FROM flow_small;
SELECT flow_to_mermaid(p, 1, 2, other => 'the "rest"') FROM flow_small;
SELECT flow_to_mermaid(p, 1, 9, 'say "hi"') FROM flow_one;
SELECT flow_to_mermaid(p, start => 'close') IS NULL AS nobody, flow_to_mermaid(NULL) IS NULL AS nothing FROM flow_small;
SELECT flow_to_mermaid(process_agg('{"v":1,"events":[]}'::journey));
-- refused
SELECT x.* FROM flow_small, flow(p, 0) x;
SELECT x.* FROM flow_small, flow(p, 1, -1) x;
SELECT x.* FROM flow_small, flow(p, other => 'call') x;
SELECT flow_to_mermaid(p, 0) FROM flow_small;
DROP TABLE flow_ev, flow_naive, flow_one CASCADE;
DROP VIEW flow_small;

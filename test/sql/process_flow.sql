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
SELECT (SELECT count(*) FROM flow(NULL)) AS none, (SELECT count(*) FROM flow(NULL, NULL)) AS neither FROM flow_small;
SELECT flow(p, NULL) FROM flow_small;
SELECT flow(p, top => NULL) FROM flow_small;
SELECT flow_to_mermaid(p, other => NULL) FROM flow_small;
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

-- what becomes of a case: against SQL over the cases that began the same way
CREATE TABLE predict_cases AS SELECT c, '{open}'::text[] || CASE WHEN c % 3 = 0 THEN '{call}'::text[] ELSE '{mail}' END || CASE WHEN c % 5 = 0 THEN '{escalate}'::text[] ELSE '{}' END
  || CASE WHEN (c * 7 + c % 3 * 11) % 10 < 6 - 3 * (c % 5 = 0)::int THEN '{solved}'::text[] WHEN c % 11 = 0 THEN '{}' ELSE '{closed}' END AS trace FROM generate_series(1, 2000) c;
CREATE TABLE predict_process AS SELECT process_agg(c, timestamptz '2026-01-01' + k * interval '1 h', a) AS p FROM predict_cases, unnest(trace) WITH ORDINALITY u(a, k);
WITH prefixes(path) AS (VALUES ('{}'::text[]), ('{open}'), ('{open,call}'), ('{open,mail}'), ('{open,call,escalate}'), ('{open,mail,escalate}')), theirs AS (
  SELECT path, o.outcome, count(*) FILTER (WHERE reached IS NOT DISTINCT FROM o.outcome) AS n, count(*) AS cases, avg(cardinality(trace) - greatest(cardinality(path), 1)) FILTER (WHERE reached IS NOT DISTINCT FROM o.outcome) * interval '1 h' AS remaining
  FROM prefixes JOIN (SELECT *, CASE WHEN 'solved' = ANY (trace) THEN 'solved' WHEN 'closed' = ANY (trace) THEN 'closed' END AS reached FROM predict_cases) c ON trace[1:cardinality(path)] = path, (VALUES ('solved'), ('closed'), (NULL)) o(outcome) GROUP BY 1, 2
), mine AS (SELECT path, x.outcome, x.n, x.cases, x.remaining FROM prefixes, predict_process, predict(p, path, '{solved,closed}') x)
SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM (TABLE mine EXCEPT TABLE theirs) x) AS differ;
-- probabilities add up to one, and lie in their limits, which rate_lo and rate_hi give
SELECT bool_and(abs(lo - rate_lo(r)) < 1e-12 AND abs(hi - rate_hi(r)) < 1e-12 AND abs(probability - rate(r)) < 1e-12), abs(sum(probability) - 1) < 1e-12 AS one FROM predict_process, predict(p, '{open,call}', '{solved,closed}') x, rate_summary(x.n, x.cases) r;
-- too few cases with the whole path: those with the same last activities; a goal that is there already; activities that are unknown
SELECT x.outcome, round(x.probability::numeric, 4) AS p, x.n, x.cases, x.basis FROM predict_process, predict(p, '{open,call,mail}', '{solved,nothing,NULL,solved}') x;
SELECT x.* FROM predict_process, predict(p, '{open,solved}', '{closed,solved}') x;
SELECT x.* FROM predict_process, predict(p, '{open,unheard of}', '{solved}') x;
SELECT x.outcome, x.cases, x.basis FROM predict_process, predict(p, '{unheard of,escalate}', '{solved}') x;
-- a path that holds a goal has reached it, also one that the process does not have
SELECT x.* FROM predict_process, predict(p, '{open,unheard of}', '{solved,unheard of}') x;
SELECT x.n, x.cases FROM predict_process, predict(p, '{open,call}', '{solved}', '{solved,closed}') x;
SELECT count(*) FROM predict_process, predict(p, NULL, '{solved}');
SELECT x.* FROM predict((SELECT process_agg('{"v":1,"events":[]}'::journey)), '{open}', '{solved}') x;
SELECT x.* FROM predict_process, predict(p, '{open}', '{solved}', '{solvd}') x;
SELECT x.* FROM predict_process, predict(p, '{open}', '{solved}', at_least => 0) x;
SELECT x.* FROM predict_process, predict(p, '{open}', '{solved}', confidence => 1) x;
-- which segments go which way: as compare() with all others, and fdr() over all rows; the planted one comes first
CREATE TABLE predict_segments AS SELECT segment, process_agg(c, timestamptz '2026-01-01' + k * interval '1 h', a) AS p
FROM (SELECT c, (ARRAY['web', 'phone', 'shop'])[1 + c % 3] AS segment, CASE WHEN c % 3 = 1 AND c % 4 = 0 THEN '{open,escalate,close}'::text[] WHEN c % 7 = 0 THEN '{open,reply,close}' ELSE '{open,close}' END AS t FROM generate_series(1, 600) c) v, unnest(t) WITH ORDINALITY u(a, k) GROUP BY segment;
WITH mine AS (
  SELECT e.* FROM (SELECT array_agg(segment ORDER BY segment) AS s, array_agg(p ORDER BY segment) AS ps FROM predict_segments) z, explain(s, ps) e
), theirs AS (
  SELECT segment, kind, source, target, cases_after, share_after, share_before, difference, lo, hi, p_value, mean_after, mean_before FROM predict_segments a, LATERAL (SELECT rollup(b.p) AS others FROM predict_segments b WHERE b.segment <> a.segment) o, compare(others, a.p)
) SELECT (SELECT count(*) FROM mine), (SELECT count(*) FROM (SELECT segment, kind, source, target, cases, share, share_of_others, difference, lo, hi, p_value, mean, mean_of_others FROM mine EXCEPT TABLE theirs) x) AS differ,
         (SELECT count(*) FROM theirs) AS theirs, (SELECT bool_and(found = (p_value <= (SELECT max(p_value) FROM mine WHERE found))) FROM mine) AS "by p-value",
         (SELECT array_agg(found ORDER BY p_value) FROM mine) = (SELECT fdr(array_agg(p_value ORDER BY p_value)) FROM mine) AS fdr;
SELECT segment, kind, source, target, cases, round(share::numeric, 3) AS share, round(share_of_others::numeric, 3) AS others, found FROM (SELECT array_agg(segment ORDER BY segment) AS s, array_agg(p ORDER BY segment) AS ps FROM predict_segments) z, explain(s, ps) e LIMIT 3;
SELECT count(*) FROM explain('{a}', ARRAY[(SELECT p FROM predict_segments LIMIT 1)]);
SELECT count(*) FROM explain('{a,b}', ARRAY[(SELECT p FROM predict_segments LIMIT 1)]);
SELECT count(*) FROM explain('{a,NULL}', ARRAY[(SELECT p FROM predict_segments LIMIT 1), (SELECT p FROM predict_segments LIMIT 1)]);
SELECT count(*) FROM explain('{投诉,投诉}', ARRAY[(SELECT p FROM predict_segments LIMIT 1), (SELECT p FROM predict_segments LIMIT 1)]);
SELECT count(*) AS none, (SELECT count(*) FROM explain(NULL::text[], NULL::process[])) AS of_null, (SELECT count(*) FROM explain('{}'::text[], '{}'::process[])) AS of_nothing FROM explain('{a,b}', ARRAY[(SELECT p FROM predict_segments LIMIT 1), NULL]);
DROP TABLE predict_cases, predict_process, predict_segments;
-- what all cases come to has probability 1, whatever the equations round
SELECT count(*) AS activities, count(*) FILTER (WHERE probability = 1) AS certain FROM (SELECT process_agg(i / 9, timestamptz '2026-03-02Z' + i * interval '1 h', 'a' || ('x' || left(md5(i::text), 6))::bit(24)::int % 7) AS p FROM generate_series(1, 900) i) x, outcomes(p, '{}');
SELECT count(*) AS rows, bool_and(abs(sum - 1) < 1e-12) AS whole FROM (SELECT activity, sum(probability) FROM (SELECT process_agg(i / 9, timestamptz '2026-03-02Z' + i * interval '1 h', 'a' || ('x' || left(md5(i::text), 6))::bit(24)::int % 7) AS p FROM generate_series(1, 900) i) x, outcomes(p, '{a1,a2}') GROUP BY 1) y;
-- one case through 40,000 activities: each step looks at what is there, not at all of them
SELECT count(*), min(n), max(n), count(*) FILTER (WHERE target IS NULL) AS ends FROM flow((SELECT process_agg(1, timestamptz '2026-01-01Z' + k * interval '1 min', 'a' || k) FROM generate_series(1, 40000) k), 50000);

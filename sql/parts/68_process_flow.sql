
-- ---------------------------------------------------------- process_flow ----

-- not STRICT: start may be NULL
CREATE FUNCTION flow(process process, depth int DEFAULT 5, top int DEFAULT 100, start text DEFAULT NULL, other text DEFAULT '(other)', OUT step int, OUT source text, OUT target text, OUT n int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500 ROWS 40
AS 'MODULE_PATHNAME', 'csq_flow';
COMMENT ON FUNCTION flow(process, int, int, text, text) IS
'The bands of a Sankey diagram: cases whose event number step is source and whose next is target, NULL where they end; at each step the top activities stand for themselves, the rest for other.';

CREATE FUNCTION flow_to_mermaid(process process, depth int DEFAULT 5, top int DEFAULT 8, start text DEFAULT NULL, other text DEFAULT '(other)') RETURNS text
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_flow_to_mermaid';
COMMENT ON FUNCTION flow_to_mermaid(process, int, int, text, text) IS
'The flow of cases by position as a Mermaid sankey-beta diagram.';

CREATE FUNCTION outcomes(process process, goals text[], OUT activity text, OUT outcome text, OUT probability float8, OUT expected_time interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_outcomes';
COMMENT ON FUNCTION outcomes(process, text[]) IS
'From each activity the probability that a case reaches each goal first, or (NULL) none, and the expected time until then; an absorbing Markov chain of the paths up to their first goal.';

CREATE FUNCTION removal_effect(process process, goal text, OUT activity text, OUT effect float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_removal_effect';
COMMENT ON FUNCTION removal_effect(process, text) IS
'How much rarer the goal would be reached if an activity led nowhere; share is its credit in Markov attribution; paths end at the goal.';

CREATE FUNCTION outcomes(process process, goals text[], after_goal bool, OUT activity text, OUT outcome text, OUT probability float8, OUT expected_time interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_outcomes';
COMMENT ON FUNCTION outcomes(process, text[], bool) IS
'The same with what cases do after a goal counted, too (true): an activity that comes again after it then leads to it more rarely.';

CREATE FUNCTION removal_effect(process process, goal text, after_goal bool, OUT activity text, OUT effect float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_removal_effect';
COMMENT ON FUNCTION removal_effect(process, text, bool) IS
'The same with what cases do after the goal counted, too (true).';

-- not STRICT: closed_by may be NULL
CREATE FUNCTION predict(process process, path text[], goals text[], closed_by text[] DEFAULT NULL, at_least int DEFAULT 30, confidence float8 DEFAULT 0.95,
  OUT outcome text, OUT probability float8, OUT lo float8, OUT hi float8, OUT n int8, OUT cases int8, OUT remaining interval, OUT basis text) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000 ROWS 3
AS 'MODULE_PATHNAME', 'csq_predict';
COMMENT ON FUNCTION predict(process, text[], text[], text[], int, float8) IS
'What becomes of a case that has taken this path: the probability of each goal, or (NULL) of none, and the mean time until then, from cases that went the same way, or had the same last activities.';

CREATE FUNCTION csq_internal.processes_of(segments text[], processes process[]) RETURNS process[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_processes_of';
COMMENT ON FUNCTION csq_internal.processes_of(text[], process[]) IS
'The processes, when each has a segment of its own; else an error.';

CREATE FUNCTION explain(segments text[], processes process[], OUT segment text, OUT kind text, OUT source text, OUT target text, OUT cases int8, OUT share float8, OUT share_of_others float8,
  OUT difference float8, OUT lo float8, OUT hi float8, OUT p_value float8, OUT found bool, OUT mean interval, OUT mean_of_others interval) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 100
BEGIN ATOMIC
  WITH c AS (
    SELECT s.segment, c.*, pg_catalog.row_number() OVER (ORDER BY s.k, c.j) AS i
    FROM ROWS FROM (pg_catalog.unnest(segments), pg_catalog.unnest(csq_internal.processes_of(segments, processes))) WITH ORDINALITY s(segment, p, k)
    CROSS JOIN LATERAL (SELECT csq.rollup(o.p) AS others FROM pg_catalog.unnest(processes) WITH ORDINALITY o(p, k) WHERE o.k OPERATOR(pg_catalog.<>) s.k) o
    CROSS JOIN LATERAL csq.compare(o.others, s.p) WITH ORDINALITY
      c(kind, source, target, cases_before, cases_after, share_before, share_after, difference, lo, hi, z, p_value, mean_before, mean_after, mean_difference, j)
  )
  SELECT c.segment, c.kind, c.source, c.target, c.cases_after, c.share_after, c.share_before, c.difference, c.lo, c.hi, c.p_value, f.found, c.mean_after, c.mean_before
  FROM c JOIN pg_catalog.unnest(csq.fdr((SELECT pg_catalog.array_agg(c.p_value ORDER BY c.i) FROM c))) WITH ORDINALITY f(found, i) ON f.i OPERATOR(pg_catalog.=) c.i
  ORDER BY f.found DESC NULLS LAST, pg_catalog.abs(c.difference) DESC NULLS LAST, c.i;
END;
COMMENT ON FUNCTION explain(text[], process[]) IS
'Which segments go which way: each activity and move of each segment beside all other segments together, the share of the cases that have it, with Newcombe interval; found holds a false discovery rate of 5 % over all rows.';

CREATE FUNCTION credit(process process, goal text, model text DEFAULT 'linear', OUT activity text, OUT credit float8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_credit_process';
COMMENT ON FUNCTION credit(process, text, text) IS
'The cases that reach the goal, divided among the activities before it; models: first, last, linear, position, markov.';

CREATE FUNCTION credit(journey journey, goal text, model text DEFAULT 'linear', half_life interval DEFAULT '7 days', OUT ord int, OUT activity text, OUT channel text, OUT weight float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50 ROWS 8
AS 'MODULE_PATHNAME', 'csq_credit_journey';
COMMENT ON FUNCTION credit(journey, text, text, interval) IS
'The events before the first event of the goal, with weights that add up to 1; models: first, last, linear, position, time_decay.';


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

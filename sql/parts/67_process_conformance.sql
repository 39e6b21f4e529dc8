
-- --------------------------------------------------- process_conformance ----

CREATE FUNCTION conformance(process process, model jsonb, OUT kind text, OUT source text, OUT target text, OUT n int8, OUT cases int8, OUT share float8, OUT unknown text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_conformance';
COMMENT ON FUNCTION conformance(process, jsonb) IS
'What cases do that the model {"edges":[[source, target]], "start":[], "end":[]} does not allow; the first row counts the cases with any deviation, and names activities of the model that the process does not have. Every case is taken as over.';

CREATE FUNCTION fitness(process process, model jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_fitness';
COMMENT ON FUNCTION fitness(process, jsonb) IS
'The share of moves that the model allows: edges, and starts and ends where the model lists them.';

CREATE FUNCTION conformance(process process, model jsonb, closed_by text[], OUT kind text, OUT source text, OUT target text, OUT n int8, OUT cases int8, OUT share float8, OUT unknown text[], OUT pending int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_conformance';
COMMENT ON FUNCTION conformance(process, jsonb, text[]) IS
'The same where cases may be open: the last activity of one whose last event is none of closed_by is no end, and the case is pending (first row) while it has not deviated.';

CREATE FUNCTION fitness(process process, model jsonb, closed_by text[]) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_fitness';
COMMENT ON FUNCTION fitness(process, jsonb, text[]) IS
'The share of moves that the model allows where cases may be open: one whose last event is none of closed_by has no end yet.';

CREATE FUNCTION model_of(process process) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_model_of';
COMMENT ON FUNCTION model_of(process) IS
'The model that allows what the process does, for conformance and fitness of another process.';

CREATE FUNCTION footprints(process process, OUT a text, OUT b text, OUT relation text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_footprints';
COMMENT ON FUNCTION footprints(process) IS
'The relation of each pair of activities: -> (b directly follows a, never the reverse), <-, || (both) or # (neither).';

CREATE FUNCTION footprint_conformance(process process, model jsonb, OUT a text, OUT b text, OUT relation text, OUT model_relation text, OUT n int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_footprint_conformance';
COMMENT ON FUNCTION footprint_conformance(process, jsonb) IS
'The pairs of activities whose relation differs between the process and the edges of a model {"edges":[[source, target]], "start":[], "end":[]}.';

CREATE FUNCTION footprint_fitness(process process, model jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000
AS 'MODULE_PATHNAME', 'csq_footprint_fitness';
COMMENT ON FUNCTION footprint_fitness(process, jsonb) IS
'How far the process stays within the footprints of a model: moves weighted by pairs of activities, and first and last activities where the model lists them.';

CREATE FUNCTION check_rules(process process, rules text[], OUT rule text, OUT cases int8, OUT activated int8, OUT satisfied int8, OUT violated int8, OUT share float8, OUT pending int8, OUT unknown text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_check_rules';
COMMENT ON FUNCTION check_rules(process, text[]) IS
'How many cases keep to rules such as response(opened, replied), every case taken as over; the first row counts the cases that violate any. Column unknown names activities that the process does not have.';

CREATE FUNCTION check_rules(process process, rules text[], closed_by text[], OUT rule text, OUT cases int8, OUT activated int8, OUT satisfied int8, OUT violated int8, OUT share float8, OUT pending int8, OUT unknown text[]) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_check_rules';
COMMENT ON FUNCTION check_rules(process, text[], text[]) IS
'The same where cases may be open: one whose last event is none of closed_by is pending, neither satisfied nor violated, while later events can still change the verdict.';

CREATE FUNCTION replay(process process, net jsonb, unknown text DEFAULT 'missing', OUT traces int8, OUT fitting int8, OUT produced int8, OUT consumed int8, OUT missing int8, OUT remaining int8, OUT fitness float8, OUT average_trace_fitness float8, OUT cut_short int8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000
AS 'MODULE_PATHNAME', 'csq_replay';
COMMENT ON FUNCTION replay(process, jsonb, text) IS
'Token replay of all cases on a Petri net, by the run that loses the fewest tokens; activities that the net does not know are missing tokens, or passed over (ignore). cut_short: cases whose search ended at its limit.';

CREATE FUNCTION replay_variants(process process, net jsonb, unknown text DEFAULT 'missing', OUT rank int, OUT n int8, OUT path text[], OUT fitting bool, OUT produced int8, OUT consumed int8, OUT missing int8, OUT remaining int8, OUT fitness float8, OUT cut_short bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_replay_variants';
COMMENT ON FUNCTION replay_variants(process, jsonb, text) IS
'Token replay on a Petri net by variant: the tokens of one case that takes this path.';

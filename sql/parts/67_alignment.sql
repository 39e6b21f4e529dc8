
-- ------------------------------------------------------------- alignment ----

CREATE FUNCTION alignment(trace text[], net jsonb, states int DEFAULT 100000, OUT step int, OUT kind text, OUT log_move text, OUT model_move text, OUT transition text, OUT cost int8, OUT lower_bound int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 10 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_alignment';
COMMENT ON FUNCTION alignment(text[], jsonb, int) IS
'The cheapest way to lay a trace beside a run of a Petri net: synchronous moves, moves on the log and on the model (cost 1 each), silent moves. A search that has seen states pairs of position and marking ends with one row, cut short, and a lower bound of the cost.';

CREATE FUNCTION alignment_variants(process process, net jsonb, states int DEFAULT 100000, OUT rank int, OUT n int8, OUT path text[], OUT fitting bool, OUT cost int8, OUT worst_cost int8, OUT fitness float8, OUT log_moves int8, OUT model_moves int8, OUT silent_moves int8, OUT lower_bound int8, OUT fitness_hi float8, OUT cut_short bool) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 ROWS 100
AS 'MODULE_PATHNAME', 'csq_alignment_variants';
COMMENT ON FUNCTION alignment_variants(process, jsonb, int) IS
'The optimal alignment with a Petri net by variant: its cost, and fitness = 1 - cost / worst_cost. A search that was cut short has no cost and no fitness, but bounds of them.';

CREATE FUNCTION alignment_fitness(process process, net jsonb, states int DEFAULT 100000, OUT traces int8, OUT fitting int8, OUT cost int8, OUT worst_cost int8, OUT fitness float8, OUT average_trace_fitness float8, OUT cut_short int8, OUT lower_bound int8, OUT fitness_hi float8) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000
AS 'MODULE_PATHNAME', 'csq_alignment_fitness';
COMMENT ON FUNCTION alignment_fitness(process, jsonb, int) IS
'How well a Petri net explains all cases, by optimal alignments. cut_short: cases whose search ended at its limit; if there are any, cost and fitness are NULL beside their bounds.';

CREATE FUNCTION alignment_deviations(process process, net jsonb, states int DEFAULT 100000, OUT kind text, OUT activity text, OUT transition text, OUT n int8, OUT cases int8, OUT share float8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20000 ROWS 20
AS 'MODULE_PATHNAME', 'csq_alignment_deviations';
COMMENT ON FUNCTION alignment_deviations(process, jsonb, int) IS
'Where cases depart from a Petri net by their optimal alignments: events without a transition (log) by activity, transitions without an event (model); the first row counts all of them and the cases with any.';

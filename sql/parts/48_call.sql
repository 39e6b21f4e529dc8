-- ------------------------------------------------------------------ call ----

-- @type call_summary: merges json cost=200 merge=100 space=1024
-- Calls offered to a queue: waits of answered, abandoned and waiting calls, and handling times; every definition of service level is read off it, mergeable.
-- rollup: The calls of both.

-- ---- counting

CREATE FUNCTION csq_internal.call_append(state call_summary, offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz) RETURNS call_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_call_append';
COMMENT ON FUNCTION csq_internal.call_append(call_summary, timestamptz, timestamptz, timestamptz, timestamptz) IS
'Adds a row to the state of call_agg().';

CREATE AGGREGATE call_agg(offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz) (
  SFUNC = csq_internal.call_append, STYPE = call_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.call_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE call_agg(timestamptz, timestamptz, timestamptz, timestamptz) IS
'Counts calls by how long they waited and how they ended. One that is neither answered nor abandoned still waits, for how long nobody says: give as_of.';

CREATE FUNCTION csq_internal.call_append(state call_summary, offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz, as_of timestamptz) RETURNS call_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_call_append';
COMMENT ON FUNCTION csq_internal.call_append(call_summary, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz) IS
'Adds a row to the state of call_agg().';

CREATE AGGREGATE call_agg(offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz, as_of timestamptz) (
  SFUNC = csq_internal.call_append, STYPE = call_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.call_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE call_agg(timestamptz, timestamptz, timestamptz, timestamptz, timestamptz) IS
'Counts calls as known at as_of: what happened later had not happened, a call without answer had waited until then.';

CREATE FUNCTION csq_internal.call_append(state call_summary, offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz, as_of text) RETURNS call_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_call_append_text';
COMMENT ON FUNCTION csq_internal.call_append(call_summary, timestamptz, timestamptz, timestamptz, timestamptz, text) IS
'Adds a row to the state of call_agg().';

CREATE AGGREGATE call_agg(offered_at timestamptz, answered_at timestamptz, abandoned_at timestamptz, ended_at timestamptz, as_of text) (
  SFUNC = csq_internal.call_append, STYPE = call_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.call_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE call_agg(timestamptz, timestamptz, timestamptz, timestamptz, text) IS
'Counts calls as known at as_of, a text in ISO 8601 with a zone.';

-- Times as they are typed.
-- @each more,type,symbol,how:
-- |  |  | csq_call_append_texts | The same of times as they are typed, in ISO 8601 with a zone.
-- | , as_of text | , text | csq_call_append_texts | The same of times as they are typed, in ISO 8601 with a zone, as known at as_of.
-- | , as_of timestamptz | , timestamptz | csq_call_append_texts_instant | The same of times as they are typed, in ISO 8601 with a zone, as known at as_of.
CREATE FUNCTION csq_internal.call_append(state call_summary, offered_at text, answered_at text, abandoned_at text, ended_at text@more@) RETURNS call_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', '@symbol@';
COMMENT ON FUNCTION csq_internal.call_append(call_summary, text, text, text, text@type@) IS
'Adds a row to the state of call_agg().';

CREATE AGGREGATE call_agg(offered_at text, answered_at text, abandoned_at text, ended_at text@more@) (
  SFUNC = csq_internal.call_append, STYPE = call_summary, SSPACE = 1024, COMBINEFUNC = csq_internal.call_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE call_agg(text, text, text, text@type@) IS
'@how@';
-- @end

-- ---- reading

CREATE FUNCTION offered(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_offered';
COMMENT ON FUNCTION offered(call_summary) IS
'Number of calls: answered, abandoned and still waiting.';

CREATE FUNCTION answered(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_answered';
COMMENT ON FUNCTION answered(call_summary) IS
'Number of answered calls.';

CREATE FUNCTION abandoned(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_abandoned';
COMMENT ON FUNCTION abandoned(call_summary) IS
'Number of abandoned calls.';

CREATE FUNCTION waiting(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_waiting';
COMMENT ON FUNCTION waiting(call_summary) IS
'Number of calls that still waited.';

CREATE FUNCTION missing(summary call_summary) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_missing';
COMMENT ON FUNCTION missing(call_summary) IS
'Number of rows without the time of the offer.';

CREATE FUNCTION service_level(summary call_summary, variant text, within interval, short_abandon interval DEFAULT '5 s') RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_service_level';
COMMENT ON FUNCTION service_level(call_summary, text, interval, interval) IS
'Share of calls served within a threshold, 0 to 1, by a named definition: abandons_positive, answered_only, abandons_negative, ignore_abandons_within, short_abandons_positive, ignore_short.';

CREATE FUNCTION service_rate(summary call_summary, variant text, within interval, short_abandon interval DEFAULT '5 s') RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_service_rate';
COMMENT ON FUNCTION service_rate(call_summary, text, interval, interval) IS
'The same as hits of the calls that count, to be compared and assessed.';

CREATE FUNCTION asa(summary call_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_asa';
COMMENT ON FUNCTION asa(call_summary) IS
'Average speed of answer: mean wait of answered calls.';

CREATE FUNCTION aht(summary call_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_aht';
COMMENT ON FUNCTION aht(call_summary) IS
'Average handling time: from answer to end, after-call work included, of calls that have ended.';

CREATE FUNCTION wait_quantile(summary call_summary, share float8) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_wait_quantile';
COMMENT ON FUNCTION wait_quantile(call_summary, float8) IS
'Quantile of the waits of answered calls.';

CREATE FUNCTION longest_wait(summary call_summary) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_longest_wait';
COMMENT ON FUNCTION longest_wait(call_summary) IS
'The longest wait of any call, those that still wait included.';

CREATE FUNCTION abandon_rate(summary call_summary, short_abandon interval DEFAULT '0') RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_abandon_rate';
COMMENT ON FUNCTION abandon_rate(call_summary, interval) IS
'Abandoned of answered and abandoned calls; abandons not longer than short_abandon are left out.';

CREATE FUNCTION connect_rate(summary call_summary) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_connect_rate';
COMMENT ON FUNCTION connect_rate(call_summary) IS
'Answered of answered and abandoned calls.';

CREATE FUNCTION occupancy(summary call_summary, staffed interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_call_occupancy';
COMMENT ON FUNCTION occupancy(call_summary, interval) IS
'Handling time over the staffed time of the agents.';

-- ---- how many agents

CREATE FUNCTION erlang_b(agents int, load float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_erlang_b_pg';
COMMENT ON FUNCTION erlang_b(int, float8) IS
'Chance that a call is lost where nobody waits (Erlang B); load in erlangs.';

CREATE FUNCTION erlang_c(agents int, load float8) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_erlang_c_pg';
COMMENT ON FUNCTION erlang_c(int, float8) IS
'Chance that a call has to wait (Erlang C); load in erlangs. NULL when the load is not below the agents: the queue would grow without end.';

CREATE FUNCTION erlang_service_level(agents int, load float8, handling interval, within interval) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_erlang_level';
COMMENT ON FUNCTION erlang_service_level(int, float8, interval, interval) IS
'Expected share of calls answered within a threshold (Erlang C); NULL when the load is not below the agents.';

CREATE FUNCTION erlang_asa(agents int, load float8, handling interval) RETURNS interval
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_erlang_wait';
COMMENT ON FUNCTION erlang_asa(int, float8, interval) IS
'Expected mean wait (Erlang C); NULL when the load is not below the agents.';

CREATE FUNCTION agents_needed(calls float8, period interval, handling interval, share float8, within interval, most_busy float8 DEFAULT 1) RETURNS int
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_agents_needed';
COMMENT ON FUNCTION agents_needed(float8, interval, interval, float8, interval, float8) IS
'The fewest agents who answer a share of the calls of a period within a threshold, and are busy for at most a share of their time (Erlang C).';

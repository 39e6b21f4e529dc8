
-- ------------------------------------------------------------ object_log ----

-- @type object_log: merges json cost=100 merge=10 space=512
-- An object-centric event log: events, each about any number of objects of several types; {"v":1,"events":[["2026-03-02T09:00:00Z","placed","e1","order","o1"]]}: time, activity, event id, object type, object id, seq, a row for each relation.
-- rollup: The relations of both; what is in both counts once.

-- @each event: bigint text uuid
-- @each object: bigint text uuid
-- @each arguments,types,form:
-- | event_id @event@, at timestamptz, activity text, object_type text, object_id @object@ | @event@, timestamptz, text, text, @object@ |
-- | event_id @event@, at timestamptz, activity text, object_type text, object_id @object@, seq bigint | @event@, timestamptz, text, text, @object@, bigint |
-- | event_id @event@, at text, activity text, object_type text, object_id @object@ | @event@, text, text, text, @object@ | typed_
-- | event_id @event@, at text, activity text, object_type text, object_id @object@, seq bigint | @event@, text, text, text, @object@, bigint | typed_
CREATE FUNCTION csq_internal.object_append(state object_log, @arguments@) RETURNS object_log
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_object_append_@event@_@form@@object@';
COMMENT ON FUNCTION csq_internal.object_append(object_log, @types@) IS
'Transition function of object_log_agg: adds the relation of an event with an object; a row without the id, time or activity of the event is skipped.';

CREATE AGGREGATE object_log_agg(@arguments@) (
  SFUNC = csq_internal.object_append, STYPE = object_log, SSPACE = 512,
  COMBINEFUNC = csq_internal.object_log_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE object_log_agg(@types@) IS
'An object-centric event log, from a row for each object that an event is about; without an object the row is an event without one. Rows without the id, time or activity of the event are skipped; seq orders events of one time. A time that is a text is ISO 8601 with a zone.';
-- @end
-- @end
-- @end

CREATE FUNCTION object_edges(log object_log, OUT object_type text, OUT source text, OUT target text, OUT num_pairs int8, OUT num_objects int8, OUT num_steps int8, OUT mean interval, OUT p50 interval, OUT p90 interval, OUT min interval, OUT max interval) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 60
AS 'MODULE_PATHNAME', 'csq_object_edges';
COMMENT ON FUNCTION object_edges(object_log) IS
'The directly-follows graph of each type of object: pairs of events, objects, and both together, which is what flattening counts; times of the pairs, each once.';

CREATE FUNCTION object_activities(log object_log, OUT object_type text, OUT activity text, OUT num_events int8, OUT num_objects int8, OUT num_relations int8, OUT num_shared int8, OUT num_repeated int8, OUT num_lost int8, OUT starts int8, OUT ends int8) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000 ROWS 40
AS 'MODULE_PATHNAME', 'csq_object_activities';
COMMENT ON FUNCTION object_activities(object_log) IS
'The activities of each type of object: events, objects and relations, and what flattening to the type does to them: events counted several times (convergence), loops that are none (divergence), events that are lost (deficiency).';

CREATE FUNCTION object_processes(log object_log, OUT object_type text, OUT process process) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 5
AS 'MODULE_PATHNAME', 'csq_object_processes';
COMMENT ON FUNCTION object_processes(object_log) IS
'The process of each type of object: every object a case, with each event that is about it once.';

CREATE FUNCTION to_ocel(log object_log) RETURNS jsonb
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000
AS 'MODULE_PATHNAME', 'csq_to_ocel';
COMMENT ON FUNCTION to_ocel(object_log) IS
'The log as a document of OCEL 2.0 (JSON) for other tools: types, objects, events and which event is about which object. An id that is that of two objects or events is an error.';

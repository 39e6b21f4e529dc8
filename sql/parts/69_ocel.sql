
-- ------------------------------------------------------------------ ocel ----

CREATE FUNCTION events_from_ocel(document jsonb, OUT ord int8, OUT event_id text, OUT at timestamptz, OUT activity text, OUT object_type text, OUT object_id text, OUT qualifier text, OUT attributes jsonb) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 2000
AS 'MODULE_PATHNAME', 'csq_events_from_ocel';
COMMENT ON FUNCTION events_from_ocel(jsonb) IS
'The events of an object-centric log (OCEL 2.0), a row for each object that an event is related to, in the order of the document; ocel_problems says what was dropped.';

CREATE FUNCTION objects_from_ocel(document jsonb, OUT ord int8, OUT object_id text, OUT object_type text, OUT attributes jsonb, OUT history jsonb, OUT related jsonb) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 500
AS 'MODULE_PATHNAME', 'csq_objects_from_ocel';
COMMENT ON FUNCTION objects_from_ocel(jsonb) IS
'The objects of an object-centric log (OCEL 2.0): type, the last value of each attribute, all values with their times, relations to other objects.';

CREATE FUNCTION ocel_problems(document jsonb, OUT event int8, OUT object_id text, OUT problem text, OUT key text, OUT value text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_ocel_problems';
COMMENT ON FUNCTION ocel_problems(jsonb) IS
'What events_from_ocel and objects_from_ocel dropped or had to settle: events without id, type, time or objects, times without a zone, relations given twice, objects that are not listed.';

-- @each doc: xml text
CREATE FUNCTION events_from_ocel(document @doc@, OUT ord int8, OUT event_id text, OUT at timestamptz, OUT activity text, OUT object_type text, OUT object_id text, OUT qualifier text, OUT attributes jsonb) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 2000
AS 'MODULE_PATHNAME', 'csq_events_from_ocel_text';
COMMENT ON FUNCTION events_from_ocel(@doc@) IS
'The events of an object-centric log (OCEL 2.0), a row for each object that an event is related to, in the order of the document, which is XML, or as a text XML or JSON; ocel_problems says what was dropped.';

CREATE FUNCTION objects_from_ocel(document @doc@, OUT ord int8, OUT object_id text, OUT object_type text, OUT attributes jsonb, OUT history jsonb, OUT related jsonb) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 500
AS 'MODULE_PATHNAME', 'csq_objects_from_ocel_text';
COMMENT ON FUNCTION objects_from_ocel(@doc@) IS
'The objects of an object-centric log (OCEL 2.0), which is XML, or as a text XML or JSON: type, the last value of each attribute, all values with their times, relations to other objects.';

CREATE FUNCTION ocel_problems(document @doc@, OUT event int8, OUT object_id text, OUT problem text, OUT key text, OUT value text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_ocel_problems_text';
COMMENT ON FUNCTION ocel_problems(@doc@) IS
'What events_from_ocel and objects_from_ocel dropped or had to settle: events without id, type, time or objects, times without a zone, relations given twice, objects that are not listed, elements that are unknown.';
-- @end

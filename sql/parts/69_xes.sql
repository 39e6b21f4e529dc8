
-- ------------------------------------------------------------------- xes ----

CREATE FUNCTION csq_internal.xml_text(text text) RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 5
RETURN pg_catalog.translate(text,
  E'\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F',
  pg_catalog.repeat(pg_catalog.chr(65533), 28));
COMMENT ON FUNCTION csq_internal.xml_text(text) IS
'The text with U+FFFD for each control character that XML cannot hold.';

CREATE FUNCTION xes_trace(case_id text, journey journey) RETURNS xml
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 500
RETURN xmlelement(NAME trace,
  xmlelement(NAME string, xmlattributes('concept:name' AS key, csq_internal.xml_text(case_id) AS value)),
  (SELECT pg_catalog.xmlagg(xmlelement(NAME event,
     xmlelement(NAME string, xmlattributes('concept:name' AS key, csq_internal.xml_text(e.activity) AS value)),
     xmlelement(NAME date, xmlattributes('time:timestamp' AS key, pg_catalog.to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'::pg_catalog.text) AS value)),
     CASE WHEN e.channel IS NOT NULL THEN xmlelement(NAME string, xmlattributes('org:resource' AS key, csq_internal.xml_text(e.channel) AS value)) END,
     CASE WHEN e.value IS NOT NULL THEN xmlelement(NAME float, xmlattributes('value' AS key, e.value AS value)) END) ORDER BY e.ord)
   FROM csq.events(journey) e));
COMMENT ON FUNCTION xes_trace(text, journey) IS
'A journey as a trace of XES: concept:name, time:timestamp in UTC, org:resource from the channel, value. Stable: XML and time formats depend on settings.';

CREATE FUNCTION to_xes(traces xml) RETURNS xml
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 500
RETURN xmlparse(DOCUMENT '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">'
  '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>'
  '<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>'
  '<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>'
  '<global scope="trace"><string key="concept:name" value=""/></global>'
  '<global scope="event"><string key="concept:name" value=""/><date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/></global>'
  '<classifier name="Activity" keys="concept:name"/>'::pg_catalog.text
  OPERATOR(pg_catalog.||) traces::pg_catalog.text OPERATOR(pg_catalog.||) '</log>'::pg_catalog.text);
COMMENT ON FUNCTION to_xes(xml) IS
'A log of XES (IEEE 1849-2016) of the traces: to_xes(xmlagg(xes_trace(case_id, journey) ORDER BY case_id)). Stable: XML parsing depends on settings.';

-- @each doc: xml text
CREATE FUNCTION events_from_xes(document @doc@, OUT ord int8, OUT case_id text, OUT at timestamptz, OUT activity text, OUT resource text, OUT lifecycle text, OUT attributes jsonb, OUT trace int, OUT case_attributes jsonb) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 2000
AS 'MODULE_PATHNAME', 'csq_events_from_xes';
COMMENT ON FUNCTION events_from_xes(@doc@) IS
'The events of a log of XES in the order of the file; traces without a name are cases of their own, of a key given twice the last counts; xes_problems says what was dropped.';

CREATE FUNCTION xes_problems(document @doc@, OUT trace int, OUT event int8, OUT problem text, OUT key text, OUT value text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_xes_problems';
COMMENT ON FUNCTION xes_problems(@doc@) IS
'What events_from_xes dropped or had to settle in a log of XES: keys given twice, nested attributes, unnamed traces, events without case, activity or time.';
-- @end

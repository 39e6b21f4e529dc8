-- XES: journeys as a log, and back, in the same order and to the microsecond
SET timezone = 'Asia/Shanghai';
SET search_path = csq, public;

CREATE TABLE xes_ev (c text, at timestamptz, activity text, who text, value float8, seq int8);
INSERT INTO xes_ev VALUES
  ('A', '2026-03-02 09:00:00.000001+00', 'opened', 'web', NULL, NULL),
  ('A', '2026-03-02 09:30+00', 'z first', NULL, NULL, 1), ('A', '2026-03-02 09:30+00', 'a second', 'ann', 0.1, 2),
  ('A', '2026-03-02 10:00+00', '投诉 <&"''> ' || E'\n\t' || 'x', 'b & c', -2.5e300, NULL),
  ('B "<2>"', '1999-12-31 23:59:59.999999+00', '', '', 0, NULL),
  ('C', '2026-07-01 00:00+02', 'opened', NULL, NULL, NULL);
CREATE TABLE xes_journeys AS SELECT c, journey_agg(at, activity, who, value, seq) AS j FROM xes_ev GROUP BY c;
SELECT xes_trace(c, j) FROM xes_journeys WHERE c <> 'A' ORDER BY c COLLATE "C";
CREATE TABLE xes_doc AS SELECT to_xes(xmlagg(xes_trace(c, j) ORDER BY c COLLATE "C")) AS doc FROM xes_journeys;
SELECT doc IS DOCUMENT AS document, xpath('count(//x:trace)', doc, '{{x,http://www.xes-standard.org/}}') AS traces, xpath('count(//x:event)', doc, '{{x,http://www.xes-standard.org/}}') AS events,
       xpath('/x:log/@*', doc, '{{x,http://www.xes-standard.org/}}') AS attributes FROM xes_doc;
-- back: the ordinal of an event is its seq, so that events of one time keep their order
CREATE TABLE xes_back AS
SELECT x.* FROM xes_doc, xmltable('//*[local-name() = "event"]' PASSING doc COLUMNS
  ord FOR ORDINALITY,
  case_id text PATH '../*[@key = "concept:name"]/@value',
  activity text PATH '*[@key = "concept:name"]/@value',
  at timestamptz PATH '*[@key = "time:timestamp"]/@value',
  resource text PATH '*[@key = "org:resource"]/@value',
  value float8 PATH '*[@key = "value"]/@value') x;
SELECT ord, case_id, at, activity, resource, value FROM xes_back ORDER BY ord;
WITH back AS (
  SELECT case_id AS c, journey_agg(at, activity, resource, value, ord) AS j FROM xes_back GROUP BY 1
) SELECT count(*), count(*) FILTER (WHERE trace(a.j) = trace(b.j)) AS same_path,
         bool_and((SELECT array_agg((e.at, e.activity, e.channel, e.value) ORDER BY ord) FROM events(a.j) e) = (SELECT array_agg((e.at, e.activity, e.channel, e.value) ORDER BY ord) FROM events(b.j) e)) AS same_events
FROM xes_journeys a JOIN back b USING (c);
-- a log of another tool, without a namespace and with what csq does not use
SELECT x.* FROM xmltable('//*[local-name() = "event"]' PASSING xmlparse(DOCUMENT
  '<?xml version="1.0"?><log xes.version="1.0"><string key="concept:name" value="log"/><trace><string key="concept:name" value="7"/><int key="cost" value="3"/>
   <event><date key="time:timestamp" value="2010-12-30T11:02:00.000+01:00"/><string key="lifecycle:transition" value="complete"/><string key="concept:name" value="register"/></event></trace></log>') COLUMNS
  ord FOR ORDINALITY, case_id text PATH '../*[@key = "concept:name"]/@value', activity text PATH '*[@key = "concept:name"]/@value', at timestamptz PATH '*[@key = "time:timestamp"]/@value') x;
-- what XML cannot hold; no trace at all
SELECT x.* FROM (SELECT xes_trace(E'a\x01b', journey_agg('2026-01-01+00', E'\x08 \x1f', E'\x0b'))) t(doc), xmltable('//*[@value]' PASSING doc COLUMNS key text PATH '@key', value text PATH '@value') x;
SELECT xes_trace('empty', '{"v":1,"events":[]}'), to_xes('') IS DOCUMENT AS log, to_xes(NULL) IS NULL AS nothing;
DROP TABLE xes_ev, xes_journeys, xes_doc, xes_back;

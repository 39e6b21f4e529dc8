-- XES: journeys as a log, and back, in the same order and to the microsecond
SET timezone = 'Asia/Shanghai';
SET search_path = csq, public;

CREATE TABLE xes_ev (c text, at timestamptz, activity text, who text, value float8, seq int8);
INSERT INTO xes_ev VALUES
  ('A', '2026-03-02 09:00:00.000001+00', 'opened', 'web', NULL, NULL),
  ('A', '2026-03-02 09:30+00', 'z first', NULL, NULL, 1), ('A', '2026-03-02 09:30+00', 'a second', 'ann', 0.1, 2),
  ('A', '2026-03-02 10:00+00', '投诉 <&"''> ' || E'\n\t' || 'x', 'b & c', -2.5e300, NULL),
  ('B "<2>"', '1999-12-31 23:59:59.999999+00', '-', '', 0, NULL),
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
-- in by one function: there and back, through xml and through text
WITH back AS (
  SELECT e.case_id AS c, journey_agg(e.at, e.activity, e.resource, (e.attributes ->> 'value')::float8, e.ord) AS j FROM xes_doc, events_from_xes(doc) e GROUP BY 1
) SELECT count(*), count(*) FILTER (WHERE trace(a.j) = trace(b.j)) AS same_path,
         bool_and((SELECT array_agg((e.at, e.activity, e.channel, e.value) ORDER BY ord) FROM events(a.j) e) = (SELECT array_agg((e.at, e.activity, e.channel, e.value) ORDER BY ord) FROM events(b.j) e)) AS same_events
FROM xes_journeys a JOIN back b USING (c);
SELECT (SELECT array_agg(e) FROM events_from_xes(doc) e) = (SELECT array_agg(e) FROM events_from_xes(doc::text) e) AS same, (SELECT count(*) FROM xes_problems(doc)) AS problems FROM xes_doc;
-- what logs of others bring: traces without a name stay apart, the last of two keys counts, what is dropped is told
CREATE TABLE xes_odd AS SELECT $$<?xml version="1.0" encoding="UTF-8"?><!-- a log --><log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="u"/><global scope="event"><string key="concept:name" value="?"/></global><string key="creator" value="me"/>
  <trace><int key="cost" value="007"/><event><string key="concept:name" value="a"/><string key="concept:name" value="b"/><date key="time:timestamp" value="2010-12-30T11:02:00.000+01:00"/>
    <string key="lifecycle:transition" value="start"/><string key="org:resource" value="ann"/><float key="x" value="1.50"/><int key="big" value="123456789012345678901234567890"/><boolean key="yes" value="true"/>
    <list key="tags"><values><string key="t" value="u"/><int key="t" value="2"/></values></list><string key="deep" value="v"><string key="er" value="w"/></string></event></trace>
  <trace/><trace><event><string key="concept:name" value="a"/><date key="time:timestamp" value="2010-12-30T11:02:00"/></event>
    <event><date key="time:timestamp" value="yesterday"/><int key="n" value="many"/><boolean key="b" value="maybe"/><string value="no key"/><odd/></event></trace>
  <trace><string key="concept:name" value="(trace 3)"/><event><string key="concept:name" value="named"/></event></trace>
  <trace><string key="concept:name" value="(trace 3)"/><event><string key="concept:name" value="again"/></event></trace>
  <event><string key="concept:name" value="loose"/><date key="time:timestamp" value="2010-12-30T11:02:00Z"/></event></log>$$::xml AS doc;
SELECT e.* FROM xes_odd, events_from_xes(doc) e;
SELECT p.* FROM xes_odd, xes_problems(doc) p;
-- unnamed traces are cases of their own
SELECT num_cases(process_agg(e.case_id, e.at, e.activity)) FROM events_from_xes('<log><trace><event><string key="concept:name" value="a"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace><trace><event><string key="concept:name" value="a"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace></log>') e;
-- hostile documents
SELECT * FROM events_from_xes('<!DOCTYPE log [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><log><trace><string key="concept:name" value="&b;"/></trace></log>');
SELECT * FROM events_from_xes('<log><trace><string key="concept:name" value="&b;"/></trace></log>');
SELECT * FROM events_from_xes('<log><trace></log>');
SELECT * FROM events_from_xes(repeat('<log>', 1001));
SELECT * FROM events_from_xes('<html/>');
SELECT * FROM events_from_xes('opened;2026-01-01');
SELECT count(*) FROM events_from_xes(NULL::xml);
SELECT (SELECT count(*) FROM events_from_xes(to_xes(''))) AS "no traces", (SELECT count(*) FROM events_from_xes('')) AS nothing;
DROP TABLE xes_odd;
DROP TABLE xes_ev, xes_journeys, xes_doc, xes_back;
-- a blank name is none, of a trace and of an activity
SELECT case_id, at AT TIME ZONE 'UTC' AS at, activity FROM events_from_xes('<log><trace><string key="concept:name" value=" "/><event><string key="concept:name" value="x"/><date key="time:timestamp" value="2026-01-01T00:00:00.1234567Z"/></event></trace>
  <trace><string key="concept:name" value=""/><event><string key="concept:name" value=" "/><date key="time:timestamp" value="2026-01-01T24:00:00Z"/></event></trace></log>');
SELECT trace, event, problem, value FROM xes_problems('<log><trace><string key="concept:name" value=" "/><event><string key="concept:name" value="x"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace>
  <trace><string key="concept:name" value=""/><event><string key="concept:name" value=" "/><date key="time:timestamp" value="2026-01-01T24:00:00Z"/></event></trace></log>');

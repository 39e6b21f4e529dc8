-- object-centric logs: OCEL 2.0 against jsonb in SQL, what is dropped and told, what is refused
SET timezone = 'UTC';
SET search_path = csq, public;

-- a log of customers, orders and items, each event about some of them
CREATE TABLE doc AS SELECT jsonb_build_object('objectTypes', '[]'::jsonb, 'eventTypes', '[]'::jsonb,
  'objects', (SELECT jsonb_agg(jsonb_build_object('id', t || g, 'type', t, 'attributes', jsonb_build_array(jsonb_build_object('name', 'size', 'time', '1970-01-01T00:00:00Z', 'value', g), jsonb_build_object('name', 'size', 'time', '2026-01-01T00:00:00Z', 'value', g + 1)),
    'relationships', CASE WHEN t = 'item' THEN jsonb_build_array(jsonb_build_object('objectId', 'order' || g / 3, 'qualifier', 'in')) ELSE '[]' END)) FROM unnest('{customer,order,item}'::text[]) t, generate_series(0, 400) g),
  'events', (SELECT jsonb_agg(jsonb_build_object('id', 'e' || e, 'type', (ARRAY['placed', 'packed', 'sent', 'complained'])[1 + (e * e + e / 5) % 4], 'time', to_char(timestamp '2026-03-02' + (e * 7919 % 10007) * interval '1 min', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'attributes', jsonb_build_array(jsonb_build_object('name', 'by', 'value', 'ann' || e % 5), jsonb_build_object('name', 'n', 'value', e)),
    'relationships', (SELECT jsonb_agg(jsonb_build_object('objectId', o, 'qualifier', q) ORDER BY o COLLATE "C") FROM (SELECT 'order' || e % 401 AS o, 'of' AS q UNION SELECT 'customer' || e % 67, 'who' UNION SELECT 'item' || (e * 3 + k) % 401, 'what' FROM generate_series(1, e % 4) k) x)) ORDER BY e)
    FROM generate_series(1, 4000) e)) AS d;
CREATE TABLE rel AS SELECT e.* FROM doc, events_from_ocel(d) e;
CREATE TABLE types AS SELECT x ->> 'id' AS id, x ->> 'type' AS type, x FROM doc, jsonb_array_elements(d -> 'objects') x;
CREATE TABLE theirs AS SELECT o AS ord, e ->> 'id' AS event_id, (e ->> 'time')::timestamptz AS at, e ->> 'type' AS activity, t.type AS object_type, r ->> 'objectId' AS object_id, r ->> 'qualifier' AS qualifier, (SELECT jsonb_object_agg(a ->> 'name', a -> 'value') FROM jsonb_array_elements(e -> 'attributes') a) AS attributes
  FROM doc, jsonb_array_elements(d -> 'events') WITH ORDINALITY v(e, o), jsonb_array_elements(e -> 'relationships') r LEFT JOIN types t ON t.id = r ->> 'objectId';
SELECT (SELECT count(*) FROM rel) AS n, (SELECT count(*) FROM (TABLE rel EXCEPT ALL TABLE theirs) x) AS more, (SELECT count(*) FROM (TABLE theirs EXCEPT ALL TABLE rel) x) AS fewer, (SELECT count(*) FROM doc, ocel_problems(d)) AS problems;
SELECT count(*), bool_and(o.object_type = t.type AND o.history = x -> 'attributes' AND o.related = x -> 'relationships' AND o.attributes = jsonb_build_object('size', x #> '{attributes,1,value}')) FROM doc, objects_from_ocel(d) o JOIN types t ON t.id = o.object_id;
-- what is dropped or settled is told
CREATE TABLE bad AS SELECT '{"ocel:version":"2.0","extra":1,"objects":[{"id":"o1","type":"order"},{"id":"o1","type":"item"},{"type":"order"},{"id":"o2"},{"id":7,"type":"item","attributes":[{"name":"size","time":"2026-03-02T00:00:00Z","value":2},{"name":"size","time":"2026-03-01T00:00:00Z","value":1},{"value":3},{"name":"size","time":"2026-03-02T00:00:00Z","value":4}],"colour":"red"}],
  "events":[{"id":"e1","type":"placed","time":"2026-03-02T09:00:00+01:00","relationships":[{"objectId":"o1","qualifier":"of"},{"objectId":"o1","qualifier":"of"},{"objectId":"o1"},{"objectId":7},{"qualifier":"of"},{"objectId":"o9"}]},
  {"type":"packed","time":"2026-03-02T09:00:00","relationships":[{"objectId":"o2"}]}, {"id":"e1","time":"yesterday"}, {"id":"(event 2)","type":null,"attributes":[{"name":"a","value":[1]},{"name":"a","value":{"b":2}}],"relationships":[]}]}'::jsonb AS d;
SELECT e.* FROM bad, events_from_ocel(d) e;
SELECT o.* FROM bad, objects_from_ocel(d) o;
SELECT p.* FROM bad, ocel_problems(d) p;
-- empty, and refused
SELECT count(*) FROM events_from_ocel('{"events":[],"objects":[]}');
SELECT count(*) FROM events_from_ocel(NULL);
SELECT count(*) FROM events_from_ocel('{"events":[]}');
SELECT count(*) FROM objects_from_ocel('[1,2]');
SELECT count(*) FROM ocel_problems('{"events":{"e1":{}},"objects":[]}');
SELECT count(*) FROM events_from_ocel('{"ocel:global-log":{},"ocel:events":{},"ocel:objects":{}}');
-- the same log as XML, made by SQL, gives the same events and objects; so does JSON as a text
CREATE TABLE docx AS SELECT xmlelement(NAME log,
  xmlelement(NAME "object-types", (SELECT xmlagg(xmlelement(NAME "object-type", xmlattributes(t AS name), xmlelement(NAME attributes, xmlelement(NAME attribute, xmlattributes('size' AS name, 'integer' AS type))))) FROM unnest('{customer,order,item}'::text[]) t)),
  xmlelement(NAME objects, (SELECT xmlagg(xmlelement(NAME object, xmlattributes(x ->> 'id' AS id, x ->> 'type' AS type),
    xmlelement(NAME attributes, (SELECT xmlagg(xmlelement(NAME attribute, xmlattributes(a ->> 'name' AS name, a ->> 'time' AS time), a ->> 'value') ORDER BY n) FROM jsonb_array_elements(x -> 'attributes') WITH ORDINALITY v(a, n))),
    xmlelement(NAME objects, (SELECT xmlagg(xmlelement(NAME relationship, xmlattributes(r ->> 'objectId' AS "object-id", r ->> 'qualifier' AS qualifier)) ORDER BY n) FROM jsonb_array_elements(x -> 'relationships') WITH ORDINALITY v(r, n)))) ORDER BY o)
    FROM jsonb_array_elements(d -> 'objects') WITH ORDINALITY v(x, o))),
  xmlelement(NAME events, (SELECT xmlagg(xmlelement(NAME event, xmlattributes(x ->> 'id' AS id, x ->> 'type' AS type, x ->> 'time' AS time),
    xmlelement(NAME attributes, (SELECT xmlagg(xmlelement(NAME attribute, xmlattributes(a ->> 'name' AS name), a ->> 'value') ORDER BY n) FROM jsonb_array_elements(x -> 'attributes') WITH ORDINALITY v(a, n))),
    xmlelement(NAME objects, (SELECT xmlagg(xmlelement(NAME relationship, xmlattributes(r ->> 'objectId' AS "object-id", r ->> 'qualifier' AS qualifier)) ORDER BY n) FROM jsonb_array_elements(x -> 'relationships') WITH ORDINALITY v(r, n)))) ORDER BY o)
    FROM jsonb_array_elements(d -> 'events') WITH ORDINALITY v(x, o))),
  xmlelement(NAME "event-types", (SELECT xmlagg(xmlelement(NAME "event-type", xmlattributes(t AS name), xmlelement(NAME attributes, xmlelement(NAME attribute, xmlattributes('n' AS name, 'integer' AS type))))) FROM unnest('{placed,packed,sent,complained}'::text[]) t))) AS x FROM doc;
CREATE TABLE relx AS SELECT e.* FROM docx, events_from_ocel(x) e;
SELECT (SELECT count(*) FROM relx) AS n, (SELECT count(*) FROM (TABLE rel EXCEPT ALL TABLE relx) y) AS more, (SELECT count(*) FROM (TABLE relx EXCEPT ALL TABLE rel) y) AS fewer, (SELECT count(*) FROM docx, ocel_problems(x)) AS problems,
  (SELECT count(*) FROM (SELECT o.* FROM doc, objects_from_ocel(d) o EXCEPT ALL SELECT o.* FROM docx, objects_from_ocel(x) o) y) AS objects,
  (SELECT count(*) FROM (TABLE rel EXCEPT ALL SELECT e.* FROM doc, events_from_ocel(d::text) e) y) AS of_text, (SELECT count(*) FROM (SELECT o.* FROM docx, objects_from_ocel(x) o EXCEPT ALL SELECT o.* FROM docx, objects_from_ocel(x::text) o) y) AS of_xml_text;
-- what XML has and OCEL has not is told; values are of their declared types where they can be; relations have three names
CREATE TABLE badx AS SELECT '<?xml version="1.0"?> <!-- a log -->
<log xmlns="http://www.ocel-standard.org/"><name>mine</name>
  <event-types><event-type name="placed"><attributes><attribute name="n" type="integer"/><attribute name="share" type="float"/><attribute name="done" type="boolean"/><attribute name="on" type="time"/></attributes></event-type></event-types>
  <object-types><object-type name="order"><attributes><attribute name="n" type="boolean"/></attributes></object-type><object-type/></object-types>
  <events>
    <event id="e1" type="placed" time="2026-03-02T09:00:00+01:00" colour="red" attributes="x"><note>nothing</note>
      <attributes><attribute name="n"> 0017 </attribute><attribute name="share">1e-3</attribute><attribute name="done">1</attribute><attribute name="on">2026-03-02</attribute><attribute name="text">a &lt;&#x4e2d;&gt; <![CDATA[<b> & ]]>c<i>no</i><!-- no -->!</attribute><value/></attributes>
      <objects><relationship object-id="o1" qualifier="of"/><object object-id="o2"/><relobj object-id="o1" qualifier="what"/><relationship qualifier="of"/><thing object-id="o2"/></objects></event>
    <event type="placed" time="2026-03-02T09:00:00"><attributes><attribute name="n">many</attribute><attribute>1</attribute></attributes><attributes><attribute name="share">1,5</attribute><attribute name="done">yes</attribute></attributes></event>
    <gap/>
  </events>
  <objects><object id="o1" type="order"><attributes><attribute name="n" time="2026-03-02T00:00:00Z">false</attribute><attribute name="n" time="2026-03-01T00:00:00Z" by="ann">true</attribute></attributes></object><object id="o2"/></objects>
</log>'::text AS x;
SELECT e.* FROM badx, events_from_ocel(x) e;
SELECT o.* FROM badx, objects_from_ocel(x::xml) o;
SELECT p.* FROM badx, ocel_problems(x) p;
SELECT count(*) FROM events_from_ocel('<log><events/><objects/></log>'::xml);
SELECT count(*) FROM events_from_ocel('<log><events/></log>'::text);
SELECT count(*) FROM events_from_ocel('<trace/>');
SELECT count(*) FROM events_from_ocel('<log><global scope="event"/><events/><objects/></log>');
SELECT count(*) FROM events_from_ocel('<!DOCTYPE log [<!ENTITY a "b">]><log><events/><objects/></log>'::text);
SELECT count(*) FROM events_from_ocel('<log><events><event><attributes><attribute name="a">&b;</attribute></attributes></event></events><objects/></log>');
SELECT count(*) FROM events_from_ocel('<log><events/><objects/></log><log/>');
SELECT count(*) FROM events_from_ocel('<log><events><event></events></log>');
SELECT count(*) FROM events_from_ocel('what'::text);
DROP TABLE doc, rel, types, theirs, bad, docx, relx, badx;

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
DROP TABLE doc, rel, types, theirs, bad;

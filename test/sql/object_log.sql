-- object-centric logs as values: every figure against SQL over the rows, merging, forms, what is refused
SET timezone = 'UTC';
SET search_path = csq, public;

-- orders with items, parcels with items of several orders, customers: some events are about many, some about none; some rows are there twice
CREATE TABLE rel AS SELECT 'e' || e AS event_id, timestamptz '2026-03-02' + (e * 7919 % 2003) * interval '10 min' AS at, (ARRAY['placed', 'packed', 'sent', 'complained', 'note'])[1 + (e * e + e / 5) % 5] AS activity, t AS object_type, o AS object_id, CASE WHEN e % 3 = 0 THEN e % 7 END::bigint AS seq
FROM generate_series(1, 3000) e, LATERAL (SELECT 'order', 'o' || e % 211 WHERE e % 11 <> 0 UNION ALL SELECT 'item', 'i' || (e * 3 + k) % 401 FROM generate_series(1, e % 5) k UNION ALL SELECT 'customer', 'c' || e % 37 WHERE e % 2 = 0 UNION ALL SELECT 'order', 'o' || e % 211 WHERE e % 13 = 0 UNION ALL SELECT NULL, NULL WHERE e % 55 = 0) x(t, o);
CREATE TABLE logs AS SELECT object_log_agg(event_id, at, activity, object_type, object_id, seq) AS l FROM rel;
CREATE TABLE way AS SELECT *, lag(event_id) OVER w AS before, lag(activity) OVER w AS source, lag(at) OVER w AS since, row_number() OVER w AS place, count(*) OVER (PARTITION BY object_type, object_id) AS last
FROM (SELECT DISTINCT * FROM rel WHERE object_id IS NOT NULL) x WINDOW w AS (PARTITION BY object_type, object_id ORDER BY at, seq NULLS LAST, activity COLLATE "C", event_id COLLATE "C");
-- the graph: rows by SQL and by the value
CREATE TABLE mine AS SELECT object_type, source, target, num_pairs, num_objects, num_steps, mean, p50, min, max FROM logs, object_edges(l);
CREATE TABLE theirs AS
SELECT object_type, source, activity AS target, count(*) AS num_pairs, max(num_objects) AS num_objects, max(num_steps) AS num_steps, avg(at - since) AS mean, percentile_disc(0.5) WITHIN GROUP (ORDER BY at - since) AS p50, min(at - since) AS min, max(at - since) AS max
FROM (SELECT DISTINCT object_type, source, activity, before, event_id, since, at FROM way WHERE before IS NOT NULL) pairs
JOIN (SELECT object_type, source, activity, count(DISTINCT object_id) AS num_objects, count(*) AS num_steps FROM way WHERE before IS NOT NULL GROUP BY 1, 2, 3) steps USING (object_type, source, activity) GROUP BY 1, 2, 3;
SELECT count(*), count(*) FILTER (WHERE m.num_pairs = t.num_pairs AND m.num_objects = t.num_objects AND m.num_steps = t.num_steps AND m.p50 = t.p50 AND m.min = t.min AND m.max = t.max AND abs(extract(epoch FROM m.mean - t.mean)) < 1e-5) AS same,
  sum(m.num_pairs) < sum(m.num_steps) AS converging, bool_or(m.num_objects < m.num_pairs) AS diverging FROM mine m FULL JOIN theirs t USING (object_type, source, target);
-- the activities
CREATE TABLE events AS SELECT DISTINCT event_id, at, activity, seq FROM rel;
SELECT count(*), count(*) FILTER (WHERE (a.num_events, a.num_objects, a.num_relations, a.num_shared, a.num_repeated, a.num_lost, a.starts, a.ends) = (t.num_events, t.num_objects, t.num_relations, t.num_shared, t.num_repeated, t.num_lost, t.starts, t.ends)) AS same
FROM (SELECT a.* FROM logs, object_activities(l) a WHERE object_type IS NOT NULL) a FULL JOIN
  (SELECT object_type, activity, count(DISTINCT event_id) AS num_events, count(DISTINCT object_id) AS num_objects, count(*) AS num_relations, (SELECT count(*) FROM (SELECT FROM way s WHERE s.object_type = w.object_type AND s.activity = w.activity GROUP BY event_id HAVING count(*) > 1) x) AS num_shared,
     count(*) - count(DISTINCT object_id) AS num_repeated, (SELECT count(*) FROM events e WHERE e.activity = w.activity) - count(DISTINCT event_id) AS num_lost, count(*) FILTER (WHERE place = 1) AS starts, count(*) FILTER (WHERE place = last) AS ends FROM way w GROUP BY 1, 2) t USING (object_type, activity);
SELECT a.* FROM logs, object_activities(l) a WHERE object_type IS NULL;
SELECT activity, count(*) FROM events WHERE event_id NOT IN (SELECT event_id FROM way) GROUP BY 1 ORDER BY activity COLLATE "C";
-- the processes: those of process_agg over each type's rows
SELECT count(*), bool_and(p.process = t.p) AS same FROM logs, object_processes(l) p JOIN (SELECT object_type, process_agg(j) AS p FROM (SELECT object_type, journey_agg(at, activity, NULL, NULL, place) AS j FROM way GROUP BY object_type, object_id) x GROUP BY 1) t USING (object_type);
-- any split and any order give the same figures; what is in both parts counts once; the same rows are the same value
CREATE TABLE parts AS SELECT hashtext(event_id || coalesce(object_id, '')) & 7 AS k, object_log_agg(event_id, at, activity, object_type, object_id, seq) AS l FROM rel GROUP BY 1;
SELECT (SELECT rollup(l ORDER BY k DESC) FROM parts) = l AS rollup, (SELECT object_log_agg(event_id, at, activity, object_type, object_id, seq ORDER BY object_id DESC, event_id) FROM rel) = l AS "any order", l + NULL = l AS "with nothing", l::text::object_log = l AS text, (l::jsonb)::object_log = l AS json,
  (SELECT array_agg(e ORDER BY e) FROM object_edges(l + l) e) = (SELECT array_agg(e ORDER BY e) FROM object_edges(l) e) AS "twice", (SELECT array_agg(e ORDER BY e) FROM object_activities(l + l) e) = (SELECT array_agg(e ORDER BY e) FROM object_activities(l) e) AS "activities twice" FROM logs;
-- ids of other types
SELECT object_log_agg(n, timestamptz '2026-03-02' + n * interval '1 h', 'a', 'ticket', n % 2) = object_log_agg(n::text, timestamptz '2026-03-02' + n * interval '1 h', 'a', 'ticket', (n % 2)::text) AS same FROM generate_series(1, 5::bigint) n;
SELECT object_log_agg('00000000-0000-0000-0000-000000000001'::uuid, '2026-03-02 09:00Z'::timestamptz, 'a', 'ticket', 7::bigint);
-- what is nobody's: no id of the event, no time or no activity is no row; no type or no id of the object is no object
SELECT object_log_agg(e, at, a, t, o) FROM (VALUES (NULL, timestamptz '2026-03-02Z', 'a', 't', 'o'), (' ', '2026-03-02Z', 'a', 't', 'o'), ('e', NULL, 'a', 't', 'o'), ('e', '2026-03-02Z', NULL, 't', 'o'), ('e1', '2026-03-02Z', 'a', NULL, 'o'), ('e2', '2026-03-02Z', 'a', 't', ''), ('e3', '2026-03-02Z', 'a', 't', NULL)) v(e, at, a, t, o);
SELECT object_log_agg('e', at, 'a', 't', 'o') IS NULL AS "no rows" FROM (SELECT now() AS at WHERE false) x;
SELECT object_log_agg('e', 'infinity'::timestamptz, 'a', 't', 'o');
SELECT object_log_agg('e', '2026-03-02Z'::timestamptz, 'a', 't', E'o\x1e');
SELECT '{"v":1,"events":[["2026-03-02T09:00:00Z","a"]]}'::object_log;
SELECT '{"v":1,"events":[["2026-03-02T09:00:00Z","a","e1","order"]]}'::object_log;
SELECT '{"v":1,"events":[["2026-03-02T09:00:00Z","a","e1","order",""]]}'::object_log;
SELECT '{"v":1,"events":[["2026-03-02T09:00:00Z","a","e1","order","o1",1,2]]}'::object_log;
SELECT '{"v":1,"events":[["2026-03-02T09:00:00Z","a","e\u001e1","order","o1"]]}'::object_log;
SELECT object_log_agg('e', '2026-03-02Z'::timestamptz, E'a\x1e', 't', 'o');
SELECT '{"v":2,"events":[]}'::object_log;
SELECT '{"v":1,"events":[["2026-03-02T09:00:00Z","a","e1",null,null,3],["2026-03-02T08:00:00+00","b","e0","t","o"]]}'::object_log;
-- an empty log, events of one instant, an event twice under one id
SELECT (SELECT count(*) FROM object_edges(l)), (SELECT count(*) FROM object_activities(l)), (SELECT count(*) FROM object_processes(l)) FROM (VALUES ('{"v":1,"events":[]}'::object_log)) v(l);
SELECT e.* FROM object_edges('{"v":1,"events":[["2026-03-02T09:00:00Z","b","e1","t","o"],["2026-03-02T09:00:00Z","a","e1","t","o"],["2026-03-02T09:00:00Z","b","e2","t","o"],["2026-03-02T09:00:00Z","a","e0","t","p",5]]}') e;
SELECT count(*) FROM object_edges('{"v":1,"events":[["4713-01-01T00:00:00Z","a","e1","t","o"]]}');
-- as a document of OCEL: the same rows by SQL over the relations; read again it is the same log
CREATE TABLE doc AS SELECT to_ocel(l) AS d FROM logs;
CREATE TABLE ours AS SELECT jsonb_build_object(
  'objectTypes', (SELECT jsonb_agg(jsonb_build_object('name', t, 'attributes', '[]'::jsonb) ORDER BY t COLLATE "C") FROM (SELECT DISTINCT object_type FROM rel WHERE object_type IS NOT NULL) x(t)),
  'eventTypes', (SELECT jsonb_agg(jsonb_build_object('name', a, 'attributes', '[]'::jsonb) ORDER BY a COLLATE "C") FROM (SELECT DISTINCT activity FROM events) x(a)),
  'objects', (SELECT jsonb_agg(jsonb_build_object('id', o, 'type', t, 'attributes', '[]'::jsonb, 'relationships', '[]'::jsonb) ORDER BY t COLLATE "C", o COLLATE "C") FROM (SELECT DISTINCT object_type, object_id FROM way) x(t, o)),
  'events', (SELECT jsonb_agg(jsonb_build_object('id', event_id, 'type', activity, 'time', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'attributes', '[]'::jsonb, 'relationships', coalesce(r, '[]')) ORDER BY at, seq NULLS LAST, activity COLLATE "C", event_id COLLATE "C")
    FROM events LEFT JOIN (SELECT event_id, jsonb_agg(jsonb_build_object('objectId', object_id, 'qualifier', '') ORDER BY object_type COLLATE "C", object_id COLLATE "C") AS r FROM way GROUP BY 1) x USING (event_id))) AS d;
SELECT doc.d = ours.d AS same, jsonb_array_length(doc.d -> 'events') AS events, jsonb_array_length(doc.d -> 'objects') AS objects FROM doc, ours;
SELECT (SELECT array_agg(e ORDER BY e) FROM object_edges(again) e) = (SELECT array_agg(e ORDER BY e) FROM object_edges(l) e) AS edges, (SELECT array_agg(e ORDER BY e) FROM object_activities(again) e) = (SELECT array_agg(e ORDER BY e) FROM object_activities(l) e) AS activities, to_ocel(again) = d AS document
FROM logs, doc, LATERAL (SELECT object_log_agg(event_id, at, activity, object_type, object_id, ord) AS again FROM events_from_ocel(d)) x;
SELECT to_ocel('{"v":1,"events":[]}'), to_ocel(NULL) IS NULL AS nothing, to_ocel('{"v":1,"events":[["2026-03-02T09:00:00.000001Z","\"a\"\n投诉","e1"],["2026-03-02T09:00:00.000001Z","\"a\"\n投诉","e1","t","o"]]}');
-- an id of two objects, or of two events
SELECT to_ocel(object_log_agg(n, timestamptz '2026-03-02Z', 'a', t, 7::bigint)) FROM (VALUES (1, 'order'), (2, 'item')) v(n, t);
SELECT to_ocel(object_log_agg(n, timestamptz '2026-03-02Z', 'a', t, t || ':7')) IS NOT NULL AS apart FROM (VALUES (1, 'order'), (2, 'item')) v(n, t);
SELECT to_ocel(object_log_agg('e1'::text, timestamptz '2026-03-02Z', a, 't', 'o'::text)) FROM unnest('{sent,packed}'::text[]) a;
DROP TABLE rel, logs, way, mine, theirs, events, parts, doc, ours;

-- journey_map: what many journeys have in common, against SQL and under every split
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 0;

-- ---- small, by hand ----
CREATE TEMP TABLE few (j journey);
INSERT INTO few VALUES
  ('{"v":1,"events":[["2026-03-06T16:00:00Z","opened","web",-0.5],["2026-03-06T16:30:00Z","opened","phone",-1],["2026-03-09T10:00:00Z","working","phone",0],["2026-03-09T11:00:00Z","solved","phone",1]]}'),
  ('{"v":1,"events":[["2026-03-09T09:00:00Z","opened","phone",0.25],["2026-03-09T10:00:00Z","solved","phone",0.5]]}'),
  ('{"v":1,"events":[["2026-03-09T09:00:00Z","opened","web"]]}'),
  ('{"v":1,"events":[]}'), (NULL);
CREATE TEMP TABLE m AS SELECT journey_map_agg(j) AS m, journey_map_agg(j, 'tz UTC; mon-fri 09:00-17:00'::calendar) AS w FROM few;
SELECT num_journeys(m) FROM m;
SELECT stage, journeys, share, place, went_on, went_on_lo, went_on_hi, next_stage, next_share FROM m, stages(m);
SELECT stage, mean, p50, p90, num_values, emotion, emotion_lo, emotion_hi, touches, repeats, switches FROM m, stages(m, confidence => 0.9);
SELECT stage, mean, p50, p90 FROM m, stages(w);
SELECT t.* FROM m, touchpoints(m) t;
SELECT c.* FROM m, emotion_curve(m, 4) c;
SELECT count(*), sum(num_values) FROM m, emotion_curve(m);
SELECT f.* FROM m, stage_flow(m) f;
SELECT f.* FROM m, channel_flow(m) f;
SELECT c.* FROM m, containment(m) c;
SELECT journey_map_agg(j) IS NULL AS nothing FROM few WHERE j = '{"v":1,"events":[]}';
SELECT count(*) FROM stages(NULL::journey_map);

-- ---- refused ----
SELECT journey_map_agg('{"v":1,"events":[["2026-03-06T16:00:00Z","opened",null,2e9]]}'::journey);
SELECT journey_map_combine(m, w) FROM m;
SELECT journey_map_append(m, '{"v":1,"events":[["2026-03-06T16:00:00Z","opened"]]}', 'tz UTC; mon-fri 09:00-17:00') FROM m;
SELECT emotion_curve(m, 3) FROM m;
SELECT stages(m, 1) FROM m;
SELECT '{"v":1,"data":"AQ=="}'::journey_map;
SELECT '[]'::journey_map;

-- ---- many, against SQL ----
CREATE TABLE map_ev AS
SELECT i % 7 AS part, h % 211 AS id, timestamptz '2026-01-01' + (h % 40009) * interval '7 min' AS at, i AS seq,
       (ARRAY['opened', 'working', 'waiting', 'solved', '已投诉'])[1 + h / 211 % 5] AS activity,
       (ARRAY['phone', NULL, 'web', '微信'])[1 + h / 1055 % 4] AS channel, CASE WHEN h % 3 > 0 THEN (h / 5 % 2001 - 1000) / 1000.0::float8 END AS value
FROM (SELECT i, ('x' || left(md5(i::text), 7))::bit(28)::int AS h FROM generate_series(1, 6000) i) x;
CREATE TABLE map_j AS SELECT id, min(part) AS part, journey_agg(at, activity, channel, value, seq) AS j FROM map_ev GROUP BY id;
CREATE TABLE map_all AS SELECT journey_map_agg(j) AS m FROM map_j;
CREATE TEMP VIEW ordered AS
SELECT *, lag(activity) OVER w AS before, lead(activity) OVER w AS after, row_number() OVER w - 1 AS i, count(*) OVER (PARTITION BY id) AS n,
       count(channel) OVER w AS channel_no FROM map_ev WINDOW w AS (PARTITION BY id ORDER BY at, seq);
CREATE TEMP VIEW runs AS SELECT id, stage, entered, "left", spent, row_number() OVER (PARTITION BY id ORDER BY entered, ord) AS run, count(*) OVER (PARTITION BY id) AS n
FROM map_j, stages(j) WITH ORDINALITY s(stage, entered, "left", spent, ord);
-- volume, ends, place, time
SELECT stage, (s.journeys, s.share, s.place, round(s.went_on::numeric, 12)) = (t.journeys, t.share, t.place, round(t.went_on::numeric, 12)) AS volume, s.mean - t.mean < interval '2 us' AND t.mean - s.mean < interval '2 us' AS mean,
       abs(extract(epoch FROM s.p50) / extract(epoch FROM t.p50) - 1) < 0.008 AS p50, abs(extract(epoch FROM s.p90) / extract(epoch FROM t.p90) - 1) < 0.008 AS p90
FROM map_all, stages(m) s JOIN (
  SELECT stage, count(DISTINCT id) AS journeys, count(DISTINCT id) / 211::float8 AS share, avg(first) AS place,
         1 - count(*) FILTER (WHERE run = n) / count(DISTINCT id)::float8 AS went_on, avg(spent) AS mean,
         percentile_disc(0.5) WITHIN GROUP (ORDER BY spent) AS p50, percentile_disc(0.9) WITHIN GROUP (ORDER BY spent) AS p90
  FROM (SELECT *, CASE WHEN run = min(run) OVER (PARTITION BY id, stage) THEN run::float8 END AS first FROM runs) r GROUP BY stage) t USING (stage) ORDER BY stage COLLATE "C";
-- emotion and effort
SELECT stage, s.num_values = t.v AND abs(s.emotion - t.mean) < 1e-9 AS emotion, (emotion_hi - emotion_lo) / (2 * sd / sqrt(v)) BETWEEN 1.960 AND 1.966 AND abs(emotion_hi + emotion_lo - 2 * s.emotion) < 1e-9 AS width,
       abs(s.touches - t.touches) < 1e-9 AS touches, abs(s.repeats - t.repeats) < 1e-9 AS repeats, abs(s.switches - t.switches) < 1e-9 AS switches
FROM map_all, stages(m) s JOIN (
  SELECT activity AS stage, count(value) AS v, avg(value) AS mean, stddev(value) AS sd, count(*) / count(DISTINCT id)::float8 AS touches,
         count(*) FILTER (WHERE before = activity) / count(DISTINCT id)::float8 AS repeats, count(*) FILTER (WHERE channel <> last_channel) / count(DISTINCT id)::float8 AS switches
  FROM (SELECT o.*, (SELECT p.channel FROM map_ev p WHERE p.id = o.id AND (p.at, p.seq) < (o.at, o.seq) AND p.channel IS NOT NULL ORDER BY p.at DESC, p.seq DESC LIMIT 1) AS last_channel FROM ordered o) x
  GROUP BY activity) t USING (stage) ORDER BY stage COLLATE "C";
SELECT count(*) AS touchpoints, count(*) FILTER (WHERE (t.n, t.journeys, t.num_values) = (x.n, x.journeys, x.v) AND abs(emotion - mean) < 1e-9) AS same
FROM map_all, touchpoints(m) t FULL JOIN (SELECT activity, channel, count(*) AS n, count(DISTINCT id) AS journeys, count(value) AS v, avg(value) AS mean FROM map_ev GROUP BY 1, 2) x
  ON t.activity = x.activity AND t.channel IS NOT DISTINCT FROM x.channel;
SELECT count(*) AS bins, count(*) FILTER (WHERE c.num_values = x.v AND abs(c.mean - x.mean) < 1e-9) AS same
FROM map_all, emotion_curve(m, 20) c FULL JOIN (SELECT least(19, i * 20 / greatest(n - 1, 1)) AS bin, count(value) AS v, avg(value) AS mean FROM ordered GROUP BY 1) x ON round(c.position_from * 20) = x.bin;
SELECT count(*) AS moves, count(*) FILTER (WHERE f.n = x.n AND abs(share - x.s) < 1e-12) AS same
FROM map_all, stage_flow(m) f FULL JOIN (SELECT activity AS source, after AS target, count(*) AS n, count(*) / sum(count(*)) OVER (PARTITION BY activity)::float8 AS s FROM ordered WHERE after <> activity GROUP BY 1, 2) x USING (source, target);
SELECT count(*) AS flows, count(*) FILTER (WHERE f.n = x.n) AS same
FROM map_all, channel_flow(m) f FULL JOIN (SELECT channel AS source, after AS target, count(*) AS n FROM (
  SELECT channel, lead(channel) OVER (PARTITION BY id ORDER BY at, seq) AS after FROM map_ev WHERE channel IS NOT NULL) y WHERE after IS NOT NULL GROUP BY 1, 2) x USING (source, target);
SELECT count(*) AS channels, count(*) FILTER (WHERE (c.journeys, c.contained) = (x.journeys, x.contained)) AS same
FROM map_all, containment(m) c FULL JOIN (SELECT channel, count(*) AS journeys, count(*) FILTER (WHERE k = 1) AS contained FROM (
  SELECT DISTINCT ON (id) id, channel, (SELECT count(DISTINCT e.channel) FROM map_ev e WHERE e.id = o.id) AS k FROM map_ev o WHERE channel IS NOT NULL ORDER BY id, at, seq) y GROUP BY 1) x USING (channel);

-- ---- every split has the same bytes ----
CREATE FUNCTION pg_temp.same(m journey_map) RETURNS bool LANGUAGE SQL AS $$ SELECT csq_internal.journey_map_send(m) = csq_internal.journey_map_send(a.m) AND m = a.m AND m::text = a.m::text FROM csq.map_all a $$;
SELECT pg_temp.same(journey_map_agg(j ORDER BY id DESC)) FROM map_j;
SELECT pg_temp.same(rollup(m)) FROM (SELECT journey_map_agg(j) AS m FROM map_j GROUP BY part ORDER BY part DESC) x;
SELECT pg_temp.same(rollup(m::text::journey_map)) FROM (SELECT journey_map_agg(j) AS m FROM map_j GROUP BY id % 50) x;
SELECT pg_temp.same(journey_map_combine(journey_map_agg(j) FILTER (WHERE id < 100), journey_map_agg(j) FILTER (WHERE id >= 100))) FROM map_j;
CREATE TABLE map_part AS SELECT part, journey_map_agg(j) AS m FROM map_j GROUP BY part;
CREATE TABLE map_copy (LIKE map_part);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/journey_map.bin'
COPY map_part TO STDOUT (FORMAT binary) \g :file
\set load '\\copy map_copy from ' :'file' ' (format binary)'
:load
SELECT pg_temp.same(rollup(m)) FROM map_copy;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.same(m) FROM (SELECT journey_map_agg(j) AS m FROM map_j) x;
RESET max_parallel_workers_per_gather;
CREATE TABLE map_list (LIKE map_j) PARTITION BY LIST (part);
CREATE TABLE map_list0 PARTITION OF map_list FOR VALUES IN (0, 1);
CREATE TABLE map_list1 PARTITION OF map_list DEFAULT;
INSERT INTO map_list SELECT * FROM map_j;
SET enable_partitionwise_aggregate = on;
SELECT pg_temp.same(journey_map_agg(j)) FROM map_list;
-- a state is never changed behind the back of a value
SELECT num_journeys(a) = num_journeys(b) - 1 AS unchanged FROM (SELECT m AS a, journey_map_append(m, '{"v":1,"events":[["2026-03-06T16:00:00Z","opened"]]}') AS b FROM map_part WHERE part = 1) x;
SET client_min_messages = warning;
DROP TABLE map_ev, map_j, map_all, map_part, map_copy, map_list CASCADE;

-- ---- a large state is a map under construction: the same bytes as small ones added up ----
CREATE TEMP TABLE large AS SELECT i, journey_agg(timestamptz '2026-03-02' + (i * 7 + o * o * 11 + i * o % 5) * interval '1 min', (ARRAY['a', 'b', 'c', 'd', '投诉'])[1 + (i * o + o) % 5], (ARRAY['web', 'phone', NULL])[1 + (i + o) % 3], (i + o) % 11 - 5.5) AS j
FROM generate_series(1, 1500) i, generate_series(1, 6) o GROUP BY i;
SELECT length(csq_internal.journey_map_send(whole)) > 1000 AS some, whole = parts AS same, csq_internal.journey_map_send(whole) = csq_internal.journey_map_send(parts) AS bytes, whole = backwards AS any_order, whole = gaps AS nulls
FROM (SELECT journey_map_agg(j) AS whole, journey_map_agg(j ORDER BY i DESC) AS backwards FROM large) x, (SELECT rollup(m) AS parts FROM (SELECT journey_map_agg(j) AS m FROM large GROUP BY i / 50) y) z,
  (SELECT journey_map_agg(CASE WHEN k = 1 THEN j END) AS gaps FROM large, generate_series(1, 2) k) v;
SELECT a.whole = b.parts AS same FROM (SELECT journey_map_agg(j, 'tz UTC; mon-fri 9-17'::calendar) AS whole FROM large) a, (SELECT rollup(m) AS parts FROM (SELECT journey_map_agg(j, 'tz UTC; mon-fri 9-17'::calendar) AS m FROM large GROUP BY i / 50) y) b;
-- read in between, and going on
SELECT count(*), bool_and(m = (SELECT journey_map_agg(j) FROM large l WHERE l.i <= w.i)) AS same FROM (SELECT i, journey_map_agg(j) OVER (ORDER BY i) AS m FROM large WHERE i <= 700) w WHERE i % 40 = 0;
-- several groups, one of them large, and another calendar when it has grown
SELECT g, num_journeys(m) FROM (SELECT i / 1200 AS g, journey_map_agg(j) AS m FROM large GROUP BY 1) x ORDER BY g;
SELECT journey_map_agg(j, CASE WHEN i < 1400 THEN 'tz UTC; mon-fri 9-17'::calendar ELSE 'tz UTC; mon-fri 9-18' END ORDER BY i) FROM large;

-- ---- straight from events: the map of one journey per case, to the byte ----
CREATE TABLE map_rows AS
SELECT h % 193 AS id, timestamptz '2026-03-02 06:00Z' + (h % 20011) * interval '7 min' AS at, (ARRAY['opened', 'working', 'waiting', 'solved', '已投诉'])[1 + h / 211 % 5] AS activity,
       (ARRAY['phone', NULL, 'web', '微信'])[1 + h / 1055 % 4] AS channel, CASE WHEN h % 3 > 0 THEN (h / 5 % 2001 - 1000) / 1000.0::float8 END AS value, nullif(h % 7, 0)::bigint AS seq, i % 4 AS part
FROM (SELECT i, ('x' || left(md5(i::text), 7))::bit(28)::int AS h FROM generate_series(1, 8000) i) x;
UPDATE map_rows SET at = date_trunc('day', at) WHERE id % 2 = 0; -- many at one time
INSERT INTO map_rows VALUES (NULL, '2026-03-02Z', 'opened', 'web', 1, NULL, 0), (1, NULL, 'opened', 'web', 1, NULL, 1), (1, '2026-03-02Z', NULL, 'web', 1, NULL, 2), (1, '2026-03-02Z', ' ', 'web', 1, NULL, 3), (1, '2026-03-02Z', 'seen', '', -0.0, NULL, 3);
CREATE TABLE map_nested AS
SELECT (SELECT journey_map_agg(j) FROM (SELECT journey_agg(at, activity) AS j FROM map_rows WHERE id IS NOT NULL GROUP BY id) x) AS activities,
       (SELECT journey_map_agg(j) FROM (SELECT journey_agg(at, activity, channel) AS j FROM map_rows WHERE id IS NOT NULL GROUP BY id) x) AS channels,
       (SELECT journey_map_agg(j) FROM (SELECT journey_agg(at, activity, channel, value) AS j FROM map_rows WHERE id IS NOT NULL GROUP BY id) x) AS values,
       (SELECT journey_map_agg(j) FROM (SELECT journey_agg(at, activity, channel, value, seq) AS j FROM map_rows WHERE id IS NOT NULL GROUP BY id) x) AS seqs,
       (SELECT journey_map_agg(j, 'tz Asia/Shanghai; mon-fri 9-18') FROM (SELECT journey_agg(at, activity, channel, value, seq) AS j FROM map_rows WHERE id IS NOT NULL GROUP BY id) x) AS working;
CREATE FUNCTION pg_temp.same_bytes(a journey_map, b journey_map) RETURNS bool LANGUAGE SQL AS $$ SELECT csq_internal.journey_map_send(a) = csq_internal.journey_map_send(b) AND a = b AND a::text = b::text $$;
CREATE TABLE map_forms AS
SELECT journey_map_agg(id, at, activity) AS activities, journey_map_agg(id, at, activity, channel) AS channels, journey_map_agg(id, at, activity, channel, value) AS values, journey_map_agg(id, at, activity, channel, value, seq) AS seqs,
       journey_map_agg(id, at, activity, channel, value, seq, 'tz Asia/Shanghai; mon-fri 9-18') AS working,
       journey_map_agg(id::text, to_char(at, 'YYYY-MM-DD HH24:MI"Z"'), activity) AS text_activities, journey_map_agg('the case of number ' || id, at, activity, channel) AS text_channels, journey_map_agg(id::text, to_char(at, 'YYYY-MM-DD HH24:MI"Z"'), activity, channel, value) AS text_values,
       journey_map_agg(lpad(id::text, 32, '0')::uuid, at, activity, channel, value, seq) AS uuid_seqs, journey_map_agg(lpad(id::text, 32, '0')::uuid, to_char(at, 'YYYY-MM-DD HH24:MI"Z"'), activity, channel, value, seq, 'tz Asia/Shanghai; mon-fri 9-18') AS uuid_working FROM map_rows;
SELECT num_journeys(f.seqs) = (SELECT count(DISTINCT id) FROM map_rows) AS journeys, pg_temp.same_bytes(f.activities, n.activities) AS activities, pg_temp.same_bytes(f.channels, n.channels) AS channels, pg_temp.same_bytes(f.values, n.values) AS values,
       pg_temp.same_bytes(f.seqs, n.seqs) AS seqs, pg_temp.same_bytes(f.working, n.working) AS working, pg_temp.same_bytes(text_activities, n.activities) AS typed, pg_temp.same_bytes(text_channels, n.channels) AS long_ids,
       pg_temp.same_bytes(text_values, n.values) AS typed_values, pg_temp.same_bytes(uuid_seqs, n.seqs) AS uuids, pg_temp.same_bytes(uuid_working, n.working) AS typed_working FROM map_forms f, map_nested n;
SELECT n.values <> n.seqs AS seq_matters, n.seqs <> n.working AS calendar_matters, n.channels <> n.values AS values_matter FROM map_nested n;
-- in any order, in parts, by workers, by partitions, through text, in a window
SELECT pg_temp.same_bytes(journey_map_agg(id, at, activity, channel, value ORDER BY md5(at::text || activity)), n.values) AS any_order FROM map_rows, map_nested n GROUP BY n.values;
SELECT pg_temp.same_bytes(rollup(m), n.values) AS parts FROM (SELECT journey_map_agg(id, at, activity, channel, value) AS m FROM map_rows GROUP BY id % 10) x, map_nested n GROUP BY n.values;
CREATE AGGREGATE pg_temp.map_events(bigint, timestamptz, text, text, float8, bigint) (SFUNC = csq_internal.journey_map_append, STYPE = csq_internal.process_events);
CREATE AGGREGATE pg_temp.merge_events(csq_internal.process_events) (SFUNC = csq_internal.process_events_combine, STYPE = csq_internal.process_events);
SELECT pg_temp.same_bytes(journey_map_events_final(pg_temp.merge_events(e)), n.seqs) AS merged, pg_temp.same_bytes(journey_map_events_final(pg_temp.merge_events(e::text::process_events)), n.seqs) AS through_text, bool_and(e::text::process_events::text = e::text) AS canonical
FROM (SELECT pg_temp.map_events(id, at, activity, channel, value, seq) AS e FROM map_rows GROUP BY part) x, map_nested n GROUP BY n.seqs;
SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.same_bytes(m, n.seqs) AS workers FROM (SELECT journey_map_agg(id, at, activity, channel, value, seq) AS m FROM map_rows) x, map_nested n;
RESET max_parallel_workers_per_gather;
CREATE TABLE map_events (LIKE map_rows) PARTITION BY LIST (part);
CREATE TABLE map_events0 PARTITION OF map_events FOR VALUES IN (0, 1);
CREATE TABLE map_events1 PARTITION OF map_events DEFAULT;
INSERT INTO map_events SELECT * FROM map_rows;
SELECT pg_temp.same_bytes(m, n.seqs) AS partitions FROM (SELECT journey_map_agg(id, at, activity, channel, value, seq) AS m FROM map_events) x, map_nested n;
SELECT count(*) AS rows, bool_and(m = (SELECT journey_map_agg(id, at, activity, channel, value) FROM map_rows l WHERE (l.id, l.at) <= (w.id, w.at))) AS same
FROM (SELECT id, at, journey_map_agg(id, at, activity, channel, value) OVER (ORDER BY id, at) AS m FROM map_rows WHERE id < 3) w WHERE id = 2;
-- a log of more than 1 MB is collected in place
SELECT num_journeys(m), pg_temp.same_bytes(m, o) AS same FROM (SELECT journey_map_agg(i % 5000, timestamptz '2026-03-02Z' + i * interval '1 min', 'a' || i % 7, 'c' || i % 3, i % 11) AS m,
  journey_map_agg('the case of number ' || i % 5000, timestamptz '2026-03-02Z' + i * interval '1 min', 'a' || i % 7, 'c' || i % 3, i % 11) AS o FROM generate_series(1, 60000) i) x;
-- literals as they are typed
SELECT t.* FROM (SELECT journey_map_agg(who, at, activity, channel, value) AS m FROM (VALUES (1, '2026-03-02 09:00Z', 'opened', '电话', -1), (1, '2026-03-02 10:00Z', 'solved', '电话', 2), (2, '2026-03-02 10:00+08', 'opened', NULL, NULL)) v(who, at, activity, channel, value)) x, touchpoints(m) t;
SELECT journey_map_agg(NULL, timestamptz '2026-03-02Z', 'opened') IS NULL AS nobody, journey_map_agg(' ', timestamptz '2026-03-02Z', 'opened') IS NULL AS blank, (SELECT journey_map_agg(id, at, activity) FROM map_rows WHERE false) IS NULL AS nothing;
SELECT stage, spent FROM (SELECT journey_map_agg(1, at, activity, NULL, NULL, NULL, '周一至周五 9:00-17:00；tz UTC') AS m FROM (VALUES (timestamptz '2026-03-06 16:00Z', 'opened'), ('2026-03-09 10:00Z', 'solved')) v(at, activity)) x, stages(m) s(stage, journeys, share, place, went_on, lo, hi, next_stage, next_share, spent);
-- refused
SELECT journey_map_agg(1, timestamptz 'infinity', 'opened');
SELECT journey_map_agg(1, timestamptz '2026-03-02Z', 'opened', NULL, 'NaN');
SELECT journey_map_agg(1, timestamptz '2026-03-02Z', 'opened', NULL, 2e9);
SELECT journey_map_agg(1, '2026-03-02 09:00', 'opened');
SELECT journey_map_agg(1, timestamptz '2026-03-02Z', 'opened', 'tz Asia/Shanghai; mon-fri 9-18');
SELECT journey_map_agg(1, timestamptz '2026-03-02Z', 'opened', NULL, NULL, NULL, NULL);
SELECT journey_map_agg(1, timestamptz '2026-03-02Z' + i * interval '1 h', 'opened', NULL, NULL, NULL, (ARRAY['tz UTC; mon-fri 9-17', 'tz UTC; mon-fri 9-18'])[i]::calendar) FROM generate_series(1, 2) i;
SELECT process_events_combine(journey_map_append(NULL::process_events, 1, timestamptz '2026-03-02Z', 'opened'), process_append(NULL, 1, timestamptz '2026-03-02Z', 'opened'));
DROP TABLE map_rows, map_nested, map_forms, map_events;
-- a blank channel is none, from events and from journeys
WITH e (id, at, activity, channel) AS (VALUES (1, timestamptz '2026-03-02 09:00Z', 'a', 'web'), (1, '2026-03-02 10:00Z', 'b', ' '), (1, '2026-03-02 11:00Z', 'c', ''), (1, '2026-03-02 12:00Z', 'd', '　'), (1, '2026-03-02 13:00Z', 'e', 'web'))
SELECT journey_map_agg(id, at, activity, channel) = journey_map_agg(id, at, activity, nullif(trim(channel, ' 　'), '')) AS events, journey_agg(at, activity, channel) = journey_agg(at, activity, nullif(trim(channel, ' 　'), '')) AS journeys,
       (SELECT count(*) FROM (SELECT journey_map_agg(id, at, activity, channel) AS m FROM e) x, channel_flow(m)) AS flows FROM e;
-- times as they are typed, beside a calendar without a zone
SELECT journey_map_agg(1, at, activity, NULL, NULL, NULL, 'tz Asia/Shanghai; mon-fri 9-18') = journey_map_agg(1, at::timestamp AT TIME ZONE 'Asia/Shanghai', activity, NULL, NULL, NULL, 'tz Asia/Shanghai; mon-fri 9-18') AS local FROM (VALUES ('2026-03-06 16:00', 'opened'), ('2026-03-09 10:00', 'solved')) v(at, activity);

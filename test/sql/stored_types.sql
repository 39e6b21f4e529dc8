-- stored types: what the binary input of each makes of damaged bytes, and the literal types funnel_spec and pattern in detail
SET search_path = csq, csq_internal, public;

-- ---- a value of each type ----
CREATE TABLE log AS
SELECT g % 7 AS case_id, timestamptz '2026-03-02' + g * interval '5 h' AS at, (ARRAY['opened', 'replied', '已投诉', 'closed'])[1 + g * 7 % 11 % 4] AS activity, (ARRAY['phone', 'mail', NULL])[1 + g % 3] AS channel, g % 5 - 2.5 AS value
FROM generate_series(1, 40) g;
CREATE TABLE log_journey AS SELECT case_id, journey_agg(at, activity, channel, value) AS j FROM log GROUP BY case_id;
CREATE AGGREGATE pg_temp.counts_state(bigint, timestamptz, text, funnel_spec) (SFUNC = funnel_count_append, STYPE = funnel_events);
CREATE AGGREGATE pg_temp.funnel_state(bigint, timestamptz, text, funnel_spec) (SFUNC = funnel_append, STYPE = funnel_events);
CREATE AGGREGATE pg_temp.process_state(bigint, timestamptz, text, text) (SFUNC = process_append, STYPE = process_events);
CREATE AGGREGATE pg_temp.map_state(bigint, timestamptz, text, text, float8, bigint) (SFUNC = journey_map_append, STYPE = process_events);
CREATE TABLE sample (type text, bytes bytea, text text);
CREATE FUNCTION pg_temp.add_sample(type text, query text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE pg_catalog.format('INSERT INTO sample SELECT %L, %I(v), v::text FROM (SELECT (%s)::%I AS v) x', type, type || '_send', query, type);
END $$;
SELECT count(pg_temp.add_sample(type, query)::text) FROM (VALUES
  ('attainment', $$SELECT attainment_agg(g * interval '7 min', g % 3 > 0) FROM generate_series(1, 20) g$$),
  ('attainment', $$SELECT attainment_agg(g * interval '1 min', g * interval '7 min', g % 3 > 0) FROM generate_series(1, 20) g$$),
  ('backlog', $$SELECT backlog_agg(timestamptz '2026-03-02' + g * interval '1 h', CASE WHEN g % 3 > 0 THEN timestamptz '2026-03-02' + g * interval '90 min' END) FROM generate_series(1, 9) g$$),
  ('call_summary', $$SELECT call_agg(timestamptz '2026-03-02', CASE WHEN g % 3 > 0 THEN timestamptz '2026-03-02' + g * interval '7 s' END, NULL, timestamptz '2026-03-03', timestamptz '2026-03-02 00:01') FROM generate_series(1, 12) g$$),
  ('calendar', $$'tz Europe/Berlin; mon-fri 09:00-12:00 13:30-18:00; 2026-10-01..2026-10-07 closed; 2026-10-10 as fri; 12-25 closed; 2026-03-30 break 12:00-13:00'$$),
  ('calibration', $$SELECT calibration_agg(g % 3 > 0, g / 50.0::float8) FROM generate_series(1, 40) g$$),
  ('change', $$SELECT change_agg('s' || g % 3, rate_summary(g % 4, 9), rate_summary(g % 5, 9)) FROM generate_series(1, 9) g$$),
  ('cohort', $$SELECT cohort_agg(j, 'opened', NULL, 'day', 'Europe/Rome') FROM log_journey$$),
  ('confusion', $$SELECT confusion_agg('l' || g % 3, 'l' || g % 4, 0.5) FROM generate_series(1, 20) g$$),
  ('funnel', $$SELECT funnel_count_agg(j, 'opened -> replied -> closed; within 7d') FROM log_journey$$),
  ('funnel', $$SELECT funnel_agg(j, 'opened -> replied -> closed; within 7d') FROM log_journey$$),
  ('funnel', $$SELECT funnel_agg(j, 'opened -> replied?[<=8h] -> closed; within 7d; not 已投诉', timestamptz '2026-03-08 00:00Z', 'tz Europe/Berlin; mon-fri 9-17'::calendar) FROM log_journey$$),
  ('funnel_case', $$SELECT funnel_case_agg(CASE WHEN value > 1 THEN '9999-12-31' ELSE at END, activity, 'opened -> replied -> closed') FROM log WHERE case_id < 3$$),
  ('funnel_events', $$SELECT pg_temp.counts_state(case_id, at, activity, 'opened -> replied -> closed') FROM log$$),
  ('funnel_events', $$SELECT pg_temp.funnel_state(case_id, at, activity, 'opened -> replied -> closed') FROM log$$),
  ('funnel_sketch', $$SELECT sketch(j, 'opened -> replied -> closed; within 2d') FROM log_journey WHERE case_id = 3$$),
  ('funnel_spec', $$'opened -> "a;b"?[<=4h] -> resolved|closed[1h..2h]; within 7d; not reopened between 1 and 3 drop journey'$$),
  ('identity_graph', $$SELECT identity_agg('a' || g, 'b' || g * 3 % 7) FROM generate_series(1, 9) g$$),
  ('identity_graph', $$SELECT identity_agg('a' || g, 'b' || g * 3 % 7, 1 + g % 3) FROM generate_series(1, 9) g$$),
  ('identity_graph', $$SELECT identity_agg('a' || g, 'b' || g * 3 % 7, timestamptz '2026-03-02' + g % 4 * interval '1 h') FROM generate_series(1, 9) g$$),
  ('identity_graph', $$SELECT identity_agg('a' || g, 'b' || g * 3 % 7, 1 + g % 2, timestamptz '2026-03-02' + g % 4 * interval '1 h', CASE WHEN g % 3 > 0 THEN timestamptz '2026-03-04' END) + apart_agg('a' || g, 'b' || g) + account_agg('a' || g) FROM generate_series(1, 9) g$$),
  ('journey', $$SELECT j FROM log_journey WHERE case_id = 2$$),
  ('workload', $$SELECT workload_agg(g % 3, timestamptz '2026-03-02' + g * interval '1 h', timestamptz '2026-03-02' + g * interval '90 min', 'a' || g % 4, 'ann') FROM generate_series(1, 12) g$$),
  ('journey_map', $$SELECT journey_map_agg(j) FROM log_journey$$),
  ('lexicon', $$'fee: 年费, "annual fee"; attitude: 态度差 2, rude'$$),
  ('pareto_summary', $$SELECT pareto_agg('r' || g % 4) FROM generate_series(1, 20) g$$),
  ('drivers', $$SELECT driver_agg(g % 11, ARRAY[g % 5, g % 7]) FROM generate_series(1, 40) g$$),
  ('contribution_cube', $$SELECT contribution_agg(ARRAY['p' || g % 3, 'r' || g % 2], g % 4 < 2, g % 5 = 0) FROM generate_series(1, 40) g$$),
  ('pattern', $$'^ a ~> (b|c -> d)*? c !~x~[1h..2h]> [^ y|"z z"]{2,3} within 7d'$$),
  ('process', $$SELECT process_agg(case_id, at, activity, channel) FROM log$$),
  ('process_events', $$SELECT pg_temp.process_state(case_id, at, activity, channel) FROM log$$),
  ('process_events', $$SELECT pg_temp.map_state(case_id, at, activity, channel, nullif(value, 0.5), nullif(case_id, 3)) FROM log$$),
  ('process_graph', $$SELECT process_graph_agg(j) FROM log_journey$$),
  ('defect_summary', $$SELECT defect_agg(g % 3, 10, 4) FROM generate_series(1, 9) g$$),
  ('duration_summary', $$SELECT duration_agg(timestamptz '2026-03-02', CASE WHEN g % 4 > 0 THEN timestamptz '2026-03-02' + g * interval '7 min' END, timestamptz '2026-03-02 02:00') FROM generate_series(1, 20) g$$),
  ('duration_summary', $$SELECT duration_agg(g * interval '1.5 s', '{1 min, 1 h}') FROM generate_series(1, 2100) g$$),
  ('duration_summary', $$SELECT duration_agg('tz UTC; mon-fri 9-17', timestamptz '2026-03-02Z', timestamptz '2026-03-02Z' + g * interval '7 min', timestamptz '2026-03-12Z') FROM generate_series(1, 300) g$$),
  ('incidence', $$SELECT incidence_agg(g, 12.5) FROM generate_series(1, 20) g$$),
  ('mean_summary', $$SELECT mean_agg(g / 8.0 - 2) FROM generate_series(1, 20) g$$),
  ('qa_sample', $$SELECT qa_sample('k' || g, 's' || g % 2, 0.2::float8, 'salt') FROM generate_series(1, 30) g$$),
  ('retention_summary', $$SELECT retention_agg(case_id, at, activity, channel) FROM log$$),
  ('rate_summary', $$SELECT rate_agg(g % 3 > 0) FROM generate_series(1, 20) g$$),
  ('ratings', $$SELECT alpha_agg('u' || g % 5, 'r' || g % 3, 'v' || g % 2) FROM generate_series(1, 15) g$$),
  ('repeats', $$SELECT repeat_agg('c' || g % 3, 'fee', timestamptz '2026-03-02' + g * interval '1 h', '3 h', timestamptz '2026-03-03') FROM generate_series(1, 9) g$$),
  ('score_summary', $$SELECT score_agg(g % 11) FROM generate_series(1, 20) g$$),
  ('object_log', $$SELECT object_log_agg(case_id, at, activity, channel, 'o' || case_id, 3) FROM log$$),
  ('session_summary', $$SELECT sessions_agg(at, activity, channel, NULL, case_id, 3) FROM log$$),
  ('series', $$SELECT series_agg(date '2026-03-02' + g % 5, g / 8.0::float8) FROM generate_series(1, 40) g$$),
  ('series', $$SELECT series_agg(date '2026-03-02' + g * 7 % 701, g % 3 = 0) FROM generate_series(1, 1500) g$$),
  ('sla_clock', $$SELECT clock_agg(timestamptz '2026-03-02' + g * interval '1 h', (ARRAY['start', 'pause', 'resume', 'stop'])[g], 'why') FROM generate_series(1, 4) g$$),
  ('sla_target', $$'4 business hours'$$),
  ('text_corpus', $$SELECT corpus_agg('l' || g % 2, 'fee ' || g || ' 年费') FROM generate_series(1, 4) g$$),
  ('text_corpus', $$SELECT corpus_agg('l' || g % 3, 'fee ' || g % 5, ARRAY[g % 3, 1 - g % 2, 0.5]::real[], ARRAY['gold' || g % 2, NULL, 'x']) FROM generate_series(1, 12) g$$),
  ('text_model', $$SELECT train_agg('l' || g % 2, (ARRAY['fee charged', 'rude staff'])[1 + g % 2] || g % 3) FROM generate_series(1, 12) g$$),
  ('text_model', $$SELECT train_agg('l' || g % 3, 'fee ' || g % 5, ARRAY[g % 3, 1 - g % 2, 0.5]::real[], ARRAY['gold' || g % 2, NULL, 'x']) FROM generate_series(1, 30) g$$),
  ('text_signature', $$SELECT signature('退款一直没有到账, refund')$$),
  ('terms', $$SELECT terms_agg('退款 refund ' || g % 3) FROM generate_series(1, 9) g$$),
  ('topic_summary', $$SELECT topics_agg('退款 refund ' || g % 3) FROM generate_series(1, 9) g$$),
  ('funnel_case', $$SELECT window_funnel_agg(at, 1 + case_id % 3, '2 days') FROM log$$)) v(type, query);
-- a type that has no value here has not been tested
SELECT typname FROM pg_type WHERE typnamespace = 'csq'::regnamespace AND typtype = 'b' AND typcategory <> 'A' AND typname NOT IN (SELECT type FROM sample);

-- ---- any bytes in place of a value ----
-- error, or whether what came in goes out again
CREATE FUNCTION pg_temp.receive(type text, bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  file text := current_setting('data_directory') || '/csq_stored_types.copy';
  state text;
  detail text;
  same bool;
BEGIN
  EXECUTE pg_catalog.format('COPY (SELECT %L::bytea) TO %L (FORMAT binary)', bytes, file);
  EXECUTE pg_catalog.format('DELETE FROM %I', 'in_' || type);
  EXECUTE pg_catalog.format('COPY %I FROM %L (FORMAT binary)', 'in_' || type, file);
  EXECUTE pg_catalog.format('SELECT %I(v) = %L AND v::text::%I::text = v::text FROM %I', type || '_send', bytes, type, 'in_' || type) INTO same;
  RETURN CASE WHEN same THEN 'accepted' ELSE 'CHANGED' END;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL;
  RETURN state || CASE WHEN detail = '' THEN '' ELSE ' | ' || detail END;
END $$;
DO $$ DECLARE t text; BEGIN
  FOR t IN SELECT DISTINCT type FROM sample LOOP EXECUTE pg_catalog.format('CREATE TEMP TABLE %I (v %I)', 'in_' || t, t); END LOOP;
END $$;
SELECT type, pg_temp.receive(type, bytes) FROM sample ORDER BY type, length(bytes);
-- cut, or longer: never accepted, but for a text that means something when it is cut
SELECT type IN ('funnel_spec', 'pattern') AS literal, left(pg_temp.receive(type, substr(bytes, 1, n)), 8) AS cut, count(*) > 10 AS many FROM sample, generate_series(0, least(length(bytes), 40) - 1) n GROUP BY 1, 2 ORDER BY 1, 2;
SELECT left(pg_temp.receive(type, bytes || more), 5) AS longer, count(*) FROM sample, (VALUES ('\x00'::bytea), ('\xff')) v(more) GROUP BY 1 ORDER BY 1;
-- one byte changed: refused, or a value of its own that goes out as it came in; 22023 is an unknown time zone
SELECT type = 'calendar' AS calendar, left(pg_temp.receive(type, set_byte(bytes, n, (get_byte(bytes, n) + CASE WHEN n % 3 = 0 THEN 1 WHEN n % 3 = 1 THEN 128 ELSE 255 END) % 256)), 5) AS changed, count(*) > 10 AS many
FROM sample, generate_series(0, least(length(bytes), 80) - 1) n GROUP BY 1, 2 ORDER BY 1, 2;
-- parts in another order, or twice
SELECT what, pg_temp.receive(type, bytes) FROM (VALUES
  (1, 'confusion', 'in order', '\x01000000010000000161000000010000000000000000000f4240'::bytea), (2, 'confusion', 'labels descend', '\x010000000200000001620000000161000000010000000100000000000f4240'), (3, 'confusion', 'a cell twice', '\x01000000010000000161000000020000000000000000000f42400000000000000000000f4240'), (4, 'confusion', 'a label without a cell', '\x010000000200000001610000000162000000010000000000000000000f4240')) v(no, type, what, bytes) ORDER BY no;
SELECT pg_temp.receive(type, substr(bytes, 1, 23) || substr(bytes, 24 + n) || substr(bytes, 24, n)) AS examples_swapped FROM sample, LATERAL (SELECT (length(bytes) - 23) / 2 AS n) x WHERE type = 'text_corpus' ORDER BY length(bytes) LIMIT 1;
-- neighbours in another order, or a part twice: refused, or a value of its own that goes out as it came in
CREATE TEMP TABLE reordered AS
SELECT type, what, pg_temp.receive(type, changed) AS outcome
FROM (SELECT DISTINCT ON (type) type, bytes FROM sample WHERE length(bytes) < 4000 ORDER BY type, length(bytes) DESC) s, unnest(ARRAY[4, 8, 16]) width, generate_series(0, least(length(bytes) - 2 * width, 60), 3) at,
  LATERAL (VALUES ('swapped', substr(bytes, 1, at) || substr(bytes, at + width + 1, width) || substr(bytes, at + 1, width) || substr(bytes, at + 2 * width + 1)),
    ('twice', substr(bytes, 1, at + width) || substr(bytes, at + 1, width) || substr(bytes, at + 2 * width + 1))) v(what, changed)
WHERE changed <> bytes;
SELECT type, what, count(*) FROM reordered WHERE outcome = 'CHANGED' GROUP BY 1, 2 ORDER BY 1, 2;
SELECT what, count(*) > 1000 AS many, count(DISTINCT type) > 30 AS types, count(*) FILTER (WHERE outcome = 'accepted') > 100 AS accepted FROM reordered GROUP BY what ORDER BY what;
DROP TABLE reordered;
-- the first byte is the version, but for sla_target, of which it is the kind
SELECT left(pg_temp.receive(type, set_byte(bytes, 0, v)), 5) AS version, count(*) FROM sample, unnest(ARRAY[0, 2, 255]) v WHERE type <> 'sla_target' AND v <> get_byte(bytes, 0) GROUP BY 1 ORDER BY 1;

-- ---- the literal types ----
-- not canonical: the same thing written in another way
SELECT type, given, pg_temp.receive(type, '\x01'::bytea || convert_to(given, 'UTF8')) FROM (VALUES
  ('funnel_spec', 'a -> b'), ('funnel_spec', 'a->b'), ('funnel_spec', ' a -> b'), ('funnel_spec', 'a -> b;'), ('funnel_spec', '"a" -> b'), ('funnel_spec', 'a -> b; within 168h'), ('funnel_spec', 'a -> b; within 7d'),
  ('funnel_spec', 'a -> b; order then'), ('funnel_spec', 'a ->'), ('funnel_spec', ''), ('funnel_spec', 'a; within 0 parsecs'), ('funnel_spec', 'a|a'),
  ('pattern', 'a ~> b'), ('pattern', 'a~>b'), ('pattern', '(a) ~> b'), ('pattern', '"a" ~> b'), ('pattern', 'a{1,}'), ('pattern', 'a+'), ('pattern', '[b|a]'), ('pattern', '(a'), ('pattern', ''), ('pattern', 'a ~> b within 24h'), ('pattern', 'a ~> b within 1d')) v(type, given);
-- bytes that are no text
SELECT type, what, pg_temp.receive(type, bytes) FROM (VALUES ('nothing', '\x'::bytea), ('no text', '\x01'), ('another version', '\x0261'), ('not UTF-8', '\x0161ff'), ('cut off character', '\x01e5b7'), ('overlong character', '\x01c0af'),
  ('surrogate', '\x01eda080'), ('NUL', '\x01610061'), ('all bits', '\xffffffffffffffff'), ('a hundred thousand bytes', ('\x01' || repeat('61', 100000))::bytea)) v(what, bytes), (VALUES ('funnel_spec'), ('pattern')) t(type) ORDER BY type, what COLLATE "C";
-- the same as text; the length is that of the canonical form, which is longer than what is written here
SELECT length(repeat('a', 70000)::funnel_spec::text);
SELECT length(repeat('a', 70000)::pattern::text);
SELECT length(string_agg(rpad('l' || g, 64, 'x'), '~>')) FROM generate_series(1, 990) g;
SELECT string_agg(rpad('l' || g, 64, 'x'), '~>')::pattern FROM generate_series(1, 990) g;
SELECT length(p::text), p::text::pattern = p, matches('{"v":1,"events":[]}', p) FROM (SELECT string_agg(rpad('l' || g, 62, 'x'), '~>')::pattern AS p FROM generate_series(1, 990) g) x;
SELECT string_agg(rpad('l' || g, 1022, 'x'), '->')::funnel_spec FROM generate_series(1, 64) g;

DROP TABLE log, log_journey, sample;

-- what every stored type can do, whatever it is: a loop over the types of the extension, values made per type, each value there twice:
-- as an aggregate or a function made it (a growing state has slack), and from its text
SET client_min_messages = warning;
SET jit = off;
SET search_path = csq, public;

CREATE TABLE log AS
SELECT g % 7 AS case_id, timestamptz '2026-03-02' + g * interval '5 h' AS at, (ARRAY['opened', 'replied', '已投诉', 'closed'])[1 + g * 7 % 11 % 4] AS activity, (ARRAY['phone', 'mail', NULL])[1 + g % 3] AS channel, g % 5 - 2.5 AS value
FROM generate_series(1, 40) g;
CREATE TABLE log_journey AS SELECT case_id, journey_agg(at, activity, channel, value) AS j FROM log GROUP BY case_id;
-- queries that give four or more different values; those of a type that merges can be merged
CREATE TABLE made (type text, query text);
INSERT INTO made VALUES
  ('attainment', $$SELECT attainment_agg(g * interval '7 min', g % 3 > 0) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('backlog', $$SELECT backlog_agg(timestamptz '2026-03-02' + g * interval '1 h', CASE WHEN g % 3 > 0 THEN timestamptz '2026-03-02' + g * interval '90 min' END) FROM generate_series(1, 12) g GROUP BY g % 4$$),
  ('calendar', $$VALUES ('tz Europe/Berlin; mon-fri 09:00-12:00 13:30-18:00; 12-25 closed'::calendar), ('tz UTC; mon-fri 9-17'), ('tz UTC; mon-sun 0-24'), ('tz Asia/Shanghai; mon-fri 9-18; 2026-10-01 closed')$$),
  ('calibration', $$SELECT calibration_agg(g % 3 > 0, g / 50.0::float8) FROM generate_series(1, 40) g GROUP BY g % 4$$),
  ('call_summary', $$SELECT call_agg(timestamptz '2026-03-02', CASE WHEN g % 3 > 0 THEN timestamptz '2026-03-02' + g * interval '7 s' END, NULL, timestamptz '2026-03-03', timestamptz '2026-03-02 00:01') FROM generate_series(1, 12) g GROUP BY g % 4$$),
  ('change', $$SELECT change_agg('s' || g % 3, rate_summary(g % 4, 9), rate_summary(g % 5, 9)) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('cohort', $$SELECT cohort_agg(j, 'opened', NULL, 'day', 'Europe/Rome') FROM log_journey GROUP BY case_id$$),
  ('confusion', $$SELECT confusion_agg('l' || g % 3, 'l' || g % 4, 0.5 + g) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('contribution_cube', $$SELECT contribution_agg(ARRAY['a' || g % 3, 'b' || g % 2], g % 5 > 1) FROM generate_series(1, 40) g GROUP BY g % 4$$),
  ('defect_summary', $$SELECT defect_agg(g % 3, 10 + g, 4) FROM generate_series(1, 12) g GROUP BY g % 4$$),
  ('drivers', $$SELECT driver_agg(g % 11, ARRAY[g % 5, g * 3 % 7, g * g % 5]::float8[]) FROM generate_series(1, 40) g GROUP BY g % 4$$),
  ('duration_summary', $$SELECT duration_agg(timestamptz '2026-03-02', CASE WHEN g % 4 > 0 THEN timestamptz '2026-03-02' + g * interval '7 min' END, timestamptz '2026-03-02 02:00') FROM generate_series(1, 40) g GROUP BY g % 5$$),
  ('funnel', $$SELECT funnel_agg(j, 'opened -> replied -> closed; within 7d') FROM log_journey GROUP BY case_id$$),
  ('funnel_case', $$SELECT funnel_case_agg(at, activity, 'opened -> replied -> closed') FROM log GROUP BY case_id$$),
  ('funnel_sketch', $$SELECT sketch(j, 'opened -> replied -> closed; within 2d') FROM log_journey$$),
  ('funnel_spec', $$VALUES ('a -> b'::funnel_spec), ('a -> b; within 7d'), ('opened -> "a;b"?[<=4h] -> resolved|closed[1h..2h]'), ('b -> a')$$),
  ('identity_graph', $$SELECT identity_agg('a' || g, 'b' || g * 3 % 7) FROM generate_series(1, 12) g GROUP BY g % 4$$),
  ('incidence', $$SELECT incidence_agg(g, 12.5) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('journey', $$SELECT j FROM log_journey$$),
  ('workload', $$SELECT workload_agg(g % 3, timestamptz '2026-03-02' + g * interval '1 h', timestamptz '2026-03-02' + g * interval '90 min', 'a' || g % 4, 'ann') FROM generate_series(1, 12) g GROUP BY g % 4$$),
  ('journey_map', $$SELECT journey_map_agg(j) FROM log_journey GROUP BY case_id$$),
  ('lexicon', $$VALUES ('fee: 年费, "annual fee"; attitude: 态度差 2, rude'::lexicon), ('fee: 年费'), ('fee: 年费 2'), ('x: y, z')$$),
  ('mean_summary', $$SELECT mean_agg(g / 8.0 - 2) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('pareto_summary', $$SELECT pareto_agg('r' || g % 5) FROM generate_series(1, 4) n, generate_series(1, 3 * n) g GROUP BY n$$),
  ('pattern', $$VALUES ('^ a ~> (b|c -> d)*? c !~x~[1h..2h]> [^ y|"z z"]{2,3} within 7d'::pattern), ('a ~> b'), ('a -> b'), ('(a|b)+')$$),
  ('process', $$SELECT process_agg(case_id, at, activity, channel) FROM log GROUP BY case_id % 4$$),
  ('qa_sample', $$SELECT qa_sample('k' || g, 's' || g % 2, 0.2::float8, 'salt') FROM generate_series(1, 40) g GROUP BY g % 4$$),
  ('retention_summary', $$SELECT retention_agg(g % 7, timestamptz '2026-03-02' + g * interval '5 h', 'a' || g % 3, CASE WHEN g % 2 = 0 THEN 'web' END) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('rate_summary', $$SELECT rate_agg(g % 3 > 0) FROM generate_series(1, 4) n, generate_series(1, 3 * n) g GROUP BY n$$),
  ('ratings', $$SELECT alpha_agg('u' || g % 5, 'r' || g % 3, 'v' || g % 2) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('repeats', $$SELECT repeat_agg('c' || g % 3, 'fee', timestamptz '2026-03-02' + g * interval '1 h', '3 h', timestamptz '2026-03-03') FROM generate_series(1, 16) g GROUP BY g % 4$$),
  ('score_summary', $$SELECT score_agg(g % 11) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('object_log', $$SELECT object_log_agg(g / 2, timestamptz '2026-03-02' + g / 2 * interval '10 min', 'a' || g / 2 % 3, 't' || g % 2, g % 5) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('session_summary', $$SELECT sessions_agg(timestamptz '2026-03-02' + g * interval '10 min', 'a' || g % 3, 'web', CASE WHEN g % 2 = 0 THEN 'spring' END, g % 5) FROM generate_series(1, 20) g GROUP BY g % 4$$),
  ('series', $$SELECT series_agg(date '2026-03-02' + g % 5, (g % 3)::float8) FROM generate_series(1, 40) g GROUP BY g % 4$$),
  ('sla_clock', $$SELECT clock_agg(timestamptz '2026-03-02' + g * interval '1 h', (ARRAY['start', 'pause', 'resume', 'stop'])[1 + g / 4], 'why') FROM generate_series(0, 15) g GROUP BY g % 4$$),
  ('sla_target', $$VALUES ('4 business hours'::sla_target), ('90 minutes'), ('3 business days'), ('15 calendar days'), ('1 calendar month'), ('4 hours')$$),
  ('terms', $$SELECT terms_agg((ARRAY['退款', 'refund late', '态度差'])[1 + g % 3] || ' fee ' || (ARRAY['today', 'monthly', 'yearly', 'card', 'transfer'])[1 + g % 5]) FROM generate_series(1, 24) g GROUP BY g % 4$$),
  ('topic_summary', $$SELECT topics_agg((ARRAY['退款', 'refund late', '态度差'])[1 + g % 3] || ' fee ' || g % 5) FROM generate_series(1, 24) g GROUP BY g % 4$$),
  ('text_corpus', $$SELECT corpus_agg('l' || g % 2, (ARRAY['fee', 'rude', '年费', 'late'])[1 + g % 4] || ' charged') FROM generate_series(1, 8) g GROUP BY g % 4$$),
  ('text_model', $$SELECT train_agg('l' || g % 2, (ARRAY['fee charged', 'rude staff'])[1 + g % 2] || g % 3) FROM generate_series(1, 12) g, generate_series(1, 4) n WHERE g <= 8 + n GROUP BY n$$),
  ('text_signature', $$SELECT signature(t) FROM unnest(ARRAY['退款一直没有到账, refund', '手机银行打不开', 'the app crashes', '利息算错了']) t$$);
-- a type without a value here, or with fewer than four, has not been tested
CREATE TABLE stored AS SELECT t.oid, t.typname::text AS type, EXISTS (SELECT FROM pg_proc p WHERE p.proname = 'rollup' AND p.proargtypes[0] = t.oid) AS merges
FROM pg_type t WHERE t.typnamespace = 'csq'::regnamespace AND t.typtype = 'b' AND t.typcategory <> 'A';
DO $$ DECLARE t record; BEGIN
  FOR t IN SELECT type, query FROM stored LEFT JOIN made USING (type) LOOP
    EXECUTE format('CREATE TABLE v_%s (id int GENERATED ALWAYS AS IDENTITY, v csq.%1$I)', t.type);
    IF t.query IS NOT NULL THEN EXECUTE format('INSERT INTO v_%s (v) %s', t.type, t.query); END IF;
    EXECUTE format('DELETE FROM v_%s a USING v_%1$s b WHERE a.v::text = b.v::text AND a.id > b.id', t.type);
    EXECUTE format('CREATE TABLE twice_%s AS SELECT v FROM v_%1$s UNION ALL SELECT v::text::csq.%1$I FROM v_%1$s', t.type);
  END LOOP;
END $$;

CREATE FUNCTION pg_temp.is_true(query text, type text) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE answer bool; BEGIN EXECUTE replace(query, '@', type) INTO answer; RETURN coalesce(answer, false);
EXCEPTION WHEN OTHERS THEN RAISE WARNING '%: % %', type, SQLERRM, query; RETURN false; END $$;
-- the result of both as text, or the error of both
CREATE FUNCTION pg_temp.outcome(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE answer text; BEGIN EXECUTE query INTO answer; RETURN answer; EXCEPTION WHEN OTHERS THEN RETURN SQLSTATE; END $$;

CREATE TABLE ability (no int, name text, only_merging bool, query text);
INSERT INTO ability VALUES
  (2, 'DISTINCT', false, 'SELECT (SELECT count(*) FROM (SELECT DISTINCT v FROM twice_@) x) = (SELECT count(DISTINCT v::text) FROM v_@)'),
  (3, 'GROUP BY', false, 'SELECT bool_and(n % 2 = 0) FROM (SELECT count(*) AS n FROM twice_@ GROUP BY v) x'),
  (4, 'ORDER BY', false, 'SELECT bool_and(before <= v) FROM (SELECT v, lag(v) OVER (ORDER BY v) AS before FROM twice_@) x WHERE before IS NOT NULL'),
  (5, 'one of < = >', false, 'SELECT bool_and((a.v < b.v)::int + (a.v = b.v)::int + (a.v > b.v)::int = 1 AND (a.v <= b.v) = NOT (a.v > b.v) AND (a.v >= b.v) = NOT (a.v < b.v) AND (a.v <> b.v) = NOT (a.v = b.v) AND (a.v < b.v) = (b.v > a.v) AND (a.v = b.v) = (a.v::text = b.v::text)) FROM twice_@ a, v_@ b'),
  (6, 'transitive', false, 'SELECT count(*) = 0 FROM v_@ a, v_@ b, v_@ c WHERE a.v < b.v AND b.v < c.v AND NOT a.v < c.v'),
  (7, 'UNION', false, 'SELECT (SELECT count(*) FROM (SELECT v FROM v_@ UNION SELECT v FROM twice_@) x) = (SELECT count(DISTINCT v::text) FROM v_@)'),
  (8, 'EXCEPT', false, 'SELECT NOT EXISTS (SELECT v FROM twice_@ EXCEPT SELECT v FROM v_@)'),
  (9, 'INTERSECT', false, 'SELECT EXISTS (SELECT v FROM twice_@ INTERSECT SELECT v FROM v_@)'),
  (10, 'join', false, 'SELECT (SELECT count(*) FROM twice_@ a JOIN twice_@ b USING (v)) = (SELECT count(*) FROM twice_@ a JOIN twice_@ b ON a.v::text = b.v::text)'),
  (11, 'to_jsonb', false, $$SELECT left(v::text, 1) <> '{' OR jsonb_typeof(to_jsonb(v)) = 'object' AND to_jsonb(v) = v::text::jsonb AND json_agg(v)->0->>'v' = '1' AND row_to_json(x)->'v'->>'v' = '1' FROM v_@ x WHERE id = 1 GROUP BY v, x$$),
  (13, 'NULL + x', true, 'SELECT bool_and(v + NULL = v AND NULL + v = v AND ((NULL::@ + NULL::@) IS NULL)) FROM twice_@'),
  (15, 'moving rollup', true, 'SELECT bool_and(a IS NOT DISTINCT FROM b) FROM (SELECT rollup(v) OVER (ORDER BY id RANGE 2 PRECEDING) AS a, (SELECT rollup(v) FROM v_@ i WHERE i.id BETWEEN o.id - 2 AND o.id) AS b FROM v_@ o) x'),
  (16, 'rollup of NULLs', true, 'SELECT (SELECT rollup(NULL::@) IS NULL) AND (SELECT rollup(w) = (array_agg(w) FILTER (WHERE w IS NOT NULL))[1] FROM (SELECT (SELECT v FROM v_@ WHERE id = 1) UNION ALL SELECT NULL) x(w))');
CREATE FUNCTION pg_temp.lacks(t stored) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  a ability;
  missing text[] = '{}';
  ok bool;
  hashing text;
BEGIN
  IF NOT pg_temp.is_true('SELECT count(DISTINCT v::text) >= 4 FROM v_@', t.type) THEN RETURN 'four values above'; END IF;
  FOREACH hashing IN ARRAY '{on,off}'::text[] LOOP
    PERFORM set_config('enable_hashagg', hashing, true), set_config('enable_hashjoin', hashing, true), set_config('enable_nestloop', 'off', true);
    FOR a IN SELECT * FROM ability WHERE query IS NOT NULL AND (t.merges OR NOT only_merging) ORDER BY no LOOP
      -- sketches are of different times of one case
      CONTINUE WHEN a.no = 15 AND t.type = 'funnel_sketch';
      IF NOT pg_temp.is_true(a.query, t.type) THEN missing = missing || (a.name || CASE hashing WHEN 'off' THEN ' (sorting)' ELSE '' END); END IF;
    END LOOP;
  END LOOP;
  -- from jsonb, and json as text
  EXECUTE format('SELECT left(v::text, 1) = ''{'' FROM v_%s WHERE id = 1', t.type) INTO ok;
  IF ok AND NOT pg_temp.is_true('SELECT bool_and(v::jsonb::@ = v AND v::json::text = v::text) FROM twice_@', t.type) THEN missing = missing || 'casts'::text; END IF;
  -- + of two is rollup of two, and refuses what that refuses
  IF t.merges AND pg_temp.is_true('SELECT bool_or(pg_temp.outcome(format(''SELECT (%L::@ + %L::@)::text'', a.v, b.v)) IS DISTINCT FROM pg_temp.outcome(format(''SELECT rollup(v)::text FROM (VALUES (%L::@), (%L)) x(v)'', a.v, b.v))) FROM v_@ a, v_@ b WHERE a.id < 4 AND b.id < 4', t.type)
  THEN missing = missing || '+ is rollup'::text; END IF;
  -- unique: the value where it is small enough for an index, else a digest of it
  BEGIN
    EXECUTE format('CREATE UNIQUE INDEX ON v_%s (v)', t.type);
  EXCEPTION WHEN program_limit_exceeded THEN
    EXECUTE format('CREATE UNIQUE INDEX ON v_%s (md5(v::text))', t.type);
  WHEN unique_violation THEN missing = missing || 'unique index'::text;
  END;
  BEGIN
    EXECUTE format('INSERT INTO v_%s (v) SELECT v FROM v_%1$s LIMIT 1', t.type);
    missing = missing || 'UNIQUE'::text;
  EXCEPTION WHEN unique_violation THEN
  END;
  -- partitions by hash
  EXECUTE format('CREATE TABLE part_%s (v csq.%1$I) PARTITION BY HASH (v)', t.type);
  FOR i IN 0..2 LOOP EXECUTE format('CREATE TABLE part_%s_%s PARTITION OF part_%1$s FOR VALUES WITH (MODULUS 3, REMAINDER %2$s)', t.type, i); END LOOP;
  EXECUTE format('INSERT INTO part_%s SELECT v FROM twice_%1$s', t.type);
  IF NOT pg_temp.is_true('SELECT (SELECT count(*) FROM twice_@) = (SELECT count(*) FROM part_@) AND bool_and((SELECT count(DISTINCT p.tableoid) FROM part_@ p WHERE p.v::text = x.v::text) = 1) FROM v_@ x', t.type)
  THEN missing = missing || 'hash partitions'::text; END IF;
  EXECUTE format('DROP TABLE part_%s', t.type);
  RETURN array_to_string(missing, ', ');
END $$;
SELECT type, merges, pg_temp.lacks(s) AS lacks FROM stored s ORDER BY type COLLATE "C";

-- an exact inverse: what was added can be taken away
CREATE FUNCTION pg_temp.inverse(type text) RETURNS bool LANGUAGE plpgsql AS $$
BEGIN RETURN pg_temp.is_true('SELECT bool_and((a.v + b.v) - b.v = a.v AND (a.v - NULL) IS NULL) FROM v_@ a, v_@ b', type); END $$;
SELECT s.type, pg_temp.inverse(s.type) FROM stored s JOIN pg_operator o ON o.oprname = '-' AND o.oprleft = s.oid AND o.oprright = s.oid
WHERE s.merges AND s.type <> 'lexicon' ORDER BY 1;

-- the order of targets is that of their nominal length
SELECT string_agg(v::text, ' < ' ORDER BY v) FROM (VALUES ('1 calendar month'::sla_target), ('3 business days'), ('72 hours'), ('90 minutes'), ('15 calendar days'), ('4 business hours'), ('4 hours'), ('2 calendar weeks'), ('3 calendar days'), ('0 hours')) x(v);

-- a roll-up that keeps itself
CREATE TABLE day (day date PRIMARY KEY, s score_summary, j journey);
INSERT INTO day VALUES ('2026-03-02', NULL, NULL);
INSERT INTO day SELECT '2026-03-02', score_agg(9), journey_agg('2026-03-02 09:00+00', 'opened')
ON CONFLICT (day) DO UPDATE SET s = day.s + excluded.s, j = day.j + excluded.j RETURNING s, j;
INSERT INTO day SELECT '2026-03-02', score_agg(3), NULL
ON CONFLICT (day) DO UPDATE SET s = day.s + excluded.s, j = day.j + excluded.j RETURNING s, j;
DO $$ DECLARE t text; BEGIN FOR t IN SELECT type FROM stored LOOP EXECUTE format('DROP TABLE v_%s, twice_%1$s', t); END LOOP; END $$;
DROP TABLE log, log_journey, made, ability, day;
DROP FUNCTION pg_temp.lacks;
DROP TABLE stored;

-- states of journey_agg share their labels, in a hash table of groups and where groups come sorted: every result is that of a window, whose states are journeys as ever
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;
SET max_parallel_workers_per_gather = 0;

-- customers of 1 to 200 events, with ties, in no order; labels up to long ones, blank ones, some of one customer alone; times in no word's reach
CREATE TABLE shared_ev AS
SELECT c AS customer, CASE WHEN i % 53 > 0 THEN timestamptz '2026-01-01' + (h % 400) * interval '1 h' END AS at,
       CASE WHEN h % 31 = 0 THEN ' ' WHEN h % 29 = 0 THEN 'an activity with a name of many words' WHEN c = 7 AND i % 5 = 0 THEN 'only ' || i ELSE (ARRAY['opened', 'replied', 'resolved', 'closed', '已投诉'])[1 + h / 7 % 5] END AS activity,
       CASE h % 4 WHEN 0 THEN 'phone' WHEN 1 THEN 'web' WHEN 2 THEN '' END AS channel, CASE WHEN h % 3 = 0 THEN (h % 11 - 5) / 4.0 END AS value,
       CASE WHEN h % 5 = 0 THEN h % 3 END AS seq
FROM generate_series(1, 300) c, generate_series(1, 1 + CASE WHEN c % 50 = 0 THEN 199 ELSE c % 30 END) i, LATERAL (SELECT abs(hashint4(c * 1009 + i)) AS h) x
ORDER BY hashint4(c * 31 + i * 7), c, i;
UPDATE shared_ev SET at = '9999-12-31Z' WHERE customer % 60 = 1 AND activity = 'closed';
UPDATE shared_ev SET at = '1714-01-01Z' WHERE customer % 60 = 2 AND activity = 'opened';
UPDATE shared_ev SET value = NULL WHERE customer % 3 > 0;
ALTER TABLE shared_ev ADD COLUMN n int GENERATED ALWAYS AS IDENTITY;
ANALYZE shared_ev;
CREATE VIEW shared_hashed AS SELECT customer, journey_agg(at, activity, channel, value) AS j FROM shared_ev GROUP BY customer;

-- the states are what this is about: a context of theirs while groups are read, beside it one of the group in hand where they are sorted, none in a window
SELECT name, max(n) AS contexts, count(j) FROM (SELECT j, name, n FROM shared_hashed, LATERAL (SELECT w.name, (SELECT count(*) FROM pg_backend_memory_contexts m WHERE m.name = w.name AND j IS NOT NULL) AS n FROM (VALUES ('csq shared journeys'), ('csq shared journey')) w(name)) c OFFSET 0) x GROUP BY 1 ORDER BY 1;
SET enable_hashagg = off;
SELECT name, max(n) AS contexts, count(j) FROM (SELECT j, name, n FROM shared_hashed, LATERAL (SELECT w.name, (SELECT count(*) FROM pg_backend_memory_contexts m WHERE m.name = w.name AND j IS NOT NULL) AS n FROM (VALUES ('csq shared journeys'), ('csq shared journey')) w(name)) c OFFSET 0) x GROUP BY 1 ORDER BY 1;
CREATE VIEW shared_window AS SELECT DISTINCT ON (customer) customer, journey_agg(at, activity, channel, value) OVER (PARTITION BY customer ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS j FROM shared_ev;
SELECT max(n) AS contexts, count(j) FROM (SELECT j, (SELECT count(*) FROM pg_backend_memory_contexts WHERE name LIKE 'csq shared journey%' AND j IS NOT NULL) AS n FROM shared_window) x;
CREATE TABLE shared_sorted AS SELECT * FROM shared_window;
RESET enable_hashagg;
CREATE TABLE shared_stored AS SELECT * FROM shared_hashed;

-- each form of the aggregate: in a hash table, sorted, and by a window (where that has no word for it, by name): the same journey in as many bytes
CREATE FUNCTION shared_append(journey, timestamptz, text, text, float8) RETURNS journey LANGUAGE sql AS 'SELECT csq.journey_append($1, $2, $3, $4, $5)';
CREATE AGGREGATE shared_by_name(timestamptz, text, text, float8) (SFUNC = shared_append, STYPE = journey);
CREATE FUNCTION pg_temp.differences(call text, rows text DEFAULT 'shared_ev', by_name text DEFAULT NULL, OUT cases int8, OUT hashed int8, OUT sorted int8, OUT bytes int8) LANGUAGE plpgsql AS $$
BEGIN
  IF by_name IS NULL THEN
    EXECUTE format('CREATE TEMP TABLE plain AS SELECT DISTINCT ON (customer) customer, %s OVER (PARTITION BY customer ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS j FROM %s', call, rows);
  ELSE
    EXECUTE format('CREATE TEMP TABLE plain AS SELECT customer, %s AS j FROM (SELECT * FROM %s ORDER BY customer, n) x GROUP BY customer', by_name, rows);
  END IF;
  SET LOCAL enable_hashagg = off;
  EXECUTE format('CREATE TEMP TABLE sorted AS SELECT customer, %s AS j FROM (SELECT * FROM %s ORDER BY customer, n) x GROUP BY customer', call, rows);
  SET LOCAL enable_hashagg = on;
  SET LOCAL enable_sort = off;
  EXECUTE format('CREATE TEMP TABLE hashed AS SELECT customer, %s AS j FROM %s GROUP BY customer', call, rows);
  SET LOCAL enable_sort = on;
  SELECT count(*), count(*) FILTER (WHERE p.j IS DISTINCT FROM h.j OR journey_send(p.j) IS DISTINCT FROM journey_send(h.j)),
         count(*) FILTER (WHERE p.j IS DISTINCT FROM s.j OR journey_send(p.j) IS DISTINCT FROM journey_send(s.j)),
         count(*) FILTER (WHERE pg_column_size(p.j) IS DISTINCT FROM pg_column_size(h.j) OR pg_column_size(p.j) IS DISTINCT FROM pg_column_size(s.j))
  INTO cases, hashed, sorted, bytes FROM plain p FULL JOIN hashed h USING (customer) FULL JOIN sorted s USING (customer);
  DROP TABLE sorted, hashed, plain;
END $$;
SELECT * FROM pg_temp.differences('journey_agg(at, activity)');
SELECT * FROM pg_temp.differences('journey_agg(at, activity, channel)');
SELECT * FROM pg_temp.differences('journey_agg(at, activity, channel, value)');
SELECT * FROM pg_temp.differences('journey_agg(at, activity, channel, value, seq)');
SELECT * FROM pg_temp.differences('journey_agg(at, ARRAY[activity, channel])');
SELECT * FROM pg_temp.differences('journey_agg(at, ARRAY[activity, channel], activity, value, NULL)');
SELECT * FROM pg_temp.differences('journey_agg(to_char(at, ''YYYY-MM-DD HH24:MI"Z"''), activity, channel, value)');
SELECT * FROM pg_temp.differences('journey_agg(at, activity, channel) FILTER (WHERE customer % 4 > 0)');
SELECT * FROM pg_temp.differences('journey_agg(at, activity, channel, value ORDER BY at DESC, n)', by_name => 'shared_by_name(at, activity, channel, value ORDER BY at DESC, n)');
SELECT * FROM pg_temp.differences('journey_agg(DISTINCT at, activity)', by_name => 'shared_by_name(DISTINCT at, activity, NULL, NULL)');
SELECT * FROM pg_temp.differences('journey_agg(at, activity, ''one'', 1.5)');
-- more kinds than words have room for, labels that are new in each row, one group of very many events
SELECT * FROM pg_temp.differences('journey_agg(at, activity || hashtext(at::text || customer) % 2000, channel, value)');
SELECT * FROM pg_temp.differences('journey_agg(at, customer || activity || at)');
SELECT * FROM pg_temp.differences('journey_agg(at, repeat(activity, 1 + customer % 400), channel)');
CREATE TABLE shared_long AS SELECT i % 3 % 2 AS customer, timestamptz '2026-01-01' + i * interval '1 min' AS at, 'step ' || i % 7 AS activity, i AS n FROM generate_series(1, 150000) i;
SELECT * FROM pg_temp.differences('journey_agg(at, activity)', 'shared_long');
CREATE TABLE shared_many AS SELECT i % 9001 AS customer, timestamptz '2026-01-01' + i * interval '1 min' AS at, (ARRAY['a', 'b', 'c'])[1 + i * 7 % 3] AS activity, i AS n FROM generate_series(1, 60000) i;
-- a hash table that is written to files and filled again
SET work_mem = '64kB';
SELECT * FROM pg_temp.differences('journey_agg(at, activity, channel, value)');
SELECT * FROM pg_temp.differences('journey_agg(at, activity)', 'shared_many');
RESET work_mem;

-- readers of a journey that nobody has stored, and of the stored one
CREATE FUNCTION pg_temp.reads(reader text, OUT cases int8, OUT different int8) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT count(*), count(*) FILTER (WHERE a.r IS DISTINCT FROM b.r) FROM (SELECT customer, (%1$s)::text AS r FROM shared_hashed) a
                  FULL JOIN (SELECT customer, (%1$s)::text AS r FROM shared_sorted) b USING (customer)', reader) INTO cases, different;
END $$;
SELECT reader, (pg_temp.reads(reader)).* FROM unnest(ARRAY['j', 'num_events(j)', 'trace(j)', 'trace(j, ''no repeats'')', 'started(j)', 'ended(j)', 'duration(j)', 'switches(j)', 'compact(j)', 'collapse(j, ''first'')',
  'keep(j, ARRAY[''opened'', ''closed''])', 'slice(j, ''[2026-01-02Z, 2026-01-09Z)'')', 'j + j', 'to_jsonb(j)', 'journey_hash(j)', 'journey_send(j)', 'j = j', 'pg_column_size(j) > 255', 'ROW(customer, j)', 'ARRAY[j]',
  'level(j, ''opened -> replied -> closed; within 3d'')', 'level(j, ''opened -> replied[<=2d] -> resolved|closed; ties seq; same channel'')', 'steps(j, ''opened -> resolved -> closed; not replied'')', 'matches(j, ''opened ~> closed'')', 'match_count(j, ''opened replied|resolved'')',
  '(SELECT string_agg(e::text, '';'') FROM events(j) e)', '(SELECT string_agg(e::text, '';'') FROM sessions(j, ''2 h'') e)', 'time_spent(j, ''opened'')', '(SELECT string_agg(e::text, '';'') FROM stages(j) e)', 'sketch(j, ''opened -> closed; within 2d'')']) reader;
SET enable_hashagg = off;
SELECT count(*) AS readers, sum((r).cases) AS cases, string_agg(reader, ', ') FILTER (WHERE (r).different > 0) AS differ FROM (SELECT reader, pg_temp.reads(reader) AS r FROM unnest(ARRAY['j', 'num_events(j)', 'trace(j)', 'trace(j, ''no repeats'')', 'started(j)', 'ended(j)', 'duration(j)', 'switches(j)', 'compact(j)', 'collapse(j, ''first'')',
  'keep(j, ARRAY[''opened'', ''closed''])', 'slice(j, ''[2026-01-02Z, 2026-01-09Z)'')', 'j + j', 'to_jsonb(j)', 'journey_hash(j)', 'journey_send(j)', 'j = j', 'pg_column_size(j) > 255', 'ROW(customer, j)', 'ARRAY[j]',
  'level(j, ''opened -> replied -> closed; within 3d'')', 'level(j, ''opened -> replied[<=2d] -> resolved|closed; ties seq; same channel'')', 'steps(j, ''opened -> resolved -> closed; not replied'')', 'matches(j, ''opened ~> closed'')', 'match_count(j, ''opened replied|resolved'')',
  '(SELECT string_agg(e::text, '';'') FROM events(j) e)', '(SELECT string_agg(e::text, '';'') FROM sessions(j, ''2 h'') e)', 'time_spent(j, ''opened'')', '(SELECT string_agg(e::text, '';'') FROM stages(j) e)', 'sketch(j, ''opened -> closed; within 2d'')']) reader OFFSET 0) x;
RESET enable_hashagg;
CREATE FUNCTION pg_temp.adds_up(aggregate text, OUT is_null bool, OUT same bool) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT a IS NULL, a = b FROM (SELECT (SELECT (%1$s)::text FROM shared_hashed) AS a, (SELECT (%1$s)::text FROM shared_sorted) AS b) x', aggregate) INTO is_null, same;
END $$;
SELECT aggregate, (pg_temp.adds_up(aggregate)).* FROM unnest(ARRAY['funnel_count_agg(j, ''opened -> replied -> closed; within 3d'')', 'funnel_agg(j, ''opened -> replied -> closed; within 3d'')',
  'funnel_agg(j, ''opened -> replied -> closed; within 3d'', timestamptz ''2026-01-10'', ''tz UTC; mon-fri 9-17''::calendar)', 'process_agg(j)', 'journey_map_agg(j)', 'rollup(j)', 'cohort_agg(j, NULL, NULL, ''week'')',
  'count(DISTINCT j)', 'array_agg(j ORDER BY customer)', 'json_agg(j ORDER BY j)', 'min(journey_cmp(j, j))']) aggregate;

-- funnels read the words themselves: each form of each specification counts, and finds for each case, what it does in the journeys that are stored
SELECT spec, (pg_temp.adds_up(format('funnel_count_agg(j, %L)', spec))).same AS counts, (pg_temp.adds_up(format('funnel_agg(j, %L)', spec))).same AS details,
  (pg_temp.adds_up(format('funnel_count_agg(j, %L, timestamptz ''2026-01-10'')', spec))).same AS as_of, (pg_temp.adds_up(format('funnel_agg(j, %L, timestamptz ''2026-01-10'')', spec))).same AS details_as_of,
  (pg_temp.adds_up(format('funnel_agg(j, %L, ''tz UTC; mon-sun 0-24''::calendar)', spec))).same AS open_time,
  (pg_temp.reads(format('level(j, %L)', spec))).different AS levels, (pg_temp.reads(format('steps(j, %L)', spec))).different AS steps
FROM unnest(ARRAY['opened', 'opened -> replied', 'opened -> replied -> resolved -> closed; within 2d', 'opened -> opened -> replied|resolved; within 9d', 'opened -> replied[>=1h] -> closed[<=5d]', 'opened -> closed; not replied',
  'opened -> closed; not resolved drop journey', 'opened -> replied; ties strict', 'opened -> replied -> opened; ties seq', 'opened -> replied; order strict', 'opened -> replied -> closed; order any; within 3d', 'opened -> replied? -> closed; chain last',
  'replied -> closed; within 9d; order unbroken', 'opened -> closed; same channel', 'opened -> closed; same value', '已投诉 -> "an activity with a name of many words"', 'never -> opened']) spec;
SET enable_hashagg = off;
SELECT spec, (pg_temp.adds_up(format('funnel_count_agg(j, %L)', spec))).same AS counts, (pg_temp.adds_up(format('funnel_agg(j, %L)', spec))).same AS details,
  (pg_temp.adds_up(format('funnel_count_agg(j, %L, timestamptz ''2026-01-10'')', spec))).same AS as_of, (pg_temp.adds_up(format('funnel_agg(j, %L, timestamptz ''2026-01-10'')', spec))).same AS details_as_of,
  (pg_temp.adds_up(format('funnel_agg(j, %L, ''tz UTC; mon-sun 0-24''::calendar)', spec))).same AS open_time,
  (pg_temp.reads(format('level(j, %L)', spec))).different AS levels, (pg_temp.reads(format('steps(j, %L)', spec))).different AS steps
FROM unnest(ARRAY['opened', 'opened -> replied', 'opened -> replied -> resolved -> closed; within 2d', 'opened -> opened -> replied|resolved; within 9d', 'opened -> replied[>=1h] -> closed[<=5d]', 'opened -> closed; not replied',
  'opened -> closed; not resolved drop journey', 'opened -> replied; ties strict', 'opened -> replied -> opened; ties seq', 'opened -> replied; order strict', 'opened -> replied -> closed; order any; within 3d', 'opened -> replied? -> closed; chain last',
  'replied -> closed; within 9d; order unbroken', 'opened -> closed; same channel', 'opened -> closed; same value', '已投诉 -> "an activity with a name of many words"', 'never -> opened']) spec;
RESET enable_hashagg;
-- patterns read them, too, where each event is later than the one before
CREATE TABLE shared_at_once AS SELECT DISTINCT ON (customer, at) * FROM shared_ev WHERE at IS NOT NULL AND activity <> ' ' ORDER BY customer, at, n;
CREATE FUNCTION pg_temp.patterns(pattern text, OUT cases int8, OUT matched int8, OUT different int8) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT count(*), count(*) FILTER (WHERE a.m), count(*) FILTER (WHERE a.m IS DISTINCT FROM b.m OR a.n IS DISTINCT FROM b.n) FROM (SELECT customer, matches(j, %1$L) AS m, match_count(j, %1$L) AS n FROM
    (SELECT customer, journey_agg(at, activity, channel, value) AS j FROM (SELECT * FROM shared_at_once ORDER BY customer, at) y GROUP BY customer) x) a
    FULL JOIN (SELECT DISTINCT ON (customer) customer, matches(j, %1$L) AS m, match_count(j, %1$L) AS n FROM (SELECT customer, journey_agg(at, activity, channel, value) OVER (PARTITION BY customer) AS j FROM shared_at_once) x) b USING (customer)', pattern)
  INTO cases, matched, different;
END $$;
SELECT p, (pg_temp.patterns(p)).* FROM unnest(ARRAY['opened ~> closed', 'opened -> replied|resolved', '^ opened ~[<=3d]> closed', 'closed !~opened~> closed', 'opened[channel = web] ~> closed', 'opened[no replied within 2d]', '已投诉 ~> "an activity with a name of many words"', 'never']) p;
SET enable_hashagg = off;
SELECT p, (pg_temp.patterns(p)).* FROM unnest(ARRAY['opened ~> closed', 'opened -> replied|resolved', '^ opened ~[<=3d]> closed', 'closed !~opened~> closed', 'opened[channel = web] ~> closed', 'opened[no replied within 2d]', '已投诉 ~> "an activity with a name of many words"', 'never']) p;
RESET enable_hashagg;
DROP TABLE shared_at_once;
-- several readers of one journey, those of words and those of bytes in turn; and one funnel for each case, as many as cases
SELECT count(*) AS cases, count(*) FILTER (WHERE ROW(a.*) IS DISTINCT FROM ROW(b.*)) AS different
FROM (SELECT customer, num_events(j) AS n, level(j, 'opened -> closed') AS l, ended(j) AS e, trace(j) AS t, steps(j, 'opened -> replied') AS s, j AS k FROM shared_hashed) a
FULL JOIN (SELECT customer, num_events(j) AS n, level(j, 'opened -> closed') AS l, ended(j) AS e, trace(j) AS t, steps(j, 'opened -> replied') AS s, j AS k FROM shared_sorted) b USING (customer);
SELECT count(*) AS funnels, count(*) FILTER (WHERE a.f IS DISTINCT FROM b.f) AS different
FROM (SELECT customer, funnel_count_agg(j, 'opened -> closed') AS f FROM shared_hashed GROUP BY 1) a FULL JOIN (SELECT customer, funnel_count_agg(j, 'opened -> closed') AS f FROM shared_sorted GROUP BY 1) b USING (customer);
SELECT (SELECT funnel_count_agg(DISTINCT j, 'opened -> closed') FROM shared_hashed) = (SELECT funnel_count_agg(DISTINCT j, 'opened -> closed') FROM shared_sorted) AS distinct_too,
       (SELECT funnel_count_agg(j, 'opened -> closed') FILTER (WHERE customer % 3 = 0) FROM shared_hashed) = (SELECT funnel_count_agg(j, 'opened -> closed') FILTER (WHERE customer % 3 = 0) FROM shared_sorted) AS filtered,
       (SELECT funnel_count_agg(j, 'opened -> closed' ORDER BY j) FROM shared_hashed) = (SELECT funnel_count_agg(j, 'opened -> closed') FROM shared_sorted) AS ordered,
       (SELECT funnel_count_agg(CASE WHEN customer % 2 = 0 THEN j END, 'opened -> closed') FROM shared_hashed) = (SELECT funnel_count_agg(j, 'opened -> closed') FROM shared_sorted WHERE customer % 2 = 0) AS some;
SELECT spec, funnel_count_agg(j, spec::funnel_spec) = (SELECT funnel_count_agg(j, spec::funnel_spec) FROM shared_sorted) AS same FROM shared_hashed, unnest(ARRAY['opened -> closed', 'opened -> replied', 'closed']) spec GROUP BY 1 ORDER BY 1;
SELECT funnel_count_agg(j, CASE customer WHEN 1 THEN 'opened' ELSE 'closed' END::funnel_spec) FROM shared_hashed;
-- of a hash table that is filled again each dictionary is another one
SET work_mem = '64kB';
SELECT (SELECT funnel_count_agg(j, 'a -> b -> c; within 5h') FROM (SELECT journey_agg(at, activity) AS j FROM shared_many GROUP BY customer) x) = (SELECT funnel_count_agg(customer, at, activity, 'a -> b -> c; within 5h') FROM shared_many) AS same;
RESET work_mem;
SELECT count(*) AS different FROM (SELECT k, (SELECT funnel_count_agg(j, 'opened -> closed') FROM (SELECT journey_agg(at, activity) AS j FROM shared_ev WHERE customer % 5 = k AND at < '3000-01-01' GROUP BY customer OFFSET 0) x) AS f FROM generate_series(0, 4) k) a
WHERE f IS DISTINCT FROM (SELECT funnel_count_agg(customer, at, activity, 'opened -> closed') FROM shared_ev WHERE customer % 5 = k AND at < '3000-01-01');

-- the server keeps a journey in many ways, each of which asks for its bytes
SELECT count(*) AS groups, sum(n) FROM (SELECT j, count(*) AS n FROM shared_hashed GROUP BY j) x;
SELECT count(*) AS in_order FROM (SELECT j, lag(j) OVER (ORDER BY j) AS before FROM shared_hashed) x WHERE before <= j;
SELECT count(*) FROM shared_hashed a JOIN shared_sorted b USING (j) WHERE a.customer = b.customer;
SELECT count(*) FROM (SELECT j FROM shared_hashed UNION SELECT j FROM shared_sorted) x;
SELECT count(*) FROM (SELECT j FROM shared_hashed EXCEPT SELECT j FROM shared_stored) x;
WITH kept AS MATERIALIZED (SELECT * FROM shared_hashed) SELECT count(*) FROM kept a JOIN kept b USING (customer) WHERE a.j = b.j;
SELECT count(*) FROM shared_sorted s, LATERAL (SELECT journey_agg(at, activity, channel, value) AS j FROM shared_ev e WHERE e.customer = s.customer GROUP BY e.customer) x WHERE x.j = s.j AND s.customer < 40;
DO $$
DECLARE
  r record;
  kept journey;
  all_kept journey[];
  n int := 0;
BEGIN
  FOR r IN SELECT h.customer, h.j, s.j AS stored FROM shared_hashed h JOIN shared_sorted s USING (customer) LOOP
    kept := r.j;
    all_kept := all_kept || kept;
    n := n + (kept = r.stored AND all_kept[array_upper(all_kept, 1)] = r.stored)::int;
  END LOOP;
  SELECT j INTO kept FROM shared_hashed WHERE customer = 5;
  RAISE NOTICE '% rows, % journeys, one of % events', n, cardinality(all_kept), num_events(kept);
END $$;
BEGIN;
DECLARE held CURSOR WITH HOLD FOR SELECT customer, j FROM shared_hashed ORDER BY customer;
COMMIT;
FETCH 2 FROM held;
CLOSE held;
COPY (SELECT customer, j FROM shared_hashed WHERE customer < 3 ORDER BY customer) TO STDOUT;
CREATE FUNCTION pg_temp.one(c int) RETURNS journey LANGUAGE sql AS 'SELECT journey_agg(at, activity, channel, value) FROM shared_ev WHERE customer = c GROUP BY customer';
SELECT count(*) FROM shared_sorted WHERE pg_temp.one(customer) = j AND customer < 40;
PREPARE asked(int) AS SELECT num_events(j) FROM shared_hashed WHERE customer = $1;
EXECUTE asked(1);
EXECUTE asked(50);
EXECUTE asked(1);

-- a sort keeps nothing of what its comparisons read
SET work_mem = '64MB';
BEGIN;
DECLARE sorted CURSOR FOR SELECT s.j FROM shared_sorted s, generate_series(1, 2000) i WHERE s.customer = 50 ORDER BY s.j;
MOVE 1 IN sorted;
SELECT sum(total_bytes) < 32 * 1024 * 1024 AS small FROM pg_backend_memory_contexts WHERE name LIKE 'TupleSort%';
COMMIT;
RESET work_mem;

-- several aggregates over one state, and several of one query
CREATE AGGREGATE shared_length(timestamptz, text) (SFUNC = csq.journey_append, STYPE = journey, FINALFUNC = csq.num_events);
CREATE AGGREGATE shared_plain(timestamptz, text) (SFUNC = csq.journey_append, STYPE = journey, COMBINEFUNC = csq_internal.journey_combine);
SELECT count(*), count(*) FILTER (WHERE num_events(j) <> n OR j <> p OR num_events(w) < n OR level(j, 'opened -> closed') <> l) AS different
FROM (SELECT journey_agg(at, activity) AS j, shared_length(at, activity) AS n, shared_plain(at, activity) AS p, journey_agg(at, activity, channel) AS w, level(journey_agg(at, activity), 'opened -> closed') AS l
      FROM shared_ev WHERE at IS NOT NULL AND activity <> ' ' GROUP BY customer) x;
-- grouping sets: sorted, hashed, both at once
CREATE TABLE shared_cube AS SELECT customer % 7 AS a, customer % 5 AS b, channel AS c, journey_agg(at, activity, channel, value) AS j FROM shared_ev GROUP BY CUBE (customer % 7, customer % 5, channel);
SET enable_hashagg = off;
CREATE TABLE shared_cube_sorted AS SELECT customer % 7 AS a, customer % 5 AS b, channel AS c, journey_agg(at, activity, channel, value) AS j FROM shared_ev GROUP BY CUBE (customer % 7, customer % 5, channel);
RESET enable_hashagg;
SELECT (SELECT count(*) FROM shared_cube) AS groups, count(*) AS different FROM (SELECT a, b, c, j FROM shared_cube EXCEPT ALL SELECT a, b, c, j FROM shared_cube_sorted) x;
-- one group after the other in one call site, each in the memory of the one before; several sorted sets at once; a call for each row of a query
SELECT count(*) AS groups, count(*) FILTER (WHERE t <> u OR n <> m) AS different FROM (SELECT trace(j) AS t, num_events(j) AS n, trace(k) AS u, num_events(k) AS m
  FROM generate_series(1, 200) c, LATERAL (SELECT journey_agg(at, activity, channel) AS j FROM (SELECT * FROM shared_ev WHERE customer = c AND at < '3000-01-01' ORDER BY n) y) a,
  LATERAL (SELECT (SELECT shared_by_name(at, activity, channel, NULL) FROM (SELECT * FROM shared_ev WHERE customer = c AND at < '3000-01-01' ORDER BY n) y) AS k) b) x;
SET enable_hashagg = off;
SELECT count(*) AS groups, count(*) FILTER (WHERE num_events(j) IS DISTINCT FROM nullif(n, 0)) AS different FROM (SELECT journey_agg(at, activity) AS j, count(*) FILTER (WHERE at IS NOT NULL AND activity <> ' ') AS n FROM shared_ev GROUP BY ROLLUP (customer % 9, customer % 18, customer)) x;
SELECT spec, funnel_count_agg(j, spec::funnel_spec) = (SELECT funnel_count_agg(j, spec::funnel_spec) FROM shared_sorted) AS same FROM shared_hashed, unnest(ARRAY['opened -> closed', 'opened -> replied', 'closed']) spec GROUP BY 1 ORDER BY 1;
RESET enable_hashagg;
-- a state of a window goes on after it was read
SELECT count(*) AS different FROM (SELECT customer, at, journey_agg(at, activity) OVER w AS j, count(activity) FILTER (WHERE at IS NOT NULL AND activity <> ' ') OVER w AS n FROM shared_ev WINDOW w AS (PARTITION BY customer ORDER BY at, activity ROWS UNBOUNDED PRECEDING)) x WHERE coalesce(num_events(j), 0) <> n;

-- errors are what they were
SELECT customer, journey_agg(at, activity, channel, 'NaN') FROM shared_ev GROUP BY customer;
SELECT customer, journey_agg(CASE WHEN customer = 200 THEN timestamptz 'infinity' ELSE at END, activity) FROM shared_ev GROUP BY customer;
SELECT customer, journey_agg(at, ARRAY[activity, U&'a\001fb']) FROM shared_ev GROUP BY customer;
SELECT funnel_count_agg(j, 'opened -> closed', NULL::calendar) FROM shared_hashed;
-- the final function by name is what it is given
SELECT journey_shown('{"v":1,"events":[["2026-01-05T09:00:00Z","opened"]]}'::journey), journey_shown(NULL) IS NULL AS is_null, count(*) FILTER (WHERE journey_shown(j) = j) AS same FROM shared_sorted;
-- and leave nothing behind
DO $$
BEGIN
  PERFORM journey_agg(CASE WHEN customer = 200 THEN timestamptz 'infinity' ELSE at END, activity) FROM shared_ev GROUP BY customer;
EXCEPTION WHEN datetime_field_overflow THEN
  RAISE NOTICE '%', (SELECT count(*) FROM pg_backend_memory_contexts WHERE name = 'csq shared journeys');
END $$;
DROP AGGREGATE shared_length(timestamptz, text), shared_plain(timestamptz, text), shared_by_name(timestamptz, text, text, float8);
DROP FUNCTION shared_append(journey, timestamptz, text, text, float8);
DROP VIEW shared_hashed, shared_window;
DROP TABLE shared_ev, shared_sorted, shared_stored, shared_long, shared_many, shared_cube, shared_cube_sorted;

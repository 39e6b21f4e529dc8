-- journey: the type, its aggregate, its readers
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;
SET extra_float_digits = 1;

-- ---- text form ----
SELECT '{"v":1,"events":[]}'::journey;
-- order does not matter, absent parts are left out, offsets are converted
SELECT '{"events":[["2026-01-05T17:30:00+08:00","replied",null,0.25],
                   ["2026-01-05T09:00:00Z","opened","phone"],
                   ["2026-01-05 09:00:00Z","called",null,null,3]],"v":1}'::journey;
-- what is refused
SELECT '{"v":1,"events":[["yesterday","opened"]]}'::journey;
SELECT '{"v":1,"events":[["2026-01-05T09:00:00Z"]]}'::journey;
SELECT '{"v":2,"events":[]}'::journey;
SELECT '{"v":1,"events":[],"cases":1}'::journey;
SELECT 'opened'::journey;

-- ---- journey_agg ----
CREATE TEMP TABLE touch (customer int, at timestamptz, activity text, channel text, value float8, seq int8);
INSERT INTO touch VALUES
  (1, '2026-01-05 09:00', 'opened', 'phone', NULL, NULL),
  (1, '2026-01-05 09:40', 'replied', 'email', 0.5, NULL),
  (1, '2026-01-05 09:40', 'noted', NULL, NULL, 2),
  (1, '2026-01-05 09:40', 'assigned', NULL, NULL, 10),
  (1, '2026-01-06 10:00', 'resolved', 'phone', -1, NULL),
  (1, '2026-01-06 10:00', 'resolved', 'phone', -1, NULL),
  (2, '2026-01-07 08:00', '已投诉', '微信', NULL, NULL),
  (2, '2026-01-07 08:00:00.000001', '已解决', '微信', NULL, NULL),
  (3, NULL, 'lost', 'web', NULL, NULL),
  (3, '2026-01-07 08:00', NULL, 'web', NULL, NULL);
SELECT customer, journey_agg(at, activity) FROM touch GROUP BY customer ORDER BY customer;
SELECT customer, journey_agg(at, activity, channel) FROM touch GROUP BY customer ORDER BY customer;
SELECT customer, journey_agg(at, activity, channel, value) FROM touch GROUP BY customer ORDER BY customer;
SELECT customer, journey_agg(at, activity, channel, value, seq) FROM touch GROUP BY customer ORDER BY customer;
SELECT journey_agg(at, activity) IS NULL AS no_rows FROM touch WHERE false;
SELECT journey_agg('infinity', 'opened');
SELECT journey_agg('-infinity', 'opened');
SELECT journey_agg('2026-01-05Z', 'opened', NULL, 'NaN');
SELECT journey_agg('2026-01-05Z', 'opened', NULL, '-infinity');
-- negative zero is zero
SELECT journey_agg('2026-01-05Z', 'opened', NULL, '-0');

-- ---- readers ----
CREATE TEMP TABLE j AS SELECT customer, journey_agg(at, activity, channel, value, seq) AS j FROM touch GROUP BY customer;
SELECT customer, e.* FROM j, events(j) e ORDER BY customer, ord;
SELECT customer, trace(j), num_events(j), switches(j) FROM j ORDER BY customer;
SELECT customer, started(j), ended(j), duration(j) FROM j ORDER BY customer;
SELECT trace(j), started(j), ended(j), duration(j), num_events(j), switches(j) FROM (SELECT '{"v":1,"events":[]}'::journey AS j) x;
SELECT trace(NULL::journey) IS NULL AS null_in_null_out, (SELECT count(*) FROM events(NULL::journey)) AS rows;
SELECT duration('{"v":1,"events":[["-4713-11-24T00:00:00Z","a"],["294276-12-31T00:00:00Z","b"]]}');

-- ---- parts of a journey ----
SELECT trace(slice(j, '[2026-01-05 09:40Z,2026-01-06 10:00Z)')) FROM j WHERE customer = 1;
SELECT trace(slice(j, '(2026-01-05 09:40Z,2026-01-06 10:00Z]')) FROM j WHERE customer = 1;
SELECT trace(slice(j, '(,2026-01-05 09:40Z)')), trace(slice(j, '[2026-01-06Z,)')), trace(slice(j, 'empty')), num_events(slice(j, '(,)')) FROM j WHERE customer = 1;
SELECT trace(keep(j, '{opened,resolved,unknown,NULL}')), trace(keep(j, '{}')) FROM j WHERE customer = 1;
-- labels and fields that are no longer in use are gone
SELECT keep(j, '{opened}') FROM j WHERE customer = 1;

-- ---- equality: the same multiset ----
SELECT a = b AS eq, a <> b AS ne FROM (SELECT journey_agg(at, activity ORDER BY at) AS a, journey_agg(at, activity ORDER BY at DESC) AS b FROM touch) x;
SELECT '{"v":1,"events":[["2026-01-05T09:00:00Z","a"],["2026-01-05T09:00:00Z","a"]]}'::journey = '{"v":1,"events":[["2026-01-05T09:00:00Z","a"]]}' AS duplicates_count;
SELECT journey_send(compact(j)) = journey_send(j) AS same, compact(j) = j AS equal FROM j WHERE customer = 1;
SELECT pg_column_size(compact(x)) < pg_column_size(x) AS smaller FROM (SELECT journey_agg(at, activity) AS x FROM touch) y;

-- ---- growth: many events, many labels, in any order ----
WITH g AS (
  SELECT timestamptz '2026-01-01' + (i * 7919 % 20011) * interval '1 s' AS at, 'activity ' || i * i % 1009 AS activity FROM generate_series(1, 20000) i
), x AS (
  SELECT journey_agg(at, activity) AS j, array_agg(activity ORDER BY at, activity COLLATE "C") AS path FROM g
)
SELECT num_events(j), trace(j) = path AS same_path, j::text::journey = j AS text FROM x;
-- the first value or seq comes late: the events before get room for it
SELECT journey_agg('2026-01-01'::timestamptz + (40 - i) * interval '1 h', 'a', 'c', CASE WHEN i > 30 THEN i END, CASE WHEN i > 35 THEN i END)
     = journey_agg('2026-01-01'::timestamptz + (40 - i) * interval '1 h', 'a', 'c', CASE WHEN i > 30 THEN i END, CASE WHEN i > 35 THEN i END ORDER BY i DESC) AS same
FROM generate_series(1, 40) i;

-- ---- a state is never changed behind the back of a value ----
SELECT a = b AS unchanged, num_events(c) AS more
FROM (SELECT j AS a, j AS b, journey_append(j, '2026-02-01Z', 'closed') AS c FROM j WHERE customer = 1) x;
-- as a window aggregate: each row has the events so far
SELECT at, num_events(journey_agg(at, activity) OVER (ORDER BY at, activity ROWS UNBOUNDED PRECEDING)) AS so_far FROM touch WHERE customer = 1 ORDER BY 1, 2;

-- ---- rows that stand for several activities: one event each ----
CREATE TEMP TABLE rows (at timestamptz, activities text[], channel text);
INSERT INTO rows VALUES
  ('2026-01-05 09:00', '{opened}', 'web'),
  ('2026-01-05 10:00', '{urgent,replied,urgent,NULL}', 'phone'),
  ('2026-01-05 11:00', '{}', 'web'), ('2026-01-05 11:00', '{NULL}', 'web'), ('2026-01-05 11:00', NULL, 'web'), (NULL, '{lost}', 'web'),
  ('2026-01-06 09:00', '{resolved,replied}', NULL);
CREATE TEMP TABLE several AS SELECT journey_agg(at, activities, channel, NULL, NULL) AS j, journey_agg(at, activities) AS plain FROM rows;
SELECT j, plain FROM several;
SELECT e.ord, string_to_array(e.activity, E'\x1f') AS activities, e.channel FROM several, events(j) e;
SELECT num_events(j), cardinality(trace(j)), started(j), ended(j), switches(j) FROM several;
-- the same event, however it was said
SELECT journey_agg(at, activities) = journey_agg(at, array_to_string(ARRAY(SELECT DISTINCT a COLLATE "C" FROM unnest(activities) a ORDER BY 1), E'\x1f')) AS same
FROM rows WHERE cardinality(array_remove(activities, NULL)) > 0;
SELECT plain::text::journey = plain AS text, journey_append(plain, '2026-01-07Z', '{b,a}'::text[]) = journey_append(plain, '2026-01-07Z', E'a\x1fb') AS append FROM several;
-- an event is kept, counted, weighed by any of its activities
SELECT keep(plain, '{urgent}'), keep(plain, '{replied}') FROM several;
SELECT contacts(plain, '{replied}') AS replied, contacts(plain, '{replied,urgent,resolved}') AS any_of_three, effort(plain, '{"activities":{"replied":2,"urgent":5},"other":1}') AS effort FROM several;
SELECT relabel(plain, '{"urgent":null,"resolved":"closed","opened":null}'), relabel(plain, '{"urgent":"replied"}') FROM several;
-- a pattern reads it as any of them, "none of" as none of them
SELECT matches(plain, 'opened -> urgent'), matches(plain, 'opened -> replied -> resolved'), matches(plain, 'opened !~urgent~> resolved') AS not_between, matches(plain, 'opened [^replied|x]') AS other, match_count(plain, 'replied') FROM several;
SELECT m.match_no, m.ord_from, m.ord_to FROM several, match(plain, 'replied ~[<=1d]> replied') m;
-- a funnel reads it as any of them, but never as two of its steps
SELECT level(plain, 'opened -> replied -> resolved') AS three, level(plain, 'urgent -> replied'), level(plain, 'replied -> urgent') AS same_event, steps(plain, 'opened -> urgent|x -> resolved'),
       (SELECT string_agg(reached::text, ',') FROM stages((SELECT funnel_count_agg(plain, 'replied -> urgent') FROM several))) AS reached FROM several;
SELECT journey_agg('2026-01-05Z', ARRAY[E'a\x1fb']);

-- ---- paths with a mode ----
SELECT mode, trace(journey_agg('2026-01-05'::timestamptz + o * interval '1 h', a), mode)
FROM unnest('{a,a,b,a,c,c,b}'::text[]) WITH ORDINALITY x(a, o), unnest('{all,no repeats,first,last}'::text[]) WITH ORDINALITY m(mode, n) GROUP BY mode, n ORDER BY n;
-- the same as journeys: the events of each mode, against SQL; channel and value stay with their event
WITH x AS (
  SELECT c, o, a, timestamptz '2026-01-01' + o * interval '1 h' AS at FROM generate_series(1, 40) c, LATERAL (SELECT o, chr(97 + (c * 7 + o * o * 13 + o * c) % 5 % 4) AS a FROM generate_series(1, 1 + c % 17) o) e
), marked AS (
  SELECT *, lag(a) OVER w IS DISTINCT FROM a AS fresh, row_number() OVER (PARTITION BY c, a ORDER BY o) = 1 AS earliest, row_number() OVER (PARTITION BY c, a ORDER BY o DESC) = 1 AS latest FROM x WINDOW w AS (PARTITION BY c ORDER BY o)
), j AS (
  SELECT c, journey_agg(at, a, 'c' || o, o::float8) AS j, journey_agg(at, a, 'c' || o, o::float8) FILTER (WHERE fresh) AS fresh, journey_agg(at, a, 'c' || o, o::float8) FILTER (WHERE earliest) AS earliest, journey_agg(at, a, 'c' || o, o::float8) FILTER (WHERE latest) AS latest FROM marked GROUP BY c
) SELECT count(*), count(*) FILTER (WHERE collapse(j) = fresh AND collapse(j, 'no repeats') = fresh) AS "no repeats", count(*) FILTER (WHERE collapse(j, 'first') = earliest) AS first, count(*) FILTER (WHERE collapse(j, 'last') = latest) AS last,
         count(*) FILTER (WHERE collapse(j, 'all') = j) AS "all", count(*) FILTER (WHERE collapse(j) <> j) > 20 AS varied FROM j;
SELECT num_events(collapse('{"v":1,"events":[]}')), collapse(NULL) IS NULL AS null, collapse('{"v":1,"events":[]}', NULL) IS NULL AS null;
SELECT collapse('{"v":1,"events":[]}', 'unique');
SELECT trace('{"v":1,"events":[]}'::journey, 'first');
SELECT trace('{"v":1,"events":[]}'::journey, 'once');

-- ---- a blank activity is none, in whatever reads rows: the empty field of a file is no step ----
CREATE TABLE blank_steps AS SELECT 1 AS c, timestamptz '2026-03-02 09:00+00' + n * interval '1 hour' AS at, a FROM unnest(ARRAY['', 'open', '  ', NULL, U&'\3000', E'\t\r\n', 'closed', U&'\00A0 ', 'a b']) WITH ORDINALITY x(a, n)
UNION ALL SELECT 2, '2026-03-02 09:00+00', ' ';
SELECT c, trace(journey_agg(at, a)), trace(journey_agg(at, ARRAY[a, ' ', 'x'])) AS sets FROM blank_steps GROUP BY c ORDER BY c;
SELECT journey_agg(at, a) IS NULL AS none, journey_agg(at::text, a) IS NULL AS typed, funnel_case_agg(at, a, 'open -> closed') IS NULL AS "case", sessions_agg(at, a) IS NULL AS sessions,
       process_agg(c, at, a) IS NULL AS process, funnel_agg(c, at, a, 'open -> closed') IS NULL AS funnel, funnel_count_agg(c, at, a, 'open -> closed') IS NULL AS counts,
       workload_agg(c, at, at, a, 'ann') IS NULL AS work, workload_agg(c, at, a, 'ann', 'start') IS NULL AS steps, object_log_agg(c, at, a, 'order', c) IS NULL AS objects FROM blank_steps WHERE c = 2;
SELECT process_agg(c, at, a) = (SELECT process_agg(j) FROM (SELECT journey_agg(at, a) AS j FROM blank_steps GROUP BY c) x) AS process,
       funnel_agg(c, at, a, 'open -> closed') = (SELECT funnel_agg(j, 'open -> closed') FROM (SELECT journey_agg(at, a) AS j FROM blank_steps GROUP BY c) x) AS funnel,
       (SELECT level(journey_agg(at, a), 'open -> closed') FROM blank_steps WHERE c = 1) AS level, (SELECT num_events(journey_agg(at, a)) FROM blank_steps) AS events FROM blank_steps;
-- one that is stored stays
SELECT trace('{"v":1,"events":[["2026-01-05T09:00:00Z",""],["2026-01-05T10:00:00Z"," "]]}'::journey);
DROP TABLE blank_steps;
-- ---- nor is a blank channel, resource, campaign, person or segment one ----
CREATE TABLE blank_channels AS SELECT 1 AS c, timestamptz '2026-03-02 09:00+00' + n * interval '1 hour' AS at, 'a' || n AS a, r, nullif(btrim(r, U&' \3000'), '') AS known FROM unnest(ARRAY['ann', '', '  ', NULL, U&'\3000', 'bob']) WITH ORDINALITY x(r, n);
SELECT journey_agg(at, a, r) = journey_agg(at, a, known) AS journey, journey_agg(at, ARRAY[a], r, NULL, NULL) = journey_agg(at, ARRAY[a], known, NULL, NULL) AS sets, switches(journey_agg(at, a, r)), process_agg(c, at, a, r) = process_agg(c, at, a, known) AS process,
       workload_agg(c, at, at, a, r) = workload_agg(c, at, at, a, known) AS work, sessions_agg(at, a, r, r, r) = sessions_agg(at, a, known, known, known) AS sessions, retention_agg(c, at, r, r) = retention_agg(c, at, known, known) AS retention FROM blank_channels;
SELECT h.* FROM (SELECT process_agg(c, at, a, r) AS p FROM blank_channels) x, handovers(p) h;
SELECT n, observed, came FROM (SELECT retention_agg(c, at, r, ' ') AS s FROM blank_channels) x, retention(s, '2026-03-03', by => 'segment') WHERE segment IS NULL;
DROP TABLE blank_channels;
-- a blank time may be one that was lost: said, not skipped
SELECT journey_agg(at, 'opened') FROM unnest('{" "}'::text[]) at;
-- fractions of a second of any length, as PostgreSQL reads them: .NET writes seven digits, Java nine; 24:00, leap seconds
WITH t AS (
  SELECT '2026-01-01T23:59:' || lpad((k % 60)::text, 2, '0') || '.' || left(CASE WHEN k % 10 = 0 THEN repeat('9', 18) ELSE translate(md5(k::text), 'abcdef', '012345') END, 1 + k % 17) || CASE WHEN k % 3 = 0 THEN '5' ELSE '' END || CASE WHEN k % 2 = 0 THEN 'Z' ELSE '+08' END AS t
  FROM generate_series(1, 12000) k
  UNION ALL VALUES ('2026-01-01T24:00:00Z'), ('2026-01-01 24:00+08'), ('2016-12-31T23:59:60Z'), ('2016-12-31T23:59:59.9999999Z')
), mine AS (SELECT t, started(journey_agg(t, 'a')) AS mine FROM t GROUP BY t)
SELECT count(*) AS texts, count(*) FILTER (WHERE mine IS DISTINCT FROM t::timestamptz) AS differ, max(mine) AS latest FROM mine;
SELECT journey_agg(t, 'a') FROM (VALUES ('2026-01-01T24:00:01Z')) v(t);
SELECT journey_agg(t, 'a') FROM (VALUES ('2026-01-01T23:59:60.1Z')) v(t);

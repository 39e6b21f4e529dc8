-- rollup of many values that are large together: what is piled up is one value to whoever looks
SET timezone = 'UTC';
SET search_path = csq, csq_internal, public;
CREATE TABLE pile_log AS
SELECT g % 400 AS part, g % 4000 AS c, timestamptz '2026-01-01' + (hashint4(g)::bigint & 16777215) * interval '1 s' AS at, 'activity ' || (hashint4extended(g, 7) & 4095) % 12 AS activity, 'ch' || g % 4 AS channel
FROM generate_series(1, 40000) g;
CREATE TABLE pile_journey AS SELECT part, c, journey_agg(at, activity, channel) AS j FROM pile_log GROUP BY part, c;
CREATE TABLE pile_part AS
SELECT part, process_agg(j) AS p, journey_map_agg(j) AS m, funnel_agg(j, 'activity 1 -> activity 2 -> activity 3') AS f, cohort_agg(j, NULL, NULL, 'day') AS c, identity_agg(c::text, (c * 7 % 4000)::text) AS i
FROM pile_journey GROUP BY part;
ANALYZE pile_part;
CREATE TABLE pile_whole AS
SELECT process_agg(j) AS p, journey_map_agg(j) AS m, funnel_agg(j, 'activity 1 -> activity 2 -> activity 3') AS f, cohort_agg(j, NULL, NULL, 'day') AS c, identity_agg(c::text, (c * 7 % 4000)::text) AS i
FROM pile_journey;
CREATE FUNCTION pg_temp.same(query text, OUT p bool, OUT m bool, OUT f bool, OUT c bool, OUT i bool) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT bool_and(a.p = b.p AND process_send(a.p) = process_send(b.p) AND a.p::text = b.p::text), bool_and(a.m = b.m AND a.m::text = b.m::text), bool_and(a.f = b.f AND a.f::text = b.f::text),
                         bool_and(a.c = b.c AND a.c::text = b.c::text), bool_and(a.i = b.i AND a.i::text = b.i::text) FROM pile_whole a, (%s) b', query) INTO p, m, f, c, i;
END $$;
SELECT length(process_send(p)) > 65536 AS p, length(journey_map_send(m)) > 65536 AS m, length(funnel_send(f)) > 16384 AS f, num_cases(p), num_journeys(m), num_cases(f) FROM pile_whole;
SELECT * FROM pg_temp.same('SELECT rollup(p) AS p, rollup(m) AS m, rollup(f) AS f, rollup(c) AS c, rollup(i) AS i FROM pile_part');
SELECT * FROM pg_temp.same('SELECT rollup(p ORDER BY part * 7919 % 401) AS p, rollup(m ORDER BY -part) AS m, rollup(f ORDER BY md5(part::text)) AS f, rollup(c ORDER BY -part) AS c, rollup(i ORDER BY md5(part::text)) AS i FROM pile_part');
-- of rollups, with NULLs between; the large one last, alone, twice in one query
SELECT * FROM pg_temp.same('SELECT rollup(p) AS p, rollup(m) AS m, rollup(f) AS f, rollup(c) AS c, rollup(i) AS i FROM (
  SELECT rollup(p), rollup(m), rollup(f), rollup(c), rollup(i) FROM pile_part GROUP BY part % 7 UNION ALL SELECT NULL, NULL, NULL, NULL, NULL) x(p, m, f, c, i)');
SELECT * FROM pg_temp.same('SELECT rollup(p ORDER BY n DESC) AS p, rollup(m ORDER BY n DESC) AS m, rollup(f ORDER BY n) AS f, rollup(c) AS c, rollup(i) AS i FROM (
  SELECT part % 100 / 99 AS n, rollup(p), rollup(m), rollup(f), rollup(c), rollup(i) FROM pile_part GROUP BY part % 100 / 99) x(n, p, m, f, c, i)');
SELECT num_cases(rollup(p)) + num_cases(rollup(p) FILTER (WHERE part < 200)) AS twice, num_cases(rollup(p) + rollup(p)) AS doubled, count(DISTINCT rollup) FROM pile_part, LATERAL (SELECT rollup(q.p) FROM pile_part q WHERE q.part <= 1) x;
-- read while it grows: as a window aggregate, in a plain SQL aggregate that keeps it
SELECT max(num_cases(p)) AS cases, count(DISTINCT md5(p::text)) AS different FROM (SELECT rollup(p) OVER (ORDER BY part) AS p FROM pile_part WHERE part < 120) x;
SELECT num_cases(x[1]), x[1] = x[2] AS same FROM (SELECT array_agg(p) AS x FROM (SELECT rollup(p) AS p FROM pile_part UNION ALL SELECT rollup(p ORDER BY -part) FROM pile_part) y) z;
-- two workers, partitionwise
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT * FROM pg_temp.same('SELECT rollup(p) AS p, rollup(m) AS m, rollup(f) AS f, rollup(c) AS c, rollup(i) AS i FROM pile_part');
SET max_parallel_workers_per_gather = 0;
-- what does not fit is refused when it comes
SELECT rollup(p) FROM (SELECT p FROM pile_part UNION ALL SELECT process_agg(j, 'tz UTC; mon-fri 09:00-17:00') FROM pile_journey WHERE part = 1) x;
SELECT rollup(f) FROM (SELECT f FROM pile_part UNION ALL SELECT funnel_agg(j, 'activity 1 -> activity 2') FROM pile_journey WHERE part = 1) x;
SELECT rollup(f) FROM (SELECT f FROM pile_part UNION ALL SELECT funnel_count_agg(j, 'activity 1 -> activity 2 -> activity 3') FROM pile_journey WHERE part = 1) x;
SELECT rollup(m) FROM (SELECT m FROM pile_part UNION ALL SELECT journey_map_agg(j, 'tz UTC; mon-fri 09:00-17:00') FROM pile_journey WHERE part = 1) x;
DROP TABLE pile_log, pile_journey, pile_part, pile_whole;
-- large states through a sort, which lends them a context in which nothing can be freed (PostgreSQL 17)
CREATE TABLE large AS SELECT i % 2 AS k, i, timestamptz '2026-01-01Z' + i * interval '1 min' AS at FROM generate_series(1, 200000) i;
SELECT k, length(b::text) FROM (SELECT k, backlog_agg(at, at + interval '1 h') AS b FROM large GROUP BY k OFFSET 0) x ORDER BY -k;
SELECT k, num_cases(b) FROM (SELECT k, process_agg(i % 50000, at, 'a' || i % 10) AS b FROM large GROUP BY k OFFSET 0) x ORDER BY -k;
DROP TABLE large;
-- sums beyond 1 MB stay where they are merged: two, then another, a small one, the same again; a window that reads between
CREATE TABLE large AS SELECT process_agg(j) AS p FROM (
  SELECT journey_agg(timestamptz '2026-01-01Z' + (k * 977 % 1000003) * interval '1 s' + i * (k % 977 + 1) * interval '1 ms', substr('abcdefgh', 1 + (hashint8(k * 100 + i) & 7), 1)) AS j
  FROM generate_series(1, 30000) k, generate_series(1, 32) i GROUP BY k) x;
CREATE TABLE parts AS SELECT n, CASE n WHEN 3 THEN process_agg(1, timestamptz '2026-01-01Z', 'z') ELSE p END AS p FROM large, generate_series(1, 5) n GROUP BY n, p;
SELECT length(process_send(p)) > 1048576 AS large FROM large;
SELECT num_cases(a), a = b AS same, process_send(a) = process_send(b) AS binary, min(n) AS parts FROM (SELECT rollup(p ORDER BY n) AS a, count(*) AS n FROM parts) x, (SELECT p + p + p + p + (SELECT p FROM parts WHERE n = 3) AS b FROM large) y GROUP BY a, b;
SELECT n, num_cases(p) FROM (SELECT n, rollup(p) OVER (ORDER BY n) AS p FROM parts) x ORDER BY n;
DROP TABLE large, parts;

-- Every way to merge the summaries of scores and rates gives the same value: workers, partitions, splits, windows, files.
SET search_path = csq, csq_internal, public, pg_catalog;

CREATE TABLE merge_rows(id int, part int, score int, hit bool) PARTITION BY LIST (part);
CREATE TABLE merge_rows_0 PARTITION OF merge_rows FOR VALUES IN (0);
CREATE TABLE merge_rows_1 PARTITION OF merge_rows FOR VALUES IN (1);
CREATE TABLE merge_rows_2 PARTITION OF merge_rows FOR VALUES IN (2);
INSERT INTO merge_rows
SELECT i, i % 3, CASE WHEN i % 13 = 0 THEN NULL ELSE (i * 7919 / 64) % 11 END, CASE WHEN i % 17 = 0 THEN NULL ELSE i * 31 % 5 < 3 END
FROM generate_series(1, 20000) i;
ANALYZE merge_rows;

-- what one process says
SET max_parallel_workers_per_gather = 0;
SET enable_partitionwise_aggregate = off;
CREATE TABLE serial AS
SELECT part, nps(score) AS nps, nps(score::float8) AS nps_f, score_agg(score) AS s, score_agg(score, 0, 10, 5, 8) AS cut, rate_agg(hit) AS r, rate_agg(score, 10) AS c FROM merge_rows GROUP BY GROUPING SETS ((), (part));
SELECT count(*), count(DISTINCT s::text), sum(answers(s)) FROM serial;

CREATE FUNCTION pg_temp.same_as_serial() RETURNS bool LANGUAGE sql AS $$
  SELECT bool_and(x.nps = y.nps AND x.nps_f = y.nps AND x.s = y.s AND x.cut = y.cut AND x.r = y.r AND x.c = y.c) AND pg_catalog.count(*) = 4
  FROM serial y JOIN (
    SELECT part, nps(score) AS nps, nps(score::float8) AS nps_f, score_agg(score) AS s, score_agg(score, 0, 10, 5, 8) AS cut, rate_agg(hit) AS r, rate_agg(score, 10) AS c FROM merge_rows GROUP BY part
    UNION ALL
    SELECT NULL, nps(score), nps(score::float8), score_agg(score), score_agg(score, 0, 10, 5, 8), rate_agg(hit), rate_agg(score, 10) FROM merge_rows) x ON x.part IS NOT DISTINCT FROM y.part
$$;
-- a plan holds the wanted node?
CREATE FUNCTION pg_temp.plan_has(query text, node text) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    IF line ~ node THEN RETURN true; END IF;
  END LOOP;
  RETURN false;
END $$;

-- partitionwise
SET enable_partitionwise_aggregate = on;
SELECT pg_temp.plan_has('SELECT nps(score), score_agg(score), rate_agg(hit) FROM merge_rows', 'Partial Aggregate') AS partial;
SELECT pg_temp.same_as_serial();

-- workers, with and without partitionwise
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2;
SELECT pg_temp.plan_has('SELECT nps(score), score_agg(score), rate_agg(hit) FROM merge_rows', 'Gather') AS gather;
SELECT pg_temp.same_as_serial();
SET enable_partitionwise_aggregate = off;
SELECT pg_temp.same_as_serial();
SET parallel_leader_participation = off;
SELECT pg_temp.same_as_serial();
RESET parallel_leader_participation;
-- rollup in workers, from summaries stored short, compressed and out of line
CREATE TABLE days WITH (toast_tuple_target = 128) AS SELECT id / 40 AS day, repeat('x', 3000) AS pad, score_agg(score) AS s, score_agg(coalesce(score, 0), 0, 100) AS wide, rate_agg(hit) AS r FROM merge_rows GROUP BY 1;
ANALYZE days;
SELECT pg_temp.plan_has('SELECT rollup(s), rollup(wide), rollup(r) FROM days', 'Gather') AS gather;
SELECT rollup(d.s) = (SELECT s FROM serial WHERE part IS NULL) AS s, rollup(d.r) = (SELECT r FROM serial WHERE part IS NULL) AS r, rollup(wide) = (SELECT score_agg(coalesce(score, 0), 0, 100) FROM merge_rows) AS wide FROM days d;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET max_parallel_workers_per_gather;
SELECT max(pg_column_size(wide)) < 400 AS compressed, pg_relation_size(reltoastrelid) > 0 AS out_of_line FROM days, pg_class WHERE oid = 'days'::regclass GROUP BY reltoastrelid;

-- fifty random splits in random order
SELECT bool_and(same) FROM (
  SELECT rollup(s ORDER BY md5(split::text || s::text)) = (SELECT s FROM serial WHERE part IS NULL) AND rollup(r) = (SELECT r FROM serial WHERE part IS NULL) AS same
  FROM (SELECT split, score_agg(score) AS s, rate_agg(hit) AS r
        FROM (SELECT * FROM merge_rows, generate_series(1, 50) split) x GROUP BY split, hashint4(id * 1000 + split) & 31) parts GROUP BY split) q;
-- summaries of summaries
SELECT rollup(s) = (SELECT s FROM serial WHERE part IS NULL) FROM (SELECT rollup(s) AS s FROM days GROUP BY day % 7) q;
-- hash aggregation with many groups and little memory
SET work_mem = '64kB';
SELECT bool_and(nps(s) IS NOT DISTINCT FROM n) FROM (SELECT id % 5000, score_agg(score), nps(score) FROM merge_rows GROUP BY 1) q(k, s, n);
RESET work_mem;

-- windows that move, against the same frames counted afresh
SELECT pg_catalog.count(*), bool_and(moving_nps IS NOT DISTINCT FROM fresh_nps AND moving_f IS NOT DISTINCT FROM fresh_nps) AS nps, bool_and(moving_s = fresh_s) AS s, bool_and(moving_cut = fresh_cut) AS cut, bool_and(moving_r = fresh_r) AS r, bool_and(moving_c = fresh_c) AS c
FROM (SELECT id, nps(score) OVER w AS moving_nps, nps(score::numeric) OVER w AS moving_f, score_agg(score) OVER w AS moving_s, score_agg(score, 0, 10, 5, 8) OVER w AS moving_cut, rate_agg(hit) OVER w AS moving_r, rate_agg(score, 10) OVER w AS moving_c
      FROM merge_rows WHERE id <= 400 WINDOW w AS (ORDER BY id ROWS BETWEEN 9 PRECEDING AND 3 FOLLOWING)) m
JOIN LATERAL (SELECT nps(score) AS fresh_nps, score_agg(score) AS fresh_s, score_agg(score, 0, 10, 5, 8) AS fresh_cut, rate_agg(hit) AS fresh_r, rate_agg(score, 10) AS fresh_c
              FROM merge_rows f WHERE f.id BETWEEN greatest(m.id - 9, 1) AND least(m.id + 3, 400)) f ON true;
-- frames that run empty, and frames with nothing but NULL
SELECT i, nps(v) OVER w, score_agg(v, 1, 2) OVER w, rollup(s) OVER w FROM (VALUES (1, 1, rate_summary(1, 1)), (2, NULL, NULL), (3, NULL, NULL), (4, 2, rate_summary(0, 1))) t(i, v, s) WINDOW w AS (ORDER BY i ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING);
-- rolling month of daily summaries
SELECT bool_and(moving = fresh AND moving_r = fresh_r AND moving_w = fresh_w) FROM (SELECT day, rollup(s) OVER w AS moving, rollup(r) OVER w AS moving_r, rollup(wide) OVER w AS moving_w FROM days WHERE day < 120 WINDOW w AS (ORDER BY day ROWS 29 PRECEDING)) m
JOIN LATERAL (SELECT rollup(s) AS fresh, rollup(r) AS fresh_r, rollup(wide) AS fresh_w FROM days f WHERE f.day BETWEEN m.day - 29 AND m.day) f ON true;

-- text and binary, to a file and back
CREATE TABLE back (LIKE days);
CREATE FUNCTION pg_temp.round_trip(format text) RETURNS bool LANGUAGE plpgsql AS $$
DECLARE file text := current_setting('data_directory') || '/csq_score_merge.copy'; same bool;
BEGIN
  TRUNCATE back;
  EXECUTE pg_catalog.format('COPY days TO %L (FORMAT %s)', file, format);
  EXECUTE pg_catalog.format('COPY back FROM %L (FORMAT %s)', file, format);
  SELECT bool_and(a.s = b.s AND a.wide = b.wide AND a.r = b.r AND a.s::text = b.s::text) AND pg_catalog.count(*) = (SELECT pg_catalog.count(*) FROM days) INTO same FROM days a JOIN back b USING (day);
  RETURN same;
END $$;
SELECT pg_temp.round_trip('text') AS text, pg_temp.round_trip('binary') AS binary, pg_temp.round_trip('csv') AS csv;

-- the bytes on the wire are fixed for ever
SELECT encode(score_summary_send('{"v":1,"lo":1,"hi":5,"missing":2,"counts":[1,0,0,3,258]}'), 'hex') AS score, encode(rate_summary_send(rate_summary(45, 50)), 'hex') AS rate;

-- garbage
DO $$
DECLARE
  q text; state text; msg text; detail text;
BEGIN
  FOREACH q IN ARRAY ARRAY['', 'x', '{}', '[]', '{"v":1}', '{"v":2,"lo":0,"hi":1,"counts":[0,0]}', '{"v":1,"lo":0,"hi":1,"counts":[0,-1]}', '{"v":1,"lo":0,"hi":1,"counts":[9223372036854775807,1]}',
    '{"v":1,"lo":0,"hi":1,"counts":[0,0],"counts":[0,0]}', '{"v":1,"lo":0,"hi":1,"counts":[0,0],"note":"x"}', '{"v":1,"lo":0,"hi":1000000,"counts":[]}', '{"v":1,"lo":0,"hi":2,"counts":[0,0]}'] LOOP
    BEGIN
      PERFORM q::score_summary;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
      RAISE WARNING '% | % | %', state, msg, detail;
    END;
  END LOOP;
  FOREACH q IN ARRAY ARRAY['{"v":1,"hits":2,"trials":1}', '{"v":1,"hits":1,"trials":9223372036854775808}', '{"v":1,"hits":1.5,"trials":2}'] LOOP
    BEGIN
      PERFORM q::rate_summary;
      RAISE NOTICE '% : no error', q;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
      RAISE WARNING '% | % | %', state, msg, detail;
    END;
  END LOOP;
END $$;
-- any bytes in place of a value: bytea written by COPY BINARY and read as the type
CREATE TABLE score_in(v score_summary);
CREATE TABLE rate_in(v rate_summary);
CREATE FUNCTION pg_temp.receive(target regclass, bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE file text := current_setting('data_directory') || '/csq_score_merge.copy'; state text; msg text; detail text;
BEGIN
  EXECUTE pg_catalog.format('COPY (SELECT %L::bytea) TO %L (FORMAT binary)', bytes, file);
  EXECUTE pg_catalog.format('COPY %s FROM %L (FORMAT binary)', target, file);
  RETURN 'accepted';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, msg = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
  RETURN state || ' | ' || msg || ' | ' || detail;
END $$;
CREATE TABLE good AS SELECT score_summary_send('{"v":1,"lo":1,"hi":5,"missing":2,"counts":[1,0,0,3,258]}') AS s, rate_summary_send(rate_summary(45, 50)) AS r;
SELECT pg_temp.receive('score_in', s), pg_temp.receive('rate_in', r) FROM good;
-- cut anywhere, or one byte longer
SELECT left(pg_temp.receive('score_in', substr(s, 1, n)), 5) AS result, pg_catalog.count(*) FROM good, generate_series(0, length(s) - 1) n GROUP BY 1;
SELECT left(pg_temp.receive('rate_in', substr(r, 1, n)), 5) AS result, pg_catalog.count(*) FROM good, generate_series(0, length(r) - 1) n GROUP BY 1;
SELECT pg_temp.receive('score_in', s || '\x00'), pg_temp.receive('rate_in', r || '\x00') FROM good;
-- version, scale, cut points, a negative count, a sum beyond int8
SELECT what, pg_temp.receive('score_in', set_byte(s, at, value)) FROM good,
  (VALUES ('version', 0, 2), ('low above high', 2, 9), ('scale too long', 3, 1), ('cut below low', 6, 0), ('cuts exchanged', 6, 5), ('negative', 17, 128), ('missing', 9, 127)) t(what, at, value);
SELECT pg_temp.receive('score_in', set_byte(set_byte(s, 9, 127), 17, 127)) FROM good;
SELECT what, pg_temp.receive('rate_in', set_byte(r, at, value)) FROM good, (VALUES ('version', 0, 0), ('more hits than trials', 8, 51), ('negative hits', 1, 255), ('negative trials', 9, 128), ('negative missing', 17, 128)) t(what, at, value);
DROP TABLE merge_rows, serial, days, back, score_in, rate_in, good;

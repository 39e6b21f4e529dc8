-- Roll-up tables that keep themselves: what each kind of statement does to them, who may write, what cannot be kept.
SET search_path = public, csq;
SET timezone = 'America/New_York'; -- which changes nothing
CREATE TABLE answer (id int PRIMARY KEY, who text, at timestamptz, score int, seconds float8, paid numeric);
INSERT INTO answer SELECT i, nullif('w' || i % 3, 'w2'), timestamptz '2026-01-01 00:00Z' + i * interval '7 hours', nullif(i % 11, 5), i, i * 0.1 FROM generate_series(1, 20) i;
SELECT create_rollup('answer', 'answer_day', ARRAY['who', 'at::date AS day'],
  ARRAY['count(score) AS scored', 'sum(score) AS total', 'sum(paid) FILTER (WHERE score > 3) AS paid', 'score_agg(score) AS scores', 'rate_agg(score > 8) AS good', 'duration_agg(seconds) AS lengths'],
  'r.at >= g.day AND r.at < g.day + interval ''1 day''') AS groups;
-- the same by hand, and the rows that differ
CREATE VIEW by_hand AS SELECT who, (at AT TIME ZONE 'UTC')::date AS day, count(score) AS scored, coalesce(sum(score), 0) AS total, coalesce(sum(paid) FILTER (WHERE score > 3), 0) AS paid,
  score_agg(score) AS scores, rate_agg(score > 8) AS good, duration_agg(seconds) AS lengths, count(*) AS num_rows FROM answer GROUP BY 1, 2;
CREATE VIEW differ AS SELECT count(*) AS differ, (SELECT count(*) FROM answer_day) AS groups, (SELECT sum(num_rows) FROM answer_day) AS num_rows FROM ((TABLE by_hand EXCEPT TABLE answer_day) UNION ALL (TABLE answer_day EXCEPT TABLE by_hand)) x;
SELECT who, day, scored, total, paid, num_rows, answers(scores) AS answers, good, median(lengths) AS median FROM answer_day ORDER BY 1, 2 LIMIT 4;
TABLE differ;
INSERT INTO answer SELECT i, 'w9', '2026-01-02 00:00Z', 10, 1, 1 FROM generate_series(100, 110) i;
TABLE differ;
-- a row that moves between groups, one that changes within its group, one that changes nothing that is kept
UPDATE answer SET at = at + interval '3 days', who = 'w1' WHERE id % 4 = 0;
UPDATE answer SET score = 9 WHERE id % 5 = 0;
UPDATE answer SET id = id + 1000 WHERE id = 3;
TABLE differ;
-- the one that changes nothing writes nothing
SELECT sum(xmin::text::bigint) AS before FROM answer_day \gset
UPDATE answer SET id = id + 1000 WHERE id = 6;
SELECT sum(xmin::text::bigint) = :before AS untouched FROM answer_day;
-- the last row of a group
DELETE FROM answer WHERE who = 'w9';
SELECT count(*) FROM answer_day WHERE who = 'w9';
DELETE FROM answer WHERE id < 8;
TABLE differ;
INSERT INTO answer VALUES (8, 'new', '2026-02-01 00:00Z', 1, 1, 1), (200, NULL, '2026-02-01 00:00Z', 1, 1, 'NaN') ON CONFLICT (id) DO UPDATE SET score = 2, who = EXCLUDED.who;
TABLE differ;
SET timezone = 'Asia/Tokyo';
MERGE INTO answer AS a USING (VALUES (8, 7), (9, NULL), (300, 3)) AS v(id, score) ON a.id = v.id
WHEN MATCHED AND v.score IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET score = v.score WHEN NOT MATCHED THEN INSERT (id, score, at) VALUES (v.id, v.score, '2026-02-02 00:00Z');
TABLE differ;
-- one statement that does several things to one group, whose triggers see all of it
INSERT INTO answer SELECT i, 'two', '2026-03-01 00:00Z', i % 10, i, i FROM generate_series(600, 609) i;
INSERT INTO answer SELECT i, 'two', '2026-03-01 00:00Z', 5, 99, 1 FROM generate_series(605, 614) i ON CONFLICT (id) DO UPDATE SET seconds = 77, score = 1;
TABLE differ;
WITH gone AS (DELETE FROM answer WHERE id BETWEEN 600 AND 604 RETURNING *) INSERT INTO answer SELECT id + 50, who, at, score, seconds + 1, paid FROM gone;
TABLE differ;
WITH moved AS (UPDATE answer SET who = 'three', seconds = seconds + 1 WHERE id BETWEEN 650 AND 652), gone AS (DELETE FROM answer WHERE id BETWEEN 605 AND 607 RETURNING *)
INSERT INTO answer SELECT id + 100, 'three', at, score, seconds + 1, paid FROM gone;
TABLE differ;
MERGE INTO answer AS a USING (SELECT i AS id FROM generate_series(608, 625) i) AS v ON a.id = v.id
WHEN MATCHED AND v.id % 2 = 0 THEN DELETE WHEN MATCHED THEN UPDATE SET seconds = 5, who = 'three' WHEN NOT MATCHED THEN INSERT (id, who, at, seconds) VALUES (v.id, 'two', '2026-03-01 00:00Z', 6);
TABLE differ;
DELETE FROM answer WHERE id >= 600;
-- a NaN goes again
DELETE FROM answer WHERE id = 200;
INSERT INTO answer VALUES (201, 'new', '2026-02-01 00:00Z', 9, 1, 'NaN');
DELETE FROM answer WHERE id = 201;
TABLE differ;
COPY answer FROM stdin;
400	w1	2026-02-01 00:00Z	3	\N	\N
401	w1	2026-02-01 00:00Z	\N	4	1.50
\.
TABLE differ;
-- a transaction that is rolled back, a savepoint
BEGIN;
DELETE FROM answer;
TABLE differ;
SAVEPOINT s;
INSERT INTO answer VALUES (500, 'x', '2026-02-01 00:00Z', 3, 1, 1);
ROLLBACK TO s;
TABLE differ;
ROLLBACK;
TABLE differ;
-- computed anew: nothing was wrong; what somebody spoilt is found and mended
SELECT refresh_answer_day();
UPDATE answer_day SET scored = 99 WHERE who = 'w1';
SELECT refresh_answer_day() > 0 AS was_wrong;
TABLE differ;
-- called again it keeps the table, and what reads it
SELECT create_rollup('answer', 'answer_day', ARRAY['who', '(at AT TIME ZONE ''UTC'')::date AS day'],
  ARRAY['count(score) AS scored', 'sum(score) AS total', 'sum(paid) FILTER (WHERE score > 3) AS paid', 'score_agg(score) AS scores', 'rate_agg(score > 8) AS good', 'duration_agg(seconds) AS lengths']) > 0 AS groups;
UPDATE answer SET seconds = 5, at = at - interval '1 day' WHERE id % 2 = 0;
TABLE differ;
TRUNCATE answer;
TABLE differ;

-- whoever may write the rows needs no right on the roll-up; nobody hangs its functions on a table of his own
CREATE ROLE regress_csq_clerk;
GRANT SELECT, INSERT, UPDATE, DELETE ON answer TO regress_csq_clerk;
GRANT CREATE ON SCHEMA public TO regress_csq_clerk;
SET ROLE regress_csq_clerk;
INSERT INTO answer VALUES (1, 'a', '2026-02-01 00:00Z', 3, 1, 1), (2, 'a', '2026-02-02 00:00Z', 3, 1, 1);
UPDATE answer SET who = 'b' WHERE id = 1;
DELETE FROM answer WHERE id = 2;
\set VERBOSITY terse
SELECT count(*) FROM answer_day;
SELECT refresh_answer_day();
CREATE TEMP TABLE mine (LIKE answer);
CREATE TRIGGER t AFTER INSERT ON mine REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_answer_day();
RESET ROLE;
\set VERBOSITY default
TABLE differ;

-- a partitioned table, written through its parent; odd names
CREATE TABLE "odd Table" (k int, "at" date, "the value" bool) PARTITION BY RANGE (at);
CREATE TABLE first_half PARTITION OF "odd Table" FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
CREATE TABLE second_half PARTITION OF "odd Table" FOR VALUES FROM ('2026-07-01') TO ('2027-01-01');
SELECT create_rollup('"odd Table"', 'odd "Roll', ARRAY['k'], ARRAY['rate_agg("the value") AS "the rate"']);
INSERT INTO "odd Table" SELECT i % 3, date '2026-01-01' + i, i % 2 = 0 FROM generate_series(0, 300) i;
UPDATE "odd Table" SET at = at + 100 WHERE k = 1 AND at < '2026-05-01';
DELETE FROM "odd Table" WHERE k = 2;
SELECT k, "the rate", num_rows FROM "odd ""Roll" ORDER BY 1;
SELECT "refresh_odd ""Roll"();
CREATE TABLE "it's %s" PARTITION OF "odd Table" FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
INSERT INTO "it's %s" VALUES (1, '2027-02-01', true);
SELECT drop_rollup('"odd ""Roll"');

-- what goes straight into a partition is followed, too; a partition that has come since refuses rows of its own, but not those that come through the whole
CREATE TABLE load (id int, day date, v numeric) PARTITION BY RANGE (day);
CREATE TABLE load_1 PARTITION OF load FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE load_2 PARTITION OF load FOR VALUES FROM ('2026-02-01') TO ('2026-03-01') PARTITION BY RANGE (day);
CREATE TABLE load_2_a PARTITION OF load_2 FOR VALUES FROM ('2026-02-01') TO ('2026-02-15');
CREATE TABLE load_2_b PARTITION OF load_2 FOR VALUES FROM ('2026-02-15') TO ('2026-03-01');
SELECT create_rollup('load', 'load_day', ARRAY['day'], ARRAY['sum(v) AS v', 'rate_agg(id % 2 = 0) AS even']);
CREATE VIEW load_differs AS SELECT (SELECT count(*) FROM ((SELECT day, sum(v), rate_agg(id % 2 = 0)::text, count(*) FROM load GROUP BY 1 EXCEPT SELECT day, v, even::text, num_rows FROM load_day)
  UNION ALL (SELECT day, v, even::text, num_rows FROM load_day EXCEPT SELECT day, sum(v), rate_agg(id % 2 = 0)::text, count(*) FROM load GROUP BY 1)) x) AS differ, (SELECT sum(num_rows) FROM load_day) AS num_rows;
COPY load_1 FROM stdin (DELIMITER ' ');
1 2026-01-05 1.5
2 2026-01-05 2
3 2026-01-06 3
\.
TABLE load_differs;
INSERT INTO load_2_a SELECT i, '2026-02-01', i FROM generate_series(1, 10) i;
INSERT INTO load_2 SELECT i, date '2026-02-10' + i, i FROM generate_series(1, 10) i;
INSERT INTO load SELECT i, date '2026-01-28' + i, i FROM generate_series(1, 10) i;
TABLE load_differs;
UPDATE load_2 SET day = day + 10 WHERE id % 3 = 0 AND day < '2026-02-12';
UPDATE load_2_a SET v = v + 1 WHERE id % 2 = 0;
DELETE FROM load_1 WHERE id = 2;
TABLE load_differs;
WITH gone AS (DELETE FROM load_2_a WHERE id > 7 RETURNING *) INSERT INTO load_1 SELECT id, '2026-01-09', v FROM gone;
TABLE load_differs;
TRUNCATE load_2_b;
TABLE load_differs;
CREATE TABLE load_3 PARTITION OF load FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
\set VERBOSITY default
\set SHOW_CONTEXT never
COPY load_3 FROM stdin (DELIMITER ' ');
1 2026-03-05 1.5
\.
INSERT INTO load SELECT i, date '2026-02-25' + i, i FROM generate_series(1, 10) i;
TABLE load_differs;
DELETE FROM load_3;
-- a statement that failed within a savepoint is not under way any more
BEGIN;
SAVEPOINT s;
INSERT INTO load VALUES (1, '2026-12-31', 1);
ROLLBACK TO s;
INSERT INTO load_3 VALUES (1, '2026-03-09', 1);
ROLLBACK;
BEGIN;
INSERT INTO load VALUES (1, '2026-03-08', 1);
INSERT INTO load_3 VALUES (1, '2026-03-09', 1);
ROLLBACK;
SELECT create_rollup('load', 'load_day', ARRAY['day'], ARRAY['sum(v) AS v', 'rate_agg(id % 2 = 0) AS even']) > 0 AS again;
INSERT INTO load_3 VALUES (1, '2026-03-09', 1);
MERGE INTO load AS l USING (VALUES (1), (2)) AS x(id) ON l.id = x.id WHEN MATCHED AND l.day > '2026-03-01' THEN DELETE WHEN MATCHED THEN UPDATE SET v = 0 WHEN NOT MATCHED THEN INSERT VALUES (x.id, '2026-03-30', 1);
TABLE load_differs;
-- at random: each statement at the whole or at a partition
DO $$
DECLARE
  k int;
  wrong int := 0;
  part text;
BEGIN
  PERFORM setseed(0.4);
  FOR i IN 1 .. 400 LOOP
    k := floor(random() * 6);
    part := (ARRAY['load', 'load_1', 'load_2', 'load_2_a', 'load_2_b', 'load_3'])[k + 1];
    CASE floor(random() * 4)::int
      WHEN 0 THEN EXECUTE format('INSERT INTO %I SELECT i, $1 + i, i FROM generate_series(0, 9) i', part) USING (ARRAY['2026-01-28', '2026-01-10', '2026-02-09', '2026-02-03', '2026-02-18', '2026-03-10']::date[])[k + 1];
      WHEN 1 THEN EXECUTE format('DELETE FROM %I WHERE id = $1', part) USING floor(random() * 10)::int;
      WHEN 2 THEN EXECUTE format('UPDATE %I SET v = v + 1, id = id + 1 WHERE id = $1', part) USING floor(random() * 10)::int;
      ELSE EXECUTE 'UPDATE load SET day = date ''2026-01-01'' + (day - date ''2026-01-01'' + 31) % 89 WHERE id = $1 AND v > 2' USING floor(random() * 10)::int;
    END CASE;
    wrong := wrong + (SELECT differ FROM load_differs);
  END LOOP;
  RAISE NOTICE '% wrong', wrong;
END $$;
SELECT differ, num_rows > 100 AS some FROM load_differs;
-- one that is detached is no longer followed, with what is below it; attached again it is
ALTER TABLE load DETACH PARTITION load_1;
ALTER TABLE load DETACH PARTITION load_2;
SELECT refresh_load_day() > 0 AS were_wrong;
INSERT INTO load_1 VALUES (1, '2026-01-20', 5);
UPDATE load_2 SET v = v + 1;
DELETE FROM load_1 WHERE id < 5;
INSERT INTO load_2_a VALUES (1, '2026-02-03', 5);
TRUNCATE load_2_b;
SELECT differ FROM load_differs;
SELECT refresh_load_day();
ALTER TABLE load ATTACH PARTITION load_1 FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
SELECT refresh_load_day() > 0 AS were_missing;
INSERT INTO load_1 VALUES (1, '2026-01-20', 5);
DELETE FROM load_1 WHERE id < 7;
SELECT differ FROM load_differs;
TRUNCATE load;
TABLE load_differs;
DROP VIEW load_differs;
SELECT drop_rollup('load_day');
SELECT count(*) FROM pg_trigger WHERE tgrelid::regclass::text ~ '^load';
DROP TABLE load, load_2;
\set SHOW_CONTEXT errors

-- what cannot be kept
\set SHOW_CONTEXT never
SELECT create_rollup('answer', 'other', '{who}', '{max(score) AS best}');
SELECT create_rollup('answer', 'other', '{who}', '{"count(DISTINCT score) AS n"}');
SELECT create_rollup('answer', 'other', '{who}', '{"sum(score) - max(score) AS n"}');
SELECT create_rollup('answer', 'other', '{who}', '{"sum(score) FILTER (WHERE score > 1) + (1) AS n"}');
SELECT create_rollup('answer', 'other', '{who}', '{count(*)}');
SELECT create_rollup('answer', 'other', '{who}', '{"nps(score) AS nps"}');
SELECT create_rollup('answer', 'other', '{who}', '{"sum(seconds) AS seconds"}');
SELECT create_rollup('answer', 'other', '{}', '{"count(*) AS n"}');
SELECT create_rollup('answer', 'answer_day', '{who}', '{"count(*) AS n"}');
SELECT create_rollup('answer', repeat('x', 51)::name, '{who}', '{"count(*) AS n"}');
SELECT create_rollup('differ', 'other', '{differ}', '{"count(*) AS n"}');
SELECT drop_rollup('answer');
SELECT create_rollup('answer', 'other', '{"coalesce(who, '')'') AS who"}', '{"count(*) FILTER (WHERE who <> ''('' ) AS n"}');

-- signs that mean something to format()
SELECT create_rollup('answer', 'per cent', '{"id % 3 AS \"%s\"", "''%I'' AS i"}', '{"count(*) FILTER (WHERE id % 2 = 1) AS \"%L\""}');
INSERT INTO answer SELECT i FROM generate_series(10, 19) i;
SELECT * FROM "per cent" ORDER BY 1;
SELECT "refresh_per cent"();
SELECT drop_rollup('"per cent"');

-- several changes of one statement: all are in the rows before the first trigger runs
CREATE TABLE mixed (id int PRIMARY KEY, g text, ok bool, v numeric, len interval);
SELECT create_rollup('mixed', 'mixed_by', '{g}', '{rate_agg(ok) AS r, sum(v) AS s, duration_agg(len) AS l}'), create_rollup('mixed', 'mixed_only', '{g}', '{rate_agg(ok) AS r}');
INSERT INTO mixed SELECT i, 'g' || i % 2, i % 3 = 0, i, i * interval '1 minute' FROM generate_series(1, 6) i;
INSERT INTO mixed SELECT i, 'g' || i % 2, true, 2 * i, i * interval '2 minutes' FROM generate_series(4, 9) i ON CONFLICT (id) DO UPDATE SET v = EXCLUDED.v, len = EXCLUDED.len, ok = EXCLUDED.ok;
SELECT g, s, num_rows FROM mixed_by ORDER BY g;
SELECT refresh_mixed_by() AS after_conflict;
MERGE INTO mixed AS m USING (SELECT i, i * 3 AS v FROM generate_series(1, 14) i) AS x ON m.id = x.i
  WHEN MATCHED AND x.i < 3 THEN DELETE WHEN MATCHED THEN UPDATE SET v = x.v, len = len * 2 WHEN NOT MATCHED THEN INSERT VALUES (x.i, 'g' || x.i % 2, false, x.v, '1 hour');
SELECT refresh_mixed_by() AS after_merge;
WITH d AS (DELETE FROM mixed WHERE id = 3 RETURNING *) INSERT INTO mixed SELECT 20, d.g, d.ok, d.v, d.len FROM d;
WITH d AS (INSERT INTO mixed VALUES (21, 'g1', true, 5, '1 hour')) DELETE FROM mixed WHERE id = 20;
WITH d AS (DELETE FROM mixed WHERE id = 4) UPDATE mixed SET g = 'g0' WHERE id = 5;
WITH d AS (UPDATE mixed SET g = 'g0' WHERE id = 7) DELETE FROM mixed WHERE id = 6;
SELECT refresh_mixed_by() AS after_with, refresh_mixed_only() AS without_anew;
-- a trigger that writes the rows it is called for
CREATE FUNCTION write_mixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id % 3 = 0 THEN
    DELETE FROM mixed WHERE id = NEW.id;
  ELSIF NEW.id % 3 = 1 THEN
    UPDATE mixed SET ok = NOT ok, g = g || 'x' WHERE id = NEW.id;
  ELSE
    UPDATE mixed SET ok = NULL WHERE id = NEW.id;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER write_mixed AFTER INSERT ON mixed FOR EACH ROW EXECUTE FUNCTION write_mixed();
INSERT INTO mixed SELECT i, 'h', i % 2 = 0, i, i * interval '1 minute' FROM generate_series(30, 60) i;
INSERT INTO mixed VALUES (63, 'only', true, 1, '1 hour');
UPDATE mixed SET ok = id % 5 = 0 WHERE id % 2 = 0;
SELECT refresh_mixed_by() AS after_triggers, refresh_mixed_only() AS without_anew;
SELECT g, r, num_rows FROM mixed_only ORDER BY g;
DROP TRIGGER write_mixed ON mixed;
DROP FUNCTION write_mixed();
-- a partition does not see what is written to its whole
CREATE TABLE whole (id int, v int) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF whole FOR VALUES FROM (0) TO (10);
SELECT create_rollup('part', 'part_by', '{id}', '{sum(v) AS s}');
-- what counts cases cannot be added to when another row of a case comes; made of journeys it can
CREATE TABLE step (case_id int, at timestamptz, activity text, j journey, topic text, word text);
SELECT create_rollup('step', 'step_by', '{topic}', '{"process_agg(case_id, at, activity) AS p"}');
SELECT create_rollup('step', 'step_by', '{topic}', '{"count(*) AS n","funnel_agg(case_id, at, activity, ''a -> b'') AS f"}');
SELECT to_regclass('step_by'), to_regclass('step_by_csq_sums');
SELECT create_rollup('step', 'step_by', '{topic}', '{process_agg(j) AS p,"funnel_agg(j, ''a -> b'') AS f","journey_agg(at, activity) AS j","lexicon_agg(topic, word, 1) AS l"}');
INSERT INTO step SELECT n, timestamptz '2026-01-01Z' + n * interval '1 h', 'a', journey_agg(timestamptz '2026-01-01Z', 'a'), 't', 'word' || n % 2 FROM generate_series(1, 6) n GROUP BY n;
INSERT INTO step SELECT n, timestamptz '2026-01-02Z' + n * interval '1 h', 'b', journey_agg(timestamptz '2026-01-01Z' + k * interval '1 min', chr(96 + k)), 't', 'word' || n % 3 FROM generate_series(1, 6) n, generate_series(1, 2) k GROUP BY n;
-- a phrase that another row has stays
DELETE FROM step WHERE case_id IN (2, 3);
SELECT num_cases(p), num_events(j), l, num_rows FROM step_by;
SELECT refresh_step_by();
SELECT drop_rollup('step_by');
DROP TABLE step;
-- columns called as the variables of a trigger are
CREATE TABLE words (found text, context text, mark text, tg_op text, gone numeric, wrong numeric);
SELECT create_rollup('words', 'words_by', '{found,context,mark,tg_op}', '{sum(gone) AS gone,sum(wrong) AS wrong}');
INSERT INTO words VALUES ('f', 'c', 'm', 'o', 1, 2), ('f', 'c', 'm', 'o', 4, 8), ('g', 'c', 'm', 'o', 16, 32);
UPDATE words SET gone = gone + 1 WHERE found = 'f';
DELETE FROM words WHERE gone > 2 AND wrong > 2;
TABLE words_by;
SELECT refresh_words_by();
SELECT drop_rollup('words_by');
DROP TABLE words;
-- nor does a table that inherits, or another inherits from, see all that is written to its rows
CREATE TABLE ancestor (id int, v numeric);
CREATE TABLE heir () INHERITS (ancestor);
SELECT create_rollup('ancestor', 'ancestor_by', '{id}', '{sum(v) AS s}');
SELECT create_rollup('heir', 'heir_by', '{id}', '{sum(v) AS s}');
DROP TABLE ancestor CASCADE;
-- rows that security hides from their owner cannot be summed by him
CREATE ROLE regress_csq_owner;
GRANT CREATE ON SCHEMA public TO regress_csq_owner;
SET ROLE regress_csq_owner;
CREATE TABLE hidden (id int, v numeric);
SELECT create_rollup('hidden', 'hidden_by', '{id % 2 AS k}', '{sum(v) AS s}');
INSERT INTO hidden SELECT i, i FROM generate_series(1, 6) i;
CREATE POLICY low ON hidden USING (id < 4);
ALTER TABLE hidden ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
DELETE FROM hidden WHERE id = 1;
SELECT refresh_hidden_by();
ALTER TABLE hidden NO FORCE ROW LEVEL SECURITY;
DELETE FROM hidden WHERE id = 1;
SELECT k, s, num_rows FROM hidden_by ORDER BY k;
SELECT drop_rollup('hidden_by');
DROP TABLE hidden;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM regress_csq_owner;
DROP ROLE regress_csq_owner;
SELECT drop_rollup('mixed_by'), drop_rollup('mixed_only');
DROP TABLE mixed, whole;

-- nothing is left
DROP VIEW differ, by_hand;
SELECT drop_rollup('answer_day'), drop_rollup('other');
SELECT count(*) FROM pg_trigger WHERE tgrelid = 'answer'::regclass;
SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname ~ '^(keep|refresh)_';
DROP TABLE answer, "odd Table";
DROP TABLE mine;
REVOKE CREATE ON SCHEMA public FROM regress_csq_clerk;
DROP ROLE regress_csq_clerk;

-- A workspace that was made before the checks of today: upgrade_workspace() adds them, rows that break one stay and are named, and what they would break is not judged.
SET search_path = public, csq;
SET client_min_messages = warning;
CREATE FUNCTION checks(schema_name text) RETURNS TABLE (of text, is text) LANGUAGE sql AS $$
  SELECT c.relname || ': ' || k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE k.connamespace = schema_name::regnamespace AND k.contype = 'c' AND c.relname !~ '_other$' $$;
CREATE FUNCTION forget_checks(schema_name text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  done bigint := 0;
  statement text;
BEGIN
  FOR statement IN SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname) FROM pg_constraint k WHERE k.connamespace = schema_name::regnamespace AND k.contype = 'c' AND k.conislocal AND k.coninhcount = 0 LOOP
    EXECUTE statement;
    done := done + 1;
  END LOOP;
  RETURN done;
END $$;
SELECT create_workspace('aged', '{"languages":"en"}') <> '' AS made, create_workspace('odd "Name''', '{"languages":"en","partition_by_time":true}') <> '' AS odd;
CREATE TABLE fresh AS SELECT w, c.* FROM (VALUES ('aged'), ('"odd ""Name''"')) v(w), checks(w) c;
SELECT w, count(*) = (SELECT count(*) FROM workspace_checks(trim(replace(w, '""', '"'), '"'))) AS all_of_them, count(*) > 50 AS many FROM fresh GROUP BY w ORDER BY w;
SELECT forget_checks('aged') = forget_checks('"odd ""Name''"') AS as_many, (SELECT count(*) FROM checks('aged')) AS left_of_them;
SELECT regexp_replace(upgrade_workspace(n), '\d+ checks', 'all checks') AS upgraded FROM (VALUES ('aged'), ('odd "Name''')) v(n);
SELECT count(*) FROM (SELECT w, c.* FROM (VALUES ('aged'), ('"odd ""Name''"')) v(w), checks(w) c EXCEPT TABLE fresh) x;
SELECT count(*) FROM (TABLE fresh EXCEPT SELECT w, c.* FROM (VALUES ('aged'), ('"odd ""Name''"')) v(w), checks(w) c) x;
SELECT upgrade_workspace('aged') AS again;

-- rows that the checks of today refuse
SELECT forget_checks('aged') > 50 AS forgotten;
UPDATE aged.setting SET as_of = '2026-04-01Z';
INSERT INTO aged.complaint (complaint_id, received_at, cost) VALUES ('a', '2026-03-02Z', -1), ('b', '2026-03-02Z', -2), ('c', '2026-03-02Z', NULL), ('d', '2026-03-02Z', 3);
INSERT INTO aged.survey (question, score, answered_at) SELECT q, 4 + i % 2, timestamptz '2026-02-10Z' + i * interval '1 day' FROM unnest('{nps,csat}'::text[]) q, generate_series(1, 40) i;
INSERT INTO aged.target (target_id, metric, kind, value, baseline_from, baseline_until, now_from)
SELECT row_number() OVER (), m, k, v, '2026-02-01', '2026-03-01', '2026-03-01' FROM (VALUES ('nps', 'relative', 15), ('nps', 'points', 0), ('nps', 'points', 5), ('nps', 'at_least', 'NaN'), ('nps', 'more', 1), ('nps', 'at_least', '-Infinity'), ('nps', 'relative', -2),
  ('csat', 'at_least', 0.8), ('csat', 'at_least', 80), ('csat', 'at_most', 1), ('csat', 'points', -3), ('csat', 'relative', 0), ('csat', 'relative', 0.1), ('escalated', 'at_most', 0.05), ('other', 'at_most', 5), ('other', 'at_least', 0.5)) v(m, k, v);
SELECT target_id::int, metric, kind, target, round(value::numeric, 2) AS value, interval_of, verdict, target_value IS NOT NULL OR change IS NOT NULL OR needed IS NOT NULL AS judged, note FROM aged.v_scorecard ORDER BY 1;
RESET client_min_messages;
SELECT regexp_replace(upgrade_workspace('aged'), '\d+ checks', 'all checks') AS upgraded;
SET client_min_messages = warning;
SELECT conrelid::regclass, conname FROM pg_constraint WHERE connamespace = 'aged'::regnamespace AND contype = 'c' AND NOT convalidated ORDER BY conrelid::regclass::text, 2;
\set VERBOSITY terse
INSERT INTO aged.complaint (complaint_id, received_at, cost) VALUES ('e', '2026-03-02Z', -1);
UPDATE aged.complaint SET channel = 'app' WHERE complaint_id = 'a';
\set VERBOSITY default
UPDATE aged.complaint SET channel = 'app', cost = 1 WHERE cost < 0;
DELETE FROM aged.target WHERE target_id IN (SELECT s.target_id FROM aged.v_scorecard s WHERE s.note IS NOT NULL);
RESET client_min_messages;
SELECT upgrade_workspace('aged');
DELETE FROM aged.target;
SELECT upgrade_workspace('aged');
SELECT count(*) FROM pg_constraint WHERE connamespace = 'aged'::regnamespace AND contype = 'c' AND NOT convalidated;
SELECT count(*) FROM (SELECT 'aged', c.* FROM checks('aged') c EXCEPT TABLE fresh) x;

\set SHOW_CONTEXT never
-- what is not said makes no workspace, and no tenant
SELECT create_workspace('never', NULL);
SELECT create_workspace(NULL);
SELECT add_tenant('aged', NULL);
SELECT add_tenant(NULL);
SELECT to_regnamespace('never');
SELECT drop_workspace('aged') <> '' AS dropped, drop_workspace('odd "Name''') <> '' AS odd_dropped;
DROP TABLE fresh;
DROP FUNCTION checks, forget_checks;

-- tick() looks at what can have become another since the last call: it raises what v_alert_due shows all the same, whatever has happened in between.
SET search_path = public, csq;
SET client_min_messages = warning;
CREATE FUNCTION tick_dice(n int, what text, sides int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT mod(abs(hashtext(what || ' ' || n)::bigint), sides)::int $$;
CREATE FUNCTION tick_pick(n int, what text, of text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT nullif(of[1 + tick_dice(n, what, cardinality(of))], 'NULL') $$;

SELECT create_workspace('live', '{"tenant":"bank","calendar":"tz Asia/Shanghai; mon-fri 09:00-18:00"}') <> '' AS made;
SELECT add_tenant('live', '{"tenant":"shop","policies":"four_stages","calendar":"tz America/New_York; 24x7"}');
UPDATE live.setting SET as_of = '2026-03-10 00:00+00';
INSERT INTO live.source (tenant, source, fresh_within) VALUES ('bank', 'crm', '30 minutes'), ('shop', 'crm', '30 minutes'), ('shop', 'never', '1 hour');
INSERT INTO live.customer (tenant, customer_id, segment) SELECT t, 'k' || i, tick_pick(i, 'seg', '{vip,mass}') FROM unnest('{bank,shop}'::text[]) t, generate_series(1, 30) i;
INSERT INTO live.policy (tenant, policy_id, stage, condition, place, target) VALUES ('bank', 'vip', 'resolution', '{"segment":["vip"]}', 5, '8 hours'), ('bank', 'odd', 'resolution', '{"category":["odd"]}', 4, '1 hour');

-- one thing that happens in a service desk
CREATE FUNCTION live_step(n int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  t text := tick_pick(n, 'tenant', '{bank,shop}');
  now_at timestamptz := (SELECT as_of FROM live.setting WHERE tenant = 'bank');
  one text := 'c' || tick_dice(n, 'which', greatest(n, 1));
  day interval := tick_pick(n, 'ago', '{0 days,0 days,0 days,1 day,3 days,6 days,20 days}')::interval;
BEGIN
  CASE tick_dice(n, 'what', 16)
  WHEN 0, 1, 2, 3 THEN
    INSERT INTO live.complaint (tenant, complaint_id, received_at, customer_id, channel, severity, category, source, text, loaded_at)
    SELECT t, 'c' || n || CASE WHEN i > 1 THEN '.' || i ELSE '' END, now_at - day - tick_dice(n + i, 'min', 900) * interval '1 minute' + CASE WHEN tick_dice(n, 'future', 12) = 0 THEN interval '1 day' ELSE '0' END, 'k' || 1 + tick_dice(n, 'cust', 30),
      tick_pick(n, 'channel', '{phone,app}'), tick_pick(n, 'severity', '{major,general,NULL}'), tick_pick(n, 'cat', '{odd,NULL,NULL}'), tick_pick(n, 'source', '{crm,NULL}'), tick_pick(n, 'text', '{the agent was rude,they charged me twice,NULL}'), now_at
    FROM generate_series(1, CASE tick_dice(n, 'many', 25) WHEN 0 THEN 40 ELSE 1 END) i;
  WHEN 4, 5, 6, 7, 8 THEN
    INSERT INTO live.complaint_event (tenant, complaint_id, stage, at, event, seq)
    SELECT c.tenant, c.complaint_id, tick_pick(n, 'stage', '{response,resolution,resolution,review,feedback,classification,assignment,*}'), now_at - day * tick_dice(n, 'late', 2) + (tick_dice(n, 'm', 600) - 560) * interval '1 minute',
      tick_pick(n, 'event', '{stop,stop,stop,pause,resume,reopen,cancel,start,extend 3 hours,retarget 30 hours}'), n FROM live.complaint c WHERE c.complaint_id = one;
  WHEN 9 THEN DELETE FROM live.complaint_event WHERE (tenant, complaint_id, at) IN (SELECT tenant, complaint_id, at FROM live.complaint_event ORDER BY hashtext(complaint_id || seq || n) LIMIT 1);
  WHEN 10 THEN UPDATE live.complaint SET severity = tick_pick(n, 's', '{major,general,NULL}'), category = tick_pick(n, 'c', '{odd,NULL}') WHERE complaint_id = one;
  WHEN 11 THEN
    INSERT INTO live.complaint_label (tenant, complaint_id, labeller, category, severity) SELECT c.tenant, c.complaint_id, 'person', tick_pick(n, 'c', '{odd,fees}'), tick_pick(n, 's', '{major,NULL}') FROM live.complaint c WHERE c.complaint_id = one
    ON CONFLICT (tenant, complaint_id, labeller) DO UPDATE SET category = EXCLUDED.category, severity = EXCLUDED.severity;
  WHEN 12 THEN
    IF tick_dice(n, 'rare', 3) = 0 THEN DELETE FROM live.complaint WHERE complaint_id = one;
    ELSE UPDATE live.complaint SET received_at = received_at - interval '5 hours' WHERE complaint_id = one; END IF;
  WHEN 13 THEN INSERT INTO live.survey (tenant, question, score, answered_at, source, loaded_at) SELECT t, 'csat', 1 + tick_dice(n + i, 'score', 5), now_at - day, tick_pick(n, 'src', '{crm,NULL}'), now_at FROM generate_series(1, 5) i;
  WHEN 14 THEN
    IF tick_dice(n, 'rare', 6) = 0 THEN UPDATE live.policy SET target = tick_pick(n, 'target', '{1 hour,5 hours,90 minutes}')::sla_target WHERE tenant = t AND stage = 'response'; END IF;
  ELSE NULL;
  END CASE;
END $$;
CREATE TABLE wrong (n int, found bigint, not_raised bigint);
CREATE TABLE seen (of text, n bigint);
-- what the view shows is raised, and nothing else is
DO $$
DECLARE
  due bigint;
BEGIN
  FOR n IN 1..700 LOOP
    PERFORM live_step(n);
    CONTINUE WHEN tick_dice(n, 'tick', 3) > 0;
    UPDATE live.setting SET as_of = as_of + CASE tick_dice(n, 'step', 9) WHEN 0 THEN interval '9 hours' WHEN 1 THEN '-1 minute' ELSE tick_dice(n, 'minutes', 40) * interval '1 minute' END;
    SELECT count(*) INTO due FROM live.v_alert_due d WHERE NOT EXISTS (SELECT FROM live.alert x WHERE x.tenant = d.tenant AND x.kind = d.kind AND x.subject = d.subject AND x.occurrence = d.occurrence);
    IF tick('live') <> due THEN
      INSERT INTO wrong SELECT n, due, count(*) FROM live.v_alert_due d WHERE NOT EXISTS (SELECT FROM live.alert x WHERE x.tenant = d.tenant AND x.kind = d.kind AND x.subject = d.subject AND x.occurrence = d.occurrence);
    END IF;
    INSERT INTO seen SELECT CASE WHEN k.checked_at = s.as_of THEN 'everything' ELSE 'what has changed' END, due FROM live.alert_check k JOIN live.setting s USING (tenant);
  END LOOP;
END $$;
SELECT * FROM wrong;
SELECT of, count(*) > 10 AS often, sum(n) > 50 AS much FROM seen GROUP BY of ORDER BY of;
SELECT kind, count(*) > 5 AS some FROM live.alert WHERE kind <> 'surge' GROUP BY kind ORDER BY kind;
SELECT (SELECT count(*) FROM live.change_note) AS notes_kept, (SELECT count(*) > 0 FROM live.alert_look) AS to_be_looked_at;

-- a day of a desk: one clock is run for each complaint in which something has happened or is due, none for the others
CREATE FUNCTION clocks_run() RETURNS TABLE (raised bigint, run bigint) LANGUAGE plpgsql AS $$
DECLARE
  before bigint := coalesce((SELECT calls FROM pg_stat_xact_user_functions WHERE schemaname = 'one' AND funcname = 'events_of'), 0);
BEGIN
  SET LOCAL track_functions = 'all';
  raised := tick('one');
  run := coalesce((SELECT calls FROM pg_stat_xact_user_functions WHERE schemaname = 'one' AND funcname = 'events_of'), 0) - before;
  RETURN NEXT;
END $$;
SELECT create_workspace('one', '{"languages":"en","calendar":"tz UTC; 24x7"}') <> '' AS made;
UPDATE one.setting SET as_of = '2026-03-10 10:00+00';
INSERT INTO one.complaint (complaint_id, received_at, severity) SELECT 'o' || i, timestamptz '2026-03-01 00:00+00' + i * interval '10 minutes', 'general' FROM generate_series(1, 1300) i;
INSERT INTO one.complaint_event (complaint_id, stage, at, event) SELECT 'o' || i, s, timestamptz '2026-03-01 00:00+00' + i * interval '10 minutes' + m * interval '1 minute', 'stop'
FROM generate_series(1, 1200) i, (VALUES ('response', 20), ('resolution', 30), ('review', 35), ('feedback', 36)) v(s, m);
SELECT raised > 0 AS raised, run > 100 AS run FROM clocks_run();
SELECT * FROM clocks_run();
UPDATE one.setting SET as_of = as_of + interval '1 minute';
SELECT * FROM clocks_run();
-- an event that is entered late, and one for later; a complaint of yesterday and one of last month; one that comes tomorrow
INSERT INTO one.complaint_event (complaint_id, stage, at, event) VALUES ('o1100', 'resolution', '2026-03-08 20:00+00', 'reopen'), ('o1250', 'response', '2026-03-10 11:00+00', 'stop');
INSERT INTO one.complaint (complaint_id, received_at) VALUES ('yesterday', '2026-03-09 09:00+00'), ('last month', '2026-02-09 09:00+00'), ('tomorrow', '2026-03-11 09:00+00');
SELECT * FROM clocks_run();
SELECT kind, subject, occurrence FROM one.alert WHERE subject ~ '^(yesterday|last|tomorrow|o1100)' ORDER BY 1, 2, 3;
-- one by one, at the minute
UPDATE one.setting SET as_of = '2026-03-11 09:00+00';
SELECT run > 100 AS all_on_a_new_day FROM clocks_run();
UPDATE one.setting SET as_of = '2026-03-11 10:29+00';
SELECT raised, run FROM clocks_run();
UPDATE one.setting SET as_of = '2026-03-11 10:30+00';
SELECT raised, run FROM clocks_run();
UPDATE one.setting SET as_of = '2026-03-11 11:00+00';
SELECT raised FROM clocks_run();
UPDATE one.setting SET as_of = '2026-03-11 11:00:00.000001+00';
SELECT raised FROM clocks_run();
SELECT kind, subject, occurrence FROM one.alert WHERE subject ~ '^tomorrow' ORDER BY 1, 2, 3;
-- asked as of an earlier instant, what was due soon then is due soon
INSERT INTO one.complaint (complaint_id, received_at) VALUES ('back', '2026-03-11 08:00+00');
SELECT raised, run FROM clocks_run();
UPDATE one.setting SET as_of = '2026-03-11 09:45+00';
SELECT raised, run > 100 AS all_of_them FROM clocks_run();
SELECT kind, subject, occurrence FROM one.alert WHERE subject ~ '^back' ORDER BY 1, 2, 3;
UPDATE one.setting SET as_of = '2026-03-11 11:00:00.000001+00';
SELECT raised FROM clocks_run();
-- what is lost is looked for everywhere: the list of notes after a crash; other policies; another look-back; an alert that was deleted is due again
TRUNCATE one.change_note;
SELECT run > 100 AS run FROM clocks_run();
SELECT * FROM clocks_run();
UPDATE one.policy SET target = '1 hour' WHERE policy_id = 'resolution';
SELECT raised > 100 AS raised, run > 100 AS run FROM clocks_run();
UPDATE one.alert_window SET look_back = '30 days';
SELECT raised > 0 AS raised, run > 100 AS run FROM clocks_run();
DELETE FROM one.alert WHERE subject ~ '^tomorrow';
SELECT raised, run FROM clocks_run();
-- nothing that is not there any more is raised
TRUNCATE one.complaint CASCADE;
TRUNCATE one.alert;
SELECT run FROM clocks_run();
SELECT kind, count(*) > 0 AS some FROM one.alert WHERE kind NOT IN ('surge', 'chart') GROUP BY 1;
-- somebody gives the list an index, or a trigger; or makes another table of it
INSERT INTO one.complaint (complaint_id, received_at) VALUES ('a', '2026-03-11 08:00+00'), ('b', '2026-03-11 08:00+00');
CREATE INDEX note_at ON one.change_note (complaint_id);
INSERT INTO one.complaint (complaint_id, received_at) SELECT 'i' || i, '2026-03-11 08:00+00' FROM generate_series(1, 600) i;
INSERT INTO one.complaint_event (complaint_id, at, event) VALUES ('a', '2026-03-11 08:30+00', 'stop');
SET enable_seqscan = off;
SELECT count(*) FROM one.change_note WHERE complaint_id = 'i77';
RESET enable_seqscan;
SELECT complaint_id, at AT TIME ZONE 'UTC' AS at FROM one.change_note WHERE complaint_id ~ '^[ab]$' ORDER BY 1, 2;
SELECT raised, run FROM clocks_run();
-- a note goes with what it notes
BEGIN;
SAVEPOINT s;
INSERT INTO one.complaint_event (complaint_id, at, event) VALUES ('b', '2026-03-11 08:31+00', 'stop');
ROLLBACK TO s;
INSERT INTO one.complaint_event (complaint_id, at, event) VALUES ('b', '2026-03-11 08:32+00', 'pause'), ('b', '2026-03-11 08:33+00', 'resume');
SELECT count(*) FROM one.change_note WHERE complaint_id = 'b';
SELECT raised, run FROM clocks_run();
UPDATE one.complaint_event SET at = at + interval '1 minute' WHERE complaint_id = 'b' AND event = 'resume';
SELECT count(*) FROM one.change_note WHERE complaint_id = 'b';
COMMIT;
UPDATE one.complaint SET cost = 1 WHERE complaint_id = 'b';
UPDATE one.complaint SET received_at = received_at - interval '1 minute' WHERE complaint_id = 'b';
SELECT complaint_id, at AT TIME ZONE 'UTC' AS at FROM one.change_note WHERE complaint_id = 'b' ORDER BY 2 NULLS FIRST;
-- whoever may write complaints writes notes, and sees none
CREATE ROLE regress_csq_clerk;
GRANT USAGE ON SCHEMA one TO regress_csq_clerk;
GRANT SELECT, INSERT ON one.complaint, one.complaint_label, one.setting, one.policy, one.complaint_event TO regress_csq_clerk;
GRANT UPDATE, SELECT, INSERT ON one.rollup_complaint TO regress_csq_clerk;
SET ROLE regress_csq_clerk;
INSERT INTO one.complaint (complaint_id, received_at, text) VALUES ('clerk', '2026-03-11 08:00+00', 'nobody called me back');
INSERT INTO one.complaint_event (complaint_id, at, event) VALUES ('clerk', '2026-03-11 08:30+00', 'stop');
SELECT FROM one.change_note;
RESET ROLE;
SELECT complaint_id, at IS NULL AS of_an_event FROM one.change_note WHERE complaint_id = 'clerk' ORDER BY 2;
-- a table of somebody else is not written
CREATE SCHEMA mine;
CREATE TABLE mine.change_note (tenant text, complaint_id text, at timestamptz);
CREATE TABLE mine.thing (tenant text, complaint_id text);
ALTER TABLE mine.thing OWNER TO regress_csq_clerk;
GRANT USAGE ON SCHEMA mine TO regress_csq_clerk;
SET ROLE regress_csq_clerk;
CREATE TRIGGER note_change AFTER INSERT ON mine.thing FOR EACH ROW EXECUTE FUNCTION note_change();
INSERT INTO mine.thing VALUES ('t', 'c');
RESET ROLE;
ALTER TABLE mine.change_note DROP at;
INSERT INTO mine.thing VALUES ('t', 'c');
DROP TABLE mine.change_note;
INSERT INTO mine.thing VALUES ('t', 'c');
CREATE TABLE mine.change_note (tenant text, complaint_id text, at timestamptz);
CREATE TABLE mine.other (complaint_id text);
CREATE TRIGGER note_change AFTER INSERT ON mine.other FOR EACH ROW EXECUTE FUNCTION note_change();
INSERT INTO mine.other VALUES ('c');
CREATE TABLE mine.another (tenant text, complaint_id int);
CREATE TRIGGER note_change AFTER INSERT ON mine.another FOR EACH ROW EXECUTE FUNCTION note_change();
INSERT INTO mine.another VALUES ('t', 1);
CREATE TRIGGER note_before BEFORE INSERT ON mine.another FOR EACH ROW EXECUTE FUNCTION note_change();
INSERT INTO mine.another VALUES ('t', 1);
SELECT note_change();
DROP SCHEMA mine CASCADE;
-- a workspace from before this version keeps nothing from call to call, and is brought to what it is today
SELECT tick('one') >= 0 AS raised;
DROP TABLE one.change_note, one.alert_check, one.alert_look, one.alert_found;
DROP TRIGGER note_change ON one.complaint_event;
INSERT INTO one.complaint (complaint_id, received_at) VALUES ('old', '2026-03-11 08:00+00');
SELECT tick('one');
INSERT INTO one.complaint_event (complaint_id, stage, at, event) VALUES ('old', 'resolution', '2026-03-11 09:30+00', 'stop');
SELECT tick('one');
SELECT upgrade_workspace('one');
SELECT tick('one');
INSERT INTO one.complaint_event (complaint_id, stage, at, event) VALUES ('old', 'response', '2026-03-11 10:30+00', 'stop');
SELECT * FROM clocks_run();
SELECT kind, subject FROM one.alert WHERE subject ~ '^old' ORDER BY 1, 2;
-- a customer of all times has no first month, one who stays for ever no last; the instant of asking is one
INSERT INTO one.customer (customer_id, joined_at, left_at, annual_value) VALUES ('ever', '-infinity', '2026-02-02Z', 1), ('stays', '2026-01-01Z', 'infinity', 2), ('left', '2026-01-01Z', '2026-02-02Z', 3);
SELECT month, hits, trials, value_lost FROM one.v_churn ORDER BY 1;
\set VERBOSITY terse
UPDATE one.setting SET as_of = 'infinity';
DROP OWNED BY regress_csq_clerk;
DROP ROLE regress_csq_clerk;
SELECT drop_workspace('one'), drop_workspace('live');
DROP TABLE wrong, seen;
DROP FUNCTION clocks_run, live_step, tick_dice, tick_pick;

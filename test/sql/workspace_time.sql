-- A workspace by time against one that is not: the same rows, whichever way they came, say the same in every view; numbers are given once, what belongs to a complaint goes with it.
SET search_path = public, csq;
SET timezone = 'America/New_York';
SELECT create_workspace('flat', '{"languages":"en","calendar":"tz Asia/Shanghai; mon-fri 09:00-18:00"}') <> '' AS made;
SELECT create_workspace('timed', '{"languages":"en","calendar":"tz Asia/Shanghai; mon-fri 09:00-18:00","partition_by_time":true}') <> '' AS made, is_by_time('timed'), is_by_time('flat');
SELECT add_partitions('timed', '2026-01-01', '2026-04-01'), add_partitions('timed', '2026-01-01', '2026-05-01') AS one_more, add_partitions('timed') AS none;
SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) AS bound FROM pg_class c WHERE relnamespace = 'timed'::regnamespace AND relispartition AND relkind = 'r' AND relname ~ 'complaint|touch_o' ORDER BY 1;

CREATE TABLE came AS SELECT 'x' || i AS complaint_id, timestamptz '2026-01-03 00:00Z' + i * interval '6 hours' AS received_at, (ARRAY['phone', 'app', 'chat'])[i % 3 + 1] AS channel, 'k' || i * 7 % 90 AS customer_id, (ARRAY['card', 'loan'])[i % 2 + 1] AS product,
  CASE WHEN i % 9 = 0 THEN 'major' END AS severity, CASE WHEN i % 3 > 0 THEN (ARRAY['nobody called me back', 'they charged me twice', 'your agent was rude, I will go to the regulator'])[i % 3] || ' ' || i END AS text, timestamptz '2026-06-01 00:00Z' AS loaded_at
FROM generate_series(1, 450) i;
CREATE PROCEDURE fill(w text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($q$
    UPDATE %1$I.setting SET as_of = '2026-05-01 00:00Z', funnel = 'home -> pay';
    INSERT INTO %1$I.customer (customer_id, segment, birth_year) SELECT 'k' || i, CASE WHEN i %% 10 = 0 THEN 'vip' ELSE 'mass' END, 1940 + i FROM generate_series(0, 89) i;
    INSERT INTO %1$I.complaint_event (complaint_id, stage, at, event) SELECT c.complaint_id, s.stage, c.received_at + (s.f + ascii(right(c.complaint_id, 1)) * 7 %% s.m) * interval '1 hour', 'stop'
      FROM %1$I.complaint c, (VALUES ('response', 0, 5), ('resolution', 20, 90)) s(stage, f, m) WHERE c.complaint_id !~ '7$';
    INSERT INTO %1$I.compensation (complaint_id, kind, offered_at, accepted, cost) SELECT complaint_id, 'coupon', received_at + interval '1 day', true, 5 FROM %1$I.complaint WHERE complaint_id ~ '5$';
    INSERT INTO %1$I.improvement (improvement_id, complaint_id, action, raised_at, owner) SELECT complaint_id, complaint_id, 'shorter form', received_at, 'ann' FROM %1$I.complaint WHERE complaint_id ~ '55$';
    INSERT INTO %1$I.contact (contact_id, case_id, customer_id, agent_id, channel, offered_at, answered_at, handle_seconds, resolved, loaded_at)
      SELECT 'n' || i, 'x' || i, 'k' || i %% 90, 'a' || i %% 5, 'phone', t, CASE WHEN i %% 7 > 0 THEN t + i %% 60 * interval '1 second' END, 200 + i %% 50, i %% 3 > 0, '2026-06-01Z' FROM (SELECT i, timestamptz '2026-01-03 00:00Z' + i * interval '8 hours' AS t FROM generate_series(1, 350) i) x;
    INSERT INTO %1$I.touch (touch_id, case_id, at, touchpoint, channel, department, seconds, succeeded, loaded_at)
      SELECT i, 'j' || i / 4, timestamptz '2026-01-03 00:00Z' + i / 4 * interval '18 hours' + i %% 4 * interval '10 minutes', (ARRAY['home', 'page', 'bot', 'pay'])[i %% 4 + 1], (ARRAY['web', 'app', 'web'])[i %% 3 + 1], 'd' || i %% 2, i %% 9, i %% 5 > 0, '2026-06-01Z' FROM generate_series(1, 600) i;
    INSERT INTO %1$I.survey (survey_id, question, score, answered_at, agent_id, case_id, loaded_at) SELECT i, 'nps', i * 7 %% 11, timestamptz '2026-01-03 00:00Z' + i * interval '20 hours', 'a' || i %% 5, 'x' || i, '2026-06-01Z' FROM generate_series(1, 125) i$q$, w);
END $$;
-- of views and tables those that differ, one look at each
CREATE FUNCTION differing(names text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  name text; n bigint; looked int := 0; found text := '';
BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'flat'::regnamespace AND (relkind = 'v' OR relname ~ '^rollup_' AND relkind = 'r' OR relname IN ('complaint_label', 'complaint_event', 'compensation')) AND relname ~ names ORDER BY 1 LOOP
    EXECUTE format('SELECT count(*) FROM ((TABLE flat.%1$I EXCEPT ALL TABLE timed.%1$I) UNION ALL (TABLE timed.%1$I EXCEPT ALL TABLE flat.%1$I)) x', name) INTO n;
    looked := looked + 1;
    found := found || CASE WHEN n > 0 THEN ' ' || name ELSE '' END;
  END LOOP;
  RETURN looked || ' looked at, differing:' || found;
END $$;
-- in one transaction, so that what was done now was done at once
BEGIN;
INSERT INTO flat.complaint (complaint_id, received_at, channel, customer_id, product, severity, text, loaded_at) TABLE came;
-- a third through the whole, the others straight into their partitions
INSERT INTO timed.complaint (complaint_id, received_at, channel, customer_id, product, severity, text, loaded_at) SELECT * FROM came WHERE received_at < '2026-02-01Z';
INSERT INTO timed.complaint_2026_02_01 (complaint_id, received_at, channel, customer_id, product, severity, text, loaded_at) SELECT * FROM came WHERE received_at >= '2026-02-01Z' AND received_at < '2026-03-01Z';
INSERT INTO timed.complaint_2026_03_01 (complaint_id, received_at, channel, customer_id, product, severity, text, loaded_at) SELECT * FROM came WHERE received_at >= '2026-03-01Z' AND received_at < '2026-04-01Z';
INSERT INTO timed.complaint (complaint_id, received_at, channel, customer_id, product, severity, text, loaded_at) SELECT * FROM came WHERE received_at >= '2026-04-01Z';
CALL fill('flat');
CALL fill('timed');
ANALYZE;
COMMIT;
SELECT tableoid::regclass AS partition, count(*) FROM timed.complaint GROUP BY tableoid ORDER BY tableoid::regclass::text COLLATE "C";
SELECT differing();
-- and it would be seen if something did
BEGIN;
UPDATE flat.complaint SET channel = 'fax', escalated_at = received_at WHERE complaint_id = 'x100';
SELECT differing('^(v_complaint|rollup_)');
ROLLBACK;
SELECT count(*) AS with_deadlines FROM timed.complaint WHERE response_due IS NOT NULL;

-- a complaint whose time changes goes to another partition with all that belongs to it
UPDATE flat.complaint SET received_at = received_at + interval '40 days' WHERE complaint_id ~ '3$';
UPDATE timed.complaint SET received_at = received_at + interval '40 days' WHERE complaint_id ~ '3$';
UPDATE flat.contact SET offered_at = offered_at + interval '33 days', answered_at = answered_at + interval '33 days' WHERE contact_id ~ '4$';
UPDATE timed.contact SET offered_at = offered_at + interval '33 days', answered_at = answered_at + interval '33 days' WHERE contact_id ~ '4$';
SELECT differing('^(v_complaint|v_status|v_reason_month|v_calls|v_resolution|rollup_|complaint_|compensation)');
-- one that goes takes its events, labels and compensation along, also straight from its partition
DELETE FROM flat.complaint WHERE complaint_id ~ '[24]$';
DELETE FROM timed.complaint WHERE complaint_id ~ '2$';
DELETE FROM timed.complaint_2026_01_01 WHERE complaint_id ~ '4$';
DELETE FROM timed.complaint WHERE complaint_id ~ '4$';
SELECT differing('^(v_complaint|v_status|v_reason_month|v_calls|v_resolution|rollup_|complaint_|compensation)');
SELECT (SELECT count(*) FROM timed.complaint) AS complaints, (SELECT count(*) FROM timed.complaint_key) AS numbers, (SELECT count(*) FROM timed.complaint_event) = (SELECT count(*) FROM flat.complaint_event) AS same_events;
-- the number goes, and the complaint with it
DELETE FROM flat.complaint WHERE complaint_id = 'x11';
DELETE FROM timed.complaint_key WHERE complaint_id = 'x11';
SELECT differing('^(v_complaint|v_status|v_reason_month|v_calls|v_resolution|rollup_|complaint_|compensation)');
SELECT timed.refresh_rollup_complaint(), timed.refresh_rollup_contact(), timed.refresh_rollup_survey();

-- a number is given once, whatever its time; what belongs to no complaint is refused; who is pointed to stays
\set SHOW_CONTEXT never
INSERT INTO timed.complaint (complaint_id, received_at, loaded_at) VALUES ('x21', '2026-04-20Z', '2026-06-01Z');
INSERT INTO timed.complaint_2026_03_01 (complaint_id, received_at, loaded_at) VALUES ('x21', '2026-03-20Z', '2026-06-01Z');
INSERT INTO timed.complaint (complaint_id, received_at, loaded_at) VALUES ('new', '2026-04-20Z', '2026-06-01Z'), ('new', '2026-03-20Z', '2026-06-01Z');
INSERT INTO timed.complaint (complaint_id, received_at) SELECT 'two', '2026-03-20Z' FROM generate_series(1, 2);
-- a file that is loaded again
BEGIN;
INSERT INTO timed.complaint (complaint_id, received_at, loaded_at) SELECT complaint_id, received_at, loaded_at FROM timed.complaint ON CONFLICT DO NOTHING;
INSERT INTO timed.complaint (complaint_id, received_at, channel, loaded_at) VALUES ('x21', (SELECT received_at FROM timed.complaint WHERE complaint_id = 'x21'), 'letter', '2026-06-01Z'), ('x_new', '2026-03-20Z', 'letter', '2026-06-01Z')
  ON CONFLICT (tenant, complaint_id, received_at) DO UPDATE SET channel = EXCLUDED.channel;
SELECT count(*) AS n, count(DISTINCT complaint_id) AS numbers, (SELECT count(*) FROM timed.complaint_key) AS keys, count(*) FILTER (WHERE channel = 'letter') AS letters FROM timed.complaint;
SELECT timed.refresh_rollup_complaint() AS wrong;
ROLLBACK;
INSERT INTO timed.complaint_event (complaint_id, at, event) VALUES ('nobody', '2026-04-20Z', 'stop');
INSERT INTO timed.complaint (tenant, complaint_id, received_at) VALUES ('nobody', 'y', '2026-04-20Z');
DELETE FROM timed.complaint WHERE complaint_id = 'x55';
UPDATE timed.complaint SET complaint_id = 'other' WHERE complaint_id = 'x21';
SELECT differing('^(v_complaint|v_status|v_reason_month|v_calls|v_resolution|rollup_|complaint_|compensation)');
-- a number that was freed is free
DELETE FROM timed.complaint WHERE complaint_id = 'x21';
INSERT INTO timed.complaint (complaint_id, received_at, loaded_at) VALUES ('x21', '2026-04-20Z', '2026-06-01Z');
DELETE FROM flat.complaint WHERE complaint_id = 'x21';
INSERT INTO flat.complaint (complaint_id, received_at, loaded_at) VALUES ('x21', '2026-04-20Z', '2026-06-01Z');
SELECT differing('^(v_complaint|v_status|v_reason_month|v_calls|v_resolution|rollup_|complaint_|compensation)');

-- old complaints go with their partition: the recipe of the documentation
BEGIN;
DELETE FROM timed.improvement i USING timed.complaint_2026_01_01 c WHERE i.tenant = c.tenant AND i.complaint_id = c.complaint_id;
DELETE FROM timed.complaint_key k USING timed.complaint_2026_01_01 c WHERE k.tenant = c.tenant AND k.complaint_id = c.complaint_id;
SELECT timed.refresh_rollup_complaint() AS wrong;
DROP TABLE timed.complaint_2026_01_01;
COMMIT;
DELETE FROM flat.improvement i USING flat.complaint c WHERE i.complaint_id = c.complaint_id AND c.received_at < '2026-02-01Z';
DELETE FROM flat.complaint WHERE received_at < '2026-02-01Z';
SELECT differing();

-- rows that came before their time had a partition move into it when it has, with all that belongs to them, seen by no trigger
BEGIN;
INSERT INTO timed.complaint (complaint_id, received_at, text, loaded_at) SELECT 'early' || i, timestamptz '2026-10-20Z' + i * interval '10 days', 'nobody called me back', '2026-06-01Z' FROM generate_series(1, 4) i;
UPDATE timed.complaint SET response_due = '2027-01-01Z' WHERE complaint_id = 'early2';
INSERT INTO timed.complaint_event (complaint_id, at, event) SELECT complaint_id, received_at, 'stop' FROM timed.complaint WHERE complaint_id ~ '^early';
INSERT INTO timed.contact (contact_id, offered_at, loaded_at) VALUES ('early', '2026-11-05Z', '2026-06-01Z');
SELECT add_partitions('timed', '2026-11-01', '2026-12-01');
SELECT tableoid::regclass AS partition, complaint_id, response_due = '2027-01-01Z' AS kept, (SELECT count(*) FROM timed.complaint_event e WHERE e.complaint_id = c.complaint_id) AS events,
  (SELECT count(*) FROM timed.complaint_label l WHERE l.complaint_id = c.complaint_id) AS labels, (SELECT count(*) FROM timed.complaint_key k WHERE k.complaint_id = c.complaint_id) AS keys
FROM timed.complaint c WHERE complaint_id ~ '^early' ORDER BY 2;
SELECT tableoid::regclass AS partition FROM timed.contact WHERE contact_id = 'early';
SELECT timed.refresh_rollup_complaint() AS wrong, timed.refresh_rollup_contact() AS wrong_contacts;
DELETE FROM timed.complaint_2026_11_01 WHERE complaint_id = 'early3';
INSERT INTO timed.complaint_other (complaint_id, received_at, loaded_at) VALUES ('early5', '2026-12-24Z', '2026-06-01Z');
DELETE FROM timed.complaint WHERE complaint_id = 'early4';
SELECT count(*) AS keys, (SELECT count(*) FROM timed.complaint_event WHERE complaint_id ~ '^early') AS events, timed.refresh_rollup_complaint() AS wrong FROM timed.complaint_key WHERE complaint_id ~ '^early';
ROLLBACK;
-- a number in a partition that was detached and kept may be given again: what is done to the old row then is nothing to the new one
BEGIN;
INSERT INTO timed.complaint (complaint_id, received_at, loaded_at) VALUES ('again', '2026-02-20Z', '2026-06-01Z');
ALTER TABLE timed.complaint DETACH PARTITION timed.complaint_2026_02_01;
SELECT timed.refresh_rollup_complaint() > 0 AS were_wrong;
INSERT INTO timed.complaint (complaint_id, received_at, loaded_at) VALUES ('again', '2026-04-20Z', '2026-06-01Z');
INSERT INTO timed.complaint_event (complaint_id, at, event) VALUES ('again', '2026-04-21Z', 'stop');
DELETE FROM timed.complaint_2026_02_01 WHERE complaint_id = 'again';
SELECT received_at, (SELECT count(*) FROM timed.complaint_event e WHERE e.complaint_id = c.complaint_id) AS events FROM timed.complaint c WHERE complaint_id = 'again';
SELECT timed.refresh_rollup_complaint() AS wrong;
ROLLBACK;
-- and comes back with it: nothing asks then, so check_input says it
BEGIN;
INSERT INTO timed.complaint (complaint_id, received_at, loaded_at) SELECT n, '2026-02-20Z', '2026-06-01Z' FROM unnest('{again,"and again",once}'::text[]) n;
SELECT count(*) FROM timed.v_input WHERE finding ~ 'several';
ALTER TABLE timed.complaint DETACH PARTITION timed.complaint_2026_02_01;
INSERT INTO timed.complaint (complaint_id, received_at, loaded_at) VALUES ('again', '2026-04-20Z', '2026-06-01Z'), ('and again', '2026-03-20Z', '2026-06-01Z'), ('new', '2026-03-20Z', '2026-06-01Z');
ALTER TABLE timed.complaint ATTACH PARTITION timed.complaint_2026_02_01 FOR VALUES FROM ('2026-02-01 00:00Z') TO ('2026-03-01 00:00Z');
SELECT tenant, object, id, value FROM timed.v_input WHERE finding = 'several complaints have the number' ORDER BY id;
SELECT * FROM check_input('timed') WHERE finding = 'several complaints have the number';
DELETE FROM timed.complaint WHERE complaint_id ~ 'again' AND received_at < '2026-03-01Z';
SELECT count(*) FROM timed.v_input WHERE finding ~ 'several';
SELECT count(*) AS complaints, (SELECT count(*) FROM timed.complaint_key WHERE complaint_id ~ 'again') AS keys FROM timed.complaint WHERE complaint_id ~ 'again';
ROLLBACK;

-- a partition made by somebody else: rows through the whole came in, straight into it they are refused until it is followed
CREATE TABLE timed.by_partman PARTITION OF timed.complaint FOR VALUES FROM ('2027-05-01 00:00Z') TO ('2027-06-01 00:00Z');
INSERT INTO timed.by_partman (complaint_id, received_at, text) VALUES ('m1', '2027-05-03Z', 'nobody called me back');
INSERT INTO timed.complaint (complaint_id, received_at, text) VALUES ('m2', '2027-05-03Z', 'nobody called me back');
SELECT add_partitions('timed') AS made;
INSERT INTO timed.by_partman (complaint_id, received_at, text) VALUES ('m1', '2027-05-03Z', 'nobody called me back');
SELECT complaint_id, labeller, category FROM timed.complaint_label WHERE complaint_id ~ '^m' ORDER BY 1;
SELECT day, sum(num_rows) AS n FROM timed.rollup_complaint WHERE day = '2027-05-03' GROUP BY 1;
SELECT timed.refresh_rollup_complaint() AS wrong;
TRUNCATE timed.by_partman;
SELECT count(*) AS labels FROM timed.complaint_label WHERE complaint_id ~ '^m';
SELECT timed.refresh_rollup_complaint() AS wrong;

-- complaints of today that turn out to be of another day, and so of another partition: that day is counted anew by the next tick()
SELECT create_workspace('moved', '{"languages":"en","policies":"none","partition_by_time":true}') <> '' AS made, add_partitions('moved', '2026-02-10', '2026-04-01', '1 day') > 0 AS parted;
UPDATE moved.setting SET as_of = '2026-03-20 18:00Z';
INSERT INTO moved.complaint (complaint_id, received_at) SELECT 'm' || d || ' ' || i, timestamptz '2026-03-20 12:00Z' - d * interval '1 day' FROM generate_series(1, 30) d, generate_series(1, (ARRAY[5,3,7,4,6,2,8,5,4,7])[1 + d % 10]) i;
INSERT INTO moved.complaint (complaint_id, received_at) SELECT 'today' || i, timestamptz '2026-03-20 00:00Z' + i * interval '10 minutes' FROM generate_series(1, 40) i;
SELECT count(tick('moved')) AS called;
UPDATE moved.complaint SET received_at = received_at - interval '1 day' WHERE complaint_id ~ 'today';
SELECT count(*) AS notes, count(*) FILTER (WHERE at = '-infinity') AS of_the_day_they_have_now FROM moved.change_note WHERE complaint_id ~ 'today';
SELECT kind, subject, occurrence FROM moved.alert WHERE occurrence = '2026-03-19';
SELECT tick('moved') > 0 AS raised;
SELECT kind, subject, occurrence FROM moved.alert WHERE occurrence = '2026-03-19' ORDER BY 1;
SELECT count(*) AS not_raised FROM moved.v_alert_due d WHERE NOT EXISTS (SELECT FROM moved.alert x WHERE x.kind = d.kind AND x.occurrence = d.occurrence);
SELECT drop_workspace('moved');

-- upgraded it is what it was; security is on each partition; another tenant
SELECT guard_workspace('timed') > 0 AS guarded;
SELECT upgrade_workspace('timed');
SELECT add_partitions('timed', '2026-08-01', '2026-09-01') AS made;
SELECT count(*) AS open FROM pg_class WHERE relnamespace = 'timed'::regnamespace AND relkind IN ('r', 'p') AND NOT relrowsecurity;
SELECT tick('timed') > 0 AS raised, tick('timed') AS again;
SELECT (SELECT count(*) > 0 FROM timed.v_status) AS clocks, label('timed', 'x21', 'fees', 'ann') AS known;
-- the clocks of one day are read in one partition
CREATE FUNCTION partitions_read(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE line text; n bigint := 0; BEGIN FOR line IN EXECUTE 'EXPLAIN ' || query LOOP n := n + (line ~ ' on complaint_(2|other)[0-9_]* c(_\d+)? ')::int; END LOOP; RETURN n; END $$;
SELECT partitions_read($q$SELECT * FROM timed.v_status WHERE received_at >= '2026-03-10Z' AND received_at < '2026-03-11Z'$q$) AS of_a_day, partitions_read('SELECT * FROM timed.v_status') > 2 AS of_all;
SELECT add_partitions('flat');
SELECT add_partitions('timed', '2026-08-01', NULL);
SELECT add_partitions('timed', '2026-08-01', '2026-09-01', '1 hour');
SELECT create_workspace('third', '{"partition_by_time":"perhaps"}');
SELECT drop_workspace('flat'), drop_workspace('timed');
DROP FUNCTION differing, partitions_read;
DROP PROCEDURE fill;
DROP TABLE came;

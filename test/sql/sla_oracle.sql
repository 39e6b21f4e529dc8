-- sla_status against a clock walked minute by minute in PL/pgSQL: no code in common, openness from AT TIME ZONE.
CREATE SCHEMA test_sla_oracle;
SET search_path = test_sla_oracle, csq, public;
SET timezone = 'UTC';

CREATE TABLE zones(zone text, cal calendar, hours int4multirange[], since timestamptz);
-- hours: minutes of the day that are open, Sunday first; around changes of the clock
INSERT INTO zones VALUES
 ('Europe/Berlin', 'tz Europe/Berlin; mon-fri 09:00-12:00 13:30-18:00; sun 00:00-24:00',
  ARRAY['{[0,1440)}', '{[540,720),[810,1080)}', '{[540,720),[810,1080)}', '{[540,720),[810,1080)}', '{[540,720),[810,1080)}', '{[540,720),[810,1080)}', '{}']::int4multirange[], '2025-10-24 00:00Z'),
 ('America/New_York', 'tz America/New_York; mon-sun 00:00-04:00 08:00-20:30',
  array_fill('{[0,240),[480,1230)}'::int4multirange, ARRAY[7]), '2024-03-08 00:00Z'),
 ('Australia/Lord_Howe', 'tz Australia/Lord_Howe; mon-fri 07:15-16:45; sat-sun 01:00-23:00',
  ARRAY['{[60,1380)}', '{[435,1005)}', '{[435,1005)}', '{[435,1005)}', '{[435,1005)}', '{[435,1005)}', '{[60,1380)}']::int4multirange[], '2024-04-05 00:00Z');

-- Walk from the first event to as_of, then on until the target is used up.
CREATE FUNCTION walk(at timestamptz[], event text[], target int, zone text, hours int4multirange[], as_of timestamptz, reopen text, retarget text,
  OUT state text, OUT started_at timestamptz, OUT due_at timestamptz, OUT elapsed int, OUT paused int, OUT breached_at timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  m timestamptz := at[1];
  i int := 1;
  phase text := 'pending';
  is_paused bool := false;
  is_open bool;
  base int := target;             -- without extensions: what a new run begins with
  goal int := target;
  kept timestamptz;               -- breach of an earlier run of this cycle
  spent int;
  marks timestamptz[] := '{}';    -- minutes counted, in order, since the measurement began
  idle timestamptz[] := '{}';     -- open minutes since a stop: a deadline counts on as if nothing had stopped
  verb text;
BEGIN
  elapsed := 0; paused := 0;
  LOOP
    WHILE i <= array_length(at, 1) AND at[i] <= m AND m <= as_of LOOP
      verb := split_part(event[i], ' ', 1);
      IF verb = 'extend' THEN
        goal := goal + split_part(event[i], ' ', 2)::int;
      ELSIF verb = 'retarget' AND retarget <> 'freeze' THEN
        base := split_part(event[i], ' ', 2)::int;
        goal := base;
        IF retarget = 'restart' AND phase = 'running' THEN
          started_at := m; elapsed := 0; paused := 0; marks := '{}'; kept := breached_at;
        ELSIF retarget = 'retroactive' AND phase <> 'pending' THEN
          spent := goal;
          breached_at := coalesce(kept, marks[goal + 1]);   -- the first counted minute beyond it
        END IF;
      ELSIF verb = 'pause' AND phase IN ('pending', 'running') THEN
        is_paused := true;
      ELSIF verb = 'resume' THEN
        is_paused := false;
      ELSIF verb = 'stop' AND phase = 'running' THEN
        phase := 'stopped'; is_paused := false; spent := goal; idle := '{}';
      ELSIF (verb = 'start' AND phase = 'pending')
         OR (verb IN ('start', 'reopen') AND phase = 'stopped' AND reopen IN ('restart', 'new_cycle')) THEN
        IF phase = 'stopped' THEN goal := base; END IF;
        IF reopen = 'new_cycle' THEN breached_at := NULL; END IF;
        kept := breached_at;
        phase := 'running'; started_at := m; elapsed := 0; paused := 0; marks := '{}';
      ELSIF verb IN ('start', 'reopen') AND phase = 'stopped' AND reopen = 'resume' THEN
        phase := 'running';
      END IF;
      i := i + 1;
    END LOOP;
    is_open := hours[extract(dow FROM m AT TIME ZONE zone)::int + 1]
               @> (extract(hour FROM m AT TIME ZONE zone) * 60 + extract(minute FROM m AT TIME ZONE zone))::int;
    IF m < as_of THEN
      IF phase = 'running' AND breached_at IS NULL AND (elapsed > goal OR (elapsed = goal AND is_open AND NOT is_paused)) THEN
        breached_at := m;
      END IF;
      IF phase = 'stopped' AND is_open THEN idle := idle || m; END IF;
      IF phase = 'running' AND is_open THEN
        IF is_paused THEN paused := paused + 1; ELSE elapsed := elapsed + 1; marks := marks || m; END IF;
      END IF;
    ELSE
      IF state IS NULL THEN
        IF phase = 'stopped' THEN marks := marks || idle; END IF;
        goal := CASE WHEN phase = 'stopped' THEN spent ELSE goal END;
        state := CASE WHEN phase = 'pending' THEN phase
                      WHEN phase = 'stopped' THEN CASE WHEN elapsed > goal THEN 'breached' ELSE 'met' END
                      WHEN elapsed > goal THEN 'overdue' WHEN is_paused THEN 'paused' ELSE 'running' END;
      END IF;
      EXIT WHEN phase = 'pending' OR cardinality(marks) >= goal;
      IF is_open THEN marks := marks || m; END IF;
    END IF;
    m := m + interval '1 minute';
  END LOOP;
  due_at := marks[goal] + interval '1 minute';
END $$;

-- psql -v histories=10000 -f test/sql/sla_oracle.sql walks more of them
\if :{?histories}
\else
\set histories 600
\endif
SELECT setseed(0.42);
CREATE TABLE histories AS
SELECT n AS id, z.zone, z.cal, z.hours, 1 + (random() * 900)::int AS target, z.since + make_interval(mins => (random() * 4000)::int) AS as_of,
       (ARRAY['resume', 'restart', 'new_cycle', 'ignore'])[1 + n % 4] AS reopen,
       (ARRAY['carry', 'restart', 'retroactive', 'freeze'])[1 + n / 4 % 4] AS retarget, 20 + n * 37 % 700 AS other_target
FROM generate_series(1, :histories) AS n JOIN zones AS z ON z.zone = (ARRAY['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])[1 + n % 3];
CREATE TABLE happened AS
SELECT h.id, z.since + make_interval(mins => (random() * CASE WHEN k = 1 THEN 600 ELSE 3000 END)::int) AS at,
       CASE k WHEN 1 THEN 'start' ELSE (ARRAY['pause', 'resume', 'pause', 'resume', 'stop', 'reopen', 'extend 75 business minutes', 'retarget ' || other_target || ' business minutes'])[1 + (random() * 7.99)::int % 8] END AS event
FROM histories AS h JOIN zones AS z USING (zone), generate_series(1, 9) AS k;

-- which of these comes first at one instant depends on the state, which the walk does not look at; sla.sql and the unit test do
DELETE FROM happened AS a USING happened AS b WHERE a.id = b.id AND a.at = b.at AND (a.event, b.event) IN (('reopen', 'stop'), ('resume', 'pause'));
-- other simultaneous events in the documented order
CREATE TABLE judged AS
SELECT h.id, w.state AS w_state, w.started_at AS w_start, w.due_at AS w_due, make_interval(mins => w.elapsed) AS w_elapsed,
       make_interval(mins => w.paused) AS w_paused, w.breached_at AS w_breached, s.*
FROM (SELECT h.*, c.clock, c.at, c.event FROM histories AS h JOIN (
        SELECT id, clock_agg(at, event) AS clock, array_agg(at ORDER BY at, o) AS at, array_agg(event ORDER BY at, o) AS event
        FROM (SELECT *, array_position(ARRAY['start', 'reopen', 'retarget', 'extend', 'resume', 'pause', 'stop'], split_part(event, ' ', 1)) AS o FROM happened) AS e
        GROUP BY id) AS c USING (id)) AS h,
     LATERAL walk(h.at, h.event, h.target, h.zone, h.hours, h.as_of, h.reopen, h.retarget) AS w,
     LATERAL sla_status(h.clock, (h.target || ' business minutes')::sla_target, h.cal, h.as_of, h.reopen, h.retarget) AS s;

SELECT count(*) AS histories,
       count(*) FILTER (WHERE state = w_state) AS same_state,
       count(*) FILTER (WHERE started_at IS NOT DISTINCT FROM w_start) AS same_start,
       count(*) FILTER (WHERE due_at IS NOT DISTINCT FROM w_due) AS same_due,
       count(*) FILTER (WHERE started_at IS NULL OR elapsed = w_elapsed) AS same_elapsed,
       count(*) FILTER (WHERE started_at IS NULL OR paused = w_paused) AS same_paused,
       count(*) FILTER (WHERE breached_at IS NOT DISTINCT FROM w_breached) AS same_breach
FROM judged;
SELECT min(n) > 5 AS every_state_occurs FROM (
  SELECT s, count(state) AS n FROM unnest(ARRAY['pending', 'running', 'paused', 'met', 'breached', 'overdue']) AS s LEFT JOIN judged ON state = s GROUP BY s) AS x;

SET client_min_messages = warning;
DROP SCHEMA test_sla_oracle CASCADE;

-- journeys over time: stages, time_in, state_at, sessions, relabel, contacts, effort
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'postgres';
SET search_path = csq, public;

CREATE TEMP TABLE j (id int, j journey);
INSERT INTO j VALUES
  (1, '{"v":1,"events":[["2026-01-05T09:00:00Z","open","web"],["2026-01-05T10:00:00Z","working","phone",null,1],["2026-01-05T10:00:00Z","waiting","phone",null,2],["2026-01-06T10:00:00Z","waiting","web"],["2026-01-06T12:00:00Z","working"],["2026-01-06T13:00:00Z","solved","web"]]}'),
  (2, '{"v":1,"events":[["2026-01-05T09:00:00Z","open"]]}'), (3, '{"v":1,"events":[]}'), (4, NULL);

-- ---- stages ----
SELECT id, s.* FROM j, stages(j) s ORDER BY id, entered, "left";
SELECT id, s.* FROM j, stages(j, during => '[2026-01-05 09:30Z, 2026-01-06 18:00Z)') s ORDER BY id, entered, "left";
SELECT id, s.stage, s.spent FROM j, stages(j, during => '[2026-01-05 00:00Z, 2026-01-06 00:00Z)', carry => 'new') s ORDER BY id, entered, "left";
-- an event at the very beginning takes over, a carried stage of the same name goes on
SELECT s.* FROM j, stages(j, '[2026-01-05 09:00, 2026-01-05 09:30]'::tstzrange, 'new') s WHERE id = 1;
SELECT s.* FROM j, stages(j, '[2026-01-05 08:00, 2026-01-05 09:30]'::tstzrange, 'open') s WHERE id = 1;
SELECT count(*) FROM j, stages(j, 'empty'::tstzrange, 'new');
SELECT id, count(*) FROM j, stages(j, during => '[2026-01-05 09:30Z,)') s WHERE "left" IS NULL GROUP BY id ORDER BY id;
SELECT count(*) FROM j, stages(j, '(,)'::tstzrange, 'new') s;
-- with a calendar: working days 9 to 17
SELECT id, s.stage, s."left" - s.entered AS physical, s.spent FROM j, stages(j, 'tz UTC; mon-fri 09:00-17:00'::calendar, '[2026-01-05, 2026-01-07)') s ORDER BY id, entered, "left";

-- ---- time_in ----
SELECT id, time_spent(j, 'waiting') AS waiting, time_spent(j, 'working') AS working, time_spent(j, 'solved') AS solved, time_spent(j, 'solved', during => '[2026-01-05Z, 2026-01-07Z)') AS solved_by,
       time_spent(j, 'waiting', 'tz UTC; mon-fri 09:00-17:00'::calendar) AS business, time_spent(j, 'new', '[2026-01-05, 2026-01-06)'::tstzrange, 'new') AS carried FROM j ORDER BY id;
SELECT time_spent(j, NULL) IS NULL AS stage, time_spent(j, 'open', NULL::calendar) IS NULL AS calendar, time_spent(j, 'open', NULL::tstzrange) AS all_time FROM j WHERE id = 1;
-- a window that is typed: with a zone, whatever that of the session; a calendar has its cast
SET timezone = 'Asia/Shanghai';
SELECT time_spent(j, 'open', '[2026-01-05 09:30Z, 2026-01-06Z)') AS placed, time_spent(j, 'open', during => '[2026-01-05 17:30+08, 2026-01-06 08:00+08)') AS named, time_spent(j, 'open', during => '[2026-01-05 09:30Z,）') AS wide,
  time_spent(j, 'new', '[2026-01-05Z, 2026-01-06Z)', 'new') AS carried, (SELECT sum(spent) FROM stages(j, '[2026-01-05Z, 2026-01-06Z)', 'new')) AS whole, time_spent(j, 'open', 'empty') AS empty, time_spent(j, 'open', during => NULL) AS no_window FROM j WHERE id = 1;
SELECT time_spent(j, 'open', during => '[2026-01-05, 2026-01-07)') FROM j WHERE id = 1;
SELECT s.* FROM j, stages(j, '[2026-01-05, 2026-01-07)') s WHERE id = 1;
SELECT time_spent(j, 'open', 'tz UTC; mon-fri 09:00-17:00') FROM j WHERE id = 1;
SELECT time_spent(j, 'open', 'tz UTC; mon-fri 09:00-17:00', '[2026-01-05, 2026-01-07)') FROM j WHERE id = 1;
SELECT slice(j, '2026-01-05Z') FROM j WHERE id = 1;
-- a date or a timestamp without zone within tstzrange(), and as the time of an event that is added by name
SELECT time_spent(j, 'open', tstzrange(d, d + 1)) FROM j, (VALUES (date '2026-01-05')) v(d) WHERE id = 1;
SELECT s.* FROM j, (VALUES (timestamp '2026-01-05 09:30')) v(t), stages(j, tstzrange(t, NULL, '[)')) s WHERE id = 1;
SELECT slice(j, tstzrange(coalesce(d, '2026-01-01'), 'infinity')) FROM j, (VALUES (date '2026-01-05')) v(d) WHERE id = 1;
SELECT journey_append(j, d, 'reopened') FROM j, (VALUES (date '2026-01-08')) v(d) WHERE id = 1;
SELECT time_spent(j, 'open', tstzrange(t, t + interval '1 day')) AS typed, num_events(slice(j, tstzrange(t AT TIME ZONE 'UTC' AT TIME ZONE 'UTC', NULL))) AS events, trace(journey_append(j, t, 'reopened')) FROM j, (VALUES (timestamptz '2026-01-05 09:30Z')) v(t) WHERE id = 1;
SET timezone = 'UTC';
-- the stages of a window add up to the window
SELECT count(*) AS journeys, count(*) FILTER (WHERE total <> interval '50 hours') AS not_whole
FROM (SELECT g, (SELECT sum(spent) FROM stages(j, tstzrange(w, w + interval '50 hours'), 'new')) AS total
      FROM (SELECT g, timestamptz '2026-01-01' + g * interval '1 h' AS w, journey_agg(timestamptz '2026-01-01' + (g * 37 % 41 + o * o) * interval '1 h', chr(97 + (g + o * o) % 3)) AS j
            FROM generate_series(1, 60) g, generate_series(1, 12) o GROUP BY g) x) y;

-- ---- state_at ----
SELECT at, state_at(j, at) AS state, state_at(j, at, 'new') AS carried
FROM j, unnest(ARRAY['2026-01-05 08:59', '2026-01-05 09:00', '2026-01-05 10:00', '2026-01-06 11:00', '2027-01-01', 'infinity', '-infinity', NULL]::timestamptz[]) at WHERE id = 1;

-- ---- sessions ----
SELECT id, s FROM j, sessions(j, '1 hour') s ORDER BY id, started(s);
SELECT id, count(*), rollup(s) = (SELECT k.j FROM j k WHERE k.id = j.id) AS whole FROM j, sessions(j, '1 day') s GROUP BY id ORDER BY id;
SELECT count(*) FROM j, sessions(j, '0') s WHERE id = 1;
SELECT sessions(j, '1 month') FROM j WHERE id = 1;
SELECT sessions(j, '-1 s') FROM j WHERE id = 1;

-- ---- relabel ----
SELECT id, trace(relabel(j, '{"working":"doing","waiting":"doing","open":null}')) FROM j ORDER BY id;
SELECT relabel(j, '{"open":"web"}') FROM j WHERE id = 1;
SELECT relabel(j, '{"working":"zz"}') = j AS same, trace(relabel(j, '{}')) = trace(j) AS unchanged FROM j WHERE id = 1;
-- equal times without seq: another name, another order
SELECT trace(x), trace(relabel(x, '{"a":"z"}')) FROM (VALUES ('{"v":1,"events":[["2026-01-05T09:00:00Z","a"],["2026-01-05T09:00:00Z","b"]]}'::journey)) v(x);
SELECT relabel(j, '{"Working":"doing"}') FROM j WHERE id = 1;
SELECT relabel(j, '{" working":"doing"}') FROM j WHERE id = 1;
SELECT relabel('{"v":1,"events":[["2026-01-05T09:00:00Z","First Line"]]}', '{"ｆｉｒｓｔ＿ｌｉｎｅ":"handling"}');
SELECT trace(relabel('{"v":1,"events":[["2026-01-05T09:00:00Z","Open"],["2026-01-05T10:00:00Z","open"]]}', '{"open":"a","Open":"b","other":"c"}'));
SELECT trace(relabel(j, '{"working":"", "waiting":" 　"}')) AS blank_is_none FROM j WHERE id = 1;
SELECT relabel(j, '["a"]') FROM j WHERE id = 1;
SELECT relabel(j, '{"a":1}') FROM j WHERE id = 1;

-- ---- contacts, effort ----
SELECT effort(j, '{"activities":{"Working":2}}') FROM j WHERE id = 1;
SELECT effort(j, '{"activities":{"Working":2, "working":1, "nobody":5}}') FROM j WHERE id = 1;
SELECT id, contacts(j, '{open,waiting,NULL,nobody}'), effort(j, '{"activities":{"working":2,"waiting":1.5},"other":0.25,"switch":10,"repeat":100,"hour":0.125}') FROM j ORDER BY id;
SELECT effort(j, '{}'), effort(j, '{"switch":1}') = switches(j) AS switches FROM j WHERE id = 1;
SELECT effort(j, '{"called":2}') FROM j WHERE id = 1;
SELECT effort(j, '{"activities":{"open":1e308,"solved":1e308}}') FROM j WHERE id = 1;

-- ---- duration in business time ----
SELECT duration(j, 'tz UTC; mon-fri 09:00-17:00'), duration(j) FROM (VALUES
  ('{"v":1,"events":[["2026-03-06T16:00:00Z","a"],["2026-03-09T10:00:00Z","b"]]}'::journey), ('{"v":1,"events":[["2026-03-07T16:00:00Z","a"]]}'), ('{"v":1,"events":[]}')) x(j);

-- a window beside a calendar is its local time, whatever the session
SET timezone = 'America/New_York';
SELECT time_spent(j, 'a', 'tz Asia/Shanghai; mon-fri 9-18'::calendar, '[2026-03-02 10:00,2026-03-02 12:00)') AS literal, time_spent(j, 'a', 'tz Asia/Shanghai; mon-fri 9-18'::calendar, tstzrange('2026-03-02 10:00+08', '2026-03-02 12:00+08')) AS typed,
  (SELECT sum(spent) FROM stages(j, 'tz Asia/Shanghai; mon-fri 9-18'::calendar, '[2026-03-02 10:00,2026-03-02 12:00)')) AS stages, time_spent(j, 'a', 'tz Asia/Shanghai; mon-fri 9-18'::calendar, NULL) AS none
FROM (SELECT journey_append(journey_append(NULL, '2026-03-02 08:00+08', 'a'), '2026-03-02 17:00+08', 'b') AS j) x;
RESET timezone;

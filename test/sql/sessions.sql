-- sessions: every combination of rules against SQL, every split, and what is refused
SET timezone = 'UTC';
SET datestyle = 'ISO';
SET intervalstyle = 'postgres';
SET search_path = csq, csq_internal, public;

-- ---- by hand ----
CREATE TEMP TABLE few (who text, at timestamptz, activity text, channel text, campaign text, seq bigint);
INSERT INTO few VALUES
  ('ann', '2026-03-02 23:50Z', 'home', 'web', 'spring', NULL), ('ann', '2026-03-02 23:58Z', 'faq', 'web', NULL, NULL), ('ann', '2026-03-03 00:05Z', 'chat', 'app', 'spring', NULL),
  ('bob', '2026-03-03 00:06Z', 'home', 'web', 'summer', NULL), ('ann', '2026-03-03 12:00Z', 'home', NULL, NULL, NULL), (NULL, '2026-03-03 00:07Z', 'home', 'web', NULL, NULL),
  ('ann', NULL, 'home', 'web', NULL, NULL), ('ann', '2026-03-03 12:00Z', NULL, 'web', NULL, NULL);
SELECT sessions_agg(at, activity, channel, campaign, who, seq) FROM few;
CREATE TEMP TABLE one AS SELECT sessions_agg(at, activity, channel, campaign, who) AS s, journey_agg(at, activity, channel) AS j FROM few;
SELECT r.* FROM one, session_rows(s, '2026-03-03 12:10Z') r;
SELECT r.* FROM one, session_rows(s, 'infinity', cut_by => '{channel,campaign,midnight}', max_length => '10 min') r;
-- of one customer, from a journey; half past seven in the morning is no midnight
SELECT r.* FROM one, session_rows(j, '2026-03-03 00:20Z', cut_by => '{midnight}', zone => 'Asia/Shanghai') r;
SELECT session, started, num_events, channel, bounced, is_open, begun_by FROM one, session_rows(j, date '2026-03-03', '1 hour', '{channel}', zone => 'Asia/Shanghai') r;
-- as_of: NULL leaves it open whether the last session is over; nothing has happened before all events
SELECT who, session, num_events, bounced, is_open FROM one, session_rows(s, NULL) r;
SELECT count(*) FROM one, session_rows(s, '-infinity') r;
SELECT way, count(*), count(*) FILTER (WHERE is_open) AS open, sum(num_events) FROM one, LATERAL (
  SELECT 'date' AS way, r.* FROM session_rows(s, date '2026-03-03', zone => 'Asia/Shanghai') r UNION ALL SELECT 'text', r.* FROM session_rows(s, '2026-03-03', zone => 'Asia/Shanghai') r
  UNION ALL SELECT 'local', r.* FROM session_rows(s, '2026-03-03 23:59:59.999999', zone => 'Asia/Shanghai') r UNION ALL SELECT 'instant', r.* FROM session_rows(s, timestamptz '2026-03-03 16:00Z' - interval '1 us', zone => 'Asia/Shanghai') r
  UNION ALL SELECT 'day before', r.* FROM session_rows(s, date '2026-03-02') r UNION ALL SELECT 'for ever', r.* FROM session_rows(s, date 'infinity') r UNION ALL SELECT 'ever', r.* FROM session_rows(s, timestamptz 'infinity') r) x GROUP BY way ORDER BY way;
-- open is a session to which an event a microsecond later could belong
SELECT as_of, is_open, bounced FROM (SELECT sessions_agg('2026-03-02 09:00Z', 'home') AS s) x, unnest('{2026-03-02 09:29:59.999999Z,2026-03-02 09:30Z,2026-03-02 09:30:00.000001Z}'::text[]) as_of, session_rows(s, as_of);
SELECT as_of, is_open, bounced FROM (SELECT sessions_agg('2026-03-02 23:50Z', 'home') AS s) x, unnest('{2026-03-02 23:59:59.999998Z,2026-03-02 23:59:59.999999Z}'::text[]) as_of, session_rows(s, as_of, cut_by => '{midnight}');
SELECT as_of, is_open FROM (SELECT sessions_agg('2026-03-02 23:50Z', 'home') AS s) x, unnest('{2026-03-02 23:54:59.999999Z,2026-03-02 23:55Z}'::text[]) as_of, session_rows(s, as_of, max_length => '5 min');
-- no gap: one session; a gap of nothing: events of one time
SELECT gap, count(*) FROM one, unnest(ARRAY[NULL, interval '0', '8 min']) gap, session_rows(j, 'infinity', gap) GROUP BY gap ORDER BY gap;
-- events of one time are in the order of seq, else of their names
SELECT n, entry, exit FROM (SELECT n, sessions_agg('2026-03-02 09:00Z', act, NULL, NULL, NULL::text, seq) AS s FROM (VALUES (1, 'b', 2), (1, 'a', 3), (1, 'c', 1), (2, 'b', NULL), (2, 'a', NULL)) v(n, act, seq) GROUP BY n) x, session_rows(s, 'infinity') ORDER BY n;
-- a person is the same as a number and as its text
SELECT a = b AS same, a = c AS other FROM (SELECT sessions_agg(at, activity, channel, campaign, 7) AS a, sessions_agg(at, activity, channel, campaign, '7') AS b, sessions_agg(at, activity, channel, campaign, '00000000-0000-0000-0000-000000000007'::uuid) AS c FROM few) x;
SELECT count(*) FROM session_rows(NULL::session_summary, 'infinity');
-- events that are not there have no sessions; a zone that is not known is no zone
SELECT count(*) FROM session_rows(NULL::journey, 'infinity', zone => NULL);
SELECT count(*) FROM one, session_rows(s, 'infinity', zone => NULL);
SELECT count(*) FROM one, session_rows(j, date '2026-03-03', zone => NULL);
SELECT count(*) FROM session_rows('{"v":1,"events":[]}'::journey, 'infinity');
SELECT sessions_agg(at, activity) IS NULL AS nothing FROM few WHERE activity IS NULL;
-- the clocks go back over midnight: the day before does not come again
SELECT session, started, num_events, begun_by FROM (SELECT sessions_agg(at, 'a') AS s FROM (VALUES (timestamptz '2006-10-29 02:30:30Z'), ('2006-10-29 02:31:30Z'), ('2006-10-29 03:20Z'), ('2006-10-29 03:40Z')) v(at)) x, session_rows(s, 'infinity', '1 h', '{midnight}', zone => 'America/St_Johns');
-- midnight of a calendar's zone
SELECT session, begun_by FROM one, session_rows(j, 'infinity', '1 day', '{midnight}', zone => calendar_zone('tz Europe/London; mon-fri 9-17'));
-- sessions(journey, gap) has the same ones
SELECT count(*), bool_and(started(p) = r.started AND num_events(p) = r.num_events) AS same FROM one, LATERAL (SELECT p, row_number() OVER (ORDER BY started(p)) AS n FROM sessions(j, '5 min') p) q, session_rows(j, 'infinity', '5 min') r WHERE q.n = r.session;

-- ---- refused ----
SELECT count(*) FROM one, session_rows(s, 'infinity', cut_by => '{channel,device}');
SELECT count(*) FROM one, session_rows(j, 'infinity', cut_by => '{campaign}');
SELECT count(*) FROM one, session_rows(s, 'infinity', '1 month');
SELECT count(*) FROM one, session_rows(s, 'infinity', max_length => '-1 h');
SELECT count(*) FROM one, session_rows(s, '1 hour');
SELECT count(*) FROM one, session_rows(s, 'infinity', zone => 'Asia');
SELECT count(*) FROM one, session_rows(s, '294276-12-31');
SELECT count(*) FROM one, session_rows(s, timestamp '2026-03-02');
SELECT sessions_agg(at::timestamp, activity) FROM few;
SELECT sessions_agg('infinity', activity) FROM few;
SELECT sessions_agg(at, activity, '') = sessions_agg(at, activity) AS none FROM few;
SELECT sessions_agg(at, activity, NULL, NULL, E'a\x1eb') FROM few;
SELECT '{"v":1,"events":[["2026-01-05T09:00:00Z"]]}'::session_summary;
SELECT '{"v":1,"events":[["2026-01-05","a"]]}'::session_summary;
SELECT '{"v":1,"events":[["2026-01-05T09:00:00Z","a",""]]}'::session_summary;
SELECT '{"v":1,"events":[["2026-01-05T09:00:00Z","a","b\u001ec"]]}'::session_summary;
SELECT '{"v":1,"events":[["2026-01-05T09:00:00Z","a",null,null,null,1,2]]}'::session_summary;

-- ---- many, against SQL: every combination of rules ----
CREATE TABLE se_ev AS
SELECT i % 5 AS part, (ARRAY['ann', 'bob', '安', NULL])[1 + h % 4] AS who, timestamptz '2006-10-28 00:00Z' + (h % 577) * interval '10 min' AS at, (ARRAY['home', 'faq', 'chat', 'call'])[1 + h / 577 % 4] AS activity,
       (ARRAY['web', 'app', 'phone', NULL, NULL])[1 + h / 1999 % 5] AS channel, (ARRAY['spring', 'summer', NULL, NULL])[1 + h / 7919 % 4] AS campaign, CASE WHEN h / 101 % 3 > 0 THEN h / 303 % 5 END::bigint AS seq
FROM (SELECT i, ('x' || left(md5('sessions' || i), 7))::bit(28)::int AS h FROM generate_series(1, 400) i) x;
CREATE TEMP TABLE questions AS
SELECT row_number() OVER ()::int AS q, dense_rank() OVER (ORDER BY zone, as_of)::int AS known, * FROM unnest(ARRAY[NULL, interval '30 min', '2 h']) gap,
  unnest(ARRAY['{}', '{channel}', '{campaign}', '{midnight}', '{channel,campaign}', '{channel,midnight}', '{midnight,campaign}', '{campaign,midnight,channel}']) word, LATERAL (SELECT word::text[] AS cut_by) c,
  unnest(ARRAY[NULL, interval '90 min', '24 h']) max_length, unnest('{UTC,America/St_Johns}'::text[]) zone, unnest(ARRAY[NULL, timestamptz '2006-10-30 02:40Z', '2006-10-31 03:29:59.999999Z', 'infinity']) as_of;
-- each event with its place and its day, the latest so far; behind the last known one an event that could come next
CREATE TEMP TABLE placed AS
SELECT z.known, coalesce(e.who, '') AS whose, e.*, row_number() OVER w AS k, max((at AT TIME ZONE z.zone)::date) OVER w AS day
FROM (SELECT DISTINCT known, zone, as_of FROM questions) z, LATERAL (
  SELECT who, at, activity, channel, campaign, seq, true AS real FROM se_ev WHERE z.as_of IS NULL OR at <= z.as_of
  UNION ALL SELECT DISTINCT who, z.as_of + interval '1 us', '', NULL, NULL, NULL::bigint, false FROM se_ev WHERE z.as_of < 'infinity') e
WINDOW w AS (PARTITION BY z.known, who ORDER BY at, seq NULLS LAST, activity COLLATE "C", channel COLLATE "C" NULLS FIRST, campaign COLLATE "C" NULLS FIRST);
CREATE INDEX ON placed (known, whose, k);
ANALYZE placed, questions;
CREATE TEMP TABLE marked AS
WITH RECURSIVE walk AS (
  SELECT q.q, q.gap, q.cut_by, q.max_length, p.known, p.whose, p.k, p.at, p.day, 1 AS session, 'first' AS begun_by, p.at AS began, p.channel, p.campaign FROM questions q JOIN placed p ON p.known = q.known AND p.k = 1
  UNION ALL
  SELECT w.q, w.gap, w.cut_by, w.max_length, w.known, w.whose, p.k, p.at, p.day, w.session + (why IS NOT NULL)::int, coalesce(why, w.begun_by), CASE WHEN why IS NULL THEN w.began ELSE p.at END,
         CASE WHEN why IS NULL THEN coalesce(w.channel, p.channel) ELSE p.channel END, CASE WHEN why IS NULL THEN coalesce(w.campaign, p.campaign) ELSE p.campaign END
  FROM walk w JOIN placed p ON p.known = w.known AND p.whose = w.whose AND p.k = w.k + 1,
    LATERAL (SELECT CASE WHEN p.at - w.at > w.gap THEN 'gap' WHEN 'midnight' = ANY (w.cut_by) AND p.day > w.day THEN 'midnight' WHEN p.at - w.began > w.max_length THEN 'length'
                         WHEN 'channel' = ANY (w.cut_by) AND p.channel <> w.channel THEN 'channel' WHEN 'campaign' = ANY (w.cut_by) AND p.campaign <> w.campaign THEN 'campaign' END AS why) y)
SELECT w.q, w.session, w.k, w.begun_by, w.channel, w.campaign, p.who, p.at, p.activity, p.real FROM walk w JOIN placed p USING (known, whose, k);
-- a session is open when the event that could come belongs to it
CREATE TEMP TABLE expected AS
SELECT q, who, session, started, ended, ended - started AS duration, num_events, entry, exit, channel, campaign, CASE WHEN NOT is_open AND NOT unknown THEN num_events = 1 END AS bounced, CASE WHEN NOT unknown THEN is_open END AS is_open, begun_by
FROM (SELECT q, who, session, min(at) FILTER (WHERE real) AS started, max(at) FILTER (WHERE real) AS ended, (count(*) FILTER (WHERE real))::int AS num_events, (array_agg(activity ORDER BY k))[1] AS entry,
             (array_agg(activity ORDER BY k DESC) FILTER (WHERE real))[1] AS exit, (array_agg(channel ORDER BY k DESC))[1] AS channel, (array_agg(campaign ORDER BY k DESC))[1] AS campaign, bool_or(NOT real) AS is_open, min(begun_by) AS begun_by,
             as_of IS NULL AND session = max(session) OVER (PARTITION BY q, who) AS unknown
      FROM marked JOIN questions USING (q) GROUP BY q, who, session, as_of) x WHERE num_events > 0;
CREATE TEMP TABLE answers AS SELECT q, r.* FROM questions, (SELECT sessions_agg(at, activity, channel, campaign, who, seq) AS s FROM se_ev) x, session_rows(s, as_of, gap, cut_by, max_length, zone) r;
SELECT (SELECT count(*) FROM questions) AS questions, (SELECT count(*) FROM answers) > 20000 AS many, (SELECT count(*) FROM expected) - (SELECT count(*) FROM answers) AS more, (SELECT count(*) FROM (TABLE answers EXCEPT ALL TABLE expected) d) AS wrong;
SELECT string_agg(DISTINCT begun_by, ' ' ORDER BY begun_by) AS cuts, bool_or(is_open) AND bool_or(NOT is_open) AND bool_or(is_open IS NULL) AS open_or_not, bool_or(bounced) AND bool_or(NOT bounced) AS bounced_or_not, bool_or(who IS NULL) AS unknown_who,
       bool_or(channel IS NULL) AS no_channel, max(num_events) > 50 AS long FROM answers;
-- where only pauses and days cut, windows alone say the same
SELECT count(DISTINCT a.q) AS questions, count(*) FILTER (WHERE a.n IS DISTINCT FROM b.n) AS wrong FROM
  (SELECT q, who, session, count(*) AS n FROM (SELECT q, who, k, sum(new) OVER (PARTITION BY q, who ORDER BY k) AS session FROM (
      SELECT q, who, k, (coalesce(at - lag(at) OVER w > gap, false) OR coalesce('midnight' = ANY (cut_by) AND day > lag(day) OVER w, false) OR k = 1)::int AS new
      FROM questions q JOIN placed p USING (known) WHERE p.real AND q.max_length IS NULL AND q.cut_by <@ '{midnight}' WINDOW w AS (PARTITION BY q, who ORDER BY k)) x) y GROUP BY 1, 2, 3) a
  FULL JOIN (SELECT q, who, session, num_events AS n FROM answers JOIN questions USING (q) WHERE max_length IS NULL AND cut_by <@ '{midnight}') b ON a.q = b.q AND coalesce(a.who, '') = coalesce(b.who, '') AND a.session = b.session;
-- a journey has the sessions of its events without people and campaigns
SELECT count(*) > 1000 AS many, count(*) FILTER (WHERE a IS DISTINCT FROM b) AS wrong FROM questions, (SELECT sessions_agg(at, activity, channel, NULL, NULL::text, seq) AS s, journey_agg(at, activity, channel, NULL, seq) AS j FROM se_ev) x,
  LATERAL (SELECT a, b FROM session_rows(s, as_of, gap, cut_by, max_length, zone) a FULL JOIN session_rows(j, as_of, gap, cut_by, max_length, zone) b ON a.session = b.session) y WHERE NOT 'campaign' = ANY (cut_by);

-- ---- every split has the same bytes ----
CREATE TABLE se_all AS SELECT sessions_agg(at, activity, channel, campaign, who, seq) AS s FROM se_ev;
CREATE FUNCTION pg_temp.same(s session_summary) RETURNS bool LANGUAGE SQL AS $$ SELECT csq_internal.session_summary_send(s) = csq_internal.session_summary_send(a.s) AND s = a.s AND s::text = a.s::text FROM csq.se_all a $$;
SELECT pg_temp.same(sessions_agg(at, activity, channel, campaign, who, seq ORDER BY at DESC, seq)), pg_temp.same(sessions_agg(at, activity, channel, campaign, who, seq ORDER BY who, activity DESC)) FROM se_ev;
SELECT pg_temp.same(rollup(s::text::session_summary)) FROM (SELECT sessions_agg(at, activity, channel, campaign, who, seq) AS s FROM se_ev GROUP BY part ORDER BY part DESC) x;
SELECT pg_temp.same(a.s + b.s) FROM (SELECT sessions_agg(at, activity, channel, campaign, who, seq) AS s FROM se_ev WHERE part < 2) a, (SELECT sessions_agg(at, activity, channel, campaign, who, seq) AS s FROM se_ev WHERE part >= 2) b;
CREATE TABLE se_part AS SELECT part, sessions_agg(at, activity, channel, campaign, who, seq) AS s FROM se_ev GROUP BY part;
CREATE TABLE se_copy (LIKE se_part);
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/sessions.bin'
COPY se_part TO STDOUT (FORMAT binary) \g :file
\set load '\\copy se_copy from ' :'file' ' (format binary)'
:load
SELECT pg_temp.same(rollup(s)) FROM se_copy;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT pg_temp.same(s) FROM (SELECT sessions_agg(at, activity, channel, campaign, who, seq) AS s FROM se_ev) x;
RESET max_parallel_workers_per_gather;
CREATE TABLE se_list (LIKE se_ev) PARTITION BY LIST (part);
CREATE TABLE se_list0 PARTITION OF se_list FOR VALUES IN (0, 1);
CREATE TABLE se_list1 PARTITION OF se_list DEFAULT;
INSERT INTO se_list SELECT * FROM se_ev;
SET enable_partitionwise_aggregate = on;
SELECT pg_temp.same(sessions_agg(at, activity, channel, campaign, who, seq)) FROM se_list;
-- a state is never changed behind the back of a value
SELECT a = s AS unchanged, b <> s AS more FROM (SELECT s, s AS a, session_append(s, timestamptz '2026-01-01 00:00Z', 'zzz'::text, 'web'::text) AS b FROM se_all) x;
-- words in any case, with white space around them, with commas of input methods
SELECT cut_by, count(*) = (SELECT count(*) FROM se_all, session_rows(s, 'infinity', cut_by => '{channel,midnight}')) AS same FROM (VALUES ('{Channel,MIDNIGHT}'::text[]), ('{" channel ","　midnight"}'), ('{channel，midnight}'), ('{midnight、channel}')) v(cut_by), se_all, LATERAL session_rows(s, 'infinity', cut_by => cut_by) GROUP BY 1 ORDER BY array_to_string(cut_by, '|') COLLATE "C";
DROP TABLE se_ev, se_all, se_part, se_copy, se_list;

-- patterns: the language, matches, match_count, match
SET timezone = 'UTC';
SET search_path = csq, public;

-- ---- the language ----
SELECT '  complaint~>((bot|agent)){2,} ~ [ <= 120 min ]> solved|"closed, by bot" within 1 week'::pattern;
SELECT '^ [b|a|"a"] [^"In Call"] .*? x{1} y{0,1} z{2,3}? !~ q ~> w $'::pattern;
SELECT '投诉 !~回访|撤诉~[1h..2d]> 已解决'::pattern;
SELECT 'a -> b'::pattern = '((a) b)' AS same, 'a -> b'::pattern <> 'a ~> b' AS differs;
SELECT 'a |'::pattern;
SELECT 'a** b'::pattern;
SELECT 'a within 1 month'::pattern;
SELECT 'a ~[4h]> b'::pattern;
SELECT 'a ~[<=1h]> b? c'::pattern = 'a ~[<=1h]> (b? c)' AS a_part_that_reads_something;
SELECT 'a ~[<=1h]> b? ~> c'::pattern;
SELECT '((a -> b){1000}){1000}'::pattern;

-- ---- one journey ----
CREATE TEMP TABLE j (id int, j journey);
INSERT INTO j SELECT id, journey_agg(timestamptz '2026-01-05 09:00' + o * interval '1 h', a, NULL, NULL, o)
FROM (VALUES (1, 'open bot agent bot solved'), (2, 'open agent agent solved reopen agent solved'), (3, 'open bot reopen solved'), (4, 'solved open')) v(id, p),
     unnest(string_to_array(p, ' ')) WITH ORDINALITY u(a, o) GROUP BY id;
INSERT INTO j VALUES (5, '{"v":1,"events":[]}'), (6, NULL);
SELECT id, matches(j, 'open ~> solved') AS eventually, matches(j, 'agent -> solved') AS next, matches(j, 'open !~reopen~> solved') AS not_between,
       matches(j, 'open (bot|agent){3} solved') AS turns, matches(j, '^ open') AS first, matches(j, 'solved $') AS last, matches(j, '^ $') AS none
FROM j ORDER BY id;
SELECT id, match_count(j, 'agent') AS agents, match_count(j, '. .') AS pairs, match_count(j, '[bot|agent]+') AS runs, match_count(j, 'open ~> solved') AS solved, match_count(j, 'a*') AS nothing FROM j ORDER BY id;
SELECT id, m.* FROM j, match(j, '[bot|agent]+ solved') m ORDER BY id, match_no;
-- what "~>" passes over is not in labels; one names what is wanted
SELECT id, ord_from, ord_to, labels FROM j, match(j, 'open ~> solved') ORDER BY id;
SELECT id, ord_from, ord_to, labels FROM j, match(j, 'open .* solved') ORDER BY id;
SELECT id, ord_from, ord_to, labels FROM j, match(j, 'open .*? solved') ORDER BY id;
SELECT id, ord_from, ord_to, labels FROM j, match(j, '[^solved|reopen]+') ORDER BY id, match_no;
-- time: open at 10:00, one event an hour
SELECT id, matches(j, 'open ~[<=3h]> solved') AS gap, matches(j, 'open ~> solved within 3h') AS within, matches(j, 'open ~[>=4h]> solved') AS least,
       matches(j, 'agent ~[1h..2h]> solved') AS both, matches(j, 'open !~reopen~[<=3h]> solved') AS not_between FROM j ORDER BY id;
-- the first that starts, and of it what is preferred, among those in time
SELECT id, ord_from, ord_to, labels FROM j, match(j, '(open|agent) ~> solved within 2h') ORDER BY id, match_no;
SELECT ord_from, ord_to, labels FROM j, match(j, 'agent .* solved within 3h') WHERE id = 2;
SELECT ord_from, ord_to, labels FROM j, match(j, 'agent .* solved') WHERE id = 2;
-- a label that is not in the pattern, a pattern per row
SELECT p, matches(j, p) FROM j, (VALUES ('bot'::pattern), ('nobody'), ('. . . . .'), ('.{6}')) v(p) WHERE id = 1 ORDER BY p::text;
SELECT count(*) FROM match(NULL, 'a');

-- ---- the order is that of the journey: seq decides at equal times ----
SELECT matches('{"v":1,"events":[["2026-01-05T09:00:00Z","b",null,null,1],["2026-01-05T09:00:00Z","a",null,null,2]]}', 'b -> a') AS by_seq,
       matches('{"v":1,"events":[["2026-01-05T09:00:00Z","b"],["2026-01-05T09:00:00Z","a"]]}', 'a -> b') AS by_name;

-- ---- the same as a regular expression over one letter an event ----
CREATE TEMP TABLE r AS
SELECT g, string_agg(a, '' ORDER BY o) AS s, journey_agg(timestamptz '2026-01-01' + o * interval '1 min', a) AS j
FROM (SELECT g, o, chr(97 + get_byte(decode(md5(g || ',' || o), 'hex'), 0) % 3) AS a FROM generate_series(1, 400) g, generate_series(1, 12) o) x GROUP BY g;
SELECT p, re, count(*) FILTER (WHERE matches(j, p::pattern) <> (s ~ re)) AS different,
       count(*) FILTER (WHERE match_count(j, p::pattern) <> (SELECT count(*) FROM regexp_matches(s, re, 'g'))) AS other_count,
       count(*) FILTER (WHERE s ~ re) BETWEEN 20 AND 399 AS varied
FROM r, (VALUES ('a ~> b -> a -> b', 'a.*?bab'), ('(a -> b)+ c', '(ab)+c'), ('^ a ~> c', '^a.*?c'), ('a (.* c)? b $', 'a(.*c)?b$'), ('a -> b? c $', 'ab?c$'), ('[a|b]{5,7} c', '[ab]{5,7}c'),
  ('a !~b~> c -> a', 'a[^b]*?ca'), ('a (b|c){3,} a', 'a(b|c){3,}a'), ('[^b] c .{2} b', '[^b]c.{2}b')) v(p, re) GROUP BY p, re ORDER BY p;

-- ---- events out of order and at equal times: all readers see the same order ----
SELECT p, count(*) FILTER (WHERE n <> (SELECT count(*) FROM match(j, p::pattern)) OR n <> match_count(compact(j), p::pattern) OR (n > 0) <> matches(j, p::pattern)) AS different,
       sum(n) BETWEEN 50 AND 2000 AS varied
FROM (SELECT p, j, match_count(j, p::pattern) AS n FROM (VALUES ('a -> b'), ('a ~[<=2m]> b'), ('a+ c within 3m'), ('b !~c~> a')) v(p),
        (SELECT g, journey_agg(timestamptz '2026-01-01' + get_byte(h, 1) % 16 * interval '1 min', chr(97 + get_byte(h, 0) % 3)) AS j
         FROM generate_series(1, 100) g, generate_series(1, 12) o, decode(md5(g || ';' || o), 'hex') h GROUP BY g) x) y GROUP BY p ORDER BY p;

-- ---- the same as a funnel, where there are no equal times ----
SELECT p, count(*) FILTER (WHERE matches(j, p::pattern) <> (level(j, f::funnel_spec) = 3)) AS different, count(*) FILTER (WHERE matches(j, p::pattern)) BETWEEN 20 AND 280 AS varied
FROM (SELECT g, journey_agg(timestamptz '2026-01-01' + (o * 60 + get_byte(h, 1) % 50) * interval '1 min', chr(97 + get_byte(h, 0) % 4)) AS j
      FROM generate_series(1, 300) g, generate_series(1, 9) o, decode(md5(g || '.' || o), 'hex') h GROUP BY g) x,
     (VALUES ('a ~> b ~> c', 'a -> b -> c'), ('a ~> b ~> c within 4h', 'a -> b -> c; within 4h'), ('a ~[<=2h]> b ~[>=90m]> c', 'a -> b[<=2h] -> c[>=90m]'),
             ('(a|b) ~[1h..2h]> c ~[<=3h]> d within 4h', 'a|b -> c[1h..2h] -> d[<=3h]; within 4h')) v(p, f) GROUP BY p ORDER BY p;

-- ---- text and binary ----
CREATE TEMP TABLE p (p pattern);
INSERT INTO p VALUES ('a ~> b within 7d'), ('^ (a|b c)*? "x y" !~z~[1h..2h]> .+ $');
SELECT count(*) FROM p WHERE p::text::pattern = p;
\getenv abs_builddir PG_ABS_BUILDDIR
\set file :abs_builddir '/results/pattern.bin'
COPY p TO STDOUT (FORMAT binary) \g :file
CREATE TEMP TABLE q (LIKE p);
\set load '\\copy q from ' :'file' ' (format binary)'
:load
SELECT count(*) FROM p JOIN q ON p.p = q.p;

-- ---- long journeys on which backtracking would not come back ----
SELECT match_count(j, '(a|a -> a)* c'), match_count(j, '(a*)* c'), match_count(j, 'a ~[>=1s]> a ~[>=1s]> a ~[<=1h]> c'), match_count(j, 'a (.* c)?')
FROM (SELECT journey_agg(timestamptz '2026-01-01' + o * interval '1 s', 'a') AS j FROM generate_series(1, 20000) o) x;

-- ---- matches that overlap: the preferred one from each event that one starts with ----
CREATE TEMP TABLE overlap AS
SELECT journey_agg('2026-01-05'::timestamptz + o * interval '1 h', a) AS j FROM unnest('{a,b,a,b,a,c}'::text[]) WITH ORDINALITY x(a, o);
SELECT match_count(j, 'a -> b -> a') AS apart, match_count(j, 'a -> b -> a', true) AS overlapping, match_count(j, 'a ~> c', overlapping => true), match_count(j, 'x', true) FROM overlap;
SELECT m.match_no, m.ord_from, m.ord_to, m.labels FROM overlap, match(j, 'a -> b -> a', overlapping => true) m;
SELECT m.match_no, m.ord_from, m.ord_to, m.labels FROM overlap, match(j, '(a|b) ~> c within 3 h', true) m;
-- how often the same happened again within two hours, against a self-join
SELECT match_count(j, 'a !~a~[<=2h]> a', true) AS again,
       (SELECT count(*) FROM events(j) x JOIN events(j) y ON y.activity = 'a' AND y.at > x.at AND y.at <= x.at + interval '2 h' WHERE x.activity = 'a') AS joined FROM overlap;
SELECT count(*) FROM match('{"v":1,"events":[]}', 'a', NULL);

-- ---- bounds in the open time of a calendar: as level() and business_time() have it; a clock that never stops is plain time ----
CREATE TEMP TABLE worked AS
SELECT i AS c, journey_agg(timestamptz '2026-01-02 06:00+00' + (i * 7919 % 9000 + k * (i * 31 % 997)) * interval '1 min', (ARRAY['a','b','c','x'])[1 + (i * k + i / 7) % 4]) AS j
FROM generate_series(1, 2000) i, generate_series(1, 5) k GROUP BY i;
\set desk '\'tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-01-05 closed\'::calendar'
SELECT count(*) FILTER (WHERE matches(j, 'a ~> b within 8h', :desk) <> (level(j, 'a -> b; within 8h', :desk) = 2)) AS window,
  count(*) FILTER (WHERE matches(j, 'a ~[2h..9h]> b', :desk) <> EXISTS (SELECT FROM events(j) x, events(j) y WHERE x.activity = 'a' AND y.activity = 'b' AND y.ord > x.ord AND business_time(:desk, x.at, y.at) BETWEEN '2 h' AND '9 h')) AS gap,
  count(*) FILTER (WHERE matches(j, 'a ~[2h..9h]> b', 'tz UTC; mon-sun 00:00-24:00') <> matches(j, 'a ~[2h..9h]> b')) AS plain,
  count(*) FILTER (WHERE matches(j, 'a ~> b within 8h', :desk)) > 500 AS many, count(*) FILTER (WHERE matches(j, 'a ~> b within 8h')) < 500 AS fewer FROM worked;
SELECT matches(j, 'a ~> b', 'tz UTC; mon-fri 09:00-17:00; valid 2030-01-01..2030-12-31') FROM worked LIMIT 1;
SELECT matches('{"v":1,"events":[]}', 'a', :desk), matches(NULL, 'a', :desk) IS NULL AS nothing;

-- ---- the calendar in all readers; typed without a cast ----
SELECT count(*) FILTER (WHERE (match_count(j, 'a ~[2h..9h]> b', :desk) > 0) <> matches(j, 'a ~[2h..9h]> b', :desk)) AS counts,
  count(*) FILTER (WHERE match_count(j, 'a ~[2h..9h]> b', :desk) <> (SELECT count(*) FROM match(j, 'a ~[2h..9h]> b', :desk))) AS rows,
  count(*) FILTER (WHERE match_count(j, 'a ~[2h..9h]> b', :desk, true) <> (SELECT count(DISTINCT m.match_no) FROM captures(j, 'a ~[2h..9h]> b', :desk, true) m)) AS captured,
  count(*) FILTER (WHERE match_times(j, 'a ~[2h..9h]> b', :desk) IS DISTINCT FROM (SELECT array_agg(at ORDER BY item) FROM captures(j, 'a ~[2h..9h]> b', :desk) WHERE match_no = 1)) AS times,
  count(*) FILTER (WHERE match_times(j, 'a ~> b') IS DISTINCT FROM (SELECT array_agg(at ORDER BY item) FROM captures(j, 'a ~> b') WHERE match_no = 1)) AS plain_times,
  count(*) FILTER (WHERE match_count(j, 'a ~[2h..9h]> b', :desk) <> match_count(j, 'a ~[2h..9h]> b')) > 100 AS matters FROM worked;
SELECT sum(match_count(j, 'a ~[2h..9h]> b', 'tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-01-05 closed')) = sum(match_count(j, 'a ~[2h..9h]> b', :desk)) AS count,
  bool_and(matches(j, 'a ~[2h..9h]> b', 'tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-01-05 closed') = matches(j, 'a ~[2h..9h]> b', :desk)) AS matches,
  sum((SELECT count(*) FROM match(j, 'a ~[2h..9h]> b', 'tz Asia/Shanghai; mon-fri 09:00-12:00 13:30-18:00; 2026-01-05 closed') m)) = sum(match_count(j, 'a ~[2h..9h]> b', :desk)) AS match FROM worked;
SELECT matches(j, 'a', 'no calendar') FROM worked LIMIT 1;

-- ---- conditions on channel and value ----
SELECT 'call［channel = phone，value < 3.50］ ~> .[ no 回复|"a, b" within 4小时]{2}'::pattern;
SELECT '[a|b][channel=phone|chat][value>=2]'::pattern;
SELECT 'a[channel = phone'::pattern;
SELECT '(a|b)[channel=phone]'::pattern;
SELECT 'a[value <]'::pattern;
SELECT 'a[no b]'::pattern;
SELECT 'a ~> b within'::pattern;
SELECT 'a ~[<4h]> b'::pattern;
SELECT (repeat('(', 65) || 'a' || repeat(')', 65))::pattern;
CREATE TEMP TABLE rated AS
SELECT g, journey_agg(timestamptz '2026-01-01' + o * interval '7 min', (ARRAY['call','mail','visit'])[1 + get_byte(h, 0) % 3], (ARRAY['phone','chat',NULL])[1 + get_byte(h, 1) % 3],
  CASE WHEN get_byte(h, 2) % 5 > 0 THEN get_byte(h, 2) % 5 END, o) AS j
FROM generate_series(1, 500) g, generate_series(1, 8) o, decode(md5(g || '-' || o), 'hex') h GROUP BY g;
SELECT sum(match_count(j, 'call[channel = phone]')) = sum((SELECT count(*) FROM events(j) WHERE activity = 'call' AND channel = 'phone')) AS channel,
  sum(match_count(j, 'call[channel != phone]')) = sum((SELECT count(*) FROM events(j) WHERE activity = 'call' AND channel <> 'phone')) AS other_channel,
  sum(match_count(j, '.[value < 3]')) = sum((SELECT count(*) FROM events(j) WHERE value < 3)) AS value,
  sum(match_count(j, '[call|mail][channel = phone|chat, value >= 2]')) = sum((SELECT count(*) FROM events(j) WHERE activity IN ('call', 'mail') AND channel IN ('phone', 'chat') AND value >= 2)) AS both,
  sum(match_count(j, '[^call][value != 2]')) = sum((SELECT count(*) FROM events(j) WHERE activity <> 'call' AND value <> 2)) AS negated,
  sum(match_count(j, 'call[value = 4] -> mail[channel = chat]')) = sum((SELECT count(*) FROM events(j) x JOIN events(j) y ON y.ord = x.ord + 1
    WHERE x.activity = 'call' AND x.value = 4 AND y.activity = 'mail' AND y.channel = 'chat')) AS pairs,
  sum(match_count(j, 'call[channel = phone]')) > 200 AS many FROM rated;

-- ---- absence, as of an instant ----
SELECT sum(match_count(j, 'call[no mail|visit within 14m]')) = sum((SELECT count(*) FROM events(j) x WHERE x.activity = 'call'
    AND NOT EXISTS (SELECT FROM events(j) y WHERE y.activity IN ('mail', 'visit') AND y.ord > x.ord AND y.at <= x.at + interval '14 min'))) AS absent,
  sum(match_count(j, 'call[no mail|visit within 14m]')) BETWEEN 50 AND 1300 AS some FROM rated;
CREATE TEMP TABLE asked AS SELECT id, journey_agg(timestamptz '2026-03-02 09:00+00' + m * interval '1 min', a) AS j
FROM (VALUES (1, 0, 'opened'), (1, 90, 'reply'), (2, 0, 'opened'), (3, 0, 'opened'), (3, 300, 'reply'), (4, 0, 'asked')) v(id, m, a) GROUP BY id;
SELECT as_of, array_agg(coalesce(matches(j, 'opened[no reply within 4h]', as_of)::text, 'pending') ORDER BY id) AS no_reply
FROM asked, (VALUES (timestamptz '2026-03-02 08:00+00'), ('2026-03-02 10:00+00'), ('2026-03-02 12:59:59+00'), ('2026-03-02 13:00+00'), ('2026-03-03 00:00+00')) v(as_of) GROUP BY as_of ORDER BY as_of;
SELECT array_agg(matches(j, 'opened[no reply within 4h]') ORDER BY id) AS all_known FROM asked;
-- no event at all: against SQL, with a label that is a full stop beside it, pending as of now
SELECT sum(match_count(j, 'call[no . within 14m]')) = sum((SELECT count(*) FROM events(j) x WHERE x.activity = 'call' AND NOT EXISTS (SELECT FROM events(j) y WHERE y.ord > x.ord AND y.at <= x.at + interval '14 min'))) AS quiet,
  sum(match_count(j, 'call[no . within 14m]')) BETWEEN 20 AND 1300 AS some, sum(match_count(j, 'call[no "." within 14m]')) = sum(match_count(j, 'call')) AS quoted FROM rated;
SELECT as_of, array_agg(coalesce(matches(j, '.[no . within 2h]', as_of)::text, 'pending') ORDER BY id) AS quiet FROM asked, (VALUES (timestamptz '2026-03-02 10:00+00'), ('2026-03-02 12:00+00')) v(as_of) GROUP BY as_of ORDER BY as_of;
SELECT matches(j, 'tagged[no . within 1h]') AS itself FROM (SELECT journey_agg('2026-03-02 09:00+00', '{tagged,other}'::text[]) AS j) x;
SELECT u.* FROM unknown_labels('opened[no . within 1h, no reply within 2h]'::pattern, '{opened}') u;
SELECT 'a[no . | b within 1h]'::pattern;
SELECT array_agg(matches(j, 'opened[no reply within 4h]', '2026-03-02T13:00Z') ORDER BY id) AS typed FROM asked;
SELECT matches(j, 'opened[no reply within 4h]', '2026-03-02 13:00') FROM asked WHERE id = 1;
SELECT matches(j, 'opened', timestamptz 'infinity') FROM asked WHERE id = 1;
-- three working hours are over at 12:00, but what comes before 13:00 still comes within them
SELECT array_agg(matches(j, 'opened[no reply within 3h]', at, 'tz UTC; mon-fri 09:00-12:00 13:00-17:00') ORDER BY n) AS working
FROM asked, unnest('{2026-03-02 11:59,2026-03-02 12:00,2026-03-02 12:59,2026-03-02 13:00,2026-03-02 13:01}'::text[]) WITH ORDINALITY u(at, n) WHERE id = 2;
-- replay: what is said as of an instant is what is said of the events until then, with an absence that is over; never taken back
SELECT count(*) FILTER (WHERE m IS DISTINCT FROM (CASE WHEN certain THEN true WHEN possible THEN NULL ELSE false END)) AS differ, count(*) FILTER (WHERE m IS NULL) > 100 AS pending,
  count(*) FILTER (WHERE m AND NOT (SELECT bool_and(matches(j, 'call[no mail within 20m]', t)) FROM generate_series(k, 60, 7) l, LATERAL (SELECT timestamptz '2026-01-01' + l * interval '1 min') x(t))) AS taken_back
FROM (SELECT g, j, k, matches(j, 'call[no mail within 20m]', timestamptz '2026-01-01' + k * interval '1 min') AS m,
        EXISTS (SELECT FROM events(j) x WHERE activity = 'call' AND x.at + interval '20 min' <= timestamptz '2026-01-01' + k * interval '1 min' AND NOT EXISTS (SELECT FROM events(j) y WHERE y.activity = 'mail' AND y.ord > x.ord AND y.at <= x.at + interval '20 min')) AS certain,
        EXISTS (SELECT FROM events(j) x WHERE activity = 'call' AND x.at <= timestamptz '2026-01-01' + k * interval '1 min' AND NOT EXISTS (SELECT FROM events(j) y WHERE y.activity = 'mail' AND y.ord > x.ord AND y.at <= x.at + interval '20 min' AND y.at <= timestamptz '2026-01-01' + k * interval '1 min')) AS possible
      FROM rated, generate_series(0, 60, 7) k WHERE g <= 100) x;

-- ---- captures: the events of the matches with their times ----
SELECT c.match_no, c.item, c.ord, c.at, c.gap, c.activity, c.channel, c.value FROM rated, captures(j, '.[value >= 3] ~> call[channel = phone]') c WHERE g <= 3 ORDER BY g, match_no, item;
SELECT count(*) FILTER (WHERE labels <> (SELECT array_agg(activity ORDER BY item) FROM captures(j, '(call|mail)+ ~> visit') c WHERE c.match_no = m.match_no)) AS differ, count(*) > 300 AS many
FROM rated, match(j, '(call|mail)+ ~> visit') m;
SELECT count(*) FROM captures(NULL, 'a');
SELECT match_times('{"v":1,"events":[]}', 'a') IS NULL AS nothing;

-- ---- labels that no case has ----
SELECT labels('b -> a|"x y"? -> b; not c'::funnel_spec) AS funnel, labels('b ~> a[no "x y" within 4h] !~c~> [^d]'::pattern) AS pattern;
SELECT * FROM unknown_labels('opend -> repleid -> Resolved -> 已解块 -> zzz -> closed'::funnel_spec, '{opened,replied,resolved,已解决,closed}');
SELECT * FROM unknown_labels('opend ~> replied[no clsoed within 4h]'::pattern, '{opened,replied,closed}');
SELECT * FROM unknown_labels('{a,b,ab,abcdef}'::text[], '{a,c,abdcef,abcde}');
SELECT nearest_label('x', '{}') IS NULL AS nothing, nearest_label(repeat('a', 300), ARRAY[repeat('a', 299)]) IS NULL AS too_long, nearest_label(repeat('a', 200), ARRAY[repeat('a', 199)]) IS NOT NULL AS long;
-- a label in full width is near to what the languages read; one with parentheses is quoted
SELECT * FROM unknown_labels('ＡＴＭ取款 -> ＣＡＬＬ　back'::funnel_spec, '{ＡＴＭ取款,call　BACK}');
SELECT matches(journey_agg('2026-03-02 09:00Z', '投诉（一般）'), '投诉（一般）');
SELECT matches(journey_agg('2026-03-02 09:00Z', '投诉（一般）'), '"投诉（一般）"') AS quoted;
-- one character put in, left out, exchanged, or two swapped is always found, where the others are far
SELECT count(*) FILTER (WHERE nearest_label(wrong, known) IS DISTINCT FROM word) AS missed, count(*) > 60 AS many FROM (SELECT array_agg(w) AS known FROM (VALUES ('opened'), ('escalated'), ('callback'), ('投诉已受理')) v(w)) k, unnest(known) word, generate_series(1, length(word)) i,
  unnest(ARRAY[left(word, i - 1) || substr(word, i + 1), left(word, i) || 'x' || substr(word, i + 1), left(word, i - 1) || 'q' || substr(word, i + 1), left(word, i - 1) || substr(word, i + 1, 1) || substr(word, i, 1) || substr(word, i + 2)]) wrong;

-- as of the very end of a calendar's validity, as for funnels: nothing later is asked of it
SELECT until, matches(j, 'opened[no reply within 2000h]', until, cal) AS no_reply_yet, is_pending(j, 'opened -> reply[<=2000h]', until, cal) AS pending, matches(j, 'opened[no reply within 4h]', until, cal) AS no_reply_in_4h
FROM (SELECT journey_agg('2026-12-30 09:00+00', 'opened')) x(j), (VALUES ('tz UTC; mon-fri 09:00-17:00; valid 2026-01-01..2026-12-31'::calendar)) c(cal), unnest('{2026-12-31 23:59:59.999999+00,2027-01-01 00:00+00}'::timestamptz[]) until;
SELECT matches(journey_agg('2026-12-30 09:00+00', 'opened'), 'opened[no reply within 4h]', '2027-01-01 00:00:00.000001+00', 'tz UTC; mon-fri 09:00-17:00; valid 2026-01-01..2026-12-31');

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

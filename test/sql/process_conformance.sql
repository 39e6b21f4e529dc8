-- conformance: footprints, rules against patterns, replay against published figures
SET timezone = 'UTC';
SET search_path = csq, public;

-- the log of 1391 cases of W. van der Aalst, Process Mining (2016), table 8.1
CREATE TABLE book_log AS SELECT * FROM (VALUES (455, 'acdeh'), (191, 'abdeg'), (177, 'adceh'), (144, 'abdeh'), (111, 'acdeg'), (82, 'adceg'), (56, 'adbeh'), (47, 'acdefdbeh'), (38, 'adbeg'),
  (33, 'acdefbdeh'), (14, 'acdefbdeg'), (11, 'acdefdbeg'), (9, 'adcefcdeh'), (8, 'adcefdbeh'), (5, 'adcefbdeg'), (3, 'acdefbdefdbeg'), (2, 'adcefdbeg'), (2, 'adcefbdefbdeg'),
  (1, 'adcefdbefbdeh'), (1, 'adbefbdefdbeg'), (1, 'adcefdbefcdefdbeg')) v(n, trace);
CREATE TABLE book_ev AS SELECT trace || ' ' || i AS c, timestamptz '2026-01-01' + k * interval '1 h' AS at, a AS activity FROM book_log, generate_series(1, n) i, string_to_table(trace, NULL) WITH ORDINALITY x(a, k);
CREATE TABLE book AS SELECT process_agg(c, at, activity) AS p FROM book_ev;
CREATE TABLE book_nets (name text, net jsonb);
-- transitions 'label:places before:places behind'
CREATE FUNCTION pg_temp.net(places text, transitions text) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('places', to_jsonb(string_to_array(places, ' ')), 'initial', '{"start":1}'::jsonb, 'final', '{"end":1}'::jsonb,
    'transitions', (SELECT jsonb_agg(jsonb_build_object('name', 't' || o, 'label', nullif(split_part(t, ':', 1), ''), 'in', to_jsonb(string_to_array(split_part(t, ':', 2), '+')), 'out', to_jsonb(string_to_array(split_part(t, ':', 3), '+'))) ORDER BY o)
                    FROM string_to_table(transitions, ' ') WITH ORDINALITY x(t, o))) $$;
INSERT INTO book_nets VALUES
  ('N1', pg_temp.net('start p1 p2 p3 p4 p5 end', 'a:start:p1+p2 b:p1:p3 c:p1:p3 d:p2:p4 e:p3+p4:p5 f:p5:p1+p2 g:p5:end h:p5:end')),
  ('N2', pg_temp.net('start p1 p2 p3 p4 end', 'a:start:p1 b:p1:p2 c:p1:p2 d:p2:p3 e:p3:p4 f:p4:p1 g:p4:end h:p4:end')),
  ('N3', pg_temp.net('start p1 p2 p3 p4 p5 end', 'a:start:p1+p2 c:p1:p3 d:p2:p4 e:p3+p4:p5 h:p5:end')),
  -- N1 with f as silent steps around it, and b and c chosen by silent transitions
  ('silent', pg_temp.net('start s p1 p2 pb pc p3 p4 p5 p6 end', 'a:start:s :s:p1+p2 :p1:pb :p1:pc b:pb:p3 c:pc:p3 d:p2:p4 :p3+p4:p6 e:p6:p5 f:p5:s g:p5:end h:p5:end')),
  -- everything in any order, never left but by a silent transition
  ('flower', pg_temp.net('start p end', ':start:p a:p:p b:p:p c:p:p d:p:p e:p:p f:p:p g:p:p h:p:p :p:end'));
-- published: 1 for N1, 0.9504 for N2, 0.8797 for N3, which leaves b, f and g out
SELECT name, r.traces, r.fitting, r.produced, r.consumed, r.missing, r.remaining, round(r.fitness::numeric, 4) AS fitness, round(r.average_trace_fitness::numeric, 4) AS average FROM book, book_nets, replay(p, net, 'ignore') r ORDER BY name COLLATE "C";
SELECT name, r.fitting, r.missing, r.remaining, round(r.fitness::numeric, 4) AS fitness FROM book, book_nets, replay(p, net) r WHERE name = 'N3';
SELECT r.* FROM book, book_nets, replay_variants(p, net) r WHERE name = 'N2' AND rank < 6;
-- by variant adds up to all
SELECT name, sum(n) = max(a.traces) AND sum(n * v.produced) = max(a.produced) AND sum(n * v.consumed) = max(a.consumed) AND sum(n * v.missing) = max(a.missing) AND sum(n * v.remaining) = max(a.remaining)
  AND coalesce(sum(n) FILTER (WHERE v.fitting), 0) = max(a.fitting) AND abs(sum(n * v.fitness) / sum(n) - max(a.average_trace_fitness)) < 1e-9 AS same, bool_and(v.produced + v.missing = v.consumed + v.remaining) AS balance
FROM book, book_nets, replay(p, net) a, replay_variants(p, net) v GROUP BY name ORDER BY name COLLATE "C";
-- two transitions of one label: the enabled one fires, whichever comes first
SELECT r.* FROM (SELECT process_agg(1, timestamptz '2026-01-01' + k * interval '1 h', a) FROM unnest('{x,y,x}'::text[]) WITH ORDINALITY u(a, k)) q(p), replay(p, pg_temp.net('start p q end', 'x:q:end x:start:p y:p:q')) r;
-- which of them fires may show only later: both cases fit
SELECT t, r.* FROM (VALUES ('{a,b}'::text[]), ('{a,c}')) v(t), LATERAL (SELECT process_agg(1, timestamptz '2026-01-01' + k * interval '1 h', a) FROM unnest(t) WITH ORDINALITY u(a, k)) q(p), replay(p, pg_temp.net('start p q end', 'a:start:p a:start:q b:p:end c:q:end')) r;
-- and so may which silent transition; without a choice nothing is searched
SELECT t, r.* FROM (VALUES ('{a,x,b}'::text[]), ('{a,x,c}'), ('{a,c}')) v(t), LATERAL (SELECT process_agg(1, timestamptz '2026-01-01' + k * interval '1 h', a) FROM unnest(t) WITH ORDINALITY u(a, k)) q(p), replay(p, pg_temp.net('start s p q end e1 e2', 'a:start:s :s:p :s:q x:p:e1 x:q:e2 b:e1:end c:e2:end')) r;
-- no cases, nothing to consume
SELECT r.* FROM replay((SELECT process_agg('{"v":1,"events":[]}'::journey)), pg_temp.net('start end', 'x:start:end')) r;
SELECT r.* FROM book, replay(p, '{"places":[],"transitions":[],"initial":{},"final":{}}', 'ignore') r;
SELECT count(*) FROM book, replay_variants(p, NULL);
SELECT r.* FROM book, replay(p, '{"places":["p"],"transitions":[{"name":"t","label":"a","in":["p"],"out":["q"]}],"initial":{},"final":{}}') r;
SELECT r.* FROM book, replay(p, '{"places":["p","p"],"transitions":[],"initial":{},"final":{}}') r;
SELECT r.* FROM book, replay(p, '{"places":["p"],"transitions":[{"name":"t","in":["p"],"out":[]}],"initial":{},"final":{}}') r;
SELECT r.* FROM book, replay(p, '{"places":["p"],"transitions":[{"name":"t","label":"a","in":["p"],"out":["p","p"]}],"initial":{},"final":{}}') r;
SELECT r.* FROM book, replay(p, '{"places":["p"],"transitions":[],"initial":{"p":-1},"final":{}}') r;
SELECT r.* FROM book, replay(p, '{}', 'skip') r;
SELECT r.* FROM book, book_nets, replay(p, net, 'skip') r WHERE name = 'N1';

-- footprints: table 8.4 of the book; N2 differs in 12 of 64 cells
SELECT a, string_agg(format('%-2s', relation), ' ' ORDER BY b) FROM book, footprints(p) GROUP BY a ORDER BY a;
CREATE TABLE book_models (name text, model jsonb);
INSERT INTO book_models VALUES
  ('N1', '{"edges":[["a","b"],["a","c"],["a","d"],["b","d"],["d","b"],["c","d"],["d","c"],["b","e"],["c","e"],["d","e"],["e","f"],["e","g"],["e","h"],["f","b"],["f","c"],["f","d"]],"start":["a"],"end":["g","h"]}'),
  ('N2', '{"edges":[["a","b"],["a","c"],["b","d"],["c","d"],["d","e"],["e","f"],["e","g"],["e","h"],["f","b"],["f","c"]],"start":["a"],"end":["g","h"]}'),
  ('new', '{"edges":[["a","z"]],"end":["h"]}');
SELECT name, (SELECT count(*) FROM footprint_conformance(p, model)) AS cells, footprint_fitness(p, model) FROM book, book_models ORDER BY 1;
SELECT x.* FROM book, book_models, footprint_conformance(p, model) x WHERE name = 'N2';
-- the formula over the edges; N2 lacks a d, d b, d c, b e, c e, f d
WITH e AS (
  SELECT e.*, EXISTS (SELECT FROM book_models, jsonb_array_elements(model -> 'edges') m WHERE name = 'N2' AND m = jsonb_build_array(source, target)) AS known FROM book, edges(p) e
) SELECT count(*) AS pairs, sum(n) AS moves, sum(n) FILTER (WHERE NOT known) AS deviating,
         round(((1 - sum(n) FILTER (WHERE NOT known) / sum(n)) * count(*) + 3) / (count(*) + 3), 9) = (SELECT round(footprint_fitness(p, model)::numeric, 9) FROM book, book_models WHERE name = 'N2') AS same FROM e;
SELECT footprint_fitness(p, '{"edges":[]}') IS NULL AS "no moves", footprint_fitness(p, '{"edges":[],"start":["x"]}') AS start, (SELECT count(*) FROM footprints(p)) FROM (SELECT process_agg(1, '2026-01-01Z', 'x')) q(p);
SELECT footprint_fitness(p, '{"edges":[["a"]]}') FROM book;
SELECT count(*) FROM footprints((SELECT process_agg(1, timestamptz '2026-01-01' + i * interval '1 s', 'a' || i) FROM generate_series(1, 2001) i));

-- rules: each template against the same as a pattern, on random journeys
CREATE TABLE rule_ev AS SELECT (i * 7919 % 1009) % 211 AS c, timestamptz '2026-01-01' + i * interval '1 min' AS at, (ARRAY['a', 'b', 'c', 'In Call'])[1 + (i * 31 % 97 + i * i % 89) % 4] AS activity FROM generate_series(1, 700) i;
CREATE TABLE rule_journeys AS SELECT c, journey_agg(at, activity) AS j FROM rule_ev GROUP BY c;
CREATE TABLE rule_pairs (template text, broken text, about text);
-- broken when the pattern matches; about: the rule says something when this matches
INSERT INTO rule_pairs VALUES
  ('response(A, B)', 'A [^B]* $', 'A'), ('precedence(A, B)', '^ [^A]* B', 'B'), ('succession(A, B)', '(A [^B]* $)|(^ [^A]* B)', 'A|B'),
  ('chain_response(A, B)', 'A ([^B]|$)', 'A'), ('chain_precedence(A, B)', '([^A]|^) B', 'B'), ('chain_succession(A, B)', '(A ([^B]|$))|(([^A]|^) B)', 'A|B'),
  ('responded_existence(A, B)', '^ [^B]* A [^B]* $', 'A'), ('coexistence(A, B)', '(^ [^B]* A [^B]* $)|(^ [^A]* B [^A]* $)', 'A|B'), ('not_coexistence(A, B)', '(A ~> B)|(B ~> A)', 'A|B'),
  ('not_succession(A, B)', 'A ~> B', 'A'), ('not_chain_succession(A, B)', 'A -> B', 'A'), ('alternate_response(A, B)', 'A [^B]* ($|A)', 'A'), ('alternate_precedence(A, B)', '(^|B) [^A]* B', 'B'), ('alternate_succession(A, B)', '(A [^B]* ($|A))|((^|B) [^A]* B)', 'A|B'),
  ('existence(A, 2)', '^ [^A]* (A [^A]*)? $', '.'), ('absence(A, 2)', 'A ~> A', '.'), ('absence(A)', 'A', '.'),
  ('exactly(A, 1)', '(^ [^A]* $)|(A ~> A)', '.'), ('init(A)', '^ [^A]', '.'), ('end(A)', '[^A] $', '.');
CREATE TABLE rule_cases AS
SELECT replace(replace(template, 'A', a), 'B', b) AS rule, replace(replace(broken, 'A', quote_ident(a)), 'B', quote_ident(b))::pattern AS broken, replace(replace(about, 'A', quote_ident(a)), 'B', quote_ident(b))::pattern AS about
FROM rule_pairs, (VALUES ('a', 'b'), ('c', 'a'), ('In Call', 'c'), ('b', 'nothing')) v(a, b);
WITH mine AS (
  SELECT r.* FROM (SELECT process_agg(c, at, activity) FROM rule_ev) q(p), check_rules(p, (SELECT array_agg(rule) FROM rule_cases)) r WHERE rule <> 'any'
), theirs AS (
  SELECT c.rule, count(*) AS cases, count(*) FILTER (WHERE matches(j, about)) AS activated, count(*) FILTER (WHERE matches(j, broken)) AS violated FROM rule_cases c, rule_journeys GROUP BY 1
) SELECT count(*), count(DISTINCT m.violated) > 20 AS varied, count(*) FILTER (WHERE m.cases = t.cases AND m.activated = t.activated AND m.violated = t.violated AND m.satisfied = t.activated - t.violated AND m.share = t.violated::float8 / t.cases) AS same
FROM theirs t JOIN mine m ON m.rule = t.rule OR m.rule = replace(t.rule, ')', ', 1)');
-- any: cases with at least one
SELECT r.cases, r.activated, r.violated = (SELECT count(*) FROM rule_journeys WHERE EXISTS (SELECT FROM rule_cases c WHERE c.rule IN ('response(a, b)', 'precedence(c, a)', 'not_succession(a, b)') AND matches(j, broken))) AS same
FROM (SELECT process_agg(c, at, activity) FROM rule_ev) q(p), check_rules(p, '{"response(a, b)","precedence(c, a)",NULL,"not_succession(a, b)"}') r WHERE rule = 'any';
SELECT r.* FROM book, check_rules(p, '{"response(a, e)","precedence(e, f)","not_coexistence(g, h)","absence(f, 3)","chain_response(d,e)"," existence( \"x, y\" ) ","end(g)"}') r;
SELECT r.* FROM book, check_rules(p, '{}') r;
SELECT count(*) FROM check_rules((SELECT process_agg('{"v":1,"events":[]}'::journey)), '{init(a)}');
SELECT r.* FROM book, check_rules(p, '{response(a)}') r;
SELECT r.* FROM book, check_rules(p, '{likes(a)}') r;
SELECT r.* FROM book, check_rules(p, '{"existence(a, many)"}') r;
-- names as papers write them; a misspelt one is told the nearest; never and at most 0 times are not the same
SELECT r.rule, r.violated FROM book, check_rules(p, '{"Response（a，e）","ChainResponse(d, e)","Co-Existence(a, h)","NOT SUCCESSION(h, a)"}') r;
SELECT r.* FROM book, check_rules(p, '{absense(a)}') r;
SELECT r.* FROM book, check_rules(p, '{"absence(a, 0)"}') r;
-- open cases are neither failures nor successes: what later events can change is pending; an activity that is nowhere is named
CREATE TABLE rule_open AS SELECT process_agg(c, timestamptz '2026-04-01' + k * interval '1 h', a) AS p
FROM (VALUES (1, '{received,responded,resolved}'::text[]), (2, '{received,responded}'), (3, '{received}'), (4, '{received,resolved,reopened}'), (5, '{received,cancelled}')) v(c, t), unnest(t) WITH ORDINALITY u(a, k);
SELECT r.* FROM rule_open, check_rules(p, '{"response(received, resolved)","precedence(responded, resolved)","absence(reopened)","init(received)","existence(responded)","response(received, close)"}') r;
SELECT r.* FROM rule_open, check_rules(p, '{"response(received, resolved)","precedence(responded, resolved)","absence(reopened)","init(received)","existence(responded)","response(received, close)"}', '{resolved,cancelled,archived}') r;
SELECT r.* FROM rule_open, check_rules(p, '{"response（received，resolved）"}', '{resolved,cancelled}') r;
SELECT count(*) FROM rule_open, check_rules(p, '{init(received)}', NULL) r;
SELECT r.* FROM rule_open, check_rules(p, '{response(received|opened, resolved)}') r;
-- of each trace up to 4 events: pending where three more events can change the verdict, by regular expressions
WITH RECURSIVE word(w) AS (VALUES ('') UNION ALL SELECT w || x FROM word, unnest('{a,b,c}'::text[]) x WHERE length(w) < 4),
rules(r, broken, about) AS (VALUES ('alternate_response(a, b)', 'a[^b]*(a|$)', 'a'), ('alternate_precedence(a, b)', '(^|b)[^a]*b', 'b'), ('alternate_succession(a, b)', 'a[^b]*(a|$)|(^|b)[^a]*b', 'a|b'), ('not_chain_succession(a, b)', 'ab', 'a'),
  ('alternate_response(a, a)', 'a', 'a'), ('alternate_precedence(a, a)', 'a', 'a'), ('alternate_succession(a, a)', 'a', 'a'), ('not_chain_succession(a, a)', 'aa', 'a'), ('chain_succession(a, b)', 'a([^b]|$)|(^|[^a])b', 'a|b'), ('not_succession(a, b)', 'a.*b', 'a')),
theirs AS (SELECT r, t.w, t.w ~ about AS activated, bool_and((t.w || x.w) ~ broken) AS broken, bool_or((t.w || x.w) ~ broken) AS may FROM rules, word t, word x WHERE t.w <> '' AND length(x.w) < 4 GROUP BY 1, 2, 3)
SELECT count(*), count(*) FILTER (WHERE c.activated = t.activated::int AND c.violated = (t.activated AND broken)::int AND c.pending = (t.activated AND may AND NOT broken)::int) AS same
FROM theirs t, LATERAL (SELECT process_agg(1, timestamptz '2026-01-01Z' + o * interval '1 min', x) FROM string_to_table(w, NULL) WITH ORDINALITY y(x, o)) q(p), check_rules(p, ARRAY[r], '{over}') c(rule, cases, activated, satisfied, violated, share, pending, unknown) WHERE c.rule <> 'any';
SELECT r.* FROM rule_open, conformance(p, '{"edges":[["received","responded"],["responded","resolved"],["resolved","close"]],"start":["received"],"end":["close","archived"]}') r;
-- open cases have no end yet: neither a wrong one nor a right one; received and responded are where the open ones are
SELECT r.* FROM rule_open, conformance(p, '{"edges":[["received","responded"],["responded","resolved"],["resolved","reopened"]],"start":["received"],"end":["resolved"]}') r;
SELECT r.* FROM rule_open, conformance(p, '{"edges":[["received","responded"],["responded","resolved"],["resolved","reopened"]],"start":["received"],"end":["resolved"]}', '{resolved,cancelled,archived}') r;
-- by hand: 5 starts, all allowed; 6 moves, but for received -> resolved and received -> cancelled; 1 of 5 ends, or of 2, or none
SELECT fitness(p, m) = 10/16.0::float8 AS over, fitness(p, m, '{resolved,cancelled}') = 10/13.0::float8 AS open, fitness(p, m, '{}') = 9/11.0::float8 AS "all open", fitness(p, m, NULL) IS NULL AS none,
       fitness(p, m, '{received,responded,resolved,reopened,cancelled}') = fitness(p, m) AS "all over"
FROM rule_open, (VALUES ('{"edges":[["received","responded"],["responded","resolved"],["resolved","reopened"]],"start":["received"],"end":["resolved"]}'::jsonb)) v(m);
SELECT count(*) FROM rule_open, conformance(p, '{"edges":[]}', NULL) r;
SELECT r.* FROM rule_open, outcomes(p, '{resolved,close}') r WHERE activity IS NULL OR activity = 'received';
SELECT r.* FROM rule_open, removal_effect(p, 'close') r;
SELECT r.* FROM rule_open, credit(p, 'close') r;
SELECT r.* FROM rule_open, flow(p, start => 'close') r;
SELECT count(*) FROM rule_open, flow(p, start => 'resolved') r;
DROP TABLE rule_open;
DROP TABLE book_log, book_ev, book, book_nets, book_models, rule_ev, rule_journeys, rule_pairs, rule_cases;

-- a model of other names is no fitness of 0; one known name makes it one, and so does a model that allows nothing
SELECT fitness(p, '{"edges":[["Open","Close"]]}') FROM (SELECT process_agg(1, timestamptz '2026-01-01' + k * interval '1 h', a) FROM (VALUES (1, 'open'), (2, 'close')) v(k, a)) x(p);
SELECT fitness(p, '{"edges":[],"start":["Open"],"end":["Close"]}', '{close}') FROM (SELECT process_agg(1, timestamptz '2026-01-01' + k * interval '1 h', a) FROM (VALUES (1, 'open'), (2, 'close')) v(k, a)) x(p);
SELECT fitness(p, '{"edges":[["open","Close"]]}') AS one_known, fitness(p, '{"edges":[]}') AS nothing_allowed FROM (SELECT process_agg(1, timestamptz '2026-01-01' + k * interval '1 h', a) FROM (VALUES (1, 'open'), (2, 'close')) v(k, a)) x(p);

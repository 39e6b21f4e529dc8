-- optimal alignments: moves, costs, bounds; what fits is what the replay says fits
SET timezone = 'UTC';
SET search_path = csq, public;

-- the log of 1391 cases of W. van der Aalst, Process Mining (2016), table 8.1, and its nets
CREATE TABLE book_log AS SELECT * FROM (VALUES (455, 'acdeh'), (191, 'abdeg'), (177, 'adceh'), (144, 'abdeh'), (111, 'acdeg'), (82, 'adceg'), (56, 'adbeh'), (47, 'acdefdbeh'), (38, 'adbeg'),
  (33, 'acdefbdeh'), (14, 'acdefbdeg'), (11, 'acdefdbeg'), (9, 'adcefcdeh'), (8, 'adcefdbeh'), (5, 'adcefbdeg'), (3, 'acdefbdefdbeg'), (2, 'adcefdbeg'), (2, 'adcefbdefbdeg'),
  (1, 'adcefdbefbdeh'), (1, 'adbefbdefdbeg'), (1, 'adcefdbefcdefdbeg')) v(n, trace);
CREATE TABLE book AS SELECT process_agg(trace || ' ' || i, timestamptz '2026-01-01' + k * interval '1 h', a) AS p FROM book_log, generate_series(1, n) i, string_to_table(trace, NULL) WITH ORDINALITY x(a, k);
-- transitions 'label:places before:places behind'
CREATE FUNCTION pg_temp.net(places text, transitions text) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_build_object('places', to_jsonb(string_to_array(places, ' ')), 'initial', '{"start":1}'::jsonb, 'final', '{"end":1}'::jsonb,
    'transitions', (SELECT jsonb_agg(jsonb_build_object('name', 't' || o, 'label', nullif(split_part(t, ':', 1), ''), 'in', to_jsonb(string_to_array(split_part(t, ':', 2), '+')), 'out', to_jsonb(string_to_array(split_part(t, ':', 3), '+'))) ORDER BY o)
                    FROM string_to_table(transitions, ' ') WITH ORDINALITY x(t, o))) $$;
CREATE TABLE nets (name text, net jsonb);
INSERT INTO nets VALUES
  ('N1', pg_temp.net('start p1 p2 p3 p4 p5 end', 'a:start:p1+p2 b:p1:p3 c:p1:p3 d:p2:p4 e:p3+p4:p5 f:p5:p1+p2 g:p5:end h:p5:end')),
  ('N2', pg_temp.net('start p1 p2 p3 p4 end', 'a:start:p1 b:p1:p2 c:p1:p2 d:p2:p3 e:p3:p4 f:p4:p1 g:p4:end h:p4:end')),
  ('N3', pg_temp.net('start p1 p2 p3 p4 p5 end', 'a:start:p1+p2 c:p1:p3 d:p2:p4 e:p3+p4:p5 h:p5:end')),
  ('silent', pg_temp.net('start s p1 p2 pb pc p3 p4 p5 p6 end', 'a:start:s :s:p1+p2 :p1:pb :p1:pc b:pb:p3 c:pc:p3 d:p2:p4 :p3+p4:p6 e:p6:p5 f:p5:s g:p5:end h:p5:end')),
  ('flower', pg_temp.net('start p end', ':start:p a:p:p b:p:p c:p:p d:p:p e:p:p f:p:p g:p:p h:p:p :p:end'));
SELECT name, r.traces, r.fitting, r.cost, r.worst_cost, round(r.fitness::numeric, 4) AS fitness, round(r.average_trace_fitness::numeric, 4) AS average, r.cut_short, r.lower_bound, round(r.fitness_hi::numeric, 4) AS fitness_hi
FROM book, nets, alignment_fitness(p, net) r ORDER BY name COLLATE "C";
-- by hand: N2 wants b or c before d.  Where they come after it one of the two is left out and put in again: 2 of each
SELECT sum(n * 2 * regexp_count) AS cost, sum(n * (length(trace) + 5)) AS worst_cost FROM (SELECT n, trace, (SELECT count(*) FROM regexp_matches(trace, 'd[bc]', 'g')) AS regexp_count FROM book_log) x;
-- N3 is a, then c and d in either order, e, h: what is not in the longest part that a trace has in common with one of the two is a move on the log or on the model
WITH words AS (SELECT DISTINCT (SELECT string_agg(substr(w, i, 1), '' ORDER BY i) FROM generate_series(1, 5) i WHERE mask >> i & 1 = 1) AS word FROM (VALUES ('acdeh'), ('adceh')) v(w), generate_series(0, 62, 2) mask)
SELECT sum(n * (length(trace) + 5 - 2 * (SELECT max(length(word)) FROM words WHERE trace ~ array_to_string(string_to_array(word, NULL), '.*')))) AS cost FROM book_log;
-- what fits is what the replay, which moves tokens, says fits; and the costs of the variants add up
SELECT name, bool_and(a.fitting = r.fitting AND a.path = r.path AND a.n = r.n) AS "same as replay", sum(a.n * a.cost) = max(t.cost) AND sum(a.n * a.worst_cost) = max(t.worst_cost) AND coalesce(sum(a.n) FILTER (WHERE a.fitting), 0) = max(t.fitting)
  AND abs(sum(a.n * a.fitness) / sum(a.n) - max(t.average_trace_fitness)) < 1e-9 AS "adds up", bool_and(a.cost = a.log_moves + a.model_moves AND a.lower_bound = a.cost AND a.fitness_hi = a.fitness AND NOT a.cut_short) AS consistent
FROM book, nets, alignment_variants(p, net) a JOIN LATERAL replay_variants(p, net) r USING (rank), alignment_fitness(p, net) t GROUP BY name ORDER BY name COLLATE "C";
SELECT a.* FROM book, nets, alignment_variants(p, net) a WHERE name = 'N2' AND rank < 6;
-- each alignment is one: the log side is the trace, the costs are those of the variant
SELECT name, count(*), bool_and(log_side = path AND paid = cost AND steps = last) AS same
FROM book, nets, alignment_variants(p, net) v, LATERAL (SELECT array_agg(log_move ORDER BY step) FILTER (WHERE log_move IS NOT NULL) AS log_side, sum(m.cost) AS paid, count(*) AS steps, max(step) AS last FROM alignment(path, net) m) x GROUP BY name ORDER BY name COLLATE "C";
SELECT m.* FROM nets, alignment('{a,d,c,e,h}', net) m WHERE name = 'N2';
SELECT m.* FROM nets, alignment('{a,d,b,x,e,f,h}', net) m WHERE name = 'silent';
-- between two synchronous moves those on the model come first; NULL is no event; an empty trace is the cheapest run
SELECT string_agg(kind || ' ' || coalesce(log_move, model_move), ', ' ORDER BY step) FROM nets, alignment('{a,x,NULL,y,e,g}', net) m WHERE name = 'N2';
SELECT string_agg(kind || ' ' || coalesce(model_move, transition), ', ' ORDER BY step), sum(cost) FROM nets, alignment('{}', net) m WHERE name = 'N2';
-- a journey is a trace
SELECT sum(cost) FROM nets, (SELECT journey_agg(timestamptz '2026-01-01' + k * interval '1 h', a) FROM unnest('{a,c,d,d,e,g}'::text[]) WITH ORDINALITY x(a, k)) y(j), alignment(trace(j), net) WHERE name = 'N1';
-- where cases depart: what costs, by activity and transition
SELECT d.* FROM book, nets, alignment_deviations(p, net) d WHERE name = 'N3';
SELECT name, sum(d.n) FILTER (WHERE kind <> 'any') IS NOT DISTINCT FROM nullif(max(d.n) FILTER (WHERE kind = 'any'), 0) AND max(d.n) FILTER (WHERE kind = 'any') = max(f.cost) AND max(d.cases) FILTER (WHERE kind = 'any') = max(f.traces - f.fitting) AS "adds up"
FROM book, nets, alignment_deviations(p, net) d, alignment_fitness(p, net) f GROUP BY name ORDER BY name COLLATE "C";
-- a search that is cut short has bounds and no figure
SELECT m.* FROM nets, alignment('{a,d,c,e,h}', net, 3) m WHERE name = 'N2';
SELECT name, r.* FROM book, nets, alignment_fitness(p, net, 14) r WHERE name IN ('N1', 'N2') ORDER BY name COLLATE "C";
SELECT a.rank, a.n, a.fitting, a.cost, a.worst_cost, a.fitness, a.log_moves, a.lower_bound, round(a.fitness_hi::numeric, 3) AS fitness_hi, a.cut_short FROM book, nets, alignment_variants(p, net, 14) a WHERE name = 'N2' AND rank IN (1, 3, 9);
SELECT d.* FROM book, nets, alignment_deviations(p, net, 14) d WHERE name = 'N2';
SELECT name, r.cost, r.worst_cost, r.fitness, r.cut_short, r.fitness_hi FROM book, nets, alignment_fitness(p, net, 1) r WHERE name = 'N2';
-- the bounds are bounds, whatever room there is
SELECT count(*), count(*) FILTER (WHERE b.cut_short) > 100 AS "some cut short", bool_and(CASE WHEN b.cut_short THEN b.cost IS NULL AND b.lower_bound <= a.cost AND (b.fitness_hi >= a.fitness OR b.fitness_hi IS NULL) ELSE b.cost = a.cost END) AS bounded
FROM book, nets, generate_series(1, 40) s, LATERAL alignment_variants(p, net) a JOIN LATERAL alignment_variants(p, net, s) b USING (rank);
-- what is needed is seen beforehand: twenty steps in any order, of which the trace has one, are no search among two to the twentieth markings
SELECT sum(cost), count(*) FILTER (WHERE kind = 'synchronous') AS synchronous FROM (SELECT jsonb_build_object('places', jsonb_agg('p' || i) || jsonb_agg('q' || i), 'initial', jsonb_object_agg('p' || i, 1), 'final', jsonb_object_agg('q' || i, 1),
  'transitions', jsonb_agg(jsonb_build_object('name', 't' || i, 'label', 'a' || i, 'in', jsonb_build_array('p' || i), 'out', jsonb_build_array('q' || i)) ORDER BY i)) FROM generate_series(1, 20) i) x(net), alignment('{x,a7,x}', net, 2000) m;
-- refused, and empty
SELECT count(*) FROM nets, alignment('{a}', net, 0) WHERE name = 'N1';
SELECT count(*) FROM nets, alignment('{a}', net, 1000001) WHERE name = 'N1';
SELECT count(*) FROM alignment('{a}', '{}');
SELECT count(*) FROM alignment('{a}', pg_temp.net('start p end', 'a:start:p'));
SELECT f.* FROM book, alignment_fitness(p, pg_temp.net('start p end', 'a:start:p+end')) f;
SELECT count(*) FROM alignment(NULL, pg_temp.net('start end', 'a:start:end'));
SELECT (SELECT count(*) FROM alignment_variants(p, net)), (SELECT count(*) FROM alignment_deviations(p, net)), f.* FROM (SELECT process_agg('{"v":1,"events":[]}'::journey)) x(p), nets, alignment_fitness(p, net) f WHERE name = 'N1';
DROP TABLE book_log, book, nets;
-- a net whose labels are written otherwise is no fitness of 0
SELECT alignment_fitness(process_agg(1, timestamptz '2026-03-02 09:00Z', 'opened'), '{"places":["s","e"],"transitions":[{"name":"t","label":"Opened","in":["s"],"out":["e"]}],"initial":{"s":1},"final":{"e":1}}');
SELECT replay(process_agg(1, timestamptz '2026-03-02 09:00Z', 'opened'), '{"places":["s","e"],"transitions":[{"name":"t","label":"Opened","in":["s"],"out":["e"]}],"initial":{"s":1},"final":{"e":1}}');

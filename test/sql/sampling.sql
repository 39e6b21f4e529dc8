SET search_path = csq, public;
SET datestyle = 'ISO';

-- published vectors of XXH64
SELECT k, to_hex(stable_hash(k)) FROM unnest(ARRAY['', 'a', 'abc', 'Nobody inspects the spammish repetition']) k;
SELECT stable_hash('call 17', 'march') <> stable_hash('call 17', 'april') AS salted, stable_hash('call 17', '') = stable_hash('call 17') AS no_salt;

-- 5 % of the calls of a day, by agent
CREATE TABLE call AS SELECT 'call ' || i AS id, 'agent ' || i % 7 AS agent, DATE '2026-03-02' AS day FROM generate_series(1, 437) i;
SELECT count(*), count(DISTINCT key) FROM picks((SELECT qa_sample(id, agent, 0.05, '2026-03-02') FROM call));
SELECT stratum, count(*), round(min(inclusion)::numeric, 4) AS inclusion, round(sum(1 / inclusion)::numeric) AS weight FROM picks((SELECT qa_sample(id, agent, 0.05, '2026-03-02') FROM call)) GROUP BY stratum ORDER BY 1;
SELECT * FROM picks((SELECT qa_sample(id, agent, 0.05, '2026-03-02') FROM call)) LIMIT 4;
SELECT count(*), min(n) FROM (SELECT stratum, count(*) AS n FROM picks((SELECT qa_sample(id, agent, 0.01, 'x') FROM call), 2) GROUP BY stratum) q;
-- the order of the rows, a split, a second listing change nothing
SELECT s = t AND s = u AS same FROM (SELECT qa_sample(id, agent, 0.05, 'x') AS s FROM call) a, (SELECT rollup(q::text::qa_sample) AS t FROM (SELECT qa_sample(id, agent, 0.05, 'x') AS q FROM call GROUP BY length(id)) q) b,
  (SELECT qa_sample(id, agent, 0.05, 'x') AS u FROM (SELECT * FROM call UNION ALL SELECT * FROM call ORDER BY id DESC) q) c;
SELECT count(*) FROM picks((SELECT qa_sample(id, NULL, 1, 'x') FROM call));
SELECT qa_sample(id, agent, 0.05, 'x') FROM call WHERE id IN ('call 3', 'call 12');
-- by chance, in a WHERE clause
SELECT count(*) FROM call WHERE in_sample(id, day, 0.05, 'x');
SELECT abs(avg(in_sample('key ' || i, DATE '2026-03-01' + i % 31, 0.1, 'salt')::int) - 0.1) < 0.01 AS near FROM generate_series(1, 10000) i;
SELECT in_sample('a', DATE '2026-03-01', 1, ''), in_sample('a', DATE '2026-03-01', 0, '');

-- acceptance plans
SELECT * FROM accept_plan(1000, 2.5);
SELECT lot, (accept_plan(lot, 0.65)).* FROM unnest(ARRAY[5, 100, 200, 400, 1000, 600000]) lot;
SELECT n, accept, round(p_good::numeric, 6) AS p_good, round(p_bad::numeric, 6) AS p_bad FROM accept_plan(0.05, 0.95, 0.15, 0.075);
SELECT round(accept_probability(80, 5, 0.025)::numeric, 4);

-- errors
SELECT qa_sample(id, agent, 5, 'x') FROM call;
SELECT qa_sample(id, agent, length(id) / 100.0, 'x') FROM call;
SELECT qa_sample(id, agent, 0.05, id) FROM call;
SELECT in_sample('a', 'infinity', 0.5, '');
SELECT in_sample('a', '2026-01-01', 5, '');
SELECT accept_plan(1000, 3);
SELECT accept_plan(1, 2.5);
SELECT accept_plan(1000, 2.5, 'IV');
SELECT accept_plan(0.15, 0.95, 0.05, 0.1);
SELECT accept_plan(0.05, 0.05, 0.15, 0.1);
SELECT accept_probability(0, 1, 0.1);
SELECT picks(s, -1) FROM (SELECT qa_sample(id, agent, 0.05, 'x') AS s FROM call) q;
SELECT '{"v":1,"share":2,"salt":"x","rows":[]}'::qa_sample;
DROP TABLE call;

SELECT accept_plan(1000, 2.5, 'iii') = accept_plan(1000, 2.5, 'III') AS roman, accept_plan(1000, 2.5, 's-1') = accept_plan(1000, 2.5, 'S-1') AS special;

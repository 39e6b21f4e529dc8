-- help and samples: every example runs, every sample is the same everywhere
SET search_path = public;
SET datestyle = 'ISO, YMD';
SET timezone = 'UTC';
\pset null '(null)'

SELECT topic_name, count(*) FROM csq.help() GROUP BY 1 ORDER BY 1;
SELECT question, call FROM csq.help('sla', 'zh') LIMIT 2;
SELECT topic_name, question FROM csq.help('NPS');
SELECT topic_name, question FROM csq.help('流失', 'zh');
SELECT * FROM csq.help('sales');
SELECT * FROM csq.help('sla', 'fr');
CREATE TABLE ran (ord int, rows bigint, error text);
DO $$
DECLARE
  h record;
  n bigint;
BEGIN
  FOR h IN SELECT row_number() OVER () AS ord, example FROM csq.help() LOOP
    BEGIN
      EXECUTE 'SELECT count(*) FROM (' || h.example || ') AS x' INTO n;
      INSERT INTO ran VALUES (h.ord, n, NULL);
    EXCEPTION WHEN OTHERS THEN INSERT INTO ran VALUES (h.ord, NULL, SQLERRM);
    END;
  END LOOP;
END $$;
SELECT ord, error FROM ran WHERE error IS NOT NULL OR rows = 0;
SELECT count(*) FROM ran;

SELECT t, count(*), count(DISTINCT customer) AS customers, min(at), max(at), count(ended_at) AS ended, count(due_at) AS due, round(avg(score), 3) AS score, count(text) AS texts
FROM unnest('{complaints,touches,answers,calls}'::text[]) AS t, csq.sample(t) GROUP BY t ORDER BY t;
SELECT * FROM csq.sample('complaints') LIMIT 3;
SELECT * FROM csq.sample('orders');


-- ------------------------------------------------- workspace: links ----

-- Each complaint and those before it that it belongs to: the one that it repeats (same customer, same category) and the one whose text it is
-- again, changed or not.  Intake does none of this: a procedure links what has come since, in batches.  complaint_link has what a complaint was
-- linked by, so that a complaint which was changed meanwhile is seen and linked anew.
--
-- Candidates are texts that have a band in common.  Of each band only the first 50 complaints of a tenant and a day (in UTC) are kept as
-- candidates: a text that comes thousands of times is compared with 50 a day, not with all of them.
CREATE FUNCTION csq_internal.workspace_links(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 6
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

(148, 'table', 'complaint_link', $sql$
CREATE TABLE workspace.complaint_link (
  tenant text NOT NULL DEFAULT 'main',
  complaint_id text NOT NULL,
  received_at timestamptz NOT NULL,
  customer_id text,
  category text NOT NULL,
  text_hash bigint,
  signature csq.text_signature,
  keys int4[],
  repeat_of text,
  duplicate_of text,
  similarity float8 CONSTRAINT "similarity is 0 to 1" CHECK (similarity BETWEEN 0 AND 1),
  same_customer bool,
  linked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, complaint_id),
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint ON DELETE CASCADE)$sql$),
(149, 'index', 'complaint_link_keys', $sql$
CREATE INDEX complaint_link_keys ON workspace.complaint_link USING gin (keys) WITH (fastupdate = off)$sql$),
(149, 'index', 'complaint_link_customer', $sql$
CREATE INDEX complaint_link_customer ON workspace.complaint_link (customer_id, category, received_at, complaint_id) WHERE customer_id IS NOT NULL$sql$),

-- a row per linked complaint; hits of trials: texts that had come before, of texts that can be compared
(504, 'view', 'v_duplicate', $sql$
CREATE VIEW workspace.v_duplicate WITH (security_invoker = true) AS
SELECT c.tenant, c.month, c.category, c.product, c.channel, c.complaint_id, c.received_at, c.customer_id, l.duplicate_of, d.received_at AS duplicate_of_at,
  extract(epoch FROM c.received_at - d.received_at)::float8 AS seconds_after, l.similarity,
  CASE WHEN l.duplicate_of IS NULL THEN NULL WHEN l.same_customer THEN 'duplicate submission' WHEN NOT l.same_customer THEN 'collective' ELSE 'customer unknown' END AS kind,
  l.repeat_of, (l.duplicate_of IS NOT NULL)::int::bigint AS hits, (l.signature IS NOT NULL)::int::bigint AS trials
FROM workspace.v_complaint AS c
JOIN workspace.complaint_link AS l USING (tenant, complaint_id)
LEFT JOIN workspace.complaint_link AS d ON d.tenant = l.tenant AND d.complaint_id = l.duplicate_of$sql$),

-- what three customers or more wrote within 7 days of the first: complaints linked to it, and duplicate submissions of these
(505, 'view', 'v_collective', $sql$
CREATE VIEW workspace.v_collective WITH (security_invoker = true) AS
SELECT f.tenant, f.month, f.category, f.product, f.complaint_id, g.n, g.customers, f.received_at AS first_at, g.last_at, f.text
FROM (SELECT m.tenant, m.first_id, count(*) AS n, count(DISTINCT m.customer_id) AS customers, max(m.received_at) AS last_at
      FROM (SELECT l.tenant, CASE WHEN l.same_customer THEN coalesce(p.duplicate_of, l.duplicate_of) ELSE l.duplicate_of END AS first_id, l.customer_id, l.received_at
            FROM workspace.complaint_link AS l LEFT JOIN workspace.complaint_link AS p ON p.tenant = l.tenant AND p.complaint_id = l.duplicate_of WHERE l.duplicate_of IS NOT NULL
            UNION ALL
            SELECT h.tenant, h.complaint_id, h.customer_id, h.received_at FROM workspace.complaint_link AS h) AS m
      JOIN workspace.setting AS s USING (tenant) WHERE m.received_at <= coalesce(s.as_of, now())
      GROUP BY m.tenant, m.first_id HAVING count(DISTINCT m.customer_id) >= 3) AS g
JOIN workspace.v_complaint AS f ON f.tenant = g.tenant AND f.complaint_id = g.first_id$sql$),

-- a commit after each batch: what is linked stays linked, and the next call goes on where this one was ended
(566, 'function', 'link_complaints(int)', $sql$
CREATE PROCEDURE workspace.link_complaints(batch int DEFAULT 1000)
LANGUAGE plpgsql AS $body$
DECLARE
  schema_name pg_catalog.name;
  step pg_catalog.record;
  since pg_catalog.timestamptz;
  linked pg_catalog.int8 := 0;
  found_one pg_catalog.int8 := 0;
BEGIN
  SELECT n.nspname INTO schema_name FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
  WHERE c.oid OPERATOR(pg_catalog.=) $csq$workspace.complaint$csq$::pg_catalog.regclass;
  LOOP
    SELECT * INTO step FROM csq.link_batch(schema_name, batch, since);
    COMMIT;
    linked := linked OPERATOR(pg_catalog.+) step.num_linked;
    found_one := found_one OPERATOR(pg_catalog.+) step.num_found;
    RAISE NOTICE 'linked: %, of these to an earlier one: %', linked, found_one;
    EXIT WHEN step.finished IS NOT FALSE;
    since := step.next_at;
  END LOOP;
END
$body$$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_links() IS
'Table, views and the procedure of links between complaints, as statements.';

-- One batch in the order of time, from since on; without since, what was changed or deleted is looked for first.
CREATE FUNCTION link_batch(schema_name name, batch int DEFAULT 1000, since timestamptz DEFAULT NULL, OUT num_linked bigint, OUT num_found bigint, OUT next_at timestamptz, OUT finished bool)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
  late pg_catalog.timestamptz;
  num_seen pg_catalog.int8;
BEGIN
  -- @workspace
  IF batch IS NULL OR batch < 1 THEN
    RAISE EXCEPTION 'batch is %', batch USING ERRCODE = 'invalid_parameter_value', DETAIL = 'A batch has at least one complaint.', HINT = 'Leave it out for 1,000.';
  END IF;
  -- two callers take turns: neither links beside what the other does not show yet
  EXECUTE format('LOCK TABLE %I.complaint_link IN SHARE ROW EXCLUSIVE MODE', schema_name);
  IF since IS NULL THEN
    -- what is no longer as it was linked, and then what is linked to something that is not there
    EXECUTE format('DELETE FROM %1$I.complaint_link AS l USING %1$I.v_complaint AS c WHERE c.tenant = l.tenant AND c.complaint_id = l.complaint_id
      AND (l.received_at, l.customer_id, l.category, l.text_hash) IS DISTINCT FROM (c.received_at, CASE WHEN btrim(c.customer_id) <> '''' THEN c.customer_id END, c.category, hashtextextended(c.text, 0))', schema_name);
    EXECUTE format('DELETE FROM %1$I.complaint_link AS l WHERE l.repeat_of IS NOT NULL AND NOT EXISTS (SELECT FROM %1$I.complaint_link AS x WHERE x.tenant = l.tenant AND x.complaint_id = l.repeat_of)
      OR l.duplicate_of IS NOT NULL AND NOT EXISTS (SELECT FROM %1$I.complaint_link AS x WHERE x.tenant = l.tenant AND x.complaint_id = l.duplicate_of)', schema_name);
  END IF;
  EXECUTE format($link$
    WITH b AS MATERIALIZED (
      SELECT s.*, csq.bands(s.signature) AS bands, date_trunc('day', s.received_at, 'UTC') AS day
      FROM (SELECT n.tenant, n.complaint_id, n.received_at, CASE WHEN btrim(n.customer_id) <> '' THEN n.customer_id END AS customer_id, n.category, hashtextextended(n.text, 0) AS text_hash, csq.signature(n.text) AS signature, length(n.text) AS letters
            FROM (SELECT c.tenant, c.complaint_id, c.received_at, c.customer_id, c.category, c.text FROM %1$I.v_complaint AS c
                  WHERE c.received_at >= $1 AND NOT EXISTS (SELECT FROM %1$I.complaint_link AS l WHERE l.tenant = c.tenant AND l.complaint_id = c.complaint_id)
                  ORDER BY c.received_at, c.tenant, c.complaint_id LIMIT $2) AS n OFFSET 0) AS s),
    -- what is linked already and has a band in common, by the index alone; what came later than a complaint that is linked only now is linked anew
    old AS MATERIALIZED (
      SELECT b.tenant, b.complaint_id, y.complaint_id AS other_id, y.received_at AS other_at, y.customer_id = b.customer_id AS same_customer, csq.similarity(b.signature, y.signature) AS similarity,
        (y.received_at, y.complaint_id) < (b.received_at, b.complaint_id) AS earlier, CASE WHEN date_trunc('day', y.received_at, 'UTC') = b.day THEN y.keys END AS keys
      FROM b CROSS JOIN LATERAL (SELECT l.tenant, l.complaint_id, l.received_at, l.customer_id, l.signature, l.keys FROM %1$I.complaint_link AS l WHERE l.keys && b.bands OFFSET 0) AS y
      WHERE y.tenant = b.tenant AND y.received_at BETWEEN b.received_at - interval '168 hours' AND b.received_at + interval '168 hours'),
    band AS MATERIALIZED (
      SELECT b.tenant, b.complaint_id, b.received_at, k.band, row_number() OVER (PARTITION BY b.tenant, b.day, k.band ORDER BY b.received_at, b.complaint_id) AS place
      FROM b CROSS JOIN LATERAL (SELECT DISTINCT u.band FROM unnest(b.bands) AS u(band)) AS k),
    kept AS MATERIALIZED (
      SELECT x.tenant, x.complaint_id, x.received_at, x.band
      FROM band AS x LEFT JOIN (SELECT o.tenant, o.complaint_id, k.band, count(*) AS n FROM old AS o CROSS JOIN LATERAL unnest(o.keys) AS k(band) GROUP BY o.tenant, o.complaint_id, k.band) AS h USING (tenant, complaint_id, band)
      WHERE x.place + coalesce(h.n, 0) <= 50),
    pair AS (
      SELECT o.tenant, o.complaint_id, o.other_id, o.other_at, o.same_customer, o.similarity FROM old AS o WHERE o.earlier
      UNION ALL
      SELECT x.tenant, x.complaint_id, y.complaint_id, y.received_at, y.customer_id = x.customer_id, csq.similarity(x.signature, y.signature)
      FROM (SELECT DISTINCT x.tenant, x.complaint_id, y.complaint_id AS other_id FROM band AS x JOIN kept AS y ON y.tenant = x.tenant AND y.band = x.band
            WHERE (y.received_at, y.complaint_id) < (x.received_at, x.complaint_id) AND y.received_at >= x.received_at - interval '168 hours') AS p
      JOIN b AS x ON x.tenant = p.tenant AND x.complaint_id = p.complaint_id JOIN b AS y ON y.tenant = p.tenant AND y.complaint_id = p.other_id),
    -- the same customer within a day before anybody within a week, the earliest of them; what is shorter than ten characters (你好, hello) others say, too
    duplicate AS (
      SELECT DISTINCT ON (p.tenant, p.complaint_id) p.tenant, p.complaint_id, p.other_id, p.same_customer, p.similarity
      FROM pair AS p JOIN b USING (tenant, complaint_id) WHERE p.similarity >= 0.7 AND CASE WHEN p.same_customer THEN p.other_at >= b.received_at - interval '24 hours' ELSE b.letters >= 10 END
      ORDER BY p.tenant, p.complaint_id, p.same_customer IS NOT TRUE, p.other_at, p.other_id),
    repeat AS (
      SELECT b.tenant, b.complaint_id, r.other_id
      FROM (SELECT b.*, lag(b.complaint_id) OVER w AS lag_id, lag(b.received_at) OVER w AS lag_at FROM b WHERE b.customer_id IS NOT NULL
            WINDOW w AS (PARTITION BY b.tenant, b.customer_id, b.category ORDER BY b.received_at, b.complaint_id)) AS b
      JOIN %1$I.setting AS s USING (tenant)
      CROSS JOIN LATERAL (SELECT u.other_id, u.other_at FROM (SELECT b.lag_id AS other_id, b.lag_at AS other_at WHERE b.lag_id IS NOT NULL
              UNION ALL (SELECT l.complaint_id, l.received_at FROM %1$I.complaint_link AS l WHERE l.customer_id = b.customer_id AND l.category = b.category AND l.tenant = b.tenant
                AND (l.received_at, l.complaint_id) < (b.received_at, b.complaint_id) ORDER BY l.received_at DESC, l.complaint_id DESC LIMIT 1)) AS u
            ORDER BY u.other_at DESC, u.other_id DESC LIMIT 1) AS r
      -- in UTC: no day is longer or shorter by the zone of the session
      WHERE b.received_at AT TIME ZONE 'UTC' <= r.other_at AT TIME ZONE 'UTC' + s.repeat_within),
    anew AS (
      SELECT o.tenant, o.other_id AS complaint_id FROM old AS o WHERE NOT o.earlier AND o.similarity >= 0.7
      UNION
      SELECT b.tenant, z.complaint_id FROM b CROSS JOIN LATERAL (SELECT l.complaint_id, l.repeat_of FROM %1$I.complaint_link AS l WHERE l.customer_id = b.customer_id AND l.category = b.category AND l.tenant = b.tenant
        AND (l.received_at, l.complaint_id) > (b.received_at, b.complaint_id) ORDER BY l.received_at, l.complaint_id LIMIT 1) AS z WHERE z.repeat_of IS DISTINCT FROM b.complaint_id),
    gone AS (DELETE FROM %1$I.complaint_link AS l USING anew AS a WHERE l.tenant = a.tenant AND l.complaint_id = a.complaint_id RETURNING l.received_at),
    linked AS (
      INSERT INTO %1$I.complaint_link (tenant, complaint_id, received_at, customer_id, category, text_hash, signature, keys, repeat_of, duplicate_of, similarity, same_customer)
      SELECT b.tenant, b.complaint_id, b.received_at, b.customer_id, b.category, b.text_hash, b.signature, k.keys, r.other_id, d.other_id, d.similarity, d.same_customer
      FROM b LEFT JOIN (SELECT x.tenant, x.complaint_id, array_agg(x.band ORDER BY x.band) AS keys FROM kept AS x GROUP BY x.tenant, x.complaint_id) AS k USING (tenant, complaint_id)
      LEFT JOIN duplicate AS d USING (tenant, complaint_id) LEFT JOIN repeat AS r USING (tenant, complaint_id)
      ON CONFLICT DO NOTHING
      RETURNING repeat_of, duplicate_of)
    SELECT (SELECT count(*) FROM b), (SELECT max(b.received_at) FROM b), count(*), count(coalesce(n.repeat_of, n.duplicate_of)), (SELECT min(g.received_at) FROM gone AS g) FROM linked AS n$link$, schema_name)
    INTO num_seen, next_at, num_linked, num_found, late USING COALESCE(since, '-infinity'), batch;
  next_at := LEAST(next_at, late);
  finished := num_seen < batch AND late IS NULL;
END
$$;
COMMENT ON FUNCTION link_batch(name, int, timestamptz) IS
'Links the next complaints of a workspace to the one they repeat and to the one whose text they are again; the procedure link_complaints() of the workspace calls it until all are linked, with a commit after each. Volatile: it writes.';

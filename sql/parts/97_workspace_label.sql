
-- ----------------------------------------------- workspace: labelling ----

-- Doubtful texts go to whoever labels - people, a language model - one row at a time; what each said is kept, with what it cost, so that
-- agreement is known.  A model is trained from what was said, and history is labelled anew in batches.
CREATE FUNCTION csq_internal.workspace_labels(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 10
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

(148, 'table', 'label_given', $sql$
CREATE TABLE workspace.label_given (
  tenant text NOT NULL DEFAULT 'main',
  complaint_id text NOT NULL,
  labelled_by text NOT NULL CONSTRAINT "labelled_by is not empty" CHECK (labelled_by <> ''),
  labeller text NOT NULL DEFAULT 'person' CONSTRAINT "labeller is person or outside" CHECK (labeller IN ('person', 'outside')),
  category text,
  severity text,
  cost numeric CONSTRAINT "cost is a number, not negative" CHECK (cost >= 0 AND cost < 'infinity'),
  given_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant, complaint_id, labelled_by),
  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint ON DELETE CASCADE)$sql$),
(149, 'index', 'label_given_category', $sql$
CREATE INDEX label_given_category ON workspace.label_given (category, tenant)$sql$),
(149, 'table', 'label_model', $sql$
CREATE TABLE workspace.label_model (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  trained_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  num_texts bigint NOT NULL,
  model csq.text_model NOT NULL,
  PRIMARY KEY (tenant, trained_at))$sql$),
(149, 'table', 'relabel_run', $sql$
CREATE TABLE workspace.relabel_run (
  tenant text NOT NULL DEFAULT 'main' PRIMARY KEY REFERENCES workspace.setting,
  last_id text NOT NULL DEFAULT '',
  num_done bigint NOT NULL DEFAULT 0,
  num_changed bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  finished_at timestamptz)$sql$),

-- what each source said against what people other than itself said, and what it cost
(562, 'view', 'v_label_source', $sql$
CREATE VIEW workspace.v_label_source WITH (security_invoker = true) AS
SELECT g.tenant, g.labeller, g.labelled_by, g.n, g.unknown, g.costed, g.cost, g.cost / nullif(g.costed, 0) AS cost_each,
  coalesce(csq.hits(a.r), 0) AS hits, coalesce(csq.trials(a.r), 0) AS trials, csq.rate(a.r) AS rate, csq.rate_lo(a.r) AS rate_lo, csq.rate_hi(a.r) AS rate_hi, csq.kappa(a.c) AS kappa,
  g.first_at, g.last_at
FROM (SELECT s.tenant, s.labeller, s.labelled_by, count(*) AS n, count(*) FILTER (WHERE s.category IS NULL) AS unknown, count(s.cost) AS costed, coalesce(sum(s.cost), 0)::float8 AS cost,
        min(s.given_at) AS first_at, max(s.given_at) AS last_at
      FROM (SELECT l.tenant, l.labeller, l.labelled_by, l.category, l.cost, l.given_at FROM workspace.label_given AS l
            UNION ALL
            SELECT l.tenant, l.labeller, coalesce(l.labelled_by, l.labeller), l.category, NULL, l.labelled_at FROM workspace.complaint_label AS l WHERE l.labeller IN ('lexicon', 'model')) AS s
      GROUP BY s.tenant, s.labeller, s.labelled_by) AS g
LEFT JOIN (SELECT p.tenant, o.labeller, o.labelled_by, csq.rate_agg(p.category = o.category) AS r, csq.confusion_agg(p.category, o.category) AS c
      FROM workspace.label_given AS p
      JOIN (SELECT l.tenant, l.complaint_id, l.labeller, l.labelled_by, l.category FROM workspace.label_given AS l
            UNION ALL
            SELECT l.tenant, l.complaint_id, l.labeller, coalesce(l.labelled_by, l.labeller), l.category FROM workspace.complaint_label AS l WHERE l.labeller IN ('lexicon', 'model')) AS o USING (tenant, complaint_id)
      WHERE p.labeller = 'person' AND p.labelled_by <> o.labelled_by AND p.category IS NOT NULL AND o.category IS NOT NULL
      GROUP BY p.tenant, o.labeller, o.labelled_by) AS a USING (tenant, labeller, labelled_by)$sql$),

(563, 'view', 'v_relabel', $sql$
CREATE VIEW workspace.v_relabel WITH (security_invoker = true) AS
SELECT r.tenant, r.num_done, r.total, r.num_done::float8 / nullif(r.total, 0) AS progress, r.num_changed, r.started_at, r.finished_at
FROM workspace.relabel_run AS r$sql$),

-- a commit after each batch: what is done stays done, and the next call goes on where this one was ended
(565, 'function', 'relabel(int)', $sql$
CREATE PROCEDURE workspace.relabel(batch int DEFAULT 5000)
LANGUAGE plpgsql AS $body$
DECLARE
  schema_name pg_catalog.name;
  step pg_catalog.record;
  fresh pg_catalog.bool := true;
BEGIN
  SELECT n.nspname INTO schema_name FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
  WHERE c.oid OPERATOR(pg_catalog.=) $csq$workspace.complaint$csq$::pg_catalog.regclass;
  LOOP
    SELECT * INTO step FROM csq.relabel_batch(schema_name, batch, fresh);
    COMMIT;
    RAISE NOTICE 'labelled anew: % of %, % changed', step.num_done, step.total, step.num_changed;
    EXIT WHEN step.finished IS NOT FALSE;
    fresh := false;
  END LOOP;
END
$body$$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_labels() IS
'Tables, views and the procedure of labelling, as statements.';

CREATE FUNCTION next_to_label(schema_name name, num_rows int DEFAULT 10, labelled_by text DEFAULT '', again bool DEFAULT false,
  OUT tenant text, OUT complaint_id text, OUT received_at timestamptz, OUT text text, OUT category_of_lexicon text, OUT category_of_model text, OUT probability float8, OUT why text) RETURNS SETOF record
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 10000 ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- @workspace
  IF num_rows < 1 THEN
    RAISE EXCEPTION 'num_rows is %', num_rows USING ERRCODE = 'invalid_parameter_value', DETAIL = 'At least one row is asked for.', HINT = 'Leave it out for ten.';
  END IF;
  -- equal ones in an order of their own for each labeller, so that two do not label the same
  IF again THEN
    RETURN QUERY EXECUTE format('SELECT c.tenant, c.complaint_id, c.received_at, c.text, NULL::text, NULL::text, NULL::float8, ''labelled by another''
      FROM (SELECT DISTINCT g.tenant, g.complaint_id FROM %1$I.label_given AS g WHERE g.labeller = ''person'') AS d JOIN %1$I.complaint AS c USING (tenant, complaint_id)
      WHERE c.text IS NOT NULL AND NOT EXISTS (SELECT FROM %1$I.label_given AS g WHERE g.tenant = d.tenant AND g.complaint_id = d.complaint_id AND g.labelled_by = $2)
      ORDER BY md5($2 || '' '' || c.complaint_id), c.tenant, c.complaint_id LIMIT $1', schema_name) USING num_rows, labelled_by;
  ELSE
    RETURN QUERY EXECUTE format('SELECT v.tenant, v.complaint_id, v.received_at, v.text, v.category_of_lexicon, v.category_of_model, v.probability, v.why FROM %1$I.v_to_label AS v
      ORDER BY CASE v.why WHEN ''the model is not sure'' THEN v.probability WHEN ''no category fits'' THEN 0 ELSE 1 END, md5($2 || '' '' || v.complaint_id), v.tenant, v.complaint_id LIMIT $1', schema_name) USING num_rows, labelled_by;
  END IF;
END
$$;
COMMENT ON FUNCTION next_to_label(name, int, text, bool) IS
'The texts of a workspace that are most worth a label, for a person or an outside labeller; again => true: those that another person has labelled, to measure agreement. Stable: it reads tables.';

CREATE FUNCTION label(schema_name name, complaint_id text, label text, labelled_by text, labeller text DEFAULT 'person', cost numeric DEFAULT NULL, severity text DEFAULT NULL, tenant text DEFAULT NULL) RETURNS bool
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  tenants pg_catalog.text[];
  known pg_catalog.bool;
BEGIN
  -- @workspace
  IF COALESCE(labelled_by, '') = '' OR COALESCE(labeller, '') NOT IN ('person', 'outside') THEN
    RAISE EXCEPTION 'a label by "%", labeller "%"', labelled_by, labeller USING ERRCODE = 'invalid_parameter_value',
      DETAIL = 'labelled_by says who: a name that is not empty; labeller is person or outside.', HINT = 'A language model is outside: label(''service'', id, label, ''its name'', ''outside'').';
  END IF;
  IF cost < 0 THEN
    RAISE EXCEPTION 'the cost is %', cost USING ERRCODE = 'invalid_parameter_value', DETAIL = 'A label costs nothing or more, in the currency that all costs of the workspace have.', HINT = 'Leave it out where it is not known.';
  END IF;
  IF label = '' THEN
    RAISE EXCEPTION 'the label is empty' USING ERRCODE = 'invalid_parameter_value', DETAIL = 'A label is a category.', HINT = 'NULL says that no category can be told.';
  END IF;
  EXECUTE format('SELECT array_agg(s.tenant ORDER BY s.tenant) FROM %1$I.setting AS s
    WHERE s.tenant = COALESCE($2, s.tenant) AND EXISTS (SELECT FROM %1$I.complaint AS c WHERE c.tenant = s.tenant AND c.complaint_id = $1)', schema_name) INTO tenants USING complaint_id, tenant;
  IF tenants IS NULL THEN
    RAISE EXCEPTION 'there is no complaint "%"', complaint_id USING ERRCODE = 'no_data_found', DETAIL = 'What is labelled is a row of complaint.', HINT = format('SELECT complaint_id FROM csq.next_to_label(%L);', schema_name);
  ELSIF cardinality(tenants) > 1 THEN
    RAISE EXCEPTION 'several tenants have a complaint "%": %', complaint_id, array_to_string(tenants, ', ') USING ERRCODE = 'cardinality_violation',
      DETAIL = 'A complaint is known by its tenant and its number.', HINT = format('Say which: tenant => %L.', tenants[1]);
  END IF;
  -- a category that lexicon, model and labellers do not have is new, or a slip
  EXECUTE format('SELECT $2 IS NULL OR EXISTS (SELECT FROM %1$I.label_given AS g WHERE g.tenant = $1 AND g.category = $2)
      OR COALESCE((SELECT $2 = ANY (csq.labels(s.model)) FROM %1$I.setting AS s WHERE s.tenant = $1), false)
      OR EXISTS (SELECT FROM %1$I.setting AS s CROSS JOIN LATERAL csq.lexicon_entries(s.lexicon) AS e WHERE s.tenant = $1 AND e.axis = ''category'' AND e.label = $2)', schema_name) INTO known USING tenants[1], label;
  -- who says nothing of the severity takes back nothing that was said of it
  EXECUTE format('INSERT INTO %1$I.label_given AS g (tenant, complaint_id, labelled_by, labeller, category, severity, cost) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (tenant, complaint_id, labelled_by) DO UPDATE SET labeller = EXCLUDED.labeller, category = EXCLUDED.category, severity = COALESCE(EXCLUDED.severity, g.severity),
      cost = CASE WHEN g.cost IS NULL THEN EXCLUDED.cost ELSE g.cost + COALESCE(EXCLUDED.cost, 0) END, given_at = now()', schema_name) USING tenants[1], complaint_id, labelled_by, labeller, label, severity, cost;
  EXECUTE format('INSERT INTO %1$I.complaint_label AS l (tenant, complaint_id, labeller, category, severity, labelled_by) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (tenant, complaint_id, labeller) DO UPDATE SET category = EXCLUDED.category, severity = COALESCE(EXCLUDED.severity, l.severity), labelled_by = EXCLUDED.labelled_by, labelled_at = now()', schema_name)
    USING tenants[1], complaint_id, labeller, label, severity, labelled_by;
  RETURN known;
END
$$;
COMMENT ON FUNCTION label(name, text, text, text, text, numeric, text, text) IS
'Says what a complaint is about, by a person or an outside labeller; the last said counts, what each said is kept; returns whether the category was known before: false is a new one, or a slip. Volatile: it writes.';

CREATE FUNCTION retrain(schema_name name, options jsonb DEFAULT '{}', OUT tenant text, OUT num_texts bigint, OUT num_labels bigint, OUT accuracy float8, OUT macro_f1 float8, OUT outcome text) RETURNS SETOF record
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000 ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  -- whose label counts: a person's before one from outside
  said pg_catalog.text := 'SELECT DISTINCT ON (l.complaint_id) l.category, c.text FROM %1$I.complaint_label AS l JOIN %1$I.complaint AS c USING (tenant, complaint_id)
    WHERE l.tenant = $1 AND l.labeller IN (''person'', ''outside'') AND l.category IS NOT NULL AND c.text IS NOT NULL ORDER BY l.complaint_id, l.labeller = ''outside''';
  info pg_catalog.jsonb;
BEGIN
  -- @workspace
  FOR tenant IN EXECUTE format('SELECT s.tenant FROM %I.setting AS s ORDER BY s.tenant', schema_name) LOOP
    accuracy := NULL;
    macro_f1 := NULL;
    outcome := 'too few labels: two categories and twenty texts are needed';
    EXECUTE format('SELECT count(*), count(DISTINCT r.category) FROM (%s) AS r', format(said, schema_name)) INTO num_texts, num_labels USING tenant;
    IF num_texts >= 20 AND num_labels >= 2 THEN
      EXECUTE format('WITH m AS (SELECT csq.train_agg(r.category, r.text, $2) AS model FROM (%2$s) AS r),
          kept AS (INSERT INTO %1$I.label_model (tenant, num_texts, model) SELECT $1, $3, m.model FROM m),
          used AS (UPDATE %1$I.setting AS s SET model = m.model FROM m WHERE s.tenant = $1)
        SELECT csq.model_info(m.model) FROM m', schema_name, format(said, schema_name)) INTO info USING tenant, options, num_texts;
      accuracy := (info #>> '{held_out,accuracy}')::float8;
      macro_f1 := (info #>> '{held_out,macro_f1}')::float8;
      outcome := 'trained';
    END IF;
    RETURN NEXT;
  END LOOP;
END
$$;
COMMENT ON FUNCTION retrain(name, jsonb) IS
'Trains the model of each tenant from what people and outside labellers said, and sets it for the intake; figures are of held-out texts. Earlier models stay in label_model. Volatile: it writes.';

-- One batch of a run over all complaints, in the order of the key; fresh => true begins a run where none is under way.
CREATE FUNCTION relabel_batch(schema_name name, batch int DEFAULT 5000, fresh bool DEFAULT true, OUT num_done bigint, OUT total bigint, OUT num_changed bigint, OUT finished bool)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  run pg_catalog.record;
  ids pg_catalog.text[];
  changed pg_catalog.int8;
  more pg_catalog.int8;
BEGIN
  -- @workspace
  IF batch < 1 THEN
    RAISE EXCEPTION 'batch is %', batch USING ERRCODE = 'invalid_parameter_value', DETAIL = 'A batch has at least one complaint.', HINT = 'Leave it out for 5,000.';
  END IF;
  -- two callers share a run: each waits for the batch of the other, then takes the next
  EXECUTE format('SELECT r.* FROM %1$I.relabel_run AS r WHERE r.finished_at IS NULL ORDER BY r.tenant LIMIT 1 FOR UPDATE', schema_name) INTO run;
  IF run.tenant IS NULL AND fresh THEN
    EXECUTE format('INSERT INTO %1$I.relabel_run (tenant, total) SELECT s.tenant, (SELECT count(*) FROM %1$I.complaint AS c WHERE c.tenant = s.tenant) FROM %1$I.setting AS s ORDER BY s.tenant
      ON CONFLICT (tenant) DO UPDATE SET last_id = '''', num_done = 0, num_changed = 0, total = EXCLUDED.total, started_at = clock_timestamp(), finished_at = NULL', schema_name);
    EXECUTE format('SELECT r.* FROM %1$I.relabel_run AS r WHERE r.finished_at IS NULL ORDER BY r.tenant LIMIT 1', schema_name) INTO run;
  END IF;
  IF run.tenant IS NOT NULL THEN
    EXECUTE format('SELECT array_agg(c.complaint_id ORDER BY c.complaint_id) FROM (SELECT c.complaint_id FROM %1$I.complaint AS c WHERE c.tenant = $1 AND c.complaint_id > $2 ORDER BY c.complaint_id LIMIT $3) AS c', schema_name)
      INTO ids USING run.tenant, run.last_id, batch;
    -- as label_complaints() of the intake would label them today
    EXECUTE format('INSERT INTO %1$I.complaint_label AS l (tenant, complaint_id, labeller, category, severity, reasons, emotion, probability, labelled_by)
      SELECT n.tenant, n.complaint_id, r.labeller, r.category, r.severity, r.reasons, r.emotion, r.probability, r.labelled_by
      FROM %1$I.complaint AS n JOIN %1$I.setting AS s USING (tenant) CROSS JOIN LATERAL (
        SELECT ''lexicon'' AS labeller, x.labels[1] AS category, (x.found).level AS severity, coalesce((x.found).reasons, ''{}'') AS reasons, x.labels[2] AS emotion,
          NULL::float8 AS probability, ''default lexicon'' AS labelled_by
        FROM (SELECT csq.lexicon_labels(s.lexicon, n.text, ''{category,emotion}'') AS labels, csq.severity(s.severity_lexicon, n.text) AS found OFFSET 0) AS x WHERE s.lexicon IS NOT NULL
        UNION ALL
        SELECT ''model'', b.label, NULL, ''{}'', NULL, b.probability, ''model'' FROM csq.classify_scores(s.model, n.text, 1) AS b WHERE s.model IS NOT NULL) AS r
      WHERE n.tenant = $1 AND n.complaint_id = ANY ($2) AND n.text IS NOT NULL AND (s.lexicon IS NOT NULL OR s.model IS NOT NULL)
      ON CONFLICT (tenant, complaint_id, labeller) DO UPDATE SET category = EXCLUDED.category, severity = EXCLUDED.severity, reasons = EXCLUDED.reasons, emotion = EXCLUDED.emotion,
        probability = EXCLUDED.probability, labelled_at = now()
      WHERE (l.category, l.severity, l.reasons, l.emotion, l.probability) IS DISTINCT FROM (EXCLUDED.category, EXCLUDED.severity, EXCLUDED.reasons, EXCLUDED.emotion, EXCLUDED.probability)', schema_name) USING run.tenant, ids;
    GET DIAGNOSTICS changed = ROW_COUNT;
    -- a text, a lexicon or a model that is no longer there labels nothing
    EXECUTE format('DELETE FROM %1$I.complaint_label AS l USING %1$I.complaint AS n, %1$I.setting AS s
      WHERE n.tenant = $1 AND n.complaint_id = ANY ($2) AND s.tenant = n.tenant AND l.tenant = n.tenant AND l.complaint_id = n.complaint_id
        AND (l.labeller = ''lexicon'' AND (s.lexicon IS NULL OR n.text IS NULL) OR l.labeller = ''model'' AND (s.model IS NULL OR n.text IS NULL))', schema_name) USING run.tenant, ids;
    GET DIAGNOSTICS more = ROW_COUNT;
    EXECUTE format('UPDATE %1$I.relabel_run AS r SET last_id = COALESCE($2, r.last_id), num_done = r.num_done + $3, num_changed = r.num_changed + $4, finished_at = CASE WHEN $3 < $5 THEN clock_timestamp() END WHERE r.tenant = $1', schema_name)
      USING run.tenant, ids[cardinality(ids)], COALESCE(cardinality(ids), 0), changed + more, batch;
  END IF;
  EXECUTE format('SELECT sum(r.num_done), sum(r.total), sum(r.num_changed), bool_and(r.finished_at IS NOT NULL) FROM %I.relabel_run AS r', schema_name) INTO num_done, total, num_changed, finished;
END
$$;
COMMENT ON FUNCTION relabel_batch(name, int, bool) IS
'Labels the next complaints of a workspace anew, as intake would today; what people said stays. The procedure relabel() of the workspace calls it until all are done, with a commit after each. Volatile: it writes.';

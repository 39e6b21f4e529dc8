
-- ------------------------------------------------------------- workspace ----

CREATE FUNCTION workspace_definition(schema_name name, by_time bool, OUT ord int, OUT kind text, OUT object text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 128
BEGIN ATOMIC
  SELECT p.ord, p.kind, p.name,
    pg_catalog.btrim(pg_catalog.replace(CASE WHEN by_time THEN csq_internal.statement_by_time(p.name, p.statement) ELSE p.statement END, 'workspace.'::pg_catalog.text, pg_catalog.quote_ident(schema_name::pg_catalog.text) OPERATOR(pg_catalog.||) '.'::pg_catalog.text), E'\n'::pg_catalog.text)
  FROM (SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_tables() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_sla() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_voice() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_improvement() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_rollups() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_labels() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_links() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_months() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_quality() AS t
        UNION ALL SELECT t.ord, t.kind, t.name, t.statement FROM csq_internal.workspace_by_time() AS t WHERE by_time) AS p
  -- two dollar signs in the name could end a quoted part
  WHERE schema_name::pg_catalog.text OPERATOR(pg_catalog.!~~) '%$%$%'::pg_catalog.text
  ORDER BY p.ord, p.kind OPERATOR(pg_catalog.=) 'index'::pg_catalog.text;
END;
COMMENT ON FUNCTION workspace_definition(name, bool) IS
'The statements that create_workspace() runs for a schema of this name, in their order; by_time: with complaints, contacts and touches partitioned by time.';

CREATE FUNCTION workspace_definition(schema_name name, OUT ord int, OUT kind text, OUT object text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 128
BEGIN ATOMIC
  SELECT d.ord, d.kind, d.object, d.statement FROM csq.workspace_definition(schema_name, false) AS d;
END;
COMMENT ON FUNCTION workspace_definition(name) IS
'The statements that create_workspace() runs for a schema of this name, in their order.';

-- Each check stands at the end of a line of its table, followed by a comma or by the bracket that ends the table.
CREATE FUNCTION workspace_checks(schema_name name, OUT object text, OUT check_name text, OUT condition text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 64
BEGIN ATOMIC
  SELECT d.object, m.word[1], pg_catalog.left(m.word[2], -2)
  FROM csq.workspace_definition(schema_name) AS d
  CROSS JOIN LATERAL pg_catalog.regexp_split_to_table(d.statement, E'\n'::pg_catalog.text) WITH ORDINALITY AS l(line, n)
  CROSS JOIN LATERAL pg_catalog.regexp_match(l.line, 'CONSTRAINT "([^"]+)" CHECK \((.*)$'::pg_catalog.text) AS m(word)
  WHERE d.kind OPERATOR(pg_catalog.=) 'table'::pg_catalog.text AND m.word IS NOT NULL
  ORDER BY d.ord, d.object, l.n;
END;
COMMENT ON FUNCTION workspace_checks(name) IS
'The checks that the tables of a workspace have: table, name, which says what is allowed, and condition.';

CREATE FUNCTION workspace_mark(version text) RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 10
RETURN 'csq workspace, version '::pg_catalog.text OPERATOR(pg_catalog.||) version OPERATOR(pg_catalog.||) '.'::pg_catalog.text;
COMMENT ON FUNCTION workspace_mark(text) IS
'The comment on the schema of a workspace, by which it is known again.';

CREATE FUNCTION is_workspace(schema_name name) RETURNS bool
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 100
RETURN COALESCE((SELECT pg_catalog.obj_description(n.oid, 'pg_namespace'::pg_catalog.name) OPERATOR(pg_catalog.~~) csq.workspace_mark('%'::pg_catalog.text)
                 FROM pg_catalog.pg_namespace AS n WHERE n.nspname OPERATOR(pg_catalog.=) schema_name), false);
COMMENT ON FUNCTION is_workspace(name) IS
'Whether the schema is a workspace that create_workspace() made. Stable: it reads the catalogue.';

CREATE FUNCTION is_by_time(schema_name name) RETURNS bool
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 100
RETURN pg_catalog.to_regclass(pg_catalog.format('%I.complaint_key', schema_name)) IS NOT NULL AND csq.is_workspace(schema_name);
COMMENT ON FUNCTION is_by_time(name) IS
'Whether complaints, contacts and touches of a workspace are partitioned by time. Stable: it reads the catalogue.';

-- the lexicons of some languages as one: categories, emotions; or what calls for a level of severity
CREATE FUNCTION workspace_lexicon(topic text, languages text[]) RETURNS lexicon
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 10000
RETURN (SELECT csq.lexicon_agg(d.label, d.phrase, d.weight, t.axis, d.negation)
        FROM pg_catalog.unnest(languages) AS l(lang)
        CROSS JOIN (VALUES ('labels'::pg_catalog.text, 'cause'::pg_catalog.text, 'cause'::pg_catalog.text, 'category'::pg_catalog.text), ('labels', 'emotion', 'emotion', 'emotion'), ('severity', 'severity', 'severity', 'severity'))
          AS t(topic, source, source_axis, axis)
        CROSS JOIN LATERAL csq.default_lexicon(t.source, l.lang) AS d
        WHERE t.topic OPERATOR(pg_catalog.=) csq_internal.one_of(workspace_lexicon.topic, '{labels,severity}'::pg_catalog.text[], 'topic'::pg_catalog.text)
          AND d.axis OPERATOR(pg_catalog.=) t.source_axis);
COMMENT ON FUNCTION workspace_lexicon(text, text[]) IS
'The shipped lexicons of some languages as one: labels (axes category and emotion) or severity.';

CREATE FUNCTION workspace_options(options jsonb, OUT tenant text, OUT calendar calendar, OUT policies text, OUT languages text[], OUT row_security bool, OUT by_time bool)
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100
BEGIN ATOMIC
  SELECT COALESCE(options OPERATOR(pg_catalog.->>) 'tenant'::pg_catalog.text, 'main'::pg_catalog.text),
    COALESCE(options OPERATOR(pg_catalog.->>) 'calendar'::pg_catalog.text, 'tz UTC; 24x7'::pg_catalog.text)::csq.calendar,
    csq_internal.one_of(COALESCE(options OPERATOR(pg_catalog.->>) 'policies'::pg_catalog.text, 'graded'::pg_catalog.text), '{graded,four_stages,none}'::pg_catalog.text[], 'policies'::pg_catalog.text),
    pg_catalog.string_to_array(COALESCE(pg_catalog.translate(options OPERATOR(pg_catalog.->>) 'languages'::pg_catalog.text, '[]" '::pg_catalog.text, ''::pg_catalog.text), CASE WHEN pg_catalog.getdatabaseencoding() OPERATOR(pg_catalog.=) 'UTF8'::pg_catalog.name THEN 'zh,en'::pg_catalog.text ELSE 'en'::pg_catalog.text END), ','::pg_catalog.text),
    COALESCE((options OPERATOR(pg_catalog.->>) 'row_security'::pg_catalog.text)::pg_catalog.bool, false),
    COALESCE((options OPERATOR(pg_catalog.->>) 'partition_by_time'::pg_catalog.text)::pg_catalog.bool, false)
  FROM (SELECT pg_catalog.count(csq_internal.one_of(k.key, '{tenant,calendar,policies,languages,row_security,partition_by_time}'::pg_catalog.text[], 'option'::pg_catalog.text)) AS checked
        FROM pg_catalog.jsonb_object_keys(options) AS k(key)) AS c WHERE c.checked OPERATOR(pg_catalog.>=) 0;
END;
COMMENT ON FUNCTION workspace_options(jsonb) IS
'What create_workspace() understands by its options: tenant, calendar, policies (graded, four_stages, none), languages (zh,en), row_security, partition_by_time.';

-- The options of a tenant: its setting and its policies.
CREATE FUNCTION add_tenant(schema_name name, options jsonb DEFAULT '{}') RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 10000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  chosen pg_catalog.record;
  known pg_catalog.text;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF schema_name IS NULL OR options IS NULL THEN
    RAISE EXCEPTION 'the % NULL', CASE WHEN schema_name IS NULL THEN 'name of the workspace is' ELSE 'options of the tenant are' END
      USING ERRCODE = 'null_value_not_allowed', DETAIL = 'A tenant is of a workspace, and options are a JSON object.', HINT = 'Name the tenant: add_tenant(schema, ''{"tenant":"south"}'').';
  END IF;
  -- @workspace
  SELECT * INTO chosen FROM csq.workspace_options(options);
  EXECUTE format('SELECT s.tenant FROM %I.setting AS s WHERE s.tenant = $1', schema_name) INTO known USING chosen.tenant;
  IF known IS NOT NULL THEN
    RAISE EXCEPTION 'there is a tenant "%" already', known
      USING ERRCODE = 'unique_violation', DETAIL = 'Each tenant of a workspace has a name of its own; "main" is that of the first.', HINT = 'Name the new one: add_tenant(schema, ''{"tenant":"south"}'').';
  END IF;
  EXECUTE format('INSERT INTO %I.setting (tenant, zone, calendar, lexicon, severity_lexicon) VALUES ($1, $2, $3, $4, $5)', schema_name)
    USING chosen.tenant, csq.calendar_zone(chosen.calendar), chosen.calendar,
      -- text is read in UTF-8 only: elsewhere a workspace has no lexicons
      CASE WHEN getdatabaseencoding() = 'UTF8' THEN csq.workspace_lexicon('labels', chosen.languages) END,
      CASE WHEN getdatabaseencoding() = 'UTF8' THEN csq.workspace_lexicon('severity', chosen.languages) END;
  EXECUTE format('INSERT INTO %I.calendar_rule (tenant, place, rule) SELECT $1, 10 * r.n, r.rule FROM regexp_split_to_table($2::text, '';\s*'') WITH ORDINALITY AS r(rule, n)', schema_name) USING chosen.tenant, chosen.calendar;
  EXECUTE format('INSERT INTO %I.policy (tenant, policy_id, stage, anchor, condition, place, target, goal, source)
    SELECT $1, p.policy_id, p.stage, p.anchor, p.condition, p.place, p.target, p.goal, p.note FROM csq.workspace_policies() AS p WHERE p.preset = $2', schema_name)
    USING chosen.tenant, chosen.policies;
  EXECUTE format('INSERT INTO %1$I.question (tenant, question, scale, wording) VALUES
    ($1, ''nps'', ''nps'', ''How likely are you to recommend us? 0 to 10''), ($1, ''csat'', ''csat'', ''How satisfied are you? 1 to 5''),
    ($1, ''ces'', ''ces'', ''We made it easy for you. 1 to 7'')', schema_name) USING chosen.tenant;
  EXECUTE format('INSERT INTO %1$I.touchpoint_target (tenant, touchpoint, measure, within_seconds, goal) VALUES
    ($1, ''page'', ''within'', 3, 0.95), ($1, ''queue'', ''within'', 900, 0.95), ($1, ''chat'', ''within'', 30, 0.95),
    ($1, ''bot'', ''success'', NULL, 0.8), ($1, ''phone'', ''success'', NULL, 0.95), ($1, ''self_service'', ''success'', NULL, 0.5)', schema_name) USING chosen.tenant;
  EXECUTE format('INSERT INTO %I.alert_window (tenant) VALUES ($1)', schema_name) USING chosen.tenant;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN chosen.tenant;
END
$$;
COMMENT ON FUNCTION add_tenant(name, jsonb) IS
'Begins a tenant in a workspace: its setting, policies, questions and targets of touchpoints. Volatile: it writes into tables of the caller.';

-- Comments in the languages asked for, English first: "English. Chinese"; a word explains every column of its name.
CREATE FUNCTION comment_workspace(schema_name name, languages text[] DEFAULT '{en}') RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  part pg_catalog.record;
  lang pg_catalog.text;
  words pg_catalog.jsonb := '{}';
  done pg_catalog.int8 := 0;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF NOT languages <@ '{en,zh}' OR cardinality(languages) = 0 THEN
    RAISE EXCEPTION 'languages "%" are not known', array_to_string(languages, ',')
      USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Comments are in en (English) and zh (Chinese).', HINT = 'Give one of them or both: {en,zh}.';
  END IF;
  -- each language by itself: Chinese cannot be spelt in every encoding
  FOREACH lang IN ARRAY languages LOOP
    FOR part IN EXECUTE format('SELECT w.word, w.meaning FROM csq.workspace_words_%s() AS w', lang) LOOP
      words := words || jsonb_build_object(part.word, COALESCE(words ->> part.word || ' ', '') || part.meaning);
    END LOOP;
  END LOOP;
  FOR part IN
    SELECT c.relname, c.relkind, a.attname,
      COALESCE(words ->> (c.relname || '.' || a.attname), words ->> a.attname, words ->> substring(a.attname::text FROM '(_lo|_hi)$')) AS meaning
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE n.nspname = schema_name AND c.relkind IN ('r', 'p', 'v')
    UNION ALL
    SELECT c.relname, c.relkind, NULL, words ->> ('object ' || c.relname)
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = schema_name AND c.relkind IN ('r', 'p', 'v')
  LOOP
    CONTINUE WHEN part.meaning IS NULL;
    IF part.attname IS NULL THEN
      EXECUTE format('COMMENT ON %s %I.%I IS %L', CASE part.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, schema_name, part.relname, part.meaning);
    ELSE
      EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', schema_name, part.relname, part.attname, part.meaning);
    END IF;
    done := done + 1;
  END LOOP;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN done;
END
$$;
COMMENT ON FUNCTION comment_workspace(name, text[]) IS
'Comments the tables, views and columns of a workspace in the languages given (en, zh). Volatile: it changes objects.';

-- Row-level security on every table with a tenant that has none yet.
CREATE FUNCTION guard_workspace(schema_name name) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  part pg_catalog.record;
  done pg_catalog.int8 := 0;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  -- @workspace
  FOR part IN SELECT c.relname, EXISTS (SELECT FROM pg_policy AS y WHERE y.polrelid = c.oid AND y.polname = 'tenant') AS has_policy FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = 'tenant'
              WHERE n.nspname = schema_name AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity LOOP
    EXECUTE format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY', schema_name, part.relname);
    done := done + 1;
    CONTINUE WHEN part.has_policy;
    -- who may see what is seen by each for himself, and changed by the owner alone: whoever could add a row there would see everything
    EXECUTE format(CASE part.relname WHEN 'tenant_access' THEN 'CREATE POLICY tenant ON %1$I.%2$I FOR SELECT USING (role_name IN (SELECT r.rolname FROM pg_roles AS r WHERE pg_has_role(r.oid, ''USAGE'')))'
      ELSE 'CREATE POLICY tenant ON %1$I.%2$I USING (tenant IN (SELECT a.tenant FROM %1$I.tenant_access AS a WHERE a.role_name IN (SELECT r.rolname FROM pg_roles AS r WHERE pg_has_role(r.oid, ''USAGE''))))' END, schema_name, part.relname);
  END LOOP;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN done;
END
$$;
COMMENT ON FUNCTION guard_workspace(name) IS
'Row-level security on each table of a workspace that has none: a role sees the tenants that tenant_access gives it; returns how many tables. Volatile: it changes objects.';

CREATE FUNCTION create_workspace(schema_name name, options jsonb DEFAULT '{}') RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  chosen pg_catalog.record;
  part pg_catalog.record;
  made pg_catalog.int8 := 0;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF schema_name LIKE '%$%$%' THEN
    RAISE EXCEPTION 'a workspace cannot be called "%"', schema_name
      USING ERRCODE = 'invalid_name', DETAIL = 'Two dollar signs could end a quoted part of the statements that make it.', HINT = 'Choose another name.';
  END IF;
  IF schema_name IS NULL OR options IS NULL THEN
    RAISE EXCEPTION 'the % NULL', CASE WHEN schema_name IS NULL THEN 'name of the workspace is' ELSE 'options of the workspace are' END
      USING ERRCODE = 'null_value_not_allowed', DETAIL = 'A workspace has the name of a schema, and options as a JSON object.', HINT = 'Leave the options out, or give {}: SELECT csq.create_workspace(''service'');';
  END IF;
  SELECT * INTO chosen FROM csq.workspace_options(options);
  IF EXISTS (SELECT FROM pg_namespace AS n JOIN pg_depend AS d ON d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid WHERE n.nspname = schema_name) THEN
    RAISE EXCEPTION 'schema "%" is not empty', schema_name
      USING ERRCODE = 'duplicate_schema', DETAIL = 'A workspace is made in a schema of its own.',
            HINT = CASE WHEN csq.is_workspace(schema_name) THEN format('It is a workspace: SELECT csq.upgrade_workspace(%1$L); or SELECT csq.drop_workspace(%1$L);', schema_name)
                        ELSE 'Choose another name.' END;
  END IF;
  IF to_regnamespace(quote_ident(schema_name)) IS NULL THEN
    EXECUTE format('CREATE SCHEMA %I', schema_name);
  END IF;
  EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name, csq.workspace_mark((SELECT extversion FROM pg_extension WHERE extname = 'csq')));
  FOR part IN SELECT * FROM csq.workspace_definition(schema_name, chosen.by_time) LOOP
    EXECUTE part.statement;
    made := made + 1;
  END LOOP;
  PERFORM csq.comment_workspace(schema_name, CASE WHEN 'zh' = ANY (chosen.languages) THEN '{en,zh}'::text[] ELSE '{en}' END);
  IF chosen.by_time THEN
    PERFORM csq.add_partitions(schema_name);
  END IF;
  IF chosen.row_security THEN
    PERFORM csq.guard_workspace(schema_name);
  END IF;
  PERFORM csq.add_tenant(schema_name, options);
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN format('workspace %I: %s objects', schema_name, made);
END
$$;
COMMENT ON FUNCTION create_workspace(name, jsonb) IS
'Makes the service-quality system in a schema of its own: tables, intake, views; everything belongs to the caller. Volatile: it creates objects.';

CREATE FUNCTION drop_workspace(schema_name name) RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  level pg_catalog.text := pg_catalog.current_setting('client_min_messages');
  others pg_catalog.text;
BEGIN
  IF NOT csq.is_workspace(schema_name) THEN
    RAISE EXCEPTION '"%" is not a workspace', schema_name
      USING ERRCODE = 'invalid_schema_name', DETAIL = 'A workspace is a schema that csq.create_workspace() made.',
            HINT = 'A schema of another kind is dropped by DROP SCHEMA.';
  END IF;
  -- CASCADE is for what lies in the schema: a view of somebody's over it is none of that
  SELECT string_agg(o.other, ', ' ORDER BY o.other COLLATE "C") INTO others
  FROM (SELECT DISTINCT coalesce(c.oid::regclass::text, f.oid::regprocedure::text) AS other
        FROM pg_namespace AS n
        CROSS JOIN LATERAL (SELECT 'pg_class'::regclass, t.oid FROM pg_class AS t WHERE t.relnamespace = n.oid
                            UNION ALL SELECT 'pg_proc'::regclass, p.oid FROM pg_proc AS p WHERE p.pronamespace = n.oid
                            UNION ALL SELECT 'pg_type'::regclass, y.oid FROM pg_type AS y WHERE y.typnamespace = n.oid) AS own(class, oid)
        JOIN pg_depend AS d ON d.refclassid = own.class AND d.refobjid = own.oid AND d.deptype IN ('n', 'a')
        LEFT JOIN pg_class AS c ON c.relnamespace <> n.oid AND c.oid = CASE d.classid
          WHEN 'pg_class'::regclass THEN d.objid
          WHEN 'pg_rewrite'::regclass THEN (SELECT r.ev_class FROM pg_rewrite AS r WHERE r.oid = d.objid)
          WHEN 'pg_attrdef'::regclass THEN (SELECT a.adrelid FROM pg_attrdef AS a WHERE a.oid = d.objid)
          WHEN 'pg_constraint'::regclass THEN (SELECT k.conrelid FROM pg_constraint AS k WHERE k.oid = d.objid)
          WHEN 'pg_trigger'::regclass THEN (SELECT g.tgrelid FROM pg_trigger AS g WHERE g.oid = d.objid)
          WHEN 'pg_policy'::regclass THEN (SELECT p.polrelid FROM pg_policy AS p WHERE p.oid = d.objid) END
        LEFT JOIN pg_proc AS f ON d.classid = 'pg_proc'::regclass AND f.oid = d.objid AND f.pronamespace <> n.oid
        WHERE n.nspname = schema_name AND coalesce(c.oid, f.oid) IS NOT NULL) AS o;
  IF others IS NOT NULL THEN
    RAISE EXCEPTION 'workspace "%" cannot be dropped because others use it', schema_name
      USING ERRCODE = 'dependent_objects_still_exist', DETAIL = format('They lie in other schemas: %s.', others),
            HINT = 'Drop them first, or move what is to go with it into the workspace by ALTER ... SET SCHEMA.';
  END IF;
  -- no list of everything that goes with it
  PERFORM pg_catalog.set_config('client_min_messages', 'warning', true);
  EXECUTE pg_catalog.format('DROP SCHEMA %I CASCADE', schema_name);
  PERFORM pg_catalog.set_config('client_min_messages', level, true);
  RETURN pg_catalog.format('workspace %I dropped', schema_name);
END
$$;
COMMENT ON FUNCTION drop_workspace(name) IS
'Drops a workspace with all its data, unless something in another schema uses it, which is named. Volatile: it drops objects.';

-- What the definition says now: missing tables, indexes and checks are made, views and functions are replaced; tables that exist keep their rows.
CREATE FUNCTION upgrade_workspace(schema_name name) RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  part pg_catalog.record;
  made pg_catalog.int8 := 0;
  checks pg_catalog.int8 := 0;
  broken pg_catalog.int8;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  IF schema_name LIKE '%$%$%' THEN
    RAISE EXCEPTION 'a workspace cannot be called "%"', schema_name
      USING ERRCODE = 'invalid_name', DETAIL = 'Two dollar signs could end a quoted part of the statements that make it.', HINT = format('ALTER SCHEMA %I RENAME TO another;', schema_name);
  END IF;
  -- @workspace
  FOR part IN SELECT * FROM csq.workspace_definition(schema_name, csq.is_by_time(schema_name)) LOOP
    IF part.kind IN ('view', 'function', 'trigger') THEN
      EXECUTE 'CREATE' || ' OR REPLACE' || substr(part.statement, 7);
    ELSIF part.kind = 'rollup' OR to_regclass(format('%I.%I', schema_name, part.object)) IS NULL THEN
      made := made + (to_regclass(format('%I.%I', schema_name, part.object)) IS NULL)::int4;
      EXECUTE part.statement;
    END IF;
  END LOOP;
  -- checks that have come since, or that some row broke when they came: those that now hold for all rows are valid
  FOR part IN SELECT c.object, c.check_name, c.condition, k.oid IS NULL AS missing FROM csq.workspace_checks(schema_name) WITH ORDINALITY AS c(object, check_name, condition, place)
              LEFT JOIN pg_constraint AS k ON k.conrelid = to_regclass(format('%I.%I', schema_name, c.object)) AND k.contype = 'c' AND k.conname = c.check_name::name
              WHERE k.convalidated IS NOT TRUE ORDER BY c.place LOOP
    IF part.missing THEN
      EXECUTE format('ALTER TABLE %I.%I ADD CONSTRAINT %I CHECK (%s) NOT VALID', schema_name, part.object, part.check_name, part.condition);
      checks := checks + 1;
    END IF;
    EXECUTE format('SELECT count(*) FROM %I.%I WHERE (%s) IS FALSE', schema_name, part.object, part.condition) INTO broken;
    IF broken = 0 THEN
      EXECUTE format('ALTER TABLE %I.%I VALIDATE CONSTRAINT %I', schema_name, part.object, part.check_name);
    ELSE
      RAISE NOTICE 'of %.%, % row(s) break the check "%"', quote_ident(schema_name), quote_ident(part.object), broken, part.check_name
        USING DETAIL = 'They stay as they are; a row that comes or is changed must hold it.',
              HINT = format('Mend what SELECT * FROM %I.%I WHERE (%s) IS FALSE shows, then SELECT csq.upgrade_workspace(%L);', schema_name, part.object, part.condition, schema_name);
    END IF;
  END LOOP;
  IF csq.is_by_time(schema_name) THEN
    PERFORM csq.add_partitions(schema_name);
  END IF;
  -- what was added is no hole in the row-level security of the others
  IF EXISTS (SELECT FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = schema_name AND c.relrowsecurity) THEN
    PERFORM csq.guard_workspace(schema_name);
  END IF;
  PERFORM csq.comment_workspace(schema_name, CASE WHEN getdatabaseencoding() = 'UTF8' THEN '{en,zh}'::text[] ELSE '{en}' END);
  EXECUTE format('COMMENT ON SCHEMA %I IS %L', schema_name, csq.workspace_mark((SELECT extversion FROM pg_extension WHERE extname = 'csq')));
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN format('workspace %I: %s tables and indexes added', schema_name, made) || CASE WHEN checks > 0 THEN format(', %s checks', checks) ELSE '' END;
END
$$;
COMMENT ON FUNCTION upgrade_workspace(name) IS
'Brings a workspace to what this version defines: adds tables, indexes and checks that are missing, replaces views and functions, keeps the rows; a notice names a check that rows break, and how many. Volatile: it creates objects.';

-- Brings alert_found up to date: what there is to raise of the complaints that were noted, or whose time to be looked at has come, and of the days whose counts are others.  Of a tenant
-- everything is looked at by the first call of a day, and where policies, calendar, zone or look-back are others than then, as_of was set back, the list of notes is lost, or so long that all is quicker.
CREATE FUNCTION find_alerts(schema_name name) RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
  whole pg_catalog.text[];
  days pg_catalog.text[];
  tenants pg_catalog.text[];
  ids pg_catalog.text[];
  more_tenants pg_catalog.text[];
  more_ids pg_catalog.text[];
  part pg_catalog.text;
BEGIN
  -- @workspace
  -- who comes second waits here, and goes on from what the first has found
  EXECUTE format('INSERT INTO %1$I.alert_check (tenant) SELECT s.tenant FROM %1$I.setting AS s ORDER BY s.tenant ON CONFLICT DO NOTHING', schema_name);
  EXECUTE format('SELECT FROM %I.alert_check AS k ORDER BY k.tenant FOR UPDATE', schema_name);
  EXECUTE format($find$
    WITH is_now AS MATERIALIZED (
      SELECT s.tenant, coalesce(s.as_of, now()) AS as_of, coalesce(s.as_of < w.last_tick_at, false) AS set_back, s.zone, md5(concat_ws(' ', g.policies, s.zone, s.min_confidence, extract(epoch FROM w.look_back), extract(epoch FROM w.longest))) AS checked_for
      FROM %1$I.setting AS s LEFT JOIN %1$I.policy_sets() AS g USING (tenant) LEFT JOIN %1$I.alert_window AS w USING (tenant)),
    noted AS MATERIALIZED (
      SELECT n.tenant, count(*) AS num, count(*) FILTER (WHERE n.complaint_id IS NULL AND n.at IS NULL) AS whole FROM %1$I.change_note AS n GROUP BY n.tenant),
    anew AS (
      UPDATE %1$I.alert_check AS k SET checked_at = i.as_of, checked_for = i.checked_for
      FROM is_now AS i LEFT JOIN noted AS n USING (tenant)
      WHERE k.tenant = i.tenant AND ((k.checked_at AT TIME ZONE i.zone)::date = (i.as_of AT TIME ZONE i.zone)::date AND k.checked_for = i.checked_for AND NOT i.set_back AND n.whole > 0 AND n.num <= 10000) IS NOT TRUE
      RETURNING k.tenant)
    SELECT array_agg(a.tenant) FROM anew AS a$find$, schema_name) INTO whole;
  whole := COALESCE(whole, '{}');
  -- what was noted until now is looked at below, in what is visible then
  IF cardinality(whole) > 0 THEN
    FOREACH part IN ARRAY '{change_note,alert_look,alert_found}'::text[] LOOP
      EXECUTE format('DELETE FROM %I.%I AS n WHERE n.tenant = ANY ($1)', schema_name, part) USING whole;
    END LOOP;
    EXECUTE format('INSERT INTO %I.change_note (tenant) SELECT u.tenant FROM unnest($1) AS u(tenant)', schema_name) USING whole;
    EXECUTE format('SELECT array_agg(o.tenant), array_agg(o.complaint_id) FROM (%s) AS o WHERE o.tenant = ANY ($1)', replace(csq.alert_part('open'), 'workspace.', quote_ident(schema_name) || '.'))
      INTO tenants, ids USING whole;
  END IF;
  EXECUTE format($find$
    WITH gone AS (
      DELETE FROM %1$I.change_note AS n USING %1$I.setting AS s
      WHERE n.tenant = s.tenant AND s.tenant <> ALL ($1) AND (n.complaint_id IS NOT NULL OR n.at IS NOT NULL)
      RETURNING n.tenant, n.complaint_id, n.at, s.zone, coalesce(s.as_of, now()) AS as_of),
    again AS (
      SELECT g.tenant, g.complaint_id FROM gone AS g WHERE g.complaint_id IS NOT NULL
      UNION
      SELECT l.tenant, l.complaint_id FROM %1$I.setting AS s JOIN %1$I.alert_look AS l ON l.tenant = s.tenant AND l.look_at <= coalesce(s.as_of, now()))
    SELECT (SELECT array_agg(a.tenant) FROM again AS a), (SELECT array_agg(a.complaint_id) FROM again AS a),
      (SELECT array_agg(DISTINCT g.tenant) FROM gone AS g
       LEFT JOIN %1$I.complaint AS c ON g.at = '-infinity' AND c.tenant = g.tenant AND c.complaint_id = g.complaint_id
       WHERE (CASE WHEN g.at = '-infinity' THEN c.received_at ELSE g.at END AT TIME ZONE g.zone)::date < (g.as_of AT TIME ZONE g.zone)::date)$find$, schema_name)
    INTO more_tenants, more_ids, days USING whole;
  tenants := tenants || more_tenants;
  ids := ids || more_ids;
  days := whole || days;
  IF cardinality(more_ids) > 0 THEN
    FOREACH part IN ARRAY '{alert_look,alert_found}'::text[] LOOP
      EXECUTE format('DELETE FROM %I.%I AS l USING unnest($1, $2) AS u(tenant, complaint_id) WHERE l.tenant = u.tenant AND l.complaint_id = u.complaint_id', schema_name, part) USING more_tenants, more_ids;
    END LOOP;
  END IF;
  IF cardinality(ids) > 0 THEN
    EXECUTE format(replace(replace(replace($find$
      WITH x AS MATERIALIZED (@clocks),
      found AS (
        INSERT INTO %1$I.alert_found (tenant, kind, subject, occurrence, detail, arisen_at, complaint_id)
        SELECT d.tenant, d.kind, d.subject, d.occurrence, d.detail, d.arisen_at, d.complaint_id
        FROM (@clock) AS d JOIN %1$I.setting AS s USING (tenant) LEFT JOIN %1$I.alert_window AS w USING (tenant)
        WHERE d.arisen_at > greatest(least(w.last_tick_at, (coalesce(s.as_of, now()) AT TIME ZONE 'UTC' - coalesce(w.look_back, '7 days')) AT TIME ZONE 'UTC'), (coalesce(s.as_of, now()) AT TIME ZONE 'UTC' - coalesce(w.longest, '90 days')) AT TIME ZONE 'UTC')
        ON CONFLICT DO NOTHING)
      INSERT INTO %1$I.alert_look (tenant, complaint_id, look_at)
      SELECT l.tenant, l.complaint_id, min(l.look_at)
      FROM (SELECT x.tenant, x.complaint_id, CASE WHEN (x.q).due_at - interval '30 minutes' > x.as_of THEN (x.q).due_at - interval '30 minutes' ELSE (x.q).due_at END AS look_at FROM x WHERE (x.q).state = 'running'
            UNION ALL SELECT x.tenant, x.complaint_id, u.at FROM x CROSS JOIN LATERAL unnest(x.at) AS u(at) WHERE u.at > x.as_of
            UNION ALL SELECT c.tenant, c.complaint_id, c.received_at FROM unnest($1, $2) AS u(tenant, complaint_id) JOIN %1$I.complaint AS c USING (tenant, complaint_id) JOIN %1$I.setting AS s USING (tenant)
              WHERE c.received_at > coalesce(s.as_of, now())) AS l
      WHERE l.look_at IS NOT NULL
      GROUP BY l.tenant, l.complaint_id
      ON CONFLICT DO NOTHING$find$, '@clocks', replace(replace(replace(csq.alert_part('clocks'), '@complaints', 'SELECT DISTINCT u.tenant, u.complaint_id FROM unnest($1, $2) AS u(tenant, complaint_id)'), 'JOIN workspace.v_complaint AS c USING (tenant, complaint_id)',
        -- few are looked up one by one: the planner sees too many tables to begin with them by itself
        CASE WHEN cardinality(ids) < 5000 THEN 'CROSS JOIN LATERAL (SELECT v.* FROM workspace.v_complaint AS v WHERE v.tenant = o.tenant AND v.complaint_id = o.complaint_id OFFSET 0) AS c'
          ELSE 'JOIN workspace.v_complaint AS c USING (tenant, complaint_id)' END), 'workspace.', '%1$I.')),
        '@clock', csq.alert_part('clock')), '@clocks', 'TABLE x'), schema_name) USING tenants, ids;
  END IF;
  IF cardinality(days) > 0 THEN
    EXECUTE format('DELETE FROM %I.alert_found AS f WHERE f.complaint_id IS NULL AND f.tenant = ANY ($1)', schema_name) USING days;
    EXECUTE format('INSERT INTO %1$I.alert_found (tenant, kind, subject, occurrence, detail, arisen_at, complaint_id)
      SELECT d.tenant, d.kind, d.subject, d.occurrence, d.detail, d.arisen_at, d.complaint_id FROM (%2$s) AS d WHERE d.tenant = ANY ($1) ON CONFLICT DO NOTHING',
      schema_name, replace(csq.alert_part('days'), 'workspace.', quote_ident(schema_name) || '.')) USING days;
  END IF;
END
$$;
COMMENT ON FUNCTION find_alerts(name) IS
'Brings alert_found of a workspace up to date, of what can have become another since the last call; tick() calls it. Volatile: it writes.';

-- Each alert that is due and was not raised for the same occurrence becomes a row and a notification.  Two calls at once: the second waits
-- for the first and then goes on from there; a call that is ended leaves neither row nor notification.
CREATE FUNCTION tick(schema_name name) RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp SET jit = off
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  part pg_catalog.record;
  due pg_catalog.text := 'SELECT v.tenant, v.kind, v.subject, v.occurrence, v.detail::jsonb, v.arisen_at, NULL::text AS complaint_id FROM workspace.v_alert_due AS v';
  guarded pg_catalog.bool;
  raised pg_catalog.int8 := 0;
BEGIN
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  -- @workspace
  -- whoever may connect can listen: where each sees his own rows only, he is told that there is something to look for
  guarded := (SELECT c.relrowsecurity FROM pg_class AS c WHERE c.oid = to_regclass(format('%I.alert', schema_name)));
  -- a workspace of an older version keeps nothing from call to call
  IF to_regclass(format('%I.alert_found', schema_name)) IS NOT NULL THEN
    PERFORM csq.find_alerts(schema_name);
    due := 'SELECT f.tenant, f.kind, f.subject, f.occurrence, f.detail, f.arisen_at, f.complaint_id FROM workspace.alert_found AS f UNION ALL ' || csq.alert_part('stale') || ' UNION ALL ' || csq.alert_part('gap');
  END IF;
  -- in the order of the key, so that two calls never wait for each other in a circle
  FOR part IN EXECUTE format('INSERT INTO %1$I.alert AS a (tenant, kind, subject, occurrence, detail)
      SELECT d.tenant, d.kind, d.subject, d.occurrence, d.detail FROM (%2$s) AS d JOIN %1$I.setting AS s USING (tenant) LEFT JOIN %1$I.alert_window AS w USING (tenant)
      WHERE d.arisen_at > greatest(least(w.last_tick_at, (coalesce(s.as_of, now()) AT TIME ZONE ''UTC'' - coalesce(w.look_back, ''7 days'')) AT TIME ZONE ''UTC''), (coalesce(s.as_of, now()) AT TIME ZONE ''UTC'' - coalesce(w.longest, ''90 days'')) AT TIME ZONE ''UTC'')
        AND NOT EXISTS (SELECT FROM %1$I.alert AS x WHERE x.tenant = d.tenant AND x.kind = d.kind AND x.subject = d.subject AND x.occurrence = d.occurrence)
        -- by one look each, not by all complaints
        AND (d.complaint_id IS NULL OR (SELECT count(*) FROM %1$I.complaint AS c WHERE c.tenant = d.tenant AND c.complaint_id = d.complaint_id) > 0)
      ORDER BY d.tenant, d.kind, d.subject, d.occurrence
      ON CONFLICT (tenant, kind, subject, occurrence) DO NOTHING
      RETURNING a.tenant, a.alert_id, a.kind, a.subject', schema_name, replace(due, 'workspace.', quote_ident(schema_name) || '.'))
  LOOP
    PERFORM pg_notify('csq_alert', (jsonb_build_object('workspace', schema_name, 'alert_id', part.alert_id)
      || CASE WHEN guarded THEN '{}' ELSE jsonb_build_object('tenant', part.tenant, 'kind', part.kind, 'subject', left(part.subject, 1000)) END)::text);
    raised := raised + 1;
  END LOOP;
  -- up to here everything is raised; no call sets it back, but for one that was made with as_of in a time that is still to come
  EXECUTE format('INSERT INTO %1$I.alert_window AS w (tenant, last_tick_at) SELECT s.tenant, coalesce(s.as_of, now()) FROM %1$I.setting AS s ORDER BY s.tenant
      ON CONFLICT (tenant) DO UPDATE SET last_tick_at = CASE WHEN w.last_tick_at > clock_timestamp() THEN EXCLUDED.last_tick_at ELSE greatest(w.last_tick_at, EXCLUDED.last_tick_at) END', schema_name);
  -- the figures of a month that is over; whatever is wrong with one of them keeps no alert back
  BEGIN
    PERFORM csq.take_snapshot(schema_name);
  EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'the monthly snapshot of "%" was not taken: %', schema_name, SQLERRM USING ERRCODE = SQLSTATE;
  END;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN raised;
END
$$;
COMMENT ON FUNCTION tick(name) IS
'Raises the alerts that are due in a workspace, those of the time when it did not run as well, each occurrence once whoever else calls it, as rows of alert and NOTIFY csq_alert; returns how many; takes the snapshot of a month that is over. Volatile: it writes.';

-- Which figures a workspace has: one row per measure of each view.
CREATE FUNCTION csq_internal.is_a_workspace(schema_name name) RETURNS bool
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- @workspace
  RETURN true;
END
$$;
COMMENT ON FUNCTION csq_internal.is_a_workspace(name) IS 'True of a workspace; of another schema an error. Stable: it reads the catalogue.';

CREATE FUNCTION metrics(schema_name name, OUT view_name text, OUT metric text, OUT description text, OUT unit text, OUT additive bool, OUT parts text[], OUT dimensions text[], OUT query text) RETURNS SETOF record
LANGUAGE SQL STABLE STRICT PARALLEL SAFE COST 10000 ROWS 200
BEGIN ATOMIC
  SELECT m.view_name, m.metric, m.description,
    CASE WHEN m.metric OPERATOR(pg_catalog.~) 'seconds' THEN 'seconds'::pg_catalog.text WHEN m.metric OPERATOR(pg_catalog.=) 'nps' THEN 'points' WHEN m.kind OPERATOR(pg_catalog.=) 'bigint' THEN 'count'
         WHEN m.metric OPERATOR(pg_catalog.~) '(^|_)(rate|share|coverage|service_level)$' THEN 'share of 1' ELSE '' END,
    m.additive, p.parts, m.dimensions,
    CASE WHEN m.additive THEN pg_catalog.format('SELECT sum(%1$I) FROM %2$I.%3$I', m.metric, schema_name, m.view_name)
         WHEN p.parts IS NOT NULL AND m.metric OPERATOR(pg_catalog.=) 'nps' THEN pg_catalog.format('SELECT 100.0 * (sum(promoters) - sum(detractors)) / nullif(sum(promoters) + sum(passives) + sum(detractors), 0) FROM %I.%I', schema_name, m.view_name)
         WHEN p.parts IS NOT NULL THEN pg_catalog.format('SELECT sum(%1$I) FILTER (WHERE %2$I IS NOT NULL)::float8 / nullif(sum(%2$I), 0) FROM %3$I.%4$I', p.parts[1], p.parts[2], schema_name, m.view_name) END
  FROM (
    SELECT c.relname::pg_catalog.text AS view_name, a.attname::pg_catalog.text AS metric, pg_catalog.col_description(c.oid, a.attnum::pg_catalog.int4) AS description, pg_catalog.format_type(a.atttypid, NULL) AS kind,
      pg_catalog.format_type(a.atttypid, NULL) OPERATOR(pg_catalog.=) 'bigint' AND a.attname OPERATOR(pg_catalog.<>) ALL ('{open_at_end,needed,place,departments}'::pg_catalog.name[]) AND NOT (c.relname OPERATOR(pg_catalog.=) 'v_qa_report'::pg_catalog.name AND a.attname OPERATOR(pg_catalog.=) 'contacts'::pg_catalog.name)
        OR a.attname OPERATOR(pg_catalog.=) ANY ('{total_seconds,total_emotion,cost,wait_seconds,handle_seconds,value_lost,amount,hours,open_seconds}'::pg_catalog.name[]) AS additive,
      ARRAY(SELECT d.attname::pg_catalog.text FROM pg_catalog.pg_attribute AS d WHERE d.attrelid OPERATOR(pg_catalog.=) c.oid AND d.attnum OPERATOR(pg_catalog.>) 0
            AND pg_catalog.format_type(d.atttypid, NULL) OPERATOR(pg_catalog.=) ANY ('{text,date,boolean}'::pg_catalog.text[]) ORDER BY d.attnum) AS dimensions,
      ARRAY(SELECT d.attname::pg_catalog.text FROM pg_catalog.pg_attribute AS d WHERE d.attrelid OPERATOR(pg_catalog.=) c.oid AND d.attnum OPERATOR(pg_catalog.>) 0) AS columns
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace JOIN pg_catalog.pg_attribute AS a ON a.attrelid OPERATOR(pg_catalog.=) c.oid AND a.attnum OPERATOR(pg_catalog.>) 0
    WHERE n.nspname OPERATOR(pg_catalog.=) schema_name AND c.relkind OPERATOR(pg_catalog.=) 'v'::"char" AND csq_internal.is_a_workspace(schema_name)
      AND pg_catalog.format_type(a.atttypid, NULL) OPERATOR(pg_catalog.=) ANY ('{bigint,double precision}'::pg_catalog.text[])
      AND a.attname OPERATOR(pg_catalog.!~) '(_lo|_hi|_id)$'
      AND c.relname OPERATOR(pg_catalog.<>) ALL ('{v_complaint,v_status,v_answer,v_contact,v_touch,v_journey,v_overdue,v_at_risk,v_input,v_alert,v_alert_due,v_to_label,v_promised,v_repeat_case,v_collective,v_qa_sample,v_script_check}'::pg_catalog.name[])) AS m
  CROSS JOIN LATERAL (SELECT CASE
      WHEN m.metric OPERATOR(pg_catalog.=) 'nps' THEN '{promoters,passives,detractors}'::pg_catalog.text[]
      WHEN m.metric OPERATOR(pg_catalog.=) ANY ('{rate,service_level}'::pg_catalog.text[]) AND m.columns OPERATOR(pg_catalog.@>) '{hits,trials}'::pg_catalog.text[] THEN '{hits,trials}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'rate' AND m.columns OPERATOR(pg_catalog.@>) '{reached,reached_before}'::pg_catalog.text[] THEN '{reached,reached_before}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'coverage' THEN '{invited,eligible}' WHEN m.metric OPERATOR(pg_catalog.=) 'response_rate' THEN '{answered,invited}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'connect_rate' THEN '{connected,connected_trials}' WHEN m.metric OPERATOR(pg_catalog.=) 'article_rate' THEN '{articles,contacts}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'linked_rate' AND m.columns OPERATOR(pg_catalog.@>) '{contacts}'::pg_catalog.text[] THEN '{linked,contacts}' WHEN m.metric OPERATOR(pg_catalog.=) 'linked_rate' THEN '{linked,n}'
      WHEN m.metric OPERATOR(pg_catalog.=) 'escalated_rate' THEN '{escalated,n}'
      WHEN m.metric OPERATOR(pg_catalog.~) '_rate$' AND m.columns OPERATOR(pg_catalog.@>) ARRAY[pg_catalog.regexp_replace(m.metric, '_rate$'::pg_catalog.text, ''::pg_catalog.text), pg_catalog.regexp_replace(m.metric, '_rate$'::pg_catalog.text, '_trials'::pg_catalog.text)]
        THEN ARRAY[pg_catalog.regexp_replace(m.metric, '_rate$'::pg_catalog.text, ''::pg_catalog.text), pg_catalog.regexp_replace(m.metric, '_rate$'::pg_catalog.text, '_trials'::pg_catalog.text)] END) AS p(parts)
  ORDER BY 1, 2;
END;
COMMENT ON FUNCTION metrics(name) IS
'The figures of a workspace for BI tools and assistants: meaning, unit, whether they add up, their additive parts, dimensions and a query. Stable: it reads the catalogue.';

-- Rows of v_input by finding; the view has them one by one.
CREATE FUNCTION check_input(schema_name name, OUT tenant text, OUT object text, OUT finding text, OUT n bigint, OUT example text) RETURNS SETOF record
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 10000 ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  -- @workspace
  RETURN QUERY EXECUTE pg_catalog.format('SELECT i.tenant, i.object, i.finding, pg_catalog.count(*), pg_catalog.min(i.id) FROM %I.v_input AS i GROUP BY 1, 2, 3 ORDER BY 1, 2, 3', schema_name);
END
$$;
COMMENT ON FUNCTION check_input(name) IS
'What is wrong with the rows of a workspace: finding, how many, an example. Stable: it reads tables.';

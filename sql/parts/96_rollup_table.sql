
-- --------------------------------------------------- roll-up tables ----

-- A roll-up table holds one row per group of another table and keeps itself: statement triggers add what came and take away what went.
-- num_rows says how many rows a group has; a group without rows is no row.
--
-- What a change does, in three steps of one trigger:
--   1. every group that is touched is locked, or made, in the order of the keys, and what came is added to it.  All writers lock in that
--      order, so two statements never wait for each other in a circle;
--   2. what went is taken away: by - where the summary has it, otherwise the group is computed anew from the rows.  That reads what others
--      have committed since: whoever changed the group before has ended, because the group was locked;
--   3. a group that has no row left goes.
--
-- Several changes of one statement (ON CONFLICT DO UPDATE, MERGE, WITH, a trigger that writes the same table) are all in the rows before the first of their triggers runs. What is
-- computed anew by one of them already holds what the next would add. So whoever computes anew leaves a mark that is valid until the client's next statement, and whoever finds the
-- mark computes its groups anew as a whole; so does a change made by another trigger of the same table, as the change around it is not yet in the groups.

-- What is written straight into a partition passes by the triggers of the whole.  So each partition has its own, which fire where it is named itself; one that has come since has none, and a
-- row that is written into it is refused, unless it comes through a table that has them: those say that they are being written to (at).  A partition that is detached keeps its triggers,
-- which then do nothing: its rows are no longer of the whole.

-- One call of count, sum or an aggregate of csq, with or without FILTER, and a name: name(...) [FILTER (...)] AS name.
CREATE FUNCTION is_rollup_sum(expression text) RETURNS bool
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  function_name pg_catalog.text := lower(substring(expression FROM '^\s*(?:\w+\s*\.\s*)?(\w+)\s*\('));
  rest pg_catalog.text := ltrim(regexp_replace(regexp_replace(expression, '\s+AS\s+("[^"]+"|\w+)\s*$', '', 'i'), '^\s*(\w+\s*\.\s*)?\w+\s*', ''));
  quote pg_catalog.text := '';
  sign pg_catalog.text;
  depth pg_catalog.int4;
  ended pg_catalog.int4;
BEGIN
  IF function_name IS NULL OR expression !~* '\s+AS\s+("[^"]+"|\w+)\s*$' OR rest ~* '^\(\s*distinct\y'
     OR function_name NOT IN ('count', 'sum') AND NOT EXISTS (SELECT FROM pg_proc AS f WHERE f.pronamespace = 'csq'::regnamespace AND f.proname = function_name AND f.prokind = 'a') THEN
    RETURN false;
  END IF;
  -- the brackets of the call, then those of FILTER, and nothing after them
  FOR round IN 1 .. 2 LOOP
    depth := 0;
    ended := 0;
    FOR place IN 1 .. length(rest) LOOP
      sign := substr(rest, place, 1);
      IF quote <> '' THEN
        quote := CASE WHEN sign = quote THEN '' ELSE quote END;
      ELSIF sign IN ('''', '"') THEN
        quote := sign;
      ELSIF sign = '(' THEN
        depth := depth + 1;
      ELSIF sign = ')' THEN
        depth := depth - 1;
        ended := place;
      END IF;
      EXIT WHEN depth = 0;
    END LOOP;
    IF ended = 0 OR depth <> 0 THEN
      RETURN false;
    END IF;
    rest := btrim(substr(rest, ended + 1), E' \t\n');
    IF rest = '' OR rest !~* '^filter\s*\(' THEN
      RETURN rest = '';
    END IF;
    rest := regexp_replace(rest, '^\w+\s*', '');
  END LOOP;
  RETURN false;
END
$$;
COMMENT ON FUNCTION is_rollup_sum(text) IS
'Whether create_rollup() can keep an expression: one call of count, sum or an aggregate of csq, with a name and without DISTINCT. Stable: it reads the catalogue.';

-- The functions and triggers that keep a roll-up table, as statements; the table is there, its columns say what can be taken away by -.
CREATE FUNCTION rollup_definition(source regclass, rollup_name name, keys text[], sums text[], lookup text DEFAULT '', OUT ord int, OUT kind text, OUT statement text) RETURNS SETOF record
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE COST 10000 ROWS 8
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  schema_name pg_catalog.name := (SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = source);
  rollup pg_catalog.text := format('%I.%I', schema_name, rollup_name);
  partitioned pg_catalog.bool := (SELECT c.relkind = 'p' FROM pg_class AS c WHERE c.oid = source);
  -- what says how many statements that are followed are under way: a setting of the transaction, which goes back with a savepoint
  at pg_catalog.text := 'csq_rollup.at_' || md5(format('%I.%I', schema_name, rollup_name));
  columns pg_catalog.name[] := ARRAY(SELECT a.attname FROM pg_attribute AS a WHERE a.attrelid = to_regclass(rollup) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum);
  key_columns pg_catalog.name[] := columns[:cardinality(keys)];
  sum_columns pg_catalog.name[] := columns[cardinality(keys) + 1:cardinality(keys) + cardinality(sums)];
  anew_or_new pg_catalog.text := 'CREATE ' || 'OR REPLACE';
  -- no setting of a session changes a group; rows that row-level security would hide from the owner are an error, not missing
  settings pg_catalog.text := 'SET search_path = pg_catalog, csq, pg_temp SET timezone = ''UTC'' SET datestyle = ''ISO'' SET intervalstyle = ''postgres'' SET row_security = off';
  -- a NaN could not be taken away again; the - of a lexicon is no inverse of its +, as no aggregate of it has one
  kinds pg_catalog.text[] := ARRAY(SELECT CASE WHEN a.atttypid = 'bigint'::regtype THEN 'number' WHEN a.atttypid <> 'numeric'::regtype
      AND EXISTS (SELECT FROM pg_operator AS o WHERE o.oprname = '-' AND o.oprleft = a.atttypid AND o.oprright = a.atttypid)
      AND EXISTS (SELECT FROM pg_aggregate AS g WHERE g.aggtranstype = a.atttypid AND g.aggminvtransfn <> 0) THEN 'inverse' ELSE 'anew' END
    FROM pg_attribute AS a WHERE a.attrelid = to_regclass(rollup) AND a.attname = ANY (sum_columns) ORDER BY a.attnum);
  empty pg_catalog.text[] := ARRAY(SELECT CASE WHEN a.atttypid IN ('bigint'::regtype, 'numeric'::regtype) THEN '0' ELSE 'NULL' END || '::' || format_type(a.atttypid, NULL)
    FROM pg_attribute AS a WHERE a.attrelid = to_regclass(rollup) AND a.attname = ANY (sum_columns) ORDER BY a.attnum);
  -- a sum of numbers over nothing is 0, as a count is
  whole pg_catalog.text[] := ARRAY(SELECT regexp_replace(s.whole, '^\s*((\w+\s*\.\s*)?sum\s*\(.*)(\s+AS\s+("[^"]+"|\w+)\s*)$', 'coalesce(\1, 0)\3', 'i') FROM unnest(sums) WITH ORDINALITY AS s(whole, n) ORDER BY s.n);
  key_list pg_catalog.text := (SELECT string_agg(quote_ident(k), ', ' ORDER BY n) FROM unnest(key_columns) WITH ORDINALITY AS x(k, n));
  all_list pg_catalog.text := (SELECT string_agg(quote_ident(k), ', ' ORDER BY n) FROM unnest(key_columns || sum_columns || '{num_rows}'::name[]) WITH ORDINALITY AS x(k, n));
  places pg_catalog.text := (SELECT string_agg(n::text, ', ' ORDER BY n) FROM generate_series(1, cardinality(keys)) AS n);
  grouped pg_catalog.text := format('SELECT %s, %s, count(*) AS num_rows FROM @rows@ AS r GROUP BY %s', array_to_string(keys, ', '), array_to_string(whole, ', '), places);
  nothing pg_catalog.text := (SELECT string_agg(format('%s AS %I', e, c), ', ' ORDER BY n) FROM unnest(empty, sum_columns) WITH ORDINALITY AS x(e, c, n));
  plus pg_catalog.text := (SELECT string_agg(format('%1$I = kept.%1$I + EXCLUDED.%1$I', c), ', ' ORDER BY n) FROM unnest(sum_columns || '{num_rows}'::name[]) WITH ORDINALITY AS x(c, n));
  minus pg_catalog.text := (SELECT string_agg(CASE x.way
      WHEN 'number' THEN format('%1$I = kept.%1$I - EXCLUDED.%1$I', c)
      WHEN 'inverse' THEN format('%1$I = CASE WHEN EXCLUDED.%1$I IS NULL THEN kept.%1$I WHEN kept.%1$I = EXCLUDED.%1$I THEN NULL ELSE kept.%1$I - EXCLUDED.%1$I END', c)
      ELSE format('%1$I = EXCLUDED.%1$I', c) END, ', ' ORDER BY n) FROM unnest(sum_columns, kinds) WITH ORDINALITY AS x(c, way, n));
  anew pg_catalog.text := (SELECT string_agg(s, ', ' ORDER BY n) FROM unnest(whole, kinds) WITH ORDINALITY AS x(s, way, n) WHERE x.way = 'anew');
  went pg_catalog.text := (SELECT string_agg(CASE x.way WHEN 'anew' THEN 'f.' ELSE 'g.' END || quote_ident(c), ', ' ORDER BY n) FROM unnest(sum_columns, kinds) WITH ORDINALITY AS x(c, way, n));
  -- the = by which rows are grouped, where it is of another schema than the search_path: IS NOT DISTINCT FROM would take that of text for citext, which tells case
  equals pg_catalog.text[] := ARRAY(SELECT (WITH RECURSIVE b (oid, of) AS (SELECT t.oid, t.typbasetype FROM pg_type AS t WHERE t.oid = a.atttypid
        UNION ALL SELECT t.oid, t.typbasetype FROM b JOIN pg_type AS t ON t.oid = b.of)
      SELECT format('OPERATOR(%I.%s)', n.nspname, o.oprname) FROM b JOIN pg_opclass AS c ON c.opcintype = b.oid AND c.opcdefault JOIN pg_am AS m ON m.oid = c.opcmethod AND m.amname = 'btree'
        JOIN pg_amop AS e ON e.amopfamily = c.opcfamily AND e.amoplefttype = b.oid AND e.amoprighttype = b.oid AND e.amopstrategy = 3
        JOIN pg_operator AS o ON o.oid = e.amopopr JOIN pg_namespace AS n ON n.oid = o.oprnamespace AND n.nspname NOT IN ('pg_catalog', 'csq'))
    FROM pg_attribute AS a WHERE a.attrelid = to_regclass(rollup) AND a.attname = ANY (key_columns) ORDER BY a.attnum);
  same_keys pg_catalog.text := (SELECT string_agg(format(CASE WHEN e IS NULL THEN '(%1$s) IS NOT DISTINCT FROM g.%2$I' ELSE '((%1$s) %3$s g.%2$I OR (%1$s) IS NULL AND g.%2$I IS NULL)' END,
      regexp_replace(k, '\s+AS\s+("[^"]+"|\w+)\s*$', '', 'i'), c, e), ' AND ' ORDER BY n) FROM unnest(keys, key_columns, equals) WITH ORDINALITY AS x(k, c, e, n));
  old_groups pg_catalog.text := format('o (%s) AS (%s)', all_list, replace(grouped, '@rows@', 'old_rows'));
  new_groups pg_catalog.text := format('n (%s) AS (%s)', all_list, replace(grouped, '@rows@', 'new_rows'));
  step_1 pg_catalog.text := format('INSERT INTO %s AS kept (%s) SELECT DISTINCT ON (%s) %s FROM (@rows@) AS x ORDER BY %s, csq_part
      ON CONFLICT (%s) DO UPDATE SET %s;', rollup, all_list, key_list, all_list, key_list, key_list, plus);
  step_2 pg_catalog.text := format('b AS (INSERT INTO %s AS kept (%s) SELECT %s, %s, g.num_rows FROM m AS g%s ORDER BY %s
      ON CONFLICT (%s) DO UPDATE SET %s, num_rows = kept.num_rows - EXCLUDED.num_rows RETURNING kept.ctid AS place, kept.num_rows)
    SELECT array_agg(b.place) INTO csq_gone FROM b WHERE b.num_rows = 0;', rollup, all_list,
    (SELECT string_agg('g.' || quote_ident(k), ', ' ORDER BY n) FROM unnest(key_columns) WITH ORDINALITY AS x(k, n)), went,
    CASE WHEN anew IS NULL THEN '' ELSE format(' CROSS JOIN LATERAL (SELECT %s FROM %s AS r WHERE %s%s) AS f', anew, source, COALESCE('(' || nullif(lookup, '') || ') AND ', ''), same_keys) END,
    places, key_list, minus);
  mark pg_catalog.text := CASE WHEN anew IS NULL THEN '' ELSE E'\n    PERFORM set_config(csq_place_of_mark, csq_mark, true);' END;
  touched pg_catalog.text := format('t (%s) AS (SELECT DISTINCT %s FROM (@rows@) AS r)', key_list, array_to_string(keys, ', '));
  lock_touched pg_catalog.text := format('INSERT INTO %s AS kept (%s) SELECT %s, %s, 0 FROM t ORDER BY %s ON CONFLICT (%s) DO UPDATE SET num_rows = kept.num_rows;', rollup, all_list, key_list, nothing,
    places, key_list);
  whole_anew pg_catalog.text := format('b AS (INSERT INTO %s AS kept (%s) SELECT %s, f.* FROM t AS g CROSS JOIN LATERAL (SELECT %s, count(*) FROM %s AS r WHERE %s%s) AS f ORDER BY %s
      ON CONFLICT (%s) DO UPDATE SET %s RETURNING kept.ctid AS place, kept.num_rows)
    SELECT array_agg(b.place) INTO csq_gone FROM b WHERE b.num_rows = 0;', rollup, all_list, (SELECT string_agg('g.' || quote_ident(k), ', ' ORDER BY n) FROM unnest(key_columns) WITH ORDINALITY AS x(k, n)),
    array_to_string(whole, ', '), source, COALESCE('(' || nullif(lookup, '') || ') AND ', ''), same_keys, places, key_list,
    (SELECT string_agg(format('%1$I = EXCLUDED.%1$I', c), ', ' ORDER BY n) FROM unnest(sum_columns || '{num_rows}'::name[]) WITH ORDINALITY AS x(c, n)));
  either_rows pg_catalog.text := (SELECT string_agg(format('IF TG_OP = %L THEN
      WITH %2$s %3$s
      WITH %2$s, %4$s
    END IF;', x.op, replace(touched, '@rows@', x.rows), lock_touched, whole_anew), '
    ' ORDER BY x.n) FROM (VALUES (1, 'INSERT', 'SELECT * FROM new_rows'), (2, 'UPDATE', 'SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows'), (3, 'DELETE', 'SELECT * FROM old_rows')) AS x(n, op, rows));
  guard pg_catalog.text := E'
  IF TG_LEVEL = ''ROW'' THEN
    RAISE EXCEPTION ''a row is written straight into the partition "%%", which the roll-up table "%%" does not follow'', TG_TABLE_NAME, %2$L USING ERRCODE = ''object_not_in_prerequisite_state'',
      DETAIL = ''The partition has come since create_rollup() was called: it has no triggers of its own.'', HINT = format(''Write to %%s, or call create_rollup() again.'', %3$L);
  ELSIF TG_RELID <> %3$L::regclass AND NOT EXISTS (SELECT FROM pg_partition_ancestors(TG_RELID) AS a(relation) WHERE a.relation = %3$L::regclass) THEN
    RETURN NULL;
  ELSIF TG_OP <> ''TRUNCATE'' THEN
    PERFORM set_config(%1$L, (COALESCE(nullif(current_setting(%1$L, true), ''''), ''0'')::int + CASE TG_WHEN WHEN ''BEFORE'' THEN 1 ELSE -1 END)::text, true);
    IF TG_WHEN = ''BEFORE'' THEN
      RETURN NULL;
    END IF;
  END IF;';
BEGIN
  -- variables of the functions have names that no column has; a column may be called found or tg_op
  IF cardinality(columns) <> cardinality(keys) + cardinality(sums) + 1 THEN
    RAISE EXCEPTION 'the table % has other columns', rollup USING ERRCODE = 'duplicate_table', DETAIL = 'A roll-up table has its keys, its sums and num_rows.',
      HINT = 'Choose another name, or drop it first: csq.drop_rollup().';
  END IF;
  RETURN QUERY SELECT 1, 'function',
    format('%s FUNCTION %I.%I() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER COST 1000 %s SET jit = off AS %L', anew_or_new, schema_name, 'keep_' || rollup_name, settings,
      format('
#variable_conflict use_column
DECLARE
  csq_gone tid[];
  csq_place_of_mark text := %L || %L::regclass::oid;
  csq_mark text := pg_current_xact_id() || '' '' || extract(epoch FROM statement_timestamp());
  csq_whole_anew bool := COALESCE(current_setting(csq_place_of_mark, true) = csq_mark, false);
  csq_context text;
BEGIN%s
  IF NOT csq_whole_anew AND TG_OP IN (''UPDATE'', ''DELETE'') AND pg_trigger_depth() > 1 THEN
    GET DIAGNOSTICS csq_context = PG_CONTEXT;
    csq_whole_anew := EXISTS (SELECT FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid
      WHERE t.tgrelid = TG_RELID AND NOT t.tgisinternal AND t.tgname !~ ''^keep_.*_(insert|update|delete|truncate|before|row)$'' AND position(f.proname IN csq_context) > 0);
  END IF;
  IF TG_OP = ''TRUNCATE'' AND TG_RELID <> %L::regclass THEN
    PERFORM %I.%I();
  ELSIF TG_OP = ''TRUNCATE'' THEN
    TRUNCATE %s;
  ELSIF csq_whole_anew THEN
    PERFORM set_config(csq_place_of_mark, csq_mark, true);
    %s
  ELSIF TG_OP = ''INSERT'' THEN
    WITH %s
    %s
  ELSIF TG_OP = ''DELETE'' THEN
    WITH %s
    %s
    WITH %s, m AS (SELECT * FROM o), %s%s
  ELSE
    WITH %s, %s, p AS (SELECT * FROM n EXCEPT SELECT * FROM o), m AS (SELECT * FROM o EXCEPT SELECT * FROM n)
    %s
    WITH %s, %s, m AS (SELECT * FROM o EXCEPT SELECT * FROM n), %s%s
  END IF;
  IF csq_gone IS NOT NULL THEN
    DELETE FROM %s AS kept WHERE kept.ctid = ANY (csq_gone);
  END IF;
  RETURN NULL;
END
', 'csq_rollup.of_', rollup, CASE WHEN partitioned THEN format(guard, at, rollup_name, source) ELSE '' END, source, schema_name, 'refresh_' || rollup_name, rollup, either_rows,
        new_groups, replace(step_1, '@rows@', 'SELECT n.*, 0 AS csq_part FROM n'),
        old_groups, replace(step_1, '@rows@', format('SELECT %s, %s, 0::int8 AS num_rows, 1 AS csq_part FROM o', key_list, nothing)), old_groups, step_2, mark,
        old_groups, new_groups, replace(step_1, '@rows@', format('SELECT p.*, 0 AS csq_part FROM p UNION ALL SELECT %s, %s, 0, 1 FROM m', key_list, nothing)), old_groups, new_groups, step_2, mark,
        rollup));
  RETURN QUERY SELECT 2, 'function',
    format('%s FUNCTION %I.%I() RETURNS bigint LANGUAGE plpgsql COST 100000 %s AS %L', anew_or_new, schema_name, 'refresh_' || rollup_name, settings,
      format('
#variable_conflict use_column
DECLARE
  csq_wrong int8;
BEGIN
  LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE;
  WITH f (%s) AS (%s)
  SELECT count(*) INTO csq_wrong FROM (SELECT DISTINCT %s FROM ((SELECT * FROM f EXCEPT SELECT %s FROM %s) UNION ALL (SELECT %s FROM %s EXCEPT SELECT * FROM f)) AS x) AS y;
  IF csq_wrong > 0 THEN
    DELETE FROM %s;
    INSERT INTO %s (%s) %s;
  END IF;
  RETURN csq_wrong;
END
', source, all_list, replace(grouped, '@rows@', source::text), key_list, all_list, rollup, all_list, rollup, rollup, rollup, all_list, replace(grouped, '@rows@', source::text)));
  -- they run with the rights of their owner: nobody else may hang them on a table of his own
  RETURN QUERY SELECT 3, 'revoke', format('REVOKE EXECUTE ON FUNCTION %1$I.%2$I(), %1$I.%3$I() FROM PUBLIC', schema_name, 'keep_' || rollup_name, 'refresh_' || rollup_name);
  RETURN QUERY SELECT t.ord, 'trigger', format('%s TRIGGER %I %s ON %s %s FOR EACH STATEMENT EXECUTE FUNCTION %I.%I()',
      anew_or_new, 'keep_' || rollup_name || '_' || t.name, t.moment, r.relation, t.tables, schema_name, 'keep_' || rollup_name)
    FROM (VALUES (4, 'insert', 'AFTER INSERT', 'REFERENCING NEW TABLE AS new_rows'), (5, 'update', 'AFTER UPDATE', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows'),
                 (6, 'delete', 'AFTER DELETE', 'REFERENCING OLD TABLE AS old_rows'), (7, 'truncate', 'AFTER TRUNCATE', ''), (8, 'before', 'BEFORE INSERT OR UPDATE OR DELETE', '')) AS t(ord, name, moment, tables)
    -- a foreign table has no such triggers: it is written through the whole
    CROSS JOIN (SELECT source AS relation UNION ALL SELECT p.relid FROM pg_partition_tree(source) AS p JOIN pg_class AS c ON c.oid = p.relid WHERE p.relid <> source AND c.relkind <> 'f') AS r
    WHERE partitioned OR t.name <> 'before';
  -- partitions that are still to come have it, too
  IF partitioned THEN
    RETURN QUERY SELECT 9, 'trigger', format('%s TRIGGER %I BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW WHEN (COALESCE(current_setting(%L, true), '''') IN ('''', ''0'')) EXECUTE FUNCTION %I.%I()',
      anew_or_new, 'keep_' || rollup_name || '_row', source, at, schema_name, 'keep_' || rollup_name);
  END IF;
END
$$;
COMMENT ON FUNCTION rollup_definition(regclass, name, text[], text[], text) IS
'The statements by which create_rollup() keeps a roll-up table that is there: functions and triggers. Stable: it reads the catalogue.';

CREATE FUNCTION create_rollup(source regclass, rollup_name name, keys text[], sums text[], lookup text DEFAULT '') RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  schema_name pg_catalog.name := (SELECT n.nspname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = source);
  rollup pg_catalog.text := format('%I.%I', schema_name, rollup_name);
  part pg_catalog.record;
  num_groups pg_catalog.int8;
BEGIN
  IF length(rollup_name) > 50 THEN
    RAISE EXCEPTION 'the name "%" is too long', rollup_name USING ERRCODE = 'name_too_long', DETAIL = 'The functions and triggers of a roll-up table are called after it: 50 characters at most.',
      HINT = 'Choose a shorter name.';
  END IF;
  IF cardinality(keys) = 0 OR cardinality(sums) = 0 THEN
    RAISE EXCEPTION 'a roll-up table needs keys and sums' USING ERRCODE = 'invalid_parameter_value', DETAIL = 'Keys say what a group is, sums what is kept of it.',
      HINT = 'For example create_rollup(''answers'', ''answers_by_day'', ARRAY[''day''], ARRAY[''score_agg(score) AS scores'']).';
  END IF;
  FOR part IN SELECT s.whole FROM unnest(sums) AS s(whole) WHERE csq.is_rollup_sum(s.whole) IS NOT TRUE LOOP
    RAISE EXCEPTION '"%" is not a sum that a roll-up table can keep', part.whole USING ERRCODE = 'invalid_parameter_value',
      DETAIL = 'Each is one call of count, sum or an aggregate of csq, without DISTINCT, with a name: what comes can be added to it.',
      HINT = 'For example count(*) AS n, or rate_agg(in_time) AS in_time.';
  END LOOP;
  FOR part IN SELECT i.inhrelid::regclass AS heir, i.inhparent::regclass AS ancestor FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhparent AND c.relkind <> 'p'
      WHERE source IN (i.inhparent, i.inhrelid) ORDER BY 1, 2 LIMIT 1 LOOP
    RAISE EXCEPTION 'the table "%" inherits from "%"', part.heir, part.ancestor USING ERRCODE = 'wrong_object_type', DETAIL = 'Its rows are rows of both, and what is written to one passes by the triggers of the other.',
      HINT = 'Make partitions of it, or the roll-up of a table by itself.';
  END LOOP;
  IF (SELECT c.relispartition FROM pg_class AS c WHERE c.oid = source) THEN
    RAISE EXCEPTION 'the table "%" is a partition', source USING ERRCODE = 'wrong_object_type', DETAIL = 'What is written to the table it is part of passes its triggers by.',
      HINT = 'Make the roll-up of the partitioned table.';
  END IF;
  -- triggers with the caller's rights on a table of another: its owner could make them run what he likes
  FOR part IN SELECT c.oid::regclass AS name, r.rolname AS owner FROM pg_class AS c JOIN pg_roles AS r ON r.oid = c.relowner WHERE c.oid = source AND r.rolname <> CURRENT_USER LOOP
    RAISE EXCEPTION 'the table "%" belongs to role "%"', part.name, part.owner USING ERRCODE = 'insufficient_privilege',
      DETAIL = 'The triggers of a roll-up table run with the rights of who makes it, so it is made by the owner of the rows.', HINT = format('SET ROLE %I;', part.owner);
  END LOOP;
  -- what is written without a schema is of pg_catalog or csq
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, csq, pg_temp', true);
  -- what an aggregate collects and sums up only at its end cannot be added to: a case of which a row comes later would be a case again.  A view knows which functions it calls
  EXECUTE format('CREATE VIEW %I.%I AS SELECT %s FROM %s AS r', schema_name, rollup_name || '_csq_sums', array_to_string(sums, ', '), source);
  FOR part IN SELECT f.oid::regprocedure AS name FROM pg_rewrite AS w JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = w.oid AND d.refclassid = 'pg_proc'::regclass
                JOIN pg_proc AS f ON f.oid = d.refobjid AND f.pronamespace = 'csq'::regnamespace JOIN pg_aggregate AS g ON g.aggfnoid = f.oid
              WHERE w.ev_class = to_regclass(format('%I.%I', schema_name, rollup_name || '_csq_sums')) AND g.aggtranstype <> f.prorettype AND NOT (f.prorettype = ANY ('{float8,int4}'::regtype[])) LOOP
    RAISE EXCEPTION '% is not a sum that a roll-up table can keep', part.name USING ERRCODE = 'invalid_parameter_value',
      DETAIL = 'It counts cases, and of a case rows come in several statements, of which each would be a case by itself.',
      HINT = 'Make it of journeys, one for each row, or keep the events of each case: journey_agg(at, activity) with the case as a key.';
  END LOOP;
  EXECUTE format('DROP VIEW %I.%I', schema_name, rollup_name || '_csq_sums');
  IF to_regclass(rollup) IS NULL THEN
    EXECUTE format('CREATE TABLE %s AS SELECT %s, %s, count(*) AS num_rows FROM %s AS r GROUP BY %s WITH NO DATA', rollup, array_to_string(keys, ', '), array_to_string(sums, ', '), source,
      (SELECT string_agg(n::text, ', ' ORDER BY n) FROM generate_series(1, cardinality(keys)) AS n));
    FOR part IN SELECT a.attname, format_type(a.atttypid, NULL) AS type_name, sums[a.attnum - cardinality(keys)] ~* '\ysum\s*\(' AS is_sum
                FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
                WHERE a.attrelid = to_regclass(rollup) AND a.attnum > cardinality(keys) AND a.atttypid NOT IN ('bigint'::regtype, 'numeric'::regtype)
                  AND NOT (t.typnamespace = 'csq'::regnamespace AND EXISTS (SELECT FROM pg_operator AS o WHERE o.oprname = '+' AND o.oprleft = a.atttypid AND o.oprright = a.atttypid)) LOOP
      RAISE EXCEPTION 'the sum "%" is of type %', part.attname, part.type_name USING ERRCODE = 'datatype_mismatch',
        DETAIL = 'A roll-up table keeps counts, sums that are exact (bigint, numeric) and summaries of csq that have +.',
        HINT = CASE WHEN part.is_sum THEN 'Sums of floating point depend on their order: sum(x::numeric) does not.' ELSE 'Take an aggregate whose result has rollup().' END;
    END LOOP;
    -- a key may be NULL, and then is one group
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I UNIQUE NULLS NOT DISTINCT (%s), REPLICA IDENTITY FULL', rollup, rollup_name || '_key',
      (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = to_regclass(rollup) AND a.attnum BETWEEN 1 AND cardinality(keys)));
  END IF;
  EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', source);
  FOR part IN SELECT d.statement FROM csq.rollup_definition(source, rollup_name, keys, sums, lookup) AS d ORDER BY d.ord LOOP
    EXECUTE part.statement;
  END LOOP;
  -- before anything is written: a table or function that somebody else has put in the place would run his code
  FOR part IN SELECT x.what, x.name, r.rolname AS owner FROM (
      SELECT 'table' AS what, c.oid::regclass::text AS name, c.relowner AS owner FROM pg_class AS c WHERE c.oid = to_regclass(rollup)
      UNION ALL SELECT 'function', f.oid::regprocedure::text, f.proowner FROM pg_proc AS f, unnest('{keep_,refresh_}'::text[]) AS prefix
      WHERE f.oid = to_regprocedure(format('%I.%I()', schema_name, prefix || rollup_name))) AS x JOIN pg_roles AS r ON r.oid = x.owner WHERE r.rolname <> CURRENT_USER LOOP
    RAISE EXCEPTION 'the % "%" belongs to role "%"', part.what, part.name, part.owner USING ERRCODE = 'insufficient_privilege',
      DETAIL = 'What stands in the place of a roll-up table and its functions must be of who makes it.', HINT = 'Choose another name, or drop it first.';
  END LOOP;
  EXECUTE format('SELECT %I.%I()', schema_name, 'refresh_' || rollup_name);
  EXECUTE format('SELECT count(*) FROM %s', rollup) INTO num_groups;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN num_groups;
END
$$;
COMMENT ON FUNCTION create_rollup(regclass, name, text[], text[], text) IS
'Makes a table that holds summaries of groups of another and keeps itself by triggers; called again for the same name it replaces the triggers and computes the groups anew; returns how many groups. Volatile: it creates objects.';

CREATE FUNCTION drop_rollup(rollup regclass) RETURNS text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  part pg_catalog.record;
BEGIN
  SELECT n.nspname AS schema_name, c.relname AS name INTO part FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = rollup;
  IF to_regprocedure(format('%I.%I()', part.schema_name, 'keep_' || part.name)) IS NULL THEN
    RAISE EXCEPTION '"%" is not a roll-up table', part.name USING ERRCODE = 'wrong_object_type', DETAIL = 'A roll-up table is one that csq.create_rollup() made.', HINT = 'A table of another kind is dropped by DROP TABLE.';
  END IF;
  EXECUTE format('DROP TABLE %I.%I', part.schema_name, part.name);
  FOR part IN SELECT part.schema_name AS schema_name, part.name AS name, t.tgname AS trigger_name, t.tgrelid::regclass AS source FROM pg_trigger AS t
              WHERE t.tgfoid = to_regprocedure(format('%I.%I()', part.schema_name, 'keep_' || part.name)) AND t.tgparentid = 0 LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', part.trigger_name, part.source);
  END LOOP;
  EXECUTE format('DROP FUNCTION %1$I.%2$I(), %1$I.%3$I()', part.schema_name, 'keep_' || part.name, 'refresh_' || part.name);
  RETURN format('roll-up table %I.%I dropped', part.schema_name, part.name);
END
$$;
COMMENT ON FUNCTION drop_rollup(regclass) IS
'Drops a roll-up table with the triggers and functions that keep it. Volatile: it drops objects.';

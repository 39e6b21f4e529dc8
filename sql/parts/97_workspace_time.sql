
-- ------------------------ workspace: complaints, contacts, touches by time ----

-- With the option partition_by_time the three tables that grow are partitioned by their time.  A key of a partitioned table has the column of its
-- partitions, so a complaint would be known by its number and its time, and nothing could point to it by its number alone.  complaint_key holds
-- the numbers: each once, whatever the partition; events, labels and what else belongs to a complaint point there, and so does the complaint itself.
CREATE FUNCTION csq_internal.statement_by_time(name text, statement text) RETURNS text
LANGUAGE SQL IMMUTABLE STRICT PARALLEL SAFE COST 100
RETURN CASE name
  WHEN 'complaint'::pg_catalog.text THEN pg_catalog.replace(statement, 'PRIMARY KEY (tenant, complaint_id),'::pg_catalog.text,
    E'PRIMARY KEY (tenant, complaint_id, received_at),\n  FOREIGN KEY (tenant, complaint_id) REFERENCES workspace.complaint_key ON DELETE CASCADE,'::pg_catalog.text) OPERATOR(pg_catalog.||) ' PARTITION BY RANGE (received_at)'::pg_catalog.text
  WHEN 'contact' THEN pg_catalog.replace(statement, 'PRIMARY KEY (tenant, contact_id)'::pg_catalog.text, 'PRIMARY KEY (tenant, contact_id, offered_at)'::pg_catalog.text) OPERATOR(pg_catalog.||) ' PARTITION BY RANGE (offered_at)'::pg_catalog.text
  WHEN 'touch' THEN pg_catalog.replace(statement, 'PRIMARY KEY (tenant, touch_id)'::pg_catalog.text, 'PRIMARY KEY (tenant, touch_id, at)'::pg_catalog.text) OPERATOR(pg_catalog.||) ' PARTITION BY RANGE (at)'::pg_catalog.text
  -- the key of the numbers says that they are there, not that each is there once: ATTACH PARTITION fires no trigger
  WHEN 'v_input' THEN statement OPERATOR(pg_catalog.||) E'\nUNION ALL\nSELECT c.tenant, \'complaint\', c.complaint_id, \'several complaints have the number\', string_agg((SELECT p.relname::text FROM pg_class AS p WHERE p.oid = c.tableoid), \', \' ORDER BY c.received_at)\nFROM workspace.complaint AS c GROUP BY c.tenant, c.complaint_id HAVING count(*) > 1'
  ELSE pg_catalog.regexp_replace(statement, 'REFERENCES workspace\.complaint(?![_a-z])'::pg_catalog.text, 'REFERENCES workspace.complaint_key'::pg_catalog.text, 'g'::pg_catalog.text) END;
COMMENT ON FUNCTION csq_internal.statement_by_time(text, text) IS
'The statement of a table of a workspace as it is where complaints, contacts and touches are partitioned by time.';

CREATE FUNCTION csq_internal.workspace_by_time(OUT ord int, OUT kind text, OUT name text, OUT statement text) RETURNS SETOF record
LANGUAGE SQL IMMUTABLE PARALLEL SAFE COST 10 ROWS 9
BEGIN ATOMIC
  SELECT v.a, v.b, v.c, v.d FROM (VALUES

(139, 'table', 'complaint_key', $sql$
CREATE TABLE workspace.complaint_key (
  tenant text NOT NULL DEFAULT 'main' REFERENCES workspace.setting,
  complaint_id text NOT NULL,
  PRIMARY KEY (tenant, complaint_id))$sql$),
-- what comes beside the time that the partitions have, so that nothing is refused
(141, 'table', 'complaint_other', $sql$
CREATE TABLE workspace.complaint_other PARTITION OF workspace.complaint DEFAULT$sql$),
(151, 'table', 'contact_other', $sql$
CREATE TABLE workspace.contact_other PARTITION OF workspace.contact DEFAULT$sql$),
(154, 'table', 'touch_other', $sql$
CREATE TABLE workspace.touch_other PARTITION OF workspace.touch DEFAULT$sql$),

-- a number that is there already is refused, unless its complaint has just been taken out: a row whose time changes goes from one partition to another.  Where the time is the same, too,
-- the key of the partition refuses it, so that ON CONFLICT can say what is to become of it
(312, 'function', 'key_in()', $sql$
CREATE FUNCTION workspace.key_in() RETURNS trigger
LANGUAGE plpgsql COST 1000 SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  INSERT INTO workspace.complaint_key (tenant, complaint_id) VALUES (NEW.tenant, NEW.complaint_id) ON CONFLICT DO NOTHING;
  IF NOT FOUND AND EXISTS (SELECT FROM workspace.complaint AS c WHERE c.tenant = NEW.tenant AND c.complaint_id = NEW.complaint_id) THEN
    -- whoever is changing its time right now is waited for
    PERFORM FROM workspace.complaint AS c WHERE c.tenant = NEW.tenant AND c.complaint_id = NEW.complaint_id AND c.received_at = NEW.received_at FOR KEY SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'there is a complaint "%" of tenant "%" already', NEW.complaint_id, NEW.tenant USING ERRCODE = 'unique_violation',
        DETAIL = 'A number is given once, whatever the time of the complaint.', HINT = 'Change the complaint that is there, or give another number.';
    END IF;
  END IF;
  RETURN NEW;
END
$body$$sql$),
(313, 'trigger', 'key_in ON complaint', $sql$
CREATE TRIGGER key_in BEFORE INSERT ON workspace.complaint FOR EACH ROW EXECUTE FUNCTION workspace.key_in()$sql$),
-- by statement: a row that changes its partition is deleted from one, and its statement is no DELETE
(314, 'function', 'key_out()', $sql$
CREATE FUNCTION workspace.key_out() RETURNS trigger
LANGUAGE plpgsql COST 1000 SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
  IF TG_OP = 'DELETE' THEN
    -- a partition that is detached keeps its trigger: the number may be that of another complaint by now
    DELETE FROM workspace.complaint_key AS k USING old_rows AS o WHERE k.tenant = o.tenant AND k.complaint_id = o.complaint_id
      AND NOT EXISTS (SELECT FROM workspace.complaint AS c WHERE c.tenant = o.tenant AND c.complaint_id = o.complaint_id);
  ELSE
    DELETE FROM workspace.complaint_key AS k WHERE NOT EXISTS (SELECT FROM workspace.complaint AS c WHERE c.tenant = k.tenant AND c.complaint_id = k.complaint_id);
  END IF;
  RETURN NULL;
END
$body$$sql$),
(317, 'trigger', 'key_out ON complaint', $sql$
CREATE TRIGGER key_out AFTER DELETE ON workspace.complaint REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION workspace.key_out()$sql$),
(318, 'trigger', 'keys_out ON complaint', $sql$
CREATE TRIGGER keys_out AFTER TRUNCATE ON workspace.complaint FOR EACH STATEMENT EXECUTE FUNCTION workspace.key_out()$sql$)

  ) AS v(a, b, c, d);
END;
COMMENT ON FUNCTION csq_internal.workspace_by_time() IS
'What a workspace has besides where complaints, contacts and touches are partitioned by time, as statements.';

-- Partitions for each step from since until before until, where none of that name is; and for every partition, whoever made it, the triggers that a load
-- straight into it needs, and the row-level security of the whole.
CREATE FUNCTION add_partitions(schema_name name, since date DEFAULT NULL, until date DEFAULT NULL, step interval DEFAULT '1 month') RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  path pg_catalog.text := pg_catalog.current_setting('search_path');
  part pg_catalog.record;
  command pg_catalog.text;
  has_rows pg_catalog.bool;
  made pg_catalog.int8 := 0;
BEGIN
  IF csq.is_by_time(schema_name) IS NOT TRUE THEN
    RAISE EXCEPTION '"%" is not a workspace by time', schema_name
      USING ERRCODE = 'invalid_schema_name', DETAIL = 'Its complaints, contacts and touches would be partitioned by time.', HINT = format('SELECT csq.create_workspace(%L, ''{"partition_by_time":true}'');', schema_name);
  END IF;
  IF step IS NULL OR step < '1 day' OR NOT isfinite(since) OR NOT isfinite(until) OR (since IS NULL) <> (until IS NULL) THEN
    RAISE EXCEPTION 'partitions from % until % by %', since, until, step USING ERRCODE = 'invalid_parameter_value', DETAIL = 'A partition has a day or more; from when and until when are said together, or neither.',
      HINT = 'For example add_partitions(''service'', ''2026-01-01'', ''2027-01-01'').';
  END IF;
  PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
  FOR part IN SELECT t.name, t.of_time, t.name || to_char(s.at, '_YYYY_MM_DD') AS partition_name, to_char(s.at, 'YYYY-MM-DD "00:00+00"') AS first, to_char(s.at + step, 'YYYY-MM-DD "00:00+00"') AS after
              FROM generate_series(since::timestamp, until::timestamp - interval '1 microsecond', step) AS s(at), (VALUES ('complaint', 'received_at'), ('contact', 'offered_at'), ('touch', 'at')) AS t(name, of_time) ORDER BY s.at, t.name LOOP
    CONTINUE WHEN to_regclass(format('%I.%I', schema_name, part.partition_name)) IS NOT NULL;
    made := made + 1;
    has_rows := false;
    IF to_regclass(format('%I.%I', schema_name, part.name || '_other')) IS NOT NULL THEN
      EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I AS o WHERE o.%I >= %L AND o.%3$I < %5$L)', schema_name, part.name || '_other', part.of_time, part.first, part.after) INTO has_rows;
    END IF;
    IF NOT has_rows THEN
      EXECUTE format('CREATE TABLE %1$I.%2$I PARTITION OF %1$I.%3$I FOR VALUES FROM (%4$L) TO (%5$L)', schema_name, part.partition_name, part.name, part.first, part.after);
      CONTINUE;
    END IF;
    -- rows of that time came before it had a partition: they are copied, and taken out of what is no partition meanwhile, so that no trigger sees them come or go
    FOREACH command IN ARRAY '{"ALTER TABLE %1$I.%3$I DETACH PARTITION %1$I.%4$I","CREATE TABLE %1$I.%2$I (LIKE %1$I.%3$I INCLUDING ALL EXCLUDING IDENTITY)",
        "INSERT INTO %1$I.%2$I SELECT o.* FROM %1$I.%4$I AS o WHERE o.%5$I >= %6$L AND o.%5$I < %7$L","ALTER TABLE %1$I.%3$I ATTACH PARTITION %1$I.%2$I FOR VALUES FROM (%6$L) TO (%7$L)",
        "DELETE FROM %1$I.%4$I AS o WHERE o.%5$I >= %6$L AND o.%5$I < %7$L","ALTER TABLE %1$I.%3$I ATTACH PARTITION %1$I.%4$I DEFAULT"}'::text[] LOOP
      EXECUTE format(command, schema_name, part.partition_name, part.name, part.name || '_other', part.of_time, part.first, part.after);
    END LOOP;
  END LOOP;
  FOR part IN SELECT p.relid AS relation FROM pg_partition_tree(format('%I.complaint', schema_name)::regclass) AS p JOIN pg_class AS c ON c.oid = p.relid WHERE p.level > 0 AND c.relkind <> 'f' LOOP
    EXECUTE format('CREATE %1$s TRIGGER label_new AFTER INSERT ON %2$s REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION csq.label_complaints()', 'OR REPLACE', part.relation);
    EXECUTE format('CREATE %1$s TRIGGER key_out AFTER DELETE ON %2$s REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION %3$I.key_out()', 'OR REPLACE', part.relation, schema_name);
    EXECUTE format('CREATE %1$s TRIGGER keys_out AFTER TRUNCATE ON %2$s FOR EACH STATEMENT EXECUTE FUNCTION %3$I.key_out()', 'OR REPLACE', part.relation, schema_name);
  END LOOP;
  -- the triggers of roll-up tables, without computing them anew
  FOR part IN SELECT d.statement FROM csq.workspace_definition(schema_name) AS d WHERE d.kind = 'rollup' LOOP
    FOR command IN EXECUTE regexp_replace(part.statement, '^SELECT csq\.create_rollup', 'SELECT d.statement FROM csq.rollup_definition') || ' AS d WHERE d.kind = ''trigger'' ORDER BY d.ord' LOOP
      PERFORM pg_catalog.set_config('search_path', 'pg_catalog, csq, pg_temp', true);
      EXECUTE command;
      PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    END LOOP;
  END LOOP;
  IF (SELECT c.relrowsecurity FROM pg_class AS c WHERE c.oid = format('%I.complaint', schema_name)::regclass) THEN
    PERFORM csq.guard_workspace(schema_name);
  END IF;
  PERFORM pg_catalog.set_config('search_path', path, true);
  RETURN made;
END
$$;
COMMENT ON FUNCTION add_partitions(name, date, date, interval) IS
'Adds partitions to complaint, contact and touch of a workspace by time, one for each step, and gives all partitions, whoever made them, the triggers that loads straight into them need; returns how many were made. Volatile: it creates objects.';

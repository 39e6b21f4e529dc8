-- What people build on csq: generated columns, indexes on expressions, defaults, constraints, views over aggregates, functions, aggregates.
-- Made by test/t/002_values.pl and tools/test_dump.sh, over the tables of test/sql/stored_types.sql.
CREATE TABLE ticket (id int PRIMARY KEY, opened timestamptz NOT NULL, told text, j csq.journey,
	due timestamptz GENERATED ALWAYS AS (csq.due_at('tz Europe/Berlin; mon-fri 09:00-17:00; 12-25 closed', opened, '4 business hours')) STORED,
	level int GENERATED ALWAYS AS (csq.level(j, 'opened -> replied -> closed; within 30d')) STORED,
	again bool GENERATED ALWAYS AS (csq.matches(j, 'opened ~[<=7d]> opened')) STORED,
	target csq.sla_target DEFAULT '4 business hours', CHECK (csq.num_events(j) > 0));
INSERT INTO ticket (id, opened, told, j) SELECT case_id + 1, started(j), 'fee of ticket ' || case_id, j FROM log_journey;
CREATE INDEX ticket_due ON ticket (csq.breach_at('tz Europe/Berlin; mon-fri 09:00-17:00', opened, '8 business hours'));
CREATE INDEX ticket_label ON ticket (csq.classify('fee: fee, charge; other: ticket'::csq.lexicon, told));
CREATE INDEX ticket_level ON ticket (id) WHERE csq.matches(j, 'opened ~> closed');
CREATE VIEW funnels AS SELECT (s).* FROM (SELECT csq.stages(csq.funnel_agg(j, 'opened -> replied -> closed; within 30d')) AS s FROM ticket) x;
CREATE VIEW one_level AS SELECT e.* FROM (SELECT csq.process_agg(case_id, at, activity, channel) AS p FROM log) x, csq.edges(p) e;
CREATE VIEW rolled AS SELECT channel, csq.journey_agg(at, activity) FILTER (WHERE value > 0) AS j, csq.score_agg(value::int + 5) AS s FROM log GROUP BY ROLLUP (channel);
CREATE VIEW windows AS SELECT case_id, at, csq.trace(csq.journey_agg(at, activity) OVER (PARTITION BY case_id ORDER BY at ROWS 2 PRECEDING)) AS recent FROM log;
CREATE MATERIALIZED VIEW map AS SELECT csq.journey_map_agg(j) AS m, csq.cohort_agg(j, NULL, NULL, 'week') AS c FROM ticket;
CREATE FUNCTION lost(j csq.journey, spec csq.funnel_spec DEFAULT 'opened -> closed') RETURNS bool IMMUTABLE RETURN csq.level(j, spec) < 2;
CREATE AGGREGATE together(csq.journey) (SFUNC = csq_internal.journey_combine, STYPE = csq.journey);

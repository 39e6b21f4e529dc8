-- what gives a row for each part of a span of time refuses spans without measure, and names its limit
SET search_path = csq, public;
CREATE FUNCTION pg_temp.refusal(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE m text; d text; h text; s text; BEGIN EXECUTE query; RETURN 'no error'; EXCEPTION WHEN OTHERS THEN GET STACKED DIAGNOSTICS s = RETURNED_SQLSTATE, m = MESSAGE_TEXT, d = PG_EXCEPTION_DETAIL, h = PG_EXCEPTION_HINT; RETURN concat_ws(' | ', s, m, d, h); END $$;
SELECT pg_temp.refusal(query) FROM (VALUES
  ($$SELECT count(*) FROM lifecycle('{"v":1,"events":[["2026-03-02T09:00:00Z","opened"]]}', 'day', 'UTC', '5874897-12-31')$$),
  ($$SELECT count(*) FROM lifecycle('{"v":1,"events":[["2026-03-02T09:00:00Z","opened"]]}', 'year', 'UTC', '5874897-12-31')$$),
  ($$SELECT count(*) FROM lifecycle('{"v":1,"events":[["4713-01-01T09:00:00Z","opened"],["290000-01-01T09:00:00Z","again"]]}', 'day')$$),
  ($$SELECT count(*) FROM retention('{"v":1,"unit":"day","zone":"UTC","first":null,"again":null,"cohorts":[["2026-03-03",1,2,1]]}'::cohort, '5874897-12-31')$$),
  ($$SELECT count(*) FROM (SELECT retention_agg(1, '2026-03-02 09:00Z') AS s) x, retention(s, periods => 20000000)$$),
  ($$SELECT count(*) FROM (SELECT retention_agg(1, '2026-03-02 09:00Z') AS s) x, retention(s, date '5874897-12-31')$$),
  ($$SELECT count(*) FROM (SELECT clock_agg('2026-03-02 09:00Z', 'start') AS c) x, sla_segments(c, 'tz UTC; mon-fri 9-17', '294000-12-31 00:00Z')$$),
  ($$SELECT count(*) FROM (SELECT series_agg(d, 1.0) AS s FROM (VALUES (date '2000-01-01'), (date '5874897-12-31')) v(d)) x, points(s)$$),
  ($$SELECT count(*) FROM (SELECT series_agg(date '2000-01-01' + g) AS s FROM generate_series(1, 60) g) x, surge(s, date '9999-12-31')$$),
  ($$SELECT open_ranges('tz UTC; mon-fri 9-17', '[2000-01-01Z,200000-01-01Z)'::tstzrange)$$)) v(query);
-- long spans that have a meaning are given
SELECT count(*) FROM lifecycle('{"v":1,"events":[["2026-03-02T09:00:00Z","opened"]]}', 'year', 'UTC', '9999-12-31');
SELECT count(*) FROM lifecycle('{"v":1,"events":[["0001-01-01T09:00:00Z","opened"]]}', 'day', 'UTC', '2030-12-31');
SELECT count(*) FROM (SELECT clock_agg('2026-03-02 09:00Z', 'start') AS c) x, sla_segments(c, 'tz UTC; mon-fri 9-17', '2126-03-02 00:00Z');
SELECT count(*) FROM (SELECT clock_agg('2026-03-02 09:00Z', 'start') AS c) x, sla_segments(c, 'tz UTC; mon-sun 0-24', '294000-12-31 00:00Z');

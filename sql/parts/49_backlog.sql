-- --------------------------------------------------------------- backlog ----

-- @type backlog: merges json cost=500 merge=100 space=256
-- When cases were opened and closed: the backlog of any instant, and how old it was, mergeable.
-- rollup: The cases of both.

-- ---- counting

CREATE FUNCTION csq_internal.backlog_append(state backlog, opened_at timestamptz, closed_at timestamptz) RETURNS backlog
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_backlog_append';
COMMENT ON FUNCTION csq_internal.backlog_append(backlog, timestamptz, timestamptz) IS
'Adds a row to the state of backlog_agg().';

CREATE AGGREGATE backlog_agg(opened_at timestamptz, closed_at timestamptz) (
  SFUNC = csq_internal.backlog_append, STYPE = backlog, SSPACE = 256, COMBINEFUNC = csq_internal.backlog_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE backlog_agg(timestamptz, timestamptz) IS
'Keeps when cases were opened and closed; without a closing a case is open.';

CREATE FUNCTION csq_internal.backlog_append(state backlog, opened_on date, closed_on date) RETURNS backlog
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_backlog_append_dates';
COMMENT ON FUNCTION csq_internal.backlog_append(backlog, date, date) IS
'Adds a row to the state of backlog_agg().';

CREATE AGGREGATE backlog_agg(opened_on date, closed_on date) (
  SFUNC = csq_internal.backlog_append, STYPE = backlog, SSPACE = 256, COMBINEFUNC = csq_internal.backlog_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE backlog_agg(date, date) IS
'Keeps the days on which cases were opened and closed; ask by date.';

-- Times as they are typed.
-- @each opened,closed,symbol: text,text,texts timestamptz,text,instant_text text,timestamptz,text_instant
CREATE FUNCTION csq_internal.backlog_append(state backlog, opened_at @opened@, closed_at @closed@) RETURNS backlog
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_backlog_append_@symbol@';
COMMENT ON FUNCTION csq_internal.backlog_append(backlog, @opened@, @closed@) IS
'Adds a row to the state of backlog_agg().';

CREATE AGGREGATE backlog_agg(opened_at @opened@, closed_at @closed@) (
  SFUNC = csq_internal.backlog_append, STYPE = backlog, SSPACE = 256, COMBINEFUNC = csq_internal.backlog_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE backlog_agg(@opened@, @closed@) IS
'The same of times as they are typed: in ISO 8601 with a zone, or both as dates.';
-- @end

-- ---- reading

-- A text with a zone is an instant, a bare date a day; a backlog that holds instants is not asked by day.

-- @each when: timestamptz date text
CREATE FUNCTION open_at(backlog backlog, at @when@) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_at';
COMMENT ON FUNCTION open_at(backlog, @when@) IS
'Number of cases open then: opened by then, and not closed by then.';

CREATE FUNCTION ageing(backlog backlog, at @when@, cuts interval[], OUT "from" interval, OUT "to" interval, OUT n bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 6 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_ageing';
COMMENT ON FUNCTION ageing(backlog, @when@, interval[]) IS
'The cases open then by age: from one cut until before the next, the last without end; with 0 where there are none.';

CREATE FUNCTION ages(backlog backlog, at @when@) RETURNS duration_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_backlog_ages_of';
COMMENT ON FUNCTION ages(backlog, @when@) IS
'The ages of the cases open then: median(), quantile(), maximum() of them. NULL when none is open.';
-- @end

-- @each from,to,out,rows: timestamptz,timestamptz,timestamptz,rows date,date,date,day_rows text,text,timestamptz,rows timestamptz,text,timestamptz,rows text,timestamptz,timestamptz,rows
CREATE FUNCTION opened_between(backlog backlog, from_at @from@, to_at @to@) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_came';
COMMENT ON FUNCTION opened_between(backlog, @from@, @to@) IS
'Number of cases opened from one instant until before another.';

CREATE FUNCTION closed_between(backlog backlog, from_at @from@, to_at @to@) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_went';
COMMENT ON FUNCTION closed_between(backlog, @from@, @to@) IS
'Number of cases closed from one instant until before another.';

CREATE FUNCTION backlog_series(backlog backlog, from_at @from@, to_at @to@, step interval, OUT at @out@, OUT open_cases bigint) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000 ROWS 100 SUPPORT csq_internal.rows_support
AS 'MODULE_PATHNAME', 'csq_backlog_@rows@';
COMMENT ON FUNCTION backlog_series(backlog, @from@, @to@, interval) IS
'The number of open cases at an instant and every step after it.';
-- @end

CREATE FUNCTION missing(backlog backlog) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_backlog_missing';
COMMENT ON FUNCTION missing(backlog) IS
'Number of rows without an opening.';

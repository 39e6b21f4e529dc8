
-- -------------------------------------------------------------- sessions ----

-- @type session_summary: merges json cost=100 merge=10 space=512
-- The events of one or several people with where they came from, which session_rows() cuts into sessions; {"v":1,"events":[["2026-01-05T09:00:00Z","opened","phone","spring","ann"]]}: time, activity, channel, campaign, who, seq.
-- rollup: All events of both.

-- @each arguments,types:
-- | at timestamptz, activity text | timestamptz, text
-- | at timestamptz, activity text, channel text | timestamptz, text, text
-- | at timestamptz, activity text, channel text, campaign text | timestamptz, text, text, text
CREATE FUNCTION csq_internal.session_append(state session_summary, @arguments@) RETURNS session_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_session_append_text';
COMMENT ON FUNCTION csq_internal.session_append(session_summary, @types@) IS
'Transition function of sessions_agg: adds an event; a row without time or activity is skipped.';

CREATE AGGREGATE sessions_agg(@arguments@) (
  SFUNC = csq_internal.session_append, STYPE = session_summary, SSPACE = 512,
  COMBINEFUNC = csq_internal.session_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sessions_agg(@types@) IS
'The events of one customer with where they came from, in any order of the rows: read their sessions by session_rows(). Rows without time or activity are skipped.';
-- @end

-- @each id: bigint text uuid
-- @each arguments,types:
-- | at timestamptz, activity text, channel text, campaign text, who @id@ | timestamptz, text, text, text, @id@
-- | at timestamptz, activity text, channel text, campaign text, who @id@, seq bigint | timestamptz, text, text, text, @id@, bigint
CREATE FUNCTION csq_internal.session_append(state session_summary, @arguments@) RETURNS session_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_session_append_@id@';
COMMENT ON FUNCTION csq_internal.session_append(session_summary, @types@) IS
'Transition function of sessions_agg: adds an event of a person; a row without time or activity is skipped.';

CREATE AGGREGATE sessions_agg(@arguments@) (
  SFUNC = csq_internal.session_append, STYPE = session_summary, SSPACE = 512,
  COMBINEFUNC = csq_internal.session_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sessions_agg(@types@) IS
'The same of several people (those who share a device, an account or a household): a session is of one of them. seq orders events of one time.';
-- @end
-- @end

-- @each of,symbol:
-- | journey | csq_journey_session_rows
-- | session_summary | csq_session_rows
-- @each as_of,form,meaning:
-- | timestamptz | instant | The sessions of each person as known at an instant, cut wherever more than the gap lies between an event and the next, where the channel or the campaign changes, at midnight of a zone, and where they would be longer than max_length.
-- | text | text | The same with as_of as ISO 8601: an instant with its offset, a time of the zone, a date, which is known to its end, or infinity, when all sessions are over.
-- | date | date | The same with as_of as a date of the zone, which is known to its end.
CREATE FUNCTION session_rows(events @of@, as_of @as_of@, gap interval DEFAULT '30 minutes', cut_by text[] DEFAULT '{}', max_length interval DEFAULT NULL, zone text DEFAULT 'UTC',
                             OUT who text, OUT session int, OUT started timestamptz, OUT ended timestamptz, OUT duration interval, OUT num_events int, OUT entry text, OUT exit text,
                             OUT channel text, OUT campaign text, OUT bounced bool, OUT is_open bool, OUT begun_by text) RETURNS SETOF record
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 60 ROWS 5
AS 'MODULE_PATHNAME', '@symbol@_@form@';
COMMENT ON FUNCTION session_rows(@of@, @as_of@, interval, text[], interval, text) IS
'@meaning@';
-- @end
-- @end

-- ---- times as they are typed

-- @each arguments,types,symbol:
-- | activity text | text | text
-- | activity text, channel text | text, text | text
-- | activity text, channel text, campaign text | text, text, text | text
-- | activity text, channel text, campaign text, who text | text, text, text, text | text
-- | activity text, channel text, campaign text, who bigint | text, text, text, bigint | bigint
-- | activity text, channel text, campaign text, who uuid | text, text, text, uuid | uuid
-- | activity text, channel text, campaign text, who text, seq bigint | text, text, text, text, bigint | text
-- | activity text, channel text, campaign text, who bigint, seq bigint | text, text, text, bigint, bigint | bigint
-- | activity text, channel text, campaign text, who uuid, seq bigint | text, text, text, uuid, bigint | uuid
CREATE FUNCTION csq_internal.session_append(state session_summary, at text, @arguments@) RETURNS session_summary
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3
AS 'MODULE_PATHNAME', 'csq_session_append_typed_@symbol@';
COMMENT ON FUNCTION csq_internal.session_append(session_summary, text, @types@) IS
'Transition function of sessions_agg: adds an event; a row without time or activity is skipped.';

CREATE AGGREGATE sessions_agg(at text, @arguments@) (
  SFUNC = csq_internal.session_append, STYPE = session_summary, SSPACE = 512,
  COMBINEFUNC = csq_internal.session_summary_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sessions_agg(text, @types@) IS
'The same of times as they are typed, in ISO 8601 with a zone.';
-- @end

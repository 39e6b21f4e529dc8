-- ------------------------------------------------------------- sla_target ----

-- @type sla_target: literal fixed=16 cost=1
-- How long something may take: 4 business hours, 90 minutes, 3 business days, 15 calendar days, 8 calendar weeks, 1 calendar month.
-- order: nominal length: a day counts as 24 hours, a month as 30 days, business time as it is; of equal lengths the unit decides

-- @wall_clock start_at
CREATE FUNCTION due_at(calendar calendar, start_at timestamptz, target sla_target) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_due_at';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target) IS
'Earliest instant at which the target is used up.';

-- @wall_clock start_at pauses
CREATE FUNCTION due_at(calendar calendar, start_at timestamptz, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_due_at';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target, tstzmultirange) IS
'Earliest instant at which the target is used up; the clock stands still in the pauses.';

-- @wall_clock start_at
CREATE FUNCTION breach_at(calendar calendar, start_at timestamptz, target sla_target) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_breach_at';
COMMENT ON FUNCTION breach_at(calendar, timestamptz, sla_target) IS
'First instant from which the target is exceeded.';

-- @wall_clock start_at pauses
CREATE FUNCTION breach_at(calendar calendar, start_at timestamptz, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_breach_at';
COMMENT ON FUNCTION breach_at(calendar, timestamptz, sla_target, tstzmultirange) IS
'First instant from which the target is exceeded; the clock stands still in the pauses.';

-- @wall_clock start_at pauses
CREATE FUNCTION due_at(calendar calendar, start_at timestamptz, target sla_target, pauses tstzmultirange, cutoff time) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 6
AS 'MODULE_PATHNAME', 'csq_due_at';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target, tstzmultirange, time) IS
'The deadline of what came in at start_at under a cut-off hour, not counting the pauses ({} for none): later than that local time, or on a day that is not worked, counts as received when the next working day opens; see received_at().';

CREATE FUNCTION target_unit(target sla_target) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_target_unit';
COMMENT ON FUNCTION target_unit(sla_target) IS
'What a target counts, for instance business seconds or calendar days.';

CREATE FUNCTION target_amount(target sla_target) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_target_amount';
COMMENT ON FUNCTION target_amount(sla_target) IS
'How many of its units a target is.';

-- ------------------------------------------------------------- sla_target ----

-- since: 0.1.0
CREATE TYPE sla_target;
COMMENT ON TYPE sla_target IS
'how long something may take: 4 business hours, 90 minutes, 3 business days, 15 calendar days, 8 calendar weeks, 1 calendar month';

-- since: 0.1.0
CREATE FUNCTION sla_target_in(cstring) RETURNS sla_target
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_in';
COMMENT ON FUNCTION sla_target_in(cstring) IS
'Input of a target.';

-- since: 0.1.0
CREATE FUNCTION sla_target_out(sla_target) RETURNS cstring
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_out';
COMMENT ON FUNCTION sla_target_out(sla_target) IS
'Output of a target.';

-- since: 0.1.0
CREATE FUNCTION sla_target_recv(internal) RETURNS sla_target
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_recv';
COMMENT ON FUNCTION sla_target_recv(internal) IS
'Binary input of a target.';

-- since: 0.1.0
CREATE FUNCTION sla_target_send(sla_target) RETURNS bytea
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_send';
COMMENT ON FUNCTION sla_target_send(sla_target) IS
'Binary output of a target.';

CREATE TYPE sla_target (
	INPUT = sla_target_in, OUTPUT = sla_target_out, RECEIVE = sla_target_recv, SEND = sla_target_send,
	INTERNALLENGTH = 16, ALIGNMENT = double
);

-- since: 0.1.0
CREATE FUNCTION sla_target_eq(a sla_target, b sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_eq';
COMMENT ON FUNCTION sla_target_eq(sla_target, sla_target) IS
'True when both targets have the same kind and amount.';

-- since: 0.1.0
CREATE FUNCTION sla_target_ne(a sla_target, b sla_target) RETURNS bool
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_ne';
COMMENT ON FUNCTION sla_target_ne(sla_target, sla_target) IS
'True when the targets differ in kind or amount.';

-- since: 0.1.0
CREATE FUNCTION sla_target_hash(target sla_target) RETURNS int4
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_sla_target_hash';
COMMENT ON FUNCTION sla_target_hash(sla_target) IS
'Hash of a target.';

CREATE OPERATOR = (
	LEFTARG = sla_target, RIGHTARG = sla_target, FUNCTION = sla_target_eq, COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR = (sla_target, sla_target) IS 'True when both targets have the same kind and amount.';
CREATE OPERATOR <> (
	LEFTARG = sla_target, RIGHTARG = sla_target, FUNCTION = sla_target_ne, COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (sla_target, sla_target) IS 'True when the targets differ in kind or amount.';
CREATE OPERATOR CLASS sla_target_hash_ops DEFAULT FOR TYPE sla_target USING hash AS
	OPERATOR 1 = (sla_target, sla_target),
	FUNCTION 1 sla_target_hash(sla_target);
COMMENT ON OPERATOR CLASS sla_target_hash_ops USING hash IS 'Hash joins and grouping of targets.';
COMMENT ON OPERATOR FAMILY sla_target_hash_ops USING hash IS 'Hash joins and grouping of targets.';

-- since: 0.1.0
CREATE FUNCTION due_at(calendar calendar, start_at timestamptz, target sla_target) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_due_at';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target) IS
'Earliest instant at which the target is used up.';

-- since: 0.1.0
CREATE FUNCTION due_at(calendar calendar, start_at timestamptz, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_due_at';
COMMENT ON FUNCTION due_at(calendar, timestamptz, sla_target, tstzmultirange) IS
'Earliest instant at which the target is used up; the clock stands still in the pauses.';

-- since: 0.1.0
CREATE FUNCTION breach_at(calendar calendar, start_at timestamptz, target sla_target) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_breach_at';
COMMENT ON FUNCTION breach_at(calendar, timestamptz, sla_target) IS
'First instant from which the target is exceeded.';

-- since: 0.1.0
CREATE FUNCTION breach_at(calendar calendar, start_at timestamptz, target sla_target, pauses tstzmultirange) RETURNS timestamptz
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 4
AS 'MODULE_PATHNAME', 'csq_breach_at';
COMMENT ON FUNCTION breach_at(calendar, timestamptz, sla_target, tstzmultirange) IS
'First instant from which the target is exceeded; the clock stands still in the pauses.';

-- since: 0.1.0
CREATE FUNCTION target_unit(target sla_target) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_target_unit';
COMMENT ON FUNCTION target_unit(sla_target) IS
'What a target counts, for instance business seconds or calendar days.';

-- since: 0.1.0
CREATE FUNCTION target_amount(target sla_target) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1
AS 'MODULE_PATHNAME', 'csq_target_amount';
COMMENT ON FUNCTION target_amount(sla_target) IS
'How many of its units a target is.';

-- --------------------------------------------------------------- repeats ----

-- @type repeats: merges json cost=500 merge=100 space=256
-- Contacts by customer and issue, hashed: who had to come again within a window, and of whom that is not known yet; mergeable.
-- rollup: The contacts of both.

-- ---- counting

-- A text is an instant in ISO 8601 with a zone.
-- @each who: text bigint uuid
-- @each at,as,how: timestamptz,timestamptz,at_at timestamptz,text,at_text text,timestamptz,text_at text,text,text_text
CREATE FUNCTION csq_internal.repeat_append(state repeats, customer @who@, issue text, at @at@, within interval, as_of @as@) RETURNS repeats
LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2
AS 'MODULE_PATHNAME', 'csq_repeat_append_@who@_@how@';
COMMENT ON FUNCTION csq_internal.repeat_append(repeats, @who@, text, @at@, interval, @as@) IS
'Adds a row to the state of repeat_agg().';

CREATE AGGREGATE repeat_agg(customer @who@, issue text, at @at@, within interval, as_of @as@) (
  SFUNC = csq_internal.repeat_append, STYPE = repeats, SSPACE = 256, COMBINEFUNC = csq_internal.repeats_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE repeat_agg(@who@, text, @at@, interval, @as@) IS
'Keeps contacts as known at as_of: one of the same customer and issue that follows within the window is a repeat. Customers and issues are hashed, no name is kept.';
-- @end
-- @end

-- ---- reading

CREATE FUNCTION contacts(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_contacts';
COMMENT ON FUNCTION contacts(repeats) IS
'Number of contacts.';

CREATE FUNCTION first_contacts(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_first';
COMMENT ON FUNCTION first_contacts(repeats) IS
'Contacts that no other of the same customer and issue preceded within the window.';

CREATE FUNCTION repeated(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_repeated';
COMMENT ON FUNCTION repeated(repeats) IS
'First contacts that another followed within the window.';

CREATE FUNCTION pending(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_pending';
COMMENT ON FUNCTION pending(repeats) IS
'First contacts that no other has followed and whose window is not over: it is not known yet.';

CREATE FUNCTION missing(repeats repeats) RETURNS bigint
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_missing';
COMMENT ON FUNCTION missing(repeats) IS
'Number of rows without customer or instant.';

CREATE FUNCTION rate_summary(repeats repeats) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_rate';
COMMENT ON FUNCTION rate_summary(repeats) IS
'Repeated as hits of the first contacts whose window is over.';

CREATE FUNCTION resolved_at_first(repeats repeats) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_resolved';
COMMENT ON FUNCTION resolved_at_first(repeats) IS
'First-contact resolution: those not repeated as hits of the first contacts whose window is over.';

CREATE FUNCTION repeat_share(repeats repeats) RETURNS rate_summary
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 500
AS 'MODULE_PATHNAME', 'csq_repeats_share';
COMMENT ON FUNCTION repeat_share(repeats) IS
'Contacts that are repeats as hits of all contacts.';

-- ------------------------------------------------------------------ text ----

CREATE FUNCTION normalize_text(text text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_normalize_text';
COMMENT ON FUNCTION normalize_text(text) IS
'Text in the form in which csq compares texts: Unicode NFKC_Casefold, white space collapsed to single spaces.';

CREATE FUNCTION tokens(text text) RETURNS text[]
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50
AS 'MODULE_PATHNAME', 'csq_tokens';
COMMENT ON FUNCTION tokens(text) IS
'Tokens of a text in order: words and numbers whole, Han runs as overlapping pairs of characters; no dictionary.';

CREATE FUNCTION mask_pii(text text) RETURNS text
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20
AS 'MODULE_PATHNAME', 'csq_mask_pii';
COMMENT ON FUNCTION mask_pii(text) IS
'Text with telephone and identity numbers, bank cards and accounts, Chinese plates and e-mail addresses masked, character for character.';

CREATE FUNCTION amounts(text text,
    OUT amount float8, OUT currency text, OUT start_at int, OUT evidence text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50 ROWS 2
AS 'MODULE_PATHNAME', 'csq_amounts';
COMMENT ON FUNCTION amounts(text) IS
'Sums of money that a text names, in digits or Chinese numerals, with currency, place and wording.';

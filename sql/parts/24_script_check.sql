
-- ---------------------------------------------- scripts and conversations ----

CREATE FUNCTION script_check(script jsonb, transcript jsonb,
    OUT rule text, OUT passed bool, OUT weight float8, OUT red_line bool, OUT turn int, OUT evidence text) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 10
AS 'MODULE_PATHNAME', 'csq_script_check';
COMMENT ON FUNCTION script_check(jsonb, jsonb) IS
'Rules of a script over a conversation, a row for each: kept, broken or (NULL) not applicable, with the turn and the words that show it.';

CREATE FUNCTION script_score(script jsonb, transcript jsonb) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_script_score';
COMMENT ON FUNCTION script_score(jsonb, jsonb) IS
'Weight of the rules that were kept over that of those that apply, 0 to 1; 0 when a red line was crossed.';

CREATE FUNCTION talk(transcript jsonb, OUT speaker text, OUT turns int, OUT seconds float8, OUT share float8, OUT characters bigint,
    OUT characters_per_minute float8, OUT interruptions int) RETURNS SETOF record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200 ROWS 2
AS 'MODULE_PATHNAME', 'csq_talk_figures';
COMMENT ON FUNCTION talk(jsonb) IS
'Who talked how much in a conversation, how fast, and how often into the words of another.';

CREATE FUNCTION silence(transcript jsonb, OUT seconds float8, OUT share float8, OUT longest float8, OUT turn int) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_silence_figures';
COMMENT ON FUNCTION silence(jsonb) IS
'Time of a conversation in which nobody talks, its share, the longest piece and the turn before it; NULL without times.';

CREATE FUNCTION relevance(question text, reply text) RETURNS float8
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200
AS 'MODULE_PATHNAME', 'csq_reply_relevance';
COMMENT ON FUNCTION relevance(text, text) IS
'Share of the words and pairs of characters of a question that a reply takes up, 0 to 1: near 0 for a template.';

-- --------------------------------------------------------------- emotion ----

CREATE FUNCTION emotion(lexicon lexicon, text text,
    OUT emotion text, OUT intensity int, OUT ekman text, OUT valence float8, OUT evidence text) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 150
AS 'MODULE_PATHNAME', 'csq_emotion_text';
COMMENT ON FUNCTION emotion(lexicon, text) IS
'Emotion that the words of a text show, with intensity (0 to 4), valence (-4 to 4) and wording.';

CREATE FUNCTION emotion_trajectory(lexicon lexicon, transcript jsonb, speaker text,
    OUT turns int, OUT first float8, OUT last float8, OUT change float8, OUT recovered boolean,
    OUT worst_turn int, OUT worst float8, OUT emotions text[]) RETURNS record
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000
AS 'MODULE_PATHNAME', 'csq_emotion_trajectory';
COMMENT ON FUNCTION emotion_trajectory(lexicon, jsonb, text) IS
'How the emotion of one speaker moved through a conversation: first against last third, recovered or not, worst turn.';

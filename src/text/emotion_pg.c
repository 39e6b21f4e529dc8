/*
 * emotion_pg.c
 *		SQL shell: emotion of a text, and its way through a conversation.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "pg/csq.h"
#include "text/conversation.h"
#include "text/emotion.h"
#include "text/lexicon_pg.h"
#include "text/script_check.h"

static void
read_emotion(const CsqMatcher *m, const char *text, size_t len, CsqEmotion *e, CsqText *evidence)
{
	CsqChars chars;
	CsqError err;

	if (!csq_chars_read(&chars, text, len, CSQ_CHARS_MATCH, &err) || !csq_emotion(m, &chars, e, &err))
		csq_throw(&err);
	*evidence = (CsqText){NULL, 0};
	if (e->intensity > 0)
		*evidence = (CsqText){text + chars.at[e->from], chars.end[e->to - 1] - chars.at[e->from]};
	csq_chars_free(&chars);
}

static Datum
result(FunctionCallInfo fcinfo, Datum *values, bool *nulls)
{
	TupleDesc desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "csq: emotion must return a row");
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}

/*
 * emotion(lexicon, text, OUT emotion text, OUT intensity int, OUT ekman text, OUT valence float8, OUT evidence text)
 *
 * The best label of the axis "emotion" with its intensity (0 to 4), the emotion of Ekman that it maps to, and its
 * strongest wording; valence, -4 to 4, is satisfied against all others.
 * NULL:    NULL; emotion, ekman and evidence where the words show none (intensity 0); all of a text without a letter,
 *          digit, ideograph or evidence: nothing is known of it.
 * Errors:  22023 the lexicon has no axis emotion; 54000 text over 16 MB; 0A000 not UTF-8.
 * Cost:    O(length).
 * Source:  Ekman: An argument for basic emotions, Cognition and Emotion 6 (1992).
 */
PG_FUNCTION_INFO_V1(csq_emotion_text);
Datum
csq_emotion_text(PG_FUNCTION_ARGS)
{
	CsqMatcher *m;
	text       *source;
	CsqEmotion  e;
	CsqText     evidence;
	Datum       values[5];
	bool        nulls[5] = {false};

	csq_require_utf8();
	m = csq_compiled_kept(fcinfo, 0, csq_compile_lexicon);
	source = PG_GETARG_TEXT_PP(1);
	read_emotion(m, VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source), &e, &evidence);
	nulls[0] = nulls[4] = e.intensity == 0;
	nulls[1] = nulls[3] = !e.known;
	nulls[2] = e.ekman == NULL;
	values[0] = nulls[0] ? (Datum) 0 : PointerGetDatum(cstring_to_text_with_len(e.label.s, (int) e.label.len));
	values[1] = Int32GetDatum(e.intensity);
	values[2] = nulls[2] ? (Datum) 0 : CStringGetTextDatum(e.ekman);
	values[3] = Float8GetDatum(e.valence);
	values[4] = nulls[4] ? (Datum) 0 : PointerGetDatum(cstring_to_text_with_len(evidence.s, (int) evidence.len));
	PG_RETURN_DATUM(result(fcinfo, values, nulls));
}

/*
 * emotion_trajectory(lexicon, transcript jsonb, speaker text, OUT turns int, OUT first float8, OUT last float8,
 *					  OUT change float8, OUT recovered bool, OUT worst_turn int, OUT worst float8, OUT emotions text[])
 *
 * The valence of the speaker's turns: mean of the first and of the last third, their difference, the lowest and the
 * turn (of all, from 1) that has it; emotions has one entry for each of the speaker's turns.
 * recovered: it was below 0 and the last third is not; NULL when it never was.
 * NULL:    NULL; all but turns when the speaker has no turn, all but turns and emotions when nothing is known of any.
 *          A turn without a letter, digit, ideograph or evidence is in no mean.
 * Errors:  22P02 a transcript that is none; else as emotion.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_emotion_trajectory);
Datum
csq_emotion_trajectory(PG_FUNCTION_ARGS)
{
	CsqMatcher   *m;
	Jsonb        *json = PG_GETARG_JSONB_P(1);
	char         *written = JsonbToCString(NULL, &json->root, VARSIZE(json));
	text         *speaker = PG_GETARG_TEXT_PP(2);
	CsqText       named = {VARDATA_ANY(speaker), VARSIZE_ANY_EXHDR(speaker)};
	CsqTranscript t;
	CsqTrajectory way;
	CsqError      err;
	double       *valence;
	size_t       *turn;
	Datum        *emotion;
	bool         *none;
	size_t        n = 0;     /* turns of the speaker */
	size_t        known = 0; /* of which something is known */
	int           dims;
	int           lower = 1;
	Datum         values[8] = {0};
	bool          nulls[8] = {false, true, true, true, true, true, true, true};

	csq_require_utf8();
	m = csq_compiled_kept(fcinfo, 0, csq_compile_lexicon);
	if (!csq_transcript_parse(written, strlen(written), &t, &err))
		csq_throw(&err);
	valence = palloc((t.n + 1) * sizeof *valence);
	turn = palloc((t.n + 1) * sizeof *turn);
	emotion = palloc0((t.n + 1) * sizeof *emotion);
	none = palloc0((t.n + 1) * sizeof *none);
	for (size_t i = 0; i < t.n; i++)
	{
		const CsqTurn *x = &t.turn[i];
		CsqEmotion     e;
		CsqText        evidence;

		if (!csq_is_speaker(&x->speaker, &named))
			continue;
		read_emotion(m, x->text.s, x->text.len, &e, &evidence);
		if (e.known)
		{
			valence[known] = e.valence;
			turn[known++] = i;
		}
		none[n] = e.intensity == 0;
		if (!none[n])
			emotion[n] = PointerGetDatum(cstring_to_text_with_len(e.label.s, (int) e.label.len));
		n++;
	}
	values[0] = Int32GetDatum((int32) n);
	nulls[7] = n == 0;
	if (known > 0)
	{
		csq_trajectory(valence, known, &way);
		memset(nulls, 0, sizeof nulls);
		values[1] = Float8GetDatum(way.first);
		values[2] = Float8GetDatum(way.last);
		values[3] = Float8GetDatum(way.last - way.first);
		nulls[4] = way.recovered < 0;
		values[4] = BoolGetDatum(way.recovered > 0);
		values[5] = Int32GetDatum((int32) turn[way.worst_turn] + 1);
		values[6] = Float8GetDatum(way.worst);
	}
	if (n > 0)
	{
		dims = (int) n;
		values[7] =
			PointerGetDatum(construct_md_array(emotion, none, 1, &dims, &lower, TEXTOID, -1, false, TYPALIGN_INT));
	}
	PG_RETURN_DATUM(result(fcinfo, values, nulls));
}

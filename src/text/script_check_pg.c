/*
 * script_check_pg.c
 *		SQL shell: scripts over conversations, figures of a conversation, relevance of a reply.
 *
 * A script is compiled once per call site (value_cache_pg.c).
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "nodes/execnodes.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "pg/csq.h"
#include "text/conversation.h"

static void *
compile_script(struct varlena *value)
{
	Jsonb     *json = (Jsonb *) value;
	char      *text = JsonbToCString(NULL, &json->root, VARSIZE(json));
	CsqScript *s;
	CsqError   err;

	if (!csq_script_parse(text, strlen(text), &s, &err))
		csq_throw(&err);
	return s;
}

static void
transcript_argument(FunctionCallInfo fcinfo, int n, CsqTranscript *t)
{
	Jsonb   *json = PG_GETARG_JSONB_P(n);
	char    *text = JsonbToCString(NULL, &json->root, VARSIZE(json));
	CsqError err;

	csq_require_utf8();
	if (!csq_transcript_parse(text, strlen(text), t, &err))
		csq_throw(&err);
}

static Datum
text_datum(CsqText t)
{
	return PointerGetDatum(cstring_to_text_with_len(t.s, (int) t.len));
}

/*
 * script_check(script jsonb, transcript jsonb)
 *		-> setof (rule text, passed bool, weight float8, red_line bool, turn int, evidence text)
 *
 * A row for each rule, in their order: passed is NULL where the rule does not apply or what it needs is not known.
 * turn (from 1) and evidence say where it was kept or broken.
 * NULL:    no rows.
 * Errors:  22P02 a script or transcript that is none; 54000 a turn over 16 MB.
 * Cost:    phrases x characters.
 */
PG_FUNCTION_INFO_V1(csq_script_check);
Datum
csq_script_check(PG_FUNCTION_ARGS)
{
	ReturnSetInfo   *rsinfo = csq_srf_begin(fcinfo);
	const CsqScript *s = csq_compiled(fcinfo, 0, compile_script);
	CsqTranscript    t;

	transcript_argument(fcinfo, 1, &t);
	for (size_t i = 0; i < csq_script_rules(s); i++)
	{
		CsqScriptResult r;
		CsqError        err;
		Datum           values[6];
		bool            nulls[6] = {0};

		if (!csq_script_rule(s, i, &t, &r, &err))
			csq_throw(&err);
		values[0] = text_datum(r.rule);
		values[1] = BoolGetDatum(r.verdict == CSQ_PASSED);
		nulls[1] = r.verdict == CSQ_NOT_APPLICABLE;
		values[2] = Float8GetDatum(r.weight);
		values[3] = BoolGetDatum(r.red_line);
		values[4] = Int32GetDatum(r.turn);
		nulls[4] = r.turn == 0;
		values[5] = (Datum) 0;
		nulls[5] = r.turn == 0 || r.evidence.s == NULL;
		if (!nulls[5])
			values[5] = text_datum(r.evidence);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * script_score(script jsonb, transcript jsonb) -> float8
 *
 * Weight of the rules that were kept over that of those that apply, 0..1; 0 when a red line was crossed.
 * NULL:    NULL; no rule with a weight applies.
 * Errors:  as script_check().
 */
PG_FUNCTION_INFO_V1(csq_script_score);
Datum
csq_script_score(PG_FUNCTION_ARGS)
{
	const CsqScript *s = csq_compiled(fcinfo, 0, compile_script);
	CsqTranscript    t;
	double           kept = 0, all = 0;
	bool             crossed = false;

	transcript_argument(fcinfo, 1, &t);
	for (size_t i = 0; i < csq_script_rules(s); i++)
	{
		CsqScriptResult r;
		CsqError        err;

		if (!csq_script_rule(s, i, &t, &r, &err))
			csq_throw(&err);
		if (r.verdict == CSQ_NOT_APPLICABLE)
			continue;
		all += r.weight;
		kept += r.verdict == CSQ_PASSED ? r.weight : 0;
		crossed |= r.verdict == CSQ_FAILED && r.red_line;
	}
	if (crossed)
		PG_RETURN_FLOAT8(0);
	if (!(all > 0))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(kept / all);
}

/*
 * talk(transcript jsonb) -> setof (speaker text, turns int, seconds float8, share float8, characters bigint,
 *		characters_per_minute float8, interruptions int)
 *
 * Who talked how much, in the order of the first turns.  interruptions: turns begun while somebody else was talking.
 * NULL:    no rows; what needs times that the transcript does not have.
 */
PG_FUNCTION_INFO_V1(csq_talk_figures);
Datum
csq_talk_figures(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqTranscript  t;
	CsqTalk       *talk;
	size_t         n;

	transcript_argument(fcinfo, 0, &t);
	talk = csq_talk(&t, &n);
	for (size_t i = 0; i < n; i++)
	{
		const CsqTalk *k = &talk[i];
		Datum          values[7];
		bool           nulls[7] = {0};

		values[0] = text_datum(k->speaker);
		values[1] = Int32GetDatum(k->turns);
		values[2] = Float8GetDatum(k->seconds);
		nulls[2] = isnan(k->seconds);
		values[3] = Float8GetDatum(k->share);
		nulls[3] = isnan(k->share);
		values[4] = Int64GetDatum(k->characters);
		values[5] = Float8GetDatum((double) k->characters * 60 / k->seconds);
		nulls[5] = !(k->seconds > 0);
		values[6] = Int32GetDatum(k->interruptions);
		nulls[6] = k->interruptions < 0;
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * silence(transcript jsonb) -> (seconds float8, share float8, longest float8, turn int)
 *
 * Time between the first start and the last end in which nobody talks, its share, the longest piece and the turn
 * before it.
 * NULL:    NULL; where a turn has no start or end.
 */
PG_FUNCTION_INFO_V1(csq_silence_figures);
Datum
csq_silence_figures(PG_FUNCTION_ARGS)
{
	CsqTranscript t;
	CsqSilence    s;
	Datum         values[4];
	bool          nulls[4];

	transcript_argument(fcinfo, 0, &t);
	s = csq_silence(&t);
	values[0] = Float8GetDatum(s.seconds);
	values[1] = Float8GetDatum(s.share);
	values[2] = Float8GetDatum(s.longest);
	values[3] = Int32GetDatum(s.turn);
	nulls[0] = isnan(s.seconds);
	nulls[1] = isnan(s.share);
	nulls[2] = isnan(s.longest);
	nulls[3] = s.turn == 0;
	return csq_row_datum(fcinfo, values, nulls);
}

/*
 * relevance(question text, reply text) -> float8
 *
 * Share of the distinct tokens of the question (words, pairs of Han characters) that the reply has, too, 0..1.
 * NULL:    NULL; a question without any token.
 * Errors:  54000 longer than 16 MB; 0A000 the database is not UTF-8.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_reply_relevance);
Datum
csq_reply_relevance(PG_FUNCTION_ARGS)
{
	text    *q = PG_GETARG_TEXT_PP(0);
	text    *r = PG_GETARG_TEXT_PP(1);
	double   share;
	CsqError err;

	csq_require_utf8();
	if (!csq_relevance(VARDATA_ANY(q), VARSIZE_ANY_EXHDR(q), VARDATA_ANY(r), VARSIZE_ANY_EXHDR(r), &share, &err))
		csq_throw(&err);
	if (isnan(share))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(share);
}

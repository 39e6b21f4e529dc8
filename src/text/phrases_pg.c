/*
 * phrases_pg.c
 *		SQL shell of the phrases that come with csq: as rows, and compiled.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "pg/csq.h"
#include "text/phrases.h"
#include "base/literal.h"
#include "pg/args_pg.h"

typedef struct Topic
{
	const char         *name;
	const CsqPhraseRow *table[2];
} Topic;

static const Topic topics[] = {{"category", {csq_phrases_product, csq_phrases_cause}},
                               {"product", {csq_phrases_product, NULL}},
                               {"cause", {csq_phrases_cause, NULL}},
                               {"severity", {csq_phrases_severity, csq_phrases_severity_zh}},
                               {"scene", {csq_phrases_scene, NULL}},
                               {"emotion", {csq_phrases_emotion, NULL}},
                               {"script", {csq_phrases_script, NULL}}};

static const Topic *
topic_arg(FunctionCallInfo fcinfo, int argno)
{
	CsqText name = csq_text_arg(fcinfo, argno);

	for (size_t i = 0; i < lengthof(topics); i++)
		if (csq_option_is(name, topics[i].name))
			return &topics[i];
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unknown topic \"%s\"", csq_quoted(name.s, name.len).s),
	         errdetail("Topics are category, product, cause, severity, scene, emotion and script.")));
}

static const char *
lang_arg(FunctionCallInfo fcinfo, int argno)
{
	CsqText lang = csq_text_arg(fcinfo, argno);

	if (csq_option_is(lang, "zh"))
		return "zh";
	if (csq_option_is(lang, "en"))
		return "en";
	ereport(ERROR,
	        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
	         errmsg("unknown language \"%s\"", csq_quoted(lang.s, lang.len).s), errdetail("Languages are zh and en."),
	         errhint("Lexicons of two languages add up: lexicon('cause', 'zh') + lexicon('cause', 'en').")));
}

/* Calls take(row) for each phrase of a topic in a language, in the normal form of lexicon rows. */
static void
each_phrase(const Topic *topic, const char *lang, void (*take)(void *arg, const CsqLexRow *row), void *arg)
{
	for (int t = 0; t < 2 && topic->table[t] != NULL; t++)
		for (const CsqPhraseRow *p = topic->table[t]; p->lang != NULL; p++)
		{
			if (strcmp(p->lang, lang) != 0)
				continue;
			for (const char *s = p->phrases; *s != '\0';)
			{
				size_t    len = strcspn(s, "|");
				CsqLexRow row;
				CsqError  err;

				if (!csq_lexicon_row(&row, (CsqText){p->axis, strlen(p->axis)}, (CsqText){p->label, strlen(p->label)},
				                     (CsqText){s, len}, p->weight, p->negation, &err))
					csq_throw(&err);
				take(arg, &row);
				s += len + (s[len] == '|');
			}
		}
}

static void
put_row(void *arg, const CsqLexRow *row)
{
	Datum values[5];
	bool  nulls[5] = {false};

	values[0] = PointerGetDatum(cstring_to_text_with_len(row->axis.s, (int) row->axis.len));
	values[1] = PointerGetDatum(cstring_to_text_with_len(row->label.s, (int) row->label.len));
	values[2] = PointerGetDatum(cstring_to_text_with_len(row->phrase.s, (int) row->phrase.len));
	values[3] = Float8GetDatum(row->weight);
	values[4] = CStringGetTextDatum(csq_negation_name(row->negation));
	csq_srf_row(arg, values, nulls);
}

/*
 * default_lexicon(topic text, lang text) -> setof (axis, label, phrase, weight float8, negation text)
 *
 * The phrases that come with csq, as rows for lexicon_agg.
 * NULL:    no rows.
 * Errors:  22023 unknown topic or language; 0A000 the database is not UTF-8.
 * Cost:    O(phrases), about a millisecond.
 */
PG_FUNCTION_INFO_V1(csq_default_lexicon);
Datum
csq_default_lexicon(PG_FUNCTION_ARGS)
{
	struct ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);

	csq_require_utf8();
	each_phrase(topic_arg(fcinfo, 0), lang_arg(fcinfo, 1), put_row, rsinfo);
	return (Datum) 0;
}

static void
add_row(void *arg, const CsqLexRow *row)
{
	csq_lexicon_add_row(arg, row);
}

/*
 * lexicon(topic text, lang text) -> lexicon
 *
 * The same phrases as a lexicon: what lexicon_agg makes of default_lexicon.
 * NULL:    NULL.
 * Errors:  as default_lexicon.
 * Cost:    as default_lexicon; constant arguments are computed once, at planning.
 */
PG_FUNCTION_INFO_V1(csq_lexicon_topic);
Datum
csq_lexicon_topic(PG_FUNCTION_ARGS)
{
	CsqLexRows  rows = {0};
	CsqError    err;
	size_t      size;
	CsqLexicon *lx;

	csq_require_utf8();
	each_phrase(topic_arg(fcinfo, 0), lang_arg(fcinfo, 1), add_row, &rows);
	csq_lexicon_canonical(&rows);
	lx = csq_lexicon_pack(&rows, &size, &err);
	if (lx == NULL)
		csq_throw(&err);
	SET_VARSIZE(lx, size);
	PG_RETURN_POINTER(lx);
}

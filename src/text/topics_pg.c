/*
 * topics_pg.c
 *		SQL shell of terms and topics.
 */
#include "postgres.h"

#include "catalog/pg_type_d.h"
#include "fmgr.h"
#include "nodes/execnodes.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "pg/tally_pg.h"
#include "base/stats.h"
#include "text/topics.h"

CSQ_TALLY_FUNCTIONS(terms_tally, csq_terms_type)
CSQ_TALLY_FUNCTIONS(topics_tally, csq_topics_type)

/*
 * Text: {"v":1,"rows":[[term, texts],...]}, the term "" with the number of all texts; binary likewise (tally.c).
 * Errors: 22P02, 22P03 for what is none; 0A000 in a database that is not UTF-8.  Cost: O(terms).
 */
CSQ_STORED_TYPE(terms, terms_tally, .utf8 = true, .check = terms_tally_check, .open = terms_tally_open)
CSQ_STORED_JSON(terms, terms_type)
CSQ_STORED_MERGE(terms, CsqTally, terms_tally_check, terms_tally_merge)

/* The same with [text, how often it came]. */
CSQ_STORED_TYPE(topic_summary, topics_tally, .utf8 = true, .check = topics_tally_check, .open = topics_tally_open)
CSQ_STORED_JSON(topic_summary, topic_summary_type)
CSQ_STORED_MERGE(topic_summary, CsqTally, topics_tally_check, topics_tally_merge)

static Datum
append(FunctionCallInfo fcinfo, const CsqTallyType *type, CsqCheck check,
       bool (*add)(CsqTally **, const char *, size_t, CsqError *))
{
	CsqTally *t;
	text     *document;
	CsqError  err;

	if (PG_ARGISNULL(1))
		return csq_tally_unchanged(fcinfo, check);
	csq_require_utf8();
	document = PG_GETARG_TEXT_PP(1);
	t = csq_tally_state(fcinfo, type, check, 0, &(CsqText){"", 0});
	if (!add(&t, VARDATA_ANY(document), VARSIZE_ANY_EXHDR(document), &err))
		csq_throw(&err);
	PG_RETURN_POINTER(t);
}

/*
 * terms_append(terms, document text) -> terms
 *
 * Transition function of terms_agg.
 * NULL:    a NULL document adds nothing.
 * Errors:  54000 a document over 16 MB, terms over 1 GB.
 * Cost:    O(length of the document).
 */
PG_FUNCTION_INFO_V1(csq_terms_append);
Datum
csq_terms_append(PG_FUNCTION_ARGS)
{
	return append(fcinfo, &csq_terms_type, terms_tally_check, csq_terms_add);
}

/* topics_append(topic_summary, document text) -> topic_summary: transition function of topics_agg. */
PG_FUNCTION_INFO_V1(csq_topics_append);
Datum
csq_topics_append(PG_FUNCTION_ARGS)
{
	return append(fcinfo, &csq_topics_type, topics_tally_check, csq_topics_add);
}

/*
 * compare(since terms, now terms) -> setof (term text, before bigint, after bigint, z float8, p_value float8)
 *
 * Terms of either with the number of texts that have them, what became more frequent first.  z: log-odds over their
 * standard error under a prior of ten texts with the pooled share; p_value: two-sided.
 * NULL:    no rows.
 * Cost:    O(terms log terms).
 * Source:  Monroe, Colaresi and Quinn, Fightin' Words (2008).
 */
PG_FUNCTION_INFO_V1(csq_compare_terms);
Datum
csq_compare_terms(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqTermChange *c;
	size_t         n;

	c = csq_terms_compare(csq_stored_arg(fcinfo, 0, &terms_type), csq_stored_arg(fcinfo, 1, &terms_type), &n);
	for (size_t i = 0; i < n; i++)
	{
		Datum values[5];
		bool  nulls[5] = {false};

		csq_poll(i);
		values[0] = csq_label_datum(&c[i].term);
		values[1] = Int64GetDatum(c[i].before);
		values[2] = Int64GetDatum(c[i].after);
		values[3] = Float8GetDatum(c[i].z);
		values[4] = Float8GetDatum(csq_normal_two_sided(c[i].z));
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_compare_terms, CsqTally, v->rows)

/*
 * topics(summary topic_summary [, groups int]) -> setof (topic int, n bigint, share float8, terms text[], example text)
 *
 * The texts grouped by what they have in common, the largest group first; topic NULL, the last, has what has nothing
 * in common with the rest.  Without groups their number goes with that of the texts.
 * NULL:    no rows.
 * Errors:  22023 groups not within 1 and 50.
 * Cost:    O(texts x terms of a text x groups x rounds), at most 15 rounds; 8 bytes a term and group.
 * Source:  Dhillon and Modha, Concept decompositions (2001).
 */
PG_FUNCTION_INFO_V1(csq_topics_groups);
Datum
csq_topics_groups(PG_FUNCTION_ARGS)
{
	ReturnSetInfo  *rsinfo = csq_srf_begin(fcinfo);
	const CsqTally *summary = csq_stored_arg(fcinfo, 0, &topic_summary_type);
	int32           groups = PG_NARGS() > 1 ? PG_GETARG_INT32(1) : 0;
	CsqTopic       *t;
	size_t          n;
	double          total = 0;
	CsqError        err;

	if (PG_NARGS() > 1 && (groups < 1 || groups > CSQ_MAX_TOPICS))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("groups must lie between 1 and %d, not %d", CSQ_MAX_TOPICS, groups),
		                errhint("Leave it out for a number that goes with that of the texts: topics(summary).")));
	if (!csq_topics(summary, groups, &t, &n, &err))
		csq_throw(&err);
	for (size_t i = 0; i < n; i++)
		total += (double) t[i].n;
	for (size_t i = 0; i < n; i++)
	{
		Datum values[5];
		bool  nulls[5] = {false};
		Datum terms[CSQ_TOPIC_TERMS];

		for (int k = 0; k < t[i].terms; k++)
			terms[k] = csq_label_datum(&t[i].term[k]);
		values[0] = Int32GetDatum((int32) i + 1);
		nulls[0] = t[i].terms == 0;
		values[1] = Int64GetDatum(t[i].n);
		values[2] = Float8GetDatum((double) t[i].n / total);
		values[3] = PointerGetDatum(construct_array(terms, t[i].terms, TEXTOID, -1, false, TYPALIGN_INT));
		values[4] = csq_label_datum(&t[i].example);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

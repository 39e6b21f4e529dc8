/*
 * lexicon_pg.c
 *		SQL shell of the lexicon: type, aggregates, set algebra, matching, scoring.
 *
 * The aggregate state is the type: a varlena with slack that the transition
 * function appends to in place.  When it is full its rows are made canonical
 * first, and only if that frees less than half is it doubled, so that repeated
 * rows cost no memory.
 */
#include "postgres.h"

#include "pg/rows_pg.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "pg/args_pg.h"
#include "text/lexicon_pg.h"
#include "pg/stored_type_pg.h"

/* ---- values ---- */

static CsqText
text_of(const text *t)
{
	return (CsqText){VARDATA_ANY(t), VARSIZE_ANY_EXHDR(t)};
}

static void
rows_of(const CsqLexicon *lx, CsqLexRows *rows)
{
	CsqError err;

	if (!csq_lexicon_rows(lx, VARSIZE(lx), rows, &err))
		csq_throw(&err);
}

static CsqLexicon *
pack(const CsqLexRows *rows)
{
	CsqError    err;
	size_t      size;
	CsqLexicon *lx = csq_lexicon_pack(rows, &size, &err);

	if (lx == NULL)
		csq_throw(&err);
	SET_VARSIZE(lx, size);
	return lx;
}

/* ---- type ---- */

static const void *
opened(const void *value, CsqError *err)
{
	CsqLexRows *rows = csq_alloc(sizeof *rows);

	return csq_lexicon_rows(value, VARSIZE(value), rows, err) ? rows : NULL;
}

static CsqLexicon *
lexicon_parse(const char *text, size_t len, CsqError *err)
{
	CsqLexRows rows;

	return csq_lexicon_parse(text, len, &rows, err) ? pack(&rows) : NULL;
}

static CsqLexicon *
lexicon_read(const void *data, size_t len, CsqError *err)
{
	CsqLexRows rows;

	return csq_lexicon_read(data, len, &rows, err) ? pack(&rows) : NULL;
}

static void
lexicon_text(const CsqLexRows *rows, CsqBuf *out)
{
	csq_lexicon_text(out, rows);
}

static void
lexicon_write(const CsqLexRows *rows, CsqBuf *out)
{
	csq_lexicon_write(out, rows);
}

/*
 * lexicon_in, _out, _recv, _send; lexicon_eq, lexicon_ne: operators = and <>
 *
 * Forms: see lexicon_text.c.  Equal: the same rows, of each key the one that counts.
 * Errors:  in: 22P02 syntax; 22023, 22003, 54000 a row that breaks a rule; 0A000 reserved
 *          syntax; recv: 22P03.
 * Cost:    in: O(rows log rows); the others: O(rows).
 */
CSQ_STORED_TYPE(lexicon, lexicon, .utf8 = true, .open = opened)

/* ---- aggregates ---- */

/* A state with room for more bytes, in the current context; used and rows are the old ones. */
static CsqLexicon *
make_room(CsqLexicon *state, size_t more)
{
	CsqLexRows  rows;
	CsqLexicon *bigger;
	size_t      used = 0;
	size_t      size;

	memset(&rows, 0, sizeof rows);
	if (state != NULL)
		rows_of(state, &rows);
	for (size_t i = 0; i < rows.n; i++)
		used += csq_lexicon_row_size(&rows.row[i]);
	if (rows.n >= CSQ_LEXICON_MAX_ROWS || used + more > MaxAllocSize / 2 - 1024)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
		                errmsg("lexicon of %zu rows and %zu bytes is too large", rows.n, used),
		                errdetail("The limit is %d rows and 512 MB.", CSQ_LEXICON_MAX_ROWS)));
	size = CSQ_LEXICON_HEADER + 2 * (used + more) + 512;
	bigger = palloc0(size);
	SET_VARSIZE(bigger, size);
	bigger->stored.version = CSQ_LEXICON_VERSION;
	bigger->stored.flags = rows.exact ? CSQ_LEXICON_EXACT : 0;
	for (size_t i = 0; i < rows.n; i++)
	{
		csq_lexicon_put_row(bigger->data + bigger->used, &rows.row[i]);
		bigger->used += (uint32_t) csq_lexicon_row_size(&rows.row[i]);
		bigger->nrows++;
	}
	if (rows.row != NULL)
		pfree(rows.row);
	return bigger;
}

static bool
has_room(const CsqLexicon *state, size_t more)
{
	return VARSIZE(state) - CSQ_LEXICON_HEADER - state->used >= more;
}

/* A state that rows were appended to: of this version, in no order. */
static void
become(CsqLexicon *state, bool exact)
{
	state->stored.version = CSQ_LEXICON_VERSION;
	state->stored.flags = exact ? CSQ_LEXICON_EXACT : 0;
}

static void
check_value(const CsqLexicon *lx)
{
	CsqError err;

	if (!csq_lexicon_check(lx, VARSIZE(lx), &err))
		csq_throw(&err);
}

/* lexicon_agg(label, phrase, weight, 'flip'): the effect of negation, in the place of the axis. */
static void
refuse_effect_as_axis(CsqText axis)
{
	CsqNegation effect;
	CsqError    err;

	if (csq_negation_parse(&effect, axis.s, axis.len, &err))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("the axis of a lexicon row is \"%s\", an effect of negation", csq_negation_name(effect)),
		         errdetail("The axis comes before the effect: lexicon_agg(label, phrase, weight, axis, negation)."),
		         errhint("Write lexicon_agg(label, phrase, weight, 'category', '%s').", csq_negation_name(effect))));
}

/*
 * lexicon_agg_step(state lexicon, label text, phrase text, weight float8 [, axis text [, negation text]]) -> lexicon
 *
 * Transition function of lexicon_agg.  A row without label, phrase or weight is
 * ignored; axis NULL is 'category', negation NULL is 'keep'.
 * NULL:    state NULL is the empty state; NULL stays NULL until a row counts.
 * Errors:  22023 empty name or phrase, unknown effect, an effect for the axis; 22003 weight; 54000 limits;
 *          0A000 reserved syntax.
 * Cost:    O(length of the row), amortised.
 */
PG_FUNCTION_INFO_V1(csq_lexicon_append);
Datum
csq_lexicon_append(PG_FUNCTION_ARGS)
{
	MemoryContext context = csq_agg_context(fcinfo);
	CsqLexicon   *state = PG_ARGISNULL(0) ? NULL : CSQ_GETARG_VALUE(0);
	CsqText       axis = {CSQ_LEXICON_AXIS, strlen(CSQ_LEXICON_AXIS)};
	CsqNegation   negation = CSQ_NEGATION_KEEP;
	CsqLexRow     row;
	CsqError      err;
	size_t        size;

	csq_require_utf8();
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (PG_NARGS() > 4 && !PG_ARGISNULL(4))
	{
		axis = text_of(PG_GETARG_TEXT_PP(4));
		if (PG_NARGS() == 5)
			refuse_effect_as_axis(axis);
	}
	if (PG_NARGS() > 5 && !PG_ARGISNULL(5))
	{
		CsqText t = text_of(PG_GETARG_TEXT_PP(5));

		if (!csq_negation_parse(&negation, t.s, t.len, &err))
			csq_throw(&err);
	}
	if (!csq_lexicon_typed_row(&row, axis, text_of(PG_GETARG_TEXT_PP(1)), text_of(PG_GETARG_TEXT_PP(2)),
	                           PG_GETARG_FLOAT8(3), negation, &err))
		csq_throw(&err);
	size = csq_lexicon_row_size(&row);
	if (state != NULL)
		check_value(state);
	if (state == NULL || context == NULL || (void *) state != (void *) PG_GETARG_POINTER(0) || !has_room(state, size))
	{
		MemoryContext old = MemoryContextSwitchTo(context != NULL ? context : CurrentMemoryContext);

		state = make_room(state, size);
		MemoryContextSwitchTo(old);
	}
	csq_lexicon_put_row(state->data + state->used, &row);
	state->used += (uint32_t) size;
	state->nrows++;
	become(state, csq_lexicon_is_exact(state));
	PG_RETURN_POINTER(state);
}

static Datum
united(const CsqLexicon *first, const CsqLexicon *second)
{
	CsqLexRows a;
	CsqLexRows b;

	rows_of(first, &a);
	rows_of(second, &b);
	for (size_t i = 0; i < b.n; i++)
		csq_lexicon_add_row(&a, &b.row[i]);
	a.exact &= b.exact;
	csq_lexicon_canonical(&a);
	return PointerGetDatum(pack(&a));
}

/*
 * lexicon_combine(lexicon, lexicon) -> lexicon
 *
 * Union: operator +, transition function of rollup and combine function of both aggregates,
 * which append the rows.  Of a key with two weights the larger stays (lexicon.c).
 * NULL:    adds nothing.
 * Errors:  54000 too large.
 * Cost:    O(rows log rows), in an aggregate O(rows of the second), amortised.
 */
PG_FUNCTION_INFO_V1(csq_lexicon_combine);
Datum
csq_lexicon_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = csq_agg_context(fcinfo);
	CsqLexicon   *a = PG_ARGISNULL(0) ? NULL : CSQ_GETARG_VALUE(0);
	CsqLexicon   *b = PG_ARGISNULL(1) ? NULL : CSQ_GETARG_VALUE(1);

	if (a != NULL)
		check_value(a);
	if (b != NULL)
		check_value(b);
	if (a == NULL || b == NULL)
	{
		if (a == NULL && b == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(a != NULL ? a : b);
	}
	if (context == NULL)
		return united(a, b);
	if ((void *) a != (void *) PG_GETARG_POINTER(0) || !has_room(a, b->used))
	{
		MemoryContext old = MemoryContextSwitchTo(context);

		a = make_room(a, b->used);
		MemoryContextSwitchTo(old);
	}
	memcpy(a->data + a->used, b->data, b->used);
	a->used += b->used;
	a->nrows += b->nrows;
	become(a, csq_lexicon_is_exact(a) && csq_lexicon_is_exact(b));
	PG_RETURN_POINTER(a);
}

/* ---- set algebra ---- */

/*
 * lexicon_difference(lexicon, lexicon) -> lexicon: operator -
 *
 * The rows of the first whose key (axis, label, phrase) the second does not have; weights do not matter.
 * NULL:    strict.
 * Cost:    O(rows).
 */
PG_FUNCTION_INFO_V1(csq_lexicon_difference);
Datum
csq_lexicon_difference(PG_FUNCTION_ARGS)
{
	CsqLexRows a;
	CsqLexRows b;

	rows_of(CSQ_GETARG_VALUE(0), &a);
	rows_of(CSQ_GETARG_VALUE(1), &b);
	csq_lexicon_minus(&a, &b);
	PG_RETURN_POINTER(pack(&a));
}

/*
 * lexicon_exact(lexicon) -> lexicon
 *
 * The same rows, matched as they are written: traditional and simplified characters differ, and a sign within a
 * word parts it.  The axis "class" is an axis like others.
 * NULL:    strict.
 * Cost:    O(rows).
 */
PG_FUNCTION_INFO_V1(csq_lexicon_exact);
Datum
csq_lexicon_exact(PG_FUNCTION_ARGS)
{
	CsqLexRows rows;

	rows_of(CSQ_GETARG_VALUE(0), &rows);
	rows.exact = true;
	PG_RETURN_POINTER(pack(&rows));
}

/*
 * num_entries(lexicon) -> int: number of different rows.
 *
 * NULL:    NULL.
 * Cost:    O(rows).
 */
PG_FUNCTION_INFO_V1(csq_num_entries);
Datum
csq_num_entries(PG_FUNCTION_ARGS)
{
	CsqLexRows rows;

	rows_of(CSQ_GETARG_VALUE(0), &rows);
	PG_RETURN_INT32((int32) rows.n);
}

/*
 * lexicon_entries(lexicon) -> setof (axis, label, phrase, weight float8, negation text)
 *
 * NULL:    no rows.
 * Cost:    O(rows).
 */
PG_FUNCTION_INFO_V1(csq_lexicon_entries);
Datum
csq_lexicon_entries(PG_FUNCTION_ARGS)
{
	struct ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqLexRows            rows;

	rows_of(CSQ_GETARG_VALUE(0), &rows);
	for (size_t i = 0; i < rows.n; i++)
	{
		const CsqLexRow *r = &rows.row[i];
		Datum            values[5];
		bool             nulls[5] = {false};

		values[0] = csq_label_datum(&r->axis);
		values[1] = csq_label_datum(&r->label);
		values[2] = csq_label_datum(&r->phrase);
		values[3] = Float8GetDatum(r->weight);
		values[4] = CStringGetTextDatum(csq_negation_name(r->negation));
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_lexicon_entries, CsqLexicon, v->nrows)

/* ---- matching ---- */

void *
csq_compile_lexicon(struct varlena *value)
{
	CsqLexRows  rows;
	CsqMatcher *m;
	CsqError    err;

	rows_of((CsqLexicon *) value, &rows);
	m = csq_lexicon_compile(&rows, &err);
	if (m == NULL)
		csq_throw(&err);
	return m;
}

/* What a matching function works on: lexicon in argument 0, text in argument 1. */
typedef struct Work
{
	CsqMatcher *m;
	CsqChars    chars;
	CsqScan     scan;
	const char *bytes;
	size_t      counted;  /* bytes before which characters have been counted */
	size_t      start_at; /* character number of that place */
} Work;

static void
begin_work(FunctionCallInfo fcinfo, Work *w)
{
	text    *source;
	CsqError err;

	csq_require_utf8();
	w->m = csq_compiled_kept(fcinfo, 0, csq_compile_lexicon);
	source = PG_GETARG_TEXT_PP(1);
	w->bytes = VARDATA_ANY(source);
	w->counted = 0;
	w->start_at = 1;
	if (!csq_chars_read(&w->chars, w->bytes, VARSIZE_ANY_EXHDR(source), CSQ_CHARS_MATCH, &err) ||
	    !csq_lexicon_scan(w->m, &w->chars, &w->scan, &err))
		csq_throw(&err);
}

/* The words of the source that became characters from .. to - 1. */
static Datum
evidence(const Work *w, uint32_t from, uint32_t to)
{
	uint32_t at = w->chars.at[from];

	return csq_string_datum(w->bytes + at, w->chars.end[to - 1] - at);
}

/* Their place in the source, in characters from 1; calls go forward through the text. */
static int32
place(Work *w, uint32_t from)
{
	uint32_t at = w->chars.at[from];

	w->start_at += csq_utf8_count(w->bytes + w->counted, at - w->counted);
	w->counted = at;
	return (int32) w->start_at;
}

/*
 * lexicon_matches(lexicon, text)
 * -> setof (axis, label, phrase, start_at int, evidence text, weight float8, negated bool)
 *
 * Every occurrence of every phrase, overlapping ones too, by place and then the
 * longest first.  start_at counts characters of the original text from 1,
 * evidence is quoted from it; weight is that of the row.
 * NULL:    no rows.
 * Errors:  54000 text over 16 MB or more than 4,000,000 matches; 0A000 not UTF-8.
 * Cost:    O(length + matches) after one compilation per call site.
 * Source:  Aho, Corasick: Efficient string matching, CACM 18 (1975).
 */
PG_FUNCTION_INFO_V1(csq_lexicon_matches);
Datum
csq_lexicon_matches(PG_FUNCTION_ARGS)
{
	struct ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqRows               rows;
	Work                  w;

	begin_work(fcinfo, &w);
	csq_rows_begin(&rows, rsinfo);
	for (uint32_t h = 0; h < w.scan.nhits; h++)
	{
		const CsqLexiconHit *hit = &w.scan.hit[h];
		const CsqLexRow     *r = csq_matcher_row(w.m, hit->row);
		CsqScope             scope;
		Datum                values[7];
		bool                 nulls[7] = {false};

		csq_lexicon_scope(w.m, &w.scan, hit, &scope);
		values[0] = csq_label_datum(&r->axis);
		values[1] = csq_label_datum(&r->label);
		values[2] = csq_label_datum(&r->phrase);
		values[3] = Int32GetDatum(place(&w, hit->start));
		values[4] = evidence(&w, hit->start, hit->end);
		values[5] = Float8GetDatum(r->weight);
		values[6] = BoolGetDatum(scope.negators % 2 == 1);
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	return (Datum) 0;
}

/*
 * lexicon_evidence(lexicon, text) -> setof (axis, label, phrase, start_at int, evidence text, weight float8,
 *                                           negated bool, degree float8, score float8)
 *
 * The matches that count: of each label the leftmost-longest, without those that
 * negation drops; score is weight x degree x effect of negation.  Their sums are
 * lexicon_scores().
 * NULL:    no rows.
 * Errors:  as lexicon_matches.
 * Cost:    as lexicon_matches.
 */
PG_FUNCTION_INFO_V1(csq_lexicon_evidence_rows);
Datum
csq_lexicon_evidence_rows(PG_FUNCTION_ARGS)
{
	struct ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqRows               rows;
	Work                  w;
	CsqEvidenceList       list;

	begin_work(fcinfo, &w);
	csq_lexicon_evidence(w.m, &w.scan, &list);
	csq_rows_begin(&rows, rsinfo);
	for (size_t i = 0; i < list.n; i++)
	{
		const CsqEvidence   *e = &list.item[i];
		const CsqLexiconHit *hit = e->hit;
		const CsqLexRow     *r = csq_matcher_row(w.m, hit->row);
		Datum                values[9];
		bool                 nulls[9] = {false};

		values[0] = csq_label_datum(&r->axis);
		values[1] = csq_label_datum(&r->label);
		values[2] = csq_label_datum(&r->phrase);
		values[3] = Int32GetDatum(place(&w, hit->start));
		values[4] = evidence(&w, hit->start, hit->end);
		values[5] = Float8GetDatum(r->weight);
		values[6] = BoolGetDatum(e->scope.negators % 2 == 1);
		values[7] = Float8GetDatum(e->scope.degree);
		values[8] = Float8GetDatum(e->score);
		csq_rows_put(&rows, values, nulls);
	}
	csq_rows_end(&rows);
	return (Datum) 0;
}

/*
 * lexicon_scores(lexicon, text) -> setof (axis, label, score float8)
 *
 * Sum of the evidence of each label that has any, in order of (axis, label).
 * NULL:    no rows.
 * Errors:  as lexicon_matches.
 * Cost:    as lexicon_matches.
 */
PG_FUNCTION_INFO_V1(csq_lexicon_score_rows);
Datum
csq_lexicon_score_rows(PG_FUNCTION_ARGS)
{
	struct ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	Work                  w;
	CsqEvidenceList       list;
	CsqLabelScore        *scores;
	size_t                n;

	begin_work(fcinfo, &w);
	csq_lexicon_evidence(w.m, &w.scan, &list);
	scores = csq_lexicon_scores(w.m, &list, &n);
	for (size_t i = 0; i < n; i++)
	{
		const CsqLexRow *r = csq_matcher_row(w.m, scores[i].row);
		Datum            values[3];
		bool             nulls[3] = {false};

		values[0] = csq_label_datum(&r->axis);
		values[1] = csq_label_datum(&r->label);
		values[2] = Float8GetDatum(scores[i].score);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * classify(lexicon, text [, axis text]) -> text
 *
 * The label with the highest score above zero, of one axis if given.  Of equal
 * scores the label whose evidence comes first in the text, then the first in
 * byte order of (axis, label).
 * NULL:    NULL; also when no label scores above zero: ask a person.
 * Errors:  22023 the lexicon has no such axis; else as lexicon_matches.
 * Cost:    as lexicon_matches.
 */
PG_FUNCTION_INFO_V1(csq_classify_lexicon);
Datum
csq_classify_lexicon(PG_FUNCTION_ARGS)
{
	Work                 w;
	CsqEvidenceList      list;
	CsqLabelScore       *scores;
	const CsqLabelScore *best;
	CsqText              axis;
	CsqError             err;
	size_t               n;

	begin_work(fcinfo, &w);
	csq_lexicon_evidence(w.m, &w.scan, &list);
	scores = csq_lexicon_scores(w.m, &list, &n);
	if (PG_NARGS() > 2)
	{
		axis = text_of(PG_GETARG_TEXT_PP(2));
		if (!csq_lexicon_check_axis(w.m, &axis, &err))
			csq_throw(&err);
	}
	best = csq_lexicon_best(w.m, scores, n, PG_NARGS() > 2 ? &axis : NULL);
	if (best == NULL)
		PG_RETURN_NULL();
	return csq_label_datum(&csq_matcher_row(w.m, best->row)->label);
}

/*
 * lexicon_labels(lexicon, text, axes text[]) -> text[]
 *
 * classify(lexicon, text, axis) for several axes: the text is read once.
 * NULL:    NULL; an element where no label of the axis scores above zero, and where the axis is NULL.
 * Errors:  as classify(lexicon, text, axis).
 * Cost:    as lexicon_matches, and O(labels found) for each axis.
 */
PG_FUNCTION_INFO_V1(csq_lexicon_labels);
Datum
csq_lexicon_labels(PG_FUNCTION_ARGS)
{
	Work            w;
	CsqEvidenceList list;
	CsqLabelScore  *scores;
	Datum          *item;
	bool           *null;
	size_t          n;
	int             count, lower = 1;
	CsqError        err;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(2), TEXTOID, -1, false, TYPALIGN_INT, &item, &null, &count);
	begin_work(fcinfo, &w);
	csq_lexicon_evidence(w.m, &w.scan, &list);
	scores = csq_lexicon_scores(w.m, &list, &n);
	for (int i = 0; i < count; i++)
	{
		const CsqLabelScore *best;
		CsqText              axis;

		if (null[i])
			continue;
		axis = text_of(DatumGetTextPP(item[i]));
		if (!csq_lexicon_check_axis(w.m, &axis, &err))
			csq_throw(&err);
		best = csq_lexicon_best(w.m, scores, n, &axis);
		null[i] = best == NULL;
		if (best != NULL)
			item[i] = csq_label_datum(&csq_matcher_row(w.m, best->row)->label);
	}
	if (count == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(TEXTOID));
	PG_RETURN_ARRAYTYPE_P(construct_md_array(item, null, 1, &count, &lower, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * severity(lexicon, text [, threshold float8 [, amount_level text]],
 * OUT level text, OUT reasons text[], OUT evidence text[])
 *
 * The least level that the words of a complaint call for: the maximum over the
 * labels level/reason of the axis "severity" whose weights reach 1, and over the
 * largest amount of money at or above the threshold.  evidence[i] is the first
 * wording behind reasons[i]; the most severe come first, then by place.
 * Without any: level general and empty arrays.
 * NULL:    NULL, as a row of NULLs for a text without a letter, digit or ideograph: nothing is known of it, unless a
 *          sign is evidence.
 * Errors:  22023 a level that is none, a lexicon without the axis where no threshold is given,
 *          a threshold below 0; 22003 threshold not finite; else as lexicon_matches.
 * Cost:    as lexicon_matches.
 */
PG_FUNCTION_INFO_V1(csq_severity);
Datum
csq_severity(PG_FUNCTION_ARGS)
{
	Work        w;
	CsqSeverity s;
	CsqError    err;
	double      threshold = -1;
	CsqText     level = {"major", 5}, axis = {"severity", 8};
	TupleDesc   desc;
	Datum       values[3];
	bool        nulls[3] = {false};
	Datum      *reasons;
	Datum      *quotes;

	if (PG_NARGS() > 2)
	{
		threshold = PG_GETARG_FLOAT8(2);
		csq_require_finite(threshold, "threshold");
		if (threshold < 0)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			                errmsg("threshold must not be negative: %g", threshold)));
	}
	if (PG_NARGS() > 3)
		level = text_of(PG_GETARG_TEXT_PP(3));
	begin_work(fcinfo, &w);
	if (PG_NARGS() == 2 && !csq_lexicon_check_axis(w.m, &axis, &err))
		csq_throw(&err);
	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "csq: severity must return a row");
	if (!csq_lexicon_severity(w.m, &w.scan, threshold, level, &s, &err))
		csq_throw(&err);
	if (s.n == 0 && !csq_chars_have_words(w.scan.text))
	{
		nulls[0] = nulls[1] = nulls[2] = true;
		PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
	}
	reasons = palloc((s.n + 1) * sizeof *reasons);
	quotes = palloc((s.n + 1) * sizeof *quotes);
	for (size_t i = 0; i < s.n; i++)
	{
		reasons[i] = csq_label_datum(&s.reason[i].reason);
		quotes[i] = evidence(&w, s.reason[i].from, s.reason[i].to);
	}
	values[0] = csq_label_datum(&s.level);
	values[1] = PointerGetDatum(construct_array(reasons, (int) s.n, TEXTOID, -1, false, TYPALIGN_INT));
	values[2] = PointerGetDatum(construct_array(quotes, (int) s.n, TEXTOID, -1, false, TYPALIGN_INT));
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls)));
}

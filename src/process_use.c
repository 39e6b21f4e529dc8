/*
 * process_use.c
 *		SQL shell: pictures of a process, conformance with a model.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "csq.h"
#include "process.h"
#include "process_pg.h"

/* ---- pictures ---- */

typedef void (*Draw) (const CsqProcess *p, uint32_t top, CsqMeasure m, CsqBuf *out);

static Datum
draw(FunctionCallInfo fcinfo, const char *function, Draw drawing)
{
	CsqProcess	p;
	CsqMeasure	m;
	CsqError	err;
	CsqBuf		b;
	int32		top = PG_GETARG_INT32(1);
	text	   *measure = PG_GETARG_TEXT_PP(2);

	if (top < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("top of %s must not be negative, not %d", function, top)));
	if (!csq_measure_parse(VARDATA_ANY(measure), VARSIZE_ANY_EXHDR(measure), &m, &err))
		csq_throw(&err);
	csq_process_arg(fcinfo, 0, &p);
	csq_buf_init(&b);
	drawing(&p, (uint32_t) top, m, &b);
	return csq_text_datum(&b);
}

/*
 * to_mermaid(process, top int default 100, measure text default 'n') -> text
 *
 * A Mermaid flowchart of the most frequent edges; measure: what is written on
 * them, one of n, cases, mean, p50, p90, min, max, total.
 * NULL:    strict.
 * Errors:  22023 top below 0, unknown measure.
 * Cost:    O(size of the process).
 */
PG_FUNCTION_INFO_V1(csq_to_mermaid);
Datum
csq_to_mermaid(PG_FUNCTION_ARGS)
{
	return draw(fcinfo, "to_mermaid", csq_process_mermaid);
}

/*
 * to_dot(process, top int default 100, measure text default 'n') -> text
 *
 * The same for Graphviz; arrows are as wide as their edges are frequent.
 * NULL:    strict.
 * Errors:  22023 top below 0, unknown measure.
 * Cost:    O(size of the process).
 */
PG_FUNCTION_INFO_V1(csq_to_dot);
Datum
csq_to_dot(PG_FUNCTION_ARGS)
{
	return draw(fcinfo, "to_dot", csq_process_dot);
}

/* ---- conformance ---- */

/* The process of argument 0 against the model of argument 1. */
static void
compare_args(FunctionCallInfo fcinfo, CsqProcess *p, CsqConformance *c)
{
	Jsonb	   *json = PG_GETARG_JSONB_P(1);
	char	   *text = JsonbToCString(NULL, &json->root, VARSIZE(json));
	CsqModel	m;
	CsqError	err;

	csq_process_arg(fcinfo, 0, p);
	if (!csq_model_parse(p, text, strlen(text), &m, &err))
		csq_throw(&err);
	if (!csq_process_conformance(p, &m, c, &err))
		csq_throw(&err);
}

static Datum
label_of(const CsqProcess *p, uint32_t activity)
{
	return PointerGetDatum(cstring_to_text_with_len(p->activities[activity].s, (int) p->activities[activity].len));
}

/*
 * conformance(process, model jsonb) -> setof (kind text, source text, target text, n int8, cases int8, share float8)
 *
 * What cases do that the model {"edges":[[source, target], ...], "start":[...],
 * "end":[...]} does not allow; without start or end every activity may be first
 * or last.  The first row, kind "any", counts all deviations and the cases with at
 * least one; share is then the deviation rate.  Then one row for each deviation:
 * kind start (target: the activity), edge, end (source: the activity).
 * NULL:    no rows; no rows for a process without cases.
 * Errors:  22023 malformed model.
 * Cost:    O(size of the process + size of the model log).
 */
PG_FUNCTION_INFO_V1(csq_conformance);
Datum
csq_conformance(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess	p;
	CsqConformance c;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	compare_args(fcinfo, &p, &c);
	if (csq_process_cases(&p) == 0)
		return (Datum) 0;
	for (int64_t i = -1; i < (int64_t) c.ndeviations; i++)
	{
		const CsqDeviation *d = &c.deviations[i < 0 ? 0 : i];
		int64_t		cases = i < 0 ? c.deviating_cases : d->cases;
		Datum		values[6] = {0};
		bool		nulls[6] = {false};

		values[0] = CStringGetTextDatum(i < 0 ? "any" : d->kind == 's' ? "start" : d->kind == 'e' ? "edge" : "end");
		nulls[1] = i < 0 || d->kind == 's';
		nulls[2] = i < 0 || d->kind == 'f';
		if (!nulls[1])
			values[1] = label_of(&p, d->source);
		if (!nulls[2])
			values[2] = label_of(&p, d->target);
		values[3] = Int64GetDatum(i < 0 ? c.moves - c.allowed : d->n);
		values[4] = Int64GetDatum(cases);
		values[5] = Float8GetDatum((double) cases / (double) csq_process_cases(&p));
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * fitness(process, model jsonb) -> float8
 *
 * The share of moves that the model allows; moves are the edges cases take, and
 * their starts and ends where the model lists those.
 * NULL:    strict; NULL when there are no moves.
 * Errors:  22023 malformed model.
 * Cost:    that of conformance.
 */
PG_FUNCTION_INFO_V1(csq_fitness);
Datum
csq_fitness(PG_FUNCTION_ARGS)
{
	CsqProcess	p;
	CsqConformance c;

	compare_args(fcinfo, &p, &c);
	if (c.moves == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) c.allowed / (double) c.moves);
}

/*
 * model_of(process) -> jsonb
 *
 * The model that allows what the process does: its edges, its first and its last
 * activities.  Compare another process with it, or edit it.
 * NULL:    strict.
 * Cost:    O(size of the process).
 */
PG_FUNCTION_INFO_V1(csq_model_of);
Datum
csq_model_of(PG_FUNCTION_ARGS)
{
	CsqProcess	p;
	CsqBuf		b;

	csq_process_arg(fcinfo, 0, &p);
	csq_buf_init(&b);
	csq_model_text(&p, &b);
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(b.data));
}

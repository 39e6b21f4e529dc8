/*
 * funnel.c
 *		SQL shell of funnels: funnel_spec, level, steps, funnel_agg, stages.
 *
 * A stored funnel_spec is its canonical text behind the common header; level and
 * steps read it through csq_compiled(), so a constant is parsed once per query.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "csq.h"
#include "funnel.h"
#include "funnel_hits.h"
#include "stats.h"

typedef struct SpecValue
{
	CsqStored	flat;
	char		text[];
} SpecValue;

#define Z95 1.959963984540054	/* normal quantile of 0.975 */
#define SPEC_LEN(v) (VARSIZE(v) - sizeof(SpecValue))

/* ---- funnel_spec ---- */

static SpecValue *
spec_value(const CsqFunnelSpec *spec)
{
	CsqBuf		b;
	SpecValue  *v;

	csq_buf_init(&b);
	csq_funnel_spec_text(spec, &b);
	v = csq_flat_new(sizeof *v + b.len, CSQ_FUNNEL_VERSION);
	memcpy(v->text, b.data, b.len);
	return v;
}

static void
check_spec_header(const SpecValue *v)
{
	if (VARSIZE(v) < sizeof *v || v->flat.version != CSQ_FUNNEL_VERSION || v->flat.kind != 0 ||
		v->flat.flags != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("invalid funnel_spec"),
				 errhint("If it was written by a newer version of csq, upgrade the library on this server.")));
}

/*
 * funnel_spec_in(cstring) -> funnel_spec
 *
 * 'opened -> replied[<=4h] -> resolved|closed; within 7d'
 * NULL:    strict.
 * Errors:  22P02 malformed; 0A000 reserved forms; 54000 above 64 steps or 1,024 labels.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_spec_in);
Datum
csq_funnel_spec_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	CsqError	err;
	CsqFunnelSpec *spec;

	csq_require_utf8();
	spec = csq_funnel_spec_parse(text, strlen(text), &err);
	if (spec == NULL)
		return csq_soft_error(fcinfo, &err);
	PG_RETURN_POINTER(spec_value(spec));
}

/*
 * funnel_spec_out(funnel_spec) -> cstring
 *
 * The canonical text.
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_spec_out);
Datum
csq_funnel_spec_out(PG_FUNCTION_ARGS)
{
	SpecValue  *v = CSQ_GETARG_VALUE(0);

	check_spec_header(v);
	PG_RETURN_CSTRING(pnstrdup(v->text, SPEC_LEN(v)));
}

/*
 * funnel_spec_recv(internal) -> funnel_spec
 *
 * Version u8, then the canonical text.
 * NULL:    strict.
 * Errors:  22P03 for anything but a canonical form.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_spec_recv);
Datum
csq_funnel_spec_recv(PG_FUNCTION_ARGS)
{
	const void *data;
	size_t		len;
	CsqError	err;
	CsqReader	r;
	const char *text;
	CsqFunnelSpec *spec;
	SpecValue  *v;

	csq_require_utf8();
	csq_recv_bytes(fcinfo, &data, &len);
	csq_reader_init(&r, data, len, "funnel_spec", &err);
	if (csq_read_u8(&r) != CSQ_FUNNEL_VERSION)
		csq_read_fail(&r, "The version is not known to this version of csq.");
	text = csq_read_bytes(&r, len > 0 ? len - 1 : 0);
	if (!csq_read_end(&r))
		csq_throw(&err);
	spec = csq_funnel_spec_parse(text, len - 1, &err);
	if (spec == NULL)
	{
		err.code = CSQ_BINARY;
		csq_throw(&err);
	}
	v = spec_value(spec);
	if (SPEC_LEN(v) != len - 1 || memcmp(v->text, text, len - 1) != 0)
	{
		csq_read_fail(&r, "The text is not in canonical form.");
		csq_throw(&err);
	}
	PG_RETURN_POINTER(v);
}

/*
 * funnel_spec_send(funnel_spec) -> bytea
 *
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_spec_send);
Datum
csq_funnel_spec_send(PG_FUNCTION_ARGS)
{
	SpecValue  *v = CSQ_GETARG_VALUE(0);
	CsqBuf		b;

	check_spec_header(v);
	csq_buf_init(&b);
	csq_put_u8(&b, CSQ_FUNNEL_VERSION);
	csq_buf_put(&b, v->text, SPEC_LEN(v));
	return csq_send_bytes(&b);
}

/* CsqCompile: the parsed specification; its labels point into the value. */
static void *
compile_spec(struct varlena *value)
{
	SpecValue  *v = (SpecValue *) value;
	CsqError	err;
	CsqFunnelSpec *spec;

	check_spec_header(v);
	spec = csq_funnel_spec_parse(v->text, SPEC_LEN(v), &err);
	if (spec == NULL)
		csq_throw(&err);
	return spec;
}

/* ---- one case ---- */

static size_t
hits_of(CsqJourney *j, const CsqFunnelSpec *spec, CsqHit **hits)
{
	CsqError	err;
	size_t		n;

	if (!csq_funnel_hits(j, spec, hits, &n, &err))
		csq_throw(&err);
	return n;
}

/*
 * level(journey, funnel_spec) -> int
 *
 * The largest k for which k different events satisfy steps 1 .. k in order,
 * within the gaps and the window; 0 when there is no first step.
 * NULL:    strict.
 * Cost:    O(n k); see funnel_core.c for events in several steps.
 * Source:  latest start per level, tie groups by bipartite matching.
 */
PG_FUNCTION_INFO_V1(csq_level);
Datum
csq_level(PG_FUNCTION_ARGS)
{
	CsqFunnelSpec *spec = csq_compiled(fcinfo, 1, compile_spec);
	CsqHit	   *hits;
	size_t		n = hits_of(CSQ_GETARG_VALUE(0), spec, &hits);

	PG_RETURN_INT32(csq_funnel_level(&spec->rule, hits, n));
}

/*
 * steps(journey, funnel_spec) -> timestamptz[]
 *
 * The times of the chosen chain, one per step reached: of the chains of the
 * highest level the one that completes first, of these the one that starts last,
 * of these the one with the earliest second step, and so on.
 * NULL:    strict; an empty array at level 0.
 * Errors:  54000 more than 1 GB of work space (a span of many million events).
 * Cost:    O(n k) time and space between start and completion.
 */
PG_FUNCTION_INFO_V1(csq_steps);
Datum
csq_steps(PG_FUNCTION_ARGS)
{
	CsqFunnelSpec *spec = csq_compiled(fcinfo, 1, compile_spec);
	CsqHit	   *hits;
	size_t		n = hits_of(CSQ_GETARG_VALUE(0), spec, &hits);
	int64_t		times[CSQ_FUNNEL_MAX_STEPS];
	Datum		items[CSQ_FUNNEL_MAX_STEPS];
	CsqError	err;
	int			level = csq_funnel_steps(&spec->rule, hits, n, times, &err);

	if (level < 0)
		csq_throw(&err);
	for (int i = 0; i < level; i++)
		items[i] = TimestampTzGetDatum(times[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(items, level, TIMESTAMPTZOID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/* ---- many cases ---- */

/*
 * funnel_in(cstring) -> funnel
 *
 * {"v":1,"funnel":"opened -> resolved","levels":[cases at level 0, 1, 2]}
 * NULL:    strict.
 * Errors:  22P02 malformed; 0A000 reserved forms of the specification.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_in);
Datum
csq_funnel_in(PG_FUNCTION_ARGS)
{
	char	   *text = PG_GETARG_CSTRING(0);
	CsqError	err;
	CsqFunnel  *f;

	csq_require_utf8();
	f = csq_funnel_parse(text, strlen(text), &err);
	if (f == NULL)
		return csq_soft_error(fcinfo, &err);
	PG_RETURN_POINTER(f);
}

static CsqFunnel *
funnel_arg(FunctionCallInfo fcinfo, int n)
{
	CsqFunnel  *f = CSQ_GETARG_VALUE(n);
	CsqError	err;

	if (!csq_funnel_check(f, VARSIZE(f), &err))
		csq_throw(&err);
	return f;
}

/*
 * funnel_out(funnel) -> cstring
 *
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_out);
Datum
csq_funnel_out(PG_FUNCTION_ARGS)
{
	CsqBuf		b;

	csq_buf_init(&b);
	csq_funnel_text(funnel_arg(fcinfo, 0), &b);
	PG_RETURN_CSTRING(b.data);
}

/*
 * funnel_recv(internal) -> funnel
 *
 * NULL:    strict.
 * Errors:  22P03 for anything but a canonical form.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_recv);
Datum
csq_funnel_recv(PG_FUNCTION_ARGS)
{
	const void *data;
	size_t		len;
	CsqError	err;
	CsqFunnel  *f;

	csq_require_utf8();
	csq_recv_bytes(fcinfo, &data, &len);
	f = csq_funnel_read(data, len, &err);
	if (f == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(f);
}

/*
 * funnel_send(funnel) -> bytea
 *
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_send);
Datum
csq_funnel_send(PG_FUNCTION_ARGS)
{
	CsqBuf		b;

	csq_buf_init(&b);
	csq_funnel_write(funnel_arg(fcinfo, 0), &b);
	return csq_send_bytes(&b);
}

/* Argument 0 as a state that may be changed in place. */
static CsqFunnel *
funnel_state(FunctionCallInfo fcinfo)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);
	CsqFunnel  *f;
	CsqError	err;

	if (csq_agg_context(fcinfo) != NULL && !VARATT_IS_EXTENDED(arg))
		return (CsqFunnel *) arg;
	f = (CsqFunnel *) PG_DETOAST_DATUM_COPY(PointerGetDatum(arg));
	if (!csq_funnel_check(f, VARSIZE(f), &err))
		csq_throw(&err);
	return f;
}

/* What funnel_agg needs of its second argument, made once. */
typedef struct Compiled
{
	CsqFunnelSpec *spec;
	CsqFunnel  *empty;
} Compiled;

static void *
compile_funnel(struct varlena *value)
{
	Compiled   *c = palloc(sizeof *c);
	SpecValue  *v = (SpecValue *) value;

	c->spec = compile_spec(value);
	c->empty = csq_funnel_new(c->spec->rule.nsteps, v->text, SPEC_LEN(v));
	return c;
}

/*
 * funnel_append(funnel, journey, funnel_spec) -> funnel
 *
 * Transition function of funnel_agg: counts the case at its level.
 * NULL:    a row without journey or specification is skipped.
 * Errors:  22023 the specification differs from row to row.
 * Cost:    that of level().
 */
PG_FUNCTION_INFO_V1(csq_funnel_accum);
Datum
csq_funnel_accum(PG_FUNCTION_ARGS)
{
	CsqFunnel  *f = PG_ARGISNULL(0) ? NULL : funnel_state(fcinfo);
	Compiled   *c;
	CsqHit	   *hits;
	size_t		n;
	CsqError	err;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (f == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(f);
	}
	c = csq_compiled(fcinfo, 2, compile_funnel);
	if (f == NULL)
	{
		f = palloc(VARSIZE(c->empty));
		memcpy(f, c->empty, VARSIZE(c->empty));
	}
	else if (!csq_funnel_merge(f, c->empty, &err))	/* adds nothing, but compares the specifications */
		csq_throw(&err);
	n = hits_of(CSQ_GETARG_VALUE(1), c->spec, &hits);
	if (!csq_funnel_add(f, csq_funnel_level(&c->spec->rule, hits, n), 1, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(f);
}

/*
 * funnel_merge(funnel, funnel) -> funnel
 *
 * Transition function of rollup(funnel) and combine function of both.
 * NULL:    a NULL funnel adds nothing.
 * Errors:  22023 different specifications; 22003 counts out of range.
 * Cost:    O(steps).
 */
PG_FUNCTION_INFO_V1(csq_funnel_merge_states);
Datum
csq_funnel_merge_states(PG_FUNCTION_ARGS)
{
	CsqFunnel  *into = PG_ARGISNULL(0) ? NULL : funnel_state(fcinfo);
	CsqFunnel  *from;
	CsqError	err;

	if (PG_ARGISNULL(1))
	{
		if (into == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(into);
	}
	from = funnel_arg(fcinfo, 1);
	if (into == NULL)
		PG_RETURN_POINTER(from);
	if (!csq_funnel_merge(into, from, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(into);
}

/*
 * stages(funnel) -> setof (step int, label text, reached int8, share float8, from_previous float8, lo float8, hi float8)
 *
 * reached: cases whose level is at least this step.  share: of the cases that
 * reached step 1.  from_previous: of the cases that reached the step before (of
 * all cases for step 1), with its 95 % Wilson interval lo .. hi.
 * NULL:    no rows; shares of nothing are NULL.
 * Cost:    O(steps).
 * Source:  E. B. Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212.
 */
PG_FUNCTION_INFO_V1(csq_stages);
Datum
csq_stages(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqFunnel  *f;
	CsqFunnelSpec *spec;
	CsqError	err;
	int64_t		reached[CSQ_FUNNEL_MAX_STEPS + 1];

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	f = funnel_arg(fcinfo, 0);
	spec = csq_funnel_spec_parse(csq_funnel_spec_of(f), f->text_len, &err);
	if (spec == NULL)
		csq_throw(&err);
	reached[f->nsteps] = f->counts[f->nsteps];
	for (int i = (int) f->nsteps - 1; i >= 0; i--)
		if (!csq_add_i64(reached[i + 1], f->counts[i], &reached[i]))
			ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
							errmsg("number of cases of a funnel out of range")));
	for (int s = 1; s <= (int) f->nsteps; s++)
	{
		Datum		values[7] = {0};
		bool		nulls[7] = {false};
		CsqBuf		label;

		csq_buf_init(&label);
		csq_funnel_step_label(spec, s, &label);
		values[0] = Int32GetDatum(s);
		values[1] = csq_text_datum(&label);
		values[2] = Int64GetDatum(reached[s]);
		nulls[3] = reached[1] == 0;
		if (!nulls[3])
			values[3] = Float8GetDatum((double) reached[s] / (double) reached[1]);
		nulls[4] = nulls[5] = nulls[6] = reached[s - 1] == 0;
		if (!nulls[4])
		{
			CsqInterval wilson = csq_wilson((CsqShare) {(double) reached[s], (double) reached[s - 1]}, Z95);

			values[4] = Float8GetDatum((double) reached[s] / (double) reached[s - 1]);
			values[5] = Float8GetDatum(wilson.lo);
			values[6] = Float8GetDatum(wilson.hi);
		}
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * num_cases(funnel) -> int8
 *
 * All cases that were counted, those at level 0 included.
 * NULL:    strict.
 * Cost:    O(steps).
 */
PG_FUNCTION_INFO_V1(csq_funnel_num_cases);
Datum
csq_funnel_num_cases(PG_FUNCTION_ARGS)
{
	CsqFunnel  *f = funnel_arg(fcinfo, 0);
	int64_t		n = 0;

	for (uint32_t i = 0; i <= f->nsteps; i++)
		n += f->counts[i];		/* the check has added them up */
	PG_RETURN_INT64(n);
}

/* ---- equality ---- */

static bool
same_bytes(FunctionCallInfo fcinfo)
{
	struct varlena *a = CSQ_GETARG_VALUE(0);
	struct varlena *b = CSQ_GETARG_VALUE(1);

	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/*
 * funnel_spec_eq(funnel_spec, funnel_spec), funnel_eq(funnel, funnel) -> bool
 *
 * Stored forms are canonical, so equal means the same bytes.
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_same);
Datum
csq_funnel_same(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_bytes(fcinfo));
}

/*
 * funnel_spec_ne(funnel_spec, funnel_spec), funnel_ne(funnel, funnel) -> bool
 *
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_differs);
Datum
csq_funnel_differs(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_bytes(fcinfo));
}

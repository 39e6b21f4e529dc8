/*
 * funnel_agg.c
 *		SQL shell of the funnel of many cases: the type, funnel_agg, rollup.
 */
#include "postgres.h"

#include "fmgr.h"

#include "csq.h"
#include "funnel.h"
#include "funnel_hits.h"
#include "funnel_pg.h"

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

CsqFunnel *
csq_funnel_arg(FunctionCallInfo fcinfo, int n)
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
	csq_funnel_text(csq_funnel_arg(fcinfo, 0), &b);
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
	csq_funnel_write(csq_funnel_arg(fcinfo, 0), &b);
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
	CsqFunnelSpecValue *v = (CsqFunnelSpecValue *) value;

	c->spec = csq_funnel_spec_compile(value);
	c->empty = csq_funnel_new(c->spec->rule.nsteps, v->text, CSQ_FUNNEL_SPEC_LEN(v));
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
	if (!csq_funnel_hits(CSQ_GETARG_VALUE(1), c->spec, &hits, &n, &err) ||
		!csq_funnel_add(f, csq_funnel_level(&c->spec->rule, hits, n), 1, &err))
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
	from = csq_funnel_arg(fcinfo, 1);
	if (into == NULL)
		PG_RETURN_POINTER(from);
	if (!csq_funnel_merge(into, from, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(into);
}

/* ---- equality ---- */

static bool
same_funnel(FunctionCallInfo fcinfo)
{
	CsqFunnel  *a = csq_funnel_arg(fcinfo, 0);
	CsqFunnel  *b = csq_funnel_arg(fcinfo, 1);

	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/*
 * funnel_eq(funnel, funnel) -> bool
 *
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_eq);
Datum
csq_funnel_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_funnel(fcinfo));
}

/*
 * funnel_ne(funnel, funnel) -> bool
 *
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_ne);
Datum
csq_funnel_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_funnel(fcinfo));
}

/*
 * funnel.c
 *		SQL shell of one case: funnel_spec, level, steps.
 *
 * A stored funnel_spec is its canonical text behind the common header; level and
 * steps read it through csq_compiled(), so a constant is parsed once per query.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/timestamp.h"

#include "csq.h"
#include "calendar_args.h"
#include "funnel.h"
#include "funnel_hits.h"
#include "funnel_pg.h"

typedef CsqFunnelSpecValue SpecValue;

#define SPEC_LEN(v) CSQ_FUNNEL_SPEC_LEN(v)

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
 * 'opened -> replied[<=4h] -> resolved|closed; within 7d; not reopened'; the grammar
 * is in funnel_text.c.
 * NULL:    strict.
 * Errors:  22P02 malformed; 0A000 what order any cannot say, a named calendar,
 *          exclusions apart around optional steps; 54000 above 64 steps, 64
 *          exclusions or 1,024 labels.
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

void *
csq_funnel_spec_compile(struct varlena *value)
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

/* The events of argument 0 that matter to the specification, with a third argument on the clock of that calendar. */
static size_t
hits_of(FunctionCallInfo fcinfo, const CsqFunnelSpec *spec, CsqHit **hits)
{
	CsqError	err;
	size_t		n;

	if (!csq_funnel_hits(CSQ_GETARG_VALUE(0), spec, hits, &n, &err) ||
		(PG_NARGS() > 2 && !csq_funnel_clock(*hits, n, csq_calendar_arg(fcinfo, 2), &err)))
		csq_throw(&err);
	return n;
}

/*
 * level(journey, funnel_spec [, working calendar]) -> int
 *
 * The number of the last step that a chain reaches: different events satisfy the
 * steps in order, within the gaps and the window, no exclusion between them; with
 * order any the largest number of steps that different events satisfy within one
 * window.  With a calendar gaps and window are open time.
 * NULL:    strict; a journey that is dropped (not ... drop journey).
 * Errors:  with a calendar 22008 for a step outside its validity; 54000 above 22
 *          million events that matter.
 * Cost:    O(n k); see funnel_core.c for events at the same time.
 * Source:  latest start per level, tie groups by bipartite matching.
 */
PG_FUNCTION_INFO_V1(csq_level);
Datum
csq_level(PG_FUNCTION_ARGS)
{
	CsqFunnelSpec *spec = csq_compiled(fcinfo, 1, csq_funnel_spec_compile);
	CsqHit	   *hits;
	size_t		n = hits_of(fcinfo, spec, &hits);
	int			level = csq_funnel_level(&spec->rule, hits, n);

	if (level == CSQ_FUNNEL_OUT)
		PG_RETURN_NULL();
	PG_RETURN_INT32(level);
}

/*
 * steps(journey, funnel_spec [, working calendar]) -> timestamptz[]
 *
 * The times of the chosen chain, step s at place s: as many as the level, NULL for
 * an optional step not taken; with order any one for each step, NULL where none.
 * Which chain: see csq_funnel_steps in funnel.h.
 * NULL:    strict; a journey that is dropped.  An empty array at level 0.
 * Errors:  those of level; 54000 more than 1 GB of work space (a span of many
 *          million events).
 * Cost:    O(n k) time and space between start and completion.
 */
PG_FUNCTION_INFO_V1(csq_steps);
Datum
csq_steps(PG_FUNCTION_ARGS)
{
	CsqFunnelSpec *spec = csq_compiled(fcinfo, 1, csq_funnel_spec_compile);
	CsqHit	   *hits;
	size_t		n = hits_of(fcinfo, spec, &hits);
	int64_t		times[CSQ_FUNNEL_MAX_STEPS];
	Datum		items[CSQ_FUNNEL_MAX_STEPS];
	bool		nulls[CSQ_FUNNEL_MAX_STEPS];
	CsqError	err;
	int			level = csq_funnel_steps(&spec->rule, hits, n, times, &err);
	int			length = spec->rule.order == CSQ_ORDER_ANY && level > 0 ? spec->rule.nsteps : level;
	int			from = 1;

	if (level == CSQ_FUNNEL_FAILED)
		csq_throw(&err);
	if (level == CSQ_FUNNEL_OUT)
		PG_RETURN_NULL();
	if (level == 0)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(TIMESTAMPTZOID));
	for (int i = 0; i < length; i++)
	{
		nulls[i] = times[i] == CSQ_NO_TIME;
		items[i] = TimestampTzGetDatum(times[i]);
	}
	PG_RETURN_ARRAYTYPE_P(construct_md_array(items, nulls, 1, &length, &from, TIMESTAMPTZOID, 8, FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
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
 * funnel_spec_eq(funnel_spec, funnel_spec) -> bool
 *
 * Stored forms are canonical, so equal means the same bytes.
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_spec_eq);
Datum
csq_funnel_spec_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(same_bytes(fcinfo));
}

/*
 * funnel_spec_ne(funnel_spec, funnel_spec) -> bool
 *
 * NULL:    strict.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_spec_ne);
Datum
csq_funnel_spec_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!same_bytes(fcinfo));
}

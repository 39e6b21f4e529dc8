/*
 * funnel_pg.c
 *		SQL shell of the funnel of many cases: the type, funnel_count_agg and
 *		funnel_agg of journeys, rollup.
 *
 * funnel_count_agg keeps counts: the level of a case is all it needs.  funnel_agg
 * keeps the times of the chosen chain and the next activity too, which takes the
 * backward pass over the case and a look at all of its events.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/csq.h"
#include "funnel/funnel.h"
#include "funnel/funnel_detail.h"
#include "funnel/funnel_hits.h"
#include "funnel/funnel_pending.h"
#include "funnel/funnel_pg.h"
#include "pg/folding_pg.h"
#include "pg/stored_type_pg.h"

/* ---- the type ---- */

/* In canonical form. */
static const void *
opened(const void *value, CsqError *err)
{
	return csq_funnel_open(value, VARSIZE(value), err);
}

/*
 * funnel_in, _out, _recv, _send, _eq, _ne
 *
 * Text: {"v":1,"funnel":"opened -> resolved","levels":[cases at level 0, 1, 2]}, then
 * "excluded":n and "details":{"gaps":[...],"totals":[...],"lost":[...]} if any.
 * Binary: see funnel_counts.c.
 * Errors:  in: 22P02 malformed, 0A000 reserved forms of the specification; recv: 22P03
 *          for anything but a canonical form.
 * Cost:    O(length).
 */
CSQ_STORED_TYPE(funnel, csq_funnel, .utf8 = true, .open = opened)
CSQ_STORED_JSON(funnel, funnel_type)

const CsqFunnel *
csq_funnel_arg(FunctionCallInfo fcinfo, int n)
{
	return csq_stored_arg(fcinfo, n, &funnel_type);
}

/* ---- aggregates ---- */

/* Argument 0 as a state that may be changed in place. */
static CsqFunnel *
funnel_state(FunctionCallInfo fcinfo)
{
	return csq_flat_state(fcinfo, csq_funnel_check);
}

/* What the transition functions need of their third argument, made once. */
typedef struct Compiled
{
	CsqFunnelSpec *spec;
	CsqFunnel     *empty;
} Compiled;

static Compiled *
compile_kind(struct varlena *value, uint8_t kind)
{
	Compiled      *c = palloc(sizeof *c);
	CsqStoredText *v = (CsqStoredText *) value;

	c->spec = csq_funnel_spec_compile(value);
	c->empty = csq_funnel_new(kind, c->spec->rule.nsteps, v->text, CSQ_STORED_TEXT_LEN(v));
	return c;
}

static void *
compile_plain(struct varlena *value)
{
	return compile_kind(value, CSQ_FUNNEL_PLAIN);
}

static void *
compile_detailed(struct varlena *value)
{
	return compile_kind(value, CSQ_FUNNEL_DETAILED);
}

/* The state to add a case to; raises when its specification is another. */
static CsqFunnel *
state_for(CsqFunnel *f, const Compiled *c)
{
	CsqError err;

	if (f == NULL)
	{
		f = palloc(VARSIZE(c->empty));
		memcpy(f, c->empty, VARSIZE(c->empty));
	}
	else if (!csq_funnel_merge(&f, c->empty, &err)) /* adds nothing, but compares the specifications */
		csq_throw(&err);
	return f;
}

/*
 * funnel_count_append(funnel, journey, funnel_spec) -> funnel
 *
 * Transition function of funnel_count_agg: counts the case at its level.
 * NULL:    a row without journey or specification is skipped.
 * Errors:  22023 the specification differs from row to row, or the funnel has details.
 * Cost:    that of level().
 */
PG_FUNCTION_INFO_V1(csq_funnel_accum);
Datum
csq_funnel_accum(PG_FUNCTION_ARGS)
{
	CsqFunnel *f = PG_ARGISNULL(0) ? NULL : funnel_state(fcinfo);
	Compiled  *c;
	CsqHit    *hits;
	size_t     n;
	CsqError   err;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (f == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(f);
	}
	c = csq_compiled(fcinfo, 2, compile_plain);
	f = state_for(f, c);
	if (!csq_funnel_hits(CSQ_GETARG_VALUE(1), c->spec, &hits, &n, &err) ||
	    !csq_funnel_add(f, csq_funnel_level(&c->spec->rule, hits, n), 1, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(f);
}

/*
 * funnel_append(funnel, journey, funnel_spec [, as_of timestamptz]) -> funnel
 *
 * Transition function of funnel_agg: counts the case at its level, with
 * the times of its chosen chain and the activity after it.  With as_of later
 * events are left out, and a case that can still go on is pending.
 * NULL:    a row without journey or specification is skipped.
 * Errors:  22004 as_of NULL, 22008 infinite; 22023 the specification differs from row to row, or
 *          the funnel has no details; 22003 times that do not fit; 54000 more than 1 GB of different
 *          next activities, or of work space.
 * Cost:    that of steps(), and O(events) for the next activity.
 */
PG_FUNCTION_INFO_V1(csq_funnel_detail_accum);
Datum
csq_funnel_detail_accum(PG_FUNCTION_ARGS)
{
	CsqFunnel  *f = PG_ARGISNULL(0) ? NULL : funnel_state(fcinfo);
	CsqJourney *j;
	Compiled   *c;
	CsqHit     *hits;
	size_t      n;
	int64_t     times[CSQ_FUNNEL_MAX_STEPS];
	int         level;
	CsqText     next = {NULL, 0};
	int64_t     as_of = INT64_MAX;
	bool        known = false; /* what became of the case: next */
	CsqError    err;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (f == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(f);
	}
	c = csq_compiled(fcinfo, 2, compile_detailed);
	f = state_for(f, c);
	j = CSQ_GETARG_VALUE(1);
	if (!csq_funnel_hits(j, c->spec, &hits, &n, &err))
		csq_throw(&err);
	if (PG_NARGS() > 3)
	{
		as_of = csq_as_of_arg(fcinfo, 3);
		n = csq_funnel_hits_until(hits, n, as_of);
	}
	level = csq_funnel_steps(&c->spec->rule, hits, n, times, &err);
	if (level == CSQ_FUNNEL_FAILED)
		csq_throw(&err);
	if (as_of != INT64_MAX &&
	    !csq_funnel_pending(&c->spec->rule, hits, n, &(CsqHit){.at = as_of, .clock = as_of}, level, &known, &err))
		csq_throw(&err);
	if (!known && level > 0 && level < c->spec->rule.nsteps)
		known = csq_funnel_next(j, &c->spec->rule, level, times, as_of, &next);
	if (!csq_funnel_add_case(&f, &c->spec->rule, level, times, known ? &next : NULL, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(f);
}

/* ---- adding up ---- */

static void *
open_funnel(void *value, CsqError *err)
{
	return csq_funnel_open(value, VARSIZE(value), err);
}

static bool
fitting(const void *a, const void *b, CsqError *err)
{
	return csq_funnel_fits(a, b, err);
}

static void *
merged(const void *const *values, uint32_t n, CsqError *err)
{
	return csq_funnel_sum((const CsqFunnel *const *) values, n, err);
}

static const CsqFolding funnel_folding = {open_funnel, fitting, merged};

/*
 * funnel_combine(funnel, funnel) -> funnel
 *
 * Transition function of rollup(funnel), combine function of all, operator +.
 * NULL:    a NULL funnel adds nothing.
 * Errors:  22023 different specifications, or only one has details; 22003 counts
 *          out of range; 54000 details above 1 GB.
 * Cost:    O(steps); with details O(length), in rollup that of the second, times a
 *          logarithm.
 */
PG_FUNCTION_INFO_V1(csq_funnel_combine);
Datum
csq_funnel_combine(PG_FUNCTION_ARGS)
{
	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1) && csq_agg_context(fcinfo) != NULL &&
	    !VARATT_IS_EXTENDED((struct varlena *) PG_GETARG_POINTER(0)))
	{
		CsqFunnel *into = (CsqFunnel *) PG_GETARG_POINTER(0);
		CsqError   err;

		/* without details it is counts, which are changed in place */
		if (into->flat.kind == CSQ_FUNNEL_PLAIN)
		{
			if (!csq_funnel_merge(&into, csq_funnel_arg(fcinfo, 1), &err))
				csq_throw(&err);
			PG_RETURN_POINTER(into);
		}
	}
	return csq_folding_combine(fcinfo, &funnel_folding);
}

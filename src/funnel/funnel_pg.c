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
#include "funnel/funnel_outcome.h"
#include "funnel/funnel_pg.h"
#include "funnel/funnel_terms_pg.h"
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
 * Binary: see funnel.c.
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
	CsqText        text;
	CsqFunnel     *empty[CSQ_FUNNEL_AS_OF + 1]; /* by kind, as they are needed */
	MemoryContext  context;
} Compiled;

static void *
compile_spec(struct varlena *value)
{
	Compiled      *c = palloc0(sizeof *c);
	CsqStoredText *v = (CsqStoredText *) value;

	c->spec = csq_funnel_spec_compile(value);
	c->text = (CsqText){v->text, CSQ_STORED_TEXT_LEN(v)};
	c->context = CurrentMemoryContext;
	return c;
}

/* A funnel of no case on these terms. */
static const CsqFunnel *
empty_funnel(Compiled *c, uint8_t kind, CsqFunnelCalendar *calendar)
{
	CsqFunnelTerms terms = {.spec = c->text};
	CsqFunnel     *f = calendar == NULL ? c->empty[kind] : calendar->made_for == c ? calendar->made : NULL;
	MemoryContext  was;
	CsqBuf         text;

	if (f != NULL && f->flat.kind == kind)
		return f;
	was = MemoryContextSwitchTo(calendar == NULL ? c->context : calendar->context);
	if (calendar != NULL)
		terms.calendar = calendar->text;
	csq_buf_init(&text);
	csq_funnel_terms_write(&terms, &text);
	if (text.len > CSQ_FUNNEL_MAX_TERMS)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the calendar of a funnel is too long"),
		                errdetail("Its text has more than %d bytes.", CSQ_FUNNEL_MAX_TERMS),
		                errhint("Cut it to the years that the events are of, with during().")));
	f = csq_funnel_new(kind, c->spec->rule.nsteps, text.data, text.len);
	if (calendar == NULL)
		c->empty[kind] = f;
	else
	{
		calendar->made_for = c;
		calendar->made = f;
	}
	MemoryContextSwitchTo(was);
	return f;
}

/* The state to add a case to; raises when its terms are others. */
static CsqFunnel *
state_for(CsqFunnel *f, const CsqFunnel *empty)
{
	CsqError err;

	if (f == NULL)
	{
		f = palloc(VARSIZE(empty));
		memcpy(f, empty, VARSIZE(empty));
	}
	else if (!csq_funnel_merge(&f, empty, &err)) /* adds nothing, but compares the terms */
		csq_throw(&err);
	return f;
}

/*
 * A case in words, which goes by no other terms than the specification, when it is not the first of the state: counted
 * at its level.  Else false.
 */
static inline bool
count_words(FunctionCallInfo fcinfo)
{
	CsqFunnel            *f = csq_usual_state(fcinfo, 3);
	const CsqSharedState *s = f == NULL ? NULL : csq_shared_arg(fcinfo, 1);
	const Compiled       *c = s == NULL ? NULL : csq_constant(fcinfo, 2, compile_spec);
	CsqError              err;

	if (c == NULL || f->flat.kind != CSQ_FUNNEL_PLAIN || f->text_len != c->text.len ||
	    memcmp(csq_funnel_spec_of(f), c->text.s, c->text.len) != 0 || csq_funnel_kinds(c->spec) == NULL)
		return false;
	if (!csq_funnel_add(f, csq_funnel_level_of_words(c->spec, s), 1, &err))
		csq_throw(&err);
	return true;
}

/* The activity after the chain, if any: of the journey, or where that is NULL of the words. */
static bool
next_activity(const CsqJourney *j, const CsqSharedState *s, const CsqFunnelView *view, const CsqFunnelOutcome *o,
              CsqText *next)
{
	int64_t         until = view->has_as_of ? view->as_of : INT64_MAX;
	CsqSharedEvents e;

	if (j != NULL)
		return csq_funnel_next(j, view->rule, o->level, o->times, until, next);
	e = csq_shared_events(s);
	return csq_funnel_shared_next(&s->arena->labels, &e, view->rule, o->level, o->times, until, next);
}

/* The state with the case that this row is. */
static Datum
count_case(FunctionCallInfo fcinfo, const CsqFunnelArgs *args, bool counts_only)
{
	CsqFunnel            *f = PG_ARGISNULL(0) ? NULL : funnel_state(fcinfo);
	CsqFunnelTermsArgs    terms;
	Compiled             *c;
	const CsqJourney     *j;
	const CsqSharedState *s;
	CsqHit               *hits;
	size_t                n;
	CsqFunnelView         view = {.counts_only = counts_only};
	CsqFunnelOutcome      o;
	CsqText               next = {NULL, 0};
	bool                  known;
	CsqError              err;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
	{
		if (f == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(f);
	}
	if (f == NULL && args->as_of > 0)
		csq_refuse_zoneless(fcinfo);
	terms = csq_funnel_terms_args(fcinfo, args);
	c = csq_compiled(fcinfo, 2, compile_spec);
	view.rule = &c->spec->rule;
	view.calendar = terms.calendar != NULL ? terms.calendar->calendar : NULL;
	view.has_as_of = terms.has_as_of;
	view.as_of = terms.as_of;
	f = state_for(f, empty_funnel(c,
	                              !counts_only      ? CSQ_FUNNEL_FULL
	                              : terms.has_as_of ? CSQ_FUNNEL_AS_OF
	                                                : CSQ_FUNNEL_PLAIN,
	                              terms.calendar));
	n = csq_funnel_hits_arg(fcinfo, 1, c->spec, &hits, &j, &s);
	if (!csq_funnel_outcome(&view, hits, n, &o, &err))
		csq_throw(&err);
	if (counts_only)
	{
		if (!csq_funnel_count(f, &o, &err))
			csq_throw(&err);
		PG_RETURN_POINTER(f);
	}
	known = o.pending;
	if (!known && o.level > 0 && o.level < view.rule->nsteps)
		known = next_activity(j, s, &view, &o, &next);
	if (!csq_funnel_add_case(&f, view.rule, &o, known ? &next : NULL, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(f);
}

/*
 * funnel_count_append(funnel, journey, funnel_spec [, as_of timestamptz] [, working calendar]) -> funnel
 * funnel_count_append(funnel, journey, funnel_spec, clock text [, working calendar]) -> funnel
 * funnel_append(the same) -> funnel
 *
 * Transition functions of funnel_count_agg and funnel_agg: count the case at its level; funnel_agg with the times
 * of its chosen chain, attempts and the activity after it.  With as_of later events are left out, and a case that
 * can still go on is pending.  With a calendar gaps and windows are open time.  clock: see funnel_terms_pg.c.
 * NULL:    a row without journey or specification is skipped.
 * Errors:  22004 as_of or calendar NULL, 22008 as_of infinite, 22007 a time without a zone; with a calendar 22008
 *          for a step or as_of outside its validity; 22023 the terms differ from row to row; 22003 times that do not
 *          fit; 54000 more than 1 GB of different next activities, or of work space.
 * Cost:    that of level() or steps(), and O(events) for the next activity.
 */
#define FUNNEL_TRANSITION(suffix, ...)                                                                                 \
	PG_FUNCTION_INFO_V1(csq_funnel_count_append##suffix);                                                              \
	Datum csq_funnel_count_append##suffix(PG_FUNCTION_ARGS)                                                            \
	{                                                                                                                  \
		if (PG_NARGS() == 3 && CSQ_LIKELY(count_words(fcinfo)))                                                        \
			PG_RETURN_DATUM(PG_GETARG_DATUM(0));                                                                       \
		return count_case(fcinfo, &(CsqFunnelArgs){__VA_ARGS__}, true);                                                \
	}                                                                                                                  \
	PG_FUNCTION_INFO_V1(csq_funnel_append##suffix);                                                                    \
	Datum csq_funnel_append##suffix(PG_FUNCTION_ARGS)                                                                  \
	{                                                                                                                  \
		return count_case(fcinfo, &(CsqFunnelArgs){__VA_ARGS__}, false);                                               \
	}

FUNNEL_TRANSITION(, 0)
FUNNEL_TRANSITION(_as_of, .as_of = 3)
FUNNEL_TRANSITION(_calendar, .calendar = 3)
FUNNEL_TRANSITION(_as_of_calendar, .as_of = 3, .calendar = 4)
FUNNEL_TRANSITION(_clock, .clock = 3)
FUNNEL_TRANSITION(_clock_calendar, .clock = 3, .calendar = 4)

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

static const CsqFolding funnel_folding = {open_funnel, fitting, merged, false, NULL};

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
	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1) && csq_in_aggregate(fcinfo) &&
	    !VARATT_IS_EXTENDED((struct varlena *) PG_GETARG_POINTER(0)))
	{
		CsqFunnel *into = (CsqFunnel *) PG_GETARG_POINTER(0);
		CsqError   err;

		/* without details it is counts, which are changed in place */
		if (into->flat.kind == CSQ_FUNNEL_PLAIN || into->flat.kind == CSQ_FUNNEL_AS_OF)
		{
			const CsqFunnel *from = csq_funnel_arg(fcinfo, 1);

			if (into->flat.kind == from->flat.kind)
			{
				if (!csq_funnel_merge(&into, from, &err))
					csq_throw(&err);
				PG_RETURN_POINTER(into);
			}
		}
	}
	return csq_folding_combine(fcinfo, &funnel_folding);
}

/*
 * funnel_case_pg.c
 *		SQL shell of funnel_case: one case as a funnel needs it.
 *
 * funnel_case_agg(at, activity, spec) collects one word per event that matters,
 * level() and steps() read it with the same specification.  The
 * planner's support function of level and steps (funnel_support_pg.c) puts it where a
 * query asks one funnel of journey_agg(at, activity) and nothing else, so that the
 * query need not know.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "funnel/funnel_case.h"
#include "funnel/funnel_pg.h"
#include "funnel/funnel_words_pg.h"
#include "journey/journey_pg.h"
#include "pg/stored_type_pg.h"

/* ---- the type ---- */

/*
 * funnel_case_in, _out, _recv, _send
 *
 * Text: {"v":1,"data":"<base64>"} of the binary form, which funnel_case.c says.
 * Errors:  in: 22P02; recv: 22P03.
 * Cost:    recv: O(n); the others: O(n log n).
 */
CSQ_SEALED_TYPE(funnel_case, csq_funnel_case, .check = csq_funnel_case_check)
CSQ_STORED_JSON(funnel_case, funnel_case_type)

/* ---- funnel_case_agg ---- */

/* Adds the event of a row whose label was seen before, where a word is all there is to add, if that.  Else false. */
static inline bool
add_usual(FunctionCallInfo fcinfo, const CsqFunnelSite *site, CsqFunnelCase *c)
{
	CsqText label;
	int64   at = PG_GETARG_TIMESTAMPTZ(1);
	int     kind;

	if (!csq_plain_text_arg(fcinfo, 2, &label))
		return false;
	kind = csq_funnel_kind_seen(&site->memo, label.s, label.len);
	return kind >= 0 ? csq_funnel_case_add_usual(c, at, kind + 1) : kind == CSQ_KIND_NONE && csq_is_instant(at);
}

/* Most rows: the case has begun, and so on.  Else false. */
static inline bool
usual_row(FunctionCallInfo fcinfo)
{
	CsqFunnelCase       *c = csq_usual_state(fcinfo, 4);
	const CsqFunnelSite *site = c == NULL ? NULL : csq_only_constant(fcinfo, 3);

	if (site == NULL || c->key != site->hash || !csq_funnel_case_is(c, CSQ_CASE_OF_SPEC))
		return false;
	csq_funnel_case_prefetch(c);
	return add_usual(fcinfo, site, c);
}

/* The same of the row that begins a case, when it is not the first case of this call site: the case, else NULL. */
static inline CsqFunnelCase *
usual_first_row(FunctionCallInfo fcinfo)
{
	const CsqFunnelSite *site;
	CsqFunnelCase       *c;

	if (!PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) || !csq_in_aggregate(fcinfo) ||
	    !csq_has_call_memory(fcinfo))
		return NULL;
	site = csq_only_constant(fcinfo, 3);
	if (site == NULL)
		return NULL;
	c = csq_funnel_case_begin(fcinfo, CSQ_CASE_OF_SPEC, site->hash);
	return add_usual(fcinfo, site, c) ? c : NULL;
}

static Datum append_row(FunctionCallInfo fcinfo);

/*
 * funnel_case_append(funnel_case, at timestamptz, activity text, spec funnel_spec) -> funnel_case
 *
 * Transition function of funnel_case_agg.  Appends in place within an aggregate.
 * NULL:    a row without time, activity (NULL or blank) or specification is skipped; a row with
 *          them makes a case, whether or not its activity matters.
 * Errors:  22008 infinite time; 22023 the specification differs from row to row;
 *          0A000 a specification of more than 64 kinds of events; 54000 above 1 GB.
 * Cost:    O(1) amortised.
 */
PG_FUNCTION_INFO_V1(csq_funnel_case_append);
Datum
csq_funnel_case_append(PG_FUNCTION_ARGS)
{
	if (CSQ_LIKELY(usual_row(fcinfo)))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	return append_row(fcinfo);
}

/* The same of a time as it is typed: 22007 without a zone. */
PG_FUNCTION_INFO_V1(csq_funnel_case_append_typed);
Datum
csq_funnel_case_append_typed(PG_FUNCTION_ARGS)
{
	csq_read_typed_time(fcinfo, 1);
	return csq_funnel_case_append(fcinfo);
}

static pg_noinline Datum
append_row(FunctionCallInfo fcinfo)
{
	CsqFunnelCase *c = usual_first_row(fcinfo);
	CsqFunnelSite *site;
	CsqText        label;
	int64          at;
	int            kind;
	CsqError       err;

	if (CSQ_LIKELY(c != NULL))
		PG_RETURN_POINTER(c);
	c = PG_ARGISNULL(0) ? NULL : csq_funnel_case_state(fcinfo);
	if (PG_ARGISNULL(1) || csq_no_label(fcinfo, 2) || PG_ARGISNULL(3))
	{
		if (c == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(c);
	}
	site = csq_compiled(fcinfo, 3, csq_funnel_site);
	if (c == NULL)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
		c = csq_funnel_case_begin(fcinfo, CSQ_CASE_OF_SPEC, site->hash);
	}
	else
		csq_funnel_case_require(c, CSQ_CASE_OF_SPEC, site->hash);
	at = PG_GETARG_TIMESTAMPTZ(1);
	csq_require_event_time(at);
	label = csq_text_arg(fcinfo, 2);
	kind = csq_funnel_kind_of(&site->plan, &site->memo, label.s, label.len);
	if (!csq_funnel_case_add(&c, &site->plan, at, kind, label.s, label.len, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(c);
}

/* ---- funnel_words_agg ---- */

/* Most rows: the label has been seen before, of the specification of the call site.  The state, or 0. */
static inline Datum
usual_word(FunctionCallInfo fcinfo)
{
	CsqWordsSite        *w = csq_words_site(fcinfo);
	const CsqFunnelSite *site;
	CsqText              label;
	int                  kind;
	Datum                state;

	if (CSQ_UNLIKELY(w == NULL || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3)))
		return 0;
	site = csq_only_constant(fcinfo, 3);
	if (CSQ_UNLIKELY(site == NULL || site->hash != w->key || !csq_plain_text_arg(fcinfo, 2, &label)))
		return 0;
	kind = csq_funnel_kind_seen(&site->memo, label.s, label.len);
	if (CSQ_UNLIKELY(kind < 0))
		return kind == CSQ_KIND_NONE && !PG_ARGISNULL(0) && csq_is_instant(PG_GETARG_TIMESTAMPTZ(1))
		           ? PG_GETARG_DATUM(0)
		           : 0;
	state = PG_ARGISNULL(0) ? csq_words_begin_usual(w) : PG_GETARG_DATUM(0);
	if (CSQ_UNLIKELY(state == 0))
		return 0;
	return csq_words_add_usual(w, state, PG_GETARG_TIMESTAMPTZ(1), kind + 1);
}

static Datum append_word(FunctionCallInfo fcinfo);

/*
 * funnel_words_append(internal, at timestamptz, activity text, spec funnel_spec) -> internal
 *
 * Transition function of funnel_words_agg: what funnel_case_append does, of a state that funnel_words_pg.h says.
 * NULL, Errors, Cost: as there.
 */
PG_FUNCTION_INFO_V1(csq_funnel_words_append);
Datum
csq_funnel_words_append(PG_FUNCTION_ARGS)
{
	Datum state = usual_word(fcinfo);

	return CSQ_LIKELY(state != 0) ? state : append_word(fcinfo);
}

static pg_noinline Datum
append_word(FunctionCallInfo fcinfo)
{
	Datum          state = PG_ARGISNULL(0) ? 0 : PG_GETARG_DATUM(0);
	CsqFunnelSite *site;
	CsqWordsCase   open;
	CsqText        label;
	int64          at;
	int            kind;
	Datum          added;
	CsqError       err;

	if (PG_ARGISNULL(1) || csq_no_label(fcinfo, 2) || PG_ARGISNULL(3))
	{
		if (state == 0)
			PG_RETURN_NULL();
		return state;
	}
	site = csq_compiled(fcinfo, 3, csq_funnel_site);
	if (state == 0)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
		state = csq_words_begin(fcinfo, CSQ_CASE_OF_SPEC, site->hash);
	}
	else
		csq_funnel_case_require(csq_words_case(state), CSQ_CASE_OF_SPEC, site->hash);
	at = PG_GETARG_TIMESTAMPTZ(1);
	csq_require_event_time(at);
	label = csq_text_arg(fcinfo, 2);
	kind = csq_funnel_kind_of(&site->plan, &site->memo, label.s, label.len);
	if (kind == CSQ_KIND_NONE)
		return state;
	added = kind >= 0 ? csq_words_add(csq_words_site(fcinfo), state, at, kind + 1) : 0;
	if (CSQ_LIKELY(added != 0))
		return added;
	csq_words_open(fcinfo, state, &open);
	if (!csq_funnel_case_add(&open.c, &site->plan, at, kind, label.s, label.len, &err))
		csq_throw(&err);
	return csq_words_close(&open);
}

/*
 * funnel_case_merge(funnel_case, funnel_case) -> funnel_case
 *
 * Combine function of funnel_case_agg and window_funnel, transition function of rollup.
 * NULL:    a NULL adds nothing.
 * Errors:  22023 different specifications or windows; 54000 above 1 GB.
 * Cost:    O(events of the second).
 */
CSQ_STORED_MERGE(funnel_case, CsqFunnelCase, csq_funnel_case_check, csq_funnel_case_merge)

/* ---- readers ---- */

/* The events of argument 0, with a third argument on the clock of that calendar. */
static size_t
hits_of(FunctionCallInfo fcinfo, const CsqFunnelSite *site, CsqHit **hits)
{
	CsqError err;
	size_t   n;

	if (!csq_funnel_case_hits(csq_checked(CSQ_GETARG_VALUE(0), csq_funnel_case_check), &site->plan, site->hash, hits,
	                          &n, &err))
		csq_throw(&err);
	csq_funnel_clock_arg(fcinfo, *hits, n);
	return n;
}

/* The level of most cases, which are words and lie there plain: what csq_funnel_case_check() asks is seen at once. */
static inline bool
usual_level(FunctionCallInfo fcinfo, const CsqFunnelSite *site, int *level)
{
	const CsqFunnelCase *c = (const CsqFunnelCase *) PG_GETARG_POINTER(0);

	return !VARATT_IS_EXTENDED((const struct varlena *) c) && csq_funnel_case_of_words(c, CSQ_CASE_OF_SPEC) &&
	       csq_funnel_case_plain_level(c, &site->plan, site->hash, level);
}

/*
 * level(funnel_case, funnel_spec [, working calendar]) -> int
 *
 * The level of a journey of the same events.
 * NULL:    strict; a case that is dropped (not ... drop journey).
 * Errors:  22023 another specification; with a calendar 22008 for a step outside
 *          its validity; 54000 above 22 million events where the specification is
 *          not a plain sequence of steps.
 * Cost:    O(n k), O(n log n) when the events are not in order.
 */
PG_FUNCTION_INFO_V1(csq_case_level);
Datum
csq_case_level(PG_FUNCTION_ARGS)
{
	CsqFunnelSite *site = csq_compiled(fcinfo, 1, csq_funnel_site);
	CsqError       err;
	int            level;

	if (PG_NARGS() == 2 && CSQ_LIKELY(usual_level(fcinfo, site, &level)))
		PG_RETURN_INT32(level);
	if (PG_NARGS() > 2)
	{
		CsqHit *hits;
		size_t  n = hits_of(fcinfo, site, &hits);

		level = csq_funnel_level(&site->plan.spec->rule, hits, n);
	}
	else
		level = csq_funnel_case_level(csq_checked(CSQ_GETARG_VALUE(0), csq_funnel_case_check), &site->plan, site->hash,
		                              &err);
	if (level == CSQ_FUNNEL_FAILED)
		csq_throw(&err);
	PG_RETURN_DATUM(csq_level_datum(fcinfo, level));
}

/*
 * steps(funnel_case, funnel_spec [, working calendar]) -> timestamptz[]
 *
 * The steps of a journey of the same events.
 * NULL:    strict; a case that is dropped.  An empty array at level 0.
 * Errors:  those of level; 54000 more than 1 GB of work space.
 * Cost:    O(n k) time and space between start and completion.
 */
PG_FUNCTION_INFO_V1(csq_case_steps);
Datum
csq_case_steps(PG_FUNCTION_ARGS)
{
	CsqFunnelSite *site = csq_compiled(fcinfo, 1, csq_funnel_site);
	CsqHit        *hits;
	size_t         n = hits_of(fcinfo, site, &hits);

	PG_RETURN_DATUM(csq_steps_datum(fcinfo, &site->plan.spec->rule, hits, n));
}

/*
 * funnel_events_pg.c
 *		SQL shell of the one-level funnel_agg: the type funnel_events and its aggregate.
 *
 * funnel_agg(case, at, activity, spec) collects 16 bytes a row and makes the
 * funnel at the end, because a case may be spread over workers and partitions
 * until then.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "csq.h"
#include "case_id.h"
#include "funnel.h"
#include "funnel_events.h"
#include "funnel_pg.h"
#include "growing_pg.h"
#include "label_memo.h"
#include "stored_type_pg.h"

/* ---- the type ---- */

/* Cases in order. */
static const void *
opened(const void *value, CsqError *err)
{
	return csq_funnel_events_list(value, err);
}

/*
 * funnel_events_in, _out, _recv, _send
 *
 * Text: {"v":1,"funnel":"a -> b","cases":[[id, [[at, kind], ...]], ...]}
 * Errors:  in: 22P02 malformed text; recv: 22P03 for anything but a canonical binary form.
 * Cost:    in, recv: O(n); out, send: O(n log n).
 */
CSQ_STORED_TYPE(funnel_events, csq_funnel_events,.utf8 = true,.open = opened)

/* ---- funnel_agg(case, at, activity, spec) ---- */

/* What the transition function needs of the specification and the call site. */
typedef struct Prepared
{
	CsqFunnelPlan plan;
	CsqStoredText *value;
	uint64		hash;			/* of its text */
	CsqCaseType case_type;		/* 0 until asked for */
	CsqLabelMemo memo;
} Prepared;

static void *
prepare(struct varlena *value)
{
	Prepared   *p = palloc0(sizeof *p);
	CsqError	err;

	p->value = (CsqStoredText *) value;
	p->hash = csq_funnel_spec_hash(p->value->text, CSQ_STORED_TEXT_LEN(p->value));
	if (!csq_funnel_plan(csq_funnel_spec_compile(value), &p->plan, &err))
		csq_throw(&err);
	return p;
}

/* The kind of a label; short ones, which most are, cost a comparison once they have been seen. */
static inline int
kind_of(Prepared *p, const char *s, uint32 len)
{
	CsqMemoLabel label;
	CsqMemoLabel *place;

	if (!csq_memo_label(s, len, &label))
		return csq_funnel_kind(&p->plan, s, len);
	place = csq_memo_place(&p->memo, &label);
	if (!csq_memo_holds(place, &label))
	{
		label.number = csq_funnel_kind(&p->plan, s, len);
		*place = label;
	}
	return place->number;
}

CSQ_NORETURN static void time_out_of_range(void);

static void
time_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("time of an event out of range for funnel_agg"),
			 errdetail("Times must be finite and lie between the years -2567 and 6567."),
			 errhint("Filter such rows, or pass NULL: rows without a time are skipped.")));
}

static void
require_same_spec(const CsqFunnelEvents *fe, const Prepared *p)
{
	size_t		len = CSQ_STORED_TEXT_LEN(p->value);

	if (CSQ_UNLIKELY(fe->spec_hash != p->hash || fe->spec_len != len))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("funnel_agg needs the same specification on every row"),
				 errdetail("One is \"%s\", the other \"%s\".", csq_quoted(fe->spec, fe->spec_len).s,
						   csq_quoted(p->value->text, len).s),
				 errhint("Group by the specification, or filter to one.")));
}

/* ---- the state ---- */

static size_t
used_events(const void *state)
{
	return csq_funnel_events_used(state);
}

static void
copy_events(const void *state, void *to, size_t size)
{
	csq_funnel_events_copy(state, to, size);
}

static bool
merge_events(void **into, const void *from, CsqError *err)
{
	CsqFunnelEvents *fe = *into;

	if (!csq_funnel_events_merge(&fe, from, err))
		return false;
	*into = fe;
	return true;
}

static const CsqGrowing growing_events = {csq_funnel_events_check, used_events, copy_events, merge_events, 0, NULL};

/* The state of a transition: argument 0, or none yet. */
typedef struct State
{
	CsqGrowingState growing;
	CsqFunnelEvents *fe;		/* NULL: none yet */
} State;

static inline State
state_arg(FunctionCallInfo fcinfo)
{
	State		s;

	s.growing = csq_growing_arg(fcinfo, &growing_events);
	s.fe = s.growing.state;
	return s;
}

/* What the transition returns. */
static inline Datum
state_datum(FunctionCallInfo fcinfo, State *s, const CsqFunnelEvents *was)
{
	s->growing.state = s->fe;
	return csq_growing_datum(fcinfo, &s->growing, was, &growing_events);
}

/*
 * funnel_append(funnel_events, case_id anyelement, at timestamptz, activity text, spec funnel_spec) -> funnel_events
 *
 * Transition function of the one-level funnel_agg.  Appends in place within an aggregate.
 * NULL:    a row without case, time, activity or specification is skipped.
 * Errors:  22008 time infinite or out of range; 22023 the specification differs
 *          from row to row; 0A000 a case id of another type, or a specification
 *          of more than 64 kinds of events; 54000 more than 1 GB of events.
 * Cost:    O(1) amortised.
 */
PG_FUNCTION_INFO_V1(csq_funnel_events_accum);
Datum
csq_funnel_events_accum(PG_FUNCTION_ARGS)
{
	State		s = state_arg(fcinfo);
	const CsqFunnelEvents *was = s.fe;
	Prepared   *p;
	CsqCaseKey	key;
	char		buffer[40];
	CsqError	err;
	text	   *label;
	int64		at;
	int			kind;
	uint8		ids;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) || PG_ARGISNULL(4))
	{
		if (s.fe == NULL)
			PG_RETURN_NULL();
		return state_datum(fcinfo, &s, was);
	}
	p = csq_compiled(fcinfo, 4, prepare);
	if (CSQ_UNLIKELY(p->case_type == 0))
		p->case_type = csq_case_type(fcinfo, 1, "funnel_agg");
	at = PG_GETARG_TIMESTAMPTZ(2);
	if (CSQ_UNLIKELY(at <= CSQ_WINDOW_MIN_AT || at >= CSQ_WINDOW_END_AT))
		time_out_of_range();
	key = csq_case_key(p->case_type, PG_GETARG_DATUM(1), buffer);
	label = PG_GETARG_TEXT_PP(3);
	kind = kind_of(p, VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label));
	ids = key.kind == CSQ_KEY_TEXT ? CSQ_FUNNEL_TEXTS : CSQ_FUNNEL_INTS;
	if (s.fe == NULL)
	{
		csq_require_utf8();
		s.fe = csq_funnel_events_new(ids, p->value->text, CSQ_STORED_TEXT_LEN(p->value));
	}
	else
	{
		require_same_spec(s.fe, p);
		if (CSQ_UNLIKELY(s.fe->flat.kind != ids))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("case ids that are numbers and case ids that are texts cannot be merged")));
	}
	if (key.kind == CSQ_KEY_TEXT && !csq_funnel_events_text_id(&s.fe, key.s, key.len, &key.id, &err))
		csq_throw(&err);
	if (!csq_funnel_events_add(&s.fe, key.id, kind < 0 ? CSQ_FUNNEL_KNOWN : csq_window_pack(at, kind + 1), &err))
		csq_throw(&err);
	return state_datum(fcinfo, &s, was);
}

/*
 * funnel_combine(funnel_events, funnel_events) -> funnel_events
 *
 * Combine function of the one-level funnel_agg: the events of both; cases with the same id are one case.
 * NULL:    a NULL adds nothing.
 * Errors:  22023 different specifications, or ids of different kinds; 54000 more
 *          than 1 GB of events; 22000 a damaged value.
 * Cost:    O(events of the second).
 */
PG_FUNCTION_INFO_V1(csq_funnel_events_combine);
Datum
csq_funnel_events_combine(PG_FUNCTION_ARGS)
{
	return csq_growing_combine(fcinfo, &growing_events);
}

/*
 * funnel(funnel_events) -> funnel
 *
 * Final function of the one-level funnel_agg.  Does not change its argument.
 * NULL:    strict.
 * Errors:  22000 a damaged value.
 * Cost:    O(events), O(n log n) for cases whose events came out of order; 16
 *          bytes an event beside the state, none when cases came one after the other.
 */
PG_FUNCTION_INFO_V1(csq_funnel_events_final);
Datum
csq_funnel_events_final(PG_FUNCTION_ARGS)
{
	CsqError	err;
	CsqFunnel  *f = csq_funnel_events_count(csq_growing_value(fcinfo, 0, &growing_events, NULL), &err);

	if (f == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(f);
}

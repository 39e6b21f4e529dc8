/*
 * parted_pg.h
 *		What the types of journeys with parts share in SQL (journey/parted.h).
 *
 * Shell: include after postgres.h.
 */
#ifndef CSQ_PARTED_PG_H
#define CSQ_PARTED_PG_H

#include "fmgr.h"

#include "journey/journey_pg.h"
#include "journey/parted.h"
#include "pg/csq.h"

/* How a value is read whose core functions are PREFIX_open() and so on: opened(). */
#define CSQ_PARTED_OPENED(PREFIX)                                                                                      \
	static const void *opened(const void *value, CsqError *err)                                                        \
	{                                                                                                                  \
		CsqPartedView *view = csq_alloc(sizeof *view);                                                                 \
                                                                                                                       \
		return PREFIX##_open(value, view, err) ? view : NULL;                                                          \
	}

/* Argument 0 as a state that may be appended to, NULL where there is none. */
static inline CsqJourney *
csq_parted_state_arg(FunctionCallInfo fcinfo, CsqCheck check)
{
	if (PG_ARGISNULL(0))
		return NULL;
	csq_fetch_state(fcinfo, CSQ_JOURNEY_LINES);
	return csq_flat_state(fcinfo, check);
}

/*
 * The state that a transition function adds an event to, a new one where there is none,
 * and what every event has: its time in argument at, its activity in the next, seq last.
 */
static inline CsqJourney *
csq_parted_state(FunctionCallInfo fcinfo, CsqJourney *v, int at, int seq, CsqPartedEvent *e)
{
	if (v == NULL)
	{
		csq_require_utf8();
		csq_refuse_zoneless(fcinfo);
		v = csq_journey_new(CSQ_JOURNEY_FIRST_SIZE);
	}
	e->at = PG_GETARG_TIMESTAMPTZ(at);
	csq_require_event_time(e->at);
	e->activity = csq_text_arg(fcinfo, at + 1);
	e->has_seq = PG_NARGS() > seq && !PG_ARGISNULL(seq);
	if (e->has_seq)
		e->seq = PG_GETARG_INT64(seq);
	return v;
}

/* What a row that is skipped gives: the state as it is. */
static inline Datum
csq_parted_skip(FunctionCallInfo fcinfo, CsqJourney *v)
{
	if (v == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(v);
}

#endif /* CSQ_PARTED_PG_H */

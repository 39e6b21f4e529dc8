/*
 * tally_pg.h
 *		Tallies (tally.h) as states of aggregates.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_TALLY_PG_H
#define CSQ_TALLY_PG_H

#include "base/tally.h"
#include "pg/args_pg.h"
#include "pg/stored_type_pg.h"

/* Argument 0 as a tally that may be added to, made where it is NULL; 22023 when it has other parameters. */
static inline CsqTally *
csq_tally_state(FunctionCallInfo fcinfo, const CsqTallyType *type, CsqCheck check, double parameter,
                const CsqText *word)
{
	CsqTally *t;
	CsqError  err;

	if (PG_ARGISNULL(0))
		return csq_tally_new(type, parameter, word);
	t = csq_flat_state(fcinfo, check);
	if (!csq_tally_alike(type, t, parameter, word, &err))
		csq_throw(&err);
	return t;
}

/* The state as it was: a row that adds nothing. */
static inline Datum
csq_tally_unchanged(FunctionCallInfo fcinfo, CsqCheck check)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(csq_flat_state(fcinfo, check));
}

/* Adds a row and returns the state. */
static inline Datum
csq_tally_added(const CsqTallyType *type, CsqTally *t, const CsqText *labels, const int64 *numbers)
{
	CsqError err;

	if (!csq_tally_add(type, &t, labels, numbers, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(t);
}

/* A text argument that may be NULL: without bytes then. */
static inline CsqText
csq_text_or_nothing(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? (CsqText){"", 0} : csq_text_arg(fcinfo, n);
}

/* The same of a label, without white space at its ends: a blank one, the empty field of a file, is none. */
static inline CsqText
csq_label_or_blank(FunctionCallInfo fcinfo, int n)
{
	return csq_trimmed(csq_text_or_nothing(fcinfo, n));
}

/* Nothing in argument n: NULL or blank. */
static inline bool
csq_is_missing(FunctionCallInfo fcinfo, int n)
{
	return csq_is_blank(csq_text_or_nothing(fcinfo, n));
}

/* A label as text, NULL without bytes. */
static inline Datum
csq_label_or_nothing(const CsqText *t, bool *null)
{
	*null = t->len == 0;
	return *null ? (Datum) 0 : csq_label_datum(t);
}

/* A float8 column; what is not finite is NULL. */
static inline Datum
csq_finite_or_null(double v, bool *null)
{
	*null = !(v - v == 0);
	return *null ? (Datum) 0 : Float8GetDatum(v);
}

#endif /* CSQ_TALLY_PG_H */

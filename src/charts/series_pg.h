/*
 * series_pg.h
 *		Series as arguments and points as results of SQL functions.
 *
 * Shell header.
 */
#ifndef CSQ_SERIES_PG_H
#define CSQ_SERIES_PG_H

#include "calendar/calendar_args_pg.h"
#include "charts/series.h"

/* Argument n, a series: checked and packed. */
extern const CsqSeries *csq_series_arg(FunctionCallInfo fcinfo, int n);

/*
 * Its points; step_arg: number of an argument with the step, an interval or NULL; -1: none.  until as in
 * csq_series_grid.
 */
extern void csq_grid_of(FunctionCallInfo fcinfo, const CsqSeries *s, int step_arg, int64 until, CsqGrid *grid);

/* The same of argument 0, to its last bucket. */
extern void csq_grid_arg(FunctionCallInfo fcinfo, int step_arg, CsqGrid *grid);

/*
 * A bucket as two columns: its date (of instants: in UTC, or in the zone of the calendar, which may be NULL), and the
 * instant, which dates have none of.
 */
extern void csq_bucket_columns(const CsqGrid *grid, const CsqCalendar *calendar, int64 at, Datum *values, bool *nulls,
                               int date, int instant);

/* A date as a bucket of a series: its midnight in UTC where buckets are instants. */
extern int64 csq_bucket_of_date(const CsqSeries *s, int32 date);

/*
 * A text argument as microseconds: true for a date like 2026-01-31 (its midnight), false for an instant with
 * its zone;
 * 22007 for anything else.  what names it.
 */
extern bool csq_text_bucket_arg(FunctionCallInfo fcinfo, int n, const char *what, int64 *at);

/* A float8 column; what is not finite is NULL. */
static inline Datum
csq_number_or_null(double v, bool *null)
{
	*null = !(v - v == 0);
	return *null ? (Datum) 0 : Float8GetDatum(v);
}

#endif /* CSQ_SERIES_PG_H */

/*
 * retention_pg.c
 *		SQL shell: active periods and life cycle of a journey, cohorts and their retention.
 *
 * Periods are those of the wall clock of a named zone, whose rules come from the
 * server's time zone database, as those of a calendar do.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/date.h"

#include "pg/csq.h"
#include "pg/rows_pg.h"
#include "journey/journey_pg.h"
#include "journey/retention.h"
#include "base/stats.h"
#include "pg/stored_type_pg.h"
#include "journey/as_of_pg.h"

/* ---- arguments ---- */

static CsqPeriod
unit_arg(FunctionCallInfo fcinfo, int n)
{
	CsqText   t = csq_text_arg(fcinfo, n);
	CsqPeriod unit;
	CsqError  err;

	if (!csq_period_parse(t.s, t.len, &unit, &err))
		csq_throw(&err);
	return unit;
}

/* Argument n, a date. */
static int32
until_arg(FunctionCallInfo fcinfo, int n)
{
	DateADT date = PG_GETARG_DATEADT(n);

	if (DATE_NOT_FINITE(date))
		ereport(ERROR, (errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE), errmsg("periods cannot be listed until infinity"),
		                errhint("Leave until out for an end at the last event, or give a date.")));
	return date;
}

static Datum
first_day(CsqPeriod unit, int32 period)
{
	return DateADTGetDatum(csq_period_first(unit, period));
}

static int64
active_arg(FunctionCallInfo fcinfo, CsqPeriod unit, const CsqZone *zone, int32 **periods)
{
	CsqJourneyView view;
	CsqError       err;
	int64          n;

	csq_journey_arg(fcinfo, 0, &view);
	n = csq_active_periods(&view, unit, zone, periods, &err);
	if (n < 0)
		csq_throw(&err);
	return n;
}

/* ---- one journey ---- */

/*
 * active_periods(journey, unit text [, zone text]) -> date[]
 *
 * The first days of the periods (day, week from Monday, month, quarter, year) of the
 * zone's wall clock in which the journey has an event.
 * NULL:    strict; an empty journey has none.
 * Errors:  22023 another unit, an unknown zone; 22008 a period that begins before 4714-11-24 BC.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_active_periods_sql);
Datum
csq_active_periods_sql(PG_FUNCTION_ARGS)
{
	CsqPeriod unit = unit_arg(fcinfo, 1);
	int32    *periods;
	int64     n = active_arg(fcinfo, unit, csq_zone_arg(fcinfo, 2), &periods);
	Datum    *days = csq_alloc(((size_t) n + 1) * sizeof *days);

	for (int64 i = 0; i < n; i++)
		days[i] = first_day(unit, periods[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(days, (int) n, DATEOID, sizeof(DateADT), true, TYPALIGN_INT));
}

/*
 * lifecycle(journey, unit text [, zone text [, until date]]) -> setof (period date, state text)
 *
 * From the first period with an event to the last, or to that of until: new in the
 * first; returning with an event in the period before, too; resurrecting with an event
 * but none in the period before; dormant without one.
 * NULL:    until NULL: no end but the last event; journey NULL: no rows.
 * Errors:  as active_periods(); 22004 unit or zone NULL; 22008 an infinite until; 54000 more than a million periods.
 * Cost:    O(n log n + periods).
 */
PG_FUNCTION_INFO_V1(csq_lifecycle);
Datum
csq_lifecycle(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqPeriod      unit;
	int32         *active;
	int64          n;
	int64          last;
	int64          i = 0;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	csq_require_given(fcinfo, 1, "unit of lifecycle", "Use day, week, month, quarter or year.");
	csq_require_given(fcinfo, 2, "zone of lifecycle", "Leave it out for UTC.");
	unit = unit_arg(fcinfo, 1);
	n = active_arg(fcinfo, unit, csq_zone_arg(fcinfo, 2), &active);
	if (n == 0)
		return (Datum) 0;
	last = active[n - 1];
	if (!PG_ARGISNULL(3))
		last = csq_period_of_date(unit, until_arg(fcinfo, 3));
	csq_require_rows(last - active[0] + 1, CSQ_SPAN_ROWS, "lifecycle", "Take a longer unit, or a nearer until.");
	for (int64 p = active[0]; p <= last; p++)
	{
		bool        is = i < n && active[i] == p;
		const char *state = !is ? "dormant" : i == 0 ? "new" : active[i - 1] == p - 1 ? "returning" : "resurrecting";
		CsqText     label = {state, strlen(state)};
		Datum       values[2];
		bool        nulls[2] = {false, false};

		i += is;
		values[0] = first_day(unit, (int32) p);
		values[1] = csq_label_datum(&label);
		csq_srf_row(rsinfo, values, nulls);
		pfree(DatumGetPointer(values[1]));
		csq_poll((uint64_t) p);
	}
	return (Datum) 0;
}

/* ---- the type cohort ---- */

static CsqCohort *
cohort_arg(FunctionCallInfo fcinfo, int n)
{
	return csq_checked(CSQ_GETARG_VALUE(n), csq_cohort_check);
}

/*
 * cohort_in, _out, _recv, _send, _eq, _ne
 *
 * Text: {"v":1,"unit":"week","zone":"UTC","first":"opened","again":null,"cohorts":[["2026-03-02",5,0,3,2,1]]}.
 * Binary: see retention.c.  Equal: the same kind and the same counts.
 * Errors:  in: 22P02 malformed text; recv: 22P03.
 * Cost:    O(size).
 */
CSQ_STORED_TYPE(cohort, csq_cohort, .utf8 = true, .check = csq_cohort_check)
CSQ_STORED_JSON(cohort, cohort_type)

/* ---- aggregates ---- */

/*
 * cohort_append(cohort, journey, first text, again text, unit text [, zone text]) -> cohort
 *
 * Transition function of cohort_agg: counts the journey in the cohort of its first event
 * with the activity first, and in each period in which it has a later one with the activity
 * again.
 * NULL:    first or again NULL: any activity; a row with another NULL is skipped, and so is
 *          a journey without the first event.
 * Errors:  22023 another unit, an unknown zone, another kind of cohort than before; 22008 a
 *          period out of range; 54000 above 1 GB.
 * Cost:    O(n log n) for n events, O(n) when they are in order, O(log cells) per period that was
 *          there, O(sqrt(cells)) per new one.
 */
PG_FUNCTION_INFO_V1(csq_cohort_append);
Datum
csq_cohort_append(PG_FUNCTION_ARGS)
{
	CsqCohort     *c = PG_ARGISNULL(0) ? NULL : csq_flat_state(fcinfo, csq_cohort_check);
	const CsqZone *zone;
	CsqCohortRule  rule = {CSQ_PERIOD_DAY, NULL, {NULL, 0}, {NULL, 0}};
	CsqJourneyView view;
	CsqError       err;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(4) || (PG_NARGS() > 5 && PG_ARGISNULL(5)))
	{
		if (c == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(c);
	}
	csq_require_utf8();
	zone = csq_zone_arg(fcinfo, 5);
	rule.unit = unit_arg(fcinfo, 4);
	rule.zone = zone->name;
	if (!PG_ARGISNULL(2))
		rule.first = csq_text_arg(fcinfo, 2);
	if (!PG_ARGISNULL(3))
		rule.again = csq_text_arg(fcinfo, 3);
	if (c == NULL)
	{
		csq_refuse_zoneless(fcinfo);
		c = csq_cohort_new(&rule, &err);
	}
	else if (!csq_cohort_same_rule(c, &rule, &err))
		csq_throw(&err);
	csq_journey_arg(fcinfo, 1, &view);
	if (c == NULL || !csq_cohort_add(&c, &view, zone, &err))
		csq_throw(&err);
	PG_RETURN_POINTER(c);
}

/*
 * cohort_merge(cohort, cohort) -> cohort
 *
 * Transition function of rollup(cohort) and combine function of both.
 * NULL:    a NULL adds nothing.
 * Errors:  22023 different kinds; 22003 counts out of range; 22000 a damaged stored value.
 * Cost:    O(cells of both); O(cells of the second times log of the first) when those are few.
 */
CSQ_STORED_MERGE(cohort, CsqCohort, csq_cohort_check, csq_cohort_merge)

/* ---- retention ---- */

/* Of each cohort those from its own period to the last. */
static int64
retention_rows(const CsqCohort *c, int64 last)
{
	const CsqCohortCell *cells = csq_cohort_cells(c);
	int64                rows = 0;

	for (uint32 i = 0; i < c->ncells; i++)
		if ((i == 0 || cells[i].cohort != cells[i - 1].cohort) && last >= cells[i].cohort)
			rows += last - cells[i].cohort + 1;
	return rows;
}

/*
 * What is to be said of all rows: a name that no journey has looks like a retention of 0.
 * Of activities of which nothing is known but that nobody was counted for them.
 */
static char *
note_of_cohorts(const CsqCohort *c)
{
	const CsqCohortCell *cells = csq_cohort_cells(c);
	CsqCohortRule        rule = csq_cohort_rule(c);

	if (c->ncells == 0)
		return rule.first.s == NULL ? pstrdup("no journey has an event")
		                            : psprintf("no journey has \"%s\"", csq_quoted(rule.first.s, rule.first.len).s);
	for (uint32 i = 0; i < c->ncells; i++)
		if (cells[i].n >= 0)
			return NULL;
	return rule.again.s == NULL ? NULL
	                            : psprintf("no later event is \"%s\"", csq_quoted(rule.again.s, rule.again.len).s);
}

/* No cohort: a row that says why. */
static void
put_no_cohort(ReturnSetInfo *rsinfo, const char *note)
{
	Datum values[9] = {0};
	bool  nulls[9] = {true, false, true, true, false, true, true, true, false};

	values[1] = values[4] = Int64GetDatum(0);
	values[8] = csq_string_datum(note, strlen(note));
	csq_srf_row(rsinfo, values, nulls);
}

static void
put_cohort_row(ReturnSetInfo *rsinfo, CsqPeriod unit, const CsqCohortCell *cell, int64 size, double z, Datum note)
{
	CsqShare    share = {(double) cell->count, (double) size};
	CsqInterval interval = csq_wilson(share, z);
	Datum       values[9];
	bool        nulls[9] = {false};

	values[0] = first_day(unit, cell->cohort);
	values[1] = Int64GetDatum(size);
	values[2] = Int32GetDatum(cell->n);
	values[3] = first_day(unit, cell->cohort + cell->n);
	values[4] = Int64GetDatum(cell->count);
	values[5] = Float8GetDatum(share.hits / share.trials);
	values[6] = Float8GetDatum(interval.lo);
	values[7] = Float8GetDatum(interval.hi);
	values[8] = note;
	nulls[8] = note == (Datum) 0;
	csq_srf_row(rsinfo, values, nulls);
}

/*
 * retention(cohort [, until date [, confidence float8]])
 *		-> setof (cohort date, size int8, n int, period date, came int8, rate float8, lo float8, hi float8, note text)
 *
 * For each cohort and each n, from 0 to the period of until, how many of its journeys
 * came again n periods later, their share of the cohort and its Wilson interval; note:
 * that no journey was counted for an activity, which may be misspelt.  Of no cohorts one
 * row, with that note.
 * NULL:    until NULL: up to the last period in which anyone began or came again; no rows
 *          when the cohort is NULL.
 * Errors:  22023 confidence not between 0 and 1; 22004 confidence NULL; 22008 an infinite date; 54000 more
 *          than ten million rows.
 * Cost:    O(rows).
 */
PG_FUNCTION_INFO_V1(csq_retention);
Datum
csq_retention(PG_FUNCTION_ARGS)
{
	ReturnSetInfo       *rsinfo = csq_srf_begin(fcinfo);
	const CsqCohort     *c;
	const CsqCohortCell *cells;
	CsqPeriod            unit;
	double               z;
	int64                last = INT64_MIN;
	char                *note;
	Datum                said;

	if (PG_ARGISNULL(0))
		return (Datum) 0;
	csq_require_given(fcinfo, 2, "confidence of retention", "Leave it out for its default.");
	csq_require_level(PG_GETARG_FLOAT8(2), "confidence");
	z = csq_z_of(PG_GETARG_FLOAT8(2));
	c = csq_cohort_settled(cohort_arg(fcinfo, 0));
	cells = csq_cohort_cells(c);
	unit = (CsqPeriod) c->unit;
	note = note_of_cohorts(c);
	said = note == NULL ? (Datum) 0 : csq_string_datum(note, strlen(note));
	if (c->ncells == 0)
		put_no_cohort(rsinfo, note);
	for (uint32 i = 0; i < c->ncells; i++)
		last = Max(last, (int64) cells[i].cohort + Max(cells[i].n, 0));
	if (!PG_ARGISNULL(1))
		last = csq_period_of_date(unit, until_arg(fcinfo, 1));
	csq_require_rows(retention_rows(c, last), 10 * CSQ_SPAN_ROWS, "retention",
	                 "Take a longer unit in cohort_agg, or a nearer until.");
	for (uint32 i = 0; i < c->ncells;)
	{
		int32 cohort = cells[i].cohort;
		int64 size = cells[i++].count;

		for (int64 n = 0; cohort + n <= last; n++)
		{
			CsqCohortCell none = {cohort, (int32) n, 0};
			bool          came = i < c->ncells && cells[i].cohort == cohort && cells[i].n == n;

			put_cohort_row(rsinfo, unit, came ? &cells[i++] : &none, size, z, said);
			csq_check_interrupts();
		}
		while (i < c->ncells && cells[i].cohort == cohort)
			i++;
	}
	return (Datum) 0;
}

CSQ_PLANNED_ROWS_OF(csq_retention, CsqCohort, v->ncells)

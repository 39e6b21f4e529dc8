/*
 * process_credit_pg.c
 *		SQL shell of attribution: credit of a journey and of a process.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "process/process.h"
#include "process/process_pg.h"

/* Argument 2, the name of a model. */
static CsqCredit
credit_model(FunctionCallInfo fcinfo)
{
	CsqText   name = csq_text_arg(fcinfo, 2);
	CsqCredit m;
	CsqError  err;

	if (!csq_credit_parse(name.s, name.len, &m, &err))
		csq_throw(&err);
	return m;
}

static int64_t
half_life_usec(const Interval *i)
{
	int64_t usec;

	if (i->month != 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("half_life of credit must not hold months"),
		                errdetail("A month has no fixed length."), errhint("Write it in days or hours.")));
	if (!csq_interval_usec(i, &usec) || usec <= 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("half_life of credit must be positive"),
		                errdetail("In this time before the goal the weight of an event halves."),
		                errhint("Leave it out for 7 days.")));
	return usec;
}

/*
 * credit(journey, goal text, model text default 'linear', half_life interval default '7 days')
 *     -> setof (ord int, activity text, channel text, weight float8)
 *
 * The events before the first event of the goal with their share of the credit;
 * the weights add up to 1.  ord is that of events().  Models: first, last, linear,
 * position, time_decay.
 * NULL:    no rows; no rows when the goal is not reached or nothing is before it.
 * Errors:  22023 unknown model, half_life not positive or with months.
 * Cost:    O(n log n), O(n) for events in order.
 */
PG_FUNCTION_INFO_V1(csq_credit_journey);
Datum
csq_credit_journey(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqJourneyView view;
	CsqError       err;
	CsqCredit      m;
	CsqText        goal;
	int64_t        half_life;
	int64_t       *ages;
	double        *weights;
	uint32_t       n = 0;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		return (Datum) 0;
	m = credit_model(fcinfo);
	if (m == CSQ_CREDIT_MARKOV)
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("model markov needs many cases, not one journey"),
		         errhint("Use credit(process_agg(journey), goal, 'markov').")));
	half_life = half_life_usec(PG_GETARG_INTERVAL_P(3));
	if (!csq_journey_open(CSQ_GETARG_VALUE(0), &view, &err))
		csq_throw(&err);
	goal = csq_text_arg(fcinfo, 1);
	while (n < view.nevents && csq_text_compare(&view.labels[view.events[n].activity], &goal) != 0)
		n++;
	if (n == view.nevents || n == 0)
		return (Datum) 0;
	ages = csq_alloc(n * sizeof *ages);
	weights = csq_alloc(n * sizeof *weights);
	for (uint32_t i = 0; i < n; i++)
		if (!csq_sub_i64(view.events[n].at, view.events[i].at, &ages[i]))
			ages[i] = INT64_MAX;
	csq_credit_weights(m, ages, n, half_life, weights);
	for (uint32_t i = 0; i < n; i++)
	{
		const CsqEvent *e = &view.events[i];
		Datum           values[4] = {0};
		bool            nulls[4] = {false};

		values[0] = Int32GetDatum((int32) i + 1);
		values[1] = csq_label_datum(&view.labels[e->activity]);
		nulls[2] = e->channel == 0;
		if (!nulls[2])
			values[2] = csq_label_datum(&view.labels[e->channel]);
		values[3] = Float8GetDatum(weights[i]);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * credit(process, goal text, model text default 'linear') -> setof (activity text, credit float8, share float8)
 *
 * The cases that reach the goal, divided among the activities before it: credit in
 * cases, share of all of them.  The row without activity is for cases that begin
 * with the goal.  Models: first, last, linear, position, markov (removal_effect).
 * Activities without credit are left out.
 * NULL:    no rows; no rows for a process without cases.
 * Errors:  22023 no such activity, unknown model, or time_decay, which needs times; 54000 more than
 *          400 activities for markov.
 * Cost:    O(size of the process); markov O(A^4) for A activities.
 */
PG_FUNCTION_INFO_V1(csq_credit_process);
Datum
csq_credit_process(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	CsqError       err;
	CsqCredit      m;
	CsqText        goal;
	uint32_t       g;
	double        *credit;
	double         sum;
	int64_t        untouched;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return (Datum) 0;
	m = credit_model(fcinfo);
	if (m == CSQ_CREDIT_TIME_DECAY)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("model time_decay needs the times of events, which a process does not keep"),
		                errhint("Use credit(journey, goal, 'time_decay') and add up the weights.")));
	csq_process_arg(fcinfo, 0, &p);
	if (p.nactivities == 0)
		return (Datum) 0;
	goal = csq_text_arg(fcinfo, 1);
	g = csq_require_activity(&p, &goal, "credit");
	credit = csq_alloc((p.nactivities + (size_t) 1) * sizeof *credit);
	if (!csq_process_credit(&p, g, m, credit, &untouched, &err))
		csq_throw(&err);
	credit[p.nactivities] = sum = (double) untouched;
	for (uint32_t i = 0; i < p.nactivities; i++)
		sum += credit[i];
	for (uint32_t i = 0; i <= p.nactivities; i++)
	{
		Datum values[3] = {0};
		bool  nulls[3] = {false};

		if (credit[i] == 0)
			continue;
		nulls[0] = i == p.nactivities;
		if (!nulls[0])
			values[0] = csq_label_datum(&p.activities[i]);
		values[1] = Float8GetDatum(credit[i]);
		values[2] = Float8GetDatum(credit[i] / sum);
		csq_srf_row(rsinfo, values, nulls);
	}
	return (Datum) 0;
}

/*
 * process_predict_pg.c
 *		SQL shell: what becomes of a case under way.
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "pg/csq.h"
#include "base/stats.h"
#include "process/process.h"
#include "process/process_pg.h"

/* The goals of argument n, each once, numbered from 1; goal: by activity. */
static CsqText *
goals_arg(FunctionCallInfo fcinfo, int n, const CsqProcess *p, uint32_t **goal, uint32_t *ngoals)
{
	uint32   nitems;
	CsqText *items = csq_texts_arg(fcinfo, n, &nitems);

	*ngoals = 0;
	*goal = csq_alloc0((p->nactivities + (size_t) 1) * sizeof **goal);
	for (uint32 i = 0; i < nitems; i++)
	{
		uint32_t a = csq_process_activity(p, &items[i]);
		bool     again = false;

		for (uint32_t g = 0; g < *ngoals && !again; g++)
			again = csq_text_same(&items[g], &items[i]);
		if (again)
			continue;
		items[(*ngoals)++] = items[i];
		if (a < p->nactivities)
			(*goal)[a] = *ngoals;
		csq_poll(i);
	}
	return items;
}

/* What closes a case, by activity; NULL: every case is over. */
static bool *
closing_arg(FunctionCallInfo fcinfo, int n, const CsqProcess *p)
{
	uint32   nitems;
	CsqText *items;
	bool    *closed;
	bool     any = false;

	if (PG_ARGISNULL(n))
		return NULL;
	items = csq_texts_arg(fcinfo, n, &nitems);
	closed = csq_alloc0(p->nactivities + (size_t) 1);
	for (uint32 i = 0; i < nitems; i++)
		closed[csq_process_activity(p, &items[i])] = true;
	for (uint32_t a = 0; a < p->nactivities; a++)
		any |= closed[a];
	if (!any && p->nactivities > 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("predict: no case of the process is over by closed_by"),
		                errdetail("A case is over when its last activity is one of closed_by."),
		                errhint("activities(process) lists what there is; without closed_by every case is over.")));
	return closed;
}

/* One outcome (0: no goal).  Nothing is known of a goal that the process does not have: it may be misspelt. */
static void
outcome_row(ReturnSetInfo *rsinfo, const CsqProcess *p, const CsqPrediction *x, uint32_t g, const CsqText *label,
            double z, const char *basis)
{
	Datum values[8] = {0};
	bool  nulls[8] = {g == 0};
	bool  known = x->cases > 0 && (g == 0 || csq_process_activity(p, label) < p->nactivities);

	if (g != 0)
		values[0] = csq_label_datum(label);
	nulls[1] = nulls[2] = nulls[3] = !known;
	if (known)
	{
		CsqShare    share = {(double) x->reached[g], (double) x->cases};
		CsqInterval i = csq_wilson(share, z);

		values[1] = Float8GetDatum(share.hits / share.trials);
		values[2] = Float8GetDatum(i.lo);
		values[3] = Float8GetDatum(i.hi);
	}
	values[4] = Int64GetDatum(x->reached[g]);
	values[5] = Int64GetDatum(x->cases);
	nulls[6] = x->reached[g] == 0;
	if (!nulls[6])
		values[6] = csq_mean_length_datum(x->remaining[g]);
	values[7] = CStringGetTextDatum(basis);
	csq_srf_row(rsinfo, values, nulls);
}

/* The path holds a goal: there is nothing left to predict. */
static void
reached_row(ReturnSetInfo *rsinfo, const CsqText *label)
{
	Datum values[8] = {csq_label_datum(label),
	                   Float8GetDatum(1),
	                   Float8GetDatum(1),
	                   Float8GetDatum(1),
	                   0,
	                   0,
	                   csq_mean_length_datum(0),
	                   CStringGetTextDatum("reached")};
	bool  nulls[8] = {false, false, false, false, true, true, false, false};

	csq_srf_row(rsinfo, values, nulls);
}

/* Row and true when the path holds a goal, be it one that the process does not have. */
static bool
has_reached(ReturnSetInfo *rsinfo, const CsqText *path, uint32 len, const CsqText *goals, uint32_t ngoals)
{
	for (uint32 i = 0; i < len; i++)
		for (uint32_t g = 0; g < ngoals; g++)
		{
			csq_poll(g);
			if (csq_text_same(&path[i], &goals[g]))
			{
				reached_row(rsinfo, &goals[g]);
				return true;
			}
		}
	return false;
}

/*
 * predict(process, path text[], goals text[], closed_by text[] default NULL, at_least int4 default 30,
 * confidence float8 default 0.95)
 *		-> setof (outcome text, probability, lo, hi float8, n, cases int8, remaining interval, basis text)
 *
 * What becomes of a case that has taken this path: for each goal, and for none (NULL),
 * the share of the cases that came there first, with Wilson limits, and the mean time
 * until then.  basis "path": cases that began with the whole path; where fewer than
 * at_least did, "last k": places at which cases had the same last k activities, the
 * most that at_least places share, else one; "reached": the path has a goal in it.
 * remaining adds up the means of the edges.  With closed_by only cases count whose
 * last activity is one of these.
 * NULL:    no rows, but for closed_by: every case is over.  Probabilities are NULL where no
 *          case was at the last activity, and of a goal that the process does not have; NULL elements of arrays are
 *          left out.
 * Errors:  22023 a confidence outside (0, 1), at_least below 1, or a closed_by that closes nothing.
 * Cost:    O(length of all variants), for each k that is tried.
 * Source:  W. van der Aalst, M. Schonenberg, M. Song, Information Systems 36 (2011), 450-475.
 */
PG_FUNCTION_INFO_V1(csq_predict);
Datum
csq_predict(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = csq_srf_begin(fcinfo);
	CsqProcess     p;
	CsqPrediction  x;
	CsqText       *labels;
	CsqText       *items;
	uint32_t      *goal;
	uint32_t      *path;
	uint32_t       ngoals;
	uint32         len;
	char           basis[40];

	if (PG_ARGISNULL(0) || PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(4) || PG_ARGISNULL(5))
		return (Datum) 0;
	csq_require_level(PG_GETARG_FLOAT8(5), "confidence");
	if (PG_GETARG_INT32(4) < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		                errmsg("at_least of predict must be at least 1, not %d", PG_GETARG_INT32(4))));
	csq_process_arg(fcinfo, 0, &p);
	labels = goals_arg(fcinfo, 2, &p, &goal, &ngoals);
	items = csq_texts_arg(fcinfo, 1, &len);
	if (has_reached(rsinfo, items, len, labels, ngoals))
		return (Datum) 0;
	path = csq_alloc((len + (size_t) 1) * sizeof *path);
	for (uint32 i = 0; i < len; i++)
		path[i] = csq_process_activity(&p, &items[i]);
	csq_process_predict(&p, path, len, goal, ngoals, closing_arg(fcinfo, 3, &p), PG_GETARG_INT32(4), &x);
	snprintf(basis, sizeof basis, x.whole ? "path" : "last %u", x.last);
	for (uint32_t k = 1; k <= ngoals + 1; k++)
	{
		uint32_t g = k % (ngoals + 1);

		outcome_row(rsinfo, &p, &x, g, g == 0 ? NULL : &labels[g - 1], csq_z_of(PG_GETARG_FLOAT8(5)), basis);
	}
	return (Datum) 0;
}

/*
 * assess.c
 *		Has a target been attained?  Judged by an interval, never by the point.
 *
 * at_least and at_most judge the interval of the present figure, points and
 * relative that of the change since the baseline.  What no such figure can reach
 * is unreachable, whatever was measured.  Where the interval holds the target,
 * the answer is open, and the number of further observations that would settle it
 * (should the figure stay) is found by bisection.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/evaluation.h"
#include "base/literal.h"

#define MOST_OBSERVATIONS 1e12
#define MOST_RELATIVE     2

static const char *const kind_names[] = {"at_least", "at_most", "points", "relative"};

bool
csq_target_kind(const char *name, size_t len, CsqGoalKind *kind, CsqError *err)
{
	for (int i = 0; i < 4; i++)
		if (csq_option_is((CsqText){name, len}, kind_names[i]))
		{
			*kind = (CsqGoalKind) i;
			return true;
		}
	return csq_fail(err, CSQ_PARAM, "unknown kind of target \"%s\"", csq_quoted(name, len).s) ||
	       csq_detail(err, "A target is a figure (at_least, at_most), or a change since the baseline in units of the "
	                       "metric (points) or as a share of it (relative).") ||
	       csq_hint(err, "The kinds are at_least, at_most, points and relative.");
}

const char *
csq_verdict_name(CsqVerdict v)
{
	static const char *const names[] = {"attained", "missed", "cannot_tell", "unreachable"};

	return names[v];
}

static bool
of_change(CsqGoalKind kind)
{
	return kind == CSQ_TARGET_POINTS || kind == CSQ_TARGET_RELATIVE;
}

/* 0.5 and 0.07 are 0.57, not 0.5700000000000001, which a figure of 57 in 100 would miss. */
static double
fifteen_digits(double v)
{
	char text[32];

	snprintf(text, sizeof text, "%.15g", v);
	return strtod(text, NULL);
}

/* What is judged against the target, had there been factor times as many observations. */
static CsqInterval
judged(const CsqFigure *baseline, const CsqFigure *now, CsqGoalKind kind, double factor, double confidence)
{
	CsqInterval i;

	if (!of_change(kind))
		return csq_figure_interval(now, factor, confidence);
	if (kind == CSQ_TARGET_POINTS)
		i = csq_figure_change(baseline, now, factor, confidence);
	else
	{
		i = csq_figure_quotient(baseline, now, factor, confidence);
		i.lo -= 1;
		i.hi -= 1;
	}
	i.lo = fifteen_digits(i.lo);
	i.hi = fifteen_digits(i.hi);
	return i;
}

/* Is at least so much asked for, or at most? */
static bool
upwards(CsqGoalKind kind, double target)
{
	return kind == CSQ_TARGET_AT_LEAST || (of_change(kind) && target > 0);
}

static CsqVerdict
verdict_of(CsqInterval i, bool up, double target)
{
	if (up ? i.lo >= target : i.hi <= target)
		return CSQ_ATTAINED;
	if (up ? i.hi < target : i.lo > target)
		return CSQ_MISSED;
	return CSQ_CANNOT_TELL;
}

/* Further observations until the verdict is one; NaN when none within reason are enough. */
static double
needed(const CsqFigure *baseline, const CsqFigure *now, CsqGoalKind kind, double target, double confidence)
{
	bool   up = upwards(kind, target);
	double lo = 0, hi = 1;

#define OPEN_WITH(more)                                                                                                \
	(verdict_of(judged(baseline, now, kind, (now->n + (more)) / now->n, confidence), up, target) == CSQ_CANNOT_TELL)

	while (OPEN_WITH(hi))
	{
		lo = hi;
		hi *= 2;
		if (hi > MOST_OBSERVATIONS)
			return NAN;
	}
	while (hi - lo > 1)
	{
		double mid = floor((lo + hi) / 2);

		if (OPEN_WITH(mid))
			lo = mid;
		else
			hi = mid;
	}
#undef OPEN_WITH
	return hi;
}

/*
 * 5 of a share is a slip for 5 %: at_most 5 would be attained by whatever there is, and so would at_most 1.
 * What lies a little above 1 may be the outcome of a sum, and says unreachable.
 */
static bool
refuses_share(CsqGoalKind kind, double target, CsqError *err)
{
	if (kind == CSQ_TARGET_RELATIVE || fabs(target) < (kind == CSQ_TARGET_AT_MOST ? 1 : 2))
		return false;
	csq_fail(err, CSQ_PARAM, "a target of %s %g for a share", kind_names[kind], target);
	csq_detail(err, "A share lies between 0 and 1%s.", kind == CSQ_TARGET_POINTS ? ", and so does its change" : "");
	csq_hint(err, "Write %g %% as %g.", target, target / 100);
	return true;
}

/* 15 is a slip for 15 %, not a figure that is to be sixteen times what it was. */
static bool
refuses_target(CsqGoalKind kind, double target, bool share, CsqError *err)
{
	if (share && refuses_share(kind, target, err))
		return true;
	if (kind == CSQ_TARGET_RELATIVE && fabs(target) >= MOST_RELATIVE)
	{
		csq_fail(err, CSQ_PARAM, "a relative target of %g would be a %s by %g %%", target, target > 0 ? "rise" : "fall",
		         fabs(target) * 100);
		csq_detail(err,
		           "A relative target is a share of the baseline: 0.15 is a rise by 15 %%, -0.25 a fall by a quarter.");
		csq_hint(err, "Write 15 %% as 0.15; a figure that is to be %s.",
		         target > 0 ? "three times the baseline or more as at_least" : "as far below 0 as at_most");
		return true;
	}
	if (!of_change(kind) || target != 0)
		return false;
	csq_fail(err, CSQ_PARAM, "a target of no change cannot be judged");
	csq_detail(err, "The sign of the target says whether the figure is to rise or to fall.");
	csq_hint(err, "To ask that the figure did not fall, use at_least with the baseline's value.");
	return true;
}

bool
csq_assess(const CsqFigure *baseline, const CsqFigure *now, CsqGoalKind kind, double target, double confidence,
           CsqAssessment *a, CsqError *err)
{
	CsqFigure   none = csq_figure_none();
	bool        up = upwards(kind, target);
	CsqInterval i;

	if (refuses_target(kind, target, now->share, err))
		return false;
	if (baseline == NULL)
		baseline = &none;
	*a = (CsqAssessment){baseline->value, now->value, NAN, NAN, NAN, NAN, CSQ_CANNOT_TELL, NAN};
	if (csq_figure_known(baseline) && csq_figure_known(now))
		a->change = kind != CSQ_TARGET_RELATIVE ? fifteen_digits(now->value - baseline->value)
		            : baseline->value > 0       ? fifteen_digits(now->value / baseline->value - 1)
		                                        : NAN;
	if (!of_change(kind))
		a->target_value = target;
	else if (csq_figure_known(baseline) && (kind == CSQ_TARGET_POINTS || baseline->value > 0))
		a->target_value =
			fifteen_digits(kind == CSQ_TARGET_POINTS ? baseline->value + target : baseline->value * (1 + target));
	else
		return true; /* a share of nothing, or a change since nobody knows when */
	if (!csq_figure_known(now))
		return true;
	/* what binary takes from a change is no reason to miss the target: 12 after 10 is a fifth more */
	if (of_change(kind))
		target -= (up ? 1e-14 : -1e-14) *
		          (kind == CSQ_TARGET_RELATIVE ? 1 + fabs(target) : fmax(fabs(baseline->value), fabs(now->value)));
	i = judged(baseline, now, kind, 1, confidence);
	a->lo = isfinite(i.lo) ? i.lo : NAN;
	a->hi = isfinite(i.hi) ? i.hi : NAN;
	/* 78 % and 22 points are all of it: what binary adds to their sum is no reason */
	if (up ? a->target_value > now->most + 1e-9 * fabs(now->most) : a->target_value < now->least - 1e-9)
	{
		a->verdict = CSQ_UNREACHABLE;
		return true;
	}
	a->verdict = verdict_of(i, up, target);
	a->needed = a->verdict == CSQ_CANNOT_TELL ? needed(baseline, now, kind, target, confidence) : 0;
	return true;
}

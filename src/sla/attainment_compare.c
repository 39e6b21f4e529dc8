/*
 * attainment_compare.c
 *		Two attainment curves, the mean time within a limit, and figures of a curve by name.
 *
 * Sources: the log-rank test is Mantel's (1966) with the hypergeometric variance, the
 * restricted mean is the area above the curve with the variance of Kaplan and Meier.
 */
#include "sla/attainment.h"

#include <math.h>

int64_t
csq_attainment_known(const CsqAttainment *packed)
{
	const CsqAttainmentEntry *e = csq_attainment_entries(packed);

	for (uint32_t i = packed->nentries; i > 0; i--)
		if (csq_clock_what(e[i - 1].key) != CSQ_CLOCK_ENTERED)
			return csq_clock_what(e[i - 1].key) == CSQ_CLOCK_STOPPED ? INT64_MAX : csq_clock_seconds(e[i - 1].key);
	return -1;
}

void
csq_curve_restricted(const CsqCurve *curve, double within, double *mean, double *variance)
{
	double area = 0; /* of S from the present point to the limit */
	double until = within;

	*variance = 0;
	for (uint32_t i = curve->npoints; i > 0; i--)
	{
		const CsqCurvePoint *p = &curve->points[i - 1];
		double               n = (double) p->at_risk;
		double               d = (double) p->stops;

		csq_poll(i);
		if ((double) p->seconds >= within)
			continue;
		area += (1 - p->attained) * (until - (double) p->seconds);
		until = (double) p->seconds;
		if (d < n)
			*variance += area * area * d / (n * (n - d));
	}
	*mean = area + until; /* nothing has stopped before the first point */
}

/* A walk over the stops of a curve, with those at risk at any time. */
typedef struct Walk
{
	const CsqAttainmentEntry *e;
	uint32_t                  n;
	uint32_t                  at;
	int64_t                   risk;
} Walk;

static Walk
walk_of(const CsqAttainment *a)
{
	Walk w = {csq_attainment_entries(a), a->nentries, 0, 0};

	for (uint32_t i = 0; i < w.n; i++)
		w.risk += csq_clock_what(w.e[i].key) == CSQ_CLOCK_ENTERED ? -w.e[i].count : w.e[i].count;
	return w;
}

/* Goes on to a time: who left or entered before it no longer, or now, is at risk.  The stops at it. */
static int64_t
go_to(Walk *w, int64_t seconds)
{
	while (w->at < w->n && csq_clock_seconds(w->e[w->at].key) < seconds)
	{
		const CsqAttainmentEntry *e = &w->e[w->at++];

		w->risk += csq_clock_what(e->key) == CSQ_CLOCK_ENTERED ? e->count : -e->count;
	}
	return w->at < w->n && w->e[w->at].key == csq_clock_key(seconds, CSQ_CLOCK_STOPPED) ? w->e[w->at].count : 0;
}

/* Seconds of the next stop at or after a place; INT64_MAX: none. */
static int64_t
next_stop(const CsqAttainment *a, uint32_t *at)
{
	const CsqAttainmentEntry *e = csq_attainment_entries(a);

	while (*at < a->nentries && csq_clock_what(e[*at].key) != CSQ_CLOCK_STOPPED)
		++*at;
	return *at < a->nentries ? csq_clock_seconds(e[*at].key) : INT64_MAX;
}

double
csq_attainment_log_rank(const CsqAttainment *first, const CsqAttainment *second)
{
	Walk     a = walk_of(first);
	Walk     b = walk_of(second);
	uint32_t at_a = 0, at_b = 0;
	double   excess = 0, variance = 0;

	for (int turn = 0;; turn++)
	{
		int64_t t_a = next_stop(first, &at_a);
		int64_t t_b = next_stop(second, &at_b);
		int64_t t = t_a < t_b ? t_a : t_b;
		double  d, d_b, n, n_b;

		if (t == INT64_MAX)
			break;
		csq_poll((uint64_t) turn);
		d_b = (double) go_to(&b, t);
		d = (double) go_to(&a, t) + d_b;
		n_b = (double) b.risk;
		n = (double) a.risk + n_b;
		at_a += t_a == t;
		at_b += t_b == t;
		excess += d * n_b / n - d_b; /* fewer stops than expected: it takes longer */
		if (n > 1)
			variance += d * (n_b / n) * (1 - n_b / n) * (n - d) / (n - 1);
	}
	return variance > 0 ? excess / sqrt(variance) : NAN;
}

/* ---- figures ---- */

CsqAttainmentRead *
csq_attainment_open(const CsqAttainment *packed, CsqError *err)
{
	CsqAttainmentRead *r = csq_alloc(sizeof *r);

	r->packed = packed;
	r->known = csq_attainment_known(packed);
	return csq_attainment_curve(packed, csq_z_of(0.95), &r->curve, err) ? r : NULL;
}

static CsqInterval
share_interval(const CsqFigure *f, double factor, double confidence)
{
	const CsqAttainmentRead *r = f->of;
	const CsqCurvePoint     *p = csq_curve_at(&r->curve, (int64_t) f->parameter);
	CsqShareInterval         i = csq_curve_interval(&r->curve, p, factor, csq_z_of(confidence));

	return (CsqInterval){i.lo, i.hi};
}

/* Where the ends of the curve's interval reach a share. */
static CsqInterval
quantile_interval(const CsqFigure *f, double factor, double confidence)
{
	const CsqAttainmentRead *r = f->of;
	double                   z = csq_z_of(confidence);
	CsqInterval              i = {INFINITY, INFINITY};

	for (uint32_t k = r->curve.npoints; k > 0; k--)
	{
		const CsqCurvePoint *p = &r->curve.points[k - 1];
		CsqShareInterval     s = csq_curve_interval(&r->curve, p, factor, z);

		if (s.hi >= f->parameter - 1e-12)
			i.lo = (double) p->seconds;
		if (s.lo >= f->parameter - 1e-12)
			i.hi = (double) p->seconds;
	}
	if (!isfinite(i.lo))
		i.lo = 0;
	return i;
}

/* Clocks that were watched up to the only stop before the limit, or up to the limit. */
static double
watched(const CsqAttainmentRead *r, double within)
{
	Walk w = walk_of(r->packed);

	if (r->curve.npoints > 0 && (double) r->curve.points[0].seconds < within)
		return (double) r->curve.points[0].at_risk;
	go_to(&w, (int64_t) ceil(within));
	return (double) w.risk;
}

static CsqInterval
restricted_interval(const CsqFigure *f, double factor, double confidence)
{
	double half;

	if (f->error == 0) /* one and the same time for all: Greenwood's error is zero even of a single clock */
		return csq_equal_interval(watched(f->of, f->parameter) * factor, f->value, 0, f->parameter, confidence);
	half = csq_z_of(confidence) * f->error / sqrt(factor);
	return (CsqInterval){fmax(0, f->value - half), fmin(f->parameter, f->value + half)};
}

CsqFigure
csq_attainment_restricted(const CsqAttainmentRead *r, double within)
{
	CsqFigure f = csq_figure_none();
	double    variance;

	f.n = (double) r->curve.n;
	f.most = f.parameter = within;
	f.interval = restricted_interval;
	f.of = r;
	if (within <= (double) r->known)
	{
		csq_curve_restricted(&r->curve, within, &f.value, &variance);
		f.error = sqrt(variance);
	}
	return f;
}

bool
csq_attainment_figure(const CsqAttainmentRead *r, CsqMetric metric, CsqFigure *f, CsqError *err)
{
	int64_t length, seconds;

	*f = csq_figure_none();
	f->of = r;
	f->n = (double) r->curve.n;
	if (csq_metric_length(metric, "mean within ", &length))
	{
		*f = csq_attainment_restricted(r, (double) length / 1e6);
		return true;
	}
	if (csq_metric_length(metric, "within ", &length))
	{
		const CsqCurvePoint *p = csq_curve_at(&r->curve, length);

		f->most = 1;
		f->share = true;
		f->parameter = (double) length;
		f->interval = share_interval;
		if (length / CSQ_USEC_PER_SEC <= r->known)
		{
			f->value = p == NULL ? 0 : p->attained;
			f->error = p == NULL ? 0 : sqrt(p->variance);
		}
		return true;
	}
	if (!csq_metric_quantile(metric, &f->parameter))
		return csq_metric_unknown(metric, "attainment", "\"within 4 hours\", \"mean within 4 hours\", median and p90",
		                          err);
	f->most = INFINITY;
	f->interval = quantile_interval;
	if (csq_curve_quantile(&r->curve, f->parameter, 0, &seconds))
		f->value = (double) seconds;
	return true;
}

/* The time of the last stop. */
static int64_t
last_stop(const CsqCurve *c)
{
	return c->npoints > 0 ? c->points[c->npoints - 1].seconds : 0;
}

CsqDifference
csq_attainment_difference(const CsqAttainmentRead *before, const CsqAttainmentRead *after, double confidence)
{
	int64_t       within = before->known < after->known ? before->known : after->known;
	CsqFigure     a, b;
	CsqDifference d;

	if (within == INT64_MAX) /* both end with a stop: the later one */
		within =
			last_stop(&before->curve) > last_stop(&after->curve) ? last_stop(&before->curve) : last_stop(&after->curve);
	a = csq_attainment_restricted(before, (double) within);
	b = csq_attainment_restricted(after, (double) within);
	d.difference = b.value - a.value;
	d.lo = d.difference - csq_z_of(confidence) * hypot(a.error, b.error);
	d.hi = d.difference + csq_z_of(confidence) * hypot(a.error, b.error);
	if (csq_figure_known(&a) && csq_figure_known(&b) && (a.error == 0 || b.error == 0))
	{
		CsqInterval i = csq_figure_change(&a, &b, 1, confidence);

		d.lo = i.lo;
		d.hi = i.hi;
	}
	d.z = csq_attainment_log_rank(before->packed, after->packed);
	d.p_value = isnan(d.z) ? NAN : csq_normal_two_sided(d.z);
	return d;
}

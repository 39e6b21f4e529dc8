/*
 * control_chart.c
 *		Centre lines and limits of every kind of chart.
 *
 * A chart is computed phase by phase.  The limits of a phase come from the points of
 * the phase that lie in the baseline, or from all its points when none does; they hold
 * for every point of the phase.  Points of which nothing is known have no part in
 * anything: neighbours are the points before and after them.
 *
 * Sources: Montgomery, Introduction to Statistical Quality Control; Wheeler,
 * Understanding Variation (XmR); Laney, Quality Engineering 14 (2002) for p' and u';
 * Benneyan, Health Care Management Science 4 (2001) for g; Nelson, Journal of Quality
 * Technology 26 (1994) for t.
 */
#include "charts/control_chart.h"

#include <math.h>

#include "base/sort.h"
#include "base/stats.h"
#include "base/literal.h"

#define D2_TEXTBOOK 1.128
#define D2_EXACT    1.1283791670955126 /* 2 / sqrt(pi) */
#define D4_OF_TWO   3.267
#define T_POWER     3.6

/* ---- names and options ---- */

static const char *const kinds[CSQ_CHART_KINDS] = {"xmr", "mr",      "xbar_s",  "s", "p", "np",   "c",
                                                   "u",   "p_prime", "u_prime", "g", "t", "ewma", "cusum"};

bool
csq_chart_kind(const char *name, size_t len, CsqChartKind *kind, CsqError *err)
{
	/* what textbooks and other programs call a chart of single values and moving ranges */
	if (csq_option_is((CsqText){name, len}, "i_mr") || csq_option_is((CsqText){name, len}, "imr"))
	{
		*kind = CSQ_CHART_XMR;
		return true;
	}
	for (int i = 0; i < CSQ_CHART_KINDS; i++)
		if (csq_option_is((CsqText){name, len}, kinds[i]))
		{
			*kind = (CsqChartKind) i;
			return true;
		}
	return csq_fail(err, CSQ_PARAM, "there is no control chart \"%s\"", csq_quoted(name, len).s) ||
	       csq_detail(err, "Kinds: xmr, mr, xbar_s, s, p, np, c, u, p_prime, u_prime, g, t, ewma, cusum.") ||
	       csq_hint(err, "xmr fits any figure; p_prime a share, u_prime a rate with a large denominator.");
}

void
csq_chart_defaults(CsqChartOptions *o)
{
	*o = (CsqChartOptions){false, false, 3, 0.2, 0.5, 5, 0, NAN, NAN};
}

static bool
between(CsqJson *j, const char *name, double v, double lo, double hi)
{
	if (!j->failed && hi == HUGE_VAL && lo > 0 && !(v >= lo))
		return csq_json_fail(j, "The option \"%s\" must be above 0, not %g.", name, v);
	if (!j->failed && !(v >= lo && v <= hi))
		return csq_json_fail(j, "The option \"%s\" must lie between %g and %g, not %g.", name, lo, hi, v);
	return true;
}

bool
csq_chart_options(const char *json, size_t len, CsqChartOptions *o, CsqError *err)
{
	const struct
	{
		const char *name;
		double     *v;
		double      lo, hi;
	} numbers[] = {{"limits", &o->limits, 0.5, 10},
	               {"lambda", &o->lambda, 0.001, 1},
	               {"slack", &o->slack, 0, 10},
	               {"decision", &o->decision, 0.1, 1000},
	               {"centre", &o->centre, -HUGE_VAL, HUGE_VAL},
	               {"sigma", &o->sigma, 1e-300, HUGE_VAL},
	               {"head_start", &o->head_start, 0, 1000}};
	CsqJson  j;
	CsqText  key;
	CsqError why;

	csq_json_init(&j, json, len, "chart options", err);
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		bool known = false;

		for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
			if (csq_json_is(&key, numbers[i].name))
			{
				*numbers[i].v = csq_json_double(&j);
				between(&j, numbers[i].name, *numbers[i].v, numbers[i].lo, numbers[i].hi);
				known = true;
			}
		if (known)
			continue;
		if (csq_json_is(&key, "screen"))
			o->screen = csq_json_bool(&j);
		else if (csq_json_is(&key, "exact"))
			o->exact = csq_json_bool(&j);
		else
			csq_json_unknown(&j, &key);
	}
	if (csq_json_end(&j))
		return true;
	why = *err;
	return csq_fail(err, CSQ_PARAM, "these are no options of a control chart") || csq_detail(err, "%s", why.detail) ||
	       csq_hint(err, "Options: screen, exact (true or false), limits, lambda, slack, decision, head_start, centre, "
	                     "sigma (numbers).");
}

/* ---- constants ---- */

double
csq_c4(double n)
{
	return sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2));
}

/* ---- what kind of series a chart reads ---- */

static bool
measure_check(const CsqGrid *g, CsqChartKind kind, CsqError *err)
{
	static const unsigned char fits[CSQ_CHART_KINDS] = {15, 15, 2, 2, 4, 4, 1 | 2, 8, 4, 8, 1 | 2, 1 | 2, 15, 15};
	static const char *const   needs[] = {"counts: series_agg(bucket)", "values: series_agg(bucket, value)",
	                                      "yes and no: series_agg(bucket, hit)",
	                                      "events of an exposure: series_agg(bucket, events, exposure)"};
	int                        first = 0;

	if (fits[kind] & (1U << g->measure))
		return true;
	while (!(fits[kind] & (1U << first)))
		first++;
	return csq_fail(err, CSQ_PARAM, "a %s chart cannot be drawn of a series that measures a %s", kinds[kind],
	                csq_measure_name(g->measure)) ||
	       csq_detail(err, "It reads %s.", needs[first]) ||
	       csq_hint(err, g->measure == CSQ_MEASURE_SHARE  ? "For a share take p_prime or p."
	                     : g->measure == CSQ_MEASURE_RATE ? "For a rate take u_prime or u."
	                                                      : "An xmr chart fits any figure.");
}

/* ---- one phase ---- */

typedef struct Fit
{
	double centre; /* estimates of the baseline */
	double sigma;  /* of one value; for p and u in units of the theoretical one */
	double middle; /* centre line, where it is not the centre */
} Fit;

/* A phase: points of which something is known, and which of them make the limits. */
typedef struct Phase
{
	const CsqChart  *chart;
	CsqSeriesMeasure measure;
	const CsqPoint  *p;
	double          *y;    /* the figure on the scale of the chart */
	bool            *base; /* part of the baseline? */
	uint32_t         n;
} Phase;

/* Kahan's sum: of numbers that are all equal the mean must be that number, or all of them lie beside their centre. */
static double
mean_of(const Phase *f)
{
	double sum = 0, lost = 0;
	double n = 0;

	for (uint32_t i = 0; i < f->n; i++)
		if (f->base[i])
		{
			double y = f->y[i] - lost;
			double more = sum + y;

			lost = (more - sum) - y;
			sum = more;
			n++;
		}
	return sum / n;
}

/* Mean moving range of neighbours in the baseline, without those beyond limit; NaN without any. */
static double
mean_range(const Phase *f, const double *y, double limit)
{
	double sum = 0;
	double n = 0;

	for (uint32_t i = 1; i < f->n; i++)
		if (f->base[i] && f->base[i - 1] && fabs(y[i] - y[i - 1]) <= limit)
		{
			sum += fabs(csq_chart_apart(y[i], y[i - 1]));
			n++;
		}
	return n > 0 ? sum / n : NAN;
}

static double
range_sigma(const Phase *f, const double *y)
{
	double range = mean_range(f, y, HUGE_VAL);

	if (f->chart->options.screen)
		range = mean_range(f, y, D4_OF_TWO * range);
	return range / (f->chart->options.exact ? D2_EXACT : D2_TEXTBOOK);
}

/* Sum of what is counted, of what it is counted in. */
static double
weight_of(const Phase *f, const CsqPoint *p)
{
	return f->measure == CSQ_MEASURE_RATE ? p->spread : f->measure == CSQ_MEASURE_SHARE ? p->n : 1;
}

/* Theoretical standard deviation of the share or rate of a point, given the overall one. */
static double
binomial_sigma(const Phase *f, const CsqPoint *p, double centre)
{
	double v = f->measure == CSQ_MEASURE_SHARE ? centre * (1 - centre) : centre;

	return sqrt(v / weight_of(f, p));
}

/* Overall share or rate, and Laney's factor where that is asked for. */
static void
fit_ratio(const Phase *f, Fit *fit)
{
	double  sum = 0, weight = 0;
	double *z;

	for (uint32_t i = 0; i < f->n; i++)
		if (f->base[i])
		{
			sum += f->p[i].sum;
			weight += weight_of(f, &f->p[i]);
		}
	fit->centre = sum / weight;
	fit->sigma = 1;
	if (f->chart->kind != CSQ_CHART_P_PRIME && f->chart->kind != CSQ_CHART_U_PRIME)
		return;
	z = csq_alloc((f->n + 1) * sizeof *z);
	for (uint32_t i = 0; i < f->n; i++)
	{
		double s = binomial_sigma(f, &f->p[i], fit->centre);

		z[i] = s > 0 ? csq_chart_apart(f->p[i].value, fit->centre) / s : 0;
	}
	fit->sigma = range_sigma(f, z);
	csq_free(z);
}

/* Mean weighted by the number of values, and the mean of s / c4 of buckets with two values or more. */
static void
fit_values(const Phase *f, Fit *fit)
{
	double sum = 0, n = 0, s = 0, m = 0;

	for (uint32_t i = 0; i < f->n; i++)
		if (f->base[i])
		{
			sum += f->p[i].sum;
			n += f->p[i].n;
			if (f->p[i].n > 1)
			{
				s += sqrt(f->p[i].spread) / csq_c4(f->p[i].n);
				m++;
			}
		}
	fit->centre = sum / n;
	fit->sigma = m > 0 ? s / m : NAN;
}

static double
median_of(const Phase *f)
{
	double  *v = csq_alloc((f->n + 1) * sizeof *v);
	uint32_t n = 0;
	double   m;

	for (uint32_t i = 0; i < f->n; i++)
		if (f->base[i])
			v[n++] = f->y[i];
	csq_sort(v, n, sizeof *v, csq_by_double);
	m = n == 0 ? NAN : n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
	csq_free(v);
	return m;
}

static Fit
fit_phase(const Phase *f)
{
	const CsqChartOptions *o = &f->chart->options;
	Fit                    fit = {NAN, NAN, NAN};

	switch (f->chart->kind)
	{
		case CSQ_CHART_P:
		case CSQ_CHART_NP:
		case CSQ_CHART_U:
		case CSQ_CHART_P_PRIME:
		case CSQ_CHART_U_PRIME:
			fit_ratio(f, &fit);
			break;
		case CSQ_CHART_XBAR_S:
		case CSQ_CHART_S:
			fit_values(f, &fit);
			break;
		case CSQ_CHART_C:
			fit.centre = mean_of(f);
			break;
		case CSQ_CHART_G:
			fit.centre = mean_of(f);
			fit.middle = median_of(f);
			break;
		default:
			fit.centre = mean_of(f);
			fit.sigma = range_sigma(f, f->y);
			break;
	}
	if (!isnan(o->centre))
		fit.centre = f->chart->kind == CSQ_CHART_T ? pow(o->centre, 1 / T_POWER) : o->centre;
	if (!isnan(o->sigma))
		fit.sigma = o->sigma;
	if (f->chart->kind == CSQ_CHART_C)
		fit.sigma = sqrt(fit.centre);
	if (f->chart->kind == CSQ_CHART_G)
		fit.sigma = sqrt(fit.centre * (fit.centre + 1));
	if (isnan(fit.middle))
		fit.middle = fit.centre;
	return fit;
}

/* Limits centre +- width, within [floor, top]. */
static void
set_limits(CsqChartPoint *c, double centre, double width, double floor, double top)
{
	c->centre = centre;
	c->lcl = centre - width;
	c->ucl = centre + width;
	if (c->lcl < floor)
		c->lcl = floor;
	if (c->ucl > top)
		c->ucl = top;
}

/* Standard deviations from the centre: where nothing varied, infinitely many, or none. */
static double
deviations(double y, double centre, double sigma)
{
	double d = csq_chart_apart(y, centre);

	return d == 0 ? 0 : d / sigma;
}

/* Outside the limits, and not by what the last digit of a mean makes of it. */
static bool
is_outside(const CsqChartPoint *c)
{
	return csq_chart_apart(c->value, c->ucl) > 0 || csq_chart_apart(c->value, c->lcl) < 0;
}

/* Centre, limits and distance of one point of a chart without memory. */
static void
limits_of(const Phase *f, const Fit *fit, uint32_t i, CsqChartPoint *c, CsqStandard *s)
{
	const CsqPoint *p = &f->p[i];
	double          k = f->chart->options.limits;
	double          sigma = fit->sigma;
	double          scale = 1;
	double          c4;

	switch (f->chart->kind)
	{
		case CSQ_CHART_P:
		case CSQ_CHART_NP:
		case CSQ_CHART_P_PRIME:
			sigma *= binomial_sigma(f, p, fit->centre);
			scale = f->chart->kind == CSQ_CHART_NP ? p->n : 1;
			set_limits(c, fit->centre * scale, k * sigma * scale, 0, scale);
			break;
		case CSQ_CHART_U:
		case CSQ_CHART_U_PRIME:
			sigma *= binomial_sigma(f, p, fit->centre);
			set_limits(c, fit->centre, k * sigma, 0, HUGE_VAL);
			break;
		case CSQ_CHART_XBAR_S:
			sigma /= sqrt(p->n);
			set_limits(c, fit->centre, k * sigma, -HUGE_VAL, HUGE_VAL);
			break;
		case CSQ_CHART_S:
			c4 = csq_c4(p->n);
			s->z = deviations(c->value, c4 * sigma, sigma * sqrt(1 - c4 * c4));
			set_limits(c, c4 * sigma, k * sigma * sqrt(1 - c4 * c4), 0, HUGE_VAL);
			return;
		case CSQ_CHART_MR:
			c->centre = fit->sigma * (f->chart->options.exact ? D2_EXACT : D2_TEXTBOOK);
			c->lcl = 0;
			c->ucl = D4_OF_TWO * c->centre;
			s->z = 0;
			return;
		case CSQ_CHART_T:
			s->z = deviations(f->y[i], fit->centre, sigma);
			c->centre = pow(fit->centre, T_POWER);
			c->lcl = fit->centre - k * sigma > 0 ? pow(fit->centre - k * sigma, T_POWER) : 0;
			c->ucl = pow(fit->centre + k * sigma, T_POWER);
			return;
		case CSQ_CHART_C:
			set_limits(c, fit->centre, k * sigma, 0, HUGE_VAL);
			break;
		case CSQ_CHART_G:
			set_limits(c, fit->centre, k * sigma, 0, HUGE_VAL);
			c->centre = fit->middle;
			s->z = deviations(c->value, fit->middle, sigma);
			return;
		default:
			set_limits(c, fit->centre, k * sigma, -HUGE_VAL, HUGE_VAL);
			break;
	}
	s->z = deviations(c->value / scale, fit->centre, sigma);
}

/* ---- charts with memory ---- */

static void
ewma(const Phase *f, const Fit *fit, CsqChartPoint **c)
{
	const CsqChartOptions *o = &f->chart->options;
	double                 z = fit->centre;
	double                 left = 1; /* (1 - lambda) to the power of twice the points so far */

	for (uint32_t i = 0; i < f->n; i++)
	{
		z += o->lambda * (f->y[i] - z);
		left *= (1 - o->lambda) * (1 - o->lambda);
		c[i]->value = z;
		set_limits(c[i], fit->centre, o->limits * fit->sigma * sqrt(o->lambda / (2 - o->lambda) * (1 - left)),
		           -HUGE_VAL, HUGE_VAL);
		if (is_outside(c[i]))
			c[i]->signals = CSQ_SIGNAL_EWMA & f->chart->rules;
	}
}

static void
cusum(const Phase *f, const Fit *fit, CsqChartPoint **c)
{
	const CsqChartOptions *o = &f->chart->options;
	double                 up = o->head_start;
	double                 down = -o->head_start;

	for (uint32_t i = 0; i < f->n; i++)
	{
		double z = deviations(f->y[i], fit->centre, fit->sigma);

		if (isnan(fit->sigma))
		{
			c[i]->value = NAN;
			continue;
		}
		if (isinf(z)) /* a signal whose sum is beyond any number; the next begins anew */
			up = z > 0 ? INFINITY : 0, down = z < 0 ? -INFINITY : 0;
		up = up + z - o->slack > 0 ? up + z - o->slack : 0;
		down = down + z + o->slack < 0 ? down + z + o->slack : 0;
		c[i]->value = up >= -down ? up : down;
		c[i]->centre = 0;
		c[i]->lcl = -o->decision;
		c[i]->ucl = o->decision;
		if (up > o->decision)
			c[i]->signals |= CSQ_SIGNAL_CUSUM_UP & f->chart->rules;
		if (down < -o->decision)
			c[i]->signals |= CSQ_SIGNAL_CUSUM_DOWN & f->chart->rules;
		if (isinf(z))
		{
			c[i]->value = NAN;
			up = down = 0;
		}
	}
}

/* ---- a chart ---- */

/* The figure of a point on the scale of the chart, and as it is drawn. */
static double
figure(CsqChartKind kind, const CsqPoint *p, double *drawn)
{
	*drawn = p->value;
	if (kind == CSQ_CHART_NP)
		*drawn = isnan(p->value) ? NAN : p->sum;
	else if (kind == CSQ_CHART_S)
		*drawn = p->n > 1 ? sqrt(p->spread) : NAN;
	else if (kind == CSQ_CHART_C)
		*drawn = isnan(p->value) ? NAN : p->sum;
	return kind == CSQ_CHART_T ? pow(*drawn, 1 / T_POWER) : *drawn;
}

static void
draw_phase(Phase *f, CsqChartPoint **c)
{
	CsqStandard *s = csq_alloc((f->n + 1) * sizeof *s);
	unsigned    *signals = csq_alloc((f->n + 1) * sizeof *signals);
	uint32_t     in_base = 0;
	Fit          fit;

	for (uint32_t i = 0; i < f->n; i++)
		in_base += f->base[i];
	for (uint32_t i = 0; in_base == 0 && i < f->n; i++)
		f->base[i] = true;
	fit = fit_phase(f);
	if (f->chart->kind == CSQ_CHART_EWMA)
		ewma(f, &fit, c);
	else if (f->chart->kind == CSQ_CHART_CUSUM)
		cusum(f, &fit, c);
	else
	{
		for (uint32_t i = 0; i < f->n; i++)
		{
			if (f->chart->kind == CSQ_CHART_MR)
				c[i]->value = i > 0 ? fabs(csq_chart_apart(f->y[i], f->y[i - 1])) : NAN;
			limits_of(f, &fit, i, c[i], &s[i]);
			s[i].value = c[i]->value;
			s[i].outside = is_outside(c[i]);
			s[i].still = !(c[i]->ucl > c[i]->lcl);
			if (isnan(s[i].z))
				s[i].z = 0;
		}
		csq_signals(s, f->n, f->chart->kind == CSQ_CHART_MR ? CSQ_SIGNAL_SHEWHART : f->chart->rules, signals);
		for (uint32_t i = 0; i < f->n; i++)
			c[i]->signals = signals[i];
	}
	csq_free(s);
	csq_free(signals);
}

/* Of counts: the steps from one bucket with events to the next. */
static CsqGrid
between_events(const CsqGrid *g)
{
	CsqGrid  r = *g;
	uint32_t last = 0;
	bool     any = false;

	r.points = csq_alloc(((size_t) g->n + 1) * sizeof *r.points);
	r.n = 0;
	for (uint32_t i = 0; i < g->n; i++)
	{
		if (!(g->points[i].sum > 0))
			continue;
		if (any)
		{
			r.points[r.n] = g->points[i];
			r.points[r.n++].value = i - last;
		}
		any = true;
		last = i;
	}
	return r;
}

static bool
negative(const CsqGrid *g, CsqChartKind kind, CsqError *err)
{
	for (uint32_t i = 0; i < g->n; i++)
		if (g->points[i].value < 0)
			return csq_fail(err, CSQ_PARAM, "a %s chart cannot be drawn of %g", kinds[kind], g->points[i].value) ||
			       csq_detail(err, "What it counts is not negative.");
	return true;
}

/* A centre that is given must be a figure of its kind; of a share that is no share there are no limits to draw. */
static bool
centre_check(const CsqChart *chart, CsqError *err)
{
	double v = chart->options.centre;
	bool   share = chart->kind == CSQ_CHART_P || chart->kind == CSQ_CHART_NP || chart->kind == CSQ_CHART_P_PRIME;
	bool   count = share || chart->kind == CSQ_CHART_C || chart->kind == CSQ_CHART_U ||
	             chart->kind == CSQ_CHART_U_PRIME || chart->kind == CSQ_CHART_G || chart->kind == CSQ_CHART_T;

	if (isnan(v) || !count || (v >= 0 && (!share || v <= 1)))
		return true;
	csq_fail(err, CSQ_PARAM, "a %s chart cannot have a centre of %g", kinds[chart->kind], v);
	csq_detail(err, share ? "Its centre is a share, from 0 to 1." : "What it counts is not negative.");
	if (share && v > 1)
		csq_hint(err, "Write %g %% as %g.", v, v / 100);
	return false;
}

bool
csq_chart(const CsqGrid *grid, const CsqChart *chart, CsqChartPoint **points, uint32_t *n, CsqError *err)
{
	CsqGrid         g = *grid;
	Phase           f = {chart, grid->measure, NULL, NULL, NULL, 0};
	CsqPoint       *known = csq_alloc(((size_t) g.n + 1) * sizeof *known);
	CsqChartPoint **c = csq_alloc(((size_t) g.n + 1) * sizeof *c);
	uint32_t        phase = 0;
	bool            based = chart->baseline_from == INT64_MIN && chart->baseline_to == INT64_MAX;

	if (!measure_check(&g, chart->kind, err) || !centre_check(chart, err))
		return false;
	if (chart->kind == CSQ_CHART_T && g.measure == CSQ_MEASURE_COUNT)
		g = between_events(&g);
	if ((chart->kind == CSQ_CHART_C || chart->kind == CSQ_CHART_G || chart->kind == CSQ_CHART_T) &&
	    !negative(&g, chart->kind, err))
		return false;
	f.p = known;
	f.y = csq_alloc(((size_t) g.n + 1) * sizeof *f.y);
	f.base = csq_alloc(((size_t) g.n + 1) * sizeof *f.base);
	*points = csq_alloc(((size_t) g.n + 1) * sizeof **points);
	*n = g.n;
	for (uint32_t i = 0; i < g.n; i++)
	{
		CsqChartPoint  *out = &(*points)[i];
		const CsqPoint *p = &g.points[i];

		csq_poll(i);
		while (phase < chart->nphases && p->at >= chart->phases[phase])
		{
			draw_phase(&f, c);
			f.n = 0;
			phase++;
		}
		*out = (CsqChartPoint){p->at, NAN, NAN, NAN, NAN, 0, (int) phase + 1};
		f.y[f.n] = figure(chart->kind, p, &out->value);
		if (isnan(out->value))
			continue;
		known[f.n] = *p;
		f.base[f.n] = p->at >= chart->baseline_from && p->at < chart->baseline_to;
		based |= f.base[f.n];
		c[f.n++] = out;
	}
	draw_phase(&f, c);
	/* a baseline before the data: nothing is known of how the process was */
	for (uint32_t i = 0; i < g.n && !based; i++)
		(*points)[i] = (CsqChartPoint){(*points)[i].at, (*points)[i].value, NAN, NAN, NAN, 0, (*points)[i].phase};
	csq_free(known);
	csq_free(f.y);
	csq_free(f.base);
	csq_free(c);
	return true;
}

/* ---- capability ---- */

static double
smaller(double a, double b)
{
	return isnan(a) ? b : isnan(b) ? a : a < b ? a : b;
}

/*
 * How many degrees of freedom an estimate of sigma is worth whose relative variance is v: as many as the deviation of a
 * sample of that variance has, 1 / 2v + 1/4 (the next term of 1 / c4^2 - 1).
 */
static double
freedom(double v)
{
	return 1 / (2 * v) + 0.25;
}

/*
 * Relative variance of the mean of n moving ranges of neighbours: a range has 2 - 4/pi, two that share a point
 * (2/pi) (sqrt 3 + pi/6) - 4/pi, over the square of the mean, 4/pi.  In the long run 0.826 / n, where the deviation of
 * all values has 0.5 / n.
 */
static double
range_variance(double n)
{
	double one = M_PI / 2 - 1;
	double two = (sqrt(3) + M_PI / 6) / 2 - 1;

	return (one + 2 * two * (n - 1) / n) / n;
}

bool
csq_capability(const CsqGrid *g, double lsl, double usl, double z, bool exact, CsqCapability *r)
{
	double n = 0, sum = 0, squares = 0, s = 0, m = 0, ranges = 0, nr = 0, last = NAN, variance = 0, df, tail, c4;

	for (uint32_t i = 0; i < g->n; i++)
	{
		const CsqPoint *p = &g->points[i];

		if (isnan(p->value))
			continue;
		n += p->n;
		sum += p->sum;
		if (p->n > 1)
		{
			s += sqrt(p->spread) / csq_c4(p->n);
			variance += 1 / (csq_c4(p->n) * csq_c4(p->n)) - 1;
			m++;
		}
		if (!isnan(last))
		{
			ranges += fabs(p->value - last);
			nr++;
		}
		last = p->value;
	}
	if (n < 2)
		return false;
	r->n = n;
	r->mean = sum / n;
	for (uint32_t i = 0; i < g->n; i++)
	{
		const CsqPoint *p = &g->points[i];
		double          d = csq_chart_apart(p->value, r->mean);

		if (!isnan(p->value))
			squares += (p->n - 1) * p->spread + p->n * d * d;
	}
	r->sigma_overall = sqrt(squares / (n - 1));
	r->sigma_within = m > 0 ? s / m : nr > 0 ? ranges / nr / (exact ? D2_EXACT : D2_TEXTBOOK) : NAN;
	r->cp = (usl - lsl) / (6 * r->sigma_within);
	r->pp = (usl - lsl) / (6 * r->sigma_overall);
	r->cpk = smaller((usl - r->mean) / (3 * r->sigma_within), (r->mean - lsl) / (3 * r->sigma_within));
	r->ppk = smaller((usl - r->mean) / (3 * r->sigma_overall), (r->mean - lsl) / (3 * r->sigma_overall));
	df = freedom(m > 0 ? variance / (m * m) : range_variance(nr));
	c4 = csq_c4(df + 1); /* sigma within is without bias, a deviation is not */
	tail = csq_normal_cdf(-z);
	r->cp_lo = r->cp / c4 * sqrt(2 * csq_gamma_quantile(tail, df / 2) / df);
	r->cp_hi = r->cp / c4 * sqrt(2 * csq_gamma_quantile(1 - tail, df / 2) / df);
	r->cpk_lo = r->cpk - z * sqrt(1 / (9 * n) + r->cpk * r->cpk / (2 * df));
	r->cpk_hi = r->cpk + z * sqrt(1 / (9 * n) + r->cpk * r->cpk / (2 * df));
	return true;
}

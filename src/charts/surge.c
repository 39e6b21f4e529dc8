/*
 * surge.c
 *		Surges of counts: a quasi-Poisson model of the weeks before, and a CUSUM.
 *
 * For each day the counts of the 56 days that ended three days before it are fitted:
 * a mean for each kind of day (weekday, holiday), times a factor for each part of the
 * day where the series has those.  The fit begins with medians, so that an earlier
 * surge among the 56 days neither raises what is expected nor hides itself: residuals
 * on the square-root scale (Anscombe 1948), their dispersion from the median of their
 * size, weights that fall from 2.58 standard deviations on and are 0 from 4 on
 * (Noufaily et al., Statistics in Medicine 32, 2013), three refits.
 *
 * The score compares on the scale of the 2/3 power, on which counts are nearly normal
 * (Farrington et al., JRSS A 159, 1996); its variance has the dispersion and the error
 * of the fitted mean.  The p-value is the tail of the negative binomial distribution of
 * that mean and variance.  A bucket is a spike by its own score.  A CUSUM adds the
 * scores up, each cut at 3, and finds what is small and lasts; it is capped just above
 * where it alarms, so that it ends a few days after what it found.  With several buckets a day both thresholds
 * are raised
 * so that the false alarms per day stay the same.
 *
 * Cost: O(window) for each day.
 */
#include "charts/surge.h"

#include <math.h>

#include "base/sort.h"
#include "base/stats.h"

#define ROUNDS     3
#define DOWN_FROM  2.58
#define OUT_FROM   4.0
#define CUT        3.0
#define LEAST_MEAN 0.05 /* nothing is expected more rarely than once in twenty buckets */
#define LAST_SPIKE 4

/* ---- options ---- */

void
csq_surge_defaults(int nslots, CsqSurgeOptions *o)
{
	double parts = nslots > 1 ? nslots : 1;

	*o = (CsqSurgeOptions){56, 3, 28, 2.8, 5, 0.5, 4.7, 6.7};
	if (nslots == 0)
	{
		o->window = 26;
		o->skip = 1;
		o->least = 12;
	}
	/* the same false alarms per day: the tail of the spike over the parts, the CUSUM's run length times them */
	o->spike = -csq_normal_quantile(csq_normal_cdf(-o->spike) / parts);
	o->decision += log(parts) / (2 * o->slack);
	o->cap += log(parts) / (2 * o->slack);
}

bool
csq_surge_options(const char *json, size_t len, CsqSurgeOptions *o, CsqError *err)
{
	double window = o->window, skip = o->skip, least = o->least;
	const struct
	{
		const char *name;
		double     *v;
		double      lo, hi;
	} numbers[] = {{"window", &window, 14, 1000},        {"skip", &skip, 0, 100},          {"least", &least, 7, 1000},
	               {"spike", &o->spike, 0.5, 20},        {"minimum", &o->minimum, 0, 1e9}, {"slack", &o->slack, 0, 10},
	               {"decision", &o->decision, 0.1, 1e6}, {"cap", &o->cap, 0.1, 1e6}};
	CsqJson j;
	CsqText key;

	csq_json_init(&j, json, len, "surge options", err);
	csq_json_open(&j, '{');
	while (csq_json_key(&j, &key))
	{
		bool known = false;

		for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
			if (csq_json_is(&key, numbers[i].name))
			{
				double v = *numbers[i].v = csq_json_double(&j);

				if (!j.failed && !(v >= numbers[i].lo && v <= numbers[i].hi))
					csq_json_fail(&j, "The option \"%s\" must lie between %g and %g, not %g.", numbers[i].name,
					              numbers[i].lo, numbers[i].hi, v);
				known = true;
			}
		if (!known)
			csq_json_unknown(&j, &key);
	}
	if (!csq_json_end(&j))
	{
		CsqError why = *err;

		return csq_fail(err, CSQ_PARAM, "these are no options of surge()") || csq_detail(err, "%s", why.detail) ||
		       csq_hint(err, "Options are numbers: window, skip, least (days), spike, minimum, slack, decision, cap.");
	}
	o->window = (int) window;
	o->skip = (int) skip;
	o->least = (int) least;
	if (o->cap < o->decision)
		o->cap = o->decision;
	return true;
}

/* ---- places ---- */

/* A weekday, a holiday (closed on a weekday that is open else), or the weekday whose hours a make-up day has. */
static bool
kind_of_day(const CsqCalendar *c, int32_t date, int16_t *kind, CsqError *err)
{
	const CsqSpec     *s = csq_calendar_spec(c);
	const CsqDateRule *rule = csq_spec_date_rule(s, date);
	int                weekday = csq_date_weekday(date);
	bool               usual = csq_spec_era(s, date)->week[weekday].n > 0;
	bool               open;

	if (!csq_calendar_is_workday(c, date, &open, err))
		return false;
	*kind = (int16_t) weekday;
	if (usual && !open)
		*kind = CSQ_SURGE_HOLIDAY;
	else if (!usual && open)
		*kind = (int16_t) (rule != NULL && rule->as >= 0 ? rule->as : 4);
	return true;
}

static bool
step_check(const CsqGrid *g, int *nslots, CsqError *err)
{
	int64_t day = g->instants ? CSQ_USEC_PER_DAY : 1;

	*nslots = 1;
	if (g->step.months == 0 && g->step.ticks == day)
		return true;
	*nslots = 0;
	if (g->step.months == 0 && g->step.ticks == 7 * day)
		return true;
	*nslots = g->step.ticks > 0 && day % g->step.ticks == 0 ? (int) (day / g->step.ticks) : 0;
	if (g->step.months == 0 && g->instants && *nslots > 1 && *nslots <= CSQ_SURGE_MAX_SLOTS)
		return true;
	return csq_fail(err, CSQ_PARAM, "surges are not looked for at this step") ||
	       csq_detail(err, "The buckets must be weeks, days, hours, half or quarter hours.") ||
	       csq_hint(err, "Longer buckets have too few before them: a control_chart() reads months.");
}

bool
csq_surge_slots(const CsqGrid *g, const CsqCalendar *calendar, CsqSurgeSlot **slots, int *nslots, CsqError *err)
{
	*slots = csq_alloc(((size_t) g->n + 1) * sizeof **slots);
	if (!step_check(g, nslots, err))
		return false;
	for (uint32_t i = 0; i < g->n; i++)
	{
		CsqSurgeSlot *s = &(*slots)[i];
		int64_t       at = g->points[i].at;
		int64_t       local = g->instants && calendar != NULL ? csq_calendar_local(calendar, at) : at;

		csq_poll(i);
		s->slot = 0;
		s->day = (int32_t) (g->instants ? csq_floor_div(local, CSQ_USEC_PER_DAY) : at);
		if (*nslots > 1)
			s->slot = (int16_t) (csq_floor_mod(local, CSQ_USEC_PER_DAY) / g->step.ticks);
		s->kind = (int16_t) csq_date_weekday(s->day);
		if (*nslots == 0)
		{
			s->kind = 0;
			s->day = (int32_t) csq_floor_div(s->day, 7);
		}
		else if (calendar != NULL && i > 0 && s[-1].day == s->day)
			s->kind = s[-1].kind;
		else if (calendar != NULL && !kind_of_day(calendar, s->day, &s->kind, err))
			return false;
	}
	return true;
}

/* ---- the model ---- */

typedef struct Model
{
	int     nslots;                         /* 1 and more */
	double  kind[CSQ_SURGE_CLASSES];        /* means, or levels where there are slots */
	double  slot[CSQ_SURGE_MAX_SLOTS];      /* factors */
	double  kind_weight[CSQ_SURGE_CLASSES]; /* weight of the days of a kind; 0: not seen */
	double  dispersion;
	double  weight;
	int     parameters;
	double *weights; /* of the points of the window */
	double *scratch;
} Model;

/* Median of n values, which it reorders.  Small ones by insertion, else by selection. */
static double
median(double *v, uint32_t n)
{
	int32_t lo = 0, hi = (int32_t) n - 1, k = (int32_t) n / 2;
	double  below;

	if (n <= 12)
	{
		for (uint32_t i = 1; i < n; i++)
		{
			double   x = v[i];
			uint32_t j = i;

			for (; j > 0 && v[j - 1] > x; j--)
				v[j] = v[j - 1];
			v[j] = x;
		}
		return n % 2 == 1 ? v[k] : (v[k - 1] + v[k]) / 2;
	}
	while (lo < hi)
	{
		double  pivot = v[k];
		int32_t i = lo, j = hi;

		do
		{
			while (v[i] < pivot)
				i++;
			while (v[j] > pivot)
				j--;
			if (i <= j)
			{
				double swap = v[i];

				v[i++] = v[j];
				v[j--] = swap;
			}
		} while (i <= j);
		if (j < k)
			lo = i;
		if (k < i)
			hi = j;
	}
	if (n % 2 == 1)
		return v[k];
	below = v[0];
	for (int32_t i = 1; i < k; i++)
		if (v[i] > below)
			below = v[i];
	return (below + v[k]) / 2;
}

static double
mean_at(const Model *m, const CsqSurgeSlot *s)
{
	return m->kind[s->kind] * m->slot[s->slot];
}

/* Medians by kind of day, and of what is left by part of the day: medians polished once, on the square-root scale. */
static void
start_with_medians(Model *m, const double *root, const CsqSurgeSlot *s, uint32_t n)
{
	double   kind[CSQ_SURGE_CLASSES] = {0};
	uint32_t place[CSQ_SURGE_CLASSES + 1] = {0};
	double   level;
	uint32_t k;

	/* the days of a kind side by side */
	for (uint32_t i = 0; i < n; i++)
		place[s[i].kind + 1]++;
	for (int c = 0; c < CSQ_SURGE_CLASSES; c++)
	{
		m->kind_weight[c] = place[c + 1];
		place[c + 1] += place[c];
	}
	for (uint32_t i = 0; i < n; i++)
		m->scratch[place[s[i].kind]++] = root[i];
	k = 0;
	for (int c = 0; c < CSQ_SURGE_CLASSES; k += (uint32_t) m->kind_weight[c], c++)
	{
		if (m->kind_weight[c] > 0)
			kind[c] = median(m->scratch + k, (uint32_t) m->kind_weight[c]);
		/* counts again; with parts of a day the level of the median part */
		m->kind[c] = kind[c] * kind[c] - 0.375 > 0 ? kind[c] * kind[c] - 0.375 : 0;
	}
	if (m->nslots == 1)
	{
		m->slot[0] = 1;
		return;
	}
	for (int h = 0; h < m->nslots; h++)
	{
		k = 0;
		for (uint32_t i = 0; i < n; i++)
			if (s[i].slot == h)
				m->scratch[k++] = root[i] / (kind[s[i].kind] > 0.1 ? kind[s[i].kind] : 0.1);
		level = k > 0 ? median(m->scratch, k) : 1;
		m->slot[h] = level * level;
	}
	for (int c = 0; c < CSQ_SURGE_CLASSES; c++)
		m->kind[c] = kind[c] * kind[c];
}

/* Residuals on the square-root scale, and their weights; dispersion 0: take it from their median size. */
static void
set_weights(Model *m, const double *root, const CsqSurgeSlot *s, uint32_t n, double *dispersion)
{
	double scale;
	double of_kind[CSQ_SURGE_CLASSES];

	for (int c = 0; c < CSQ_SURGE_CLASSES; c++)
		of_kind[c] = sqrt(m->kind[c] + 0.375);
	for (uint32_t i = 0; i < n; i++)
	{
		double expected = m->nslots == 1 ? of_kind[s[i].kind] : sqrt(mean_at(m, &s[i]) + 0.375);

		m->weights[i] = m->scratch[i] = fabs(2 * (root[i] - expected));
	}
	if (*dispersion == 0)
	{
		double spread = 1.4826 * median(m->scratch, n);

		*dispersion = spread * spread * n / (n > (uint32_t) m->parameters ? n - m->parameters : 1);
		if (*dispersion < 1)
			*dispersion = 1;
	}
	scale = 1 / sqrt(*dispersion);
	for (uint32_t i = 0; i < n; i++)
	{
		double r = m->weights[i] * scale;

		m->weights[i] = r >= OUT_FROM ? 0 : r >= DOWN_FROM ? DOWN_FROM / r * (DOWN_FROM / r) : 1;
	}
}

/* Weighted means by kind of day, then factors by part of the day, each given the other. */
static void
refit(Model *m, const CsqPoint *p, const CsqSurgeSlot *s, uint32_t n)
{
	for (int turn = 0; turn < (m->nslots == 1 ? 1 : 2); turn++)
	{
		double y[CSQ_SURGE_MAX_SLOTS] = {0};
		double w[CSQ_SURGE_MAX_SLOTS] = {0};

		for (uint32_t i = 0; i < n; i++)
		{
			y[s[i].kind] += m->weights[i] * p[i].sum;
			w[s[i].kind] += m->weights[i] * m->slot[s[i].slot];
		}
		for (int c = 0; c < CSQ_SURGE_CLASSES; c++)
			if (w[c] > 0)
				m->kind[c] = y[c] / w[c];
		if (m->nslots == 1)
			break;
		memset(y, 0, sizeof y);
		memset(w, 0, sizeof w);
		for (uint32_t i = 0; i < n; i++)
		{
			y[s[i].slot] += m->weights[i] * p[i].sum;
			w[s[i].slot] += m->weights[i] * m->kind[s[i].kind];
		}
		for (int h = 0; h < m->nslots; h++)
			if (w[h] > 0)
				m->slot[h] = y[h] / w[h];
	}
}

static void
fit(Model *m, const CsqPoint *p, const double *root, const CsqSurgeSlot *s, uint32_t n)
{
	double dispersion = 0;
	double chi = 0;

	start_with_medians(m, root, s, n);
	m->parameters = m->nslots - 1;
	for (int c = 0; c < CSQ_SURGE_CLASSES; c++)
		m->parameters += m->kind_weight[c] > 0;
	for (int round = 0; round < ROUNDS; round++)
	{
		set_weights(m, root, s, n, &dispersion);
		refit(m, p, s, n);
	}
	memset(m->kind_weight, 0, sizeof m->kind_weight);
	m->weight = 0;
	for (uint32_t i = 0; i < n; i++)
	{
		double mean = mean_at(m, &s[i]);
		double off = p[i].sum - mean;

		m->kind_weight[s[i].kind] += m->weights[i];
		m->weight += m->weights[i];
		chi += m->weights[i] * off * off / (mean > LEAST_MEAN ? mean : LEAST_MEAN);
	}
	m->dispersion = m->weight > m->parameters ? chi / (m->weight - m->parameters) : 1;
	if (!(m->dispersion > 1))
		m->dispersion = 1;
}

/*
 * What a bucket lets expect, and the factor of its variance over the mean.  A kind of day not seen: a Sunday,
 * then any.
 */
static void
expect(const Model *m, const CsqSurgeSlot *s, double *mean, double *factor)
{
	int    kind = s->kind;
	double level, seen;

	if (m->kind_weight[kind] <= 0 && kind == CSQ_SURGE_HOLIDAY)
		kind = 6;
	level = m->kind[kind];
	seen = m->kind_weight[kind];
	if (seen <= 0)
	{
		double sum = 0;

		for (int c = 0; c < CSQ_SURGE_CLASSES; c++)
			sum += m->kind[c] * m->kind_weight[c];
		level = m->weight > 0 ? sum / m->weight : 0;
		seen = 1;
	}
	*mean = level * m->slot[s->slot];
	if (*mean < LEAST_MEAN)
		*mean = LEAST_MEAN;
	*factor = m->dispersion * (1 + (m->nslots == 1 ? 1 / seen : m->parameters / m->weight));
}

/* ---- scores ---- */

/* P(Y >= y) of the negative binomial distribution of this mean and variance mean * factor. */
static double
tail_of(double y, double mean, double factor)
{
	if (y <= 0)
		return 1;
	if (factor < 1 + 1e-6)
		return csq_gamma_cdf(mean, y);
	return csq_beta_cdf(1 - 1 / factor, y, mean / (factor - 1));
}

static void
judge(CsqSurgePoint *c, double mean, double factor, double last, double week, double *cusum, const CsqSurgeOptions *o)
{
	double third = cbrt(mean);
	double sd = sqrt(4.0 / 9 * third * factor);
	double centre = third * third;
	double y = cbrt(c->n);

	c->expected = mean;
	c->score = (y * y - centre) / sd;
	c->bound = pow(centre + o->spike * sd, 1.5);
	c->p_value = tail_of(c->n, mean, factor);
	c->spike = c->score > o->spike && c->n >= o->minimum && last >= o->minimum;
	*cusum += (c->score < CUT ? c->score : CUT) - o->slack;
	if (*cusum < 0)
		*cusum = 0;
	if (*cusum > o->cap)
		*cusum = o->cap;
	c->cusum = *cusum;
	c->sustained = *cusum > o->decision && week >= o->minimum;
}

static bool
counts_check(const CsqGrid *g, CsqError *err)
{
	if (g->measure != CSQ_MEASURE_COUNT && g->measure != CSQ_MEASURE_VALUE)
		return csq_fail(err, CSQ_PARAM, "surges are looked for in counts, not in a %s", csq_measure_name(g->measure)) ||
		       csq_hint(err, "Make the series of rows: series_agg(bucket). A share or a rate has its control_chart().");
	for (uint32_t i = 0; i < g->n; i++)
		if (g->points[i].sum < 0)
			return csq_fail(err, CSQ_PARAM, "surges are looked for in counts, and %g is none", g->points[i].sum) ||
			       csq_detail(err, "A count is not negative.");
	return true;
}

bool
csq_surge(const CsqGrid *g, const CsqSurgeSlot *s, int nslots, const CsqSurgeOptions *o, CsqSurgePoint **points,
          CsqError *err)
{
	Model   *m = csq_alloc0(sizeof *m);
	double  *root = csq_alloc(((size_t) g->n + 1) * sizeof *root);
	double   cusum = 0, last = 0, week = 0;
	uint32_t lo = 0, hi = 0, fitted = 0, week_from = 0;
	int      parts = nslots > 1 ? nslots : 1;

	*points = csq_alloc(((size_t) g->n + 1) * sizeof **points);
	if (!counts_check(g, err))
		return false;
	m->nslots = parts;
	m->weights = csq_alloc(((size_t) g->n + 1) * sizeof *m->weights);
	m->scratch = csq_alloc(((size_t) g->n + 1) * sizeof *m->scratch);
	for (uint32_t i = 0; i < g->n; i++)
	{
		CsqSurgePoint *c = &(*points)[i];
		int            to = s[i].day - o->skip;
		double         mean, factor;

		if (i % 64 == 63)
			csq_check_interrupts();
		root[i] = sqrt(g->points[i].sum + 0.375);
		*c = (CsqSurgePoint){g->points[i].at, g->points[i].sum, NAN, NAN, NAN, NAN, NAN, false, false, INT64_MIN};
		last += c->n - (i >= LAST_SPIKE ? g->points[i - LAST_SPIKE].sum : 0);
		for (week += c->n; s[week_from].day <= s[i].day - 7; week_from++)
			week -= g->points[week_from].sum;
		while (hi < i && s[hi].day < to)
			hi++;
		while (lo < hi && s[lo].day < to - o->window)
			lo++;
		if (hi == lo || s[hi - 1].day - s[lo].day + 1 < o->least)
			continue;
		if (i == 0 || s[i - 1].day != s[i].day || fitted == 0)
			fit(m, g->points + lo, root + lo, s + lo, hi - lo);
		fitted = 1;
		expect(m, &s[i], &mean, &factor);
		judge(c, mean, factor, last, week, &cusum, o);
		if (c->spike || c->sustained)
			c->first_alarm = i > 0 && c[-1].first_alarm != INT64_MIN ? c[-1].first_alarm : c->at;
	}
	csq_free(root);
	csq_free(m->weights);
	csq_free(m->scratch);
	csq_free(m);
	return true;
}

/* ---- many series at once ---- */

typedef struct Ranked
{
	double   p;
	uint32_t i;
} Ranked;

void
csq_fdr(const double *p, uint32_t n, double q, bool *found)
{
	Ranked  *r = csq_alloc(((size_t) n + 1) * sizeof *r);
	uint32_t known = 0, last = 0;

	for (uint32_t i = 0; i < n; i++)
	{
		found[i] = false;
		if (!isnan(p[i]))
			r[known++] = (Ranked){p[i], i};
	}
	csq_sort(r, known, sizeof *r, csq_by_double);
	for (uint32_t k = 0; k < known; k++)
		if (r[k].p <= q * (k + 1) / known)
			last = k + 1;
	for (uint32_t k = 0; k < last; k++)
		found[r[k].i] = true;
	csq_free(r);
}

/*
 * figures.c
 *		Figures of summaries by the name of a metric (see figures.h).
 */
#include "metrics/figures.h"

#include <math.h>

#include "base/instant.h"
#include "base/literal.h"

/* ---- names ---- */

bool
csq_metric_unknown(CsqMetric metric, const char *type, const char *known, CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "type csq.%s has no metric \"%s\"", type, csq_quoted(metric.s, metric.len).s) ||
	       csq_hint(err, "Its metrics are %s.", known);
}

/* The digits, with at most one decimal point, that a name ends with. */
static bool
number_after(CsqMetric metric, const char *word, double *number)
{
	size_t len;
	double value = 0, unit = 0;

	metric = csq_option_text(metric.s, metric.len);
	len = csq_option_begins(metric, word);
	if (len == 0 || metric.len == len)
		return false;
	for (size_t i = len; i < metric.len; i++)
	{
		if (metric.s[i] == '.' && unit == 0 && i > len && i + 1 < metric.len)
		{
			unit = 1;
			continue;
		}
		if (metric.s[i] < '0' || metric.s[i] > '9' || i > len + 12)
			return false;
		value = value * 10 + (metric.s[i] - '0');
		unit *= 10;
	}
	*number = unit > 1 ? value / unit : value;
	return true;
}

bool
csq_metric_quantile(CsqMetric metric, double *q)
{
	double percent;

	if (csq_option_is(metric, "median"))
	{
		*q = 0.5;
		return true;
	}
	if (!number_after(metric, "p", &percent) || !(percent > 0 && percent < 100))
		return false;
	*q = percent / 100;
	return true;
}

bool
csq_metric_length(CsqMetric metric, const char *word, int64_t *length)
{
	size_t      len;
	const char *at;

	metric = csq_option_text(metric.s, metric.len);
	len = csq_option_begins(metric, word);
	at = metric.s + len;
	return len > 0 && csq_parse_length(&at, metric.s + metric.len, length) && at == metric.s + metric.len;
}

/* Does a length name days or weeks, in English or Chinese? */
static bool
names_days(CsqMetric metric)
{
	static const char *const chinese[] = {"\xe5\xa4\xa9", "\xe6\x97\xa5", "\xe5\x91\xa8"}; /* day, date, week */

	for (size_t i = 0; i < metric.len; i++)
	{
		char c = (char) (metric.s[i] | 0x20);
		char before = i > 0 ? (char) (metric.s[i - 1] | 0x20) : ' ';

		if ((c == 'd' || c == 'w') && !(before >= 'a' && before <= 'z'))
			return true;
		for (int k = 0; k < 3; k++)
			if (metric.len - i >= 3 && memcmp(metric.s + i, chinese[k], 3) == 0)
				return true;
	}
	return false;
}

/* ---- scores ---- */

static CsqFigure
share_between(const CsqScoreSummary *s, int64_t from, int64_t to)
{
	return csq_figure_share((double) csq_score_between(s, from, to), (double) csq_score_answered(s));
}

static bool
same_scale(const void *a, const void *b, CsqError *err)
{
	return csq_scale_same(&((const CsqScoreSummary *) a)->scale, &((const CsqScoreSummary *) b)->scale, err);
}

bool
csq_score_figure(const CsqScoreSummary *s, CsqMetric metric, CsqFigure *f, CsqError *err)
{
	CsqMoments m;
	double     n;

	if (csq_option_is(metric, "nps"))
	{
		CsqNps nps = csq_score_nps(s);

		*f = csq_figure_nps(&nps);
	}
	else if (csq_option_is(metric, "mean"))
	{
		m = csq_score_moments(s);
		*f = csq_figure_mean(m.n, m.mean, sqrt(m.variance / m.n), s->scale.lo, s->scale.hi);
		f->skewness = m.skewness;
	}
	else if (csq_option_is(metric, "csat"))
	{
		if (csq_score_points(s) > CSQ_CSAT_POINTS)
			return csq_score_refuses_csat(s, err);
		*f = share_between(s, s->scale.hi - 1, s->scale.hi);
	}
	else if (number_after(metric, "top ", &n) && n == rint(n) && n >= 1 && n <= csq_score_points(s))
		*f = share_between(s, s->scale.hi - (int64_t) n + 1, s->scale.hi);
	else if (number_after(metric, "bottom ", &n) && n == rint(n) && n >= 1 && n <= csq_score_points(s))
		*f = share_between(s, s->scale.lo, s->scale.lo + (int64_t) n - 1);
	else if (number_after(metric, "at least ", &n) && n == rint(n))
		*f = share_between(s, (int64_t) n, s->scale.hi);
	else if (number_after(metric, "at most ", &n) && n == rint(n))
		*f = share_between(s, s->scale.lo, (int64_t) n);
	else
		return csq_metric_unknown(metric, "score_summary",
		                          "nps, csat, mean, \"top 2\", \"bottom 2\", \"at least 4\" and \"at most 2\"", err);
	f->comparable = same_scale;
	f->summary = s;
	return true;
}

/* ---- rates, means, incidences ---- */

bool
csq_rate_figure(const CsqRateSummary *s, CsqMetric metric, CsqFigure *f, CsqError *err)
{
	CsqShare share = csq_rate_share(s);

	if (!csq_option_is(metric, "rate"))
		return csq_metric_unknown(metric, "rate_summary", "rate", err);
	*f = csq_figure_share(share.hits, share.trials);
	return true;
}

bool
csq_mean_figure(const CsqMeanSummary *s, CsqMetric metric, CsqFigure *f, CsqError *err)
{
	if (!csq_option_is(metric, "mean"))
		return csq_metric_unknown(metric, "mean_summary", "mean", err);
	*f = csq_figure_mean((double) s->n, csq_mean_mean(s), sqrt(csq_mean_variance(s) / (double) s->n), -INFINITY,
	                     INFINITY);
	return true;
}

bool
csq_incidence_figure(const CsqIncidence *i, CsqMetric metric, CsqFigure *f, CsqError *err)
{
	if (!csq_option_is(metric, "rate"))
		return csq_metric_unknown(metric, "incidence", "rate", err);
	*f = csq_figure_incidence((double) i->events, csq_incidence_exposure(i));
	return true;
}

/* ---- durations ---- */

/* By order statistics of as many lengths as there would be, read off those there are. */
static CsqInterval
quantile_interval(const CsqFigure *f, double factor, double confidence)
{
	const CsqTimes *t = f->of;
	double          n = f->n * factor;
	CsqRanks        r = csq_quantile_ranks(n, f->parameter, confidence);
	CsqInterval     i = {0, INFINITY};

	if (r.lo >= 1)
		i.lo = (double) csq_times_ranked(t, (int64_t) ceil(r.lo / factor)) / 1e6;
	if (r.hi <= floor(n))
		i.hi = (double) csq_times_ranked(t, (int64_t) fmin(f->n, ceil(r.hi / factor))) / 1e6;
	return i;
}

/* A figure of lengths, the kind of whose time must be that of what it is compared with. */
static void
of_lengths(CsqFigure *f, const CsqLengths *l)
{
	f->comparable = csq_duration_comparable;
	f->summary = l;
}

bool
csq_duration_figure(const CsqLengths *l, CsqMetric metric, CsqFigure *f, CsqError *err)
{
	CsqTimes *t;
	int64_t   limit;
	double    q;

	l = csq_lengths_settled(l); /* straight from an aggregate some lengths wait */
	if (csq_metric_length(metric, "within ", &limit))
	{
		CsqMetric said = csq_option_text(metric.s, metric.len);
		CsqShare  s;

		said = (CsqMetric){said.s + strlen("within "), said.len - strlen("within ")};
		if (csq_lengths_business(l) && names_days(said))
			return csq_fail(err, CSQ_PARAM, "a limit of business time is not written in days: \"%s\"",
			                csq_quoted(metric.s, metric.len).s) ||
			       csq_detail(err, "Durations beside a calendar are open hours, and working days differ in length.") ||
			       csq_hint(err, "Write hours: \"within 27 hours\" for three days of nine.");
		s = csq_duration_within(l, limit);
		*f = csq_figure_share(s.hits, s.trials);
		of_lengths(f, l);
		return true;
	}
	t = csq_alloc(sizeof *t);
	*t = csq_lengths_times(l, CSQ_DURATION_ENDED);
	if (csq_option_is(metric, "mean"))
	{
		*f = csq_figure_none();
		if (t->n > 0)
			*f = csq_figure_mean((double) t->n, csq_times_mean(t) / 1e6,
			                     t->n > 1 ? csq_times_stddev(t) / 1e6 / sqrt((double) t->n) : NAN, 0, INFINITY);
		f->kind = CSQ_FIGURE_MEAN;
		f->skewness = csq_times_skewness(t);
		of_lengths(f, l);
		return true;
	}
	if (!csq_metric_quantile(metric, &q))
		return csq_metric_unknown(metric, "duration_summary",
		                          "mean, median, p90 and other percentiles, and \"within 4 hours\"", err);
	*f = csq_figure_none();
	of_lengths(f, l);
	f->n = (double) t->n;
	f->least = 0;
	f->most = INFINITY;
	f->parameter = q;
	f->of = t;
	f->interval = quantile_interval;
	if (t->n > 0)
	{
		CsqInterval i;

		f->value = (double) csq_times_quantile(t, q) / 1e6;
		i = quantile_interval(f, 1, 0.95);
		f->error = isfinite(i.hi) ? (i.hi - i.lo) / (2 * csq_z_of(0.95)) : NAN;
	}
	return true;
}

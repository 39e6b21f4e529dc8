/*
 * ranking.c
 *		Ranks with intervals, shares of few cases, and pairs (see evaluation.h).
 *
 * Sources
 *	 rank interval	Mogstad, Romano, Shaikh and Wilhelm, Review of Economic Studies 91
 *					(2024): places that pairwise differences leave open, all at a joint
 *					level (Bonferroni)
 *	 prior weight	Kleinman, JASA 68 (1973): moments of the beta-binomial
 *	 pairs			McNemar 1947, exact; mid-p after Lancaster 1961
 */
#include <math.h>

#include "metrics/evaluation.h"

bool
csq_rank_among(const CsqFigure *own, const CsqFigure *peers, int n, bool highest, double confidence, CsqRankInterval *r)
{
	int known = 0;

	for (int i = 0; i < n; i++)
		known += csq_figure_known(&peers[i]);
	r->rank = r->lo = 1;
	r->hi = known + 1;
	if (!csq_figure_known(own))
		return false;
	for (int i = 0; i < n; i++)
	{
		CsqDifference d;

		if (!csq_figure_known(&peers[i]))
			continue;
		d = csq_figure_difference(own, &peers[i], 1 - (1 - confidence) / known);
		if (highest ? d.difference > 0 : d.difference < 0)
			r->rank++;
		if (highest ? d.lo > 0 : d.hi < 0)
			r->lo++; /* surely better than own */
		if (highest ? d.hi < 0 : d.lo > 0)
			r->hi--; /* surely worse */
		csq_poll(i);
	}
	/* NPS compares with pseudo-answers: never contradict the figures as they are */
	r->lo = r->lo < r->rank ? r->lo : r->rank;
	r->hi = r->hi > r->rank ? r->hi : r->rank;
	return true;
}

double
csq_shrunk(CsqShare own, CsqShare all, double weight)
{
	double prior = all.hits / all.trials;

	if (!isfinite(weight))
		return prior;
	return (own.hits + weight * prior) / (own.trials + weight);
}

double
csq_prior_weight(const CsqShare *peers, int n, CsqShare *all)
{
	double squares = 0, spread = 0, p, pq, chance, known = 0, gamma;

	all->hits = all->trials = 0;
	for (int i = 0; i < n; i++)
	{
		all->hits += peers[i].hits;
		all->trials += peers[i].trials;
		squares += peers[i].trials * peers[i].trials;
		known += peers[i].trials > 0;
	}
	p = all->hits / all->trials;
	pq = p * (1 - p);
	for (int i = 0; i < n; i++)
		if (peers[i].trials > 0)
			spread += peers[i].trials * pow(peers[i].hits / peers[i].trials - p, 2);
	chance = known - 1; /* what binomial chance alone adds up to, in units of pq */
	if (!(pq > 0) || known < 2 || spread <= pq * chance)
		return INFINITY;
	gamma = (spread - pq * chance) / (pq * (all->trials - squares / all->trials - chance));
	return gamma >= 1 ? 0 : 1 / gamma - 1;
}

CsqPaired
csq_mcnemar(double a_only, double b_only, double confidence)
{
	double    n = a_only + b_only;
	double    least = fmin(a_only, b_only);
	double    tail = 0.5 * (1 - confidence);
	double    below, at;
	CsqPaired r = {NAN, NAN, NAN, 1, 1};

	if (n == 0)
		return r;
	r.ratio = a_only > 0 ? b_only / a_only : NAN;
	{
		double lo = b_only > 0 ? csq_beta_quantile(tail, b_only, a_only + 1) : 0;
		double hi = a_only > 0 ? csq_beta_quantile(1 - tail, b_only + 1, a_only) : 1;

		r.lo = lo / (1 - lo);
		r.hi = hi < 1 ? hi / (1 - hi) : NAN;
	}
	at = exp(csq_log_binomial(least, n, 0.5));
	below = least > 0 ? csq_beta_cdf(0.5, n - least + 1, least) : 0; /* P(B <= least - 1) */
	r.p_value = fmin(1, 2 * (below + at));
	r.mid_p = fmin(1, 2 * below + at);
	return r;
}

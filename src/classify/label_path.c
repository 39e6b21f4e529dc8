/*
 * label_path.c
 *		Labels that are paths, such as loan/fees/late, and drift of label shares.
 *
 * Probabilities of leaves add up to those of their branches, so one model
 * answers at every level: "some complaint about loans, 0.93" where no leaf is
 * sure.  Components are separated by '/'.
 */
#include "base/exact_math.h"
#include "base/sort.h"
#include "classify/model.h"

/* The first level components of a label, or all of it. */
static CsqText
prefix(CsqText label, int level)
{
	for (size_t i = 0; i < label.len; i++)
		if (label.s[i] == '/' && --level == 0)
			return (CsqText){label.s, i};
	return label;
}

static bool
same(CsqText a, CsqText b)
{
	return a.len == b.len && memcmp(a.s, b.s, a.len) == 0;
}

static bool
under(CsqText label, CsqText path)
{
	return path.len == 0 || (label.len >= path.len && memcmp(label.s, path.s, path.len) == 0 &&
	                         (label.len == path.len || label.s[path.len] == '/'));
}

static int
compare_paths(const void *a, const void *b)
{
	const CsqPathScore *x = a, *y = b;

	if (x->p != y->p)
		return x->p > y->p ? -1 : 1;
	return csq_text_compare(&x->path, &y->path);
}

/* Roll up the labels under a path. */
static int
roll_up(const CsqClassifier *c, CsqText path, int level, CsqPathScore *out)
{
	int n = 0;

	for (uint32_t k = 0; k < c->model->labels; k++)
	{
		CsqText label = csq_model_label(c->model, k);
		CsqText p = prefix(label, level);
		int     i = n;

		if (!under(label, path))
			continue;
		/* labels are sorted: a prefix that was seen was mostly seen last */
		while (i > 0 && !same(out[i - 1].path, p))
			i--;
		if (i > 0)
			out[i - 1].p += c->p[k];
		else
			out[n++] = (CsqPathScore){p, c->p[k]};
	}
	/* sums of shares that were rounded one by one */
	for (int i = 0; i < n; i++)
		out[i].p = out[i].p > 1 ? 1 : out[i].p;
	csq_sort(out, (size_t) n, sizeof *out, compare_paths);
	return n;
}

int
csq_paths_of_level(const CsqClassifier *c, int level, CsqPathScore *out)
{
	return roll_up(c, (CsqText){NULL, 0}, level, out);
}

CsqPathScore
csq_path_down(const CsqClassifier *c, double least)
{
	CsqPathScore  best = {{NULL, 0}, 1};
	CsqPathScore *scores = csq_alloc(c->model->labels * sizeof *scores);

	for (int level = 1;; level++)
	{
		int n = roll_up(c, best.path, level, scores);

		if (n == 0 || scores[0].p < least || (best.path.len > 0 && scores[0].path.len == best.path.len))
			break;
		best = scores[0];
	}
	csq_free(scores);
	return best;
}

/*
 * Sum of (now - then) ln(now / then) over all labels of either side; a share of
 * zero reads as one in ten thousand, as is customary.
 */
double
csq_label_psi(const CsqModel *m, const CsqText *labels, const double *weights, size_t n)
{
	const int64_t *trained = csq_model_label_weights(m);
	double         then_all = 0, now_all = 0, psi = 0;
	const double   least = 0.0001;

	for (uint32_t k = 0; k < m->labels; k++)
		then_all += (double) trained[k];
	for (size_t i = 0; i < n; i++)
		now_all += weights[i];
	for (uint32_t k = 0; k < m->labels; k++)
	{
		double now = 0, then = then_all > 0 ? (double) trained[k] / then_all : 0;

		for (size_t i = 0; i < n; i++)
			if (same(labels[i], csq_model_label(m, k)))
				now += weights[i] / now_all;
		now = now < least ? least : now;
		then = then < least ? least : then;
		psi += (now - then) * (csq_ln(now) - csq_ln(then));
	}
	for (size_t i = 0; i < n; i++)
		if (csq_model_find_label(m, labels[i].s, labels[i].len) < 0 && weights[i] / now_all > least)
			psi += (weights[i] / now_all - least) * (csq_ln(weights[i] / now_all) - csq_ln(least));
	return psi;
}

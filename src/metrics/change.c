/*
 * change.c
 *		Parts of a change: see change.h.
 *
 * Of a figure that is the mean of its segments' figures r with their shares w, the
 * change from period 0 to period 1 is
 *
 *		sum of (w1 - w0) ((r0 + r1) / 2 - R)		the mix: segments that grew or shrank
 *	  + sum of (r1 - r0) (w0 + w1) / 2				within: what changed in the segments
 *
 * with R the mean of both overall figures, which adds nothing, since shares add up to one,
 * and makes the effect of a segment that grows the sign of how it compares with the rest.
 * Taking means of both periods leaves no remainder for "interaction" (Marshall and
 * Edgeworth's weights).  A segment that is there in one period only has no change within.
 * Of plain counts (weight 0) the part of a segment is the difference of its counts.
 *
 * Metrics and their units: rate hits of trials; nps (with the scale and its cut points: nps 0..10 6 9) promoters less
 * detractors of answers, times 100; mean (with the scale: mean 1..5) points of answers; value millionths of numbers;
 * duration and business duration microseconds of ended cases; incidence events of millionths of exposure.
 */
#include "metrics/change.h"

#include <math.h>

#include "base/sort.h"

const CsqTallyType csq_change_type = {"change", "segment", 1, 4, false, 1 | 4, NULL, 0, 0, "metric"};

static int
by_effect(const void *a, const void *b)
{
	double x = fabs(((const CsqChangePart *) a)->total);
	double y = fabs(((const CsqChangePart *) b)->total);

	return (x < y) - (x > y);
}

static double
scale_of(const CsqTally *t)
{
	static const struct
	{
		const char *metric;
		double      scale;
	} scales[] = {{"value", 1e-6}, {"duration", 1e-6}, {"business duration", 1e-6}, {"incidence", 1e6}};

	CsqText metric = csq_tally_word(t);

	if (metric.len >= 3 && memcmp(metric.s, "nps", 3) == 0)
		return 100;
	for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++)
		if (csq_json_is(&metric, scales[i].metric))
			return scales[i].scale;
	return 1;
}

static CsqChangePart
part_of(const CsqTallyRow *row, const double *sums, bool counts, double scale)
{
	double        n[4];
	double        middle;
	CsqChangePart p = {row->label[0], 0, 0, NAN, NAN, 0, 0, 0};

	for (int i = 0; i < 4; i++)
		n[i] = (double) row->numbers[i];
	if (counts)
	{
		p.share_before = sums[0] > 0 ? n[0] / sums[0] : 0;
		p.share_after = sums[2] > 0 ? n[2] / sums[2] : 0;
		p.value_before = n[0];
		p.value_after = n[2];
		p.total = p.within = n[2] - n[0];
		return p;
	}
	p.share_before = n[1] / sums[1];
	p.share_after = n[3] / sums[3];
	if (n[1] > 0)
		p.value_before = scale * n[0] / n[1];
	if (n[3] > 0)
		p.value_after = scale * n[2] / n[3];
	{
		double r0 = n[1] > 0 ? p.value_before : p.value_after;
		double r1 = n[3] > 0 ? p.value_after : p.value_before;

		if (n[1] <= 0 && n[3] <= 0)
			return p;
		middle = scale * (sums[0] / sums[1] + sums[2] / sums[3]) / 2;
		p.mix = 0.0 + (p.share_after - p.share_before) * ((r0 + r1) / 2 - middle); /* an unchanged share: 0, not -0 */
		p.within = (r1 - r0) * (p.share_before + p.share_after) / 2;
	}
	p.total = p.mix + p.within;
	return p;
}

CsqChangePart *
csq_change_parts(const CsqTally *packed, uint32_t *n)
{
	CsqTallyRow   *rows = csq_tally_rows(&csq_change_type, packed);
	CsqChangePart *parts = csq_alloc(((size_t) packed->rows + 1) * sizeof *parts);
	CsqText        metric = csq_tally_word(packed);
	bool           counts = csq_json_is(&metric, "count");
	double         sums[4] = {0};

	for (uint32_t i = 0; i < packed->rows; i++)
		for (int k = 0; k < 4; k++)
			sums[k] += (double) rows[i].numbers[k];
	*n = counts || (sums[1] > 0 && sums[3] > 0) ? packed->rows : 0;
	for (uint32_t i = 0; i < *n; i++)
	{
		csq_poll(i);
		parts[i] = part_of(&rows[i], sums, counts, scale_of(packed));
	}
	csq_sort(parts, *n, sizeof *parts, by_effect);
	csq_free(rows);
	return parts;
}

/*
 * chart_signals.c
 *		The rules by which a chart signals.
 *
 * Western Electric's (Statistical Quality Control Handbook, 1956) and Nelson's
 * (Journal of Quality Technology 16, 1984), each strict: a point on the centre line
 * ends a run, one on a limit is not beyond it.  A rule marks the point that completes
 * it and those that go on; each point has all its signals.
 */
#include "charts/control_chart.h"

#include <math.h>

#include "base/literal.h"

static const char *const names[CSQ_SIGNALS] = {
	"shewhart", "western_electric_2", "western_electric_3", "run_of_8", "nelson_2", "nelson_3", "nelson_4",
	"nelson_5", "nelson_6",           "nelson_7",           "nelson_8", "ewma",     "cusum_up", "cusum_down"};

#define NOT_A_SHEWHART_CHART (CSQ_SIGNAL_EWMA | CSQ_SIGNAL_CUSUM_UP | CSQ_SIGNAL_CUSUM_DOWN)
#define WESTERN_ELECTRIC     (CSQ_SIGNAL_SHEWHART | CSQ_SIGNAL_WE_2 | CSQ_SIGNAL_WE_3 | CSQ_SIGNAL_RUN_8)
#define NELSON                                                                                                         \
	(CSQ_SIGNAL_SHEWHART | CSQ_SIGNAL_NELSON_2 | CSQ_SIGNAL_NELSON_3 | CSQ_SIGNAL_NELSON_4 | CSQ_SIGNAL_NELSON_5 |     \
	 CSQ_SIGNAL_NELSON_6 | CSQ_SIGNAL_NELSON_7 | CSQ_SIGNAL_NELSON_8)

const char *
csq_signal_name(int bit)
{
	return names[bit];
}

bool
csq_signals_parse(const char *text, size_t len, unsigned *rules, CsqError *err)
{
	static const struct
	{
		const char *name;
		unsigned    rules;
	} sets[] = {{"all", (WESTERN_ELECTRIC | NELSON) & ~(unsigned) (CSQ_SIGNAL_NELSON_5 | CSQ_SIGNAL_NELSON_6)},
	            {"shewhart", CSQ_SIGNAL_SHEWHART},
	            {"western_electric", WESTERN_ELECTRIC},
	            {"nelson", NELSON}};
	CsqText     folded = csq_fold_width(text, len); /* commas of input methods */
	const char *end = folded.s + folded.len;

	text = folded.s;
	*rules = NOT_A_SHEWHART_CHART;
	while (text <= end)
	{
		const char *comma = memchr(text, ',', (size_t) (end - text));
		const char *stop = comma != NULL ? comma : end;
		unsigned    found = 0;

		while (text < stop && *text == ' ')
			text++;
		while (stop > text && stop[-1] == ' ')
			stop--;
		for (int i = 0; i < 4; i++)
			if (csq_option_is((CsqText){text, (size_t) (stop - text)}, sets[i].name))
				found = sets[i].rules;
		for (int i = 0; i < CSQ_SIGNALS && found == 0; i++)
			if (csq_option_is((CsqText){text, (size_t) (stop - text)}, names[i]))
				found = 1U << i;
		if (found == 0)
			return csq_fail(err, CSQ_PARAM, "there are no chart rules \"%s\"",
			                csq_quoted(text, (size_t) (stop - text)).s) ||
			       csq_detail(err, "Sets: all, shewhart, western_electric, nelson. Single rules: shewhart, "
			                       "western_electric_2, western_electric_3, run_of_8, nelson_2 to nelson_8.") ||
			       csq_hint(err, "Several are written with commas between: 'shewhart, run_of_8'.");
		*rules |= found;
		text = comma != NULL ? comma + 1 : end + 1;
	}
	return true;
}

/* Among the last of points up to i: how many lie beyond limit on the side of point i. */
static int
beyond(const CsqStandard *p, uint32_t i, uint32_t last, double limit)
{
	double side = p[i].z > 0 ? 1 : -1;
	int    n = 0;

	for (uint32_t j = i + 1 > last ? i + 1 - last : 0; j <= i; j++)
		n += side * p[j].z > limit;
	return n;
}

static int
sign(double v)
{
	return (v > 0) - (v < 0);
}

/* Lengths of the runs that end at a point. */
typedef struct Runs
{
	uint32_t side, rise, alternate, inside, far;
	int      side_of, rise_of;
	uint32_t far_up, far_down; /* last points beyond 1 sigma above and below, counted from 1 */
} Runs;

static void
follow(Runs *r, const CsqStandard *p, uint32_t i)
{
	int s = sign(p[i].z);
	int d = i > 0 ? sign(csq_chart_apart(p[i].value, p[i - 1].value)) : 0;

	r->side = s != 0 && s == r->side_of ? r->side + 1 : s != 0;
	r->side_of = s;
	/* points of a rise are one more than its steps */
	r->alternate = d != 0 && d == -r->rise_of ? r->alternate + 1 : d != 0 ? 2 : 1;
	r->rise = d != 0 && d == r->rise_of ? r->rise + 1 : d != 0 ? 2 : 1;
	r->rise_of = d;
	r->inside = fabs(p[i].z) <= 1 && !p[i].still ? r->inside + 1 : 0;
	r->far = fabs(p[i].z) > 1 ? r->far + 1 : 0;
	if (p[i].z > 1)
		r->far_up = i + 1;
	if (p[i].z < -1)
		r->far_down = i + 1;
}

void
csq_signals(const CsqStandard *p, uint32_t n, unsigned rules, unsigned *signals)
{
	Runs r = {0};

	for (uint32_t i = 0; i < n; i++)
	{
		unsigned found = p[i].outside ? CSQ_SIGNAL_SHEWHART : 0;

		csq_poll(i);
		follow(&r, p, i);
		if (fabs(p[i].z) > 2 && beyond(p, i, 3, 2) >= 2)
			found |= CSQ_SIGNAL_WE_2 | CSQ_SIGNAL_NELSON_5;
		if (fabs(p[i].z) > 1 && beyond(p, i, 5, 1) >= 4)
			found |= CSQ_SIGNAL_WE_3 | CSQ_SIGNAL_NELSON_6;
		if (r.side >= 8)
			found |= CSQ_SIGNAL_RUN_8;
		if (r.side >= 9)
			found |= CSQ_SIGNAL_NELSON_2;
		if (r.rise >= 6)
			found |= CSQ_SIGNAL_NELSON_3;
		if (r.alternate >= 14)
			found |= CSQ_SIGNAL_NELSON_4;
		if (r.inside >= 15)
			found |= CSQ_SIGNAL_NELSON_7;
		if (r.far >= 8 && r.far_up + 8 > i + 1 && r.far_down + 8 > i + 1 && r.far_up > 0 && r.far_down > 0)
			found |= CSQ_SIGNAL_NELSON_8;
		signals[i] = found & rules;
	}
}

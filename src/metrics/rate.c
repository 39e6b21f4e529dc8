/*
 * rate.c
 *		rate_summary: how many of the trials were hits.
 *
 * Good reviews of rated contacts, answered of offered, kept deadlines of cases:
 * any yes-or-no metric.  Three disjoint counts: hits, misses, and rows without an
 * outcome.  The smallest example of a summary type (see summary.h).
 *
 * Text form:	{"v":1,"hits":45,"trials":50,"missing":0}
 * Binary form: version u8; hits, trials, missing u64; network order.
 */
#include "metrics/rate.h"

#include <math.h>

#define TYPE "rate_summary"

CsqRateSummary *
csq_rate_new(void)
{
	return csq_flat_new(sizeof(CsqRateSummary), 1);
}

/* ---- the type ---- */

static size_t
rate_size(const void *value)
{
	return sizeof(CsqRateSummary);
}

static bool
rate_check(const void *value, size_t len, CsqError *err)
{
	const CsqRateSummary *s = value;

	if (!csq_stored_check(value, len, sizeof *s, TYPE, err))
		return false;
	if (len != sizeof *s)
		return csq_stored_invalid(TYPE, err, "It has %zu bytes, %zu are needed.", len, sizeof *s);
	return csq_counts_check(&s->missing, CSQ_RATE_COUNTS, TYPE, err);
}

/* A checked value of what text or binary input said; NULL with the rule in err->detail. */
static CsqRateSummary *
make(int64_t hits, int64_t trials, int64_t missing, CsqError *err)
{
	CsqRateSummary *s = csq_rate_new();

	if (hits > trials || hits < 0)
		return csq_stored_invalid(TYPE, err, "There are %lld hits of %lld trials.", (long long) hits,
		                          (long long) trials),
		       NULL;
	s->hits = hits;
	s->misses = trials - hits;
	s->missing = missing;
	return rate_check(s, sizeof *s, err) ? s : NULL;
}

static void
rate_text(const void *value, CsqBuf *out)
{
	const CsqRateSummary *s = value;

	csq_buf_str(out, "{\"v\":1,\"hits\":");
	csq_buf_i64(out, s->hits);
	csq_buf_str(out, ",\"trials\":");
	csq_buf_i64(out, s->hits + s->misses);
	csq_buf_str(out, ",\"missing\":");
	csq_buf_i64(out, s->missing);
	csq_buf_char(out, '}');
}

static void *
rate_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "hits", "trials", "missing", NULL};
	CsqJson                  j;
	CsqError                 rule;
	unsigned                 seen = 0;
	int                      k;
	int64_t                  part[4] = {0}; /* as in names */
	CsqRateSummary          *s;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, 1);
		else
			part[k] = csq_json_count(&j);
	csq_json_need(&j, names, seen, 1 | 2 | 4);
	if (!csq_json_end(&j))
		return NULL;
	s = make(part[1], part[2], part[3], &rule);
	if (s == NULL)
		csq_json_fail(&j, "%s", rule.detail);
	return s;
}

static void
rate_write(const void *value, CsqBuf *out)
{
	const CsqRateSummary *s = value;

	csq_put_u8(out, s->header.version);
	csq_put_u64(out, (uint64_t) s->hits);
	csq_put_u64(out, (uint64_t) (s->hits + s->misses));
	csq_put_u64(out, (uint64_t) s->missing);
}

static void *
rate_read(const void *data, size_t len, CsqError *err)
{
	CsqReader r;
	int64_t   hits, trials, missing;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, 1);
	hits = (int64_t) csq_read_u64(&r);
	trials = (int64_t) csq_read_u64(&r);
	missing = (int64_t) csq_read_u64(&r);
	if (!csq_read_end(&r))
		return NULL;
	return make(hits, trials, missing, err);
}

static bool
rate_add(void *sum, const void *more, CsqError *err)
{
	return csq_counts_add(&((CsqRateSummary *) sum)->missing, &((const CsqRateSummary *) more)->missing,
	                      CSQ_RATE_COUNTS, TYPE, err);
}

static bool
rate_subtract(void *rest, const void *less, CsqError *err)
{
	return csq_counts_subtract(&((CsqRateSummary *) rest)->missing, &((const CsqRateSummary *) less)->missing,
	                           CSQ_RATE_COUNTS, TYPE, err);
}

const CsqSummaryType csq_rate_type = {
	.stored =
		{
			.canonical = true,
			.check = rate_check,
			.parse = rate_parse,
			.text = rate_text,
			.read = rate_read,
			.write = rate_write,
		},
	.size = rate_size,
	.add = rate_add,
	.subtract = rate_subtract,
};

/* ---- counting ---- */

bool
csq_rate_count(CsqRateSummary *s, int64_t hits, int64_t trials, CsqError *err)
{
	CsqRateSummary more = {.hits = hits};

	if (hits < 0 || hits > trials)
		return csq_fail(err, CSQ_PARAM, "%lld hits of %lld trials make no rate", (long long) hits,
		                (long long) trials) ||
		       csq_detail(err, "Hits must be between 0 and the trials.");
	more.misses = trials - hits;
	return rate_add(s, &more, err);
}

/* ---- reading ---- */

CsqDifference
csq_rate_compare(CsqShare a, CsqShare b, double confidence)
{
	CsqInterval   i = csq_newcombe(a, b, csq_z_of(confidence));
	CsqDifference r;

	/* rounded once: 7 of 10 after 6 of 10 are 0.1 more, not 0.09999999999999998 */
	r.difference = (b.hits * a.trials - a.hits * b.trials) / (a.trials * b.trials);
	r.lo = i.lo;
	r.hi = i.hi;
	r.z = csq_two_share_z(a, b);
	r.p_value = csq_normal_two_sided(r.z);
	return r;
}

static bool
invalid_cut(double cut, CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "invalid tier cut %g", cut) ||
	       csq_detail(err, "Cuts ascend and are shares from 0 to 1, or percentages from 0 to 100 "
	                       "if the highest is above 1.");
}

bool
csq_rate_tier(CsqShare rate, const double *cuts, int n, int *tier, CsqError *err)
{
	double unit = n > 0 && cuts[n - 1] > 1 ? 100 : 1;
	/* one rounding: when the rate is the cut as it was written, both are the double nearest to it */
	double reached = unit * rate.hits / rate.trials;

	*tier = 0;
	for (int i = 0; i < n; i++)
	{
		if (!(cuts[i] >= 0 && cuts[i] <= unit) || (i > 0 && cuts[i] <= cuts[i - 1]))
			return invalid_cut(cuts[i], err);
		if (unit > 1 && cuts[i] > 0 && cuts[i] < 1)
			return csq_fail(err, CSQ_PARAM, "the tier cuts %g and %g have different units", cuts[i], cuts[n - 1]) ||
			       csq_detail(err, "Because %g is above 1, all cuts are percentages, and %g %% is hardly meant.",
			                  cuts[n - 1], cuts[i]) ||
			       csq_hint(err,
			                "Write all as shares, such as 0.9 and 0.95, or all as percentages, such as 90 and 95.");
		*tier += reached >= cuts[i];
	}
	return true;
}

/*
 * The Wilson interval of k hits of n lies above the cut just if the score test
 * refuses the cut: k - n c >= z sqrt(n c (1 - c)).  That k is reached with the
 * probability of a binomial tail, an incomplete beta function.  The tail is a saw
 * tooth in n, so the first n is found by looking at each.
 */
bool
csq_tier_needed(double rate, double cut, double power, double confidence, int *trials, CsqError *err)
{
	double z = csq_z_of(confidence);

	for (int n = 1; n <= CSQ_TIER_TRIALS_MAX; n++)
	{
		double k = ceil(n * cut + z * sqrt(n * cut * (1 - cut)) - 1e-9);

		if (k <= n && (rate >= 1 || csq_beta_cdf(rate, k, n - k + 1) >= power - 1e-12))
		{
			*trials = n;
			return true;
		}
		csq_poll(n);
	}
	return csq_fail(err, CSQ_LIMIT, "more than %d trials are needed", CSQ_TIER_TRIALS_MAX) ||
	       csq_detail(err, "A true rate of %g is too close to the cut %g.", rate, cut);
}

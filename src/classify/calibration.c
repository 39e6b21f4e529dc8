/*
 * calibration.c
 *		Calibration: counts of answers by their probability in 1,200 narrow bins.
 *
 * From the counts everything is read: expected calibration error for any number
 * of bins that divides 1,200, Brier score, the trade between coverage and
 * accuracy, thresholds.  Sums of probabilities are kept in billionths, so that
 * merging is exact and can be undone.
 *
 * Text form:	{"v":1,"squares":..,"bins":[[1140,12,11,11400000000]]}	bin, answers, right, sum of probabilities
 * Binary form: version u8; squares u64; bins u32, each bin u16, n, hits, probability u64; network order.
 */
#include <math.h>

#include "classify/calibration.h"
#include "base/stats.h"

#define TYPE "calibration"
#define UNIT CSQ_PROBABILITY_UNIT

CsqCalibration *
csq_calibration_new(void)
{
	return csq_flat_new(sizeof(CsqCalibration), 1);
}

/* ---- the type ---- */

static size_t
size(const void *value)
{
	return sizeof(CsqCalibration);
}

static int
bin_of(int64_t units)
{
	int b = (int) (units * CSQ_CALIBRATION_BINS / UNIT);

	return b < CSQ_CALIBRATION_BINS ? b : CSQ_CALIBRATION_BINS - 1;
}

/* Least probability of a bin, in units, rounded up. */
static int64_t
lower_edge(int bin)
{
	return ((int64_t) bin * UNIT + CSQ_CALIBRATION_BINS - 1) / CSQ_CALIBRATION_BINS;
}

static bool
check(const void *value, size_t len, CsqError *err)
{
	const CsqCalibration *c = value;
	__int128              total = c != NULL && len >= sizeof *c ? c->squares : 0;

	if (!csq_stored_check(value, len, sizeof *c, TYPE, err))
		return false;
	if (len != sizeof *c)
		return csq_stored_invalid(TYPE, err, "It has %zu bytes, %zu are needed.", len, sizeof *c);
	for (int b = 0; b < CSQ_CALIBRATION_BINS; b++)
	{
		const CsqCalibrationBin *x = &c->bin[b];
		int64_t                  high = b + 1 < CSQ_CALIBRATION_BINS ? lower_edge(b + 1) - 1 : UNIT;

		if (x->n < 0 || x->hits < 0 || x->hits > x->n || x->n > INT64_MAX / UNIT)
			return csq_stored_invalid(TYPE, err, "Bin %d has %lld right of %lld answers.", b, (long long) x->hits,
			                          (long long) x->n);
		if ((__int128) x->probability < (__int128) x->n * lower_edge(b) ||
		    (__int128) x->probability > (__int128) x->n * high)
			return csq_stored_invalid(TYPE, err, "The probabilities of bin %d do not lie in it.", b);
		total += (__int128) x->n + x->hits + x->probability;
	}
	if (c->squares < 0 || total > INT64_MAX)
		return csq_stored_invalid(TYPE, err, "A sum is negative or too large.");
	return true;
}

static bool
add(void *sum, const void *more, CsqError *err)
{
	return csq_counts_add(&((CsqCalibration *) sum)->squares, &((const CsqCalibration *) more)->squares,
	                      1 + 3 * CSQ_CALIBRATION_BINS, TYPE, err);
}

static bool
subtract(void *rest, const void *less, CsqError *err)
{
	CsqError rule;

	if (!csq_counts_subtract(&((CsqCalibration *) rest)->squares, &((const CsqCalibration *) less)->squares,
	                         1 + 3 * CSQ_CALIBRATION_BINS, TYPE, err))
		return false;
	return check(rest, sizeof(CsqCalibration), &rule) ||
	       csq_fail(err, CSQ_PARAM, "cannot subtract a calibration that is not part of the other") ||
	       csq_detail(err, "%s", rule.detail);
}

static void
write(const void *value, CsqBuf *out)
{
	const CsqCalibration *c = value;
	uint32_t              used = 0;

	for (int b = 0; b < CSQ_CALIBRATION_BINS; b++)
		used += c->bin[b].n > 0;
	csq_put_u8(out, c->header.version);
	csq_put_u64(out, (uint64_t) c->squares);
	csq_put_u32(out, used);
	for (int b = 0; b < CSQ_CALIBRATION_BINS; b++)
		if (c->bin[b].n > 0)
		{
			csq_put_u16(out, (uint16_t) b);
			csq_put_u64(out, (uint64_t) c->bin[b].n);
			csq_put_u64(out, (uint64_t) c->bin[b].hits);
			csq_put_u64(out, (uint64_t) c->bin[b].probability);
		}
}

static void *
read(const void *data, size_t len, CsqError *err)
{
	CsqReader       r;
	CsqCalibration *c = csq_calibration_new();
	uint32_t        n;
	int             last = -1;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, 1);
	c->squares = (int64_t) csq_read_u64(&r);
	n = csq_read_count(&r, 26);
	for (uint32_t i = 0; i < n && !r.failed; i++)
	{
		int b = csq_read_u16(&r);

		if (b <= last || b >= CSQ_CALIBRATION_BINS)
			return csq_read_fail(&r, "Bins do not ascend."), NULL;
		last = b;
		c->bin[b].n = (int64_t) csq_read_u64(&r);
		c->bin[b].hits = (int64_t) csq_read_u64(&r);
		c->bin[b].probability = (int64_t) csq_read_u64(&r);
		if (!r.failed && c->bin[b].n == 0)
			return csq_read_fail(&r, "Bin %d is empty.", b), NULL;
	}
	if (!csq_read_end(&r))
		return NULL;
	return check(c, sizeof *c, err) ? c : NULL;
}

static void
text(const void *value, CsqBuf *out)
{
	const CsqCalibration *c = value;
	const char           *comma = "";

	csq_buf_str(out, "{\"v\":1,\"squares\":");
	csq_buf_i64(out, c->squares);
	csq_buf_str(out, ",\"bins\":[");
	for (int b = 0; b < CSQ_CALIBRATION_BINS; b++)
		if (c->bin[b].n > 0)
		{
			csq_buf_printf(out, "%s[%d,%lld,%lld,%lld]", comma, b, (long long) c->bin[b].n, (long long) c->bin[b].hits,
			               (long long) c->bin[b].probability);
			comma = ",";
		}
	csq_buf_str(out, "]}");
}

static void
parse_bins(CsqJson *j, CsqCalibration *c)
{
	int64_t last = -1;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		int64_t v[4];

		if (csq_json_counts(j, v, 4) != 4)
			csq_json_fail(j, "A bin is [number, answers, right, sum of probabilities].");
		else if (v[0] <= last || v[0] >= CSQ_CALIBRATION_BINS || v[1] == 0)
			csq_json_fail(j, "Bins do not ascend, or one is empty.");
		if (j->failed)
			return;
		last = v[0];
		c->bin[v[0]] = (CsqCalibrationBin){v[1], v[2], v[3]};
	}
}

static void *
parse(const char *source, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "squares", "bins", NULL};
	CsqJson                  j;
	CsqError                 rule;
	unsigned                 seen = 0;
	int                      k;
	CsqCalibration          *c = csq_calibration_new();

	csq_json_init(&j, source, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, 1);
		else if (k == 1)
			c->squares = csq_json_count(&j);
		else
			parse_bins(&j, c);
	csq_json_need(&j, names, seen, 1 | 2 | 4);
	if (!csq_json_end(&j))
		return NULL;
	if (!check(c, sizeof *c, &rule))
		return csq_json_fail(&j, "%s", rule.detail), NULL;
	return c;
}

const CsqSummaryType csq_calibration_type = {
	.stored = {.canonical = true, .check = check, .parse = parse, .text = text, .read = read, .write = write},
	.size = size,
	.add = add,
	.subtract = subtract,
};

/* ---- counting ---- */

bool
csq_calibration_count(CsqCalibration *c, bool hit, double probability, int step, CsqError *err)
{
	int64_t            units;
	int64_t            distance;
	int64_t            square;
	CsqCalibrationBin *b;

	if (!(probability >= 0 && probability <= 1))
		return (probability != probability ? csq_fail(err, CSQ_RANGE, "probability NaN is not allowed")
		                                   : csq_fail(err, CSQ_RANGE, "probability %g is not allowed", probability)) ||
		       csq_detail(err, "A probability lies between 0 and 1.");
	units = (int64_t) (probability * UNIT + 0.5);
	distance = hit ? UNIT - units : units;
	square = (int64_t) (((__int128) distance * distance + UNIT / 2) / UNIT);
	b = &c->bin[bin_of(units)];
	if (step < 0 &&
	    (b->n == 0 || b->hits < hit || b->hits - hit > b->n - 1 || b->probability < units || c->squares < square))
		return csq_fail(err, CSQ_PARAM, "more answers were taken out of a calibration than are in it");
	if (step > 0 && (c->squares > INT64_MAX / 4 || b->probability > INT64_MAX / 4))
		return csq_fail(err, CSQ_RANGE, "a calibration holds too many answers");
	b->n += step;
	b->hits += step * hit;
	b->probability += step * units;
	c->squares += step * square;
	return true;
}

/* ---- figures ---- */

CsqCalibrationBin
csq_calibration_sum(const CsqCalibration *c, int from, int to)
{
	CsqCalibrationBin s = {0};

	for (int b = from; b < to; b++)
	{
		s.n += c->bin[b].n;
		s.hits += c->bin[b].hits;
		s.probability += c->bin[b].probability;
	}
	return s;
}

double
csq_calibration_ece(const CsqCalibration *c, int bins)
{
	int    width = CSQ_CALIBRATION_BINS / bins;
	double sum = 0, n = 0;

	for (int i = 0; i < bins; i++)
	{
		CsqCalibrationBin s = csq_calibration_sum(c, i * width, (i + 1) * width);

		sum += fabs((double) s.probability / UNIT - (double) s.hits);
		n += (double) s.n;
	}
	return n > 0 ? sum / n : NAN;
}

double
csq_calibration_brier(const CsqCalibration *c)
{
	CsqCalibrationBin s = csq_calibration_sum(c, 0, CSQ_CALIBRATION_BINS);

	return s.n > 0 ? (double) c->squares / UNIT / (double) s.n : NAN;
}

double
csq_calibration_threshold(const CsqCalibration *c, double precision, double z)
{
	double n = 0, hits = 0, found = NAN;

	for (int b = CSQ_CALIBRATION_BINS - 1; b >= 0; b--)
	{
		double share;

		n += (double) c->bin[b].n;
		hits += (double) c->bin[b].hits;
		if (c->bin[b].n == 0)
			continue;
		share = z > 0 ? csq_wilson((CsqShare){hits, n}, z).lo : hits / n;
		if (share >= precision)
			found = (double) b / CSQ_CALIBRATION_BINS;
	}
	return found;
}

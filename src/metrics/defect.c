/*
 * defect.c
 *		defect_summary: see defect.h.
 *
 * Text form:	{"v":1,"defects":20,"units":1915,"opportunities":1915}
 * Binary form: version u8; defects, units, opportunities u64; network order.
 */
#include "metrics/defect.h"

#include <math.h>

#define TYPE "defect_summary"

static const char *const names[] = {"v", "defects", "units", "opportunities", NULL};

CsqDefectSummary *
csq_defect_new(void)
{
	return csq_flat_new(sizeof(CsqDefectSummary), 1);
}

static size_t
defect_size(const void *value)
{
	(void) value;
	return sizeof(CsqDefectSummary);
}

static bool
defect_check(const void *value, size_t len, CsqError *err)
{
	const CsqDefectSummary *s = value;

	if (!csq_stored_check(value, len, sizeof *s, TYPE, err))
		return false;
	if (len != sizeof *s)
		return csq_stored_invalid(TYPE, err, "It has %zu bytes, %zu are needed.", len, sizeof *s);
	if (!csq_counts_check(s->counts, 3, TYPE, err))
		return false;
	if (s->counts[CSQ_DEFECTS] > s->counts[CSQ_OPPORTUNITIES] || s->counts[CSQ_UNITS] > s->counts[CSQ_OPPORTUNITIES])
		return csq_stored_invalid(TYPE, err, "There are more defects or units than opportunities.");
	return true;
}

static void
defect_text(const void *value, CsqBuf *out)
{
	const CsqDefectSummary *s = value;

	csq_buf_str(out, "{\"v\":1");
	for (int i = 0; i < 3; i++)
	{
		csq_buf_printf(out, ",\"%s\":", names[i + 1]);
		csq_buf_i64(out, s->counts[i]);
	}
	csq_buf_char(out, '}');
}

static void *
defect_parse(const char *text, size_t len, CsqError *err)
{
	CsqDefectSummary *s = csq_defect_new();
	CsqJson           j;
	CsqError          rule;
	unsigned          seen = 0;
	int               k;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
	{
		if (k == 0)
			csq_json_version(&j, 1);
		else
			s->counts[k - 1] = csq_json_count(&j);
	}
	csq_json_need(&j, names, seen, 15);
	if (!csq_json_end(&j))
		return NULL;
	if (!defect_check(s, sizeof *s, &rule))
		return csq_json_fail(&j, "%s", rule.detail), NULL;
	return s;
}

static void
defect_write(const void *value, CsqBuf *out)
{
	const CsqDefectSummary *s = value;

	csq_put_u8(out, 1);
	for (int i = 0; i < 3; i++)
		csq_put_u64(out, (uint64_t) s->counts[i]);
}

static void *
defect_read(const void *data, size_t len, CsqError *err)
{
	CsqDefectSummary *s = csq_defect_new();
	CsqReader         r;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, 1);
	for (int i = 0; i < 3; i++)
		s->counts[i] = (int64_t) csq_read_u64(&r);
	return csq_read_end(&r) && defect_check(s, sizeof *s, err) ? s : NULL;
}

static bool
defect_plus(void *sum, const void *more, CsqError *err)
{
	return csq_counts_add(((CsqDefectSummary *) sum)->counts, ((const CsqDefectSummary *) more)->counts, 3, TYPE, err);
}

static bool
defect_minus(void *rest, const void *less, CsqError *err)
{
	CsqDefectSummary *s = rest;

	if (!csq_counts_subtract(s->counts, ((const CsqDefectSummary *) less)->counts, 3, TYPE, err))
		return false;
	if (s->counts[CSQ_DEFECTS] > s->counts[CSQ_OPPORTUNITIES] || s->counts[CSQ_UNITS] > s->counts[CSQ_OPPORTUNITIES])
		return csq_fail(err, CSQ_PARAM, "cannot subtract a defect_summary that is not part of the other");
	return true;
}

const CsqSummaryType csq_defect_type = {.stored = {.canonical = true,
                                                   .check = defect_check,
                                                   .parse = defect_parse,
                                                   .text = defect_text,
                                                   .read = defect_read,
                                                   .write = defect_write},
                                        .size = defect_size,
                                        .add = defect_plus,
                                        .subtract = defect_minus};

bool
csq_defect_add(CsqDefectSummary *s, int64_t defects, int64_t units, int64_t opportunities, CsqError *err)
{
	int64_t more[3] = {defects, units, 0};

	if (defects < 0 || units < 0 || opportunities < 1)
		return csq_fail(err, CSQ_PARAM, "%lld defects in %lld units with %lld opportunities each are not possible",
		                (long long) defects, (long long) units, (long long) opportunities) ||
		       csq_detail(err, "Defects and units are not negative, a unit has at least one opportunity.");
	if (!csq_mul_i64(units, opportunities, &more[2]))
		return csq_fail(err, CSQ_RANGE, "number of opportunities is out of range");
	if (defects > more[2])
		return csq_fail(err, CSQ_PARAM, "%lld defects in %lld opportunities are not possible", (long long) defects,
		                (long long) more[2]) ||
		       csq_detail(err, "Each opportunity has at most one defect; the third argument is the number of "
		                       "opportunities of one unit.") ||
		       csq_hint(err, "Count how many things can go wrong with a unit.");
	return csq_counts_add(s->counts, more, 3, TYPE, err);
}

CsqInterval
csq_defect_share(const CsqDefectSummary *s, double confidence)
{
	double d = (double) s->counts[CSQ_DEFECTS];
	double n = (double) s->counts[CSQ_OPPORTUNITIES];
	double tail = (1 - confidence) / 2;

	return (CsqInterval){d > 0 ? csq_beta_quantile(tail, d, n - d + 1) : 0,
	                     d < n ? csq_beta_quantile(1 - tail, d + 1, n - d) : 1};
}

/*
 * The product is kept in two doubles, of which the second holds what the first has rounded away (Dekker, Numerische
 * Mathematik 18, 1971): nine tenths of eight tenths are .72, and not .7200000000000001.
 */
double
csq_rolled_yield(int n, const CsqDefectSummary *const *steps)
{
	double y = 1, rest = 0;

	for (int i = 0; i < n; i++)
	{
		double units = (double) steps[i]->counts[CSQ_UNITS];
		double good = (double) (steps[i]->counts[CSQ_UNITS] - steps[i]->counts[CSQ_DEFECTS]);
		double share = good / units;
		double product = y * share;

		csq_poll((uint64_t) i);
		if (!(good >= 0 && units > 0))
			return NAN;
		rest = fma(y, share, -product) + y * (fma(-share, units, good) / units) + rest * share;
		y = product + rest;
		rest -= y - product;
	}
	return n > 0 ? y : NAN;
}

double
csq_sigma_level(double share, double shift)
{
	return share > 0 && share < 1 ? shift - csq_normal_quantile(share) : NAN;
}

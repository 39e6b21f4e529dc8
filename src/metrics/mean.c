/*
 * mean.c
 *		mean_summary: exact sums, whatever the order of the rows.
 *
 * A number counts as units of 10^-scale.  When one comes with more decimals than
 * the summary has, the sums are taken to its scale first: both are integers, so
 * nothing is lost and the order does not matter.  The canonical form has the
 * smallest scale at which both sums are whole.
 *
 * Text form:	{"v":1,"n":3,"sum":"12.5","squares":"60.25","missing":0}
 * Binary form: version u8; n, missing u64; scale u32; negative u8; limbs of the
 *				sum and of the squares, the lowest first; network order.
 */
#include "metrics/mean.h"

#include <math.h>

#include "metrics/wide.h"

#define TYPE  "mean_summary"
#define EXACT 9007199254740992 /* up to 2^53 a double holds every whole number */

CsqMeanSummary *
csq_mean_new(void)
{
	return csq_flat_new(sizeof(CsqMeanSummary), 1);
}

static bool
too_large(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "sum of a mean_summary is out of range") ||
	       csq_detail(err, "It adds up numbers of at most 38 digits.") ||
	       csq_hint(err, "Round the numbers, for example to 6 decimals.");
}

/* ---- sums ---- */

/* Takes the sums to a larger scale. */
static bool
rescale(CsqMeanSummary *s, uint32_t scale, CsqError *err)
{
	while (s->scale < scale)
	{
		if (!csq_wide_multiply(s->sum, CSQ_MEAN_SUM, 10, 0) || !csq_wide_multiply(s->squares, CSQ_MEAN_SQUARES, 100, 0))
			return too_large(err);
		s->scale++;
	}
	return true;
}

/* s->sum += (negative ? -1 : 1) * magnitude */
static bool
add_signed(CsqMeanSummary *s, const uint64_t *magnitude, int n, bool negative)
{
	uint64_t other[CSQ_MEAN_SUM] = {0};

	if (negative == (s->negative != 0))
		return csq_wide_add(s->sum, CSQ_MEAN_SUM, magnitude, n);
	memcpy(other, magnitude, (size_t) n * sizeof *other);
	if (csq_wide_compare(s->sum, other, CSQ_MEAN_SUM) >= 0)
		csq_wide_subtract(s->sum, CSQ_MEAN_SUM, other, CSQ_MEAN_SUM);
	else
	{
		csq_wide_subtract(other, CSQ_MEAN_SUM, s->sum, CSQ_MEAN_SUM);
		memcpy(s->sum, other, sizeof other);
		s->negative = negative;
	}
	if (csq_wide_is_zero(s->sum, CSQ_MEAN_SUM))
		s->negative = 0;
	return true;
}

static bool
not_part(CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "cannot subtract a %s that is not part of the other", TYPE) ||
	       csq_hint(err, "Subtract only what was added before, for example one day from its month.");
}

/* Adds a number of one limb at the scale of the sums and with their sign: nearly every row. */
static inline bool
add_small(CsqMeanSummary *s, uint64_t size)
{
	CsqU128 square = (CsqU128) size * size;
	CsqU128 low = (CsqU128) s->squares[1] << 64 | s->squares[0];

	if (__builtin_add_overflow(s->sum[0], size, &s->sum[0]))
	{
		static const uint64_t one = 1;

		if (!csq_wide_add(s->sum + 1, CSQ_MEAN_SUM - 1, &one, 1))
			return false;
	}
	low += square;
	s->squares[0] = (uint64_t) low;
	s->squares[1] = (uint64_t) (low >> 64);
	if (low < square)
	{
		static const uint64_t one = 1;

		return csq_wide_add(s->squares + 2, CSQ_MEAN_SQUARES - 2, &one, 1);
	}
	return true;
}

bool
csq_mean_step(CsqMeanSummary *s, CsqI128 units, uint32_t scale, bool add, CsqError *err)
{
	CsqU128  size = units < 0 ? -(CsqU128) units : (CsqU128) units;
	uint64_t limbs[2];
	uint64_t square[4];
	int      n;

	if (CSQ_LIKELY(add && scale == s->scale && size >> 64 == 0 && (units < 0) == (s->negative != 0)))
		return (csq_add_i64(s->n, 1, &s->n) && add_small(s, (uint64_t) size)) || too_large(err);
	if (CSQ_UNLIKELY(scale > CSQ_MEAN_SCALE))
		return too_large(err);
	if (CSQ_UNLIKELY(s->scale < scale) && !rescale(s, scale, err))
		return false;
	for (uint32_t i = scale; i < s->scale; i++)
	{
		if (size > ~(CsqU128) 0 / 10)
			return too_large(err);
		size *= 10;
	}
	limbs[0] = (uint64_t) size;
	limbs[1] = (uint64_t) (size >> 64);
	n = limbs[1] != 0 ? 2 : 1;
	if (n == 1)
	{
		CsqU128 q = (CsqU128) limbs[0] * limbs[0];

		square[0] = (uint64_t) q;
		square[1] = (uint64_t) (q >> 64);
	}
	else
		csq_wide_product(limbs, 2, limbs, 2, square);
	if (!csq_add_i64(s->n, add ? 1 : -1, &s->n) || !add_signed(s, limbs, n, (units < 0) == add && units != 0))
		return too_large(err);
	if (add)
		return csq_wide_add(s->squares, CSQ_MEAN_SQUARES, square, 2 * n) || too_large(err);
	return (s->n >= 0 && csq_wide_subtract(s->squares, CSQ_MEAN_SQUARES, square, 2 * n)) || not_part(err);
}

static double
power10(uint32_t scale)
{
	static const double exact[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
	                               1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

	return scale <= 22 ? exact[scale] : exact[22] * power10(scale - 22);
}

bool
csq_mean_units(double value, uint32_t scale, CsqI128 *units, CsqError *err)
{
	double scaled = rint(value * power10(scale));

	if (!(fabs(scaled) < 9.2e18))
	{
		char text[32];

		text[csq_double_text(value, text)] = '\0';
		return csq_fail(err, CSQ_RANGE, "%s is too large to be counted with %u decimals", text, scale) ||
		       csq_detail(err, "A double precision number counts as at most 2^63 units of its last decimal.") ||
		       csq_hint(err, "Give fewer decimals, as in mean_agg(value, 2), or cast it to numeric.");
	}
	*units = (CsqI128) (int64_t) scaled;
	return true;
}

/* ---- the type ---- */

static size_t
mean_size(const void *value)
{
	return sizeof(CsqMeanSummary);
}

/* What makes sums contradict their number: the same rule for every way in. */
static const char *
wrong_with(const CsqMeanSummary *s)
{
	uint64_t left[CSQ_MEAN_SQUARES + 2] = {0};
	uint64_t right[CSQ_MEAN_SUM * 2];

	if (s->missing < 0 || s->n < 0)
		return "A count is negative.";
	if (s->scale > CSQ_MEAN_SCALE || s->negative > 1)
		return "Its scale or sign makes no sense.";
	if (s->negative && csq_wide_is_zero(s->sum, CSQ_MEAN_SUM))
		return "Zero has no sign.";
	/* sum^2 <= n * squares, with equality when all are equal */
	memcpy(left, s->squares, sizeof s->squares);
	csq_wide_multiply(left, CSQ_MEAN_SQUARES + 2, (uint64_t) s->n, 0);
	csq_wide_product(s->sum, CSQ_MEAN_SUM, s->sum, CSQ_MEAN_SUM, right);
	if (csq_wide_compare(left, right, CSQ_MEAN_SUM * 2) < 0 ||
	    (s->n == 0 && !csq_wide_is_zero(s->squares, CSQ_MEAN_SQUARES)))
		return "No numbers have such a sum and such a sum of squares.";
	return NULL;
}

static bool
mean_check(const void *value, size_t len, CsqError *err)
{
	const CsqMeanSummary *s = value;
	const char           *why;

	if (!csq_stored_check(value, len, sizeof *s, TYPE, err))
		return false;
	if (len != sizeof *s)
		return csq_stored_invalid(TYPE, err, "It has %zu bytes, %zu are needed.", len, sizeof *s);
	why = wrong_with(s);
	return why == NULL || csq_stored_invalid(TYPE, err, "%s", why);
}

/* The canonical form: the smallest scale. */
static const void *
mean_open(const void *value, CsqError *err)
{
	CsqMeanSummary *s = csq_alloc(sizeof *s);

	memcpy(s, value, sizeof *s);
	while (s->scale > 0)
	{
		CsqMeanSummary less = *s;

		if (csq_wide_divide(less.sum, CSQ_MEAN_SUM, 10) != 0 ||
		    csq_wide_divide(less.squares, CSQ_MEAN_SQUARES, 100) != 0)
			break;
		less.scale--;
		*s = less;
	}
	return s;
}

/* A wide number with so many decimals, without those that are zero. */
static void
put_decimal(CsqBuf *out, const uint64_t *number, int n, uint32_t scale, bool negative)
{
	uint64_t a[CSQ_MEAN_SQUARES];
	char     digits[160];
	int      at = sizeof digits;
	int      least = (int) sizeof digits - (int) scale - 1;

	memcpy(a, number, (size_t) n * sizeof *a);
	while (!csq_wide_is_zero(a, n) || at > least)
		digits[--at] = (char) ('0' + (int) csq_wide_divide(a, n, 10));
	if (negative)
		csq_buf_char(out, '-');
	csq_buf_put(out, digits + at, sizeof digits - (size_t) at - scale);
	while (scale > 0 && digits[least + (int) scale] == '0')
		scale--;
	if (scale > 0)
	{
		csq_buf_char(out, '.');
		csq_buf_put(out, digits + least + 1, scale);
	}
}

void
csq_mean_total_text(const CsqMeanSummary *s, CsqBuf *out)
{
	put_decimal(out, s->sum, CSQ_MEAN_SUM, s->scale, s->negative != 0);
}

static void
mean_text(const void *opened, CsqBuf *out)
{
	const CsqMeanSummary *s = opened;

	csq_buf_printf(out, "{\"v\":1,\"n\":%lld,\"sum\":\"", (long long) s->n);
	csq_mean_total_text(s, out);
	csq_buf_str(out, "\",\"squares\":\"");
	put_decimal(out, s->squares, CSQ_MEAN_SQUARES, 2 * s->scale, false);
	csq_buf_printf(out, "\",\"missing\":%lld}", (long long) s->missing);
}

/* Reads a decimal number in full: its magnitude, decimals and sign. */
static bool
read_decimal(const CsqText *t, uint64_t *number, int n, uint32_t *scale, bool *negative)
{
	bool   point = false;
	bool   digits = false;
	size_t i = 0;

	*scale = 0;
	*negative = t->len > 0 && t->s[0] == '-';
	memset(number, 0, (size_t) n * sizeof *number);
	for (i = *negative; i < t->len; i++)
	{
		if (t->s[i] == '.' && !point && digits)
		{
			point = true;
			continue;
		}
		if (t->s[i] < '0' || t->s[i] > '9' || !csq_wide_multiply(number, n, 10, (uint64_t) (t->s[i] - '0')))
			return false;
		digits = true;
		*scale += point;
	}
	return digits && (!point || *scale > 0) && *scale <= 2 * CSQ_MEAN_SCALE;
}

/* Both sums at the smallest common scale: squares have twice the decimals. */
static bool
set_sums(CsqMeanSummary *s, const CsqText *sum, const CsqText *squares)
{
	uint32_t sum_scale, squares_scale;
	bool     negative, no;

	if (!read_decimal(sum, s->sum, CSQ_MEAN_SUM, &sum_scale, &negative) ||
	    !read_decimal(squares, s->squares, CSQ_MEAN_SQUARES, &squares_scale, &no) || no)
		return false;
	s->negative = negative && !csq_wide_is_zero(s->sum, CSQ_MEAN_SUM);
	s->scale = sum_scale > (squares_scale + 1) / 2 ? sum_scale : (squares_scale + 1) / 2;
	if (s->scale > CSQ_MEAN_SCALE)
		return false;
	for (; sum_scale < s->scale; sum_scale++)
		if (!csq_wide_multiply(s->sum, CSQ_MEAN_SUM, 10, 0))
			return false;
	for (; squares_scale < 2 * s->scale; squares_scale++)
		if (!csq_wide_multiply(s->squares, CSQ_MEAN_SQUARES, 10, 0))
			return false;
	return true;
}

static void *
mean_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "n", "missing", "sum", "squares", NULL};
	CsqJson                  j;
	CsqText                  sum = {"", 0}, squares = {"", 0};
	unsigned                 seen = 0;
	int                      k;
	CsqMeanSummary          *s = csq_mean_new();
	const char              *why;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, 1);
		else if (k <= 2)
			*(k == 1 ? &s->n : &s->missing) = csq_json_count(&j);
		else
			*(k == 3 ? &sum : &squares) = csq_json_string(&j);
	csq_json_need(&j, names, seen, 1 | 2 | 8 | 16);
	if (!csq_json_end(&j))
		return NULL;
	if (!set_sums(s, &sum, &squares))
		return csq_json_fail(&j, "Sums are decimal numbers in quotes, as \"12.5\", of at most 38 decimals."), NULL;
	why = wrong_with(s);
	if (why != NULL)
		return csq_json_fail(&j, "%s", why), NULL;
	return s;
}

static void
mean_write(const void *opened, CsqBuf *out)
{
	const CsqMeanSummary *s = opened;

	csq_put_u8(out, 1);
	csq_put_u64(out, (uint64_t) s->n);
	csq_put_u64(out, (uint64_t) s->missing);
	csq_put_u32(out, s->scale);
	csq_put_u8(out, (uint8_t) s->negative);
	for (int i = 0; i < CSQ_MEAN_SUM; i++)
		csq_put_u64(out, s->sum[i]);
	for (int i = 0; i < CSQ_MEAN_SQUARES; i++)
		csq_put_u64(out, s->squares[i]);
}

static void *
mean_read(const void *data, size_t len, CsqError *err)
{
	CsqReader       r;
	CsqMeanSummary *s = csq_mean_new();
	const char     *why;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, 1);
	s->n = (int64_t) csq_read_u64(&r);
	s->missing = (int64_t) csq_read_u64(&r);
	s->scale = csq_read_u32(&r);
	s->negative = csq_read_u8(&r);
	for (int i = 0; i < CSQ_MEAN_SUM; i++)
		s->sum[i] = csq_read_u64(&r);
	for (int i = 0; i < CSQ_MEAN_SQUARES; i++)
		s->squares[i] = csq_read_u64(&r);
	if (!csq_read_end(&r))
		return NULL;
	why = wrong_with(s);
	if (why == NULL && ((const CsqMeanSummary *) mean_open(s, err))->scale != s->scale)
		why = "It has more decimals than it needs.";
	if (why != NULL)
		return csq_read_fail(&r, "%s", why), NULL;
	return s;
}

static bool
join(void *into, const void *other, bool add, CsqError *err)
{
	CsqMeanSummary *a = into;
	CsqMeanSummary  b = *(const CsqMeanSummary *) other;

	if (!rescale(a, b.scale, err) || !rescale(&b, a->scale, err))
		return false;
	if (!add && (b.n > a->n || b.missing > a->missing))
		return not_part(err);
	if (!csq_add_i64(a->n, add ? b.n : -b.n, &a->n) ||
	    !csq_add_i64(a->missing, add ? b.missing : -b.missing, &a->missing) ||
	    !add_signed(a, b.sum, CSQ_MEAN_SUM, (b.negative != 0) == add && !csq_wide_is_zero(b.sum, CSQ_MEAN_SUM)))
		return too_large(err);
	if (add)
		return csq_wide_add(a->squares, CSQ_MEAN_SQUARES, b.squares, CSQ_MEAN_SQUARES) || too_large(err);
	return (csq_wide_subtract(a->squares, CSQ_MEAN_SQUARES, b.squares, CSQ_MEAN_SQUARES) && wrong_with(a) == NULL) ||
	       not_part(err);
}

static bool
mean_add(void *sum, const void *more, CsqError *err)
{
	return join(sum, more, true, err);
}

static bool
mean_subtract(void *rest, const void *less, CsqError *err)
{
	return join(rest, less, false, err);
}

const CsqSummaryType csq_mean_type = {
	.stored =
		{
			.check = mean_check,
			.open = mean_open,
			.parse = mean_parse,
			.text = mean_text,
			.read = mean_read,
			.write = mean_write,
		},
	.size = mean_size,
	.add = mean_add,
	.subtract = mean_subtract,
};

/* ---- reading ---- */

bool
csq_mean_millionths(const CsqMeanSummary *s, int64_t *total, CsqError *err)
{
	uint64_t sum[CSQ_MEAN_SUM];
	uint64_t most[CSQ_MEAN_SUM] = {INT64_MAX};
	bool     whole = true;

	memcpy(sum, s->sum, sizeof sum);
	for (uint32_t scale = s->scale; scale > 6; scale--)
		whole &= csq_wide_divide(sum, CSQ_MEAN_SUM, 10) == 0;
	for (uint32_t scale = s->scale; scale < 6 && csq_wide_compare(sum, most, CSQ_MEAN_SUM) <= 0; scale++)
		csq_wide_multiply(sum, CSQ_MEAN_SUM, 10, 0);
	if (!whole || csq_wide_compare(sum, most, CSQ_MEAN_SUM) > 0)
		return csq_fail(err, CSQ_RANGE, "a sum of numbers does not fit: %g", csq_mean_total(s)) ||
		       csq_detail(err, "It is kept in millionths, up to 9.2e12.") ||
		       csq_hint(err, "Round the numbers to 6 decimals, or use a larger unit, for example thousands.");
	*total = s->negative ? -(int64_t) sum[0] : (int64_t) sum[0];
	return true;
}

double
csq_mean_total(const CsqMeanSummary *s)
{
	double total = csq_wide_double(s->sum, CSQ_MEAN_SUM) / power10(s->scale);

	return s->n == 0 ? NAN : s->negative ? -total : total;
}

double
csq_mean_mean(const CsqMeanSummary *s)
{
	uint64_t whole[CSQ_MEAN_SUM];
	uint64_t rest;
	double   mean;

	if (s->n == 0)
		return NAN;
	memcpy(whole, s->sum, sizeof whole);
	if (csq_wide_is_zero(whole + 1, CSQ_MEAN_SUM - 1) && whole[0] <= EXACT &&
	    (double) s->n * power10(s->scale) <= EXACT)
	{ /* both parts are exact: one rounding */
		mean = (double) whole[0] / ((double) s->n * power10(s->scale));
		return s->negative ? -mean : mean;
	}
	rest = csq_wide_divide(whole, CSQ_MEAN_SUM, (uint64_t) s->n);
	mean = (csq_wide_double(whole, CSQ_MEAN_SUM) + (double) rest / (double) s->n) / power10(s->scale);
	return s->negative ? -mean : mean;
}

double
csq_mean_variance(const CsqMeanSummary *s)
{
	uint64_t left[CSQ_MEAN_SQUARES + 2] = {0};
	uint64_t right[CSQ_MEAN_SUM * 2];
	double   n = (double) s->n;
	double   unit = power10(s->scale);

	if (s->n < 2)
		return NAN;
	/* (n * squares - sum^2) / n (n - 1), the difference in integers */
	memcpy(left, s->squares, sizeof s->squares);
	csq_wide_multiply(left, CSQ_MEAN_SQUARES + 2, (uint64_t) s->n, 0);
	csq_wide_product(s->sum, CSQ_MEAN_SUM, s->sum, CSQ_MEAN_SUM, right);
	csq_wide_subtract(left, CSQ_MEAN_SQUARES + 2, right, CSQ_MEAN_SUM * 2);
	return csq_wide_double(left, CSQ_MEAN_SQUARES + 2) / n / (n - 1) / unit / unit;
}

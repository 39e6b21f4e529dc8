/*
 * incidence.c
 *		incidence: exact sums of events and of what they arose from.
 *
 * Text form:	{"v":1,"events":27,"exposure":"20000","missing":0}
 * Binary form: version u8; events, missing, exposure in millionths (two u64, the
 *				upper first); network order.
 */
#include "metrics/incidence.h"

#include <math.h>

#define TYPE "incidence"
#define MOST ((CsqU128) 1 << 126)

CsqIncidence *
csq_incidence_new(void)
{
	return csq_flat_new(sizeof(CsqIncidence), 1);
}

static size_t
incidence_size(const void *value)
{
	return sizeof(CsqIncidence);
}

static const char *
wrong_with(const CsqIncidence *i)
{
	if (i->missing < 0 || i->events < 0 || i->missing > INT64_MAX - i->events)
		return "A count is negative, or their sum is out of range.";
	return i->exposure >= MOST ? "The exposure is out of range." : NULL;
}

static bool
incidence_check(const void *value, size_t len, CsqError *err)
{
	const char *why;

	if (!csq_stored_check(value, len, sizeof(CsqIncidence), TYPE, err))
		return false;
	if (len != sizeof(CsqIncidence))
		return csq_stored_invalid(TYPE, err, "It has %zu bytes, %zu are needed.", len, sizeof(CsqIncidence));
	why = wrong_with(value);
	return why == NULL || csq_stored_invalid(TYPE, err, "%s", why);
}

static void
incidence_text(const void *value, CsqBuf *out)
{
	const CsqIncidence *i = value;
	CsqU128             whole = i->exposure / 1000000;
	int                 part = (int) (i->exposure % 1000000);
	int                 digits = 6;

	csq_buf_printf(out, "{\"v\":1,\"events\":%lld,\"exposure\":\"", (long long) i->events);
	csq_buf_u128(out, whole);
	for (; part != 0 && part % 10 == 0; part /= 10)
		digits--;
	if (part != 0)
		csq_buf_printf(out, ".%0*d", digits, part);
	csq_buf_printf(out, "\",\"missing\":%lld}", (long long) i->missing);
}

/* "123.456": millionths. */
static bool
read_exposure(const CsqText *t, CsqU128 *exposure)
{
	int decimals = -1;

	*exposure = 0;
	for (size_t i = 0; i < t->len; i++)
	{
		if (t->s[i] == '.' && decimals < 0 && i > 0)
		{
			decimals = 0;
			continue;
		}
		if (t->s[i] < '0' || t->s[i] > '9' || decimals == 6 || *exposure >= MOST / 10)
			return false;
		*exposure = *exposure * 10 + (unsigned) (t->s[i] - '0');
		decimals += decimals >= 0;
	}
	if (t->len == 0 || decimals == 0)
		return false;
	for (int i = decimals < 0 ? 0 : decimals; i < 6; i++)
	{
		if (*exposure >= MOST / 10)
			return false;
		*exposure *= 10;
	}
	return true;
}

static void *
incidence_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "events", "exposure", "missing", NULL};
	CsqJson                  j;
	CsqText                  exposure = {"", 0};
	unsigned                 seen = 0;
	int                      k;
	CsqIncidence            *i = csq_incidence_new();

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, 1);
		else if (k == 2)
			exposure = csq_json_string(&j);
		else
			*(k == 1 ? &i->events : &i->missing) = csq_json_count(&j);
	csq_json_need(&j, names, seen, 1 | 2 | 4);
	if (!csq_json_end(&j))
		return NULL;
	if (!read_exposure(&exposure, &i->exposure))
		return csq_json_fail(&j, "An exposure is a number in quotes, as \"12.5\", of at most 6 decimals."), NULL;
	if (wrong_with(i) != NULL)
		return csq_json_fail(&j, "%s", wrong_with(i)), NULL;
	return i;
}

static void
incidence_write(const void *value, CsqBuf *out)
{
	const CsqIncidence *i = value;

	csq_put_u8(out, 1);
	csq_put_u64(out, (uint64_t) i->events);
	csq_put_u64(out, (uint64_t) i->missing);
	csq_put_u64(out, (uint64_t) (i->exposure >> 64));
	csq_put_u64(out, (uint64_t) i->exposure);
}

static void *
incidence_read(const void *data, size_t len, CsqError *err)
{
	CsqReader     r;
	CsqIncidence *i = csq_incidence_new();

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, 1);
	i->events = (int64_t) csq_read_u64(&r);
	i->missing = (int64_t) csq_read_u64(&r);
	i->exposure = (CsqU128) csq_read_u64(&r) << 64;
	i->exposure |= csq_read_u64(&r);
	if (!csq_read_end(&r))
		return NULL;
	if (wrong_with(i) != NULL)
		return csq_read_fail(&r, "%s", wrong_with(i)), NULL;
	return i;
}

static bool
incidence_add(void *sum, const void *more, CsqError *err)
{
	CsqIncidence       *a = sum;
	const CsqIncidence *b = more;

	a->exposure += b->exposure; /* both below 2^126 */
	if (a->exposure >= MOST)
		return csq_fail(err, CSQ_RANGE, "sum of two %s values is out of range", TYPE);
	return csq_counts_add(&a->missing, &b->missing, 2, TYPE, err);
}

static bool
incidence_subtract(void *rest, const void *less, CsqError *err)
{
	CsqIncidence       *a = rest;
	const CsqIncidence *b = less;

	if (b->exposure > a->exposure)
		return csq_fail(err, CSQ_PARAM, "cannot subtract an %s that is not part of the other", TYPE) ||
		       csq_hint(err, "Subtract only what was added before, for example one day from its month.");
	a->exposure -= b->exposure;
	return csq_counts_subtract(&a->missing, &b->missing, 2, TYPE, err);
}

const CsqSummaryType csq_incidence_type = {
	.stored =
		{
			.canonical = true,
			.check = incidence_check,
			.parse = incidence_parse,
			.text = incidence_text,
			.read = incidence_read,
			.write = incidence_write,
		},
	.size = incidence_size,
	.add = incidence_add,
	.subtract = incidence_subtract,
};

bool
csq_incidence_row(int64_t events, double exposure, CsqIncidence *row, CsqError *err)
{
	*row = (CsqIncidence){.events = events};
	if (events < 0 || !(exposure >= 0))
		return csq_fail(err, CSQ_PARAM, "%lld events of an exposure of %g make no incidence", (long long) events,
		                exposure) ||
		       csq_detail(err, "Neither is negative.");
	if (!(exposure < 1e30))
		return csq_fail(err, CSQ_RANGE, "an exposure of %g is out of range", exposure) ||
		       csq_detail(err, "Exposures are summed in millionths, up to 1e30.");
	row->exposure = (CsqU128) rint(exposure * CSQ_EXPOSURE_UNIT);
	return true;
}

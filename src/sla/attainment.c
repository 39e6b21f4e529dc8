/*
 * attainment.c
 *		The stored attainment: exact counts, merging, text and binary forms, and
 *		the product-limit curve.
 *
 * Appending puts an entry behind the sorted ones; when the value is full, they are
 * sorted and equal ones added up, and only if that frees less than half does the
 * value double: amortised O(log n) per row, memory O(different seconds).
 *
 * The curve is Kaplan and Meier's (1958); its variance Greenwood's; its interval
 * is taken on the scale of log(-log S), which never leaves 0 .. 1.  Where that
 * scale has no value (nothing or everything has stopped) the interval is the
 * exact binomial one for the clocks at risk.
 */
#include "sla/attainment.h"

#include <math.h>

#include "base/sort.h"

#define TYPE          "attainment"
#define FIRST_ENTRIES 7

CsqAttainment *
csq_attainment_new(void)
{
	return csq_flat_new(sizeof(CsqAttainment) + FIRST_ENTRIES * sizeof(CsqAttainmentEntry), CSQ_ATTAINMENT_VERSION);
}

static inline CsqAttainmentEntry *
entries(const CsqAttainment *a)
{
	return (CsqAttainmentEntry *) ((char *) a + sizeof(CsqAttainment));
}

static inline size_t
front_size(const CsqAttainment *a)
{
	return sizeof(CsqAttainment) + (size_t) a->nentries * sizeof(CsqAttainmentEntry);
}

static int
compare(const void *a, const void *b)
{
	int64_t x = ((const CsqAttainmentEntry *) a)->key;
	int64_t y = ((const CsqAttainmentEntry *) b)->key;

	return (x > y) - (x < y);
}

static bool
too_many(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "attainment has too many clocks") ||
	       csq_detail(err, "It counts up to 9223372036854775807 clocks.");
}

/* Sort all entries and add up equal ones. */
static bool
compact(CsqAttainmentEntry *e, uint32_t n, uint32_t *left, CsqError *err)
{
	uint32_t k = 0;

	csq_sort(e, n, sizeof *e, compare);
	for (uint32_t i = 0; i < n; i++)
	{
		csq_poll(i);
		if (k > 0 && e[k - 1].key == e[i].key)
		{
			if (!csq_add_i64(e[k - 1].count, e[i].count, &e[k - 1].count))
				return too_many(err);
		}
		else
			e[k++] = e[i];
	}
	memset(e + k, 0, (size_t) (n - k) * sizeof *e);
	*left = k;
	return true;
}

static bool
add_entry(CsqAttainment **pa, int64_t key, int64_t count, CsqError *err)
{
	CsqAttainment *a = *pa;
	size_t         capacity = (csq_flat_size(a) - sizeof *a) / sizeof(CsqAttainmentEntry);

	if (a->nentries >= capacity)
	{
		if (!compact(entries(a), a->nentries, &a->nentries, err))
			return false;
		a->nsorted = a->nentries;
		if (a->nentries >= capacity / 2)
			a = csq_flat_room(a, front_size(a), 0, (a->nentries + 1) * sizeof(CsqAttainmentEntry));
		if (a == NULL)
			return csq_fail(err, CSQ_LIMIT, "attainment is too large") ||
			       csq_detail(err, "A value has at most 1 GB, enough for 67 million different times.");
		*pa = a;
	}
	entries(a)[a->nentries].key = key;
	entries(a)[a->nentries].count = count;
	if (a->nsorted == a->nentries && (a->nentries == 0 || key > entries(a)[a->nentries - 1].key))
		a->nsorted++;
	a->nentries++;
	return true;
}

bool
csq_attainment_add(CsqAttainment **a, int64_t usec, bool stopped, int64_t n, CsqError *err)
{
	int64_t seconds = csq_floor_div(usec, CSQ_USEC_PER_SEC);

	if (usec < 0 || seconds >= CSQ_ATTAINMENT_MAX_SECONDS)
		return csq_fail(err, CSQ_PARAM,
		                usec < 0 ? "the time of a clock is not negative" : "the time of a clock is out of range") ||
		       csq_detail(err, "Attainment counts from 0 to 1000000000000 seconds.");
	if (stopped && usec % CSQ_USEC_PER_SEC != 0)
		seconds++;
	return add_entry(a, 2 * seconds + !stopped, n, err);
}

bool
csq_attainment_merge(CsqAttainment **into, const CsqAttainment *from, CsqError *err)
{
	for (uint32_t i = 0; i < from->nentries; i++)
	{
		csq_poll(i);
		if (!add_entry(into, entries(from)[i].key, entries(from)[i].count, err))
			return false;
	}
	return true;
}

/* ---- checking and the canonical form ---- */

bool
csq_attainment_check(const void *value, size_t size, CsqError *err)
{
	const CsqAttainment *a = value;
	int64_t              total = 0;

	if (!csq_stored_check(value, size, sizeof *a, TYPE, err))
		return false;
	if (size > CSQ_MAX_VALUE_SIZE || csq_flat_size(a) != size)
		return csq_stored_invalid(TYPE, err, "Its size is wrong.");
	if ((size - sizeof *a) / sizeof(CsqAttainmentEntry) < a->nentries || a->nsorted > a->nentries)
		return csq_stored_invalid(TYPE, err, "It has more entries than its size allows.");
	for (uint32_t i = 0; i < a->nentries; i++)
	{
		const CsqAttainmentEntry *e = &entries(a)[i];

		csq_poll(i);
		if (e->key < 0 || e->key > 2 * CSQ_ATTAINMENT_MAX_SECONDS + 1)
			return csq_stored_invalid(TYPE, err, "A time is out of range.");
		if (e->count <= 0 || !csq_add_i64(total, e->count, &total))
			return csq_stored_invalid(TYPE, err, "A count is not positive, or their sum is out of range.");
		if (i > 0 && i < a->nsorted && e->key <= e[-1].key)
			return csq_stored_invalid(TYPE, err, "Its times are not in order.");
	}
	return true;
}

CsqAttainment *
csq_attainment_pack(const CsqAttainment *a, CsqError *err)
{
	CsqAttainment *r = csq_alloc(front_size(a));
	uint32_t       n;

	memcpy(r, a, front_size(a));
	if (!compact(entries(r), r->nentries, &n, err))
		return NULL;
	r->nentries = r->nsorted = n;
	csq_flat_set_size(r, front_size(r));
	return r;
}

/* ---- text: {"v":1,"stopped":[[seconds,count],...],"running":[...]} ---- */

static void
put_list(CsqBuf *b, const CsqAttainment *a, int running)
{
	bool first = true;

	for (uint32_t i = 0; i < a->nentries; i++)
	{
		const CsqAttainmentEntry *e = &entries(a)[i];

		csq_poll(i);
		if ((e->key & 1) != running)
			continue;
		csq_buf_str(b, first ? "[" : ",[");
		csq_buf_i64(b, e->key / 2);
		csq_buf_char(b, ',');
		csq_buf_i64(b, e->count);
		csq_buf_char(b, ']');
		first = false;
	}
}

void
csq_attainment_text(const CsqAttainment *packed, CsqBuf *b)
{
	csq_buf_str(b, "{\"v\":1,\"stopped\":[");
	put_list(b, packed, 0);
	csq_buf_str(b, "],\"running\":[");
	put_list(b, packed, 1);
	csq_buf_str(b, "]}");
}

static bool
parse_list(CsqJson *j, CsqAttainment **a, int running, CsqError *err)
{
	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		int64_t pair[2] = {0, 0};
		int     parts = 0;

		csq_json_open(j, '[');
		while (csq_json_item(j))
		{
			int64_t v = csq_json_i64(j);

			if (parts < 2)
				pair[parts] = v;
			parts++;
		}
		if (!j->failed && (parts != 2 || pair[0] < 0 || pair[0] > CSQ_ATTAINMENT_MAX_SECONDS || pair[1] <= 0))
			return csq_json_fail(j, "An item is [seconds, count]: seconds from 0 to 1000000000000, a count above 0.");
		if (j->failed || !add_entry(a, 2 * pair[0] + running, pair[1], err))
			return false;
	}
	return true;
}

CsqAttainment *
csq_attainment_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "stopped", "running", NULL};
	CsqAttainment           *a = csq_attainment_new();
	CsqJson                  j;
	unsigned                 seen = 0;
	int                      k;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, CSQ_ATTAINMENT_VERSION);
		else if (!parse_list(&j, &a, k == 2, err))
			return NULL;
	csq_json_need(&j, names, seen, 1 | 2); /* without "running" there is none */
	if (!csq_json_end(&j))
		return NULL;
	a = csq_attainment_pack(a, err);
	if (a == NULL)
		return NULL;
	if (!csq_attainment_check(a, csq_flat_size(a), err))
	{ /* only the sum of the counts can be wrong here */
		too_many(err);
		return NULL;
	}
	return a;
}

/* ---- binary: version, count, then key and count of each ---- */

void
csq_attainment_write(const CsqAttainment *packed, CsqBuf *b)
{
	csq_put_u8(b, CSQ_ATTAINMENT_VERSION);
	csq_put_u32(b, packed->nentries);
	for (uint32_t i = 0; i < packed->nentries; i++)
	{
		csq_poll(i);
		csq_put_u64(b, (uint64_t) entries(packed)[i].key);
		csq_put_u64(b, (uint64_t) entries(packed)[i].count);
	}
}

CsqAttainment *
csq_attainment_read(const void *data, size_t len, CsqError *err)
{
	CsqReader      r;
	CsqAttainment *a;
	uint32_t       n;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_ATTAINMENT_VERSION);
	n = csq_read_count(&r, 16);
	if (r.failed)
		return NULL;
	a = csq_flat_new(sizeof *a + (size_t) n * sizeof(CsqAttainmentEntry), CSQ_ATTAINMENT_VERSION);
	a->nentries = a->nsorted = n;
	for (uint32_t i = 0; i < n; i++)
	{
		csq_poll(i);
		entries(a)[i].key = (int64_t) csq_read_u64(&r);
		entries(a)[i].count = (int64_t) csq_read_u64(&r);
	}
	if (!csq_read_end(&r) || !csq_attainment_check(a, csq_flat_size(a), err))
		return NULL;
	return a;
}

/* ---- the curve ---- */

/* Interval of S by log(-log S); v: the sum of Greenwood's formula, the variance of log S. */
static void
set_interval(CsqCurvePoint *p, double s, double v, double z)
{
	double tail = erfc(z / sqrt(2.0)) / 2;

	if (s <= 0)
	{ /* everything has stopped: exact for the last ones at risk */
		p->lo = pow(tail, 1.0 / (double) p->at_risk);
		p->hi = 1;
		return;
	}
	v = z * sqrt(v) / log(s); /* log S < 0 */
	p->lo = 1 - pow(s, exp(v));
	p->hi = 1 - pow(s, exp(-v));
}

double
csq_curve_first_hi(const CsqCurve *curve)
{
	double tail = erfc(curve->z / sqrt(2.0)) / 2;

	return curve->n == 0 ? 1 : 1 - pow(tail, 1.0 / (double) curve->n);
}

bool
csq_attainment_curve(const CsqAttainment *packed, double z, CsqCurve *curve, CsqError *err)
{
	const CsqAttainmentEntry *e = entries(packed);
	size_t                    bytes;
	double                    s = 1;
	double                    v = 0;
	int64_t                   risk;

	memset(curve, 0, sizeof *curve);
	curve->z = z;
	if (!csq_array_size((size_t) packed->nentries + 1, sizeof *curve->points, &bytes, err))
		return false;
	curve->points = csq_alloc(bytes);
	for (uint32_t i = 0; i < packed->nentries; i++)
	{
		csq_poll(i);
		curve->n += e[i].count;
	}
	risk = curve->n;
	for (uint32_t i = 0; i < packed->nentries; i++)
	{
		csq_poll(i);
		if ((e[i].key & 1) == 0)
		{
			CsqCurvePoint *p = &curve->points[curve->npoints++];
			double         n = (double) risk;
			double         d = (double) e[i].count;

			memset(p, 0, sizeof *p);
			p->seconds = e[i].key / 2;
			p->at_risk = risk;
			p->stops = e[i].count;
			curve->stops += e[i].count;
			s = risk == e[i].count ? 0 : s * ((n - d) / n);
			v += risk == e[i].count ? 0 : d / (n * (n - d));
			p->attained = 1 - s;
			p->variance = s * s * v;
			set_interval(p, s, v, z);
			if (s <= 0 && curve->npoints > 1 && p[-1].lo > p->lo)
				p->lo = p[-1].lo; /* the last ones say less than all before: a share that was reached stays so */
		}
		else if (curve->npoints > 0)
			curve->points[curve->npoints - 1].running += e[i].count;
		risk -= e[i].count;
	}
	return true;
}

const CsqCurvePoint *
csq_curve_at(const CsqCurve *curve, int64_t usec)
{
	int64_t  seconds = csq_floor_div(usec, CSQ_USEC_PER_SEC);
	uint32_t lo = 0;
	uint32_t hi = curve->npoints;

	while (lo < hi)
	{
		uint32_t mid = (lo + hi) / 2;

		if (curve->points[mid].seconds <= seconds)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo == 0 ? NULL : &curve->points[lo - 1];
}

bool
csq_curve_quantile(const CsqCurve *curve, double q, int which, int64_t *seconds)
{
	for (uint32_t i = 0; i < curve->npoints; i++)
	{
		const CsqCurvePoint *p = &curve->points[i];
		double               reached = which == 0 ? p->attained : which < 0 ? p->hi : p->lo;

		csq_poll(i);
		/* shares are products of fractions: allow for their rounding, so that 95 of 100 reach 0.95 */
		if (reached >= q - 1e-12)
		{
			*seconds = p->seconds;
			return true;
		}
	}
	return false;
}

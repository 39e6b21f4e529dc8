/*
 * attainment.c
 *		The stored attainment: exact counts, merging, text and binary forms, and
 *		the product-limit curve.
 *
 * The curve is Kaplan and Meier's (1958); its variance Greenwood's; its interval
 * is taken on the scale of log(-log S), which never leaves 0 .. 1.  Where that
 * scale has no value (nothing or everything has stopped) the interval is the
 * exact binomial one for the clocks at risk.
 */
#include "sla/attainment.h"

#include <math.h>

#define TYPE          "attainment"
#define FIRST_ENTRIES 7

static int
compare(const void *a, const void *b)
{
	return csq_clock_compare(((const CsqAttainmentEntry *) a)->key, ((const CsqAttainmentEntry *) b)->key);
}

static bool
too_many(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "attainment has too many clocks") ||
	       csq_detail(err, "It counts up to 9223372036854775807 clocks.");
}

static bool
join(void *into, const void *equal, CsqError *err)
{
	CsqAttainmentEntry *e = into;

	return csq_add_i64(e->count, ((const CsqAttainmentEntry *) equal)->count, &e->count) || too_many(err);
}

static const CsqEntriesType entries_type = {TYPE, sizeof(CsqAttainment), sizeof(CsqAttainmentEntry), compare, join};

CsqAttainment *
csq_attainment_new(void)
{
	return csq_entries_new(&entries_type, FIRST_ENTRIES);
}

/* In the common case, room in the tail, without the functions of entries.c. */
static inline bool
add_entry(CsqAttainment **a, int64_t key, int64_t count, CsqError *err)
{
	CsqAttainmentEntry  entry = {key, count};
	CsqAttainmentEntry *e = csq_attainment_entries(*a) + (*a)->nentries;
	void               *value = *a;
	bool                ok;

	if (CSQ_LIKELY((*a)->nsorted < (*a)->nentries && (char *) (e + 1) <= (char *) *a + csq_flat_size(*a)))
	{
		*e = entry;
		(*a)->nentries++;
		return true;
	}
	ok = csq_entries_add(&value, &entries_type, &entry, err);
	*a = value;
	return ok;
}

bool
csq_attainment_add(CsqAttainment **a, int64_t usec, bool stopped, int64_t n, CsqError *err)
{
	int64_t seconds = csq_floor_div(usec, CSQ_USEC_PER_SEC);

	if (usec < 0 || seconds >= CSQ_ATTAINMENT_MAX_SECONDS)
		return csq_fail(err, CSQ_PARAM,
		                usec < 0 ? "the time of a clock must not be negative: %.15g seconds"
		                         : "the time of a clock is out of range: %.15g seconds",
		                (double) usec / 1e6) ||
		       csq_detail(err, "Attainment counts from 0 to 1000000000000 seconds.") ||
		       csq_hint(err, "Leave such rows out with FILTER, and look into them.");
	if (stopped && usec % CSQ_USEC_PER_SEC != 0)
		seconds++;
	return add_entry(a, csq_clock_key(seconds, stopped ? CSQ_CLOCK_STOPPED : CSQ_CLOCK_RUNNING), n, err);
}

bool
csq_attainment_add_late(CsqAttainment **a, int64_t entered, int64_t usec, bool stopped, CsqError *err)
{
	if (entered < 0 || entered >= usec)
		return csq_fail(err, CSQ_PARAM, "a clock that ran for %g seconds cannot be watched only since it ran for %g",
		                (double) usec / 1e6, (double) entered / 1e6) ||
		       csq_detail(err, "It must have been watched for some time before it stopped or was last seen.");
	/* rounded down, as it began: the stop is rounded up */
	return csq_attainment_add(a, usec, stopped, 1, err) &&
	       (entered < CSQ_USEC_PER_SEC ||
	        add_entry(a, csq_clock_key(csq_floor_div(entered, CSQ_USEC_PER_SEC), CSQ_CLOCK_ENTERED), 1, err));
}

bool
csq_attainment_merge(CsqAttainment **into, const CsqAttainment *from, CsqError *err)
{
	void *value = *into;
	bool  ok = csq_entries_merge(&value, from, &entries_type, err);

	*into = value;
	return ok;
}

/* ---- checking and the canonical form ---- */

bool
csq_attainment_check(const void *value, size_t size, CsqError *err)
{
	const CsqAttainment *a = value;
	int64_t              total = 0;

	if (!csq_entries_check(value, size, &entries_type, err))
		return false;
	for (uint32_t i = 0; i < a->nentries; i++)
	{
		const CsqAttainmentEntry *e = &csq_attainment_entries(a)[i];

		csq_poll(i);
		if (e->key < 0 || csq_clock_seconds(e->key) > CSQ_ATTAINMENT_MAX_SECONDS ||
		    ((e->key & CSQ_KEY_ENTERED) != 0 && (e->key & 1) == 0))
			return csq_stored_invalid(TYPE, err, "A time is out of range.");
		if (e->count <= 0 || !csq_add_i64(total, e->count, &total))
			return csq_stored_invalid(TYPE, err, "A count is not positive, or their sum is out of range.");
	}
	return true;
}

CsqAttainment *
csq_attainment_pack(const CsqAttainment *a, CsqError *err)
{
	return csq_entries_pack(a, &entries_type, err);
}

/* How many clocks are watched from the beginning. */
static int64_t
risk_at_first(const CsqAttainment *packed)
{
	const CsqAttainmentEntry *e = csq_attainment_entries(packed);
	int64_t                   risk = 0;

	for (uint32_t i = 0; i < packed->nentries; i++)
		risk += csq_clock_what(e[i].key) == CSQ_CLOCK_ENTERED ? -e[i].count : e[i].count;
	return risk;
}

static const char stops_of_nobody[] = "More clocks stop, or come under observation, than there are.";

/* Does a clock stop only while it is watched?  Only who enters late makes this a question. */
static bool
consistent(const CsqAttainment *packed)
{
	const CsqAttainmentEntry *e = csq_attainment_entries(packed);
	int64_t                   risk = risk_at_first(packed);

	if (risk < 0)
		return false;
	for (uint32_t i = 0; i < packed->nentries; i++)
	{
		if (csq_clock_what(e[i].key) == CSQ_CLOCK_STOPPED && e[i].count > risk)
			return false;
		risk += csq_clock_what(e[i].key) == CSQ_CLOCK_ENTERED ? e[i].count : -e[i].count;
	}
	return risk == 0;
}

/* ---- text: {"v":1,"stopped":[[seconds,count],...],"running":[...]}, and "entered" where there are any ---- */

static void
put_list(CsqBuf *b, const CsqAttainment *a, CsqClockWhat kind)
{
	bool first = true;

	for (uint32_t i = 0; i < a->nentries; i++)
	{
		const CsqAttainmentEntry *e = &csq_attainment_entries(a)[i];

		csq_poll(i);
		if (csq_clock_what(e->key) != kind)
			continue;
		csq_buf_str(b, first ? "[" : ",[");
		csq_buf_i64(b, csq_clock_seconds(e->key));
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
	put_list(b, packed, CSQ_CLOCK_STOPPED);
	csq_buf_str(b, "],\"running\":[");
	put_list(b, packed, CSQ_CLOCK_RUNNING);
	csq_buf_char(b, ']');
	for (uint32_t i = 0; i < packed->nentries; i++)
		if (csq_clock_what(csq_attainment_entries(packed)[i].key) == CSQ_CLOCK_ENTERED)
		{
			csq_buf_str(b, ",\"entered\":[");
			put_list(b, packed, CSQ_CLOCK_ENTERED);
			csq_buf_char(b, ']');
			break;
		}
	csq_buf_char(b, '}');
}

static bool
parse_list(CsqJson *j, CsqAttainment **a, CsqClockWhat kind, CsqError *err)
{
	csq_json_open(j, '[');
	for (int n = 0; csq_json_item(j); n++)
	{
		int64_t pair[2] = {0, 0};
		int     parts = 0;

		csq_poll((uint64_t) n);
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
		if (j->failed || !add_entry(a, csq_clock_key(pair[0], kind), pair[1], err))
			return false;
	}
	return true;
}

CsqAttainment *
csq_attainment_parse(const char *text, size_t len, CsqError *err)
{
	/* behind "v" in the order of what can happen to a clock */
	static const char *const names[] = {"v", "stopped", "running", "entered", NULL};
	CsqAttainment           *a = csq_attainment_new();
	CsqJson                  j;
	unsigned                 seen = 0;
	int                      k;

	csq_json_init(&j, text, len, TYPE, err);
	csq_json_open(&j, '{');
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
		if (k == 0)
			csq_json_version(&j, CSQ_ATTAINMENT_VERSION);
		else if (!parse_list(&j, &a, k - 1, err))
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
	if (!consistent(a))
		return csq_json_fail(&j, "%s", stops_of_nobody), NULL;
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
		csq_put_u64(b, (uint64_t) csq_attainment_entries(packed)[i].key);
		csq_put_u64(b, (uint64_t) csq_attainment_entries(packed)[i].count);
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
		csq_attainment_entries(a)[i].key = (int64_t) csq_read_u64(&r);
		csq_attainment_entries(a)[i].count = (int64_t) csq_read_u64(&r);
	}
	if (!csq_read_end(&r) || !csq_attainment_check(a, csq_flat_size(a), err))
		return NULL;
	if (!consistent(a))
		return csq_read_fail(&r, "%s", stops_of_nobody), NULL;
	return a;
}

/* ---- the curve ---- */

CsqShareInterval
csq_curve_interval(const CsqCurve *curve, const CsqCurvePoint *p, double factor, double z)
{
	double tail = erfc(z / sqrt(2.0)) / 2;
	double s, v;

	if (p == NULL) /* nothing yet, and what so many that have not stopped still allow */
		return (CsqShareInterval){0, curve->n == 0 ? 1 : 1 - pow(tail, 1.0 / ((double) curve->first_risk * factor))};
	s = 1 - p->attained;
	if (s <= 0) /* everything has stopped: exact for the last ones at risk */
		return (CsqShareInterval){pow(tail, 1.0 / ((double) p->at_risk * factor)), 1};
	v = z * sqrt(p->greenwood / factor) / log(s); /* log S < 0 */
	return (CsqShareInterval){1 - pow(s, exp(v)), 1 - pow(s, exp(-v))};
}

static void
set_interval(CsqCurve *curve, CsqCurvePoint *p)
{
	CsqShareInterval i = csq_curve_interval(curve, p, 1, curve->z);

	p->lo = i.lo;
	p->hi = i.hi;
	/* the last ones say less than all before: a share that was reached stays so */
	if (p->attained >= 1 && curve->npoints > 1 && p[-1].lo > p->lo)
		p->lo = p[-1].lo;
}

/*
 * S falls by the factor (n - d) / n at each stop.  As long as nobody leaves otherwise
 * or enters, these telescope: S is what it was at the last such change times those
 * left of those at risk then.  So without open clocks the share is k / n to the last bit.
 */
bool
csq_attainment_curve(const CsqAttainment *packed, double z, CsqCurve *curve, CsqError *err)
{
	const CsqAttainmentEntry *e = csq_attainment_entries(packed);
	size_t                    bytes;
	double                    since = 1; /* S at the last change of who is at risk */
	double                    s = 1;
	double                    v = 0;
	int64_t                   risk, of, left = -1;

	memset(curve, 0, sizeof *curve);
	curve->z = z;
	if (!csq_array_size((size_t) packed->nentries + 1, sizeof *curve->points, &bytes, err))
		return false;
	curve->points = csq_alloc(bytes);
	for (uint32_t i = 0; i < packed->nentries; i++)
		curve->n += csq_clock_what(e[i].key) == CSQ_CLOCK_ENTERED ? 0 : e[i].count;
	of = risk = risk_at_first(packed);
	curve->first_risk = risk > 0 ? risk : 1;
	for (uint32_t i = 0; i < packed->nentries; i++)
	{
		int64_t        count = e[i].count;
		CsqCurvePoint *p;

		csq_poll(i);
		if (csq_clock_what(e[i].key) == CSQ_CLOCK_ENTERED)
		{
			risk += count;
			continue;
		}
		risk -= count;
		if (csq_clock_what(e[i].key) == CSQ_CLOCK_RUNNING)
		{
			if (curve->npoints > 0)
				curve->points[curve->npoints - 1].running += count;
			continue;
		}
		if (risk < 0)
			return csq_stored_invalid(TYPE, err, "%s", stops_of_nobody);
		if (risk + count != left)
		{
			since = s;
			of = risk + count;
		}
		left = risk;
		p = &curve->points[curve->npoints++];
		memset(p, 0, sizeof *p);
		p->seconds = csq_clock_seconds(e[i].key);
		p->at_risk = risk + count;
		p->stops = count;
		curve->stops += count;
		s = since * ((double) risk / (double) of);
		v += risk == 0 ? 0 : (double) count / ((double) p->at_risk * (double) risk);
		p->attained = since == 1 ? (double) (of - risk) / (double) of : 1 - s;
		p->greenwood = v;
		p->variance = s * s * v;
		set_interval(curve, p);
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

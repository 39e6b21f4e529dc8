/*
 * series.c
 *		The stored series: exact sums by bucket, merging, and the grid of points.
 *
 * Rows mostly come in order or fall on a bucket that is there already: the bucket is
 * guessed by interpolation in the sorted part, then searched.  A new one goes behind
 * the others; when those are many or the value is full, they are sorted, equal ones
 * are added up and the others brought to their places, and only if that frees less than
 * half does the value double: amortised O(log n) per row, memory O(different buckets).
 * From some hundred buckets on rows wait in the tail and are counted 64 at a time.
 */
#include "charts/series.h"

#include <math.h>

#include "base/instant.h"
#include "base/sort.h"
#include "base/summary.h"

#define FIRST_BUCKETS 8
#define FEW_BUCKETS   65536
#define TAILED_FROM   128 /* buckets: a tail is one sixth of them */

static const char *const measures[] = {"count", "value", "share", "rate"};

const char *
csq_measure_name(int measure)
{
	return measures[measure];
}

CsqSeries *
csq_series_new(bool instants, CsqSeriesMeasure measure)
{
	CsqSeries *s = csq_flat_new(sizeof *s + FIRST_BUCKETS * sizeof(CsqBucket), 1);

	s->instants = instants;
	s->measure = (uint8_t) measure;
	return s;
}

bool
csq_series_alike(const CsqSeries *a, bool instants, CsqSeriesMeasure measure, CsqError *err)
{
	if (a->instants == instants && a->measure == measure)
		return true;
	return csq_fail(err, CSQ_PARAM, "a series of %s by %s and one of %s by %s do not go together", measures[a->measure],
	                a->instants ? "instant" : "date", measures[measure], instants ? "instant" : "date") ||
	       csq_detail(err, "Series are merged when they measure the same and have the same kind of buckets.");
}

bool
csq_series_millionths(double value, int64_t *result, CsqError *err)
{
	if (!(fabs(value) <= CSQ_SERIES_MAX_VALUE))
		return csq_fail(err, CSQ_RANGE, "value %g does not fit a series", value) ||
		       csq_detail(err, "Values are kept in millionths, from -1e12 to 1e12.") ||
		       csq_hint(err, "Use a larger unit, for example thousands.");
	*result = (int64_t) rint(value * CSQ_SERIES_UNIT);
	return true;
}

static bool
too_large(CsqError *err)
{
	return csq_fail(err, CSQ_RANGE, "sum of a series is out of range") ||
	       csq_detail(err, "Counts are at most 9223372036854775807, sums of squares fit 128 bits.") ||
	       csq_hint(err, "Use a larger unit, for example thousands.");
}

void
csq_buf_bucket(CsqBuf *b, bool instants, int64_t at)
{
	if (instants)
		csq_buf_instant(b, at);
	else
		csq_buf_str(b, csq_date_text((int32_t) at).s);
}

/* ---- collecting ---- */

static bool
add_to(CsqBucket *to, const CsqBucket *b, CsqError *err)
{
	CsqI128 sum = to->sum;
	CsqU128 squares = to->squares;

	if (!csq_add_i64(to->n, b->n, &to->n) || __builtin_add_overflow(sum, b->sum, &sum) ||
	    __builtin_add_overflow(squares, b->squares, &squares) || sum > CSQ_SERIES_MAX_SUM || sum < -CSQ_SERIES_MAX_SUM)
		return too_large(err);
	to->sum = sum;
	to->squares = squares;
	return true;
}

/* The first of the sorted buckets from lo to before hi that is not before at. */
static uint32_t
lower_bound(const CsqBucket *b, uint32_t lo, uint32_t hi, int64_t at)
{
	while (lo < hi)
	{
		uint32_t mid = lo + (hi - lo) / 2;

		if (b[mid].at < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The same of all n, at among them and near the guess. */
static uint32_t
search_near(const CsqBucket *b, uint32_t n, uint32_t guess, int64_t at)
{
	uint32_t step = 1;

	if (b[guess].at < at)
	{
		while (step < n - guess && b[guess + step].at < at)
		{
			guess += step;
			step *= 2;
		}
		return lower_bound(b, guess + 1, step < n - guess ? guess + step : n, at);
	}
	while (step <= guess && b[guess - step].at >= at)
	{
		guess -= step;
		step *= 2;
	}
	return lower_bound(b, step <= guess ? guess - step + 1 : 0, guess, at);
}

/* The bucket among the sorted ones, or NULL. */
static CsqBucket *
find(CsqBucket *b, uint32_t n, int64_t at)
{
	double   share;
	uint32_t guess;

	if (n == 0 || at > b[n - 1].at || at < b[0].at)
		return NULL;
	if (b[n - 1].at == at)
		return &b[n - 1];
	/* days without a gap */
	if ((uint64_t) at - (uint64_t) b[0].at < n && b[at - b[0].at].at == at)
		return &b[at - b[0].at];
	/* n is 2 at least: two places differ */
	share = (double) (at - b[0].at) / (double) (b[n - 1].at - b[0].at);
	guess = search_near(b, n, (uint32_t) (share * (n - 1) + 0.5), at);
	return b[guess].at == at ? &b[guess] : NULL;
}

/* Sorts what came behind the sorted buckets, adds up equal ones and brings the others to their places. */
static bool
compact(CsqBucket *b, uint32_t sorted, uint32_t n, uint32_t *left, CsqError *err)
{
	uint32_t   k = sorted;
	uint32_t   end = sorted;
	CsqBucket *added;

	csq_sort(b + sorted, n - sorted, sizeof *b, csq_by_i64);
	for (uint32_t i = sorted; i < n; i++)
	{
		CsqBucket *to = k > sorted && b[k - 1].at == b[i].at ? &b[k - 1] : find(b, sorted, b[i].at);

		csq_poll(i);
		if (to == NULL)
			b[k++] = b[i];
		else if (!add_to(to, &b[i], err))
			return false;
	}
	memset(b + k, 0, (size_t) (n - k) * sizeof *b);
	*left = k;
	if (k == sorted || sorted == 0 || b[sorted - 1].at < b[sorted].at)
		return true;
	added = csq_alloc((size_t) (k - sorted) * sizeof *b);
	memcpy(added, b + sorted, (size_t) (k - sorted) * sizeof *b);
	for (uint32_t j = k - sorted; j > 0; j--)
	{
		uint32_t at = lower_bound(b, 0, end, added[j - 1].at);

		csq_poll(j);
		memmove(b + at + j, b + at, (size_t) (end - at) * sizeof *b);
		b[at + j - 1] = added[j - 1];
		end = at;
	}
	csq_free(added);
	return true;
}

bool
csq_series_add(CsqSeries **ps, const CsqBucket *b, CsqError *err)
{
	CsqSeries *s = *ps;
	CsqBucket *buckets = csq_series_buckets(s);
	CsqBucket *there = find(buckets, s->nsorted, b->at);
	size_t     capacity = (csq_flat_size(s) - sizeof *s - csq_series_tail_size(s)) / sizeof(CsqBucket);

	if (CSQ_LIKELY(there != NULL))
		return add_to(there, b, err);
	if (s->nbuckets > s->nsorted && buckets[s->nbuckets - 1].at == b->at)
		return add_to(&buckets[s->nbuckets - 1], b, err);
	if (s->nbuckets >= capacity)
	{
		if (!compact(buckets, s->nsorted, s->nbuckets, &s->nbuckets, err))
			return false;
		s->nsorted = s->nbuckets;
		if (s->nbuckets >= capacity / 2)
			s = csq_flat_room(s, sizeof *s + s->nbuckets * sizeof(CsqBucket), csq_series_tail_size(s),
			                  (s->nbuckets + 1) * sizeof(CsqBucket));
		if (s == NULL)
			return csq_fail(err, CSQ_LIMIT, "series is too large") ||
			       csq_detail(err, "A value has at most 1 GB, enough for 22 million buckets.") ||
			       csq_hint(err, "Truncate the time to a day or an hour: series_agg(date_trunc('hour', at), …).");
		*ps = s;
		buckets = csq_series_buckets(s);
	}
	buckets[s->nbuckets] = *b;
	if (s->nsorted == s->nbuckets && (s->nbuckets == 0 || b->at > buckets[s->nbuckets - 1].at))
		s->nsorted++;
	s->nbuckets++;
	/* many behind the sorted ones are found by nothing: bring them in, the sooner the cheaper that is */
	if (s->nbuckets - s->nsorted > 16 + s->nsorted / (s->nsorted < FEW_BUCKETS ? 32 : 4))
	{
		if (!compact(buckets, s->nsorted, s->nbuckets, &s->nbuckets, err))
			return false;
		s->nsorted = s->nbuckets;
	}
	return true;
}

/* Where the bucket of an instant lies if none is missing: at even distances, or day by day. */
typedef struct Grid
{
	uint64_t first;
	uint64_t span;
	uint64_t n;
	double   step; /* buckets a unit of time */
} Grid;

static Grid
grid_of(const CsqSeries *s)
{
	const CsqBucket *b = csq_series_buckets(s);
	uint64_t         span = (uint64_t) b[s->nsorted - 1].at - (uint64_t) b->at;

	if (span == 0 || (span >> 62) != 0)
		return (Grid){(uint64_t) b->at, 0, 1, 0};
	return (Grid){(uint64_t) b->at, span, s->nsorted, (double) (s->nsorted - 1) / (double) (int64_t) span};
}

static inline uint32_t
place_on(const Grid *g, int64_t at)
{
	uint64_t past = (uint64_t) at - g->first;

	if (past < g->n)
		return (uint32_t) past;
	return past <= g->span ? (uint32_t) ((double) (int64_t) past * g->step + 0.5) : 0;
}

/* Rows of one bucket, n of them: added where sums are far from their ends, else false. */
static inline bool
add_rows(CsqBucket *to, int64_t n, CsqI128 sum, CsqU128 squares)
{
	const int64_t far = INT64_C(1) << 50; /* CSQ_SERIES_MAX_SUM has 2^59 in its upper half */
	int64_t       high = (int64_t) (to->sum >> 64);

	if (CSQ_UNLIKELY((to->n >> 62) != 0 || high >= far || high < -far || (to->squares >> 126) != 0))
		return false;
	to->n += n;
	to->sum += sum;
	if (squares != 0)
		to->squares += squares;
	return true;
}

/* Takes what waits out of the tail; how many that are. */
static uint32_t
take_rows(CsqSeries *s, CsqSeriesRow *rows)
{
	uint32_t n = s->tail > 0 ? s->tail - 1u : 0;

	if (n == 0)
		return 0;
	memcpy(rows, csq_series_tail(s), n * sizeof *rows);
	memset(csq_series_tail(s), 0, n * sizeof *rows);
	s->tail = 1;
	return n;
}

/* Counts what waits in the tail. */
static bool
settle(CsqSeries **ps, CsqError *err)
{
	CsqSeries   *s = *ps;
	CsqBucket   *where[CSQ_SERIES_TAIL];
	CsqSeriesRow rows[CSQ_SERIES_TAIL];
	uint32_t     n = take_rows(s, rows);
	Grid         g = grid_of(s);
	uint32_t     end;

	for (uint32_t i = 0; i < n; i++)
	{
		where[i] = csq_series_buckets(s) + place_on(&g, rows[i].at);
		__builtin_prefetch(where[i], 1);
	}
	for (uint32_t i = 0; i < n; i = end)
	{
		CsqBucket b = csq_series_row((CsqSeriesMeasure) s->measure, rows[i].at, rows[i].amount);

		/* rows in order of time: many of one bucket */
		for (end = i + 1; end < n && rows[end].at == b.at; end++)
		{
			CsqBucket next = csq_series_row((CsqSeriesMeasure) s->measure, b.at, rows[end].amount);

			b.sum += next.sum;
			b.squares += next.squares;
		}
		b.n = end - i;
		/* what lies in a place may have changed, and then says so; where the places are, only when the value grew */
		if (CSQ_UNLIKELY(*ps != s || where[i]->at != b.at || !add_rows(where[i], b.n, b.sum, b.squares)) &&
		    !csq_series_add(ps, &b, err))
			return false;
	}
	return true;
}

bool
csq_series_add_row(CsqSeries **ps, int64_t at, int64_t amount, CsqError *err)
{
	CsqSeries *s;
	CsqBucket  b = csq_series_row((CsqSeriesMeasure) (*ps)->measure, at, amount);

	if ((*ps)->tail > 0)
		return csq_series_wait(*ps, at, amount) || (settle(ps, err) && csq_series_wait(*ps, at, amount));
	if (!csq_series_add(ps, &b, err))
		return false;
	s = *ps;
	/* its room is in the slack; there is some soon after the value has doubled */
	if (s->nsorted >= TAILED_FROM &&
	    sizeof *s + ((size_t) s->nbuckets + 1) * sizeof b + CSQ_SERIES_TAIL * sizeof(CsqSeriesRow) <= csq_flat_size(s))
		s->tail = 1;
	return true;
}

bool
csq_series_merge(CsqSeries **into, const CsqSeries *from, CsqError *err)
{
	if (!csq_series_alike(*into, from->instants, (CsqSeriesMeasure) from->measure, err))
		return false;
	for (uint32_t i = 0; i < from->nbuckets; i++)
	{
		const CsqBucket *b = &csq_series_buckets(from)[i];

		csq_poll(i);
		if (!csq_series_add_there(*into, b) && !csq_series_add(into, b, err))
			return false;
	}
	for (uint32_t i = 1; i < from->tail; i++)
		if (!csq_series_add_row(into, csq_series_tail(from)[i - 1].at, csq_series_tail(from)[i - 1].amount, err))
			return false;
	return true;
}

/* ---- checking and the canonical form ---- */

static bool
bucket_check(const CsqSeries *s, const CsqBucket *b, CsqError *err)
{
	bool there = csq_series_in_range(s->instants, b->at);

	if (!there)
		return csq_stored_invalid("series", err, "A bucket is out of range.");
	if (b->n < 0)
		return csq_stored_invalid("series", err, "A number of rows is negative.");
	if (s->measure != CSQ_MEASURE_VALUE && b->sum < 0)
		return csq_stored_invalid("series", err, "A count is negative.");
	if (s->measure == CSQ_MEASURE_SHARE && b->sum > b->n)
		return csq_stored_invalid("series", err, "A bucket has more hits than trials.");
	if (b->sum > CSQ_SERIES_MAX_SUM || b->sum < -CSQ_SERIES_MAX_SUM)
		return csq_stored_invalid("series", err, "A sum is out of range.");
	if (b->n == 0 && (b->sum != 0 || b->squares != 0))
		return csq_stored_invalid("series", err, "A bucket without rows has a sum.");
	if ((s->measure == CSQ_MEASURE_COUNT || s->measure == CSQ_MEASURE_SHARE) && b->squares != 0)
		return csq_stored_invalid("series", err, "A count has squares.");
	return true;
}

/* What waits is what a row can be. */
static bool
tail_check(const CsqSeries *s, CsqError *err)
{
	for (uint32_t i = 1; i < s->tail; i++)
	{
		CsqSeriesRow r = csq_series_tail(s)[i - 1];
		CsqBucket    b = csq_series_row((CsqSeriesMeasure) s->measure, r.at, r.amount);

		if (!bucket_check(s, &b, err))
			return false;
		if (s->measure == CSQ_MEASURE_VALUE && (r.amount > CSQ_SERIES_MAX_AMOUNT || r.amount < -CSQ_SERIES_MAX_AMOUNT))
			return csq_stored_invalid("series", err, "A value that waits to be counted is out of range.");
	}
	return true;
}

bool
csq_series_check(const void *value, size_t size, CsqError *err)
{
	const CsqSeries *s = value;

	if (!csq_stored_check(value, size, sizeof *s, "series", err))
		return false;
	if (csq_flat_size(s) != size || size - sizeof *s < csq_series_tail_size(s) ||
	    (size - sizeof *s - csq_series_tail_size(s)) / sizeof(CsqBucket) < s->nbuckets || s->nsorted > s->nbuckets)
		return csq_stored_invalid("series", err, "It has more buckets than its size allows.");
	if (s->instants > 1 || s->measure > CSQ_MEASURE_RATE || s->unused != 0 ||
	    s->tail > (s->measure == CSQ_MEASURE_RATE || s->nsorted == 0 ? 0 : 1 + CSQ_SERIES_TAIL))
		return csq_stored_invalid("series", err, "It measures what this version of csq does not know.");
	for (uint32_t i = 0; i < s->nbuckets; i++)
	{
		const CsqBucket *b = &csq_series_buckets(s)[i];

		csq_poll(i);
		if (!bucket_check(s, b, err))
			return false;
		if (i > 0 && i < s->nsorted && b->at <= b[-1].at)
			return csq_stored_invalid("series", err, "Its buckets are not in order.");
	}
	return tail_check(s, err);
}

CsqSeries *
csq_series_pack(const CsqSeries *s, CsqError *err)
{
	size_t     size;
	CsqSeries *r;
	uint32_t   n;

	if (s->tail > 1)
	{
		r = csq_alloc(csq_flat_size(s));
		memcpy(r, s, csq_flat_size(s));
		r->flat.flags &= (uint16_t) ~CSQ_FLAT_OWNED;
		if (!settle(&r, err))
			return NULL;
		s = r;
	}
	size = sizeof *s + (size_t) s->nbuckets * sizeof(CsqBucket);
	r = csq_alloc(size);
	memcpy(r, s, size);
	r->tail = 0;
	r->flat.flags &= (uint16_t) ~CSQ_FLAT_OWNED;
	if (!compact(csq_series_buckets(r), r->nsorted, r->nbuckets, &n, err))
		return NULL;
	r->nbuckets = r->nsorted = n;
	csq_flat_set_size(r, sizeof *r + (size_t) n * sizeof(CsqBucket));
	return r;
}

/* ---- steps ---- */

int64_t
csq_step_add(CsqSeriesStep step, bool instants, int64_t at, int64_t steps)
{
	int     year, month, day;
	int64_t months;

	if (step.months == 0)
		return at + step.ticks * steps;
	csq_date_split((int32_t) (instants ? csq_floor_div(at, CSQ_USEC_PER_DAY) : at), &year, &month, &day);
	months = (int64_t) year * 12 + month - 1 + step.months * steps;
	at = csq_date_make((int) csq_floor_div(months, 12), (int) csq_floor_mod(months, 12) + 1, day);
	return instants ? at * CSQ_USEC_PER_DAY : at;
}

static bool
all_first_of_month(const CsqSeries *s)
{
	for (uint32_t i = 0; i < s->nbuckets; i++)
	{
		int year, month, day;

		csq_date_split((int32_t) csq_series_buckets(s)[i].at, &year, &month, &day);
		if (day != 1)
			return false;
	}
	return true;
}

static bool
all_multiples(const CsqSeries *s, int64_t ticks)
{
	const CsqBucket *b = csq_series_buckets(s);

	for (uint32_t i = 1; i < s->nbuckets; i++)
		if ((b[i].at - b[0].at) % ticks != 0)
			return false;
	return true;
}

/* Is there not one day beside another?  Then instants were truncated to weeks or months, or are few. */
static bool
days_apart(const CsqSeries *s)
{
	const CsqBucket *b = csq_series_buckets(s);

	for (uint32_t i = 1; i < s->nbuckets; i++)
		if (b[i].at - b[i - 1].at < 6 * CSQ_USEC_PER_DAY)
			return false;
	return s->nbuckets >= 4;
}

/*
 * Are the buckets days of some zone, truncated there, that do not begin at midnight UTC?  Their dates in UTC are not
 * those that are meant, and where clocks change they are no whole days apart.
 */
static bool
days_of_a_zone(const CsqSeries *s)
{
	const CsqBucket *b = csq_series_buckets(s);
	bool             midnight;

	if (s->nbuckets < 4)
		return false;
	midnight = b[0].at % CSQ_USEC_PER_DAY == 0;
	for (uint32_t i = 1; i < s->nbuckets; i++)
	{
		int64_t gap = b[i].at - b[i - 1].at;
		int64_t drift = (b[i].at - b[0].at) % CSQ_USEC_PER_DAY;

		if (gap < CSQ_USEC_PER_DAY - CSQ_USEC_PER_HOUR ||
		    (drift > CSQ_USEC_PER_HOUR && drift < CSQ_USEC_PER_DAY - CSQ_USEC_PER_HOUR))
			return false;
		midnight = midnight && b[i].at % CSQ_USEC_PER_DAY == 0;
	}
	return !midnight;
}

static bool
refuse_days_of_a_zone(const CsqSeries *s, CsqError *err)
{
	CsqBuf text;

	csq_buf_init(&text);
	csq_buf_bucket(&text, true, csq_series_buckets(s)[0].at);
	return csq_fail(err, CSQ_PARAM, "the buckets of a series of instants are days that do not begin at midnight UTC") ||
	       csq_detail(err, "The first is %s: on which date that is depends on the zone.", text.data) ||
	       csq_hint(err,
	                "Give days as dates, series_agg((at AT TIME ZONE 'Asia/Shanghai')::date), or say that they are "
	                "named by their date in UTC: step => '1 day'.");
}

/* Do so few of the minutes have a bucket that the instants are those of the events, never truncated? */
static bool
looks_raw(const CsqSeries *s, int64_t ticks)
{
	const CsqBucket *b = csq_series_buckets(s);

	return s->nbuckets >= 10 && ticks <= 5 * CSQ_USEC_PER_MIN &&
	       (b[s->nbuckets - 1].at - b[0].at) / ticks / 20 > (int64_t) s->nbuckets;
}

bool
csq_series_step(const CsqSeries *s, CsqSeriesStep *step, CsqError *err)
{
	static const int minutes[] = {1440, 60, 30, 15, 5, 1};
	CsqBuf           text;

	*step = (CsqSeriesStep){0, 1};
	if (!s->instants)
	{
		if (s->nbuckets >= 4 && all_first_of_month(s))
			*step = (CsqSeriesStep){1, 0};
		else if (s->nbuckets >= 4 && all_multiples(s, 7))
			step->ticks = 7;
		return true;
	}
	if (days_apart(s))
		return csq_fail(err, CSQ_PARAM, "the buckets of a series of instants lie many days apart") ||
		       csq_detail(err, "Read as days, all days between them would count as empty.") ||
		       csq_hint(err, "Give months and weeks as dates, series_agg(date_trunc('month', at)::date), or say that "
		                     "they are days: step => '1 day'.");
	if (days_of_a_zone(s))
		return refuse_days_of_a_zone(s, err);
	for (int i = s->nbuckets >= 4 ? 0 : 1; i < 6; i++)
	{
		step->ticks = minutes[i] * CSQ_USEC_PER_MIN;
		if (!all_multiples(s, step->ticks))
			continue;
		if (!looks_raw(s, step->ticks))
			return true;
		return csq_fail(err, CSQ_PARAM, "the buckets of a series look like the instants of single events") ||
		       csq_detail(err, "Read as minutes, all minutes between them would count as empty.") ||
		       csq_hint(err, "Truncate the time: series_agg(at::date), or series_agg(date_trunc('hour', at)); or say "
		                     "that they are minutes: step => '1 minute'.");
	}
	csq_buf_init(&text);
	csq_buf_bucket(&text, true, csq_series_buckets(s)[0].at);
	return csq_fail(err, CSQ_PARAM, "the buckets of a series do not lie at even distances") ||
	       csq_detail(err, "They are not whole minutes apart; the first is %s.", text.data) ||
	       csq_hint(err, "Truncate the time: series_agg(at::date), or series_agg(date_trunc('hour', at)).");
}

/* ---- the grid ---- */

/* Variance of a sample of n > 1 values. */
static double
variance_of(const CsqBucket *b)
{
	/* what cancels does so in integers: around the integer part of the mean */
	CsqI128 centre = b->sum / b->n;
	CsqU128 around = b->squares - (CsqU128) (2 * centre) * (CsqU128) b->sum +
	                 (CsqU128) centre * (CsqU128) centre * (CsqU128) (CsqI128) b->n;
	double rest = (double) (b->sum - centre * b->n);
	double v = ((double) (CsqI128) around - rest * rest / (double) b->n) / (double) (b->n - 1) / CSQ_SERIES_UNIT /
	           CSQ_SERIES_UNIT;

	return v > 0 ? v : 0;
}

static CsqPoint
point_of(const CsqSeries *s, const CsqBucket *b)
{
	CsqPoint p = {b->at, (double) b->n, (double) b->sum, 0, NAN};

	switch (s->measure)
	{
		case CSQ_MEASURE_COUNT:
			if (b->n > 0)
				p.value = p.sum;
			break;
		case CSQ_MEASURE_VALUE:
			p.sum = (double) b->sum / CSQ_SERIES_UNIT;
			if (b->n > 0)
				p.value = p.sum / p.n;
			if (b->n > 1)
				p.spread = variance_of(b);
			break;
		case CSQ_MEASURE_SHARE:
			if (b->n > 0)
				p.value = p.sum / p.n;
			break;
		default:
			p.spread = csq_u128_double(b->squares) / CSQ_SERIES_UNIT;
			if (p.spread > 0)
				p.value = p.sum / p.spread;
			break;
	}
	return p;
}

static bool
off_grid(const CsqSeries *s, const CsqBucket *b, CsqError *err)
{
	CsqBuf text;

	csq_buf_init(&text);
	csq_buf_bucket(&text, s->instants, b->at);
	return csq_fail(err, CSQ_PARAM, "bucket %s does not lie at a whole number of steps from the first", text.data) ||
	       csq_hint(err, "Truncate the buckets to the step, or give the step they have.");
}

/* Counts: every bucket from the first to the last one. */
static bool
fill(const CsqSeries *s, int64_t until, CsqGrid *g, CsqError *err)
{
	const CsqBucket *b = csq_series_buckets(s);
	uint32_t         next = 0;
	size_t           room = 64;
	int64_t          last = b[s->nbuckets - 1].at > until ? b[s->nbuckets - 1].at : until;
	int64_t          at = b[0].at;

	g->points = csq_alloc(room * sizeof *g->points);
	for (; at <= last; at = csq_step_add(g->step, s->instants, b[0].at, g->n))
	{
		if (next < s->nbuckets && b[next].at < at)
			return off_grid(s, &b[next], err);
		if (g->n >= CSQ_SERIES_MAX_GRID)
			return csq_fail(err, CSQ_LIMIT, "a series of more than %d buckets cannot be read as a whole",
			                CSQ_SERIES_MAX_GRID) ||
			       csq_hint(err, "Read a part of the time, use wider buckets, or look for a row with a date far "
			                     "from the others.");
		if (g->n == room)
			g->points = csq_realloc(g->points, (room *= 2) * sizeof *g->points);
		csq_poll(g->n);
		g->points[g->n] = (CsqPoint){at, 0, 0, 0, 0};
		if (next < s->nbuckets && b[next].at == at)
			g->points[g->n] = point_of(s, &b[next++]);
		if (isnan(g->points[g->n].value))
			g->points[g->n].value = 0; /* a bucket that was named and got nothing */
		g->n++;
	}
	return next == s->nbuckets || off_grid(s, &b[next], err);
}

bool
csq_series_grid(const CsqSeries *s, CsqSeriesStep step, int64_t until, CsqGrid *g, CsqError *err)
{
	*g = (CsqGrid){s->instants, (CsqSeriesMeasure) s->measure, step, 0, NULL};
	if (s->nbuckets == 0)
		return true;
	if (s->measure == CSQ_MEASURE_COUNT)
		return fill(s, until, g, err);
	g->points = csq_alloc(s->nbuckets * sizeof *g->points);
	for (; g->n < s->nbuckets; g->n++)
	{
		csq_poll(g->n);
		g->points[g->n] = point_of(s, &csq_series_buckets(s)[g->n]);
	}
	return true;
}

/* ---- the busiest buckets ---- */

double
csq_point_volume(const CsqGrid *g, const CsqPoint *p)
{
	return g->measure == CSQ_MEASURE_COUNT ? p->sum : g->measure == CSQ_MEASURE_RATE ? p->spread : p->n;
}

typedef struct Ranked
{
	double   volume;
	CsqPoint point;
} Ranked;

static int
by_volume(const void *a, const void *b)
{
	double x = ((const Ranked *) a)->volume;
	double y = ((const Ranked *) b)->volume;

	return (x < y) - (x > y); /* the sort is stable: earlier ones first */
}

CsqPoint *
csq_series_peak(const CsqGrid *g, uint32_t k, uint32_t *n)
{
	Ranked   *r = csq_alloc(((size_t) g->n + 1) * sizeof *r);
	CsqPoint *top;

	for (uint32_t i = 0; i < g->n; i++)
		r[i] = (Ranked){csq_point_volume(g, &g->points[i]), g->points[i]};
	csq_sort(r, g->n, sizeof *r, by_volume);
	*n = k < g->n ? k : g->n;
	top = csq_alloc(((size_t) *n + 1) * sizeof *top);
	for (uint32_t i = 0; i < *n; i++)
		top[i] = r[i].point;
	csq_free(r);
	return top;
}

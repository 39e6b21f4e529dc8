/*
 * series_text.c
 *		Text and binary forms of series.
 *
 * Text: {"v":1,"bucket":"date","measure":"count","rows":[["2026-01-05",3,3],...]}
 * Each row is [bucket, n, sum] and, of values and rates, the sum of squares or the
 * exposure as a fourth item.  Sums in millionths are strings of digits.
 *
 * Binary: version u8, instants u8, measure u8, number of buckets u32; of each at i64,
 * n i64, sum and squares as two u64 each, the upper one first.
 */
#include "charts/series.h"

#include "base/instant.h"
#include "base/summary.h"

/* ---- text ---- */

static void
put_i128(CsqBuf *b, CsqI128 v)
{
	if (v < 0)
		csq_buf_char(b, '-');
	csq_buf_u128(b, v < 0 ? -(CsqU128) v : (CsqU128) v);
}

static bool
has_squares(int measure)
{
	return measure == CSQ_MEASURE_VALUE || measure == CSQ_MEASURE_RATE;
}

void
csq_series_text(const CsqSeries *s, CsqBuf *out)
{
	csq_buf_printf(out, "{\"v\":1,\"bucket\":\"%s\",\"measure\":\"%s\",\"rows\":[", s->instants ? "instant" : "date",
	               csq_measure_name(s->measure));
	for (uint32_t i = 0; i < s->nbuckets; i++)
	{
		const CsqBucket *b = &csq_series_buckets(s)[i];

		csq_poll(i);
		csq_buf_str(out, i == 0 ? "[\"" : ",[\"");
		csq_buf_bucket(out, s->instants, b->at);
		csq_buf_str(out, "\",");
		csq_buf_i64(out, b->n);
		csq_buf_str(out, ",\"");
		put_i128(out, b->sum);
		csq_buf_char(out, '"');
		if (has_squares(s->measure))
		{
			csq_buf_str(out, ",\"");
			csq_buf_u128(out, b->squares);
			csq_buf_char(out, '"');
		}
		csq_buf_char(out, ']');
	}
	csq_buf_str(out, "]}");
}

/* A string of digits, a minus sign before it at most. */
static CsqI128
parse_i128(CsqJson *j)
{
	CsqText t = csq_json_string(j);
	size_t  i = t.len > 0 && t.s[0] == '-';
	CsqI128 v = 0;

	if (!j->failed && (t.len == i || t.len > i + 38))
		csq_json_fail(j, "A sum is a string of digits, not \"%s\".", csq_quoted(t.s, t.len).s);
	for (; !j->failed && i < t.len; i++)
	{
		if (t.s[i] < '0' || t.s[i] > '9')
			csq_json_fail(j, "A sum is a string of digits, not \"%s\".", csq_quoted(t.s, t.len).s);
		else
			v = v * 10 + (t.s[i] - '0');
	}
	return t.len > 0 && t.s[0] == '-' ? -v : v;
}

/* "2026-01-05" as an instant at midnight, or an instant with its time. */
static int64_t
parse_bucket(CsqJson *j, bool instants)
{
	CsqText t = csq_json_string(j);
	CsqBuf  whole;
	int64_t at = 0;

	if (j->failed)
		return 0;
	csq_buf_init(&whole);
	csq_buf_put(&whole, t.s, t.len);
	if (!instants)
		csq_buf_str(&whole, "T00:00:00Z");
	if (t.len > 40 || !csq_parse_instant(whole.data, whole.len, &at))
		csq_json_fail(j, "\"%s\" is no %s of a series.", csq_quoted(t.s, t.len).s,
		              instants ? "instant like 2026-01-05T09:00:00Z" : "date like 2026-01-05");
	return instants ? at : csq_floor_div(at, CSQ_USEC_PER_DAY);
}

static bool
parse_row(CsqJson *j, CsqSeries **s, CsqError *err)
{
	CsqBucket b = {0, 0, 0, 0};
	int       parts = 0;
	int       want = has_squares((*s)->measure) ? 4 : 3;

	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		switch (parts++)
		{
			case 0:
				b.at = parse_bucket(j, (*s)->instants);
				break;
			case 1:
				b.n = csq_json_count(j);
				break;
			case 2:
				b.sum = parse_i128(j);
				break;
			case 3:
				b.squares = csq_json_u128(j);
				break;
			default:
				return csq_json_fail(j, "A row has %d items.", want);
		}
	}
	if (!j->failed && parts != want)
		csq_json_fail(j, "A row has %d items, not %d.", want, parts);
	return !j->failed && csq_series_add(s, &b, err);
}

static int
parse_word(CsqJson *j, const char *const *words, int n, const char *what)
{
	CsqText t = csq_json_string(j);

	for (int i = 0; i < n; i++)
		if (!j->failed && csq_json_is(&t, words[i]))
			return i;
	csq_json_fail(j, "\"%s\" is no %s of a series.", csq_quoted(t.s, t.len).s, what);
	return 0;
}

CsqSeries *
csq_series_parse(const char *text, size_t len, CsqError *err)
{
	static const char *const names[] = {"v", "bucket", "measure", "rows", NULL};
	static const char *const kinds[] = {"date", "instant"};
	static const char *const measures[] = {"count", "value", "share", "rate"};
	CsqJson                  j, rows;
	CsqError                 rule;
	unsigned                 seen = 0;
	int                      k;
	CsqSeries               *s = csq_series_new(false, CSQ_MEASURE_COUNT);

	csq_json_init(&j, text, len, "series", err);
	csq_json_open(&j, '{');
	rows = j;
	while ((k = csq_json_member(&j, names, &seen)) >= 0)
	{
		if (k == 0)
			csq_json_version(&j, 1);
		else if (k == 1)
			s->instants = (uint8_t) parse_word(&j, kinds, 2, "kind of bucket");
		else if (k == 2)
			s->measure = (uint8_t) parse_word(&j, measures, 4, "measure");
		else
		{
			rows = j; /* read when the other members are known */
			csq_json_skip(&j);
		}
	}
	csq_json_need(&j, names, seen, 15);
	if (!csq_json_end(&j))
		return NULL;
	csq_json_open(&rows, '[');
	while (csq_json_item(&rows))
		if (!parse_row(&rows, &s, err))
			return NULL;
	if (rows.failed)
		return NULL;
	s = csq_series_pack(s, err);
	if (s != NULL && !csq_series_check(s, csq_flat_size(s), &rule))
		return csq_json_fail(&j, "%s", rule.detail), NULL;
	return s;
}

/* ---- binary ---- */

static void
put_u128(CsqBuf *b, CsqU128 v)
{
	csq_put_u64(b, (uint64_t) (v >> 64));
	csq_put_u64(b, (uint64_t) v);
}

static CsqU128
read_u128(CsqReader *r)
{
	CsqU128 v = csq_read_u64(r);

	return v << 64 | csq_read_u64(r);
}

void
csq_series_write(const CsqSeries *s, CsqBuf *out)
{
	csq_put_u8(out, 1);
	csq_put_u8(out, s->instants);
	csq_put_u8(out, s->measure);
	csq_put_u32(out, s->nbuckets);
	for (uint32_t i = 0; i < s->nbuckets; i++)
	{
		const CsqBucket *b = &csq_series_buckets(s)[i];

		csq_poll(i);
		csq_put_u64(out, (uint64_t) b->at);
		csq_put_u64(out, (uint64_t) b->n);
		put_u128(out, (CsqU128) b->sum);
		put_u128(out, b->squares);
	}
}

CsqSeries *
csq_series_read(const void *data, size_t len, CsqError *err)
{
	CsqReader  r;
	CsqSeries *s;
	uint8_t    instants, measure;
	uint32_t   n;

	csq_reader_init(&r, data, len, "series", err);
	csq_read_version(&r, 1);
	instants = csq_read_u8(&r);
	measure = csq_read_u8(&r);
	n = csq_read_count(&r, sizeof(CsqBucket));
	if (r.failed)
		return NULL;
	s = csq_flat_new(sizeof *s + (size_t) n * sizeof(CsqBucket), 1);
	s->instants = instants;
	s->measure = measure;
	s->nbuckets = s->nsorted = n;
	for (uint32_t i = 0; i < n; i++)
	{
		CsqBucket *b = &csq_series_buckets(s)[i];

		csq_poll(i);
		b->at = (int64_t) csq_read_u64(&r);
		b->n = (int64_t) csq_read_u64(&r);
		b->sum = (CsqI128) read_u128(&r);
		b->squares = read_u128(&r);
	}
	if (!csq_read_end(&r) || !csq_series_check(s, csq_flat_size(s), err))
		return NULL;
	return s;
}

/*
 * funnel_window.c
 *		The state of window_funnel: one word per event.
 *
 * An event is time << 6 | step - 1, so a case of 13 events fits in 128 bytes and
 * sorting words sorts events.  That leaves 58 bits of microseconds: the years
 * -2567 to 6567; other times are refused.  Every event is in one step, so groups
 * of equal time need no matching: presence decides (funnel_core.c has the
 * method, the unit test compares the two).
 */
#include "funnel/funnel.h"

#include "base/instant.h"
#include "base/sort.h"

#define ON_STACK 512

CsqWindow *
csq_window_new(int64_t within, size_t nevents)
{
	size_t     size = sizeof(CsqWindow) + nevents * sizeof(int64_t);
	CsqWindow *w = csq_flat_new(size < CSQ_WINDOW_FIRST_SIZE ? CSQ_WINDOW_FIRST_SIZE : size, CSQ_WINDOW_VERSION);

	w->within = within;
	return w;
}

bool
csq_window_room(CsqWindow **w, size_t nevents, CsqError *err)
{
	CsqWindow *grown = csq_flat_room(*w, sizeof **w + (*w)->nevents * sizeof(int64_t), 0, nevents * sizeof(int64_t));

	if (CSQ_UNLIKELY(grown == NULL))
		return csq_fail(err, CSQ_LIMIT, "window_funnel exceeds the limit of 1 GB for one group") ||
		       csq_detail(err, "It holds %u events already.", (*w)->nevents) ||
		       csq_hint(err, "Filter rows that are no step before aggregating, or group by a finer case.");
	*w = grown;
	return true;
}

bool
csq_window_merge(CsqWindow **into, const CsqWindow *from, CsqError *err)
{
	if ((*into)->within != from->within)
	{
		CsqBuf a;
		CsqBuf b;

		csq_buf_init(&a);
		csq_buf_init(&b);
		csq_buf_length(&a, (*into)->within);
		csq_buf_length(&b, from->within);
		return csq_fail(err, CSQ_PARAM, "window_funnel states with windows %s and %s cannot be merged", a.data,
		                b.data) ||
		       csq_hint(err, "Pass the same constant for \"within\" on every row.");
	}
	if (!csq_window_room(into, from->nevents, err))
		return false;
	memcpy(&(*into)->events[(*into)->nevents], from->events, from->nevents * sizeof(int64_t));
	(*into)->nevents += from->nevents;
	return true;
}

/* ---- the level ---- */

static int
compare_words(const void *a, const void *b)
{
	int64_t x = *(const int64_t *) a;
	int64_t y = *(const int64_t *) b;

	return (x > y) - (x < y);
}

/* Words in order, nothing to do when they are. */
void
csq_window_sort(int64_t *e, size_t n)
{
	if (n > 64)
	{
		csq_sort(e, n, sizeof *e, compare_words);
		return;
	}
	for (size_t i = 1; i < n; i++)
	{
		int64_t x = e[i];
		size_t  j = i;

		for (; j > 0 && e[j - 1] > x; j--)
			e[j] = e[j - 1];
		e[j] = x;
	}
}

/* The highest level over sorted words; see funnel_core.c. */
int
csq_window_words_level(const int64_t *e, size_t n, int64_t within)
{
	int64_t latest[CSQ_FUNNEL_MAX_STEPS + 1];
	int     best = 0;

	for (size_t i = 0; i < n;)
	{
		int64_t  t = csq_window_time(e[i]);
		uint64_t present = 0;
		size_t   first = i;
		int      was = best;

		for (; i < n && csq_window_time(e[i]) == t; i++)
			present |= UINT64_C(1) << (e[i] & 63);
		if (CSQ_UNLIKELY((first ^ i) > 0xFFF))
			csq_check_interrupts();
		/* from high to low: a level read here was reached before this instant */
		for (int a = was; a >= 0; a--)
		{
			int64_t start;

			if (a == CSQ_FUNNEL_MAX_STEPS || !(present >> a & 1))
				continue;
			start = a == 0 ? t : latest[a];
			if (t - start > within)
				continue;
			for (int b = a; b < CSQ_FUNNEL_MAX_STEPS && (present >> b & 1); b++)
			{
				if (b + 1 > best)
					latest[best = b + 1] = start; /* levels are reached one by one */
				else if (start > latest[b + 1])
					latest[b + 1] = start;
			}
		}
	}
	return best;
}

int
csq_window_unsorted_level(const int64_t *e, uint32_t n, int64_t within)
{
	int64_t  words[ON_STACK];
	int64_t *copy = words;
	uint32_t i = 1;
	int      level;

	for (; i < n && e[i - 1] <= e[i]; i++)
		if (CSQ_UNLIKELY((i & 0xFFFFF) == 0xFFFFF))
			csq_check_interrupts();
	if (i >= n) /* they came in order */
		return csq_window_words_level(e, n, within);
	if (n > ON_STACK)
		copy = csq_alloc(n * sizeof *copy);
	memcpy(copy, e, n * sizeof *copy);
	csq_window_sort(copy, n);
	level = csq_window_words_level(copy, n, within);
	if (copy != words)
		csq_free(copy);
	return level;
}

int
csq_window_level(const CsqWindow *w)
{
	return csq_window_unsorted_level(w->events, w->nevents, w->within);
}

/* ---- checking, text and binary ---- */

bool
csq_window_check(const void *value, size_t size, CsqError *err)
{
	const CsqWindow *w = value;

	if (size < sizeof *w || csq_flat_size(w) != size || w->flat.version != CSQ_WINDOW_VERSION || w->flat.kind != 0 ||
	    w->flat.flags != 0 || w->reserved != 0 || w->within < 0 || w->nevents > (size - sizeof *w) / sizeof(int64_t))
		return csq_fail(err, CSQ_DATA, "invalid window_funnel_state") ||
		       csq_hint(err, "If it was written by a newer version of csq, upgrade the library on this server.");
	return true;
}

static CsqWindow *
sorted_copy(const CsqWindow *w)
{
	CsqWindow *copy = csq_window_new(w->within, w->nevents);

	copy->nevents = w->nevents;
	memcpy(copy->events, w->events, w->nevents * sizeof(int64_t));
	csq_window_sort(copy->events, copy->nevents);
	return copy;
}

void
csq_window_text(const CsqWindow *w, CsqBuf *out)
{
	CsqWindow *s = sorted_copy(w);

	csq_buf_str(out, "{\"v\":1,\"within_us\":");
	csq_buf_i64(out, s->within);
	csq_buf_str(out, ",\"events\":[");
	for (uint32_t i = 0; i < s->nevents; i++)
	{
		csq_buf_str(out, i > 0 ? ",[\"" : "[\"");
		csq_buf_instant(out, csq_window_time(s->events[i]));
		csq_buf_str(out, "\",");
		csq_buf_i64(out, (s->events[i] & 63) + 1);
		csq_buf_char(out, ']');
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	csq_buf_str(out, "]}");
}

/* ["2026-01-05T09:00:00Z", 1] */
static bool
parse_event(CsqJson *json, CsqWindow **w)
{
	CsqText t = {"", 0};
	int64_t at = 0;
	int64_t step = 0;

	csq_json_open(json, '[');
	if (csq_json_item(json))
		t = csq_json_string(json);
	if (csq_json_item(json))
		step = csq_json_i64(json);
	if (csq_json_item(json))
		return csq_json_fail(json, "An event is a time and a step.");
	if (json->failed)
		return false;
	if (!csq_parse_instant(t.s, t.len, &at) || at < CSQ_WINDOW_MIN_AT || at >= CSQ_WINDOW_END_AT)
		return csq_json_fail(json, "\"%s\" is not an instant between the years -2567 and 6567.",
		                     csq_quoted(t.s, t.len).s);
	if (step < 1 || step > CSQ_FUNNEL_MAX_STEPS)
		return csq_json_fail(json, "A step is a number from 1 to %d.", CSQ_FUNNEL_MAX_STEPS);
	if (!csq_window_room(w, 1, json->err))
		return false;
	(*w)->events[(*w)->nevents++] = csq_window_pack(at, (int) step);
	return true;
}

CsqWindow *
csq_window_parse(const char *text, size_t len, CsqError *err)
{
	CsqWindow *w = csq_window_new(0, 0);
	CsqJson    json;
	CsqText    key;
	bool       seen[3] = {false, false, false};

	csq_json_init(&json, text, len, "window_funnel_state", err);
	csq_json_open(&json, '{');
	while (csq_json_key(&json, &key))
	{
		if (csq_json_is(&key, "v") && !seen[0])
		{
			csq_json_version(&json, CSQ_WINDOW_VERSION);
			seen[0] = true;
		}
		else if (csq_json_is(&key, "within_us") && !seen[1])
		{
			w->within = csq_json_i64(&json);
			if (w->within < 0)
				csq_json_fail(&json, "The window is negative.");
			seen[1] = true;
		}
		else if (csq_json_is(&key, "events") && !seen[2])
		{
			csq_json_open(&json, '[');
			while (csq_json_item(&json))
				if (!parse_event(&json, &w))
					return NULL;
			seen[2] = true;
		}
		else
			csq_json_unknown(&json, &key);
	}
	if (!json.failed && !(seen[0] && seen[1] && seen[2]))
		csq_json_fail(&json, "The keys \"v\", \"within_us\" and \"events\" are needed, each once.");
	return csq_json_end(&json) ? sorted_copy(w) : NULL;
}

void
csq_window_write(const CsqWindow *w, CsqBuf *out)
{
	CsqWindow *s = sorted_copy(w);

	csq_put_u8(out, CSQ_WINDOW_VERSION);
	csq_put_u64(out, (uint64_t) s->within);
	csq_put_u32(out, s->nevents);
	for (uint32_t i = 0; i < s->nevents; i++)
		csq_put_u64(out, (uint64_t) s->events[i]);
}

CsqWindow *
csq_window_read(const void *data, size_t len, CsqError *err)
{
	CsqReader  r;
	CsqWindow *w;
	uint8_t    version;
	int64_t    within;
	uint32_t   n;

	csq_reader_init(&r, data, len, "window_funnel_state", err);
	version = csq_read_u8(&r);
	within = (int64_t) csq_read_u64(&r);
	n = csq_read_count(&r, 8);
	if (!r.failed && version != CSQ_WINDOW_VERSION)
		csq_read_fail(&r, "Version %u is not known to this version of csq.", version);
	if (!r.failed && within < 0)
		csq_read_fail(&r, "The window is negative.");
	if (r.failed)
		return NULL;
	w = csq_window_new(within, n);
	for (; w->nevents < n; w->nevents++)
	{
		w->events[w->nevents] = (int64_t) csq_read_u64(&r);
		if (w->nevents > 0 && w->events[w->nevents - 1] > w->events[w->nevents])
			csq_read_fail(&r, "Event %u is out of order.", w->nevents + 1);
	}
	return csq_read_end(&r) ? w : NULL;
}

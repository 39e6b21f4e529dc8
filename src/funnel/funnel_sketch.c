/*
 * funnel_sketch.c
 *		Building, merging, folding and the forms of a funnel_sketch.
 *
 * See funnel_sketch.h for what a piece is and why folding is exact.
 *
 * Build: per group of equal times, what a chain can climb within the group (by
 * the engine, so events in several steps are matched); O(n k^2) at most.
 * Fold of piece A and the later piece B, window w:
 *		end[a][b]   = min(endA[a][b], min over m, with endA[a][m] or m = a, of endB[m][b])
 *		start[b]    = max(startA[b], startB[b], startA[a] for each a with endB[a][b] - startA[a] <= w)
 * O(k^3) a piece.
 *
 * Binary: version u8, length of the specification u32 and its bytes, number of
 * pieces u32, their words i64.
 */
#include "funnel/funnel_sketch.h"

#include "funnel/funnel_level.h"
#include "base/instant.h"

#define TYPE "funnel_sketch"

/* Where end[a][b] of a piece is, 1 <= a < b <= k. */
static inline size_t
end_at(uint32_t k, uint32_t a, uint32_t b)
{
	return 2 + k + (size_t) (a - 1) * (2 * k - a) / 2 + (b - a - 1);
}

static inline size_t
start_at(uint32_t b)
{
	return 2 + b - 1;
}

static size_t
sketch_size(uint32_t nsteps, size_t len, size_t npieces)
{
	return sizeof(CsqFunnelSketch) + ((len + 7) & ~(size_t) 7) +
	       npieces * csq_sketch_piece_words(nsteps) * sizeof(int64_t);
}

static CsqFunnelSketch *
new_sketch(uint32_t nsteps, const char *text, size_t len, size_t npieces, CsqError *err)
{
	size_t           size = sketch_size(nsteps, len, npieces);
	CsqFunnelSketch *s;

	if (size > CSQ_MAX_VALUE_SIZE)
	{
		csq_fail(err, CSQ_LIMIT, "funnel_sketch exceeds the limit of 1 GB");
		csq_detail(err, "It has %zu pieces.", npieces);
		csq_hint(err, "Fold sketches of adjacent periods with fold() before adding them up.");
		return NULL;
	}
	s = csq_flat_new(size, CSQ_SKETCH_VERSION);
	s->nsteps = nsteps;
	s->text_len = (uint32_t) len;
	s->npieces = (uint32_t) npieces;
	memcpy(s->spec, text, len);
	return s;
}

bool
csq_sketch_offered(const CsqFunnelRule *rule, CsqError *err)
{
	const char *what = rule->order != CSQ_ORDER_THEN ? "another order than then"
	                   : rule->same != CSQ_SAME_NONE ? "the same channel or value"
	                   : rule->ties != CSQ_TIES_ANY  ? "another rule for ties than any"
	                   : rule->has_gaps              ? "bounds on gaps"
	                   : rule->optional != 0         ? "optional steps"
	                   : rule->nstops > 0            ? "exclusions"
	                                                 : NULL;

	return what == NULL || csq_fail(err, CSQ_UNSUPPORTED, "a funnel with %s cannot be sketched", what) ||
	       csq_detail(err, "A sketch has no events: it knows steps and a window only.") ||
	       csq_hint(err, "Keep journeys: rollup(journey) and level(journey, funnel_spec) take every specification.");
}

/* ---- building ---- */

static void
empty_piece(int64_t *p, uint32_t k)
{
	for (uint32_t b = 1; b <= k; b++)
		p[start_at(b)] = CSQ_NO_START;
	for (size_t i = 2 + k; i < csq_sketch_piece_words(k); i++)
		p[i] = CSQ_NO_END;
}

/* Take the loaded group into the piece; at[a] are the levels that a chain that came in at a has reached. */
static void
take_group(CsqFunnelEngine *e, int64_t *p, uint64_t *at)
{
	uint32_t k = (uint32_t) e->rule->nsteps;
	int64_t  t = e->group.at;
	uint64_t climb[CSQ_FUNNEL_MAX_STEPS]; /* [a]: levels reached from a within the group */
	int64_t  start[CSQ_FUNNEL_MAX_STEPS]; /* as they were before the group */
	uint64_t on;

	for (uint32_t a = 0; a < k; a++)
	{
		climb[a] = 0;
		start[a] = a == 0 ? t : p[start_at(a)];
		if (e->group.present >> a & 1)
			csq_engine_climb(e, (int) a, (int) a, &climb[a], &on);
	}
	for (uint32_t a = 0; a < k; a++)
	{
		if (start[a] == CSQ_NO_START || csq_distance(start[a], t) > e->rule->within)
			continue;
		for (uint64_t c = climb[a]; c != 0; c &= c - 1)
		{
			int64_t *latest = &p[start_at((uint32_t) __builtin_ctzll(c) + 1)];

			if (start[a] > *latest)
				*latest = start[a];
		}
	}
	for (uint32_t a = 1; a < k; a++)
	{
		uint64_t reached = 0;

		for (uint64_t m = (at[a] << 1) & e->group.present; m != 0; m &= m - 1)
			reached |= climb[__builtin_ctzll(m)];
		reached &= ~at[a];
		at[a] |= reached;
		for (; reached != 0; reached &= reached - 1)
			p[end_at(k, a, (uint32_t) __builtin_ctzll(reached) + 1)] = t;
	}
}

CsqFunnelSketch *
csq_sketch_build(const CsqFunnelSpec *spec, const char *text, size_t len, CsqHit *hits, size_t n, CsqError *err)
{
	const CsqFunnelRule *rule = &spec->rule;
	CsqFunnelSketch     *s;
	CsqFunnelEngine      e;
	uint64_t             at[CSQ_FUNNEL_MAX_STEPS];
	int64_t             *p;
	size_t               turns = 0;

	if (!csq_sketch_offered(rule, err))
		return NULL;
	s = new_sketch((uint32_t) rule->nsteps, text, len, n > 0, err);
	if (s == NULL || n == 0)
		return s;
	csq_funnel_sort(hits, n);
	csq_engine_init(&e, rule, hits, n);
	p = csq_sketch_piece(s, 0);
	empty_piece(p, s->nsteps);
	p[0] = hits[0].at;
	p[1] = hits[n - 1].at;
	for (uint32_t a = 0; a < s->nsteps; a++)
		at[a] = a > 0 ? UINT64_C(1) << (a - 1) : 0;
	for (size_t i = 0; i < n;)
	{
		i = csq_engine_load(&e, i);
		take_group(&e, p, at);
		csq_poll(turns++);
	}
	return s;
}

/* ---- merging and folding ---- */

static bool
overlap(const int64_t *a, const int64_t *b, CsqError *err)
{
	CsqBuf text;

	csq_buf_init(&text);
	csq_buf_instant(&text, a[0]);
	csq_buf_str(&text, " to ");
	csq_buf_instant(&text, a[1]);
	csq_buf_str(&text, ", the other ");
	csq_buf_instant(&text, b[0]);
	csq_buf_str(&text, " to ");
	csq_buf_instant(&text, b[1]);
	return csq_fail(err, CSQ_PARAM, "funnel sketches that overlap in time cannot be merged") ||
	       csq_detail(err, "One is of %s; no time may be in both.", text.data) ||
	       csq_hint(err, "Sketch each case by periods of time, such as days, that do not split equal times.");
}

CsqFunnelSketch *
csq_sketch_merge(const CsqFunnelSketch *a, const CsqFunnelSketch *b, CsqError *err)
{
	size_t           words = csq_sketch_piece_words(a->nsteps);
	CsqFunnelSketch *s;
	uint32_t         i = 0;
	uint32_t         j = 0;

	if (a->text_len != b->text_len || memcmp(a->spec, b->spec, a->text_len) != 0)
	{
		csq_fail(err, CSQ_PARAM, "funnel sketches with different specifications cannot be merged");
		csq_detail(err, "One is \"%s\", the other \"%s\".", csq_quoted(a->spec, a->text_len).s,
		           csq_quoted(b->spec, b->text_len).s);
		csq_hint(err, "Group by the specification, or filter to one.");
		return NULL;
	}
	s = new_sketch(a->nsteps, a->spec, a->text_len, (size_t) a->npieces + b->npieces, err);
	if (s == NULL)
		return NULL;
	for (uint32_t n = 0; n < s->npieces; n++)
	{
		const int64_t *p = i < a->npieces ? csq_sketch_piece(a, i) : NULL;
		const int64_t *q = j < b->npieces ? csq_sketch_piece(b, j) : NULL;
		bool           first = q == NULL || (p != NULL && p[0] < q[0]);

		if (p != NULL && q != NULL && (first ? p[1] >= q[0] : q[1] >= p[0]))
		{
			overlap(p, q, err);
			return NULL;
		}
		memcpy(csq_sketch_piece(s, n), first ? p : q, words * sizeof(int64_t));
		if (first)
			i++;
		else
			j++;
	}
	return s;
}

/* Take the later piece b into a. */
static void
fold_piece(int64_t *a, const int64_t *b, uint32_t k, uint64_t within)
{
	for (uint32_t to = k; to >= 1; to--)
	{
		int64_t latest = a[start_at(to)] > b[start_at(to)] ? a[start_at(to)] : b[start_at(to)];

		/* levels below are as they were at the end of a: they are changed later */
		for (uint32_t from = 1; from < to; from++)
		{
			int64_t start = a[start_at(from)];
			int64_t end = b[end_at(k, from, to)];

			if (start > latest && end != CSQ_NO_END && csq_distance(start, end) <= within)
				latest = start;
		}
		a[start_at(to)] = latest;
	}
	for (uint32_t from = 1; from < k; from++)
		for (uint32_t to = k; to > from; to--)
		{
			int64_t *end = &a[end_at(k, from, to)];

			if (*end != CSQ_NO_END)
				continue; /* within a, which is before b */
			*end = b[end_at(k, from, to)];
			for (uint32_t m = from + 1; m < to; m++)
				if (a[end_at(k, from, m)] != CSQ_NO_END && b[end_at(k, m, to)] < *end)
					*end = b[end_at(k, m, to)];
		}
	a[1] = b[1];
}

/* The specification of a value, or NULL. */
static CsqFunnelSpec *
rule_of(const CsqFunnelSketch *s, CsqError *err)
{
	CsqFunnelSpec *spec = csq_funnel_spec_stored(s->spec, s->text_len, err);

	return spec != NULL && csq_sketch_offered(&spec->rule, err) ? spec : NULL;
}

CsqFunnelSketch *
csq_sketch_fold(const CsqFunnelSketch *s, CsqError *err)
{
	CsqFunnelSpec   *spec = rule_of(s, err);
	CsqFunnelSketch *one;

	if (spec == NULL || (one = new_sketch(s->nsteps, s->spec, s->text_len, s->npieces > 0, err)) == NULL)
		return NULL;
	for (uint32_t i = 0; i < s->npieces; i++)
	{
		if (i == 0)
			memcpy(csq_sketch_piece(one, 0), csq_sketch_piece(s, 0),
			       csq_sketch_piece_words(s->nsteps) * sizeof(int64_t));
		else
			fold_piece(csq_sketch_piece(one, 0), csq_sketch_piece(s, i), s->nsteps, spec->rule.within);
		csq_check_interrupts();
	}
	return one;
}

int
csq_sketch_level(const CsqFunnelSketch *s, CsqError *err)
{
	CsqFunnelSketch *one = csq_sketch_fold(s, err);
	int              level = 0;

	if (one == NULL)
		return -1;
	if (one->npieces > 0)
		while (level < (int) s->nsteps && csq_sketch_piece(one, 0)[start_at((uint32_t) level + 1)] != CSQ_NO_START)
			level++;
	return level;
}

/* ---- checking ---- */

/* What holds of every piece: levels are reached one by one, within its time. */
static bool
check_piece(const int64_t *p, uint32_t k, CsqError *err)
{
	if (!csq_is_instant(p[0]) || !csq_is_instant(p[1]) || p[0] > p[1])
		return csq_stored_invalid(TYPE, err, "The times of a piece are out of range or order.");
	for (uint32_t b = 1; b <= k; b++)
	{
		int64_t start = p[start_at(b)];

		if (start != CSQ_NO_START && (start < p[0] || start > p[1]))
			return csq_stored_invalid(TYPE, err, "A chain starts outside its piece.");
		if (b > 1 && start > p[start_at(b - 1)])
			return csq_stored_invalid(TYPE, err, "A chain reaches a level without the one below.");
	}
	for (uint32_t a = 1; a < k; a++)
		for (uint32_t b = a + 1; b <= k; b++)
		{
			int64_t end = p[end_at(k, a, b)];

			if (end != CSQ_NO_END && (end < p[0] || end > p[1]))
				return csq_stored_invalid(TYPE, err, "A chain goes on outside its piece.");
			if ((b > a + 1 && end < p[end_at(k, a, b - 1)]) || (b > a + 1 && end < p[end_at(k, a + 1, b)]))
				return csq_stored_invalid(TYPE, err, "A chain goes on to a level without the one below.");
		}
	return true;
}

/* Specification and pieces; the layout is right already. */
static bool
check_content(const CsqFunnelSketch *s, CsqError *err)
{
	CsqFunnelSpec *spec = rule_of(s, err);
	CsqBuf         canonical;

	if (spec == NULL)
		return false;
	if (spec->rule.nsteps != (int) s->nsteps)
		return csq_stored_invalid(TYPE, err, "Its steps are not those of its specification.");
	csq_buf_init(&canonical);
	csq_funnel_spec_text(spec, &canonical);
	if (canonical.len != s->text_len || memcmp(canonical.data, s->spec, s->text_len) != 0)
		return csq_stored_invalid(TYPE, err, "Its specification is not in canonical form.");
	for (uint32_t i = 0; i < s->npieces; i++)
	{
		const int64_t *p = csq_sketch_piece(s, i);

		if (!check_piece(p, s->nsteps, err))
			return false;
		if (i > 0 && p[0] <= csq_sketch_piece(s, i - 1)[1])
			return csq_stored_invalid(TYPE, err, "Its pieces are not one after the other.");
		csq_poll(i);
	}
	return true;
}

bool
csq_sketch_check(const void *value, size_t size, CsqError *err)
{
	const CsqFunnelSketch *s = value;

	if (!csq_stored_check(value, size, sizeof *s, TYPE, err))
		return false;
	if (csq_flat_size(s) != size || s->reserved != 0 || s->nsteps < 1 || s->nsteps > CSQ_FUNNEL_MAX_STEPS ||
	    s->text_len > CSQ_FUNNEL_MAX_TEXT || sketch_size(s->nsteps, s->text_len, s->npieces) != size ||
	    !csq_funnel_padded(s->spec, s->text_len))
		return csq_stored_invalid(TYPE, err, "Its parts do not fit its size.");
	return check_content(s, err);
}

/* ---- binary ---- */

/* From the canonical text of a specification as it was written, and the words of its pieces. */
static CsqFunnelSketch *
build(const CsqFunnelSpec *spec, const CsqBuf *canonical, const int64_t *words, size_t npieces, CsqError *err)
{
	CsqFunnelSketch *s = new_sketch((uint32_t) spec->rule.nsteps, canonical->data, canonical->len, npieces, err);

	if (s == NULL)
		return NULL;
	memcpy(csq_sketch_piece(s, 0), words, npieces * csq_sketch_piece_words(s->nsteps) * sizeof *words);
	return check_content(s, err) ? s : NULL;
}

/* A specification that can be sketched, and its canonical text. */
static CsqFunnelSpec *
parse_spec(const CsqText *text, CsqBuf *canonical, CsqError *err)
{
	CsqFunnelSpec *spec = csq_funnel_spec_stored(text->s, text->len, err);

	if (spec == NULL || !csq_sketch_offered(&spec->rule, err))
		return NULL;
	csq_buf_init(canonical);
	csq_funnel_spec_text(spec, canonical);
	return spec;
}

void
csq_sketch_write(const CsqFunnelSketch *s, CsqBuf *out)
{
	const int64_t *p = csq_sketch_piece(s, 0);
	size_t         n = s->npieces * csq_sketch_piece_words(s->nsteps);

	csq_put_u8(out, CSQ_SKETCH_VERSION);
	csq_put_u32(out, s->text_len);
	csq_buf_put(out, s->spec, s->text_len);
	csq_put_u32(out, s->npieces);
	for (size_t i = 0; i < n; i++)
		csq_put_u64(out, (uint64_t) p[i]);
}

CsqFunnelSketch *
csq_sketch_read(const void *data, size_t len, CsqError *err)
{
	CsqReader        r;
	CsqText          written;
	CsqFunnelSpec   *spec;
	CsqBuf           canonical;
	CsqFunnelSketch *s;
	uint32_t         npieces;
	size_t           n;
	int64_t         *words;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_SKETCH_VERSION);
	written.len = csq_read_u32(&r);
	written.s = csq_read_bytes(&r, written.len);
	if (r.failed)
		return NULL;
	spec = parse_spec(&written, &canonical, err);
	if (spec == NULL)
	{
		err->code = CSQ_BINARY;
		return NULL;
	}
	npieces = csq_read_count(&r, csq_sketch_piece_words((uint32_t) spec->rule.nsteps) * 8);
	if (r.failed)
		return NULL;
	if (canonical.len != written.len || memcmp(canonical.data, written.s, written.len) != 0)
	{
		csq_read_fail(&r, "The specification is not in canonical form.");
		return NULL;
	}
	n = npieces * csq_sketch_piece_words((uint32_t) spec->rule.nsteps);
	words = csq_alloc((n + 1) * sizeof *words);
	for (size_t i = 0; i < n; i++)
		words[i] = (int64_t) csq_read_u64(&r);
	if (!csq_read_end(&r))
		return NULL;
	s = build(spec, &canonical, words, npieces, err);
	if (s == NULL)
		err->code = CSQ_BINARY;
	return s;
}

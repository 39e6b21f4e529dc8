/*
 * funnel_sketch_test.c
 *		Funnel sketches: any tree of merges and folds over random periods gives the
 *		level of the whole.
 */
#include "base/core.h"
#include "funnel/funnel.h"
#include "funnel/funnel_sketch.h"

#include "host.h"
#include "base/sort.h"
#include "test.h"

#define MAX_EVENTS 40
#define MAX_CHUNKS 8

static CsqFunnelSpec *
spec_of(int nsteps, bool shared, uint64_t within, CsqBuf *text)
{
	CsqError       err;
	CsqFunnelSpec *spec;

	csq_buf_init(text);
	for (int s = 0; s < nsteps; s++)
	{
		csq_buf_printf(text, s > 0 ? " -> %c" : "%c", 'a' + s);
		if (shared && test_random_below(2))
			csq_buf_printf(text, "|%c", 'a' + (int) test_random_below(5));
	}
	if (within != CSQ_NO_LIMIT)
		csq_buf_printf(text, "; within %dus", (int) within);
	spec = csq_funnel_spec_parse(text->data, text->len, &err);
	CHECK(spec != NULL);
	csq_buf_init(text);
	csq_funnel_spec_text(spec, text);
	return spec;
}

/* Events in order of time. */
static size_t
random_hits(const CsqFunnelSpec *spec, CsqHit *hits)
{
	size_t  n = test_random_below(MAX_EVENTS + 1);
	int64_t at = 0;
	size_t  m = 0;

	for (size_t i = 0; i < n; i++)
	{
		char   label = (char) ('a' + (int) test_random_below(6));
		CsqHit h = {0};

		at += (int64_t) test_random_below(3);
		h.at = h.clock = at;
		h.steps = csq_funnel_spec_marks(spec, &label, 1, &h.stops);
		if (h.steps != 0)
			hits[m++] = h;
	}
	return m;
}

static CsqFunnelSketch *
there_and_back(const CsqFunnelSketch *s)
{
	CsqError         err;
	CsqBuf           b;
	CsqFunnelSketch *x;

	csq_buf_init(&b);
	CHECK(csq_sketch_check(s, csq_flat_size(s), &err));
	csq_sketch_write(s, &b);
	x = csq_sketch_read(b.data, b.len, &err);
	CHECK(x != NULL && csq_flat_size(x) == csq_flat_size(s) && memcmp(x, s, csq_flat_size(s)) == 0);
	CHECK(csq_sketch_read(b.data, test_random_below(b.len), &err) == NULL && err.code == CSQ_BINARY);
	return x;
}

/* Fold neighbours in a random tree. */
static CsqFunnelSketch *
tree(CsqFunnelSketch **chunk, size_t n)
{
	CsqError         err;
	size_t           cut;
	CsqFunnelSketch *s;

	if (n == 1)
		return chunk[0];
	cut = 1 + test_random_below(n - 1);
	s = csq_sketch_merge(tree(chunk, cut), tree(chunk + cut, n - cut), &err);
	CHECK(s != NULL);
	return test_random_below(2) ? csq_sketch_fold(s, &err) : s;
}

static void
one_case(int round)
{
	static const uint64_t windows[] = {CSQ_NO_LIMIT, 0, 2, 5, 9, 20};
	CsqBuf                text;
	CsqFunnelSpec *spec = spec_of(1 + (int) test_random_below(5), round % 2 == 1, windows[test_random_below(6)], &text);
	CsqHit         hits[MAX_EVENTS];
	CsqHit         copy[MAX_EVENTS];
	size_t         n = random_hits(spec, hits);
	CsqFunnelSketch *chunk[MAX_CHUNKS];
	CsqFunnelSketch *sum;
	CsqFunnelSketch *other;
	size_t           nchunks = 0;
	size_t           done = 0;
	CsqError         err;
	int              level;

	memcpy(copy, hits, sizeof copy);
	level = csq_funnel_level(&spec->rule, copy, n);
	while (nchunks < MAX_CHUNKS && (done < n || nchunks == 0))
	{
		size_t end = nchunks == MAX_CHUNKS - 1 ? n : done + test_random_below(n - done + 1);

		while (end > done && end < n && hits[end].at == hits[end - 1].at)
			end++;
		memcpy(copy, hits, sizeof copy);
		chunk[nchunks] = csq_sketch_build(spec, text.data, text.len, copy + done, end - done, &err);
		CHECK(chunk[nchunks] != NULL);
		chunk[nchunks] = there_and_back(chunk[nchunks]);
		nchunks++;
		done = end;
	}
	/* folding as one goes, in any tree of neighbours */
	sum = tree(chunk, nchunks);
	CHECK_EQ_I64(csq_sketch_level(sum, &err), level);
	other = csq_sketch_fold(sum, &err);
	CHECK_EQ_I64(csq_sketch_level(there_and_back(other), &err), level);
	/* the piece of the whole is the fold of its pieces */
	memcpy(copy, hits, sizeof copy);
	sum = csq_sketch_build(spec, text.data, text.len, copy, n, &err);
	CHECK(csq_flat_size(sum) == csq_flat_size(other) && memcmp(sum, other, csq_flat_size(sum)) == 0);
	/* any order of arrival, folded at the end */
	sum = chunk[0];
	for (size_t i = 1; i < nchunks; i++)
		sum = csq_sketch_merge(sum, chunk[i], &err);
	for (size_t i = nchunks; i > 1; i--)
	{
		size_t           j = test_random_below(i);
		CsqFunnelSketch *swap = chunk[i - 1];

		chunk[i - 1] = chunk[j];
		chunk[j] = swap;
	}
	other = chunk[0];
	for (size_t i = 1; i < nchunks; i++)
		other =
			test_random_below(2) ? csq_sketch_merge(other, chunk[i], &err) : csq_sketch_merge(chunk[i], other, &err);
	CHECK(other != NULL && csq_flat_size(sum) == csq_flat_size(other) && memcmp(sum, other, csq_flat_size(sum)) == 0);
	CHECK_EQ_I64(csq_sketch_level(other, &err), level);
}

static void
refused(const char *spec, CsqCode code)
{
	CsqError       err = {0};
	CsqFunnelSpec *s = csq_funnel_spec_parse(spec, strlen(spec), &err);

	CHECK(s != NULL);
	CHECK(csq_sketch_build(s, spec, strlen(spec), NULL, 0, &err) == NULL);
	CHECK_EQ_I64(err.code, code);
	CHECK(err.hint[0] != '\0');
}

/* A sketch of a -> b whose piece has these times: first, last, starts of levels 1 and 2, end from 1 to 2. */
static void
bad_piece(int64_t first, int64_t last, int64_t start1, int64_t start2, int64_t end)
{
	const int64_t    words[5] = {first, last, start1, start2, end};
	CsqBuf           text;
	CsqBuf           b;
	CsqFunnelSpec   *spec = spec_of(2, false, 5, &text);
	CsqHit           hit = {.at = 1, .clock = 1, .steps = 1};
	CsqError         err = {0};
	CsqFunnelSketch *s = csq_sketch_build(spec, text.data, text.len, &hit, 1, &err);

	CHECK(s != NULL && csq_sketch_piece_words(2) == 5 && csq_sketch_check(s, csq_flat_size(s), &err));
	memcpy(csq_sketch_piece(s, 0), words, sizeof words);
	CHECK(!csq_sketch_check(s, csq_flat_size(s), &err));
	CHECK_EQ_I64(err.code, CSQ_BINARY);
	csq_buf_init(&b);
	csq_sketch_write(s, &b);
	CHECK(csq_sketch_read(b.data, b.len, &err) == NULL);
	CHECK_EQ_I64(err.code, CSQ_BINARY);
}

static void
test_refused(void)
{
	CsqBuf           text;
	CsqFunnelSpec   *spec = spec_of(2, false, 5, &text);
	CsqHit           a[2] = {{.at = 1, .clock = 1, .steps = 1}, {.at = 4, .clock = 4, .steps = 2}};
	CsqHit           b[2] = {{.at = 4, .clock = 4, .steps = 1}, {.at = 6, .clock = 6, .steps = 2}};
	CsqError         err;
	CsqFunnelSketch *x = csq_sketch_build(spec, text.data, text.len, a, 2, &err);
	CsqFunnelSketch *y = csq_sketch_build(spec, text.data, text.len, b, 2, &err);

	test_section("what is refused");
	CHECK(csq_sketch_merge(x, y, &err) == NULL && err.code == CSQ_PARAM);
	CHECK(csq_sketch_merge(y, x, &err) == NULL && err.code == CSQ_PARAM);
	CHECK(csq_sketch_merge(x, x, &err) == NULL && err.code == CSQ_PARAM);
	spec = spec_of(2, false, 6, &text);
	CHECK(csq_sketch_merge(x, csq_sketch_build(spec, text.data, text.len, NULL, 0, &err), &err) == NULL &&
	      err.code == CSQ_PARAM);
	refused("a -> b[<=4h]", CSQ_UNSUPPORTED);
	refused("a -> b; ties strict", CSQ_UNSUPPORTED);
	refused("a -> b; ties seq", CSQ_UNSUPPORTED);
	refused("a -> b; order any", CSQ_UNSUPPORTED);
	refused("a -> b; order strict", CSQ_UNSUPPORTED);
	refused("a -> b; not c", CSQ_UNSUPPORTED);
	refused("a -> b? -> c", CSQ_UNSUPPORTED);
	x->npieces = UINT32_C(1) << 28; /* the limit is met before memory is touched */
	CHECK(csq_sketch_merge(x, x, &err) == NULL && err.code == CSQ_LIMIT && strstr(err.hint, "fold") != NULL);
	bad_piece(2, 1, CSQ_NO_START, CSQ_NO_START, CSQ_NO_END);
	bad_piece(INT64_MIN, 1, CSQ_NO_START, CSQ_NO_START, CSQ_NO_END);
	bad_piece(1, 1, CSQ_NO_START, 1, CSQ_NO_END);
	bad_piece(1, 1, 2, CSQ_NO_START, CSQ_NO_END);
	bad_piece(1, 1, 0, CSQ_NO_START, CSQ_NO_END);
	bad_piece(1, 1, 1, CSQ_NO_START, 2);
}

int
main(void)
{
	test_section("any tree of periods, one step per event");
	for (int i = 0; i < 24000; i += 2)
	{
		one_case(i);
		csq_host_reset();
	}
	test_section("any tree of periods, events in several steps");
	for (int i = 1; i < 24000; i += 2)
	{
		one_case(i);
		csq_host_reset();
	}
	test_refused();
	return test_done();
}

/*
 * funnel_case.c
 *		One case as a funnel needs it: appending, merging, the level, the binary form.
 *
 * See funnel_case.h for the layout.  Appending is amortised O(1) and touches one
 * or two cache lines, which is what aggregating many cases costs.  The level of a
 * plain specification is read from the sorted words (funnel_window.c), any other
 * goes the way of a journey (funnel_level.c).
 *
 * Binary: version, kind u8, key u64, number of words and of whole events u32 each,
 * words u64, whole events 3 x u64; all in order.
 */
#include "funnel/funnel_case.h"

#include "base/instant.h"
#include "base/sort.h"

#define TYPE "funnel_case"

CsqFunnelCase *
csq_funnel_case_new(uint8_t kind, uint64_t key, size_t nevents, size_t nwhole)
{
	size_t         size = sizeof(CsqFunnelCase) + nevents * sizeof(int64_t) + nwhole * sizeof(CsqWholeEvent);
	CsqFunnelCase *c =
		csq_flat_new(size < CSQ_FUNNEL_CASE_FIRST_SIZE ? CSQ_FUNNEL_CASE_FIRST_SIZE : size, CSQ_FUNNEL_CASE_VERSION);

	c->flat.kind = kind;
	c->key = key;
	return c;
}

bool
csq_funnel_case_grow(CsqFunnelCase **c, size_t nevents, size_t nwhole, CsqError *err)
{
	CsqFunnelCase *grown =
		csq_flat_room(*c, sizeof **c + (*c)->nevents * sizeof(int64_t), (*c)->nwhole * sizeof(CsqWholeEvent),
	                  nevents * sizeof(int64_t) + nwhole * sizeof(CsqWholeEvent));

	if (CSQ_UNLIKELY(grown == NULL))
		return csq_fail(err, CSQ_LIMIT, "the events of one case exceed the limit of 1 GB") ||
		       csq_detail(err, "It holds %u events already.", (*c)->nevents + (*c)->nwhole) ||
		       csq_hint(err, "Group by a finer case, or filter the rows.");
	*c = grown;
	return true;
}

bool
csq_funnel_case_add_whole(CsqFunnelCase **c, int64_t at, CsqFunnelMarks marks, CsqError *err)
{
	if (!csq_funnel_case_grow(c, 0, 1, err))
		return false;
	(*c)->nwhole++;
	*csq_funnel_case_whole(*c) = (CsqWholeEvent){at, marks};
	return true;
}

/* Is the case of this kind and key?  The same words mean something else in any other. */
static bool
same_question(const CsqFunnelCase *c, uint8_t kind, uint64_t key, CsqError *err)
{
	if (CSQ_LIKELY(c->flat.kind == kind && c->key == key))
		return true;
	if (c->flat.kind != kind)
		return csq_fail(err, CSQ_PARAM, "the events of the case were collected for %s",
		                kind == CSQ_CASE_OF_SPEC ? "window_funnel" : "a funnel_spec") ||
		       csq_detail(err,
		                  "A case of window_funnel_agg has numbered steps and its window, one of funnel_case_agg is "
		                  "read with its funnel_spec.") ||
		       csq_hint(err, kind == CSQ_CASE_OF_SPEC ? "Read it with level(state)."
		                                              : "Read it with level(state, spec) or steps(state, spec).");
	if (kind == CSQ_CASE_OF_WINDOW)
	{
		CsqBuf a;
		CsqBuf b;

		csq_buf_init(&a);
		csq_buf_init(&b);
		csq_buf_length(&a, (int64_t) c->key);
		csq_buf_length(&b, (int64_t) key);
		return csq_fail(err, CSQ_PARAM, "window_funnel states with windows %s and %s cannot be merged", a.data,
		                b.data) ||
		       csq_hint(err, "Pass the same constant for \"within\" on every row.");
	}
	return csq_fail(err, CSQ_PARAM, "the events of the case were collected for another funnel_spec") ||
	       csq_hint(
			   err,
			   "Name the same specification wherever a case is collected, merged and read; funnels chosen later need journey_agg.");
}

bool
csq_funnel_case_merge(CsqFunnelCase **into, const CsqFunnelCase *from, CsqError *err)
{
	CsqFunnelCase *c;

	if (!same_question(*into, from->flat.kind, from->key, err))
		return false;
	if (!csq_funnel_case_grow(into, from->nevents, from->nwhole, err))
		return false;
	c = *into;
	memcpy(&c->words[c->nevents], from->words, from->nevents * sizeof(int64_t));
	c->nevents += from->nevents;
	c->nwhole += from->nwhole;
	memcpy(csq_funnel_case_whole(c), csq_funnel_case_whole(from), from->nwhole * sizeof(CsqWholeEvent));
	return true;
}

/* ---- evaluation ---- */

static bool
of_no_kind(CsqError *err)
{
	return csq_stored_invalid(TYPE, err, "An event is of a kind that the specification does not have.");
}

/* The bits 0 .. n - 1. */
static uint64_t
lowest_bits(int n)
{
	return n == 64 ? UINT64_MAX : (UINT64_C(1) << n) - 1;
}

bool
csq_funnel_case_hits(const CsqFunnelCase *c, const CsqFunnelPlan *plan, uint64_t spec_hash, CsqHit **hits, size_t *n,
                     CsqError *err)
{
	const CsqWholeEvent *whole = csq_funnel_case_whole(c);
	uint64_t             steps = lowest_bits(plan->spec->rule.nsteps);
	uint64_t             stops = lowest_bits(plan->spec->rule.nstops);
	size_t               size;
	CsqHit              *h;

	if (!same_question(c, CSQ_CASE_OF_SPEC, spec_hash, err))
		return false;
	*n = (size_t) c->nevents + c->nwhole;
	if (!csq_array_size(*n, sizeof *h, &size, err))
		return csq_hint(err, "Group by a finer case, or filter the rows.");
	*hits = h = csq_alloc(size + 1);
	for (uint32_t i = 0; i < c->nevents; i++)
	{
		if (CSQ_UNLIKELY((c->words[i] & 63) >= plan->nkinds))
			return of_no_kind(err);
		*h++ = csq_funnel_hit(plan, csq_window_time(c->words[i]), (int) (c->words[i] & 63));
		csq_poll(i);
	}
	for (uint32_t i = 0; i < c->nwhole; i++)
	{
		if (CSQ_UNLIKELY((whole[i].marks.steps & ~steps) != 0 || (whole[i].marks.stops & ~stops) != 0))
			return of_no_kind(err);
		*h++ = csq_funnel_hit_of(plan, whole[i].at, whole[i].marks);
		csq_poll(i);
	}
	return true;
}

bool
csq_funnel_case_plain_level(const CsqFunnelCase *c, const CsqFunnelPlan *plan, uint64_t spec_hash, int *level)
{
	uint64_t within = plan->spec->rule.within;

	if (CSQ_UNLIKELY(!plan->plain || c->key != spec_hash))
		return false;
	*level = csq_window_unsorted_level(c->words, c->nevents, within > INT64_MAX ? INT64_MAX : (int64_t) within);
	return CSQ_LIKELY(*level <= plan->nkinds);
}

int
csq_funnel_case_window_level(const CsqFunnelCase *c, CsqError *err)
{
	if (!same_question(c, CSQ_CASE_OF_WINDOW, c->key, err))
		return CSQ_FUNNEL_FAILED;
	return csq_window_unsorted_level(c->words, c->nevents, (int64_t) c->key);
}

int
csq_funnel_case_level(const CsqFunnelCase *c, const CsqFunnelPlan *plan, uint64_t spec_hash, CsqError *err)
{
	CsqHit *hits;
	size_t  n;
	int     level;

	if (plan->plain && c->nwhole == 0 && c->key == spec_hash && c->flat.kind == CSQ_CASE_OF_SPEC)
	{
		if (csq_funnel_case_plain_level(c, plan, spec_hash, &level))
			return level;
		of_no_kind(err);
		return CSQ_FUNNEL_FAILED;
	}
	if (!csq_funnel_case_hits(c, plan, spec_hash, &hits, &n, err))
		return CSQ_FUNNEL_FAILED;
	return csq_funnel_level(&plan->spec->rule, hits, n);
}

/* ---- checking, the binary form ---- */

bool
csq_funnel_case_check(const void *value, size_t size, CsqError *err)
{
	const CsqFunnelCase *c = value;

	if (!csq_stored_head(value, size, sizeof *c, CSQ_FUNNEL_CASE_VERSION, TYPE, err))
		return false;
	if (csq_flat_size(c) != size || (size & 7) != 0 ||
	    c->nevents * (uint64_t) 8 + c->nwhole * (uint64_t) sizeof(CsqWholeEvent) > size - sizeof *c)
		return csq_stored_invalid(TYPE, err, "Its events exceed its size.");
	if (c->flat.kind > CSQ_CASE_OF_WINDOW || c->flat.flags != 0 ||
	    (c->flat.kind == CSQ_CASE_OF_WINDOW && (c->nwhole != 0 || c->key > INT64_MAX)))
		return csq_stored_invalid(TYPE, err, "Its kind is not known, or its window is negative.");
	for (uint32_t i = 0; i < c->nwhole; i++)
	{
		if (!csq_is_instant(csq_funnel_case_whole(c)[i].at))
			return csq_stored_invalid(TYPE, err, "The time of an event is out of range.");
		csq_poll(i);
	}
	return true;
}

static int
compare_whole(const void *a, const void *b)
{
	const CsqWholeEvent *x = a;
	const CsqWholeEvent *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->marks.steps != y->marks.steps)
		return x->marks.steps < y->marks.steps ? -1 : 1;
	return (x->marks.stops > y->marks.stops) - (x->marks.stops < y->marks.stops);
}

/* In order, no slack beyond the first size. */
static CsqFunnelCase *
canonical(const CsqFunnelCase *c)
{
	CsqFunnelCase *copy = csq_funnel_case_new(c->flat.kind, c->key, c->nevents, c->nwhole);

	copy->nevents = c->nevents;
	copy->nwhole = c->nwhole;
	memcpy(copy->words, c->words, c->nevents * sizeof(int64_t));
	memcpy(csq_funnel_case_whole(copy), csq_funnel_case_whole(c), c->nwhole * sizeof(CsqWholeEvent));
	csq_window_sort(copy->words, copy->nevents);
	csq_sort(csq_funnel_case_whole(copy), copy->nwhole, sizeof(CsqWholeEvent), compare_whole);
	return copy;
}

void
csq_funnel_case_write(const CsqFunnelCase *c, CsqBuf *out)
{
	CsqFunnelCase       *s = canonical(c);
	const CsqWholeEvent *whole = csq_funnel_case_whole(s);

	csq_put_u8(out, CSQ_FUNNEL_CASE_VERSION);
	csq_put_u8(out, s->flat.kind);
	csq_put_u64(out, s->key);
	csq_put_u32(out, s->nevents);
	csq_put_u32(out, s->nwhole);
	for (uint32_t i = 0; i < s->nevents; i++)
		csq_put_u64(out, (uint64_t) s->words[i]);
	for (uint32_t i = 0; i < s->nwhole; i++)
	{
		csq_put_u64(out, (uint64_t) whole[i].at);
		csq_put_u64(out, whole[i].marks.steps);
		csq_put_u64(out, whole[i].marks.stops);
	}
}

static void
read_whole(CsqReader *r, CsqWholeEvent *whole, uint32_t n)
{
	for (uint32_t i = 0; i < n && !r->failed; i++)
	{
		whole[i].at = (int64_t) csq_read_u64(r);
		whole[i].marks.steps = csq_read_u64(r);
		whole[i].marks.stops = csq_read_u64(r);
		if (!r->failed && (!csq_is_instant(whole[i].at) || (i > 0 && compare_whole(&whole[i - 1], &whole[i]) > 0)))
			csq_read_fail(r, "Whole event %u is no instant, or out of order.", i + 1);
		csq_poll(i);
	}
}

CsqFunnelCase *
csq_funnel_case_read(const void *data, size_t len, CsqError *err)
{
	CsqReader      r;
	CsqFunnelCase *c;
	uint8_t        kind;
	uint64_t       key;
	uint32_t       n;
	uint32_t       nwhole;

	csq_reader_init(&r, data, len, TYPE, err);
	csq_read_version(&r, CSQ_FUNNEL_CASE_VERSION);
	kind = csq_read_u8(&r);
	key = csq_read_u64(&r);
	n = csq_read_count(&r, 8);
	nwhole = csq_read_count(&r, sizeof(CsqWholeEvent));
	if (!r.failed && (kind > CSQ_CASE_OF_WINDOW || (kind == CSQ_CASE_OF_WINDOW && (nwhole > 0 || key > INT64_MAX))))
		csq_read_fail(&r, "Its kind is not known, or its window is negative.");
	/* together, not each for itself: what is allocated is what was sent */
	if (!r.failed && (size_t) (r.end - r.at) != n * sizeof(int64_t) + nwhole * sizeof(CsqWholeEvent))
		csq_read_fail(&r, "The input is not as long as %u and %u events.", n, nwhole);
	if (!r.failed && n * sizeof(int64_t) + nwhole * sizeof(CsqWholeEvent) > CSQ_MAX_VALUE_SIZE - sizeof(CsqFunnelCase))
		csq_read_fail(&r, "A value exceeds 1 GB.");
	if (r.failed)
		return NULL;
	c = csq_funnel_case_new(kind, key, n, nwhole);
	for (; c->nevents < n && !r.failed; c->nevents++)
	{
		c->words[c->nevents] = (int64_t) csq_read_u64(&r);
		if (c->nevents > 0 && c->words[c->nevents - 1] > c->words[c->nevents])
			csq_read_fail(&r, "Event %u is out of order.", c->nevents + 1);
		csq_poll(c->nevents);
	}
	c->nwhole = nwhole;
	read_whole(&r, csq_funnel_case_whole(c), nwhole);
	return csq_read_end(&r) ? c : NULL;
}

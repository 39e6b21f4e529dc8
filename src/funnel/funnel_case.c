/*
 * funnel_case.c
 *		One case as a funnel needs it: appending, merging, the level, four forms.
 *
 * See funnel_case.h for the layout.  Appending is amortised O(1) and touches one
 * or two cache lines, which is what aggregating many cases costs.  The level of a
 * plain specification is read from the sorted words (window_core.c), any other
 * goes the way of a journey (funnel_core.c).
 */
#include "funnel/funnel_case.h"

#include "base/instant.h"
#include "base/sort.h"

CsqFunnelCase *
csq_funnel_case_new(uint64_t spec_hash, size_t nevents, size_t nwhole)
{
	size_t         size = sizeof(CsqFunnelCase) + nevents * sizeof(int64_t) + nwhole * sizeof(CsqWholeEvent);
	CsqFunnelCase *c =
		csq_flat_new(size < CSQ_FUNNEL_CASE_FIRST_SIZE ? CSQ_FUNNEL_CASE_FIRST_SIZE : size, CSQ_FUNNEL_CASE_VERSION);

	c->spec_hash = spec_hash;
	return c;
}

bool
csq_funnel_case_room(CsqFunnelCase **c, size_t nevents, size_t nwhole, CsqError *err)
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
	if (!csq_funnel_case_room(c, 0, 1, err))
		return false;
	(*c)->nwhole++;
	*csq_funnel_case_whole(*c) = (CsqWholeEvent){at, marks};
	return true;
}

static bool
other_spec(CsqError *err)
{
	return csq_fail(err, CSQ_PARAM, "the events of the case were collected for another funnel_spec") ||
	       csq_hint(
			   err,
			   "Name the same specification wherever a case is collected, merged and read; funnels chosen later need journey_agg.");
}

bool
csq_funnel_case_merge(CsqFunnelCase **into, const CsqFunnelCase *from, CsqError *err)
{
	CsqFunnelCase *c;

	if ((*into)->spec_hash != from->spec_hash)
		return other_spec(err);
	if (!csq_funnel_case_room(into, from->nevents, from->nwhole, err))
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
	return csq_fail(err, CSQ_DATA, "invalid funnel_case") ||
	       csq_detail(err, "An event is of a kind that the specification does not have.");
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

	if (c->spec_hash != spec_hash)
		return other_spec(err);
	*n = (size_t) c->nevents + c->nwhole;
	if (!csq_array_size(*n, sizeof *h, &size, err))
		return csq_hint(err, "Group by a finer case, or filter the rows.");
	*hits = h = csq_alloc(size + 1);
	for (uint32_t i = 0; i < c->nevents; i++)
	{
		if (CSQ_UNLIKELY((c->words[i] & 63) >= plan->nkinds))
			return of_no_kind(err);
		*h++ = csq_funnel_hit(plan, csq_window_time(c->words[i]), (int) (c->words[i] & 63));
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	for (uint32_t i = 0; i < c->nwhole; i++)
	{
		if (CSQ_UNLIKELY((whole[i].marks.steps & ~steps) != 0 || (whole[i].marks.stops & ~stops) != 0))
			return of_no_kind(err);
		*h++ = csq_funnel_hit_of(plan, whole[i].at, whole[i].marks);
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	return true;
}

static int
plain_level(const CsqFunnelCase *c, const CsqFunnelPlan *plan, CsqError *err)
{
	uint64_t within = plan->spec->rule.within;
	int      level = csq_window_unsorted_level(c->words, c->nevents, within > INT64_MAX ? INT64_MAX : (int64_t) within);

	if (CSQ_LIKELY(level <= plan->nkinds))
		return level;
	of_no_kind(err);
	return CSQ_FUNNEL_FAILED;
}

int
csq_funnel_case_level(const CsqFunnelCase *c, const CsqFunnelPlan *plan, uint64_t spec_hash, CsqError *err)
{
	CsqHit *hits;
	size_t  n;

	if (CSQ_LIKELY(plan->plain && c->nwhole == 0 && c->spec_hash == spec_hash))
		return plain_level(c, plan, err);
	if (!csq_funnel_case_hits(c, plan, spec_hash, &hits, &n, err))
		return CSQ_FUNNEL_FAILED;
	return csq_funnel_level(&plan->spec->rule, hits, n);
}

/* ---- checking, text and binary ---- */

bool
csq_funnel_case_check(const void *value, size_t size, CsqError *err)
{
	const CsqFunnelCase *c = value;
	bool                 good = size >= sizeof *c && csq_flat_size(c) == size && (size & 7) == 0 &&
	            c->flat.version == CSQ_FUNNEL_CASE_VERSION && c->flat.kind == 0 && c->flat.flags == 0 &&
	            c->nevents * (uint64_t) 8 + c->nwhole * (uint64_t) sizeof(CsqWholeEvent) <= size - sizeof *c;

	for (uint32_t i = 0; good && i < c->nwhole; i++)
	{
		good = csq_is_instant(csq_funnel_case_whole(c)[i].at);
		if (CSQ_UNLIKELY((i & 0xFFFF) == 0xFFFF))
			csq_check_interrupts();
	}
	if (!good)
		return csq_fail(err, CSQ_DATA, "invalid funnel_case") ||
		       csq_hint(err, "If it was written by a newer version of csq, upgrade the library on this server.");
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
	CsqFunnelCase *copy = csq_funnel_case_new(c->spec_hash, c->nevents, c->nwhole);

	copy->nevents = c->nevents;
	copy->nwhole = c->nwhole;
	memcpy(copy->words, c->words, c->nevents * sizeof(int64_t));
	memcpy(csq_funnel_case_whole(copy), csq_funnel_case_whole(c), c->nwhole * sizeof(CsqWholeEvent));
	csq_window_sort(copy->words, copy->nevents);
	csq_sort(csq_funnel_case_whole(copy), copy->nwhole, sizeof(CsqWholeEvent), compare_whole);
	return copy;
}

static void
put_event(CsqBuf *out, bool first, int64_t at, int64_t mark)
{
	csq_buf_str(out, first ? "[\"" : ",[\"");
	csq_buf_instant(out, at);
	csq_buf_str(out, "\",");
	csq_buf_i64(out, mark);
}

void
csq_funnel_case_text(const CsqFunnelCase *c, CsqBuf *out)
{
	CsqFunnelCase       *s = canonical(c);
	const CsqWholeEvent *whole = csq_funnel_case_whole(s);

	csq_buf_str(out, "{\"v\":1,\"spec_hash\":");
	csq_buf_i64(out, (int64_t) s->spec_hash);
	csq_buf_str(out, ",\"events\":[");
	for (uint32_t i = 0; i < s->nevents; i++)
	{
		put_event(out, i == 0, csq_window_time(s->words[i]), (s->words[i] & 63) + 1);
		csq_buf_char(out, ']');
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	csq_buf_str(out, s->nwhole > 0 ? "],\"whole\":[" : "]");
	for (uint32_t i = 0; i < s->nwhole; i++)
	{
		put_event(out, i == 0, whole[i].at, (int64_t) whole[i].marks.steps);
		csq_buf_char(out, ',');
		csq_buf_i64(out, (int64_t) whole[i].marks.stops);
		csq_buf_char(out, ']');
		if (CSQ_UNLIKELY((i & 0xFFF) == 0xFFF))
			csq_check_interrupts();
	}
	csq_buf_str(out, s->nwhole > 0 ? "]}" : "}");
}

/* ["2026-01-05T09:00:00Z", kind], or with three items [..., steps, stops] for a whole event. */
static bool
parse_event(CsqJson *json, CsqFunnelCase **c, bool whole)
{
	CsqText t = {"", 0};
	int64_t at = 0;
	int64_t mark = 0;
	int64_t stops = 0;

	csq_json_open(json, '[');
	if (csq_json_item(json))
		t = csq_json_string(json);
	if (csq_json_item(json))
		mark = csq_json_i64(json);
	if (whole && csq_json_item(json))
		stops = csq_json_i64(json);
	if (csq_json_item(json))
		return csq_json_fail(json,
		                     whole ? "An event is a time, steps and exclusions." : "An event is a time and a kind.");
	if (json->failed)
		return false;
	if (!csq_parse_instant(t.s, t.len, &at) || (!whole && (at < CSQ_WINDOW_MIN_AT || at >= CSQ_WINDOW_END_AT)))
		return csq_json_fail(json, "\"%s\" is not an instant, or too far away.", csq_quoted(t.s, t.len).s);
	if (whole)
		return csq_funnel_case_add_whole(c, at, (CsqFunnelMarks){(uint64_t) mark, (uint64_t) stops}, json->err);
	if (mark < 1 || mark > CSQ_FUNNEL_MAX_KINDS)
		return csq_json_fail(json, "A kind is a number from 1 to %d.", CSQ_FUNNEL_MAX_KINDS);
	if (!csq_funnel_case_room(c, 1, 0, json->err))
		return false;
	(*c)->words[(*c)->nevents++] = csq_window_pack(at, (int) mark);
	return true;
}

static bool
parse_events(CsqJson *json, CsqFunnelCase **c, bool whole)
{
	csq_json_open(json, '[');
	while (csq_json_item(json))
		if (!parse_event(json, c, whole))
			return false;
	return true;
}

CsqFunnelCase *
csq_funnel_case_parse(const char *text, size_t len, CsqError *err)
{
	CsqFunnelCase *c = csq_funnel_case_new(0, 0, 0);
	CsqJson        json;
	CsqText        key;
	bool           seen[4] = {false, false, false, false};

	csq_json_init(&json, text, len, "funnel_case", err);
	csq_json_open(&json, '{');
	while (csq_json_key(&json, &key))
	{
		if (csq_json_is(&key, "v") && !seen[0])
		{
			csq_json_version(&json, CSQ_FUNNEL_CASE_VERSION);
			seen[0] = true;
		}
		else if (csq_json_is(&key, "spec_hash") && !seen[1])
		{
			c->spec_hash = (uint64_t) csq_json_i64(&json);
			seen[1] = true;
		}
		else if (csq_json_is(&key, "events") && !seen[2])
		{
			if (!parse_events(&json, &c, false))
				return NULL;
			seen[2] = true;
		}
		else if (csq_json_is(&key, "whole") && !seen[3])
		{
			if (!parse_events(&json, &c, true))
				return NULL;
			seen[3] = true;
		}
		else
			csq_json_unknown(&json, &key);
	}
	if (!json.failed && !(seen[0] && seen[1] && seen[2]))
		csq_json_fail(&json, "The keys \"v\", \"spec_hash\" and \"events\" are needed, each once.");
	return csq_json_end(&json) ? canonical(c) : NULL;
}

/* Binary: version u8, hash u64, number of words and of whole events u32 each, words u64, whole events 3 x u64. */
void
csq_funnel_case_write(const CsqFunnelCase *c, CsqBuf *out)
{
	CsqFunnelCase       *s = canonical(c);
	const CsqWholeEvent *whole = csq_funnel_case_whole(s);

	csq_put_u8(out, CSQ_FUNNEL_CASE_VERSION);
	csq_put_u64(out, s->spec_hash);
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
	}
}

CsqFunnelCase *
csq_funnel_case_read(const void *data, size_t len, CsqError *err)
{
	CsqReader      r;
	CsqFunnelCase *c;
	uint8_t        version;
	uint64_t       hash;
	uint32_t       n;
	uint32_t       nwhole;

	csq_reader_init(&r, data, len, "funnel_case", err);
	version = csq_read_u8(&r);
	hash = csq_read_u64(&r);
	n = csq_read_count(&r, 8);
	nwhole = csq_read_count(&r, sizeof(CsqWholeEvent));
	if (!r.failed && version != CSQ_FUNNEL_CASE_VERSION)
		csq_read_fail(&r, "Version %u is not known to this version of csq.", version);
	/* together, not each for itself: what is allocated is what was sent */
	if (!r.failed && (size_t) (r.end - r.at) != n * sizeof(int64_t) + nwhole * sizeof(CsqWholeEvent))
		csq_read_fail(&r, "The input is not as long as %u and %u events.", n, nwhole);
	if (!r.failed && n * sizeof(int64_t) + nwhole * sizeof(CsqWholeEvent) > CSQ_MAX_VALUE_SIZE - sizeof(CsqFunnelCase))
		csq_read_fail(&r, "A value exceeds 1 GB.");
	if (r.failed)
		return NULL;
	c = csq_funnel_case_new(hash, n, nwhole);
	for (; c->nevents < n && !r.failed; c->nevents++)
	{
		c->words[c->nevents] = (int64_t) csq_read_u64(&r);
		if (c->nevents > 0 && c->words[c->nevents - 1] > c->words[c->nevents])
			csq_read_fail(&r, "Event %u is out of order.", c->nevents + 1);
	}
	c->nwhole = nwhole;
	read_whole(&r, csq_funnel_case_whole(c), nwhole);
	return csq_read_end(&r) ? c : NULL;
}

/*
 * funnel_shared.c
 *		The level and the events of a funnel from the words of journeys that share their labels.
 *
 * A word of a shared journey is its time above the number of its kind, an activity and
 * a channel; a word of a case (funnel_case.h) its time above its step.  Where the
 * specification is plain, and no kind is in several steps, one becomes the other by a
 * look into a table of a byte for each kind, and the level is that of the case.  Any
 * other specification gets its events as from a journey (funnel_hits.c).
 *
 * Kinds are only ever added to a dictionary, and it has a number that no other has: what
 * is known of them is right for as long as the number is the same.
 *
 * A specification with "same" is not for this: values and channels are told apart by
 * what is in the journey.
 *
 * Cost: O(kinds) look-ups for a dictionary, then that of the level.
 */
#include "funnel/funnel_shared.h"

#include "base/labels.h"
#include "funnel/funnel_detail.h"
#include "funnel/funnel_events.h"

#define ON_STACK 64
#define NO_STEP  255

struct CsqFunnelKinds
{
	const CsqFunnelSpec *spec;
	uint64_t             dictionary;
	uint32_t             n;
	bool                 plain;                   /* the evaluation of words serves */
	uint8_t              step[CSQ_SHARED_KINDS];  /* then: the step - 1, or NO_STEP */
	CsqFunnelMarks       marks[CSQ_SHARED_KINDS]; /* of the kind's activity */
};

/* Is the specification plain, as long as no event is in several of its steps? */
static bool
is_plain(const CsqFunnelSpec *spec)
{
	CsqFunnelPlan plan;
	CsqError      err;

	return csq_funnel_plan(spec, &plan, &err) && plan.plain;
}

CsqFunnelKinds *
csq_funnel_kinds_new(const CsqFunnelSpec *spec)
{
	CsqFunnelKinds *k;

	if (spec->rule.same != CSQ_SAME_NONE)
		return NULL;
	k = csq_alloc(sizeof *k);
	k->spec = spec;
	k->dictionary = 0;
	k->n = 0;
	k->plain = false;
	return k;
}

/* The kinds that are new. */
static void
learn(CsqFunnelKinds *k, const CsqSharedLabels *l)
{
	if (k->dictionary != l->id)
	{
		k->dictionary = l->id;
		k->n = 0;
		k->plain = is_plain(k->spec);
	}
	for (; k->n < l->nkinds; k->n++)
	{
		const CsqSharedLabel *label = &l->labels[l->kinds[k->n].activity];
		CsqFunnelMarks       *m = &k->marks[k->n];

		m->steps = csq_funnel_spec_marks(k->spec, label->bytes, label->len, &m->stops);
		k->plain &= (m->steps & (m->steps - 1)) == 0;
		k->step[k->n] = m->steps == 0 ? NO_STEP : (uint8_t) __builtin_ctzll(m->steps);
	}
}

static inline void
know(CsqFunnelKinds *k, const CsqSharedLabels *l)
{
	if (CSQ_UNLIKELY(k->dictionary != l->id || k->n != l->nkinds))
		learn(k, l);
}

bool
csq_funnel_shared_hits(CsqFunnelKinds *k, const CsqSharedLabels *l, const CsqSharedEvents *e, CsqHit **hits, size_t *n,
                       CsqError *err)
{
	bool    by_seq = k->spec->rule.ties == CSQ_TIES_SEQ;
	bool    keeps_all = k->spec->rule.keeps_all;
	size_t  step = e->wide ? 2 : 1;
	size_t  size;
	CsqHit *h;

	know(k, l);
	if (!csq_array_size(e->n, sizeof *h, &size, err))
		return csq_hint(err, "Slice the journey before the funnel.");
	*hits = h = csq_alloc(size + 1);
	for (size_t i = 0; i < e->n; i++)
	{
		int64_t        word = e->words[i * step];
		CsqFunnelMarks m = k->marks[csq_shared_kind_of(word)];
		int64_t        at = csq_shared_time(word);

		if (keeps_all || (m.steps | m.stops) != 0)
			*h++ = (CsqHit){.at = at, .clock = at, .steps = m.steps, .stops = m.stops, .no_seq = by_seq};
		csq_poll(i);
	}
	*n = (size_t) (h - *hits);
	return true;
}

/*
 * The level of a few events, each later than the one before, where the first chain is within the window
 * (funnel_window.c): nothing has to become anything else.  Else false.
 */
static inline bool
first_chain(const CsqFunnelKinds *k, const CsqSharedEvents *e, int *level)
{
	int64_t at[CSQ_FUNNEL_MAX_STEPS + 1]; /* of each step; what lies at the level is written over until it is taken */
	int64_t before = INT64_MIN;
	size_t  step = e->wide ? 2 : 1;
	int     up = 0;
	bool    rising = true;

	for (size_t i = 0; i < e->n; i++)
	{
		int64_t word = e->words[i * step];
		int64_t t = csq_shared_time(word);

		rising &= t > before;
		before = at[up] = t;
		up += k->step[csq_shared_kind_of(word)] == up;
	}
	*level = up;
	return rising && (up < 2 || (uint64_t) (at[up - 1] - at[0]) <= k->spec->rule.within);
}

/* The level of words, which become those of a case. */
static int
plain_level(const CsqFunnelKinds *k, const CsqSharedEvents *e, int64_t *words)
{
	uint64_t within = k->spec->rule.within;
	size_t   step = e->wide ? 2 : 1;
	uint32_t n = 0;

	for (size_t i = 0; i < e->n; i++)
	{
		int64_t word = e->words[i * step];
		uint8_t s = k->step[csq_shared_kind_of(word)];

		words[n] = csq_window_pack(csq_shared_time(word), s + 1);
		n += s != NO_STEP;
		csq_poll(i);
	}
	return csq_window_unsorted_level(words, n, within > INT64_MAX ? INT64_MAX : (int64_t) within);
}

/* The same of many. */
static int
plain_level_of_many(const CsqFunnelKinds *k, const CsqSharedEvents *e)
{
	int64_t *words = csq_alloc(e->n * sizeof *words);
	int      level = plain_level(k, e, words);

	csq_free(words);
	return level;
}

int
csq_funnel_shared_level(CsqFunnelKinds *k, const CsqSharedLabels *l, const CsqSharedEvents *e, CsqError *err)
{
	CsqHit *hits;
	size_t  n;
	int     level;

	know(k, l);
	if (CSQ_LIKELY(k->plain))
	{
		int64_t words[ON_STACK];

		if (CSQ_UNLIKELY(e->n > ON_STACK))
			return plain_level_of_many(k, e);
		return CSQ_LIKELY(first_chain(k, e, &level)) ? level : plain_level(k, e, words);
	}
	if (!csq_funnel_shared_hits(k, l, e, &hits, &n, err))
		return CSQ_FUNNEL_FAILED;
	level = csq_funnel_level(&k->spec->rule, hits, n);
	csq_free(hits);
	return level;
}

bool
csq_funnel_shared_next(const CsqSharedLabels *l, const CsqSharedEvents *e, const CsqFunnelRule *rule, int level,
                       const int64_t *times, int64_t until, CsqText *next)
{
	int64_t last = csq_funnel_last_time(rule, level, times);
	size_t  step = e->wide ? 2 : 1;
	int64_t best = 0;
	bool    found = false;

	for (size_t i = 0; i < e->n; i++)
	{
		int64_t               word = e->words[i * step];
		int64_t               at = csq_shared_time(word);
		const CsqSharedLabel *label;
		CsqText               text;

		csq_poll(i);
		if (at <= last || at > until || (found && at > best))
			continue;
		label = &l->labels[l->kinds[csq_shared_kind_of(word)].activity];
		text = (CsqText){label->bytes, label->len};
		if (!found || at < best || csq_text_compare(&text, next) < 0)
			*next = text;
		best = at;
		found = true;
	}
	return found;
}

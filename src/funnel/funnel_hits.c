/*
 * funnel_hits.c
 *		From a journey to the events that matter to a funnel.
 *
 * Each label of the journey's dictionary is looked up in the specification once, or
 * not at all where the dictionary was met before (journey_memo.h);
 * the events then cost one array access each.  Events in no step and no exclusion
 * are dropped, unless the order is strict.
 */
#include "funnel/funnel_hits.h"

#include "base/instant.h"
#include "base/sort.h"
#include "journey/journey_memo.h"

/* What the specification says of a label. */
typedef struct Marks
{
	uint64_t steps;
	uint64_t stops;
} Marks;

/* The labels of a journey: by ref the number of each, in one array or the other, and by number its marks. */
typedef struct Labels
{
	uint32_t        max; /* the highest ref */
	const uint8_t  *remembered;
	const uint32_t *found;
	const Marks    *marks;
	void           *own; /* the marks, when they are to be freed */
} Labels;

static bool
mark(const void *spec, const CsqText *label, void *fact)
{
	Marks *m = fact;

	m->steps = csq_funnel_spec_marks(spec, label->s, label->len, &m->stops);
	return true;
}

static bool
labels_of(const CsqJourney *j, const CsqFunnelSpec *spec, Labels *l, CsqError *err)
{
	CsqKnownLabels known;
	size_t         at = 0;
	uint32_t       n = 0;
	CsqText        label;
	uint32_t       ref;
	uint32_t      *numbers;
	Marks         *marks;

	memset(l, 0, sizeof *l);
	if (spec->memo != NULL && csq_journey_memo_find(spec->memo, j, mark, spec, &known))
	{
		l->max = known.max;
		l->remembered = known.number;
		l->marks = known.facts;
		return true;
	}
	if (!csq_journey_labels(j, &numbers, err))
		return false;
	l->max = j->back / 4;
	l->found = numbers;
	l->own = marks = csq_alloc((j->nlabels + (size_t) 1) * sizeof *marks);
	l->marks = marks;
	while (csq_journey_next_label(j, &at, &label, &ref))
		(void) mark(spec, &label, &marks[++n]);
	return true;
}

static inline uint32_t
number_of(const Labels *l, uint32_t ref)
{
	if (CSQ_UNLIKELY(ref > l->max))
		return 0;
	return l->remembered != NULL ? l->remembered[ref] : l->found[ref];
}

static void
labels_done(Labels *l)
{
	if (l->own == NULL)
		return;
	csq_free(l->own);
	csq_free((void *) l->found);
}

/* Is any label in a step?  Without one there is no chain, whatever the events are. */
static bool
any_step(const Labels *l, uint32_t nlabels)
{
	uint64_t any = 0;

	for (uint32_t n = 1; n <= nlabels; n++)
		any |= l->marks[n].steps;
	return any != 0;
}

void
csq_funnel_remember(CsqFunnelSpec *spec)
{
	spec->memo = csq_journey_memo_new(sizeof(Marks));
}

/* The value of event i; false: it has none. */
static bool
value_of(const CsqJourney *j, uint32_t i, double *value)
{
	return csq_journey_value(j, i, value);
}

static int
compare_doubles(const void *a, const void *b)
{
	double x = *(const double *) a;
	double y = *(const double *) b;

	return (x > y) - (x < y);
}

/* The values of a journey, ascending, each once. */
static double *
values_of(const CsqJourney *j, uint32_t *n)
{
	double  *values = csq_alloc((j->nevents + (size_t) 1) * sizeof *values);
	uint32_t kept = 0;

	*n = 0;
	for (uint32_t i = 0; i < j->nevents; i++)
		*n += value_of(j, i, &values[*n]);
	csq_sort(values, *n, sizeof *values, compare_doubles);
	for (uint32_t i = 0; i < *n; i++)
		if (kept == 0 || values[kept - 1] != values[i])
			values[kept++] = values[i];
	*n = kept;
	return values;
}

/* What the events of a chain must have in common, as a number; 0: event i has none. */
static uint32_t
part_of(const CsqJourney *j, uint32_t i, const double *values, uint32_t n)
{
	double   value;
	uint32_t lo = 0;

	if (!value_of(j, i, &value))
		return 0;
	while (n > 1)
	{
		uint32_t half = n / 2;

		if (values[lo + half] <= value)
			lo += half;
		n -= half;
	}
	return lo + 1;
}

bool
csq_funnel_hits(const CsqJourney *j, const CsqFunnelSpec *spec, CsqHit **hits, size_t *n, CsqError *err)
{
	Labels   labels;
	size_t   size;
	bool     by_seq = spec->rule.ties == CSQ_TIES_SEQ;
	bool     keeps_all = spec->rule.keeps_all;
	CsqSame  same = spec->rule.same;
	double  *values = NULL;
	uint32_t nvalues = 0;
	CsqHit  *h;

	*n = 0;
	*hits = NULL;
	if (!labels_of(j, spec, &labels, err))
		return false;
	if (!any_step(&labels, j->nlabels))
		return true;
	if (!csq_array_size(j->nevents, sizeof *h, &size, err))
		return csq_hint(err, "Slice the journey before the funnel.");
	*hits = h = csq_alloc(size);
	if (same == CSQ_SAME_VALUE)
		values = values_of(j, &nvalues);
	for (uint32_t i = 0; i < j->nevents; i++)
	{
		int64_t     seq;
		CsqRawEvent raw = csq_journey_event(j, i, &seq);
		uint32_t    label = number_of(&labels, raw.activity & ~CSQ_HAS_SEQ);
		Marks       m;

		if (CSQ_UNLIKELY(label == 0 || !csq_is_instant(raw.at)))
			return csq_stored_invalid("journey", err, "An event has no label, or its time is out of range.");
		m = labels.marks[label];
		if (keeps_all || (m.steps | m.stops) != 0)
			*h++ = (CsqHit){raw.at,
			                raw.at,
			                by_seq ? seq : 0,
			                m.steps,
			                m.stops,
			                by_seq && !(raw.activity & CSQ_HAS_SEQ),
			                same == CSQ_SAME_NONE      ? 0
			                : same == CSQ_SAME_CHANNEL ? raw.channel
			                                           : part_of(j, i, values, nvalues)};
		csq_poll(i);
	}
	*n = (size_t) (h - *hits);
	labels_done(&labels);
	return true;
}

size_t
csq_funnel_hits_until(CsqHit *hits, size_t n, int64_t until)
{
	csq_funnel_sort(hits, n);
	while (n > 0 && hits[n - 1].at > until)
		n--;
	return n;
}

bool
csq_funnel_clock(CsqHit *hits, size_t n, const CsqCalendar *calendar, CsqError *err)
{
	bool    measured = false;
	int64_t first = 0;
	int64_t clock = 0;

	csq_funnel_sort(hits, n);
	for (size_t i = 0, end; i < n; i = end)
	{
		uint64_t steps = 0;

		for (end = i; end < n && hits[end].at == hits[i].at; end++)
			steps |= hits[end].steps;
		/* instants without a step are never measured to: they may lie where the calendar says nothing */
		if (steps != 0 && !measured)
		{
			measured = true;
			first = hits[i].at;
		}
		else if (steps != 0 && !csq_calendar_elapsed(calendar, first, hits[i].at, &clock, err))
			return false;
		for (size_t h = i; h < end; h++)
		{
			hits[h].clock = clock;
			csq_poll(h);
		}
	}
	return true;
}

/* The first instant with a step, from which the clock of a calendar counts. */
static int64_t
first_step(const CsqHit *hits, size_t n)
{
	size_t i = 0;

	while (i + 1 < n && hits[i].steps == 0)
		i++;
	return hits[i].at;
}

bool
csq_funnel_now(const CsqHit *hits, size_t n, int64_t as_of, const CsqCalendar *calendar, CsqHit *now, CsqHit *next,
               CsqError *err)
{
	CsqError none;

	*now = (CsqHit){.at = as_of, .clock = as_of};
	*next = (CsqHit){.at = as_of, .clock = as_of + 1};
	if (calendar == NULL)
		return true;
	if (!csq_calendar_elapsed(calendar, first_step(hits, n), as_of, &now->clock, err))
		return false;
	/* at the end of its validity nothing more is known of the calendar */
	if (!csq_calendar_elapsed(calendar, first_step(hits, n), as_of + 1, &next->clock, &none))
		next->clock = now->clock;
	return true;
}

/*
 * pattern_input.c
 *		Journeys as a program sees them: a number for each event, and its time.
 *
 * Without conditions the number is that of the event's label, and the program says
 * for each label which states read it.  An event with several activities, and one
 * for which some condition of the pattern does not hold, is a label of its own: the
 * program grows by a row for each set of activities, and for each of these with
 * the conditions that do not hold, as they occur in the journey.  So conditions
 * cost nothing while matching, which stays linear.
 *
 * A condition "no x within 4h" is decided by the events behind: one pass backwards
 * notes when x comes next.  When it is not known yet, as the time is not over as of
 * the instant until which events are known, it holds or not as the caller says.
 */
#include "journey/pattern.h"

#include "base/sort.h"
#include "journey/journey_memo.h"

/* ---- labels ---- */

/*
 * An event with several activities is a label of its own to the program: a set of
 * the pattern accepts it when it names one of them, a negated one when it names
 * none, and it blocks where one of them does.  So the program grows by a row for
 * each such label of the journey; without any it is used as it is.
 */
typedef struct Numbering
{
	const CsqPattern *p;
	CsqPattern       *more; /* with rows for sets, NULL = none yet */
	uint32_t          nrows;
	uint32_t          room;
	CsqError         *err;
} Numbering;

static void
grow_rows(Numbering *n)
{
	size_t            row = (size_t) n->p->words * sizeof(uint64_t);
	uint32_t          room = n->room == 0 ? n->nrows + 8 : n->room * 2;
	const CsqPattern *was = n->more != NULL ? n->more : n->p;
	CsqPattern       *is = csq_alloc(sizeof *is);

	*is = *was;
	is->accepts = csq_alloc(room * row);
	memcpy(is->accepts, was->accepts, n->nrows * row);
	is->links = csq_alloc(((size_t) is->nlinks + 1) * sizeof *is->links);
	for (int l = 0; l < is->nlinks; l++)
	{
		is->links[l] = was->links[l];
		is->links[l].blocks = csq_alloc(room);
		memcpy(is->links[l].blocks, was->links[l].blocks, n->nrows);
	}
	n->more = is;
	n->room = room;
}

/* A row for a label with several activities; its number. */
static uint32_t
add_row(Numbering *n, CsqText label)
{
	uint64_t   *row;
	CsqText     part;
	CsqPattern *p;

	if (n->nrows == n->room || n->more == NULL)
		grow_rows(n);
	p = n->more;
	row = &p->accepts[(size_t) n->nrows * (size_t) p->words];
	memcpy(row, p->accepts, (size_t) p->words * sizeof *row); /* row 0: the negated states */
	for (int l = 0; l < p->nlinks; l++)
		p->links[l].blocks[n->nrows] = false;
	while (csq_label_next_part(&label, &part))
	{
		uint32_t known = csq_pattern_label(p, &part);

		for (int w = 0; known != 0 && w < p->words; w++)
		{
			uint64_t negated = p->accepts[w];
			uint64_t reads = p->accepts[(size_t) known * (size_t) p->words + (size_t) w];

			row[w] = ((row[w] & reads) & negated) | ((row[w] | reads) & ~negated);
		}
		for (int l = 0; l < p->nlinks; l++)
			p->links[l].blocks[n->nrows] |= p->links[l].blocks[known];
	}
	return n->nrows++;
}

static bool
number_label(Numbering *n, const CsqText *label, uint16_t *number)
{
	uint32_t which = csq_label_is_set(label) ? add_row(n, *label) : csq_pattern_label(n->p, label);

	*number = (uint16_t) which;
	if (which <= UINT16_MAX)
		return true;
	return csq_fail(n->err, CSQ_LIMIT, "journey has more than 65000 different sets of activities") ||
	       csq_hint(n->err, "Look for the pattern in keep(...) of its activities, or in a slice of the journey.");
}

static Numbering
start_numbering(const CsqPattern *p, CsqError *err)
{
	return (Numbering){p, NULL, p->nlabels + 1, 0, err};
}

/* ---- conditions ---- */

/* By label of the view: is it, or one of its activities, one of these?  Absent without labels is any event. */
static bool *
among(const CsqJourneyView *view, const CsqPatternCondition *c)
{
	bool *is = csq_alloc0(view->nlabels + (size_t) 1);

	for (uint32_t i = 1; i <= view->nlabels; i++)
	{
		CsqText rest = view->labels[i];
		CsqText part;

		if (c->kind == CSQ_CONDITION_CHANNEL)
			is[i] = csq_text_find(c->labels, c->nlabels, sizeof *c->labels, &rest) < c->nlabels;
		else if (c->nlabels == 0)
			is[i] = true;
		else
			while (!is[i] && csq_label_next_part(&rest, &part))
				is[i] = csq_text_find(c->labels, c->nlabels, sizeof *c->labels, &part) < c->nlabels;
		csq_poll(i);
	}
	return is;
}

static bool
compares(CsqPatternSign sign, double a, double b)
{
	switch (sign)
	{
		case CSQ_SIGN_EQ:
			return a == b;
		case CSQ_SIGN_NE:
			return a != b;
		case CSQ_SIGN_LT:
			return a < b;
		case CSQ_SIGN_LE:
			return a <= b;
		case CSQ_SIGN_GT:
			return a > b;
		case CSQ_SIGN_GE:
			break;
	}
	return a >= b;
}

/* An absence: false where such an event comes in time; where it still may, what undecided says. */
static bool
absent(const CsqPatternFacts *f, const CsqPatternCondition *c, int64_t clock, bool comes, int64_t next, bool *waits)
{
	if (comes && (uint64_t) next - (uint64_t) clock <= c->length)
		return false;
	if (!f->as_of || (uint64_t) f->end - (uint64_t) clock > c->length)
		return true;
	*waits = true;
	return f->undecided;
}

/* Clear the bit of the guard at the events for which a condition of it does not hold. */
static void
judge(const CsqPatternFacts *f, const int64_t *clock, const CsqPatternCondition *c, uint64_t bit, uint64_t *holds,
      bool *waits)
{
	const CsqJourneyView *view = f->view;
	bool                 *is = c->kind == CSQ_CONDITION_VALUE ? NULL : among(view, c);
	bool                  comes = false;
	int64_t               next = 0;

	for (uint32_t i = view->nevents; i-- > 0;)
	{
		const CsqEvent *e = &view->events[i];
		bool            ok;

		switch (c->kind)
		{
			case CSQ_CONDITION_CHANNEL:
				ok = e->channel != 0 && is[e->channel] == (c->sign == CSQ_SIGN_EQ);
				break;
			case CSQ_CONDITION_VALUE:
				ok = e->has_value && compares(c->sign, e->value, c->number);
				break;
			default:
				ok = absent(f, c, clock[i], comes, next, waits);
				if (is[e->activity])
				{
					comes = true;
					next = clock[i];
				}
		}
		if (!ok)
			holds[i] &= ~bit;
		csq_poll(i);
	}
	if (is != NULL)
		csq_free(is);
}

/* A row of the program for events of a label for which some guards do not hold. */
typedef struct GuardedRow
{
	uint32_t row;
	uint64_t failed;
	uint32_t number;
} GuardedRow;

static uint32_t
add_guarded_row(Numbering *n, uint32_t row, uint64_t failed)
{
	CsqPattern *p;

	if (n->nrows == n->room || n->more == NULL)
		grow_rows(n);
	p = n->more;
	memcpy(&p->accepts[(size_t) n->nrows * (size_t) p->words], &p->accepts[(size_t) row * (size_t) p->words],
	       (size_t) p->words * sizeof *p->accepts);
	for (int s = 0; s < p->nstates; s++)
		if (p->states[s].guard > 0 && (failed >> (p->states[s].guard - 1) & 1))
			p->accepts[(size_t) n->nrows * (size_t) p->words + (size_t) (s / 64)] &= ~(UINT64_C(1) << (s & 63));
	for (int l = 0; l < p->nlinks; l++)
		p->links[l].blocks[n->nrows] = p->links[l].blocks[row];
	return n->nrows++;
}

/* By row: the guards of the states that read such events; what the others say makes no difference. */
static uint64_t *
guards_of_rows(const Numbering *n)
{
	const CsqPattern *p = n->more != NULL ? n->more : n->p;
	uint64_t         *guards = csq_alloc0(n->nrows * sizeof *guards);

	for (int s = 0; s < p->nstates; s++)
		for (uint32_t row = 0; p->states[s].guard > 0 && row < n->nrows; row++)
		{
			if (p->accepts[(size_t) row * (size_t) p->words + (size_t) (s / 64)] >> (s & 63) & 1)
				guards[row] |= UINT64_C(1) << (p->states[s].guard - 1);
			csq_poll(row);
		}
	return guards;
}

static bool
number_guarded(Numbering *n, const CsqPatternFacts *f, CsqPatternInput *in, uint16_t *label)
{
	const CsqPattern *p = n->p;
	size_t            size = in->n + 1;
	uint64_t         *holds = csq_alloc(size * sizeof *holds);
	uint64_t         *guards = guards_of_rows(n);
	GuardedRow       *rows = NULL;
	uint32_t          nrows = 0;
	uint32_t          room = 0;

	memset(holds, 0xFF, size * sizeof *holds);
	for (int g = 0; g < p->nguards; g++)
		for (uint32_t c = 0; c < p->guards[g].nconditions; c++)
			judge(f, in->at, &p->guards[g].conditions[c], UINT64_C(1) << g, holds, &in->waits);
	for (size_t i = 0; i < in->n; i++)
	{
		uint64_t failed = ~holds[i] & guards[label[i]];
		uint32_t r = 0;

		csq_poll(i);
		if (failed == 0)
			continue;
		while (r < nrows && (rows[r].row != label[i] || rows[r].failed != failed))
			r++;
		if (r == nrows)
		{
			if (n->nrows > UINT16_MAX || nrows == CSQ_PATTERN_MAX_KINDS)
				return csq_fail(n->err, CSQ_LIMIT, "pattern tells more than %d kinds of events apart in a journey",
				                CSQ_PATTERN_MAX_KINDS) ||
				       csq_hint(n->err, "Ask for fewer conditions at once.");
			if (nrows == room)
				csq_grow(rows, room);
			rows[nrows++] = (GuardedRow){label[i], failed, add_guarded_row(n, label[i], failed)};
		}
		label[i] = (uint16_t) rows[r].number;
	}
	csq_free(guards);
	csq_free(holds);
	return true;
}

const CsqPattern *
csq_pattern_input(const CsqPattern *p, const CsqPatternFacts *f, CsqPatternInput *in, CsqError *err)
{
	const CsqJourneyView *view = f->view;
	Numbering             n = start_numbering(p, err);
	uint16_t             *number = csq_alloc((view->nlabels + (size_t) 1) * sizeof *number);
	uint16_t             *label = csq_alloc((view->nevents + (size_t) 1) * sizeof *label);
	int64_t              *at = f->clock == NULL ? csq_alloc((view->nevents + (size_t) 1) * sizeof *at) : NULL;

	number[0] = 0;
	for (uint32_t i = 1; i <= view->nlabels; i++)
		if (!number_label(&n, &view->labels[i], &number[i]))
			return NULL;
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		label[i] = number[view->events[i].activity];
		if (at != NULL)
			at[i] = view->events[i].at;
		csq_poll(i);
	}
	csq_free(number);
	*in = (CsqPatternInput){view->nevents, label, at != NULL ? at : f->clock, false};
	if (p->nguards > 0 && !number_guarded(&n, f, in, label))
		return NULL;
	return n.more != NULL ? n.more : p;
}

/* ---- stored journeys ---- */

/* A label of several activities is a row of its own, which is made for each journey. */
static bool
number_fact(const void *p, const CsqText *label, void *fact)
{
	uint32_t which = csq_pattern_label(p, label);

	if (which > UINT16_MAX || csq_label_is_set(label))
		return false;
	*(uint16_t *) fact = (uint16_t) which;
	return true;
}

/* What the kinds of the shared dictionary that was met last are to the program. */
struct CsqPatternKinds
{
	uint64_t dictionary;
	uint32_t n;
	bool     simple; /* each is one activity */
	uint16_t number[CSQ_SHARED_KINDS];
};

void
csq_pattern_remember(CsqPattern *p)
{
	p->memo = csq_journey_memo_new(sizeof(uint16_t));
	p->kinds = csq_alloc(sizeof *p->kinds);
	p->kinds->dictionary = 0;
	p->kinds->n = 0;
}

static void
learn_kinds(const CsqPattern *p, const CsqSharedLabels *l)
{
	struct CsqPatternKinds *k = p->kinds;

	if (k->dictionary != l->id)
	{
		k->dictionary = l->id;
		k->n = 0;
		k->simple = true;
	}
	for (; k->n < l->nkinds; k->n++)
	{
		const CsqSharedLabel *label = &l->labels[l->kinds[k->n].activity];
		CsqText               text = {label->bytes, label->len};

		k->simple &= number_fact(p, &text, &k->number[k->n]);
	}
}

bool
csq_pattern_words(const CsqPattern *p, const CsqSharedLabels *l, const CsqSharedEvents *e, CsqPatternInput *in)
{
	const struct CsqPatternKinds *k = p->kinds;
	size_t                        step = e->wide ? 2 : 1;
	int64_t                       last = INT64_MIN;
	uint16_t                     *label;
	int64_t                      *at;

	if (k == NULL || p->nguards > 0)
		return false;
	if (CSQ_UNLIKELY(k->dictionary != l->id || k->n != l->nkinds))
		learn_kinds(p, l);
	if (!k->simple)
		return false;
	at = csq_alloc((e->n + (size_t) 1) * (sizeof *at + sizeof *label));
	label = (uint16_t *) (at + e->n + 1);
	for (size_t i = 0; i < e->n; i++)
	{
		int64_t word = e->words[i * step];

		at[i] = csq_shared_time(word);
		if (CSQ_UNLIKELY(at[i] <= last))
		{
			csq_free(at);
			return false;
		}
		last = at[i];
		label[i] = k->number[csq_shared_kind_of(word)];
		csq_poll(i);
	}
	*in = (CsqPatternInput){e->n, label, at, false};
	return true;
}

/* With a dictionary that was met before the events are all there is to read; false: go the long way. */
static bool
known_input(const CsqPattern *p, const CsqJourney *j, CsqPatternInput *in)
{
	size_t         size = csq_journey_event_size(j);
	CsqKnownLabels known;
	uint16_t      *label;
	int64_t       *at;
	int64_t        last = INT64_MIN;
	uint32_t       i;

	if (p->memo == NULL || !csq_journey_memo_find(p->memo, j, number_fact, p, &known))
		return false;
	at = csq_alloc((j->nevents + (size_t) 1) * (sizeof *at + sizeof *label));
	label = (uint16_t *) (at + j->nevents + 1);
	for (i = 0; i < j->nevents; i++)
	{
		CsqRawEvent raw;
		uint32_t    number = csq_known_event(j, &known, size, i, &raw);

		if (CSQ_UNLIKELY(number == 0 || raw.at <= last))
			break;
		at[i] = last = raw.at;
		label[i] = ((const uint16_t *) known.facts)[number];
		csq_poll(i);
	}
	if (i < j->nevents)
	{
		csq_free(at);
		return false;
	}
	*in = (CsqPatternInput){j->nevents, label, at, false};
	return true;
}

/*
 * Straight from the stored events, which is all there is to do when each is later
 * than the one before: no labels are ranked and nothing is sorted.
 */
static bool
ordered_input(Numbering *n, const CsqJourney *j, CsqPatternInput *in, bool *ordered)
{
	uint16_t *number;
	uint16_t *label;
	int64_t  *at;
	size_t    walk = 0;
	CsqText   text;
	uint32_t  ref;

	*ordered = true;
	if (!csq_journey_check(j, csq_flat_size(j), n->err))
		return false;
	number = csq_alloc((j->back / 4 + (size_t) 1) * sizeof *number);
	label = csq_alloc((j->nevents + (size_t) 1) * sizeof *label);
	at = csq_alloc((j->nevents + (size_t) 1) * sizeof *at);
	while (csq_journey_next_label(j, &walk, &text, &ref))
		if (!number_label(n, &text, &number[ref]))
			return false;
	for (uint32_t i = 0; i < j->nevents && *ordered; i++)
	{
		int64_t     seq;
		CsqRawEvent raw = csq_journey_event(j, i, &seq);

		label[i] = number[raw.activity & ~CSQ_HAS_SEQ];
		at[i] = raw.at;
		*ordered = i == 0 || at[i] > at[i - 1];
		csq_poll(i);
	}
	csq_free(number);
	*in = (CsqPatternInput){j->nevents, label, at, false};
	return true;
}

const CsqPattern *
csq_pattern_journey(const CsqPattern *p, const CsqJourney *j, CsqPatternInput *in, CsqError *err)
{
	Numbering      n = start_numbering(p, err);
	bool           ordered = false;
	CsqJourneyView view;

	if (p->nguards == 0)
	{
		if (known_input(p, j, in))
			return p;
		if (!ordered_input(&n, j, in, &ordered))
			return NULL;
		if (ordered)
			return n.more != NULL ? n.more : p;
	}
	if (!csq_journey_open(j, &view, err))
		return NULL;
	return csq_pattern_input(p, &(CsqPatternFacts){.view = &view}, in, err);
}

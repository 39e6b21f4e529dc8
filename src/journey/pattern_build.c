/*
 * pattern_build.c
 *		From the tree of a pattern to its program.
 *
 * In two steps.  First the textbook code (Thompson 1968): instructions that read
 * an event, and instructions that only decide.  Then the deciding ones are
 * removed: for each state the states that can come next are listed in order of
 * preference, by walking the code depth first, each instruction once (a second
 * visit without having read an event in between could only do what the first did,
 * with less preference).  What is left is a position automaton (Glushkov 1961)
 * whose edges are ordered, so that matching needs no closure and no fixpoint.
 *
 * A turn that may be left out must read an event.  Where the body could be read onto
 * nothing, its code is therefore made twice: the code proper, and a "shadow" for the
 * way from the beginning of the turn to its first event.  The shadow has no states
 * of its own (having read an event one is in the code proper) and fails at its end.
 * So there is no circle without an event, and the walk is exact.
 *
 * {n,m} is written out, which is why sizes are limited: states, instructions and
 * edges are counted while they are made.
 */
#include "journey/pattern.h"

#include "base/sort.h"

typedef enum Op
{
	OP_READ,  /* state x */
	OP_SPLIT, /* go to x, or else to y */
	OP_JUMP,  /* to x */
	OP_BEGIN,
	OP_END,
	OP_FAIL,
	OP_MATCH
} Op;

typedef struct Code
{
	Op       op;
	uint32_t x;
	uint32_t y;
} Code;

#define AT_BEGIN 1
#define AT_END   2

typedef struct Builder
{
	CsqPattern *p;
	uint32_t    ncode;
	Code       *code;
	uint32_t   *pc; /* of each state's instruction */
	uint32_t    nedges;
	int         shadow; /* next state of a shadow, -1: the code proper */
	CsqError   *err;
	/* of a walk */
	uint32_t  turn;
	uint32_t *seen_turn; /* [code] */
	uint8_t  *seen;      /* [code]: bit c = visited under condition c */
	uint32_t *stack;     /* pc << 2 | condition */
} Builder;

/* ---- labels ---- */

static void
count_labels(const CsqPatternNode *n, CsqText *out, uint32_t *count)
{
	for (uint32_t i = 0; i < n->nlabels; i++, (*count)++)
		if (out != NULL)
			out[*count] = n->labels[i];
	for (uint32_t k = 0; k < n->nkids; k++)
	{
		count_labels(n->kids[k], out, count);
		for (uint32_t i = 0; n->kind == CSQ_PATTERN_CHAIN && k + 1 < n->nkids && i < n->links[k].nlabels;
		     i++, (*count)++)
			if (out != NULL)
				out[*count] = n->links[k].labels[i];
	}
}

static void
collect_labels(CsqPattern *p, const CsqPatternTree *tree)
{
	uint32_t n = 0;

	count_labels(tree->root, NULL, &n);
	p->labels = csq_alloc((n + (size_t) 1) * sizeof *p->labels);
	n = 0;
	count_labels(tree->root, p->labels + 1, &n);
	csq_sort(p->labels + 1, n, sizeof *p->labels, csq_by_text);
	for (uint32_t i = 1; i <= n; i++)
		if (p->nlabels == 0 || !csq_text_same(&p->labels[p->nlabels], &p->labels[i]))
			p->labels[++p->nlabels] = p->labels[i];
}

/* The number of a label, 0 when the pattern does not name it. */
static uint32_t
label_number(const CsqPattern *p, const CsqText *t)
{
	uint32_t i = (uint32_t) csq_text_find(p->labels + 1, p->nlabels, sizeof *p->labels, t);

	return i < p->nlabels ? i + 1 : 0;
}

/* ---- journeys as input ---- */

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
		uint32_t known = label_number(p, &part);

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
	uint32_t which = csq_label_is_set(label) ? add_row(n, *label) : label_number(n->p, label);

	*number = (uint16_t) which;
	if (which <= UINT16_MAX)
		return true;
	return csq_fail(n->err, CSQ_LIMIT, "journey has more than 65000 different sets of activities") ||
	       csq_hint(n->err, "Look for the pattern in only(...) of its activities, or in a slice of the journey.");
}

static Numbering
start_numbering(const CsqPattern *p, CsqError *err)
{
	return (Numbering){p, NULL, p->nlabels + 1, 0, err};
}

const CsqPattern *
csq_pattern_input(const CsqPattern *p, const CsqJourneyView *view, CsqPatternInput *in, CsqError *err)
{
	Numbering n = start_numbering(p, err);
	uint16_t *number = csq_alloc((view->nlabels + (size_t) 1) * sizeof *number);
	uint16_t *label = csq_alloc((view->nevents + (size_t) 1) * sizeof *label);
	int64_t  *at = csq_alloc((view->nevents + (size_t) 1) * sizeof *at);

	number[0] = 0;
	for (uint32_t i = 1; i <= view->nlabels; i++)
		if (!number_label(&n, &view->labels[i], &number[i]))
			return NULL;
	for (uint32_t i = 0; i < view->nevents; i++)
	{
		label[i] = number[view->events[i].activity];
		at[i] = view->events[i].at;
		csq_poll(i);
	}
	csq_free(number);
	*in = (CsqPatternInput){view->nevents, label, at};
	return n.more != NULL ? n.more : p;
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
	*in = (CsqPatternInput){j->nevents, label, at};
	return true;
}

const CsqPattern *
csq_pattern_journey(const CsqPattern *p, const CsqJourney *j, CsqPatternInput *in, CsqError *err)
{
	Numbering      n = start_numbering(p, err);
	bool           ordered;
	CsqJourneyView view;

	if (!ordered_input(&n, j, in, &ordered))
		return NULL;
	if (ordered)
		return n.more != NULL ? n.more : p;
	if (!csq_journey_open(j, &view, err))
		return NULL;
	return csq_pattern_input(p, &view, in, err);
}

/* ---- code ---- */

static bool
too_big(Builder *b, const char *what, int limit)
{
	csq_fail(b->err, CSQ_LIMIT, "pattern is too large: more than %d %s", limit, what);
	csq_detail(b->err, "Repetitions {n,m} are written out, so repetitions inside repetitions multiply.");
	return csq_hint(
		b->err,
		"Use \"*\" or \"+\" where the exact number of turns does not matter, and [a b] for alternatives of one event.");
}

static bool
emit(Builder *b, Op op, uint32_t x, uint32_t y)
{
	if (b->ncode == CSQ_PATTERN_MAX_CODE)
		return too_big(b, "instructions", CSQ_PATTERN_MAX_CODE);
	b->code[b->ncode++] = (Code){op, x, y};
	return true;
}

/* A state that reads an event; what it accepts is entered by the caller. */
static bool
emit_state(Builder *b, bool passes, int link)
{
	CsqPattern *p = b->p;

	if (b->shadow >= 0)
		return emit(b, OP_READ, (uint32_t) b->shadow++, 0);
	if (p->nstates == CSQ_PATTERN_MAX_STATES)
		return too_big(b, "states", CSQ_PATTERN_MAX_STATES);
	p->states[p->nstates] = (CsqPatternState){link, passes, 0, 0};
	b->pc[p->nstates] = b->ncode;
	return emit(b, OP_READ, (uint32_t) p->nstates++, 0);
}

/*
 * accepts has words for CSQ_PATTERN_MAX_STATES while the program grows: its
 * rows are moved together at the end.
 */
#define ALL_WORDS ((CSQ_PATTERN_MAX_STATES + 63) / 64)

static void
accept(Builder *b, int state, const CsqText *labels, uint32_t n, bool negated)
{
	CsqPattern *p = b->p;
	uint64_t    bit = UINT64_C(1) << (state & 63);

	if (b->shadow >= 0)
		return;
	for (uint32_t l = 0; negated && l <= p->nlabels; l++)
		p->accepts[l * ALL_WORDS + state / 64] |= bit;
	for (uint32_t i = 0; i < n; i++)
	{
		uint64_t *word = &p->accepts[label_number(p, &labels[i]) * ALL_WORDS + state / 64];

		*word = negated ? *word & ~bit : *word | bit;
	}
}

static bool emit_node(Builder *b, const CsqPatternNode *n);

/* Make SPLIT at pc prefer the instruction behind it (or not) to the one at out. */
static void
set_split(Builder *b, uint32_t pc, bool reluctant, uint32_t in, uint32_t out)
{
	b->code[pc].x = reluctant ? out : in;
	b->code[pc].y = reluctant ? in : out;
}

/* The way from the beginning of a turn to its first event, which is read by states from this one on. */
static bool
emit_shadow(Builder *b, const CsqPatternNode *body, int state)
{
	int was = b->shadow;

	b->shadow = state;
	if (!emit_node(b, body) || !emit(b, OP_FAIL, 0, 0))
		return false;
	if (was >= 0)
		was = b->shadow;
	b->shadow = was;
	return true;
}

/*
 * A turn that may be left out, or taken again and again.  The split at its
 * beginning is left in *split; where it leads when the turn is left out is up to
 * the caller.
 */
static bool
emit_turn(Builder *b, const CsqPatternNode *body, bool again, bool reluctant, uint32_t *split)
{
	int      state = b->p->nstates;
	uint32_t jump;

	*split = b->ncode;
	if (!emit(b, OP_SPLIT, 0, 0))
		return false;
	set_split(b, *split, reluctant, b->ncode, 0);
	if (b->shadow >= 0) /* a turn never ends without an event */
		return emit_shadow(b, body, b->shadow);
	if (!emit_node(b, body))
		return false;
	if (!csq_pattern_can_be_empty(body))
		return !again || emit(b, OP_JUMP, *split, 0);
	jump = b->ncode;
	if (!emit(b, OP_JUMP, *split, 0))
		return false;
	set_split(b, *split, reluctant, b->ncode, 0);
	if (!emit_shadow(b, body, state))
		return false;
	if (!again)
		b->code[jump].x = b->ncode;
	return true;
}

/* Say of splits that leave a turn out that they go on here. */
static void
leave_here(Builder *b, const uint32_t *splits, uint32_t n, bool reluctant)
{
	for (uint32_t i = 0; i < n; i++)
		*(reluctant ? &b->code[splits[i]].x : &b->code[splits[i]].y) = b->ncode;
}

static bool
emit_repeat(Builder *b, const CsqPatternNode *n)
{
	const CsqPatternNode *body = n->kids[0];
	uint32_t              splits[CSQ_PATTERN_MAX_TURNS];
	uint32_t              nsplits = 0;
	uint32_t              last = b->ncode;

	for (uint32_t i = 0; i < n->min; i++)
	{
		last = b->ncode;
		if (!emit_node(b, body))
			return false;
	}
	if (n->max == CSQ_PATTERN_MANY && n->min > 0 && !csq_pattern_can_be_empty(body))
	{ /* the last turn is the one that is repeated */
		if (!emit(b, OP_SPLIT, 0, 0))
			return false;
		set_split(b, b->ncode - 1, n->reluctant, last, b->ncode);
		return true;
	}
	if (n->max == CSQ_PATTERN_MANY)
	{
		if (!emit_turn(b, body, true, n->reluctant, &splits[nsplits++]))
			return false;
	}
	for (uint32_t i = n->min; n->max != CSQ_PATTERN_MANY && i < n->max; i++)
		if (!emit_turn(b, body, false, n->reluctant, &splits[nsplits++]))
			return false;
	leave_here(b, splits, nsplits, n->reluctant);
	return true;
}

/* Alternatives that are single events make one state. */
static bool
emit_alt(Builder *b, const CsqPatternNode *n)
{
	bool     labels = true;
	uint32_t last = UINT32_MAX;

	for (uint32_t i = 0; i < n->nkids; i++)
		labels &= n->kids[i]->kind == CSQ_PATTERN_SET && !n->kids[i]->negated;
	if (labels)
	{
		if (!emit_state(b, false, -1))
			return false;
		for (uint32_t i = 0; i < n->nkids; i++)
			accept(b, b->p->nstates - 1, n->kids[i]->labels, n->kids[i]->nlabels, false);
		return true;
	}
	for (uint32_t i = 0; i + 1 < n->nkids; i++)
	{
		uint32_t split = b->ncode;

		if (!emit(b, OP_SPLIT, split + 1, 0) || !emit_node(b, n->kids[i]) || !emit(b, OP_JUMP, last, 0))
			return false;
		last = b->ncode - 1; /* the jumps form a list until their target is known */
		b->code[split].y = b->ncode;
	}
	if (!emit_node(b, n->kids[n->nkids - 1]))
		return false;
	while (last != UINT32_MAX)
	{
		uint32_t before = b->code[last].x;

		b->code[last].x = b->ncode;
		last = before;
	}
	return true;
}

static bool
emit_link(Builder *b, const CsqPatternLink *link)
{
	CsqPattern   *p = b->p;
	CsqTimedLink *timed;
	uint32_t      loop = b->ncode;

	if (!link->timed)
	{
		if (!emit(b, OP_SPLIT, 0, loop + 1) || !emit_state(b, true, -1) || !emit(b, OP_JUMP, loop, 0))
			return false;
		accept(b, p->nstates - 1, link->labels, link->nlabels, true);
		b->code[loop].x = b->ncode;
		return true;
	}
	if (!emit_state(b, true, p->nlinks))
		return false;
	if (b->shadow >= 0)
		return true;
	csq_resize(p->links, (size_t) p->nlinks + 1);
	timed = &p->links[p->nlinks++];
	*timed = (CsqTimedLink){link->min, link->max, p->nstates - 1, csq_alloc0(p->nlabels + (size_t) 1)};
	for (uint32_t i = 0; i < link->nlabels; i++)
		timed->blocks[label_number(p, &link->labels[i])] = true;
	return true;
}

static bool
emit_node(Builder *b, const CsqPatternNode *n)
{
	csq_check_interrupts();
	switch (n->kind)
	{
		case CSQ_PATTERN_SET:
			if (!emit_state(b, false, -1))
				return false;
			accept(b, b->p->nstates - 1, n->labels, n->nlabels, n->negated);
			return true;
		case CSQ_PATTERN_BEGIN:
			return emit(b, OP_BEGIN, 0, 0);
		case CSQ_PATTERN_END:
			return emit(b, OP_END, 0, 0);
		case CSQ_PATTERN_REPEAT:
			return emit_repeat(b, n);
		case CSQ_PATTERN_ALT:
			return emit_alt(b, n);
		case CSQ_PATTERN_SEQ:
		case CSQ_PATTERN_CHAIN:
			break;
	}
	for (uint32_t i = 0; i < n->nkids; i++)
	{
		if (i > 0 && n->kind == CSQ_PATTERN_CHAIN && !emit_link(b, &n->links[i - 1]))
			return false;
		if (!emit_node(b, n->kids[i]))
			return false;
	}
	return true;
}

/* ---- edges ---- */

/*
 * An edge is kept if it can be taken: behind an event there is no first event any
 * more, an event cannot be read at the end, and a match holds an event.
 */
static bool
add_edge(Builder *b, int from, uint32_t to, int condition)
{
	CsqPattern *p = b->p;
	bool        start = from == p->nstates;
	bool        match = to == CSQ_PATTERN_MATCH;

	if ((!start && (condition & AT_BEGIN)) || (!match && (condition & AT_END)) || (start && match))
		return true;
	if (b->nedges == CSQ_PATTERN_MAX_EDGES)
		return too_big(b, "links between states", CSQ_PATTERN_MAX_EDGES);
	p->edges[b->nedges++] = (CsqPatternEdge){(uint16_t) to, condition != 0};
	p->states[from].nedges++;
	return true;
}

/* Mark as visited under a condition; false if it was, under this or a weaker one. */
static bool
visit(Builder *b, uint32_t pc, uint32_t condition)
{
	static const uint8_t weaker[4] = {1 << 0, 1 << 0 | 1 << 1, 1 << 0 | 1 << 2, 0xF};

	if (b->seen_turn[pc] != b->turn)
	{
		b->seen_turn[pc] = b->turn;
		b->seen[pc] = 0;
	}
	if (b->seen[pc] & weaker[condition])
		return false;
	b->seen[pc] |= (uint8_t) (1 << condition);
	return true;
}

/* The edges of a state: what can be reached from an instruction without reading. */
static bool
walk(Builder *b, int from, uint32_t pc)
{
	uint32_t depth = 0;

	b->p->states[from].first = b->nedges;
	b->turn++;
	b->stack[depth++] = pc << 2;
	csq_check_interrupts();
	while (depth > 0)
	{
		uint32_t    condition = b->stack[--depth] & 3;
		uint32_t    at = b->stack[depth] >> 2;
		const Code *c = &b->code[at];

		if (!visit(b, at, condition))
			continue;
		switch (c->op)
		{
			case OP_READ:
			case OP_MATCH:
				if (!add_edge(b, from, c->op == OP_MATCH ? CSQ_PATTERN_MATCH : c->x, (int) condition))
					return false;
				break;
			case OP_SPLIT:
				b->stack[depth++] = c->y << 2 | condition;
				b->stack[depth++] = c->x << 2 | condition;
				break;
			case OP_JUMP:
				b->stack[depth++] = c->x << 2 | condition;
				break;
			case OP_FAIL:
				break;
			case OP_BEGIN:
				b->stack[depth++] = (at + 1) << 2 | condition | AT_BEGIN;
				break;
			case OP_END:
				b->stack[depth++] = (at + 1) << 2 | condition | AT_END;
				break;
		}
	}
	return true;
}

static bool
link_states(Builder *b)
{
	CsqPattern *p = b->p;

	p->edges = csq_alloc(CSQ_PATTERN_MAX_EDGES * sizeof *p->edges);
	b->seen_turn = csq_alloc0(b->ncode * sizeof *b->seen_turn);
	b->seen = csq_alloc0(b->ncode);
	b->stack = csq_alloc((b->ncode * (size_t) 8 + 8) * sizeof *b->stack);
	for (int s = 0; s < p->nstates; s++)
		if (!walk(b, s, b->pc[s] + 1))
			return false;
	p->states[p->nstates] = (CsqPatternState){-1, false, 0, 0};
	if (!walk(b, p->nstates, 0))
		return false;
	csq_resize(p->edges, b->nedges + (size_t) 1);
	csq_free(b->seen_turn);
	csq_free(b->seen);
	csq_free(b->stack);
	return true;
}

/* ---- the whole ---- */

/* States as bits of a word, for matching without time. */
static void
make_small(CsqPattern *p)
{
	p->small = p->nstates <= 64 && p->nlinks == 0 && p->within == CSQ_NO_LIMIT;
	for (int s = 0; p->small && s <= p->nstates; s++)
		for (uint32_t i = 0; i < p->states[s].nedges; i++)
		{
			const CsqPatternEdge *e = &p->edges[p->states[s].first + i];

			if (e->to == CSQ_PATTERN_MATCH)
				*(e->bound ? &p->final_end : &p->final) |= UINT64_C(1) << s;
			else
				*(s < p->nstates ? &p->follow[s] : e->bound ? &p->start_begin : &p->start) |= UINT64_C(1) << e->to;
		}
}

/* Rows of accepts moved together. */
static void
shrink(CsqPattern *p)
{
	p->words = (p->nstates + 63) / 64;
	for (uint32_t l = 0; l <= p->nlabels; l++)
		memmove(&p->accepts[l * (size_t) p->words], &p->accepts[l * (size_t) ALL_WORDS], (size_t) p->words * 8);
	p->accepts = csq_realloc(p->accepts, (p->nlabels + (size_t) 1) * (size_t) p->words * 8 + 8);
	csq_resize(p->states, (size_t) p->nstates + 1);
}

CsqPattern *
csq_pattern_build(const CsqPatternTree *tree, CsqError *err)
{
	CsqPattern *p = csq_alloc0(sizeof *p);
	Builder     b = {0};

	b.p = p;
	b.err = err;
	b.shadow = -1;
	p->within = tree->within;
	collect_labels(p, tree);
	if (p->nlabels > CSQ_PATTERN_MAX_STATES)
	{
		too_big(&b, "labels", CSQ_PATTERN_MAX_STATES);
		return NULL;
	}
	p->states = csq_alloc((CSQ_PATTERN_MAX_STATES + 1) * sizeof *p->states);
	p->accepts = csq_alloc0((p->nlabels + (size_t) 1) * ALL_WORDS * 8);
	b.code = csq_alloc(CSQ_PATTERN_MAX_CODE * sizeof *b.code);
	b.pc = csq_alloc(CSQ_PATTERN_MAX_STATES * sizeof *b.pc);
	if (!emit_node(&b, tree->root) || !emit(&b, OP_MATCH, 0, 0) || !link_states(&b))
		return NULL;
	csq_free(b.code);
	csq_free(b.pc);
	shrink(p);
	make_small(p);
	return p;
}

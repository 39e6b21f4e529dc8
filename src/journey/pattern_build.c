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
count_absent(const CsqPatternNode *n, CsqText *out, uint32_t *count)
{
	for (uint32_t c = 0; c < n->nconditions; c++)
		for (uint32_t i = 0; n->conditions[c].kind == CSQ_CONDITION_ABSENT && i < n->conditions[c].nlabels;
		     i++, (*count)++)
			if (out != NULL)
				out[*count] = n->conditions[c].labels[i];
	for (uint32_t k = 0; k < n->nkids; k++)
		count_absent(n->kids[k], out, count);
}

CsqText *
csq_pattern_activities(const CsqPatternTree *tree, uint32_t *n)
{
	CsqText *out;
	uint32_t kept = 0;

	*n = 0;
	count_labels(tree->root, NULL, n);
	count_absent(tree->root, NULL, n);
	out = csq_alloc((*n + (size_t) 1) * sizeof *out);
	*n = 0;
	count_labels(tree->root, out, n);
	count_absent(tree->root, out, n);
	csq_sort(out, *n, sizeof *out, csq_by_text);
	for (uint32_t i = 0; i < *n; i++)
		if (kept == 0 || !csq_text_same(&out[kept - 1], &out[i]))
			out[kept++] = out[i];
	*n = kept;
	return out;
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

uint32_t
csq_pattern_label(const CsqPattern *p, const CsqText *t)
{
	uint32_t i = (uint32_t) csq_text_find(p->labels + 1, p->nlabels, sizeof *p->labels, t);

	return i < p->nlabels ? i + 1 : 0;
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
	p->states[p->nstates] = (CsqPatternState){link, passes, 0, 0, 0};
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
		uint64_t *word = &p->accepts[csq_pattern_label(p, &labels[i]) * ALL_WORDS + state / 64];

		*word = negated ? *word & ~bit : *word | bit;
	}
}

/* The state that was emitted last reads only events that fulfil the conditions of the node. */
static bool
guard(Builder *b, const CsqPatternNode *n)
{
	CsqPattern *p = b->p;
	int         g = 0;

	if (n->nconditions == 0 || b->shadow >= 0)
		return true;
	while (g < p->nguards && p->guards[g].conditions != n->conditions)
		g++; /* a node that is written out several times has one guard */
	if (g == CSQ_PATTERN_MAX_GUARDS)
		return too_big(b, "events with conditions", CSQ_PATTERN_MAX_GUARDS);
	if (g == p->nguards)
	{
		csq_resize(p->guards, (size_t) g + 1);
		p->guards[p->nguards++] = (CsqPatternGuard){n->conditions, n->nconditions};
	}
	p->states[p->nstates - 1].guard = (uint8_t) (g + 1);
	return true;
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
		labels &= n->kids[i]->kind == CSQ_PATTERN_SET && !n->kids[i]->negated && n->kids[i]->nconditions == 0;
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
		timed->blocks[csq_pattern_label(p, &link->labels[i])] = true;
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
			return guard(b, n);
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
	p->states[p->nstates] = (CsqPatternState){-1, false, 0, 0, 0};
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

/*
 * identity_names.c
 *		Who an id was, by any weight of links, for a graph that is asked row by row.
 *
 * The walk and the search of csq_identity_who() touch memory in some twenty places, each
 * of them far from the last.  Here each id has one record, found by the hash of the id,
 * that answers without another look: the id, and the names of its persons one after
 * the other, beginning with itself since it is known, and then each weight by which its
 * person got another name.
 *
 *		first[hash & mask] ...		the records of these ids, one after the other, in slots:
 *			head	mark and first bytes of the id, number of its names
 *			name	weight, name		by ascending weight; the first is the id itself
 *
 * A name of up to eight bytes lies in its slot, zeros behind it, which no id has; of a
 * longer one there is where its bytes are, behind a byte that begins no character.
 *
 * An id changes its name when its person joins one of a smaller name.  In a random
 * order that happens O(log n) times; in the worst one n times, so the lists are given
 * up when they come to more than NAMES_EACH for each id, and the walk is taken.
 * O(names) to make: the members of a person are a ring, and two rings become one by
 * changing places of their successors.
 */
#include "journey/identity.h"

#include "base/labels.h"

#define NAMES_EACH 12
#define TOGETHER   4 /* ids whose records lie together, so that first is small enough to stay in the cache */
#define LINE       64

/* One name and since which weight, or (mark, names) the head of an id's record. */
struct CsqIdentitySlot
{
	int64_t  weight;
	uint64_t name;
};

/* ---- a name in eight bytes ---- */

#define ELSEWHERE (UINT64_C(255) << 56)
#define LEN_BITS  28 /* there are no more units of four bytes in a graph; a longer id has no place here */

static uint64_t
short_name(const CsqIdentityNode *node, const CsqText *id)
{
	if (id->len <= CSQ_IDENTITY_BEGINS)
		return csq_identity_begins(id);
	return csq_be64(ELSEWHERE | (uint64_t) node->ref << LEN_BITS | id->len);
}

static CsqText
name_text(const CsqIdentity *g, const uint64_t *name)
{
	uint64_t n = csq_be64(*name);
	size_t   len = (size_t) n & ((UINT64_C(1) << LEN_BITS) - 1);

	if ((n & ELSEWHERE) != ELSEWHERE)
		return (CsqText){(const char *) name, n == 0 ? 0 : 8 - (size_t) __builtin_ctzll(n) / 8};
	n = (n & ~ELSEWHERE) >> LEN_BITS;
	return (CsqText){(const char *) g + csq_flat_size(g) - (size_t) n * 4, len};
}

/* The head of a record as a slot: mark above, number of names below; and what the id begins with. */
static struct CsqIdentitySlot
head_of(uint32_t mark, uint32_t names, uint64_t begins)
{
	return (struct CsqIdentitySlot){(int64_t) ((uint64_t) mark << 32 | names), begins};
}

/* ---- making the lists ---- */

typedef struct Rings
{
	uint32_t *next;    /* of the same person, in a ring */
	uint32_t *renamed; /* the nodes that get another name, step after step */
	uint32_t *upto;    /* of each step, where its nodes end */
	size_t    n;       /* of renamed */
	size_t    max;
} Rings;

/* All in the ring of a node have another name from now on; false when there are too many changes. */
static bool
rename_ring(Rings *r, uint32_t from)
{
	uint32_t node = from;

	do
	{
		if (r->n == r->max)
			return false;
		r->renamed[r->n++] = node;
		node = r->next[node];
		csq_poll(r->n);
	} while (node != from);
	return true;
}

/* All changes of names; false when there are too many. */
static bool
follow(Rings *r, const CsqPeople *p)
{
	for (uint32_t i = 0; i < p->nsteps; i++)
	{
		const CsqIdentityStep *step = &p->steps[i];
		uint32_t               a = step->link.a;
		uint32_t               b = step->link.b;
		uint32_t               swap;

		csq_poll(i);
		if (i + 8 < p->nsteps)
		{
			__builtin_prefetch(&r->next[step[8].link.a]);
			__builtin_prefetch(&r->next[step[8].link.b]);
		}
		r->upto[i] = (uint32_t) r->n;
		if (step->person == 0)
			continue;
		if (!rename_ring(r, step->renamed))
			return false;
		r->upto[i] = (uint32_t) r->n;
		swap = r->next[a];
		r->next[a] = r->next[b];
		r->next[b] = swap;
	}
	return true;
}

/* What the lists are made of, of each node. */
typedef struct Plan
{
	uint64_t *hash;
	uint64_t *name;
	uint32_t *at; /* first the number of its changes; then where its next name goes */
} Plan;

/* False: an id is too long for a name of eight bytes. */
static bool
plan_names(const CsqPeople *p, const Rings *r, Plan *plan)
{
	uint32_t n = p->graph->nnodes;

	plan->hash = csq_alloc(((size_t) n + 1) * sizeof *plan->hash);
	plan->name = csq_alloc0(((size_t) n + 1) * sizeof *plan->name);
	plan->at = csq_alloc0(((size_t) n + 1) * sizeof *plan->at);
	for (size_t i = 0; i < r->n; i++)
	{
		plan->at[r->renamed[i]]++;
		csq_poll(i);
	}
	for (uint32_t node = 1; node <= n; node++)
	{
		CsqText id = csq_identity_id(p->graph, node);

		if (id.len >> LEN_BITS != 0)
			return false;
		plan->hash[node] = csq_identity_hash(&id);
		plan->name[node] = short_name(csq_identity_node(p->graph, node), &id);
		csq_poll(node);
	}
	return true;
}

/* Room for each record, its head and its first name. */
static void
lay_out(const CsqPeople *p, Plan *plan, CsqIdentityNames *names)
{
	uint32_t  n = p->graph->nnodes;
	uint32_t *first = names->first;

	/* counted two places on, so that each start moves one place down to where it belongs */
	for (uint32_t node = 1; node <= n; node++)
	{
		first[(plan->hash[node] & names->mask) + 2] += plan->at[node] + 2;
		csq_poll(node);
	}
	for (uint64_t i = 2; i <= names->mask + 1; i++)
		first[i] += first[i - 1];
	for (uint32_t node = 1; node <= n; node++)
	{
		CsqText   id = csq_identity_id(p->graph, node);
		uint64_t  hash = plan->hash[node];
		uint32_t *start = &first[(hash & names->mask) + 1];
		uint32_t  count = plan->at[node] + 1;

		names->slots[*start] = head_of(csq_identity_mark(hash, &id), count, csq_identity_begins(&id));
		names->slots[*start + 1] =
			(struct CsqIdentitySlot){csq_identity_weighted(p->graph, node)->known, plan->name[node]};
		plan->at[node] = *start + 2;
		*start += count + 1;
		if (node + 16 <= n)
			__builtin_prefetch(&first[(plan->hash[node + 16] & names->mask) + 1]);
		if (node + 8 <= n)
			__builtin_prefetch(&names->slots[first[(plan->hash[node + 8] & names->mask) + 1]]);
		csq_poll(node);
	}
}

/* The changes of each step, each behind the names its node has already. */
static void
fill_in(const CsqPeople *p, const Rings *r, const Plan *plan, CsqIdentityNames *names)
{
	size_t i = 0;

	for (uint32_t k = 0; k < p->nsteps; k++)
	{
		struct CsqIdentitySlot name = {p->steps[k].link.weight, plan->name[p->steps[k].person]};

		if (k + 8 < p->nsteps)
			__builtin_prefetch(&plan->name[p->steps[k + 8].person]);
		for (; i < r->upto[k]; i++)
		{
			if (i + 16 < r->n)
				__builtin_prefetch(&plan->at[r->renamed[i + 16]]);
			if (i + 8 < r->n)
				__builtin_prefetch(&names->slots[plan->at[r->renamed[i + 8]]]);
			names->slots[plan->at[r->renamed[i]]++] = name;
			csq_poll(i);
		}
		csq_poll(k);
	}
}

static CsqIdentityNames
lists(const CsqPeople *p, const Rings *r)
{
	size_t           n = p->graph->nnodes;
	CsqIdentityNames names = {.mask = 15};
	Plan             plan;

	if (plan_names(p, r, &plan))
	{
		while ((names.mask + 1) * TOGETHER < n)
			names.mask = names.mask * 2 + 1;
		names.first = csq_alloc0((names.mask + 3) * sizeof *names.first);
		names.slots = csq_alloc((2 * n + r->n + 1) * sizeof *names.slots);
		lay_out(p, &plan, &names);
		fill_in(p, r, &plan, &names);
	}
	csq_free(plan.hash);
	csq_free(plan.name);
	csq_free(plan.at);
	return names;
}

CsqIdentityNames
csq_identity_names(const CsqPeople *p)
{
	uint32_t         n = p->graph->nnodes;
	size_t           bytes = ((size_t) n + 1) * sizeof(uint32_t);
	Rings            r = {.max = (size_t) n * (NAMES_EACH - 1)};
	CsqIdentityNames names = {NULL, 0, NULL};

	if (p->graph->flat.kind == CSQ_IDENTITY_PLAIN || (size_t) n * (NAMES_EACH + 1) > UINT32_MAX)
		return names;
	r.next = csq_alloc(bytes);
	r.renamed = csq_alloc((r.max + 1) * sizeof *r.renamed);
	r.upto = csq_alloc(((size_t) p->nsteps + 1) * sizeof *r.upto);
	for (uint32_t i = 0; i <= n; i++)
		r.next[i] = i;
	if (follow(&r, p))
		names = lists(p, &r);
	csq_free(r.next);
	csq_free(r.renamed);
	csq_free(r.upto);
	return names;
}

/* ---- reading ---- */

bool
csq_identity_name_of(const CsqIdentity *g, const CsqIdentityNames *names, const CsqText *id, int64_t weight,
                     CsqText *name)
{
	uint64_t                      hash = csq_identity_hash(id);
	uint32_t                      mark = csq_identity_mark(hash, id);
	uint64_t                      begins = csq_identity_begins(id);
	const uint32_t               *first = &names->first[hash & names->mask];
	const struct CsqIdentitySlot *s = &names->slots[first[0]];
	const struct CsqIdentitySlot *end = &names->slots[first[1]];
	const struct CsqIdentitySlot *last;

	/* all of these records at once: the place of each is in the one before */
	for (const char *line = (const char *) s + LINE; line < (const char *) end; line += LINE)
		__builtin_prefetch(line);
	for (; s < end; s += 1 + (uint32_t) s->weight)
	{
		CsqText self;

		if ((uint64_t) s->weight >> 32 != mark || s->name != begins)
			continue;
		self = name_text(g, &s[1].name);
		if (id->len <= CSQ_IDENTITY_BEGINS || csq_text_same(&self, id))
			break;
	}
	if (s >= end || s[1].weight > weight)
		return false;
	last = s + (uint32_t) s->weight;
	s++;
	while (s < last && s[1].weight <= weight)
		s++;
	*name = name_text(g, &s->name);
	return true;
}

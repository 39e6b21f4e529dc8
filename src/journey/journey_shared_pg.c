/*
 * journey_shared_pg.c
 *		States of journey_agg: objects that share their labels.
 *
 * A journey as a state takes 256 bytes at first and 512 from the sixth event or so on, most
 * of them labels that every other state has too; with a million groups in no order, an
 * aggregate's time is that of the memory it touches.  Here a state is an expanded object of
 * 256 bytes for up to 23 events: its header, and one word for each event
 * (journey_shared.h).  In a hash table of groups it stays where it was made, beside the tuple of
 * its group and what the executor keeps of it, which the row has brought into the cache already.
 * Where groups come sorted, or there is one alone, its memory is warm, and what is won is that a
 * label that every group has is compared, and not put into a dictionary once more.
 *
 * The executor knows what an expanded object is.  It keeps the pointer that the
 * transition function returns and copies nothing while that stays the same; whoever
 * takes the result (a copy of the value, a tuple, a worker's partial state) asks for its
 * flat form, which is the journey that appending would have made, byte for byte.  So
 * the result, its type and all who read it are as they were.  Whoever knows this object may
 * read its words instead (csq_shared_arg), as funnels (funnel/funnel_shared.h) and patterns do: the final
 * function hands it out.  It is there for as long as the row is.
 *
 * Rules that the executor sets, and what follows:
 *	 - The object's context must be a child of the aggregate's.  One context is that of all
 *	   states of a hash table: a context for each would cost more than is won.  It goes
 *	   when the executor empties the table, for the next part of what it spilled, or ends.
 *	 - Where groups come sorted the aggregate's memory is emptied for each, children and all: there
 *	   each object lies in a context of its own, which the memory manager keeps at hand, and
 *	   what they share in that of the call.
 *	 - A state that is replaced is deleted with its context, hence never replaced: what
 *	   does not fit words becomes a journey within the object, and grows there.
 *	 - In a window a state goes on after it was read: there it is a journey as ever; as are
 *	   the states of grouping sets that are sorted beside others in a hash table.
 *	 - Engines that spread aggregates over servers make call sites for a row: likewise.
 */
#include "postgres.h"

#include "fmgr.h"
#include "nodes/execnodes.h"
#include "utils/float.h"
#include "utils/memutils.h"

#include "journey/journey_shared_pg.h"
#include "pg/csq.h"

#define MOST_WORDS 65536 /* of a state: more are a journey, which grows by moving page tables */
#define MOST_KEPT  16384 /* bytes of a journey that are kept for who asks for it again */

StaticAssertDecl(sizeof(CsqSharedState) == 256, "a state fills what the memory manager gives out for it");

/* ---- the object ---- */

/* Of several readers of one journey each asks for its bytes, one after the other. */
static inline bool
is_kept(const CsqSharedState *s)
{
	const CsqSharedArena *a = s->arena;

	return a->kept_size != 0 && a->written == s && a->written_n == s->n;
}

/* These bytes are the state's. */
static void
keep(const CsqSharedState *s, const void *bytes, Size size)
{
	CsqSharedArena *a = s->arena;

	a->again |= a->written == s && a->written_n == s->n;
	a->kept_size = 0;
	a->written = s;
	a->written_n = s->n;
	if (!a->again || size > MOST_KEPT)
		return;
	if (a->kept == NULL)
		a->kept = MemoryContextAlloc(a->memory, MOST_KEPT);
	memcpy(a->kept, bytes, size);
	a->kept_size = (uint32) size;
}

static Size
flat_size(ExpandedObjectHeader *hdr)
{
	CsqSharedState *s = (CsqSharedState *) hdr;
	CsqSharedEvents e;

	if (s->cap == 0)
		return csq_flat_size(s->journey);
	if (is_kept(s))
		return s->arena->kept_size;
	e = csq_shared_events(s);
	s->arena->measured = s;
	s->arena->measured_n = s->n;
	return csq_shared_size(&s->arena->labels, &e);
}

static void
flatten(ExpandedObjectHeader *hdr, void *result, Size size)
{
	CsqSharedState *s = (CsqSharedState *) hdr;
	CsqSharedEvents e;

	if (s->cap == 0)
	{
		csq_journey_plain(csq_in_large_pages(result, size), s->journey);
		return;
	}
	if (is_kept(s) && s->arena->kept_size == size)
	{
		memcpy(result, s->arena->kept, size);
		return;
	}
	if (s->arena->measured != s || s->arena->measured_n != s->n)
		(void) flat_size(hdr);
	e = csq_shared_events(s);
	csq_shared_write(&s->arena->labels, &e, result, size);
	keep(s, result, size);
}

const ExpandedObjectMethods csq_shared_methods = {flat_size, flatten};

/* ---- beginning ---- */

/* What a call site keeps.  The arena of a hash table goes with that, or after the call site when a statement fails. */
typedef struct Site
{
	CsqSharedArena        *arena; /* NULL: none, or gone */
	MemoryContextCallback *told;  /* of the arena, when it goes; NULL: nobody */
	MemoryContextCallback  gone;
} Site;

static void
arena_is_gone(void *site)
{
	if (site != NULL)
	{
		((Site *) site)->arena = NULL;
		((Site *) site)->told = NULL;
	}
}

static void
site_is_gone(void *site)
{
	if (((Site *) site)->told != NULL)
		((Site *) site)->told->arg = NULL;
}

/* The memory of the aggregate's states, if it is one that hands its groups over one by one; else NULL. */
static MemoryContext
states_context(FunctionCallInfo fcinfo, bool *sorted)
{
	AggState *agg = (AggState *) fcinfo->context;

	if (agg == NULL || !IsA(agg, AggState) || agg->curaggcontext == NULL || fcinfo->flinfo == NULL ||
	    csq_called_for_aggregate(fcinfo))
		return NULL;
	*sorted = agg->hashcontext == NULL;
	/* grouping sets of which some are sorted and some hashed: only the latter */
	return *sorted || agg->curaggcontext == agg->hashcontext ? agg->curaggcontext->ecxt_per_tuple_memory : NULL;
}

static CsqSharedArena *
new_arena(FunctionCallInfo fcinfo, Site *site, MemoryContext table, bool wide)
{
	static uint64   last;
	MemoryContext   call;
	MemoryContext   context;
	MemoryContext   caller;
	CsqSharedArena *a;

	(void) csq_call_memory(fcinfo, sizeof *site, &call);
	context = AllocSetContextCreate(table != NULL ? table : call, "csq shared journeys", ALLOCSET_SMALL_SIZES);
	caller = MemoryContextSwitchTo(context);
	a = palloc0(sizeof *a);
	csq_shared_init(&a->labels);
	a->labels.id = ++last;
	a->wide = wide;
	a->memory = a->context = context;
	a->table = table;
	if (table != NULL)
	{
		MemoryContextCallback *gone = palloc0(sizeof *gone);

		gone->func = arena_is_gone;
		gone->arg = site;
		MemoryContextRegisterResetCallback(context, gone);
		site->told = gone;
		if (site->gone.func == NULL)
		{
			site->gone.func = site_is_gone;
			site->gone.arg = site;
			MemoryContextRegisterResetCallback(call, &site->gone);
		}
	}
	site->arena = a;
	MemoryContextSwitchTo(caller);
	return a;
}

/* A state in this memory, NULL when there is none of this arena. */
static CsqSharedState *
begin_in(CsqSharedArena *a, MemoryContext states, bool sorted)
{
	CsqSharedState *s;

	if (a->labels.full || a->table != (sorted ? NULL : states))
		return NULL;
	if (sorted)
		a->context = AllocSetContextCreate(states, "csq shared journey", ALLOCSET_SMALL_SIZES);
	s = MemoryContextAlloc(sorted ? a->context : states, sizeof *s);
	EOH_init_header(&s->hdr, &csq_shared_methods, a->context);
	s->n = 0;
	s->cap = CSQ_SHARED_FIRST;
	s->words = s->first;
	s->arena = a;
	/* what is known of a state that was here before is not known of this one */
	if (a->measured == s)
		a->measured = NULL;
	if (a->written == s)
		a->written = NULL;
	return s;
}

CsqSharedState *
csq_shared_begin(FunctionCallInfo fcinfo, bool wide)
{
	bool            sorted;
	MemoryContext   states = states_context(fcinfo, &sorted);
	Site           *site;
	CsqSharedArena *a;

	if (states == NULL)
		return NULL;
	site = csq_call_memory_again(fcinfo, sizeof *site);
	a = site->arena;
	if (CSQ_UNLIKELY(a == NULL))
		a = new_arena(fcinfo, site, sorted ? NULL : states, wide);
	a->far = csq_groups_are_far(fcinfo);
	return begin_in(a, states, sorted);
}

CsqSharedState *
csq_shared_begin_again(FunctionCallInfo fcinfo, CsqSharedArena *a)
{
	const AggState *agg = (const AggState *) fcinfo->context;

	if (!IsA(agg, AggState) || agg->curaggcontext == NULL)
		return NULL;
	a->far = csq_groups_are_far(fcinfo);
	return begin_in(a, agg->curaggcontext->ecxt_per_tuple_memory, agg->hashcontext == NULL);
}

/* ---- the result ---- */

/*
 * journey_shown(journey) -> journey
 *
 * Final function of journey_agg: the state.  A pointer to an object is given out as a read-only one in memory of the
 * row, which PostgreSQL 15 hands on as it is, and does not ask the object for its bytes; later ones never do.
 * NULL:    strict.
 * Cost:    O(1).
 */
PG_FUNCTION_INFO_V1(csq_journey_shown);
Datum
csq_journey_shown(PG_FUNCTION_ARGS)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);
	char           *shown;

	if (!VARATT_IS_EXTERNAL_EXPANDED_RO(arg) || fcinfo->context == NULL || !IsA(fcinfo->context, AggState))
		PG_RETURN_POINTER(arg);
	shown = palloc(EXPANDED_POINTER_SIZE);
	memcpy(shown, arg, EXPANDED_POINTER_SIZE);
	PG_RETURN_POINTER(shown);
}

/* ---- adding ---- */

/* The memory in which a state grows. */
static MemoryContext
memory_of(const CsqSharedState *s)
{
	return s->arena->table != NULL ? s->arena->table : s->hdr.eoh_context;
}

/* Room for more words. */
static void
widen(CsqSharedState *s)
{
	bool   inside = s->words == s->first;
	uint32 cap = inside ? 32 : 2 * s->cap;

	if (inside)
	{
		s->words = MemoryContextAlloc(memory_of(s), cap * sizeof *s->words);
		memcpy(s->words, s->first, sizeof s->first);
	}
	else
		s->words = repalloc(s->words, cap * sizeof *s->words);
	s->cap = cap;
}

/* From here on it is a journey that grows by itself. */
static void
become_journey(CsqSharedState *s)
{
	CsqSharedEvents e = csq_shared_events(s);
	size_t          size = flat_size(&s->hdr);
	CsqJourney     *j = MemoryContextAlloc(memory_of(s), size);

	csq_shared_write(&s->arena->labels, &e, j, size);
	j->flat.flags |= CSQ_FLAT_OWNED;
	if (s->words != s->first)
		pfree(s->words);
	s->journey = j;
	s->cap = 0;
}

static uint32
number_of(CsqSharedLabels *l, const char *s, size_t len)
{
	uint32 seen = csq_shared_seen(l, s, len);

	return seen != 0 ? seen : csq_shared_label(l, s, len);
}

/* The kind of an event, new ones included; -1: it can have none. */
static int
kind_of(CsqSharedArena *a, const CsqNewEvent *e)
{
	MemoryContext caller = MemoryContextSwitchTo(a->memory);
	uint32        activity = number_of(&a->labels, e->activity, e->activity_len);
	uint32        channel = e->channel != NULL ? number_of(&a->labels, e->channel, e->channel_len) : 0;
	int           kind = -1;

	if (activity != 0 && (channel != 0) == (e->channel != NULL))
		kind = csq_shared_kind(&a->labels, activity, channel);
	MemoryContextSwitchTo(caller);
	return kind;
}

void
csq_shared_add(CsqSharedState *s, const CsqNewEvent *e)
{
	CsqError err;

	if (s->cap != 0)
	{
		int kind = e->has_seq || (e->has_value && !s->arena->wide) ? -1 : kind_of(s->arena, e);

		if (csq_shared_add_usual(s, s->arena->wide, e->at, kind, e->has_value ? &e->value : NULL))
			return;
		if (kind >= 0 && csq_shared_has_place(e->at) && s->cap < MOST_WORDS)
		{
			widen(s);
			(void) csq_shared_add_usual(s, s->arena->wide, e->at, kind, e->has_value ? &e->value : NULL);
			return;
		}
		become_journey(s);
	}
	if (!csq_journey_add(&s->journey, e, &err))
		csq_throw(&err);
}

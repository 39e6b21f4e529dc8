/*
 * funnel_words_pg.h
 *		Cases that grow side by side within an aggregate: how many events there are is in the state.
 *
 * Shell header: include after csq.h.
 *
 * The state of funnel_words_agg is a word, of type internal:
 *
 *		bits 0 .. 2		what it is: a cell (0), a case as ever (1)
 *		bits 3 .. 47	where that is, a multiple of 8
 *		bits 48 .. 63	of a cell, how many events it has
 *
 * A cell is a funnel_case (funnel_case.h) whose head is written when it begins, but for the
 * number of its events and its size.  So the next event is stored, and the state goes on by
 * one, without a look at the cell: in a hash table of a million groups that look is what a
 * row waits for.  Nor does it wait for the place of the event: where there are many cells
 * the event is stored past the caches, in which its place is not and need not be.  Cells of
 * a hash table lie beside the tuple of their group.  Where groups come sorted one cell is
 * that of each in turn, and a group takes no allocation.
 *
 * A cell that is full, an event that is no word, a group of another specification
 * than the first of the call site, and an address that does not fit make a case as ever,
 * which grows by itself.
 */
#ifndef CSQ_FUNNEL_WORDS_PG_H
#define CSQ_FUNNEL_WORDS_PG_H

#include "funnel/funnel_case.h"
#include "pg/csq.h"

#define CSQ_WORDS_CELL  ((uintptr_t) 0)
#define CSQ_WORDS_CASE  ((uintptr_t) 1)
#define CSQ_WORDS_TAGS  ((uintptr_t) 7)
#define CSQ_WORDS_SHIFT 48
#define CSQ_WORDS_ONE   ((uintptr_t) 1 << CSQ_WORDS_SHIFT) /* event more */

#define CSQ_WORDS_SIZE       ((Size) CSQ_FUNNEL_CASE_FIRST_SIZE) /* of a cell beside its group */
#define CSQ_WORDS_ALONE_SIZE ((Size) 1024)                       /* of that of groups that come sorted */

/* What the cells of a call site have in common.  Zero at first: there are none. */
typedef struct CsqWordsSite
{
	bool           decided; /* whether there are any */
	bool           far;     /* they are in no cache: csq_groups_are_far() */
	uint32         room;    /* events of a cell; 0: there are none */
	uint64         key;     /* theirs: of the specification */
	CsqFunnelCase *alone;   /* the cell of groups that come sorted */
} CsqWordsSite;

static inline CsqFunnelCase *
csq_words_place(Datum state)
{
	return (CsqFunnelCase *) ((uintptr_t) state & (CSQ_WORDS_ONE - 1) & ~CSQ_WORDS_TAGS);
}

/* That of the call site; NULL: it has none yet. */
static inline CsqWordsSite *
csq_words_site(FunctionCallInfo fcinfo)
{
	const CsqCallHead *head = fcinfo->flinfo != NULL ? fcinfo->flinfo->fn_extra : NULL;

	return CSQ_LIKELY(head != NULL && head->constant.magic == CSQ_CALL_SITE_MAGIC) ? head->memory : NULL;
}

/*
 * The usual event, step 1 and so on: of a case of this site that lies in a cell and has room.  The state, or 0, and
 * nothing is done, for any other.
 */
static inline Datum
csq_words_add_usual(const CsqWordsSite *w, Datum state, int64 at, int step)
{
	uint32 n = (uint32) (state >> CSQ_WORDS_SHIFT);

	if (CSQ_UNLIKELY((state & CSQ_WORDS_TAGS) != CSQ_WORDS_CELL || n >= w->room ||
	                 (uint64) at + CSQ_WINDOW_END_AT >= 2 * (uint64) CSQ_WINDOW_END_AT))
		return 0;
	if (w->far)
		csq_store_far(&csq_words_place(state)->words[n], csq_window_pack(at, step));
	else
		csq_words_place(state)->words[n] = csq_window_pack(at, step);
	return state + CSQ_WORDS_ONE;
}

/* The usual event of any case of which it is known that it is of the kind and key of this row.  The state, or 0. */
static inline Datum
csq_words_add(const CsqWordsSite *w, Datum state, int64 at, int step)
{
	if ((state & CSQ_WORDS_TAGS) == CSQ_WORDS_CASE)
		return csq_funnel_case_add_usual(csq_words_place(state), at, step) ? state : 0;
	return csq_words_add_usual(w, state, at, step);
}

/* The state of a case that begins, when it is not the first of this call site and groups come sorted; else 0. */
static inline Datum
csq_words_begin_usual(const CsqWordsSite *w)
{
	return PointerGetDatum(w->alone); /* its head stays, but for what is written when the case is read */
}

/* The state of a case that begins. */
extern Datum csq_words_begin(FunctionCallInfo fcinfo, uint8 kind, uint64 key);

/* The case of a state, as it lies there. */
extern CsqFunnelCase *csq_words_case(Datum state);

/* The same to be appended to, and the state when that is done: memory of the aggregate is current between. */
typedef struct CsqWordsCase
{
	CsqFunnelCase *c;
	CsqFunnelCase *was; /* NULL: that lay in a cell */
	MemoryContext  caller;
} CsqWordsCase;

extern void  csq_words_open(FunctionCallInfo fcinfo, Datum state, CsqWordsCase *open);
extern Datum csq_words_close(CsqWordsCase *open);

#endif /* CSQ_FUNNEL_WORDS_PG_H */

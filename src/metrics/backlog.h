/*
 * backlog.h
 *		When cases were opened and closed: type backlog.
 *
 * An exact multiset of (opened, closed), so that the backlog of any instant, and how
 * old it was, can be asked later.  Sorted entries with a tail (entries.h); a large one
 * of cases that differ has packed blocks behind them (backlog_blocks.c), and cases that
 * wait to be packed.  csq_backlog_pack() makes the canonical form: entries alone, sorted.
 *
 * Core header.
 */
#ifndef CSQ_BACKLOG_H
#define CSQ_BACKLOG_H

#include "base/entries.h"
#include "base/instant.h"
#include "base/json.h"

#define CSQ_BACKLOG_VERSION 1
#define CSQ_STILL_OPEN      INT64_MAX

typedef struct CsqBacklog
{
	CsqEntries list;
	int64_t    missing;  /* rows without an opening */
	uint32_t   nblocks;  /* behind the entries */
	uint32_t   packed;   /* bytes of the blocks */
	uint32_t   nwaiting; /* cases behind the blocks */
	uint32_t   packing;  /* 1: cases are added there, and entries stay as they are; 0: there is nothing behind them */
} CsqBacklog;

typedef struct CsqBacklogEntry
{
	int64_t opened;
	int64_t closed; /* CSQ_STILL_OPEN */
	int64_t count;
} CsqBacklogEntry;

static inline CsqBacklogEntry *
csq_backlog_entries(const CsqBacklog *b)
{
	return (CsqBacklogEntry *) ((char *) b + sizeof(CsqBacklog));
}

/* A case that waits to be packed. */
typedef struct CsqBacklogCase
{
	int64_t opened;
	int64_t closed;
} CsqBacklogCase;

#define CSQ_BACKLOG_BLOCK 512 /* cases */

static inline CsqBacklogCase *
csq_backlog_waiting(const CsqBacklog *b)
{
	return (CsqBacklogCase *) ((char *) (csq_backlog_entries(b) + b->list.nentries) + b->packed);
}

/* Bytes without slack. */
static inline size_t
csq_backlog_used(const CsqBacklog *b)
{
	return (size_t) ((char *) (csq_backlog_waiting(b) + b->nwaiting) - (char *) b);
}

/* As many entries as it has when all are entries, or a few less if cases are alike. */
static inline size_t
csq_backlog_cases(const CsqBacklog *b)
{
	return b->list.nentries + (size_t) b->nblocks * CSQ_BACKLOG_BLOCK + b->nwaiting;
}

/* Goes over all cases, many at a time: CsqBacklogRun r = {.b = b}; while (csq_backlog_next(&r)) r.entries[0 .. r.n). */
typedef struct CsqBacklogRun
{
	const CsqBacklog      *b;
	const CsqBacklogEntry *entries;
	uint32_t               n;
	uint32_t               done;
	const void            *block;
	CsqBacklogEntry        buffer[CSQ_BACKLOG_BLOCK];
} CsqBacklogRun;

extern bool csq_backlog_next(CsqBacklogRun *r);

extern CsqBacklog *csq_backlog_new(void);

/*
 * Where cases may be put that wait to be packed, up to *end; NULL: they are not to be packed.  Who puts some there says
 * by csq_backlog_waiting_to() how far, before anything else is done with the backlog.
 */
static inline CsqBacklogCase *
csq_backlog_room(CsqBacklog *b, CsqBacklogCase **end)
{
	CsqBacklogCase *first = csq_backlog_waiting(b);
	size_t          room = (size_t) ((char *) b + csq_flat_size(b) - (char *) first) / sizeof *first;

	*end = NULL;
	if (!b->packing)
		return NULL;
	*end = first + (room < CSQ_BACKLOG_BLOCK ? room : CSQ_BACKLOG_BLOCK);
	return first + b->nwaiting;
}

static inline void
csq_backlog_waiting_to(CsqBacklog *b, const CsqBacklogCase *next)
{
	if (next != NULL)
		b->nwaiting = (uint32_t) (next - csq_backlog_waiting(b));
}

/*
 * Adds a case where there is room for it and it is another than the last one; false: nothing was added,
 * csq_backlog_add() does it or says why not.
 */
static inline bool
csq_backlog_add_there(CsqBacklog *b, int64_t opened, int64_t closed)
{
	uint32_t         n = b->list.nentries;
	CsqBacklogEntry *e = csq_backlog_entries(b) + n;
	bool             later;

	if (b->packing)
	{
		CsqBacklogCase *c = csq_backlog_waiting(b) + b->nwaiting;

		if (closed < opened || b->nwaiting == CSQ_BACKLOG_BLOCK || (char *) (c + 1) > (char *) b + csq_flat_size(b))
			return false;
		*c = (CsqBacklogCase){opened, closed};
		b->nwaiting++;
		return true;
	}
	if (n == 0 || closed < opened || (char *) (e + 1) > (char *) b + csq_flat_size(b) ||
	    (e[-1].opened == opened && e[-1].closed == closed))
		return false;
	later = e[-1].opened < opened || (e[-1].opened == opened && e[-1].closed < closed);
	b->list.nsorted += b->list.nsorted == n && later;
	b->list.nentries++;
	*e = (CsqBacklogEntry){opened, closed, 1};
	return true;
}

/* Adds a case; replaces *b when it grows.  22023 when it was closed before it was opened. */
extern bool                 csq_backlog_add(CsqBacklog **b, int64_t opened, int64_t closed, CsqError *err);
extern const CsqEntriesType csq_backlog_entries_type;

/* Parts of backlog.c that are in backlog_blocks.c: pack from now on if that is worth it; all as entries again. */
extern void        csq_backlog_begin_packing(CsqBacklog *b);
extern CsqBacklog *csq_backlog_add_packing(CsqBacklog *b, int64_t opened, int64_t closed); /* NULL: too large */
extern CsqBacklog *csq_backlog_unpack(CsqBacklog *b);
extern int64_t     csq_backlog_blocks_open_at(const CsqBacklog *b, int64_t at);
extern bool        csq_backlog_blocks_check(const CsqBacklog *b, CsqError *err);

extern bool csq_backlog_merge(CsqBacklog **into, const CsqBacklog *from, CsqError *err); /* from is checked */
extern bool csq_backlog_check(const void *value, size_t size, CsqError *err);

/* The canonical form: all sorted, no slack. */
extern CsqBacklog *csq_backlog_pack(const CsqBacklog *b, CsqError *err);

extern CsqBacklog *csq_backlog_parse(const char *text, size_t len, CsqError *err);
extern void        csq_backlog_text(const CsqBacklog *packed, CsqBuf *out);
extern CsqBacklog *csq_backlog_read(const void *data, size_t len, CsqError *err);
extern void        csq_backlog_write(const CsqBacklog *packed, CsqBuf *out);

/* A case is open from when it was opened until, not including, when it was closed. */
static inline bool
csq_backlog_is_open(const CsqBacklogEntry *e, int64_t at)
{
	return e->opened <= at && at < e->closed;
}

extern int64_t csq_backlog_open_at(const CsqBacklog *b, int64_t at);

/* Do all cases begin and end at midnight UTC, as those made from dates do? */
extern bool csq_backlog_is_daily(const CsqBacklog *b);

/* Cases opened in [from, to), and closed in it. */
extern int64_t csq_backlog_opened(const CsqBacklog *b, int64_t from, int64_t to);
extern int64_t csq_backlog_closed(const CsqBacklog *b, int64_t from, int64_t to);

/* How many of the cases open at an instant have an age of cuts[i-1] or more, below cuts[i]: n + 1 counts. */
extern void csq_backlog_ages(const CsqBacklog *b, int64_t at, const int64_t *cuts, int n, int64_t *counts);

/* The backlog at each of n ascending instants; O((cases + n) log cases). */
extern void csq_backlog_series(const CsqBacklog *b, const int64_t *at, int n, int64_t *open);

#endif /* CSQ_BACKLOG_H */

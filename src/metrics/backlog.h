/*
 * backlog.h
 *		When cases were opened and closed: type backlog.
 *
 * An exact multiset of (opened, closed), so that the backlog of any instant, and how
 * old it was, can be asked later.  Sorted entries with a tail (entries.h).
 *
 * Core header.
 */
#ifndef CSQ_BACKLOG_H
#define CSQ_BACKLOG_H

#include "base/entries.h"
#include "base/json.h"

#define CSQ_BACKLOG_VERSION 1
#define CSQ_STILL_OPEN      INT64_MAX

typedef struct CsqBacklog
{
	CsqEntries list;
	int64_t    missing; /* rows without an opening */
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

extern CsqBacklog *csq_backlog_new(void);

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

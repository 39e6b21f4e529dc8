/*
 * retention_summary.h
 *		Who comes back, straight from rows: state of retention_agg, type retention_summary.
 *
 * An exact multiset of events (who, when, activity, segment) of many people.  Who is
 * kept as a hash of 128 bits: no name is stored, and an id is the same as a number and
 * as its decimal text.  Everything else - periods and their zone, what makes a cohort
 * and what is a return, as of when - is asked on reading (retention_read.c), so one
 * value answers all of it, and merging any parts in any order is right.
 *
 * Layout (flat.h): header, events from the front, a dictionary of activities and
 * segments (label_dict.h) at the back.  A packed value, which is what is read, sent and
 * compared, has its labels in order and its events ascending by all their fields, those
 * without activity or segment first; so the events of a person follow each other in
 * order of time.
 *
 * Core header.
 */
#ifndef CSQ_RETENTION_SUMMARY_H
#define CSQ_RETENTION_SUMMARY_H

#include "base/flat.h"
#include "base/labels.h"
#include "journey/retention.h"

#define CSQ_RETURNS_VERSION 1

typedef struct CsqReturn
{
	uint64_t who[2];
	int64_t  at;
	uint32_t activity; /* number of the label; 0 = none */
	uint32_t segment;
} CsqReturn;

typedef struct CsqReturns
{
	CsqStored flat;
	uint32_t  nevents;
	uint32_t  nlabels;
	uint32_t  back;   /* bytes of labels at the end */
	uint32_t  unused; /* zero */
	CsqReturn events[];
} CsqReturns;

extern CsqReturns *csq_returns_new(void);

/* Adds an event; activity and segment may have s NULL.  54000 beyond 1 GB or CSQ_MAX_LABELS, 22023 an empty label. */
extern bool csq_returns_add(CsqReturns **r, CsqText who, int64_t at, const CsqText *activity, const CsqText *segment,
                            CsqError *err);
/* The same of a person who is a number, which is that of its digits. */
extern bool csq_returns_add_number(CsqReturns **r, int64_t who, int64_t at, const CsqText *activity,
                                   const CsqText *segment, CsqError *err);
extern bool csq_returns_merge(CsqReturns **into, const CsqReturns *from, CsqError *err); /* from is checked */
extern bool csq_returns_check(const void *value, size_t size, CsqError *err);

extern size_t      csq_returns_used(const CsqReturns *r);
extern CsqReturns *csq_returns_pack(const CsqReturns *r);

/* The labels of a packed value in order, [nlabels + 1]: number 0 is none. */
extern CsqText *csq_returns_labels(const CsqReturns *packed);

extern CsqReturns *csq_returns_parse(const char *text, size_t len, CsqError *err);
extern void        csq_returns_text(const CsqReturns *packed, CsqBuf *out);
extern CsqReturns *csq_returns_read(const void *data, size_t len, CsqError *err);
extern void        csq_returns_write(const CsqReturns *packed, CsqBuf *out);

/* ---- reading: retention_read.c ---- */

#define CSQ_RETURN_BRACKETS 64

/* Periods lo to hi after the first, both included. */
typedef struct CsqBracket
{
	int32_t lo;
	int32_t hi; /* INT32_MAX: and all later ones */
} CsqBracket;

/* What is asked. */
typedef struct CsqRetentionAsk
{
	CsqPeriod      unit;
	int            week_start; /* Monday is 0 */
	const CsqZone *zone;
	CsqText        first; /* s NULL: any activity */
	CsqText        again;
	int64_t        as_of;   /* a period is over when another has begun by then; INT64_MIN: the last event */
	int64_t        known;   /* events up to this instant are known; INT64_MIN: up to as_of */
	bool           rolling; /* periods of 24 hours or 7 days from the entering event, not of the calendar */
	bool       repeats; /* whoever does the first activity enters the cohort of each such period, not of the first */
	bool       after;   /* a return counts in its period and all before it */
	bool       periods; /* a cohort is a period, a segment, both, or everybody */
	bool       segments;
	int64_t    last;      /* periods to list after the first; -1: up to as_of */
	uint32_t   nbrackets; /* 0: each period by itself */
	CsqBracket brackets[CSQ_RETURN_BRACKETS];
} CsqRetentionAsk;

/* "0, 1-2, 3-6, 7+": 22023 for anything else. */
extern bool csq_brackets_parse(const char *s, size_t len, CsqRetentionAsk *ask, CsqError *err);

/* "monday", "Sun", ...: 22023 for anything else. */
extern bool csq_week_start_parse(const char *s, size_t len, int *day, CsqError *err);

/* A cohort. */
typedef struct CsqRetentionGroup
{
	int32_t  period; /* number, of weeks that begin on week_start; INT32_MIN when periods do not matter */
	uint32_t segment;
	int64_t  size;
	int64_t  last; /* the last period that has begun for anybody */
} CsqRetentionGroup;

/* A cohort and a period after its first, or a bracket of them; or how many know the period n or none later. */
typedef struct CsqRetentionCell
{
	uint32_t group;
	int32_t  n;      /* period or bracket */
	int64_t  came;   /* of those for whom it is over */
	int64_t  so_far; /* of the others */
	int64_t  ends;   /* without brackets: for whom n is the one that is not over yet; with them: for whom it is over */
} CsqRetentionCell;

typedef struct CsqRetention
{
	const CsqRetentionAsk *ask;
	const CsqText         *labels;
	CsqRetentionGroup     *groups; /* ascending by period and segment, no segment last */
	uint32_t               ngroups;
	CsqRetentionCell      *cells; /* ascending by group and n */
	size_t                 ncells;
	int64_t                as_of;

	/* where csq_retention_next() stands */
	uint32_t group;
	int64_t  n;
	size_t   cell;
	int64_t  ended;  /* for how many an earlier period is not over */
	int64_t  beyond; /* after: last returns in this period or later */
} CsqRetention;

typedef struct CsqRetentionRow
{
	const CsqRetentionGroup *group;
	int32_t                  n;
	int32_t                  to_n; /* INT32_MAX: no end */
	int64_t                  observed;
	int64_t                  came;
	int64_t                  so_far;
} CsqRetentionRow;

/* Everything that is asked of a packed value; 22008 where a period is out of range. */
extern bool csq_retention_count(const CsqReturns *packed, const CsqRetentionAsk *ask, CsqRetention *r, CsqError *err);

/*
 * The same of events in any order, where what is asked is about whole periods and nothing else (retention_sets.c);
 * false when it is not, when events are few, unless always, or something is too much: then the other answers.
 */
extern bool csq_retention_by_sets(const CsqReturns *events, const CsqRetentionAsk *ask, bool always, CsqRetention *r);

/* The period of an instant; 22008 where it is out of range. */
extern bool csq_retention_period(const CsqRetentionAsk *ask, int64_t at, int32_t *period, CsqError *err);

extern int64_t csq_retention_rows(const CsqRetention *r);
extern bool    csq_retention_next(CsqRetention *r, CsqRetentionRow *row);

/* The first day of a period of the ask. */
extern int32_t csq_retention_day(const CsqRetentionAsk *ask, int64_t period);

#endif /* CSQ_RETENTION_SUMMARY_H */

/*
 * parted.h
 *		Journeys whose events say three things of where they belong.
 *
 * Some types are collected events with more to them than a channel: a session_summary
 * knows who, channel and campaign, an object_log the event's id and an object with its
 * type.  They are stored as journeys whose channels hold the parts, "a RS b RS c" (RS is
 * U+001E), each empty where there is none, and no channel at all where there is no part.
 * Where the first part belongs to the activity rather than to the place it lies behind
 * that, "activity RS a", and channels hold "b RS c": labels are stored once each, and
 * there are as many events as places, not as many as both together.  Such a part is never
 * absent.  Thus growing, merging and order are those of journeys; the header, too.
 *
 * Text: {"v":1,"events":[["2026-01-05T09:00:00Z","opened",part,part,part,seq], ...]},
 * trailing absent ones left out and absent ones between as null.  Binary: that of a
 * journey (journey_text.c).  Both are canonical, as those of journeys are.
 *
 * Core header.
 */
#ifndef CSQ_PARTED_H
#define CSQ_PARTED_H

#include "journey/journey.h"

#define CSQ_PARTS 3

/* s NULL: there is none. */
typedef struct CsqParts
{
	CsqText part[CSQ_PARTS];
} CsqParts;

/* What a type says of itself. */
typedef struct CsqPartedForm
{
	const char *type;
	bool        with_activity;    /* the first part lies behind the activity */
	const char *names[CSQ_PARTS]; /* of the parts, as arguments */
	int         order[CSQ_PARTS]; /* of the parts in the text */
	const char *said;             /* the parts in this order, as a sentence names them */
	const char *too_large;        /* what to do where a value exceeds 1 GB */
	const char *rule;             /* of which parts there are; NULL: any */
	bool (*right)(const CsqParts *parts);
} CsqPartedForm;

/* An event on its way in. */
typedef struct CsqPartedEvent
{
	int64_t  at;
	CsqText  activity;
	CsqParts parts;
	int64_t  seq;
	bool     has_seq;
} CsqPartedEvent;

typedef struct CsqPartedView
{
	CsqJourneyView view;
	CsqParts      *parts; /* by label of the view, [nlabels + 1], the first of them none: of those that are channels */
	CsqText (*heads)[2];  /* by label likewise: of those that are activities, with the part behind them */
} CsqPartedView;

static inline const CsqText *
csq_parted_activity(const CsqPartedView *v, const CsqEvent *e)
{
	return &v->heads[e->activity][0];
}

/* 22023 for an empty part, or one with U+001E, or parts against the rule; 54000 beyond 1 GB. */
extern bool csq_parted_add(const CsqPartedForm *form, CsqJourney **v, const CsqPartedEvent *e, CsqError *err);
extern bool csq_parted_merge(const CsqPartedForm *form, CsqJourney **into, const CsqJourney *from, CsqError *err);
extern bool csq_parted_check(const CsqPartedForm *form, const void *value, size_t size, CsqError *err);
extern bool csq_parted_open(const CsqPartedForm *form, const CsqJourney *v, CsqPartedView *view, CsqError *err);

extern CsqJourney *csq_parted_parse(const CsqPartedForm *form, const char *text, size_t len, CsqError *err);
extern void        csq_parted_text(const CsqPartedForm *form, const CsqPartedView *view, CsqBuf *out);
extern CsqJourney *csq_parted_read(const CsqPartedForm *form, const void *data, size_t len, CsqError *err);

/*
 * The functions of a type by its name alone: CSQ_PARTED_DECLARE in its header,
 * CSQ_PARTED_DEFINE with its form in its core file.
 */
#define CSQ_PARTED_DECLARE(name)                                                                                       \
	extern bool        name##_add(CsqJourney **v, const CsqPartedEvent *e, CsqError *err);                             \
	extern bool        name##_merge(CsqJourney **into, const CsqJourney *from, CsqError *err);                         \
	extern bool        name##_check(const void *value, size_t size, CsqError *err);                                    \
	extern bool        name##_open(const CsqJourney *v, CsqPartedView *view, CsqError *err);                           \
	extern CsqJourney *name##_parse(const char *text, size_t len, CsqError *err);                                      \
	extern void        name##_text(const CsqPartedView *view, CsqBuf *out);                                            \
	extern CsqJourney *name##_read(const void *data, size_t len, CsqError *err);                                       \
	extern void        name##_write(const CsqPartedView *view, CsqBuf *out)

#define CSQ_PARTED_DEFINE(name, form)                                                                                  \
	bool name##_add(CsqJourney **v, const CsqPartedEvent *e, CsqError *err)                                            \
	{                                                                                                                  \
		return csq_parted_add(&(form), v, e, err);                                                                     \
	}                                                                                                                  \
	bool name##_merge(CsqJourney **into, const CsqJourney *from, CsqError *err)                                        \
	{                                                                                                                  \
		return csq_parted_merge(&(form), into, from, err);                                                             \
	}                                                                                                                  \
	bool name##_check(const void *value, size_t size, CsqError *err)                                                   \
	{                                                                                                                  \
		return csq_parted_check(&(form), value, size, err);                                                            \
	}                                                                                                                  \
	bool name##_open(const CsqJourney *v, CsqPartedView *view, CsqError *err)                                          \
	{                                                                                                                  \
		return csq_parted_open(&(form), v, view, err);                                                                 \
	}                                                                                                                  \
	CsqJourney *name##_parse(const char *text, size_t len, CsqError *err)                                              \
	{                                                                                                                  \
		return csq_parted_parse(&(form), text, len, err);                                                              \
	}                                                                                                                  \
	void name##_text(const CsqPartedView *view, CsqBuf *out)                                                           \
	{                                                                                                                  \
		csq_parted_text(&(form), view, out);                                                                           \
	}                                                                                                                  \
	CsqJourney *name##_read(const void *data, size_t len, CsqError *err)                                               \
	{                                                                                                                  \
		return csq_parted_read(&(form), data, len, err);                                                               \
	}                                                                                                                  \
	void name##_write(const CsqPartedView *view, CsqBuf *out)                                                          \
	{                                                                                                                  \
		csq_journey_write(&view->view, out);                                                                           \
	}

#endif /* CSQ_PARTED_H */

/*
 * sessions.h
 *		Sessions: events that belong together, cut by pauses, days, lengths and sources.
 *
 * The events of each person by themselves, in the canonical order of a journey.  An
 * event begins another session when, in this order,
 *
 *		gap			it comes more than the gap after the event before
 *		midnight	its local day is later than all days before
 *		length		it comes more than the longest length after the session's first event
 *		channel		it has a channel, the session has one, and they differ
 *		campaign	likewise
 *
 * of those rules that are asked for; so each session has one channel and one campaign at
 * most when they cut.  Only what has happened as of an instant is known.  The last session
 * of a person is open when an event a microsecond later could still belong to it.
 *
 * A session_summary is the events of one or several people, state of sessions_agg: a
 * journey with parts (parted.h), who, channel and campaign.  Its text has them in the
 * order channel, campaign, who.
 *
 * Core header.
 */
#ifndef CSQ_SESSIONS_H
#define CSQ_SESSIONS_H

#include "calendar/zone.h"
#include "journey/parted.h"

/* Where an event comes from: its parts. */
enum
{
	CSQ_WHO,
	CSQ_CHANNEL,
	CSQ_CAMPAIGN
};

typedef CsqParts CsqSource;

/* ---- cutting ---- */

typedef struct CsqSessionRule
{
	bool           has_gap;
	bool           has_length;
	bool           at_midnight;
	bool           by_channel;
	bool           by_campaign;
	bool           has_as_of; /* else all events are known, and nothing is of whether the last sessions are open */
	uint64_t       gap;
	uint64_t       length;
	int64_t        as_of; /* INT64_MAX: all is over */
	const CsqZone *zone;  /* with at_midnight */
} CsqSessionRule;

typedef enum CsqSessionCut
{
	CSQ_CUT_FIRST, /* of the person: none */
	CSQ_CUT_GAP,
	CSQ_CUT_MIDNIGHT,
	CSQ_CUT_LENGTH,
	CSQ_CUT_CHANNEL,
	CSQ_CUT_CAMPAIGN
} CsqSessionCut;

extern const char *csq_session_cut_name(CsqSessionCut cut);

typedef struct CsqSession
{
	CsqSource     source; /* channel and campaign: the first that are known */
	int32_t       number; /* of the person's, from 1 */
	uint32_t      nevents;
	CsqText       entry; /* the first activity and the last */
	CsqText       exit;
	int64_t       started;
	int64_t       ended;
	CsqSessionCut begun_by;
	bool          is_last; /* of the person */
	bool          is_open;
} CsqSession;

/* Events on their way through the rules: sources by label of the view, [nlabels + 1], the first of them none. */
typedef struct CsqSessionWalk
{
	const CsqJourneyView *view;
	const CsqSource      *sources;
	const CsqSessionRule *rule;
	uint32_t             *order; /* events by person; NULL: there is one person only */
	const uint32_t       *person;
	uint32_t              next;
	int32_t               number;
	int64_t               day; /* the latest of the person so far */
	CsqSessionCut         cut; /* why the next session begins */
} CsqSessionWalk;

/* The sources of a journey: its channels. */
extern CsqSource *csq_journey_sources(const CsqJourneyView *view);

extern void csq_sessions_begin(CsqSessionWalk *w, const CsqJourneyView *view, const CsqSource *sources,
                               const CsqSessionRule *rule);
extern bool csq_session_next(CsqSessionWalk *w, CsqSession *s);

/* ---- session_summary ---- */

typedef CsqJourney CsqVisits;

typedef CsqPartedView  CsqVisitsView;
typedef CsqPartedEvent CsqVisit;

/* 22023 for an empty part of the source, or one with U+001E; 54000 beyond 1 GB. */
CSQ_PARTED_DECLARE(csq_visits);

#endif /* CSQ_SESSIONS_H */

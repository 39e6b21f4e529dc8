/*
 * journey_map.h
 *		The journey map: what many journeys have in common, stage by stage.
 *
 * A stage is a maximal run of events with the same activity (as in stages()).  Of
 * each stage the map knows how many journeys had it, how often it was entered, how
 * many journeys ended in it, the lengths of time until the next stage began, and
 * by channel the touchpoints (events), with their values.  Besides: the moves from
 * stage to stage, the moves from channel to channel (events without a channel are
 * passed over, staying counts as a move from a channel to itself), in which channel
 * journeys began and whether they stayed in it, and the values by position in the
 * journey.
 *
 * Exactness.  All of it are counts and sums of integers, so maps add up to the
 * same bytes in every order.  Values are kept as whole millionths; their sums
 * and sums of squares have 128 bits.  Lengths of time are a CsqTimes.
 *
 * Positions: event i of n (from 0) lies at i / (n - 1) of the way, a single one at
 * 0; the way is cut into CSQ_MAP_BINS equal parts, the end belongs to the last.
 *
 * Stored: header, the wire form of the map, then journeys that were not yet
 * counted (each with the times spent in its stages), then slack.  Appending a
 * journey copies it; when what waits is some times larger than the map, it is
 * counted.  So a state costs O(1) amortised a journey, and readers count what still
 * waits.  In an aggregate a state of some size is a map under construction instead
 * (journey_map_pg.c), to which journeys are added at once.
 */
#ifndef CSQ_JOURNEY_MAP_H
#define CSQ_JOURNEY_MAP_H

#include "base/core.h"
#include "journey/journey.h"
#include "base/times.h"
#include "base/pairs.h"

#define CSQ_MAP_VERSION    1
#define CSQ_MAP_BINS       20
#define CSQ_MAP_COUNT_MAX  (INT64_C(1) << 62) /* so that the events of a journey can always be added */
#define CSQ_MAP_VALUE_MAX  1e9                /* values beyond are refused */
#define CSQ_MAP_VALUE_UNIT 1e6                /* millionths */

__extension__ typedef __int128 CsqI128 __attribute__((aligned(8)));

/* n values in millionths. */
typedef struct CsqMapMoments
{
	int64_t n;
	CsqI128 sum;
	CsqU128 squares;
} CsqMapMoments;

typedef struct CsqMapStage
{
	CsqText  label;
	int64_t  journeys; /* that had it */
	int64_t  entries;  /* runs */
	int64_t  ends;     /* journeys whose last stage it was */
	int64_t  switches; /* events that came by another channel than the one before */
	int64_t  places;   /* sum over its journeys: it was the n-th stage when it first came */
	CsqTimes times;    /* of the runs that were left */
} CsqMapStage;

typedef struct CsqMapChannel
{
	CsqText label;
	int64_t first;     /* journeys that began in it */
	int64_t contained; /* of these: that never left it */
} CsqMapChannel;

typedef struct CsqMapTouch
{
	uint32_t      stage;   /* index into stages */
	uint32_t      channel; /* 0 = none, else index into channels + 1 */
	int64_t       n;       /* events */
	int64_t       journeys;
	CsqMapMoments felt; /* values of the events that have one */
} CsqMapTouch;

typedef struct CsqMapMove
{
	uint32_t source;
	uint32_t target;
	int64_t  n;
} CsqMapMove;

typedef struct CsqMap
{
	uint64_t       calendar; /* which calendar measured the times; 0 = none */
	int64_t        journeys;
	uint32_t       nstages;
	CsqMapStage   *stages; /* ascending by label */
	uint32_t       nchannels;
	CsqMapChannel *channels; /* ascending by label */
	uint32_t       ntouches;
	CsqMapTouch   *touches; /* ascending by stage, channel */
	uint32_t       nmoves;
	CsqMapMove    *moves; /* of stages, ascending by source, target */
	uint32_t       nflows;
	CsqMapMove    *flows; /* of channels, likewise */
	CsqMapMoments  bins[CSQ_MAP_BINS];
} CsqMap;

/* ---- moments ---- */

extern bool   csq_moments_merge(CsqMapMoments *into, const CsqMapMoments *m, CsqError *err);
extern double csq_moments_mean(const CsqMapMoments *m);   /* n > 0 */
extern double csq_moments_stddev(const CsqMapMoments *m); /* of a sample; n > 1 */

/* ---- counting (journey_map.c) ---- */

/* What a map remembers of the calendar with this wire form; of length 0, none: 0. */
static inline uint64_t
csq_map_calendar(const CsqText *wire)
{
	uint64_t hash = wire->len == 0 ? 0 : csq_hash_bytes(wire->s, wire->len, UINT64_C(0x63616c));

	return wire->len > 0 && hash == 0 ? 1 : hash;
}

typedef struct CsqMapBuild CsqMapBuild;

extern CsqMapBuild *csq_map_build(uint64_t calendar);

/* spent: for each stage but the last; a journey without events counts for nothing. */
extern bool csq_map_add_journey(CsqMapBuild *b, const CsqJourneyView *view, const int64_t *spent, uint32_t nspent,
                                CsqError *err);
/* The same of many journeys with the same labels, whose numbers in the build are remembered. */
typedef struct CsqMapLabels
{
	uint32_t *stage; /* by label */
	uint32_t *channel;
} CsqMapLabels;

extern CsqMapLabels csq_map_labels(uint32_t nlabels);
extern bool csq_map_add_case(CsqMapBuild *b, const CsqJourneyView *view, const CsqMapLabels *of, const int64_t *spent,
                             uint32_t nspent, CsqError *err);

/* The lengths of time of the map must live until csq_map_done(). */
extern bool csq_map_add_map(CsqMapBuild *b, const CsqMap *m, CsqError *err);
extern bool csq_map_done(CsqMapBuild *b, CsqMap *m, CsqError *err);

/* May these events be counted?  (Their values.) */
extern bool csq_map_values_check(const CsqJourneyView *view, CsqError *err);

/* ---- forms (journey_map_text.c) ---- */

extern bool csq_map_read(const void *data, size_t len, CsqMap *m, CsqError *err);

/* Everything that must agree in a map; the detail of err says what does not. */
extern bool csq_map_check(const CsqMap *m, CsqError *err);

typedef struct CsqJourneyMap
{
	CsqStored flat;
	uint32_t  wire;    /* bytes of the map */
	uint32_t  waiting; /* bytes of journeys behind it (at a multiple of 8) */
} CsqJourneyMap;

/* Is the header of a value of this size sound?  What lies behind is checked when it is opened. */
extern bool csq_journey_map_check(const void *value, size_t size, CsqError *err);

/* A stored value under construction, to which journeys are added; NULL on error. */
extern CsqMapBuild *csq_journey_map_build(const CsqJourneyMap *v, CsqError *err);

/* All of a stored value, what waits included. */
extern bool           csq_journey_map_open(const CsqJourneyMap *v, CsqMap *m, CsqError *err);
extern CsqJourneyMap *csq_journey_map_pack(const CsqMap *m, CsqError *err);

/* Append a checked journey; *v NULL = the first.  Calendars must agree. */
extern bool csq_journey_map_add(CsqJourneyMap **v, uint64_t calendar, const CsqJourney *j, const int64_t *spent,
                                uint32_t nspent, CsqError *err);

/* A stored value that is right, with nothing that waits; NULL on error. */
extern CsqJourneyMap *csq_journey_map_counted(const CsqJourneyMap *v, CsqError *err);

/* Which calendar measured a checked value that is not cut off. */
extern uint64_t csq_journey_map_calendar(const CsqJourneyMap *v);

/* May they be merged?  Both are right. */
extern bool csq_journey_map_fits(const CsqJourneyMap *a, const CsqJourneyMap *b, CsqError *err);
/* The sum of n > 0; NULL on error. */
extern CsqJourneyMap *csq_journey_map_sum(const CsqJourneyMap *const *maps, uint32_t n, CsqError *err);
/* Both together; NULL on error. */
extern CsqJourneyMap *csq_journey_map_merge(const CsqJourneyMap *a, const CsqJourneyMap *b, CsqError *err);

/* the four directions */
extern CsqJourneyMap *csq_journey_map_read(const void *data, size_t len, CsqError *err);
extern void           csq_journey_map_write(const CsqMap *m, CsqBuf *out);

#endif /* CSQ_JOURNEY_MAP_H */

/*
 * pattern.h
 *		Patterns over the events of a journey: language, program, matching.
 *
 * A pattern is a regular expression whose letters are events.  What adds to the
 * usual: "~>" (any events between), "!~x~>" (any but x), both with bounds on the
 * time that lies between, and a bound on the whole match (within).
 *
 * Meaning.  A match is a run of at least one event, consecutive in the order of
 * the journey, that the expression can be read onto; the time bounds are part of
 * the reading.  Of all matches the one is taken that starts first; of those with
 * this start the one whose reading is preferred, where at each choice, from left
 * to right, the first alternative is preferred to the second, one more turn to no
 * more (one less for *? +? ?? {n,m}?), and a shorter "~>" to a longer one.  A turn
 * of a repetition that reads no event is no turn.  The next match is looked for
 * behind the last; or, when matches may overlap, behind its first event, so that
 * there is one for each event that some match starts with.  pattern.c says how this is found in linear time.
 *
 * Three shapes: CsqPatternNode is what was said, CsqPattern the program, the
 * stored value is the canonical text.
 */
#ifndef CSQ_PATTERN_H
#define CSQ_PATTERN_H

#include "base/core.h"
#include "journey/journey.h"
#include "journey/journey_shared.h"
#include "base/json.h"
#include "base/literal.h"

#define CSQ_PATTERN_VERSION    1
#define CSQ_PATTERN_MAX_TEXT   65536
#define CSQ_PATTERN_MAX_DEPTH  64   /* of parentheses */
#define CSQ_PATTERN_MAX_TURNS  1000 /* n and m of {n,m} */
#define CSQ_PATTERN_MAX_STATES 2000
#define CSQ_PATTERN_MAX_CODE   20000  /* instructions before states are linked */
#define CSQ_PATTERN_MAX_EDGES  100000 /* links from state to state */
#define CSQ_PATTERN_MAX_GUARDS 64     /* events with conditions */
#define CSQ_PATTERN_MAX_KINDS  2000   /* of events that the conditions tell apart in a journey */
#define CSQ_PATTERN_MANY       UINT32_MAX

/* ---- what was said (pattern_text.c) ---- */

typedef enum CsqPatternKind
{
	CSQ_PATTERN_SET,   /* one event: of labels, or of any other when negated */
	CSQ_PATTERN_BEGIN, /* ^ */
	CSQ_PATTERN_END,   /* $ */
	CSQ_PATTERN_REPEAT,
	CSQ_PATTERN_SEQ,
	CSQ_PATTERN_ALT,
	CSQ_PATTERN_CHAIN /* kids joined by links */
} CsqPatternKind;

/*
 * What an event must fulfil beside its label.  An event without a channel fulfils no
 * condition on channels, one without a value none on values.  An absence: no event
 * of these activities, or none at all, comes behind it (in the order of the journey) within the length.
 */
typedef enum CsqPatternConditionKind
{
	CSQ_CONDITION_CHANNEL,
	CSQ_CONDITION_VALUE,
	CSQ_CONDITION_ABSENT
} CsqPatternConditionKind;

typedef enum CsqPatternSign
{
	CSQ_SIGN_EQ,
	CSQ_SIGN_NE,
	CSQ_SIGN_LT,
	CSQ_SIGN_LE,
	CSQ_SIGN_GT,
	CSQ_SIGN_GE
} CsqPatternSign;

typedef struct CsqPatternCondition
{
	CsqPatternConditionKind kind;
	CsqPatternSign          sign;
	uint32_t                nlabels; /* channels, or activities; of an absence 0 is any event */
	CsqText                *labels;  /* ascending, each once */
	double                  number;
	uint64_t                length;
} CsqPatternCondition;

/* What lies between two parts of a chain: events not in labels; timed: with bounds on the time. */
typedef struct CsqPatternLink
{
	bool     timed;
	uint64_t min;
	uint64_t max;
	uint32_t nlabels;
	CsqText *labels; /* ascending, each once */
} CsqPatternLink;

typedef struct CsqPatternNode
{
	CsqPatternKind          kind;
	bool                    negated;
	bool                    reluctant;
	uint32_t                min;
	uint32_t                max;
	uint32_t                nlabels;
	uint32_t                nkids;
	CsqText                *labels; /* ascending, each once */
	uint32_t                nconditions;
	CsqPatternCondition    *conditions;
	struct CsqPatternNode **kids;
	CsqPatternLink         *links; /* of a chain: nkids - 1 */
} CsqPatternNode;

typedef struct CsqPatternTree
{
	CsqPatternNode *root;
	uint64_t        within; /* microseconds, CSQ_NO_LIMIT = none */
} CsqPatternTree;

extern bool csq_pattern_parse(const char *text, size_t len, CsqPatternTree *tree, CsqError *err);
extern bool csq_pattern_stored(const char *text, size_t len, CsqPatternTree *tree, CsqError *err); /* of a value */
extern bool csq_pattern_can_be_empty(const CsqPatternNode *n); /* can it be read onto no events? */
extern void csq_pattern_text(const CsqPatternTree *tree, CsqBuf *out);

/* The activities that a pattern names, those of absences too, ascending. */
extern CsqText *csq_pattern_activities(const CsqPatternTree *tree, uint32_t *n);

/* Does a condition begin here, behind "["?  Reading one as in literal.h; writing them with their brackets. */
extern bool        csq_pattern_condition_at(const char *at, const char *end);
extern const char *csq_pattern_condition(const char **at, const char *end, CsqPatternCondition *c);
extern void        csq_pattern_conditions_text(const CsqPatternCondition *c, uint32_t n, CsqBuf *out);

/* ---- the program (pattern_build.c) ---- */

#define CSQ_PATTERN_MATCH UINT16_MAX

/*
 * An edge leads from a state, which has just read its event, to a state that reads
 * the next one, or to the end of the match.  bound: only at the first event of
 * the journey (edges of the start), only at its end (edges to the match).
 */
typedef struct CsqPatternEdge
{
	uint16_t to;
	bool     bound;
} CsqPatternEdge;

/*
 * A state reads one event (of accepts), or is a timed link: it waits, and its
 * edges are taken by an event that comes in time.
 */
typedef struct CsqPatternState
{
	int      link;   /* index of the timed link, -1 = reads an event */
	bool     passes; /* belongs to "~>": the event is not one of the pattern's */
	uint8_t  guard;  /* its place among the guards + 1, 0 = none */
	uint32_t first;  /* its edges, in order of preference */
	uint32_t nedges;
} CsqPatternState;

typedef struct CsqTimedLink
{
	uint64_t min;
	uint64_t max;
	int      state;
	bool    *blocks; /* [nlabels + 1] */
} CsqTimedLink;

/* The conditions of a state; they lie in the tree. */
typedef struct CsqPatternGuard
{
	const CsqPatternCondition *conditions;
	uint32_t                   nconditions;
} CsqPatternGuard;

typedef struct CsqPattern
{
	uint64_t                within;
	uint32_t                nlabels;
	CsqText                *labels;  /* [1 .. nlabels], ascending; 0 stands for any other */
	int                     nstates; /* start not counted */
	int                     words;   /* of 64 states */
	CsqPatternState        *states;  /* [nstates] is the start */
	CsqPatternEdge         *edges;
	uint64_t               *accepts; /* [(nlabels + 1) * words]: states that read an event with this label */
	int                     nlinks;
	CsqTimedLink           *links;
	int                     nguards;
	CsqPatternGuard        *guards;
	struct CsqJourneyMemo  *memo;  /* what is known of dictionaries (pattern_input.c); NULL: nothing is remembered */
	struct CsqPatternKinds *kinds; /* the same of shared ones */
	/* without time and with at most 64 states: sets of states as words */
	bool     small;
	uint64_t follow[64];
	uint64_t final;     /* states that may end the match */
	uint64_t final_end; /* at the end of the journey */
	uint64_t start;
	uint64_t start_begin; /* at its first event */
} CsqPattern;

/* The number of a label, 0 when the pattern does not name it. */
extern uint32_t csq_pattern_label(const CsqPattern *p, const CsqText *t);

/* NULL: err says which limit was hit.  The tree must live as long as the program. */
extern CsqPattern *csq_pattern_build(const CsqPatternTree *tree, CsqError *err);

/* ---- matching (pattern.c) ---- */

/* Events as the program sees them: number of the label in the program, and time. */
typedef struct CsqPatternInput
{
	size_t          n;
	const uint16_t *label;
	const int64_t  *at;
	bool            waits; /* an absence was not decided */
} CsqPatternInput;

/* What there is to match. */
typedef struct CsqPatternFacts
{
	const CsqJourneyView *view;
	const int64_t        *clock;     /* of each event, where bounds on time go by another clock than their times */
	bool                  as_of;     /* events are known until an instant only ... */
	int64_t               end;       /* ... just after which the clock shows this */
	bool                  undecided; /* does an absence hold whose time is not over? */
} CsqPatternFacts;

/* Events [from, to) of the journey. */
typedef struct CsqPatternMatch
{
	size_t from;
	size_t to;
} CsqPatternMatch;

typedef struct CsqPatternSearch CsqPatternSearch;

/*
 * The journey as input, and the program for it (pattern_input.c): p itself, or, when
 * some event has several activities or fails a condition, one that knows these kinds
 * of events.  NULL: a limit (err).
 */
extern const CsqPattern *csq_pattern_input(const CsqPattern *p, const CsqPatternFacts *facts, CsqPatternInput *in,
                                           CsqError *err);
/* The same from a stored journey, for readers that need no view of it. */
extern const CsqPattern *csq_pattern_journey(const CsqPattern *p, const CsqJourney *j, CsqPatternInput *in,
                                             CsqError *err);
/*
 * The same from a journey in words.  False: the whole journey is asked for, as events are in no order or at one time,
 * the pattern has conditions, or an event has several activities.
 */
extern bool csq_pattern_words(const CsqPattern *p, const CsqSharedLabels *l, const CsqSharedEvents *e,
                              CsqPatternInput *in);
/* From now on what labels are to the program is remembered from journey to journey. */
extern void csq_pattern_remember(CsqPattern *p);
extern bool csq_pattern_matches(const CsqPattern *p, const CsqPatternInput *in, bool *found, CsqError *err);

/*
 * The matches one after the other.  passed (may be NULL) has room for in->n; of the
 * events of the match it says which were passed over by a "~>".  p and in must live
 * as long as the search.
 */
extern CsqPatternSearch *csq_pattern_search(const CsqPattern *p, const CsqPatternInput *in, CsqError *err);
extern bool              csq_pattern_next(CsqPatternSearch *s, CsqPatternMatch *m, bool *passed);

/* The same, but the next match is looked for from the event behind the start of the last: matches overlap. */
extern bool csq_pattern_next_start(CsqPatternSearch *s, CsqPatternMatch *m, bool *passed);

/* How many events a match can start with: what csq_pattern_next_start() finds, in O(events x edges of the start). */
extern int64_t csq_pattern_starts(const CsqPatternSearch *s);

#endif /* CSQ_PATTERN_H */

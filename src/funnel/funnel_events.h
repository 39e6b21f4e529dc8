/*
 * funnel_events.h
 *		What the one-level funnel_count_agg and funnel_agg collect: type funnel_events.
 *
 * Layout (flat.h): header, the canonical text of the specification padded to 8
 * bytes, records of 16 bytes from the front; at the back, when case ids are
 * texts, a dictionary (flat_dict.h).
 *
 *		record		key int64, word int64
 *
 * The key is the case id itself, or the number of the text.  The word is the time
 * of the event and the kind of event it is (time << 6 | kind), so sorting words
 * sorts events.  Events of one kind satisfy the same steps and exclusions of the
 * specification; the kinds are numbered in the order in which its labels are
 * written, so every process numbers them alike.  When each label is in one step
 * and nothing else matters, the kind is the step - 1.
 *
 * An event that matters to no step only says that its case exists: the word
 * CSQ_FUNNEL_KNOWN, which is left out when the record before is of the same case.
 *
 * That leaves 58 bits for times, as in window_funnel: the years -2567 to 6567.
 *
 * With details the activity of every event is kept, for it may be the one that
 * follows a chain.  Then the word is the time alone, whatever its range, and the
 * key is case << 28 | number of the activity, which is an entry of the dictionary
 * as texts of case ids are (1 GB has room for fewer than 2^28 entries).  A case is
 * the number of its text; or its integer where that lies from -2^34 to 2^34 - 1;
 * or 2^34 + the number of an entry with the 8 bytes of the integer.
 *
 * With a seq each event is two records, the second behind the first: its key is
 * case << 28 | whether there is one, its word the seq (0 when there is none).  They
 * stay side by side, for merging and dealing out keep the order of a case's records.
 *
 * What stands before the records as specification are the terms of the funnel
 * (funnel_terms.c): with as_of or a calendar events are kept as with details, also where
 * counts are asked for.
 */
#ifndef CSQ_FUNNEL_EVENTS_H
#define CSQ_FUNNEL_EVENTS_H

#include "base/case_key.h"
#include "base/flat_dict.h"
#include "calendar/calendar.h"
#include "funnel/funnel.h"
#include "base/label_memo.h"

#define CSQ_FUNNEL_EVENTS_VERSION 1
#define CSQ_FUNNEL_EVENTS_TYPE    "funnel_events"
#define CSQ_FUNNEL_MAX_KINDS      64
#define CSQ_FUNNEL_KNOWN          INT64_MIN /* before every event */

/* How case ids are kept, and whether activities are: kind of the header. */
#define CSQ_FUNNEL_INTS    0
#define CSQ_FUNNEL_TEXTS   1
#define CSQ_FUNNEL_DETAILS 2 /* bit: of funnel_agg */
#define CSQ_FUNNEL_COUNTS  4 /* bit, with that of details: of funnel_count_agg */
#define CSQ_FUNNEL_SEQS    8 /* bit, with that of details: events are two records */

#define CSQ_FUNNEL_KINDS (CSQ_FUNNEL_TEXTS | CSQ_FUNNEL_DETAILS | CSQ_FUNNEL_COUNTS | CSQ_FUNNEL_SEQS)

#define CSQ_FUNNEL_LABEL_BITS 28
#define CSQ_FUNNEL_LABEL_MASK ((INT64_C(1) << CSQ_FUNNEL_LABEL_BITS) - 1)
#define CSQ_FUNNEL_INT_END    (INT64_C(1) << 34) /* with details: integers below are their own case */

typedef struct CsqFunnelEvents
{
	CsqStored   flat;
	uint32_t    nrecords;
	uint32_t    spec_len;
	CsqFlatDict dict;
	uint32_t    ntexts;
	uint32_t    reserved;
	uint64_t    spec_hash; /* so that each row need not compare texts */
	char        spec[];
} CsqFunnelEvents;

static const CsqFlatDictForm csq_funnel_dictionary = {offsetof(CsqFunnelEvents, dict), UINT64_C(0x66756e6e656c6531), 0,
                                                      64, 1024};

typedef struct CsqFunnelRecord
{
	int64_t key;
	int64_t word;
} CsqFunnelRecord;

/* What a label is to a specification; equal kinds have equal marks. */
typedef struct CsqFunnelMarks
{
	uint64_t steps;
	uint64_t stops;
} CsqFunnelMarks;

/* A specification made ready to collect and to evaluate. */
typedef struct CsqFunnelPlan
{
	const CsqFunnelSpec *spec;
	bool                 plain;  /* kinds are steps, and the evaluation of window_funnel serves */
	int                  others; /* the kind of events in no step and no exclusion; -1: they do not matter */
	int                  nkinds;
	CsqFunnelMarks       kinds[CSQ_FUNNEL_MAX_KINDS];
} CsqFunnelPlan;

/* false when the specification has more kinds of events than a word can hold. */
extern bool csq_funnel_plan(const CsqFunnelSpec *spec, CsqFunnelPlan *plan, CsqError *err);

#define CSQ_KIND_NONE    (-1) /* matters to no step: only says that its case exists */
#define CSQ_KIND_UNSEEN  (-3)
#define CSQ_KIND_SEVERAL (-2) /* several activities, which together are of no kind */

/* What a label is to the specification. */
static inline CsqFunnelMarks
csq_funnel_marks(const CsqFunnelPlan *plan, const char *label, size_t len)
{
	CsqFunnelMarks marks;

	marks.steps = csq_funnel_spec_marks(plan->spec, label, len, &marks.stops);
	return marks;
}

/* The kind of a label, or one of the above. */
extern int csq_funnel_kind(const CsqFunnelPlan *plan, const char *label, size_t len);

/* The same; short labels, which most are, cost a comparison once they have been seen. */
static inline int
csq_funnel_kind_of(const CsqFunnelPlan *plan, CsqLabelMemo *memo, const char *s, size_t len)
{
	CsqMemoLabel  label;
	CsqMemoLabel *place;

	if (!csq_memo_label(s, len, &label))
		return csq_funnel_kind(plan, s, len);
	place = csq_memo_place(memo, &label);
	if (!csq_memo_holds(place, &label))
	{
		label.number = csq_funnel_kind(plan, s, len);
		*place = label;
	}
	return place->number;
}

/* The same of a label that has been seen; CSQ_KIND_UNSEEN of any other, for which csq_funnel_kind_of() is asked. */
static inline int
csq_funnel_kind_seen(const CsqLabelMemo *memo, const char *s, size_t len)
{
	CsqMemoLabel        label;
	const CsqMemoLabel *place;

	if (!csq_memo_label(s, len, &label))
		return CSQ_KIND_UNSEEN;
	place = csq_memo_place((CsqLabelMemo *) memo, &label);
	return csq_memo_holds(place, &label) ? place->number : CSQ_KIND_UNSEEN;
}

/* An event as the evaluation takes it. */
static inline CsqHit
csq_funnel_hit_of(const CsqFunnelPlan *plan, int64_t at, CsqFunnelMarks marks)
{
	return (CsqHit){.at = at,
	                .clock = at,
	                .steps = marks.steps,
	                .stops = marks.stops,
	                .no_seq = plan->spec->rule.ties == CSQ_TIES_SEQ};
}

static inline CsqHit
csq_funnel_hit(const CsqFunnelPlan *plan, int64_t at, int kind)
{
	return csq_funnel_hit_of(plan, at, plan->kinds[kind]);
}

extern CsqFunnelEvents *csq_funnel_events_new(uint8_t kind, const char *spec, size_t len);

static inline bool
csq_funnel_has_details(const CsqFunnelEvents *fe)
{
	return (fe->flat.kind & CSQ_FUNNEL_DETAILS) != 0;
}

/* May events of this kind and specification be added? */
extern bool csq_funnel_events_fit(const CsqFunnelEvents *fe, uint8_t kind, uint64_t hash, const char *spec, size_t len,
                                  CsqError *err);

/* The hash of a specification's text, and of terms by the hashes of their texts, as the state keeps them. */
extern uint64_t csq_funnel_spec_fingerprint(const char *spec, size_t len);
extern uint64_t csq_funnel_calendar_fingerprint(const char *text, size_t len);
extern uint64_t csq_funnel_terms_hash(const char *text, size_t len);

static inline uint64_t
csq_funnel_terms_fingerprint(uint64_t spec, bool has_as_of, int64_t as_of, uint64_t calendar)
{
	if (has_as_of)
		spec = (spec ^ (uint64_t) as_of) * UINT64_C(0x9e3779b97f4a7c15) + 1;
	return calendar != 0 ? (spec ^ calendar) * UINT64_C(0xd6e8feb86659fd93) + 1 : spec;
}

/* Bytes in use, and a copy of only these. */
extern size_t csq_funnel_events_used(const CsqFunnelEvents *fe);
extern void   csq_funnel_events_copy(const CsqFunnelEvents *fe, void *to, size_t size);

/* Room for one more record; replaces *fe by a larger copy when it is full. */
extern bool csq_funnel_events_grow(CsqFunnelEvents **fe, CsqError *err);

/* The number of a text, new or not: a case id, or an activity. */
extern bool csq_funnel_events_text_id(CsqFunnelEvents **fe, const char *s, size_t len, int64_t *number, CsqError *err);

/* The case of an id of the state's kind. */
static inline bool
csq_funnel_events_case(CsqFunnelEvents **fe, const CsqCaseKey *key, int64_t *id, CsqError *err)
{
	*id = key->id;
	if (key->kind == CSQ_KEY_TEXT)
		return csq_funnel_events_text_id(fe, key->s, key->len, id, err);
	if (!csq_funnel_has_details(*fe) || (key->id >= -CSQ_FUNNEL_INT_END && key->id < CSQ_FUNNEL_INT_END))
		return true;
	if (!csq_funnel_events_text_id(fe, (const char *) &key->id, sizeof key->id, id, err))
		return false;
	*id += CSQ_FUNNEL_INT_END;
	return true;
}

extern bool csq_funnel_events_merge(CsqFunnelEvents **into, const CsqFunnelEvents *from, CsqError *err);
extern bool csq_funnel_events_check(const void *value, size_t size, CsqError *err);

static inline size_t
csq_funnel_events_front(const CsqFunnelEvents *fe)
{
	return sizeof *fe + (((size_t) fe->spec_len + 7) & ~(size_t) 7) + (size_t) fe->nrecords * sizeof(CsqFunnelRecord);
}

static inline CsqFunnelRecord *
csq_funnel_records(const CsqFunnelEvents *fe)
{
	return (CsqFunnelRecord *) ((char *) fe + sizeof *fe + (((size_t) fe->spec_len + 7) & ~(size_t) 7));
}

/* A record. */
static inline bool
csq_funnel_events_push(CsqFunnelEvents **fe, int64_t key, int64_t word, CsqError *err)
{
	CsqFunnelRecord *r = csq_funnel_records(*fe);
	size_t           n = (*fe)->nrecords;

	if (CSQ_UNLIKELY(csq_funnel_events_front(*fe) + sizeof *r + csq_flat_dict_bytes(&csq_funnel_dictionary, *fe) >
	                 csq_flat_size(*fe)))
	{
		if (!csq_funnel_events_grow(fe, err))
			return false;
		r = csq_funnel_records(*fe);
	}
	r[n] = (CsqFunnelRecord){key, word};
	(*fe)->nrecords++;
	return true;
}

/* An event of a case, by its key; word is a packed event or CSQ_FUNNEL_KNOWN. */
static inline bool
csq_funnel_events_add(CsqFunnelEvents **fe, int64_t key, int64_t word, CsqError *err)
{
	const CsqFunnelRecord *r = csq_funnel_records(*fe);
	size_t                 n = (*fe)->nrecords;

	return (word == CSQ_FUNNEL_KNOWN && n > 0 && r[n - 1].key == key) || csq_funnel_events_push(fe, key, word, err);
}

static inline bool
csq_funnel_has_seqs(const CsqFunnelEvents *fe)
{
	return (fe->flat.kind & CSQ_FUNNEL_SEQS) != 0;
}

/* The number of an activity in this state, which is remembered if there is a memo, the state's own. */
static inline bool
csq_funnel_events_label_id(CsqFunnelEvents **fe, const char *s, size_t len, CsqLabelMemo *memo, int64_t *number,
                           CsqError *err)
{
	CsqMemoLabel  label;
	CsqMemoLabel *place;

	if (memo == NULL || !csq_memo_label(s, len, &label))
		return csq_funnel_events_text_id(fe, s, len, number, err);
	place = csq_memo_place(memo, &label);
	if (!csq_memo_holds(place, &label))
	{
		if (!csq_funnel_events_text_id(fe, s, len, number, err))
			return false;
		label.number = (int32_t) *number; /* 1 GB has fewer than 2^28 */
		*place = label;
	}
	*number = place->number;
	return true;
}

/* With details: an event of a case; seq NULL: it has none. */
static inline bool
csq_funnel_events_add_detail(CsqFunnelEvents **fe, int64_t id, int64_t at, const char *label, size_t len,
                             CsqLabelMemo *memo, const int64_t *seq, CsqError *err)
{
	int64_t key = (int64_t) ((uint64_t) id << CSQ_FUNNEL_LABEL_BITS);
	int64_t number;

	return csq_funnel_events_label_id(fe, label, len, memo, &number, err) &&
	       csq_funnel_events_push(fe, key | number, at, err) &&
	       (!csq_funnel_has_seqs(*fe) ||
	        csq_funnel_events_push(fe, key | (seq != NULL ? 1 : 0), seq != NULL ? *seq : 0, err));
}

/* One case: its words sorted, of which the first may be CSQ_FUNNEL_KNOWN; with details its records as they came. */
typedef struct CsqDealtCase
{
	int64_t                id;
	size_t                 n;
	const int64_t         *words;
	const CsqFunnelRecord *records;
} CsqDealtCase;

/* Calls one per case, in no particular order.  Stops when one returns false. */
typedef bool (*CsqEachDealtCase)(void *arg, const CsqDealtCase *one, CsqError *err);

extern bool csq_funnel_events_each(const CsqFunnelEvents *fe, CsqEachDealtCase one, void *arg, CsqError *err);

/* The funnel of the events, that of the aggregates; calendar: that of the terms.  NULL on error. */
extern CsqFunnel *csq_funnel_events_count(const CsqFunnelEvents *fe, const CsqCalendar *calendar, CsqError *err);

/* The parts of a check (funnel_events.c) that reading needs too; the whole is in funnel_events_count.c. */
extern bool csq_funnel_events_check_head(const CsqFunnelEvents *fe, size_t size, CsqError *err);
extern bool csq_funnel_events_check_dictionary(const CsqFunnelEvents *fe, CsqError *err);

/* ---- with details (funnel_events_detail.c) ---- */

/* The activities of all events in order of their bytes. */
typedef struct CsqFunnelNames
{
	uint32_t  n;
	CsqText  *names;
	uint32_t *place; /* by number of the text: its place among the names */
} CsqFunnelNames;

/* text: csq_funnel_events_texts.  false when a record has an activity that is not there. */
extern bool csq_funnel_events_names(const CsqFunnelEvents *fe, const CsqText *text, CsqFunnelNames *names,
                                    CsqError *err);

/* The integer that is the id of a case. */
extern int64_t csq_funnel_events_int(const CsqText *text, int64_t id);

extern bool       csq_funnel_details_check(const CsqFunnelEvents *fe, CsqError *err);
extern CsqFunnel *csq_funnel_details_count(const CsqFunnelEvents *fe, const CsqFunnelTerms *terms,
                                           const CsqFunnelSpec *spec, const CsqCalendar *calendar, CsqError *err);

/* The text of number n, for n < ntexts; the value is checked. */
extern CsqText *csq_funnel_events_texts(const CsqFunnelEvents *fe);

/* Checks, and brings events into cases in order of their ids; NULL on error.  The text of ids stays where it lies. */
typedef struct CsqFunnelListing CsqFunnelListing;

extern CsqFunnelListing *csq_funnel_events_list(const CsqFunnelEvents *fe, CsqError *err);

/* the binary form (funnel_events_binary.c) */
extern CsqFunnelEvents *csq_funnel_events_read(const void *data, size_t len, CsqError *err);
extern void             csq_funnel_events_write(const CsqFunnelListing *l, CsqBuf *out);

#endif /* CSQ_FUNNEL_EVENTS_H */

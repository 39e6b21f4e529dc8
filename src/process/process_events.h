/*
 * process_events.h
 *		The inside of what process_agg collects: records and the dictionary.
 *
 * For process_events.c, which fills them, and process_log.c, which reads them; the
 * layout as a whole is in process.h.
 */
#ifndef CSQ_PROCESS_EVENTS_H
#define CSQ_PROCESS_EVENTS_H

#include "process/process.h"

#define CSQ_PROCESS_EVENTS_TYPE "process_events"

#define HEAD          sizeof(CsqProcessEvents)
#define RECORD        sizeof(Record)
#define RESOURCE_MASK UINT32_C(0x3fffffff)
#define HAS_SEQ       UINT32_C(0x80000000) /* of activity */
#define KIND_SHORT    0 /* of a record: the key is a text of up to SHORT bytes itself, padded with zeros */
#define SHORT         8

typedef struct Record
{
	int64_t  at;
	int64_t  key;      /* the id, or the number of the text or journey; see KIND_SHORT */
	uint32_t activity; /* with HAS_SEQ, when there is a seq behind it that is not NULL */
	uint32_t resource; /* 0 = none; the kind of the key in the two upper bits */
} Record;

static const CsqFlatDictForm dictionary = {offsetof(CsqProcessEvents, dict), UINT64_C(0x70726f6365737331),
                                           CSQ_FLAT_DICT_TAG, 16, 512};

/* With its seq and value. */
static inline size_t
record_size(const CsqProcessEvents *pe)
{
	return RECORD + pe->seq_size + pe->value_size;
}

static inline size_t
front(const CsqProcessEvents *pe)
{
	return HEAD + (size_t) pe->nevents * record_size(pe);
}

static inline Record *
record_at(const CsqProcessEvents *pe, size_t i)
{
	return (Record *) ((char *) pe + HEAD + i * record_size(pe));
}

/* The record behind one, where each has this size. */
static inline const Record *
next_record(const Record *r, size_t size)
{
	return (const Record *) ((const char *) r + size);
}

/* The seq behind a record of events that have any. */
static inline int64_t *
record_seq(const Record *r)
{
	return (int64_t *) (r + 1);
}

/* The value behind a record of events that have any, and behind its seq; not a number: it has none. */
static inline double *
record_value(const CsqProcessEvents *pe, const Record *r)
{
	return (double *) (void *) ((char *) (r + 1) + pe->seq_size);
}

static inline uint32_t
record_activity(const Record *r)
{
	return r->activity & ~HAS_SEQ;
}

static inline uint32_t
record_kind(const Record *r)
{
	return r->resource >> 30;
}

static inline uint32_t
record_resource(const Record *r)
{
	return r->resource & RESOURCE_MASK;
}

static inline int64_t
short_text(const char *s, size_t len)
{
	int64_t key = 0;

	memcpy(&key, s, len);
	return key;
}

static inline size_t
short_len(const Record *r)
{
	return strnlen((const char *) &r->key, SHORT);
}

#endif /* CSQ_PROCESS_EVENTS_H */

/*
 * call.h
 *		Calls offered to a queue: how long they waited, and how they ended: type
 *		call_summary.
 *
 * Four sets of lengths (lengths.h): waits of answered calls, of abandoned ones, of
 * those still waiting (at least so long), and handling times.
 *
 * Core header.
 */
#ifndef CSQ_CALL_H
#define CSQ_CALL_H

#include "base/stats.h"
#include "metrics/lengths.h"

enum
{
	CSQ_CALL_ANSWERED,
	CSQ_CALL_ABANDONED,
	CSQ_CALL_WAITING,
	CSQ_CALL_HANDLED,
	CSQ_CALL_SETS
};

extern const CsqLengthsType csq_call_type;

typedef enum CsqServiceVariant
{
	CSQ_ABANDONS_POSITIVE,
	CSQ_ANSWERED_ONLY,
	CSQ_ABANDONS_NEGATIVE,
	CSQ_IGNORE_ABANDONS_WITHIN,
	CSQ_SHORT_ABANDONS_POSITIVE,
	CSQ_IGNORE_SHORT
} CsqServiceVariant;

extern bool csq_service_variant(const char *name, size_t len, CsqServiceVariant *variant, CsqError *err);

/*
 * Calls served within a threshold, by one of the six definitions; short_abandon
 * matters to two of them.  A call that still waits counts against it once it has
 * waited longer, and not at all before that.
 */
extern CsqShare csq_service_level(const CsqLengths *calls, CsqServiceVariant variant, int64_t within,
                                  int64_t short_abandon);

#endif /* CSQ_CALL_H */

/*
 * incidence.h
 *		Events of an exposure: complaints per 1,000 customers, defects per hour:
 *		type incidence.
 *
 * Core header.
 */
#ifndef CSQ_INCIDENCE_H
#define CSQ_INCIDENCE_H

#include "base/summary.h"
#include "base/times.h"

/* Exposure counts in millionths, so that its sum is exact. */
#define CSQ_EXPOSURE_UNIT 1e6

typedef struct CsqIncidence
{
	CsqStored header;
	int64_t   missing; /* rows without events or exposure */
	int64_t   events;
	CsqU128   exposure; /* below 2^126 */
} CsqIncidence;

extern const CsqSummaryType csq_incidence_type;

extern CsqIncidence *csq_incidence_new(void);

/* One row as a value of its own; 22023 when either is negative, 22003 beyond what is summed. */
extern bool csq_incidence_row(int64_t events, double exposure, CsqIncidence *row, CsqError *err);

static inline double
csq_incidence_exposure(const CsqIncidence *i)
{
	return csq_u128_double(i->exposure) / CSQ_EXPOSURE_UNIT;
}

#endif /* CSQ_INCIDENCE_H */

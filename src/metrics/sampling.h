/*
 * sampling.h
 *		Samples that anybody can draw again, and acceptance plans.  Core header.
 */
#ifndef CSQ_SAMPLING_H
#define CSQ_SAMPLING_H

#include "base/tally.h"

/* XXH64 (Yann Collet's xxHash, 64 bits) of bytes. */
extern uint64_t csq_xxh64(const void *data, size_t len, uint64_t seed);

/* The same of a key, with a salt: its own hash is the seed; no salt (no bytes): 0. */
extern uint64_t csq_stable_hash(const CsqText *key, const CsqText *salt);

/* Two labels, stratum and key: the frame of a sample.  Parameter share, word salt. */
extern const CsqTallyType csq_qa_sample_type;

typedef struct CsqPick
{
	CsqText stratum;
	CsqText key;
	double  inclusion; /* probability of being picked */
	int32_t place;     /* in the stratum */
} CsqPick;

/*
 * ceil(share * all) keys: each stratum its share rounded down, and one more in the order of the largest remainders
 * (of equal ones that of the hash); at least minimum of each stratum, or all it has.
 */
extern CsqPick *csq_qa_picks(const CsqTally *packed, int64_t minimum, uint32_t *n);

/* ---- acceptance sampling ---- */

typedef struct CsqPlan
{
	char    code; /* code letter; 0: none */
	int64_t n;
	int64_t accept;
} CsqPlan;

/* P(at most accept of n are defective) at a share of defectives. */
extern double csq_accept_probability(int64_t n, int64_t accept, double share);

/* The single sampling plan of MIL-STD-105E, normal inspection.  level: I, II, III, S-1 to S-4; aql in percent. */
extern bool csq_accept_table(int64_t lot, double aql, const CsqText *level, CsqPlan *plan, CsqError *err);

/* Smallest plan that accepts good lots with at least one probability and bad ones with at most another. */
extern bool csq_accept_search(double good, double good_accept, double bad, double bad_accept, CsqPlan *plan,
                              CsqError *err);

#endif /* CSQ_SAMPLING_H */

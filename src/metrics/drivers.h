/*
 * drivers.h
 *		What drives an outcome: relative weights of correlated ratings.  Core header.
 */
#ifndef CSQ_DRIVERS_H
#define CSQ_DRIVERS_H

#include "base/flat.h"
#include "base/json.h"
#include "base/times.h"

#define CSQ_DRIVERS_MAX   30
#define CSQ_DRIVERS_UNIT  10000 /* outcomes and ratings are kept in ten-thousandths */
#define CSQ_DRIVERS_LIMIT 1e9

__extension__ typedef __int128 CsqMoment __attribute__((aligned(8)));

/* Rows, and the sums and sums of products of the outcome (variable 0) and k ratings. */
typedef struct CsqDrivers
{
	CsqStored flat;
	uint32_t  k;
	uint32_t  unused;
	int64_t   n;
	int64_t   incomplete; /* rows with a NULL, left out */
	CsqMoment moments[];  /* k + 1 sums, then the upper triangle of products row by row */
} CsqDrivers;

static inline size_t
csq_drivers_moments(uint32_t k)
{
	return (size_t) (k + 1) + (size_t) (k + 1) * (k + 2) / 2;
}

extern CsqDrivers *csq_drivers_new(uint32_t k);
extern bool        csq_drivers_value(double v, int64_t *r, CsqError *err);

/* values[0] the outcome, the others ratings, in ten-thousandths. */
extern bool csq_drivers_add(CsqDrivers *d, const int64_t *values, CsqError *err);
extern bool csq_drivers_merge(CsqDrivers **into, const CsqDrivers *from, CsqError *err);
extern bool csq_drivers_check(const void *value, size_t size, CsqError *err);

extern CsqDrivers *csq_drivers_parse(const char *text, size_t len, CsqError *err);
extern void        csq_drivers_text(const CsqDrivers *d, CsqBuf *b);
extern CsqDrivers *csq_drivers_read(const void *data, size_t len, CsqError *err);
extern void        csq_drivers_write(const CsqDrivers *d, CsqBuf *b);

typedef struct CsqImportance
{
	double mean;
	double correlation; /* with the outcome */
	double weight;      /* part of r2 */
	double lo;
	double hi;
	double share; /* of r2 */
} CsqImportance;

/* false: too few rows, a rating or the outcome that never varies, or ratings that determine each other. */
extern bool csq_importance(const CsqDrivers *d, double confidence, CsqImportance *rows, double *r2);

#endif /* CSQ_DRIVERS_H */

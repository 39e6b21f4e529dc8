/*
 * nearest.h
 *		The label that one is most likely a misspelling of.
 */
#ifndef CSQ_NEAREST_H
#define CSQ_NEAREST_H

#include "base/core.h"
#include "base/json.h"

/* Place among n labels of the one nearest to t; n: none is near.  See nearest.c. */
extern uint32_t csq_nearest_label(const CsqText *t, const CsqText *labels, uint32_t n);

#endif /* CSQ_NEAREST_H */

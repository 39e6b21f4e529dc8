/*
 * placeholder.h
 *		Ids that say that there is none: N/A, null, unknown, -, 0, 无, 未知 and their like.
 */
#ifndef CSQ_PLACEHOLDER_H
#define CSQ_PLACEHOLDER_H

#include "base/labels.h"

/*
 * Is it what people and programs write where an id is asked for and there is none?  Signs, spaces, case and width do
 * not count: "N/A", "(n.a.)", "- -".  So does nothing but signs, nothing but the digit 0, nothing but x twice or more.
 */
extern bool csq_is_placeholder(CsqText id);

#endif /* CSQ_PLACEHOLDER_H */

/*
 * case_id_pg.h
 *		The case id of a one-level aggregate: anyelement as a key.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_CASE_ID_H
#define CSQ_CASE_ID_H

#include "base/case_key.h"

/* How the type of the case id is read; 0 is none. */
typedef enum CsqCaseType
{
	CSQ_CASE_INT2 = 1,
	CSQ_CASE_INT4,
	CSQ_CASE_INT8,
	CSQ_CASE_TEXT,
	CSQ_CASE_BPCHAR,
	CSQ_CASE_UUID
} CsqCaseType;

/* The type of argument argno of this call site; 0A000, naming the aggregate, for any other. */
extern CsqCaseType csq_case_type(FunctionCallInfo fcinfo, int argno, const char *aggregate);

/*
 * A case id as a key: ints of all widths are one kind, so are texts and uuids.
 * buffer has room for 40 bytes and must live as long as the key.
 */
extern CsqCaseKey csq_case_key(CsqCaseType type, Datum id, char *buffer);

#endif /* CSQ_CASE_ID_H */

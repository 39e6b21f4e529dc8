/*
 * case_id_pg.h
 *		The case id of a one-level aggregate as a key.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_CASE_ID_H
#define CSQ_CASE_ID_H

#include "base/case_key.h"
#include "base/labels.h"
#include "pg/args_pg.h"

/* The types of a case id; the others are cast to one of them. */
typedef enum CsqCaseType
{
	CSQ_CASE_BIGINT,
	CSQ_CASE_TEXT,
	CSQ_CASE_UUID
} CsqCaseType;

/* A case id as a key; a uuid is its text.  buffer has room for 40 bytes and must live as long as the key. */
extern CsqCaseKey csq_case_text_key(CsqCaseType type, Datum id, char *buffer);

/* Set field by field: a struct that is made elsewhere and copied is read before it is written, and each row waits. */
static inline void
csq_case_key(CsqCaseType type, Datum id, char *buffer, CsqCaseKey *key)
{
	if (type != CSQ_CASE_BIGINT)
	{
		*key = csq_case_text_key(type, id, buffer);
		return;
	}
	key->kind = CSQ_KEY_INT;
	key->s = buffer;
	key->len = 0;
	key->id = DatumGetInt64(id);
}

/* A case id as text, a number in digits.  buffer: 40 bytes, as long as the text is needed. */
extern CsqText csq_case_text(CsqCaseType type, Datum id, char *buffer);

/* No case in argument n: NULL, or blank. */
static inline bool
csq_is_nobody(FunctionCallInfo fcinfo, int n, CsqCaseType type)
{
	return PG_ARGISNULL(n) || (type == CSQ_CASE_TEXT && csq_is_blank(csq_text_arg(fcinfo, n)));
}

/*
 * The transition function of each type, NAME_bigint and so on: an engine that
 * calls them on many servers does not tell a function which types its arguments
 * have.  BODY is a function (fcinfo, CsqCaseType).
 */
#define CSQ_CASE_FUNCTION(name, body, type)                                                                            \
	PG_FUNCTION_INFO_V1(name);                                                                                         \
	Datum name(PG_FUNCTION_ARGS)                                                                                       \
	{                                                                                                                  \
		return body(fcinfo, type);                                                                                     \
	}
#define CSQ_CASE_FUNCTIONS(name, body)                                                                                 \
	CSQ_CASE_FUNCTION(name##_bigint, body, CSQ_CASE_BIGINT)                                                            \
	CSQ_CASE_FUNCTION(name##_text, body, CSQ_CASE_TEXT)                                                                \
	CSQ_CASE_FUNCTION(name##_uuid, body, CSQ_CASE_UUID)

/* The same, NAME_typed_bigint and so on, of a time as it is typed in argument n: ISO 8601 with a zone, else 22007. */
#define CSQ_TYPED_CASE_FUNCTIONS(name, body, n)                                                                        \
	static Datum body##_typed(FunctionCallInfo fcinfo, CsqCaseType type)                                               \
	{                                                                                                                  \
		csq_read_typed_time(fcinfo, n);                                                                                \
		return body(fcinfo, type);                                                                                     \
	}                                                                                                                  \
	CSQ_CASE_FUNCTIONS(name##_typed, body##_typed)

#endif /* CSQ_CASE_ID_H */

/*
 * stored_type_pg.h
 *		The SQL functions every stored type has, made from its CsqStoredType.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_STORED_TYPE_PG_H
#define CSQ_STORED_TYPE_PG_H

#include "pg/csq.h"
#include "base/stored_text.h"
#include "base/stored_type.h"

/* Argument n, detoasted, checked and opened: what text and write take.  Never modify it. */
extern const void *csq_stored_arg(FunctionCallInfo fcinfo, int n, const CsqStoredType *type);

extern Datum csq_stored_in(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_out(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_recv(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_send(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_eq(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_ne(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_lt(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_le(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_gt(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_ge(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_cmp(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_hash(FunctionCallInfo fcinfo, const CsqStoredType *type);
extern Datum csq_stored_json(FunctionCallInfo fcinfo, const CsqStoredType *type);

/* One of them, by its verb: csq_T_in and so on. */
#define CSQ_STORED_FUNCTION(prefix, type, verb)                                                                        \
	PG_FUNCTION_INFO_V1(csq_##prefix##_##verb);                                                                        \
	Datum csq_##prefix##_##verb(PG_FUNCTION_ARGS)                                                                      \
	{                                                                                                                  \
		return csq_stored_##verb(fcinfo, &(type));                                                                     \
	}

/*
 * The functions of text and binary form of a stored type T with C prefix csq_T:
 *
 *	 csq_T_in(cstring) -> T
 *	 csq_T_out(T) -> cstring		canonical: equal values print alike, whatever the settings
 *	 csq_T_recv(internal) -> T		only a canonical binary form, network order
 *	 csq_T_send(T) -> bytea			canonical
 *
 * NULL:	all are strict.
 */
#define CSQ_STORED_FORMS(prefix, type)                                                                                 \
	CSQ_STORED_FUNCTION(prefix, type, in)                                                                              \
	CSQ_STORED_FUNCTION(prefix, type, out)                                                                             \
	CSQ_STORED_FUNCTION(prefix, type, recv)                                                                            \
	CSQ_STORED_FUNCTION(prefix, type, send)

/*
 * Those, and what sorting, grouping and indexes need:
 *
 *	 csq_T_eq, _ne, _lt, _le, _gt, _ge(T, T) -> bool	by the canonical binary form, or by compare of the type
 *	 csq_T_cmp(T, T) -> int4							negative, 0 or positive
 *	 csq_T_hash(T) -> int4								agrees with eq; csq_T_hash(T, int8) -> int8 likewise
 *
 * NULL:	all are strict.  Cost: O(size of the smaller value) when canonical, else of writing both.
 */
#define CSQ_STORED_FUNCTIONS(prefix, type)                                                                             \
	CSQ_STORED_FORMS(prefix, type)                                                                                     \
	CSQ_STORED_FUNCTION(prefix, type, eq)                                                                              \
	CSQ_STORED_FUNCTION(prefix, type, ne)                                                                              \
	CSQ_STORED_FUNCTION(prefix, type, lt)                                                                              \
	CSQ_STORED_FUNCTION(prefix, type, le)                                                                              \
	CSQ_STORED_FUNCTION(prefix, type, gt)                                                                              \
	CSQ_STORED_FUNCTION(prefix, type, ge)                                                                              \
	CSQ_STORED_FUNCTION(prefix, type, cmp)                                                                             \
	CSQ_STORED_FUNCTION(prefix, type, hash)

/* csq_T_json(T) -> json, for a type whose text form is JSON: that text.  Strict. */
#define CSQ_STORED_JSON(prefix, type) CSQ_STORED_FUNCTION(prefix, type, json)

/*
 * csq_T_combine(T, T) -> T: the operator +, transition function of rollup(T) and combine
 * function over growing states of type Stored (flat.h).  A NULL adds nothing, the second is
 * checked, the first is changed in place within an aggregate.  merge is a core function
 *		bool merge(Stored **into, const Stored *from, CsqError *err)
 */
extern Datum csq_stored_merge(FunctionCallInfo fcinfo, CsqCheck check,
                              void *(*merge)(void *into, const void *from, CsqError *err));

#define CSQ_STORED_MERGE(prefix, Stored, check, merge)                                                                 \
	static void *prefix##_combine_step(void *into, const void *from, CsqError *err)                                    \
	{                                                                                                                  \
		Stored *state = into;                                                                                          \
		return merge(&state, from, err) ? state : NULL;                                                                \
	}                                                                                                                  \
	PG_FUNCTION_INFO_V1(csq_##prefix##_combine);                                                                       \
	Datum csq_##prefix##_combine(PG_FUNCTION_ARGS)                                                                     \
	{                                                                                                                  \
		return csq_stored_merge(fcinfo, check, prefix##_combine_step);                                                 \
	}

/*
 * T_type, the CsqStoredType of T, and the functions of CSQ_STORED_FUNCTIONS, from C functions
 *
 *		Stored *core_parse(const char *text, size_t len, CsqError *err)
 *		void core_text(const Opened *opened, CsqBuf *out)
 *		Stored *core_read(const void *data, size_t len, CsqError *err)
 *		void core_write(const Opened *opened, CsqBuf *out)
 *
 * that keep the types of their arguments.  What follows core initialises the rest
 * of T_type.  The comment above its use says what the forms look like, what they
 * cost, and which errors input raises.
 */
#define CSQ_STORED_DESCRIPTION(prefix, core, ...)                                                                      \
	static void *prefix##_stored_parse(const char *text, size_t len, CsqError *err)                                    \
	{                                                                                                                  \
		return core##_parse(text, len, err);                                                                           \
	}                                                                                                                  \
	static void prefix##_stored_text(const void *opened, CsqBuf *out)                                                  \
	{                                                                                                                  \
		core##_text(opened, out);                                                                                      \
	}                                                                                                                  \
	static void *prefix##_stored_read(const void *data, size_t len, CsqError *err)                                     \
	{                                                                                                                  \
		return core##_read(data, len, err);                                                                            \
	}                                                                                                                  \
	static void prefix##_stored_write(const void *opened, CsqBuf *out)                                                 \
	{                                                                                                                  \
		core##_write(opened, out);                                                                                     \
	}                                                                                                                  \
	static const CsqStoredType prefix##_type = {.parse = prefix##_stored_parse,                                        \
	                                            .text = prefix##_stored_text,                                          \
	                                            .read = prefix##_stored_read,                                          \
	                                            .write = prefix##_stored_write,                                        \
	                                            __VA_ARGS__};

#define CSQ_STORED_TYPE(prefix, core, ...)                                                                             \
	CSQ_STORED_DESCRIPTION(prefix, core, __VA_ARGS__)                                                                  \
	CSQ_STORED_FUNCTIONS(prefix, prefix##_type)

/*
 * The same for a sealed type (stored_type.h): core_read and core_write are all there
 * is.  CSQ_STATE_TYPE makes only the forms: for the state of an aggregate that no
 * column holds.
 */
#define CSQ_SEALED_DESCRIPTION(prefix, core, ...)                                                                      \
	static void *prefix##_stored_read(const void *data, size_t len, CsqError *err)                                     \
	{                                                                                                                  \
		return core##_read(data, len, err);                                                                            \
	}                                                                                                                  \
	static void prefix##_stored_write(const void *opened, CsqBuf *out)                                                 \
	{                                                                                                                  \
		core##_write(opened, out);                                                                                     \
	}                                                                                                                  \
	static const CsqStoredType prefix##_type = {                                                                       \
		.sealed = #prefix, .read = prefix##_stored_read, .write = prefix##_stored_write, __VA_ARGS__};

#define CSQ_STATE_TYPE(prefix, core, ...)                                                                              \
	CSQ_SEALED_DESCRIPTION(prefix, core, __VA_ARGS__)                                                                  \
	CSQ_STORED_FORMS(prefix, prefix##_type)

#define CSQ_SEALED_TYPE(prefix, core, ...)                                                                             \
	CSQ_SEALED_DESCRIPTION(prefix, core, __VA_ARGS__)                                                                  \
	CSQ_STORED_FUNCTIONS(prefix, prefix##_type)

#endif /* CSQ_STORED_TYPE_PG_H */

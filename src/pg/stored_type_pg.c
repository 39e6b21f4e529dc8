/*
 * stored_type_pg.c
 *		The SQL functions every stored type has: see stored_type_pg.h.
 *
 * Text and binary input is checked by the type's parse and read, an argument (a
 * column, a worker's partial state) by its check or open.  Two values are equal
 * when their canonical binary forms are; where a type stores equal values as equal
 * bytes, those are compared as they lie, without being read.  The order is that of
 * the bytes, or the natural one of the type.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/memutils.h"

#include "base/envelope.h"
#include "base/flat.h"
#include "base/json.h"
#include "pg/stored_type_pg.h"

static void *
value_arg(FunctionCallInfo fcinfo, int n, const CsqStoredType *type)
{
	return type->fixed > 0 ? (void *) PG_GETARG_POINTER(n) : CSQ_GETARG_VALUE(n);
}

const void *
csq_stored_arg(FunctionCallInfo fcinfo, int n, const CsqStoredType *type)
{
	const void *value = value_arg(fcinfo, n, type);
	CsqError    err;

	if (CSQ_UNLIKELY(type->check != NULL && !type->check(value, type->fixed > 0 ? type->fixed : VARSIZE(value), &err)))
		csq_throw(&err);
	if (type->open != NULL && (value = type->open(value, &err)) == NULL)
		csq_throw(&err);
	return value;
}

/* ---- text and binary ---- */

Datum
csq_stored_in(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	const char *text = PG_GETARG_CSTRING(0);
	CsqError    err;
	void       *value;

	if (type->utf8)
		csq_require_utf8();
	value =
		type->sealed != NULL ? csq_sealed_parse(type, text, strlen(text), &err) : type->parse(text, strlen(text), &err);
	if (value == NULL)
	{
		/* rate('0.9'), similarity('one text', 'another'): the data, where the value is meant */
		if (err.hint[0] == '\0' && strcmp(err.detail, "Expected \"{\" at byte 1.") == 0)
			csq_hint(
				&err,
				"A value of this type is made of rows by an aggregate, or of a text by a function; its own text is "
				"JSON, as csq prints it.");
		return csq_soft_error(fcinfo, &err);
	}
	PG_RETURN_POINTER(value);
}

static void
put_text(const CsqStoredType *type, const void *opened, CsqBuf *out)
{
	if (type->sealed != NULL)
		csq_sealed_text(type, opened, out);
	else
		type->text(opened, out);
}

Datum
csq_stored_out(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	const void *opened = csq_stored_arg(fcinfo, 0, type);
	CsqBuf      out;

	csq_buf_init(&out);
	put_text(type, opened, &out);
	PG_RETURN_CSTRING(out.data);
}

Datum
csq_stored_json(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	const void *opened = csq_stored_arg(fcinfo, 0, type);
	CsqBuf      out;

	csq_buf_init(&out);
	put_text(type, opened, &out);
	return csq_text_datum(&out);
}

Datum
csq_stored_recv(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	const void *data;
	size_t      len;
	CsqError    err;
	void       *value;

	if (type->utf8)
		csq_require_utf8();
	csq_recv_bytes(fcinfo, &data, &len);
	value = type->read(data, len, &err);
	if (value == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(value);
}

/* The canonical binary form of argument n. */
static CsqBuf
written_arg(FunctionCallInfo fcinfo, int n, const CsqStoredType *type)
{
	const void *opened = csq_stored_arg(fcinfo, n, type);
	CsqBuf      out;

	csq_buf_init(&out);
	type->write(opened, &out);
	return out;
}

Datum
csq_stored_send(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	CsqBuf out = written_arg(fcinfo, 0, type);

	return csq_send_bytes(&out);
}

/* ---- comparing ---- */

/* The bytes that decide whether argument n equals another value. */
static CsqText
identity_arg(FunctionCallInfo fcinfo, int n, const CsqStoredType *type)
{
	CsqBuf out;

	if (type->canonical)
	{
		const void *value = value_arg(fcinfo, n, type);
		CsqError    err;

		if (type->plain != NULL && (value = type->plain(value, &err)) == NULL)
			csq_throw(&err);
		if (type->fixed > 0)
			return (CsqText){value, type->fixed};
		return (CsqText){VARDATA(value), VARSIZE(value) - VARHDRSZ};
	}
	out = written_arg(fcinfo, n, type);
	return (CsqText){out.data, out.len};
}

/*
 * What comparing takes is given back at once: a sort compares in a context that it keeps until it is done, and each
 * comparison of two toasted values left copies of both there.  One context for the session; comparing does not nest.
 */
static MemoryContext
begin_comparing(void)
{
	static MemoryContext comparing = NULL;

	if (comparing == NULL)
		comparing = AllocSetContextCreate(TopMemoryContext, "csq comparing", ALLOCSET_DEFAULT_SIZES);
	else
		MemoryContextReset(comparing); /* of one that failed */
	return MemoryContextSwitchTo(comparing);
}

static void
end_comparing(MemoryContext caller)
{
	MemoryContextReset(MemoryContextSwitchTo(caller));
}

/* Of bytes: the first that differs decides, else the shorter comes first. */
static int
compared(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	CsqText a, b;
	int     c;

	if (type->compare != NULL)
		return type->compare(csq_stored_arg(fcinfo, 0, type), csq_stored_arg(fcinfo, 1, type));
	a = identity_arg(fcinfo, 0, type);
	b = identity_arg(fcinfo, 1, type);
	c = memcmp(a.s, b.s, Min(a.len, b.len));
	return c != 0 ? c : (a.len > b.len) - (a.len < b.len);
}

static int
compare_args(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	MemoryContext caller = begin_comparing();
	int           c = compared(fcinfo, type);

	end_comparing(caller);
	return c;
}

static bool
same_args(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	MemoryContext caller = begin_comparing();
	CsqText       a = identity_arg(fcinfo, 0, type);
	CsqText       b = identity_arg(fcinfo, 1, type);
	bool          same = a.len == b.len && memcmp(a.s, b.s, a.len) == 0;

	end_comparing(caller);
	return same;
}

Datum
csq_stored_eq(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	PG_RETURN_BOOL(same_args(fcinfo, type));
}

Datum
csq_stored_ne(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	PG_RETURN_BOOL(!same_args(fcinfo, type));
}

Datum
csq_stored_lt(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	PG_RETURN_BOOL(compare_args(fcinfo, type) < 0);
}

Datum
csq_stored_le(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	PG_RETURN_BOOL(compare_args(fcinfo, type) <= 0);
}

Datum
csq_stored_gt(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	PG_RETURN_BOOL(compare_args(fcinfo, type) > 0);
}

Datum
csq_stored_ge(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	PG_RETURN_BOOL(compare_args(fcinfo, type) >= 0);
}

Datum
csq_stored_cmp(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	int c = compare_args(fcinfo, type);

	PG_RETURN_INT32((c > 0) - (c < 0));
}

Datum
csq_stored_hash(FunctionCallInfo fcinfo, const CsqStoredType *type)
{
	CsqText  a = identity_arg(fcinfo, 0, type);
	uint64_t seed = PG_NARGS() > 1 ? (uint64_t) PG_GETARG_INT64(1) : 0;
	uint64_t h = csq_hash_bytes(a.s, a.len, seed);

	/* the extended form (value, seed) returns 64 bits, which must agree with the short one for seed 0 */
	if (PG_NARGS() > 1)
		PG_RETURN_INT64((int64) h);
	PG_RETURN_INT32((int32) (uint32_t) h);
}

/* ---- growing states ---- */

Datum
csq_stored_merge(FunctionCallInfo fcinfo, CsqCheck check, void *(*merge)(void *into, const void *from, CsqError *err))
{
	void    *into = PG_ARGISNULL(0) ? NULL : csq_flat_state(fcinfo, check);
	void    *from = PG_ARGISNULL(1) ? NULL : csq_checked(CSQ_GETARG_VALUE(1), check);
	CsqError err;

	if (into != NULL && from != NULL && (into = merge(into, from, &err)) == NULL)
		csq_throw(&err);
	if (into == NULL)
		into = from; /* the executor copies it */
	if (into == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(into);
}

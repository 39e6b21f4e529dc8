/*
 * host_pg.c
 *		The server's side of core.h, and the small helpers of csq.h.
 *
 * Memory is the current memory context, interrupts are PostgreSQL's, a CsqError
 * becomes an ereport().  The only file that maps CsqCode to SQLSTATE.
 */
#include "postgres.h"

#include <math.h>
#ifdef __linux__
#include <sys/mman.h>
#include <unistd.h>
#endif

#include "common/shortest_dec.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"
#include "utils/timestamp.h"

#include "pg/csq.h"

/* ---- memory and interrupts ---- */

#define LARGE_PAGE ((size_t) 2 * 1024 * 1024)
#define LARGE      LARGE_PAGE /* bytes from which memory is asked for in large pages */
#define BESIDE     256        /* what the memory context and malloc() put before a large piece, at most */

/*
 * Says of new memory that pages of 2 MB are welcome, where the kernel gives them to
 * who asks: an index of millions of ids is touched for the first time in fewer
 * places, and read with fewer looks at the page tables.  Advice, nothing more: its failure is no error.
 * From the page on in which malloc() began: advice for a part of a mapping would make two of it, and
 * what is two mappings cannot be moved when it grows, but must be copied.
 */
void *
csq_in_large_pages(void *p, size_t size)
{
#ifdef MADV_HUGEPAGE
	uintptr_t page;
	uintptr_t from;
	uintptr_t to;

	if (CSQ_LIKELY(size < LARGE))
		return p;
	page = (uintptr_t) sysconf(_SC_PAGESIZE);
	from = (uintptr_t) p & ~(page - 1);
	to = ((uintptr_t) p + size + page - 1) & ~(page - 1);
	(void) madvise((void *) from, to - from, MADV_HUGEPAGE);
#else
	(void) size;
#endif
	return p;
}

/*
 * What is asked for in place of a large size: with what lies before it, whole large pages.  malloc() maps such a piece
 * by itself, and Linux puts a mapping of whole large pages where they can begin; any other begins anywhere, and up to
 * 4 MB at its ends are given out in pages of 4 kB.  No more is touched than was wanted.
 */
static inline size_t
whole_pages(size_t size)
{
	if (size > MaxAllocHugeSize)
		return size; /* is refused */
	return (size + BESIDE + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE - BESIDE;
}

void *
csq_alloc(size_t size)
{
	if (CSQ_LIKELY(size < LARGE))
		return palloc(size);
	size = whole_pages(size);
	return csq_in_large_pages(MemoryContextAllocHuge(CurrentMemoryContext, size), size);
}

void *
csq_alloc0(size_t size)
{
	void *p = csq_alloc(size);

	memset(p, 0, size);
	return p;
}

void *
csq_realloc(void *p, size_t size)
{
	if (CSQ_LIKELY(size < LARGE))
		return repalloc(p, size);
	size = whole_pages(size);
	return csq_in_large_pages(repalloc_huge(p, size), size);
}

void
csq_free(void *p)
{
	if (p != NULL)
		pfree(p);
}

void
csq_check_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

int
csq_double_text(double value, char *out)
{
	return double_to_shortest_decimal_buf(value, out);
}

/* ---- errors ---- */

static int
sqlstate(CsqCode code)
{
	switch (code)
	{
		case CSQ_SYNTAX:
			return ERRCODE_INVALID_TEXT_REPRESENTATION;
		case CSQ_RANGE:
			return ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE;
		case CSQ_PARAM:
			return ERRCODE_INVALID_PARAMETER_VALUE;
		case CSQ_DATA:
			return ERRCODE_DATA_EXCEPTION;
		case CSQ_DATETIME:
		case CSQ_BEYOND:
			return ERRCODE_DATETIME_VALUE_OUT_OF_RANGE;
		case CSQ_LIMIT:
			return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
		case CSQ_UNSUPPORTED:
			return ERRCODE_FEATURE_NOT_SUPPORTED;
		case CSQ_BINARY:
			return ERRCODE_INVALID_BINARY_REPRESENTATION;
		case CSQ_OK:
			break;
	}
	return ERRCODE_INTERNAL_ERROR;
}

/*
 * Bytes that are no characters of the server's encoding become question marks: a message may quote untrusted binary
 * input, or be cut within a character where the buffer ends, and no client can be sent what is no text.
 */
static void
clean_text(char *text)
{
	int encoding = GetDatabaseEncoding();
	int rest = (int) strlen(text);

	while (rest > 0)
	{
		int len = pg_encoding_verifymbchar(encoding, text, rest);

		if (len < 1)
		{
			*text = '?';
			len = 1;
		}
		text += len;
		rest -= len;
	}
}

static CsqError *
clean_error(const CsqError *err)
{
	CsqError *clean = palloc(sizeof *clean);

	*clean = *err;
	clean_text(clean->message);
	clean_text(clean->detail);
	clean_text(clean->hint);
	return clean;
}

void
csq_throw(const CsqError *raw)
{
	const CsqError *err = clean_error(raw);

	ereport(ERROR, (errcode(sqlstate(err->code)), errmsg("%s", err->message),
	                err->detail[0] ? errdetail("%s", err->detail) : 0, err->hint[0] ? errhint("%s", err->hint) : 0));
}

Datum
csq_soft_error(FunctionCallInfo fcinfo, const CsqError *raw)
{
	const CsqError *err = clean_error(raw);

	csq_ereturn(fcinfo->context, (Datum) 0,
	            (errcode(sqlstate(err->code)), errmsg("%s", err->message),
	             err->detail[0] ? errdetail("%s", err->detail) : 0, err->hint[0] ? errhint("%s", err->hint) : 0));
}

void
csq_require_utf8(void)
{
	if (CSQ_UNLIKELY(GetDatabaseEncoding() != PG_UTF8))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("csq reads text in UTF-8 databases only"),
		                errdetail("The encoding of this database is %s.", GetDatabaseEncodingName()),
		                errhint("Create a database with ENCODING 'UTF8' and load the data there.")));
}

void
csq_require_finite(double value, const char *what)
{
	if (CSQ_UNLIKELY(!isfinite(value)))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("%s must be a finite number, not %s", what,
		                                                                    isnan(value) ? "NaN"
		                                                                    : value > 0  ? "Infinity"
		                                                                                 : "-Infinity")));
}

void
csq_require_level(double value, const char *what)
{
	if (CSQ_UNLIKELY(!(value > 0 && value < 1)))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("%s must lie between 0 and 1, not %g", what, value),
		         errdetail("Both ends are excluded."),
		         value > 1 && value < 100 ? errhint("Write %g for %g %%.", value / 100, value) : 0));
	/* 0.05 is what may go wrong; an interval of 5 % would look like a sure figure */
	if (CSQ_UNLIKELY(value < 0.5 && strcmp(what, "confidence") == 0))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a confidence of %g is too low", value),
		                errdetail("It is how often the interval holds the truth: 0.5 at least, 0.95 by custom."),
		                errhint("Where the error is to be %g, write %g.", value, 1 - value)));
}

/* ---- values ---- */

void
csq_recv_bytes(FunctionCallInfo fcinfo, const void **data, size_t *len)
{
	StringInfo buf = (StringInfo) PG_GETARG_POINTER(0);

	*data = buf->data + buf->cursor;
	*len = (size_t) (buf->len - buf->cursor);
	buf->cursor = buf->len;
}

Datum
csq_send_bytes(const CsqBuf *b)
{
	return PointerGetDatum(cstring_to_text_with_len(b->data, (int) b->len));
}

Datum
csq_text_datum(const CsqBuf *b)
{
	return PointerGetDatum(cstring_to_text_with_len(b->data, (int) b->len));
}

MemoryContext
csq_agg_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	return AggCheckCallContext(fcinfo, &context) ? context : NULL;
}

bool
csq_groups_are_far(FunctionCallInfo fcinfo)
{
	const AggState *agg = (const AggState *) fcinfo->context;

	return agg != NULL && IsA(agg, AggState) && agg->hash_ngroups_current >= CSQ_FAR_GROUPS;
}

void *
csq_checked(void *value, CsqCheck check)
{
	CsqError err;

	if (CSQ_UNLIKELY(!check(value, VARSIZE(value), &err)))
		csq_throw(&err);
	return value;
}

/* ---- set-returning functions ---- */

ReturnSetInfo *
csq_srf_begin(FunctionCallInfo fcinfo)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	/*
	 * a copy of the descriptor that the executor has is cheaper
	 * than one from the catalogue, which counts in a LATERAL join
	 */
	InitMaterializedSRF(fcinfo,
	                    MAT_SRF_BLESS | (rsinfo != NULL && IsA(rsinfo, ReturnSetInfo) && rsinfo->expectedDesc != NULL
	                                         ? MAT_SRF_USE_EXPECTED_DESC
	                                         : 0));
	return rsinfo;
}

void
csq_require_rows(int64 rows, int64 most, const char *what, const char *hint)
{
	if (CSQ_UNLIKELY(rows > most))
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
		                errmsg("%s would give more than %lld rows", what, (long long) most),
		                errdetail("It gives a row for each part of a span of time."), errhint("%s", hint)));
}

void
csq_srf_row(ReturnSetInfo *rsinfo, Datum *values, bool *nulls)
{
	CHECK_FOR_INTERRUPTS();
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
}

void
csq_rows_begin(CsqRows *rows, ReturnSetInfo *result)
{
	rows->result = result;
	rows->row = AllocSetContextCreate(CurrentMemoryContext, "csq row", ALLOCSET_SMALL_SIZES);
	rows->around = MemoryContextSwitchTo(rows->row);
}

void
csq_rows_put(CsqRows *rows, Datum *values, bool *nulls)
{
	csq_srf_row(rows->result, values, nulls);
	MemoryContextReset(rows->row);
}

void
csq_rows_end(CsqRows *rows)
{
	MemoryContextSwitchTo(rows->around);
	MemoryContextDelete(rows->row);
}

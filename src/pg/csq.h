/*
 * csq.h
 *		What the SQL shell files share: errors, compiled values, aggregate states.
 *
 * Private to the library.  A shell file (src/<topic>.c) includes postgres.h
 * first, then fmgr.h and what it needs of PostgreSQL, then this.  A shell
 * function fetches its arguments, validates, calls the core, and returns.
 */
#ifndef CSQ_H
#define CSQ_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "fmgr.h"
#include "nodes/nodes.h"
#include "pg/compat.h"
#include "base/core.h"

/* ---- errors (host_pg.c) ---- */

/* Raise a core error with its SQLSTATE, detail and hint. */
CSQ_NORETURN extern void csq_throw(const CsqError *err);

/*
 * Report a core error from an input function: softly where the caller asked for
 * that (PostgreSQL 16 and later), else like csq_throw.  Use as
 *		return csq_soft_error(fcinfo, &err);
 */
extern Datum csq_soft_error(FunctionCallInfo fcinfo, const CsqError *err);

/* 0A000 unless the database encoding is UTF-8: first line of every function that reads text as characters. */
extern void csq_require_utf8(void);

/* ---- values ---- */

/* The whole detoasted, aligned value of argument n (never modify it). */
#define CSQ_GETARG_VALUE(n) ((void *) PG_DETOAST_DATUM(PG_GETARG_DATUM(n)))

/*
 * Type receive: the unread part of the message buffer.  Marks it as read.
 */
extern void csq_recv_bytes(FunctionCallInfo fcinfo, const void **data, size_t *len);

/* Type send: the buffer as bytea. */
extern Datum csq_send_bytes(const CsqBuf *b);

/* The buffer as text. */
extern Datum csq_text_datum(const CsqBuf *b);

/*
 * Float arguments that csq refuses: raises 22003 unless finite.  what names the
 * argument in the message.
 */
extern void csq_require_finite(double value, const char *what);

/* A confidence level or probability strictly between 0 and 1, else 22023. */
extern void csq_require_level(double value, const char *what);

/* An interval argument as microseconds: days count as 24 hours; 22023 for months and when negative.  what names it. */
extern int64 csq_length_arg(FunctionCallInfo fcinfo, int argno, const char *what);

/* ---- aggregate states ---- */

/*
 * In a transition or combine function: the context of the state, or NULL when
 * the function was called outside an aggregate (then never modify argument 0).
 */
extern MemoryContext csq_agg_context(FunctionCallInfo fcinfo);

/* The same question as yes or no, without a call: it is asked for each row. */
static inline bool
csq_in_aggregate(FunctionCallInfo fcinfo)
{
	return fcinfo->context != NULL && (IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState));
}

/* Is this value, of this many bytes, one of the type?  The one check each stored type has. */
typedef bool (*CsqCheck)(const void *value, size_t size, CsqError *err);

/* A detoasted value that passed the check of its type, else its error. */
extern void *csq_checked(void *value, CsqCheck check);

/*
 * Argument 0 as a growing state (flat.h) that may be changed in place.  In an
 * aggregate it is our own work, and plain unless it came from a worker or a
 * spill file; anything else is copied and checked.
 */
static inline void *
csq_flat_state(FunctionCallInfo fcinfo, CsqCheck check)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);

	if (CSQ_LIKELY(csq_in_aggregate(fcinfo) && !VARATT_IS_EXTENDED(arg)))
		return arg;
	return csq_checked(PG_DETOAST_DATUM_COPY(PointerGetDatum(arg)), check);
}

#define CSQ_CACHE_LINE 64

/*
 * Before that, where argument 0 is not NULL: asks for so many lines of the state.  With a million
 * groups in turn the state of each row is in no cache; its header says where the rest
 * lies, and would be waited for first.
 */
static inline void
csq_fetch_state(FunctionCallInfo fcinfo, int lines)
{
	const char *state = (const char *) PG_GETARG_POINTER(0);

	for (int line = 0; line < lines; line++)
		__builtin_prefetch(state + (size_t) line * CSQ_CACHE_LINE, 1);
}

/*
 * Stores a word past the caches, where the processor can: for memory that is in none of them and is not read soon.
 * Nobody waits for the line of which 8 bytes are written.
 */
static inline void
csq_store_far(int64 *to, int64 word)
{
#if defined(__SSE2__) && defined(__x86_64__)
	_mm_stream_si64((long long *) to, (long long) word);
#else
	*to = word;
#endif
}

/* Are the states of the aggregate in no cache?  So many groups of a hash table, with states of 128 bytes, are 7 MB. */
#define CSQ_FAR_GROUPS 32768
extern bool csq_groups_are_far(FunctionCallInfo fcinfo);

/* Argument 0 as a state if that takes no copy and no argument is NULL, which holds for most rows; else NULL. */
static inline void *
csq_usual_state(FunctionCallInfo fcinfo, int nargs)
{
	struct varlena *arg = (struct varlena *) PG_GETARG_POINTER(0);
	bool            missing = false;

	for (int i = 0; i < nargs; i++)
		missing |= PG_ARGISNULL(i);
	return CSQ_LIKELY(!missing && csq_in_aggregate(fcinfo) && !VARATT_IS_EXTENDED(arg)) ? arg : NULL;
}

/* Materialise mode for a set-returning function: call first, then tuplestore_putvalues. */
extern struct ReturnSetInfo *csq_srf_begin(FunctionCallInfo fcinfo);
extern void                  csq_srf_row(struct ReturnSetInfo *rsinfo, Datum *values, bool *nulls);

/* Rows whose values are made in a memory of their own, which is current from begin to end and emptied by each put. */
typedef struct CsqRows
{
	struct ReturnSetInfo *result;
	MemoryContext         row;
	MemoryContext         around;
} CsqRows;

extern void csq_rows_begin(CsqRows *rows, struct ReturnSetInfo *result);
extern void csq_rows_put(CsqRows *rows, Datum *values, bool *nulls);
extern void csq_rows_end(CsqRows *rows);

/*
 * The rows of a result that grows with a span of time: 54000 for more than most, told before they are made where
 * their number is known.  what: the function.
 */
#define CSQ_SPAN_ROWS 1000000
extern void csq_require_rows(int64 rows, int64 most, const char *what, const char *hint);

/*
 * The result of a function with several OUT parameters that returns one row.  The
 * row's description is looked up once per call site (value_cache_pg.c).
 */
extern Datum csq_row_datum(FunctionCallInfo fcinfo, Datum *values, bool *nulls);

/* ---- compiled values (value_cache_pg.c) ---- */

/*
 * Many csq values (calendars, lexicons, models, funnels) are read through a
 * compiled form.  csq_compiled() returns the compiled form of argument argno,
 * made once per distinct value and call site: a stored value is recognised by
 * its TOAST pointer and not even read again, a constant by its address, any
 * other by its bytes.  Up to eight values per call site are kept.
 *
 * compile is called with a private memory context as the current one; what it
 * returns must lie in that context (or be NULL-free plain data of it), which
 * lives as long as the call site.  It may ereport.
 */
typedef void *(*CsqCompile)(struct varlena *value);

/* What a call site keeps begins with the constant that was asked for last, which is found without a call. */
#define CSQ_CALL_SITE_MAGIC 0x63737143 /* "csqC": guards against another user of fn_extra */

typedef struct CsqConstant
{
	uint32                magic;
	int                   argno;
	const struct varlena *arg; /* NULL: none */
	CsqCompile            compile;
	void                 *compiled;
} CsqConstant;

extern void *csq_find_compiled(FunctionCallInfo fcinfo, int argno, CsqCompile compile, bool keep);

static inline void *
csq_constant(FunctionCallInfo fcinfo, int argno, CsqCompile compile)
{
	const CsqConstant *c = fcinfo->flinfo->fn_extra;

	return CSQ_LIKELY(c != NULL && c->magic == CSQ_CALL_SITE_MAGIC &&
	                  c->arg == (const struct varlena *) PG_GETARG_POINTER(argno) && c->argno == argno &&
	                  c->compile == compile)
	           ? c->compiled
	           : NULL;
}

/* The same where the call site asks for nothing else: one comparison. */
static inline void *
csq_only_constant(FunctionCallInfo fcinfo, int argno)
{
	const CsqConstant *c = fcinfo->flinfo->fn_extra;

	return CSQ_LIKELY(c != NULL && c->arg == (const struct varlena *) PG_GETARG_POINTER(argno)) ? c->compiled : NULL;
}

static inline void *
csq_compiled(FunctionCallInfo fcinfo, int argno, CsqCompile compile)
{
	void *found = csq_constant(fcinfo, argno, compile);

	return found != NULL ? found : csq_find_compiled(fcinfo, argno, compile, false);
}

/* The same for what takes long to compile and is only read afterwards: the session keeps it for other statements. */
static inline void *
csq_compiled_kept(FunctionCallInfo fcinfo, int argno, CsqCompile compile)
{
	void *found = csq_constant(fcinfo, argno, compile);

	return found != NULL ? found : csq_find_compiled(fcinfo, argno, compile, true);
}

/* A word that a function may keep per call site beside its compiled values; 0 at first. */
extern int *csq_call_word(FunctionCallInfo fcinfo);

/* How a call site begins. */
typedef struct CsqCallHead
{
	CsqConstant constant; /* first: what csq_compiled() looks at */
	bool        zones;    /* csq_refuse_zoneless() has looked */
	uint32      states;   /* made so far */
	uint8      *advised;  /* csq_advise_states() */
	void       *memory;   /* the function's own */
} CsqCallHead;

/*
 * A transition function of a small state says that it makes one: where an aggregate has very many groups, the
 * memory of their states is asked for in large pages (large_pages_pg.c).
 */
#define CSQ_STATES_AT_ONCE 64
extern void csq_advise_states(FunctionCallInfo fcinfo, CsqCallHead *head);

static inline void
csq_one_state_more(FunctionCallInfo fcinfo)
{
	CsqCallHead *head = fcinfo->flinfo == NULL ? NULL : fcinfo->flinfo->fn_extra;

	if (head != NULL && head->constant.magic == CSQ_CALL_SITE_MAGIC && ++head->states % CSQ_STATES_AT_ONCE == 0)
		csq_advise_states(fcinfo, head);
}

/* Memory of the caller that will be written from end to end: in large pages, if it is large.  Returns p. */
extern void *csq_in_large_pages(void *p, size_t size);

/* Zeroed memory that a function may keep per call site, of one size; and the context it lies in, unless NULL. */
extern void *csq_call_memory(FunctionCallInfo fcinfo, size_t size, MemoryContext *context);

/* The same, without a call where it is there already: for what is asked for each row. */
static inline void *
csq_call_memory_again(FunctionCallInfo fcinfo, size_t size)
{
	const CsqCallHead *head = fcinfo->flinfo->fn_extra;

	if (CSQ_LIKELY(head != NULL && head->constant.magic == CSQ_CALL_SITE_MAGIC && head->memory != NULL))
		return head->memory;
	return csq_call_memory(fcinfo, size, NULL);
}

/* Has the function had memory of this call site?  Then what it asks once per call site has been asked, too. */
static inline bool
csq_has_call_memory(FunctionCallInfo fcinfo)
{
	const CsqCallHead *head = fcinfo->flinfo->fn_extra;

	return head != NULL && head->constant.magic == CSQ_CALL_SITE_MAGIC && head->memory != NULL;
}

/* Is argument argno a constant or a parameter of the query, as far as the query is known? */
extern bool csq_arg_is_constant(FunctionCallInfo fcinfo, int argno);

/*
 * Is this a call of an aggregate's function by an engine that spreads aggregates
 * over servers?  It has the context of an aggregate, but no expression, and
 * perhaps an FmgrInfo made for this row.
 */
extern bool csq_called_for_aggregate(FunctionCallInfo fcinfo);

/*
 * The expressions of the arguments of the aggregate whose transition function is called; NIL when there is none, and
 * where several window aggregates of one plan node call it, which look alike: then csq_aggregate_calls has the list
 * of each (call_args_pg.c).
 */
extern struct List *csq_aggregate_args(FunctionCallInfo fcinfo);
extern struct List *csq_aggregate_calls(FunctionCallInfo fcinfo);

/*
 * Refuses (42804) a call in which a date or a timestamp without zone was cast to timestamptz without being asked
 * for: it would be read in the session's zone (zoneless_pg.c).  It looks once per call site, the expressions of which
 * do not change; call it once per state, not per row.
 */
extern void csq_look_for_zoneless(FunctionCallInfo fcinfo);

static inline void
csq_refuse_zoneless(FunctionCallInfo fcinfo)
{
	const CsqCallHead *head = fcinfo->flinfo == NULL ? NULL : fcinfo->flinfo->fn_extra;

	if (head == NULL || head->constant.magic != CSQ_CALL_SITE_MAGIC || !head->zones)
		csq_look_for_zoneless(fcinfo);
}

/* Is a table of a query, or a part of one, on another server?  That is sent names, and csq_internal is for nobody. */
extern bool csq_is_elsewhere(Node *node, void *unused);

/* The call site keeps that it has been looked at, where it is kept itself. */
extern void csq_zones_are_told(FunctionCallInfo fcinfo);

#endif /* CSQ_H */

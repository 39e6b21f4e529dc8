/*
 * summary_pg.h
 *		The SQL functions every summary type has, made from its CsqSummaryType.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_SUMMARY_PG_H
#define CSQ_SUMMARY_PG_H

#include "nodes/execnodes.h"

#include "pg/stored_type_pg.h"
#include "base/summary.h"

/* Argument n, detoasted and checked: never modify it. */
extern const void *csq_summary_arg(FunctionCallInfo fcinfo, int n, const CsqSummaryType *type);

/*
 * Argument 0 as a state that may be modified in place and must be returned: the
 * aggregate's own, or a copy in the current memory context when the function is
 * called outside an aggregate.
 */
extern void *csq_summary_own(FunctionCallInfo fcinfo, const CsqSummaryType *type);

/*
 * The same for transition functions, which run once per row: an aggregate's own
 * state that has been unpacked before is recognised by two comparisons, without
 * a call.  Such a state was made or checked by this library.
 */
static inline void *
csq_summary_state(FunctionCallInfo fcinfo, const CsqSummaryType *type)
{
	void *state = PG_GETARG_POINTER(0);

	if (CSQ_LIKELY(fcinfo->context != NULL &&
	               (IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState)) && VARATT_IS_4B_U(state)))
		return state;
	return csq_summary_own(fcinfo, type);
}

/*
 * A transition function given a NULL state makes a new one in the current memory
 * context: the executor copies it to where states live.
 */

/* One more (step 1) or one less (step -1) of a count; raises 22003 and 22023. */
CSQ_NORETURN extern void csq_summary_refuse(int step);

static inline void
csq_summary_bump(int64 *count, int step)
{
	if (CSQ_UNLIKELY(step > 0 ? *count == INT64_MAX : *count == 0))
		csq_summary_refuse(step);
	*count += step;
}

extern Datum csq_summary_plus(FunctionCallInfo fcinfo, const CsqSummaryType *type);
extern Datum csq_summary_minus(FunctionCallInfo fcinfo, const CsqSummaryType *type);
extern Datum csq_summary_combine(FunctionCallInfo fcinfo, const CsqSummaryType *type);
extern Datum csq_summary_inverse(FunctionCallInfo fcinfo, const CsqSummaryType *type);

/*
 * The SQL-callable functions of a summary type T with C prefix csq_T:
 *
 *	 csq_T_in(cstring) -> T			text form, JSON; errors 22P02
 *	 csq_T_out(T) -> cstring		canonical: equal values print alike
 *	 csq_T_recv(internal) -> T		binary form, network order; errors 22P03
 *	 csq_T_send(T) -> bytea
 *	 csq_T_eq, csq_T_ne(T, T)		same parameters and same counts
 *	 csq_T_hash(T) -> int4			agrees with eq; csq_T_hash(T, int8) -> int8 likewise
 *	 csq_T_plus(T, T) -> T			both together; 22023 if parameters differ, 22003 beyond int8
 *	 csq_T_minus(T, T) -> T			first without second; 22023 if second is not part of it
 *	 csq_T_combine(T, T) -> T		plus, modifying the first in place inside an aggregate
 *	 csq_T_inverse(T, T) -> T		minus, likewise: the inverse for moving windows
 *
 * NULL:	all are strict.  Cost: O(counts).
 */
#define CSQ_SUMMARY_FUNCTION(prefix, type, verb)                                                                       \
	PG_FUNCTION_INFO_V1(csq_##prefix##_##verb);                                                                        \
	Datum csq_##prefix##_##verb(PG_FUNCTION_ARGS)                                                                      \
	{                                                                                                                  \
		return csq_summary_##verb(fcinfo, &(type));                                                                    \
	}

#define CSQ_SUMMARY_FUNCTIONS(prefix, type)                                                                            \
	CSQ_STORED_FORMS(prefix, (type).stored)                                                                            \
	CSQ_STORED_EQUALITY(prefix, (type).stored)                                                                         \
	CSQ_STORED_HASH(prefix, (type).stored)                                                                             \
	CSQ_SUMMARY_FUNCTION(prefix, type, plus)                                                                           \
	CSQ_SUMMARY_FUNCTION(prefix, type, minus)                                                                          \
	CSQ_SUMMARY_FUNCTION(prefix, type, combine)                                                                        \
	CSQ_SUMMARY_FUNCTION(prefix, type, inverse)

#endif /* CSQ_SUMMARY_PG_H */

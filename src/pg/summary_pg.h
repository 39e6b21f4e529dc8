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

extern Datum csq_summary_combine(FunctionCallInfo fcinfo, const CsqSummaryType *type);
extern Datum csq_summary_minus(FunctionCallInfo fcinfo, const CsqSummaryType *type);

/*
 * The SQL-callable functions of a summary type T with C prefix csq_T:
 *
 *	 those of CSQ_STORED_FUNCTIONS	text form JSON, 22P02; binary form in network order, 22P03;
 *									equal: same parameters and same counts
 *	 csq_T_json(T) -> json			the text form
 *	 csq_T_combine(T, T) -> T		both together, behind +, rollup(T) and as combine function; 22023 if
 *									parameters differ, 22003 beyond int8
 *	 csq_T_minus(T, T) -> T			first without second, behind - and as inverse for moving windows;
 *									22023 if second is not part of it
 *
 * Within an aggregate the first argument is modified in place.
 *
 * NULL:	combine: adds nothing, the others are strict.  Cost: O(counts).
 */
#define CSQ_SUMMARY_FUNCTION(prefix, type, verb)                                                                       \
	PG_FUNCTION_INFO_V1(csq_##prefix##_##verb);                                                                        \
	Datum csq_##prefix##_##verb(PG_FUNCTION_ARGS)                                                                      \
	{                                                                                                                  \
		return csq_summary_##verb(fcinfo, &(type));                                                                    \
	}

#define CSQ_SUMMARY_FUNCTIONS(prefix, type)                                                                            \
	CSQ_STORED_FUNCTIONS(prefix, (type).stored)                                                                        \
	CSQ_STORED_JSON(prefix, (type).stored)                                                                             \
	CSQ_SUMMARY_FUNCTION(prefix, type, combine)                                                                        \
	CSQ_SUMMARY_FUNCTION(prefix, type, minus)

#endif /* CSQ_SUMMARY_PG_H */

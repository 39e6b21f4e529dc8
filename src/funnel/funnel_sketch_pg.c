/*
 * funnel_sketch_pg.c
 *		SQL shell of funnel_sketch: sketch, rollup, fold, level.
 *
 * The state of rollup is the sketch itself: its pieces in order of time, so it is
 * the same whatever the order in which they came.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/csq.h"
#include "funnel/funnel.h"
#include "funnel/funnel_hits.h"
#include "funnel/funnel_pg.h"
#include "funnel/funnel_sketch.h"
#include "pg/stored_type_pg.h"

static CsqFunnelSketch *
sketch_arg(FunctionCallInfo fcinfo, int n)
{
	return csq_checked(CSQ_GETARG_VALUE(n), csq_sketch_check);
}

/*
 * funnel_sketch_in, _out, _recv, _send, _eq, _ne
 *
 * Text: {"v":1,"data":"<base64>"} of the binary form, which funnel_sketch.c says.  Equal: the same specification and pieces.
 * Errors:  in: 22P02 malformed, 0A000 a specification that cannot be sketched;
 *          recv: 22P03 for anything but a canonical form.
 * Cost:    O(length).
 */
CSQ_SEALED_TYPE(funnel_sketch, csq_sketch, .utf8 = true, .check = csq_sketch_check)
CSQ_STORED_JSON(funnel_sketch, funnel_sketch_type)

/* What sketch needs of its second argument, made once. */
typedef struct Compiled
{
	CsqFunnelSpec *spec;
	CsqStoredText *value;
} Compiled;

static void *
compile(struct varlena *value)
{
	Compiled *c = palloc(sizeof *c);

	c->value = (CsqStoredText *) value;
	c->spec = csq_funnel_spec_compile(value);
	return c;
}

/*
 * sketch(journey, funnel_spec) -> funnel_sketch
 *
 * What a later level() needs to know of a stretch of a case: O(k^2) words for k
 * steps.  The journey holds all events of the case in that stretch.
 * NULL:    strict.
 * Errors:  0A000 a specification with gaps, exclusions, optional steps, another
 *          order than then or another rule for ties than any.
 * Cost:    O(n k^2).
 */
PG_FUNCTION_INFO_V1(csq_sketch);
Datum
csq_sketch(PG_FUNCTION_ARGS)
{
	Compiled        *c = csq_compiled(fcinfo, 1, compile);
	CsqHit          *hits;
	size_t           n;
	CsqFunnelSketch *s;
	CsqError         err;

	if (!csq_funnel_hits(CSQ_GETARG_VALUE(0), c->spec, &hits, &n, &err) ||
	    (s = csq_sketch_build(c->spec, c->value->text, CSQ_STORED_TEXT_LEN(c->value), hits, n, &err)) == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/*
 * funnel_sketch_merge(funnel_sketch, funnel_sketch) -> funnel_sketch
 *
 * The pieces of both, in order of time.  Transition and combine function of
 * rollup, operator +.
 * NULL:    a NULL adds nothing.
 * Errors:  22023 different specifications, or pieces that overlap in time; 54000 above 1 GB.
 * Cost:    O(length).
 */
PG_FUNCTION_INFO_V1(csq_funnel_sketch_combine);
Datum
csq_funnel_sketch_combine(PG_FUNCTION_ARGS)
{
	CsqFunnelSketch *s;
	CsqError         err;

	if (PG_ARGISNULL(0) && PG_ARGISNULL(1))
		PG_RETURN_NULL();
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_POINTER(sketch_arg(fcinfo, PG_ARGISNULL(0) ? 1 : 0));
	s = csq_sketch_merge(sketch_arg(fcinfo, 0), sketch_arg(fcinfo, 1), &err);
	if (s == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/*
 * fold(funnel_sketch) -> funnel_sketch
 *
 * One piece from the first to the last event.  What lies between two pieces
 * cannot be added afterwards.
 * NULL:    strict.
 * Cost:    O(p k^3) for p pieces.
 */
PG_FUNCTION_INFO_V1(csq_funnel_sketch_fold);
Datum
csq_funnel_sketch_fold(PG_FUNCTION_ARGS)
{
	CsqError         err;
	CsqFunnelSketch *s = csq_sketch_fold(sketch_arg(fcinfo, 0), &err);

	if (s == NULL)
		csq_throw(&err);
	PG_RETURN_POINTER(s);
}

/*
 * level(funnel_sketch) -> int
 *
 * The level of the case, as level(journey, funnel_spec) gives it for all its events.
 * NULL:    strict.
 * Cost:    O(p k^3) for p pieces.
 */
PG_FUNCTION_INFO_V1(csq_funnel_sketch_level);
Datum
csq_funnel_sketch_level(PG_FUNCTION_ARGS)
{
	CsqError err;
	int      level = csq_sketch_level(sketch_arg(fcinfo, 0), &err);

	if (level < 0)
		csq_throw(&err);
	PG_RETURN_INT32(level);
}

/*
 * nearest_pg.c
 *		SQL shell of nearest_label.
 */
#include "postgres.h"

#include "fmgr.h"

#include "pg/csq.h"
#include "base/nearest.h"
#include "pg/args_pg.h"

/*
 * nearest_label(label text, known text[]) -> text
 *
 * The known label that this one is most likely a misspelling of.
 * NULL:    strict; none is near.
 * Cost:    O(known x length^2).
 * Source:  optimal string alignment, see nearest.c.
 */
PG_FUNCTION_INFO_V1(csq_nearest_label_pg);
Datum
csq_nearest_label_pg(PG_FUNCTION_ARGS)
{
	CsqText  t = csq_text_arg(fcinfo, 0);
	uint32   n;
	CsqText *known = csq_texts_arg(fcinfo, 1, &n);
	uint32   i = csq_nearest_label(&t, known, n);

	if (i == n)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(csq_label_datum(&known[i]));
}

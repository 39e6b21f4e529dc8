/*
 * lexicon_pg.h
 *		A lexicon argument, compiled once per call site.
 *
 * Shell header: include after csq.h.
 */
#ifndef CSQ_LEXICON_PG_H
#define CSQ_LEXICON_PG_H

#include "pg/csq.h"
#include "text/lexicon.h"

/* CsqCompile: a lexicon as a CsqMatcher. */
extern void *csq_compile_lexicon(struct varlena *value);

#endif /* CSQ_LEXICON_PG_H */

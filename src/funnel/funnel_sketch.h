/*
 * funnel_sketch.h
 *		The funnel of one case from summaries of its periods, without its events.
 *
 * A piece sums up the events of a stretch of time in O(k^2) words for k steps:
 *
 *		start[b]	the latest start of a chain within the piece that reaches level b
 *		end[a][b]	the earliest time at which a chain that comes in at level a is at b
 *
 * Of two chains at the same level the one that started later can be completed
 * whenever the other can, and within a later piece the earliest completion is the
 * best: so a piece and the one after it fold into the piece of both, exactly and
 * associatively.  What lies between two pieces may come later, so a sketch keeps
 * its pieces, in order of time, until it is folded.
 *
 * Layout: header, the canonical text of the specification padded to 8 bytes, the
 * pieces: first and last time of an event that is in a step, start[1 .. k],
 * end[1][2 .. k], end[2][3 .. k], ...  The stored form is canonical.
 */
#ifndef CSQ_FUNNEL_SKETCH_H
#define CSQ_FUNNEL_SKETCH_H

#include "funnel/funnel.h"

#define CSQ_SKETCH_VERSION 1
#define CSQ_NO_START       INT64_MIN
#define CSQ_NO_END         INT64_MAX

typedef struct CsqFunnelSketch
{
	CsqStored flat;
	uint32_t  nsteps;
	uint32_t  text_len;
	uint32_t  npieces;
	uint32_t  reserved;
	char      spec[];
} CsqFunnelSketch;

static inline size_t
csq_sketch_piece_words(uint32_t nsteps)
{
	return 2 + nsteps + (size_t) nsteps * (nsteps - 1) / 2;
}

static inline int64_t *
csq_sketch_piece(const CsqFunnelSketch *s, uint32_t i)
{
	return (int64_t *) ((char *) s + sizeof *s + (((size_t) s->text_len + 7) & ~(size_t) 7)) +
	       i * csq_sketch_piece_words(s->nsteps);
}

/* Can funnels of this specification be sketched?  CSQ_UNSUPPORTED says why not. */
extern bool csq_sketch_offered(const CsqFunnelRule *rule, CsqError *err);

/* The sketch of hits, which are sorted in place; without hits it has no piece. */
extern CsqFunnelSketch *csq_sketch_build(const CsqFunnelSpec *spec, const char *text, size_t len, CsqHit *hits,
                                         size_t n, CsqError *err);

/* The pieces of both; CSQ_PARAM when they overlap in time. */
extern CsqFunnelSketch *csq_sketch_merge(const CsqFunnelSketch *a, const CsqFunnelSketch *b, CsqError *err);

/* One piece of all. */
extern CsqFunnelSketch *csq_sketch_fold(const CsqFunnelSketch *s, CsqError *err);
extern int              csq_sketch_level(const CsqFunnelSketch *s, CsqError *err); /* -1 on error */

extern bool             csq_sketch_check(const void *value, size_t size, CsqError *err);
extern CsqFunnelSketch *csq_sketch_read(const void *data, size_t len, CsqError *err);
extern void             csq_sketch_write(const CsqFunnelSketch *s, CsqBuf *out);

#endif /* CSQ_FUNNEL_SKETCH_H */

/*
 * process_graph.h
 *		The graph of a process: its edges and durations, without variants.
 *
 * What edges(), bottlenecks(), throughput() and num_cases() read of a process.  Where
 * they ask an aggregate of journeys, it collects this instead (process_support_pg.c):
 * nearly every case may be a variant of its own, so that variants are as many as
 * cases, and the graph stays as small as its edges.
 *
 * A graph is a CsqProcess with is_graph set: activities are those of the edges, there
 * are no variants, resources and handovers, and each edge says in how many cases it
 * occurs, which otherwise the variants tell.  As a value it is the state of an
 * aggregate, which no column holds.
 */
#ifndef CSQ_PROCESS_GRAPH_H
#define CSQ_PROCESS_GRAPH_H

#include "process/process.h"

extern void *csq_process_graph_pack(const CsqProcess *g, CsqError *err);

/* The graph of a process, of which variants and times may be packed; variants are read, no more. */
extern void *csq_process_graph_of(const CsqProcess *p, CsqError *err);

/* Checks everything. */
extern bool csq_process_graph_open(const void *value, size_t size, CsqProcess *g, CsqError *err);

/* The calendar of such a value. */
extern CsqText csq_process_graph_calendar(const void *value);

/* The sum of n > 1 values that were opened or packed before, of other cases each; NULL on error. */
extern void *csq_process_graph_merge(const void *const *values, uint32_t n, CsqError *err);

/* The binary form: version u8, then what is stored behind the header. */
extern void *csq_process_graph_read(const void *data, size_t len, CsqZoneName zone_name, CsqError *err);
extern void  csq_process_graph_write(const CsqProcess *g, CsqBuf *out);

#endif /* CSQ_PROCESS_GRAPH_H */

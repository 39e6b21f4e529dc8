/*
 * process_pg.h
 *		What the shell files of processes share.
 *
 * Shell header: include after csq.h and process.h, and utils/builtins.h and
 * utils/timestamp.h.
 */
#ifndef CSQ_PROCESS_PG_H
#define CSQ_PROCESS_PG_H

#include "pg/args_pg.h"

/* Argument n, opened and checked; raises. */
extern void csq_process_arg(FunctionCallInfo fcinfo, int n, CsqProcess *p);

/* The same, where variants may stay packed (csq_process_open_packed). */
extern void csq_process_packed_arg(FunctionCallInfo fcinfo, int n, CsqProcess *p);

/* Argument n as a graph (process_graph.h), opened and checked; raises. */
extern void csq_process_graph_arg(FunctionCallInfo fcinfo, int n, CsqProcess *g);

/* The Petri net of argument n, a jsonb, read once per value and call site; raises. */
struct CsqNet;
extern const struct CsqNet *csq_net_arg(FunctionCallInfo fcinfo, int n);

/* Refuses a net that labels transitions, none of them by an activity that the process has. */
extern void csq_refuse_other_labels(const CsqProcess *p, const struct CsqNet *net);

/* The number of an activity that the process must have; 22023, naming it and those there are. */
extern uint32_t csq_require_activity(const CsqProcess *p, const CsqText *label, const char *function);

/* The path of a variant as text[]; labels by activity. */
extern Datum csq_path_datum(const CsqVariant *v, const Datum *labels);

/* The wire form of the calendar in argument n of a transition function, which must not be NULL. */
extern CsqText csq_process_calendar_arg(FunctionCallInfo fcinfo, int n);

#endif /* CSQ_PROCESS_PG_H */

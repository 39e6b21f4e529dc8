/*
 * process_pg.h
 *		What the shell files of processes share.
 *
 * Shell header: include after csq.h and process.h.
 */
#ifndef CSQ_PROCESS_PG_H
#define CSQ_PROCESS_PG_H

/* Argument n, opened and checked; raises. */
extern void csq_process_arg(FunctionCallInfo fcinfo, int n, CsqProcess *p);

#endif							/* CSQ_PROCESS_PG_H */

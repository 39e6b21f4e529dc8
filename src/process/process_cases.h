/*
 * process_cases.h
 *		A process that grows case by case: what process_agg(journey) keeps.
 *
 * A journey is a whole case, so there is nothing to collect: its path goes into the
 * variants at once, its gaps into the times of the edges.  The result is that of
 * csq_process_build() over the same cases, to the byte, whatever their order.
 *
 * All memory is in the context that is current in csq_process_cases_new() and in each
 * csq_process_cases_add(); nothing is left behind there but what grows.
 */
#ifndef CSQ_PROCESS_CASES_H
#define CSQ_PROCESS_CASES_H

#include "journey/journey.h"
#include "process/process.h"

typedef struct CsqProcessCases CsqProcessCases;

/* is_graph: only its graph is wanted (process_graph.h), and that is what is loaded and packed. */
extern CsqProcessCases *csq_process_cases_new(bool is_graph);

/* Times are counted in this calendar, a wire form (of length 0: none), before the first case; it stays the same. */
extern bool csq_process_cases_bind(CsqProcessCases *c, const CsqText *calendar, CsqError *err);

/* More cases: those of a process, whose calendar must be that of the first. */
extern bool csq_process_cases_load(CsqProcessCases *c, const CsqProcess *p, CsqError *err);

/*
 * A journey as one more case; calendar: that of csq_process_cases_bind(), compiled, or
 * NULL.  An empty journey is none.  *added false: the journey is not in plain order,
 * nothing was done, and the caller opens it and adds the view.
 */
extern bool csq_process_cases_add(CsqProcessCases *c, const CsqJourney *j, const struct CsqCalendar *calendar,
                                  bool *added, CsqError *err);
extern bool csq_process_cases_view(CsqProcessCases *c, const CsqJourneyView *view, const struct CsqCalendar *calendar,
                                   CsqError *err);

/* The cases of a log, whose events are in order; calendar: that of the log, compiled, or NULL. */
extern bool csq_process_cases_log(CsqProcessCases *c, const CsqProcessLog *log, const struct CsqCalendar *calendar,
                                  CsqError *err);

/* What has come so far, as a stored process or graph; csq_process_cases_settle() first. */
extern void  csq_process_cases_settle(CsqProcessCases *c);
extern void *csq_process_cases_pack(const CsqProcessCases *c, CsqError *err);

#endif /* CSQ_PROCESS_CASES_H */

/*
 * xes.h
 *		Events from a log of XES (IEEE 1849-2016).
 *
 * A log has traces, a trace has events, all of them have typed attributes: the
 * element says the type (string, date, int, float, boolean, id, list), its
 * attributes key and value the rest.  Four keys of an event are columns, the others
 * stay together as JSON.  What cannot be kept is told, piece by piece.
 */
#ifndef CSQ_XES_H
#define CSQ_XES_H

#include "base/core.h"
#include "base/json.h"
#include "process/log_problems.h"

typedef struct CsqXesEvent
{
	uint32_t trace; /* from 1; 0: the event stands in none */
	bool     has_at;
	int64_t  at;
	CsqText  activity; /* s NULL: none; likewise below */
	CsqText  resource;
	CsqText  lifecycle;
	CsqText  attributes; /* a JSON object */
} CsqXesEvent;

typedef struct CsqXesTrace
{
	CsqText  name; /* a name that no other trace has where the log gives none */
	bool     named;
	uint32_t nevents;
	CsqText  attributes; /* a JSON object */
} CsqXesTrace;

typedef enum CsqXesKind
{
	CSQ_XES_REPEATED_KEY,
	CSQ_XES_NO_KEY,
	CSQ_XES_NESTED,
	CSQ_XES_NOT_A_TIME,
	CSQ_XES_NO_ZONE,
	CSQ_XES_NOT_A_NUMBER,
	CSQ_XES_NOT_A_BOOLEAN,
	CSQ_XES_UNKNOWN_ELEMENT,
	CSQ_XES_LOG_ATTRIBUTE,
	CSQ_XES_UNNAMED_TRACE,
	CSQ_XES_REPEATED_NAME,
	CSQ_XES_EMPTY_TRACE,
	CSQ_XES_NO_TRACE,
	CSQ_XES_NO_ACTIVITY,
	CSQ_XES_NO_TIME
} CsqXesKind;

typedef struct CsqXes
{
	uint32_t       nevents;
	uint32_t       ntraces;
	uint32_t       event_room;
	uint32_t       trace_room;
	CsqXesEvent   *events; /* in the order of the file */
	CsqXesTrace   *traces;
	CsqLogProblems problems;
} CsqXes;

/* Points into the text, which must stay. */
extern bool        csq_xes_read(const char *s, size_t len, CsqXes *xes, CsqError *err);
extern const char *csq_xes_problem_text(CsqXesKind kind);

#endif /* CSQ_XES_H */

/*
 * ocel.h
 *		Object-centric events from a log of OCEL 2.0 as JSON or XML.
 *
 * A log lists objects and events, each with an id, a type and attributes; an event is
 * related to any number of objects, each with a qualifier.  What cannot be kept is
 * told, piece by piece.
 */
#ifndef CSQ_OCEL_H
#define CSQ_OCEL_H

#include "base/core.h"
#include "base/json.h"
#include "process/log_problems.h"

typedef struct CsqOcelEvent
{
	CsqText  id;         /* one that no other event has where the log gives none */
	CsqText  activity;   /* s NULL: none; likewise below */
	CsqText  attributes; /* a JSON object */
	bool     has_at;
	int64_t  at;
	uint32_t first; /* of its relations */
	uint32_t nrelations;
} CsqOcelEvent;

typedef struct CsqOcelRelation
{
	CsqText object;
	CsqText type; /* of the object */
	CsqText qualifier;
} CsqOcelRelation;

typedef struct CsqOcelObject
{
	CsqText id; /* the first member: they are found by it */
	CsqText type;
	CsqText attributes; /* a JSON object: the last value of each */
	CsqText history;    /* as the log has it: every value with its time */
	CsqText related;    /* as the log has it: to other objects */
} CsqOcelObject;

typedef enum CsqOcelKind
{
	CSQ_OCEL_EVENT_WITHOUT_ID,
	CSQ_OCEL_EVENT_ID_TWICE,
	CSQ_OCEL_NO_ACTIVITY,
	CSQ_OCEL_NO_TIME,
	CSQ_OCEL_NOT_A_TIME,
	CSQ_OCEL_NO_ZONE,
	CSQ_OCEL_NO_OBJECT,
	CSQ_OCEL_RELATION_WITHOUT_OBJECT,
	CSQ_OCEL_RELATION_TWICE,
	CSQ_OCEL_UNKNOWN_OBJECT,
	CSQ_OCEL_OBJECT_WITHOUT_ID,
	CSQ_OCEL_OBJECT_ID_TWICE,
	CSQ_OCEL_OBJECT_WITHOUT_TYPE,
	CSQ_OCEL_ATTRIBUTE_WITHOUT_NAME,
	CSQ_OCEL_ATTRIBUTE_TWICE,
	CSQ_OCEL_UNKNOWN_KEY
} CsqOcelKind;

typedef struct CsqOcel
{
	uint32_t         nevents;
	uint32_t         nrelations;
	uint32_t         nobjects;
	uint32_t         event_room;
	uint32_t         relation_room;
	uint32_t         object_room;
	CsqOcelEvent    *events; /* in the order of the log, as are relations and objects */
	CsqOcelRelation *relations;
	CsqOcelObject   *objects; /* each id once */
	CsqLogProblems   problems;
} CsqOcel;

/* Points into the text, which must stay. */
extern bool        csq_ocel_read(const char *s, size_t len, CsqOcel *log, CsqError *err);
extern bool        csq_ocel_read_xml(const char *s, size_t len, CsqOcel *log, CsqError *err);
extern const char *csq_ocel_problem_text(CsqOcelKind kind);

#endif /* CSQ_OCEL_H */

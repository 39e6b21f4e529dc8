/*
 * object_log.h
 *		Object-centric event logs: events that are about several objects of several types.
 *
 * An object_log is a journey with parts (journey/parted.h): an event of it is a relation,
 * of an event (its id, time, seq and activity) with an object (its type and id), or an
 * event with none.  The same relation may be there several times and counts once, so
 * merging may not count twice what two parts both have.
 *
 * Each object has a way of its own: the events that it is related to, in their order (at,
 * seq, activity, id).  The directly-follows graph of a type is that of the ways of its
 * objects.  Three things go wrong when such a log is made one of cases ("flattening"), and
 * the figures here show each:
 *
 *	convergence	an event about several objects of the type is there several times
 *	divergence	an object has several events of an activity, which concern others, and looks as
 *				if it went round in circles
 *	deficiency	an event about no object of the type is gone
 *
 * Source: W. van der Aalst, Object-Centric Process Mining: Dealing with Divergence and
 * Convergence in Event Data (SEFM 2019); the graph as in A. Berti, W. van der Aalst,
 * OC-PM: analyzing object-centric event logs and process models, STTT 25 (2023), 1-17.
 */
#ifndef CSQ_OBJECT_LOG_H
#define CSQ_OBJECT_LOG_H

#include "journey/parted.h"
#include "process/process.h"

/* Parts of a relation. */
enum
{
	CSQ_OBJECT_EVENT,
	CSQ_OBJECT_TYPE,
	CSQ_OBJECT_ID
};

typedef CsqJourney CsqObjectLog;

/* ---- the type ---- */

CSQ_PARTED_DECLARE(csq_object_log);

/* A document of OCEL 2.0 (object_log_text.c); 22023 for ids that are those of two. */
extern bool csq_object_log_ocel(const CsqPartedView *log, CsqBuf *out, CsqError *err);

/* ---- the ways of the objects ---- */

typedef struct CsqObjectEvent
{
	int64_t  at;
	uint32_t activity;
	uint32_t nobjects;
} CsqObjectEvent;

typedef struct CsqObjects
{
	uint32_t        nactivities;
	CsqText        *activities; /* ascending by bytes, as types are */
	uint32_t       *number;     /* by activity: its label in the case that is made, 0 between cases */
	uint32_t        nevents;
	CsqObjectEvent *events; /* in their order */
	uint32_t        ntypes;
	CsqText        *types;
	uint32_t       *first_object; /* type t has the objects first_object[t] .. first_object[t + 1] - 1 */
	uint32_t        nobjects;
	uint32_t       *first; /* object o has the events way[first[o]] .. way[first[o + 1] - 1] */
	uint32_t       *way;
} CsqObjects;

extern void csq_objects(const CsqPartedView *log, CsqObjects *o);

/* Target directly follows source on the way of some object. */
typedef struct CsqObjectEdge
{
	uint32_t type;
	uint32_t source; /* activities */
	uint32_t target;
	int64_t  objects; /* on whose way */
	int64_t  steps;   /* on their ways: what flattening counts */
	CsqTimes times;   /* of pairs of events, each once */
} CsqObjectEdge;

/* Ascending by type, source, target. */
extern bool csq_edges_of_objects(const CsqObjects *o, CsqObjectEdge **edges, uint32_t *n, CsqError *err);

typedef struct CsqObjectActivity
{
	uint32_t type; /* ntypes: the events without any object */
	uint32_t activity;
	int64_t  events;    /* about an object of the type */
	int64_t  objects;   /* with such an event */
	int64_t  relations; /* of the two: what flattening counts */
	int64_t  shared;    /* events about several objects of the type: convergence */
	int64_t  repeated;  /* relations of an object with further events: divergence */
	int64_t  lost;      /* events about no object of the type: deficiency */
	int64_t  starts;    /* objects whose way begins with it */
	int64_t  ends;
} CsqObjectActivity;

/* Ascending by type and activity, those that there are. */
extern CsqObjectActivity *csq_activities_of_objects(const CsqObjects *o, uint32_t *n);

/* The process of one type: each object a case. */
extern bool csq_process_of_objects(const CsqObjects *o, uint32_t type, CsqProcess *p, CsqError *err);

#endif /* CSQ_OBJECT_LOG_H */

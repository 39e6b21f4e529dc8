/*
 * policy_pg.h
 *		Which policy holds for a case: conditions, and the policies of a tenant compiled once.
 *
 * Shell only.
 */
#ifndef CSQ_POLICY_H
#define CSQ_POLICY_H

#include "utils/date.h"
#include "utils/jsonb.h"

#include "base/labels.h"
#include "calendar/calendar.h"
#include "sla/sla.h"

/* ---- conditions (policy_pg.c) ---- */

/* The fact of this name, or NULL when there is none; it may be put into *room. */
typedef const JsonbValue *(*CsqFactOf)(void *facts, const char *name, int len, JsonbValue *room);

/* Do the facts meet each key of a condition?  See the banner of policy_pg.c. */
extern bool csq_condition_met(JsonbContainer *condition, CsqFactOf fact_of, void *facts);

/* ---- the facts of a complaint (policy_set_pg.c) ---- */

typedef enum CsqFactName
{
	CSQ_FACT_CHANNEL,
	CSQ_FACT_PRODUCT,
	CSQ_FACT_BRANCH,
	CSQ_FACT_SEVERITY,
	CSQ_FACT_CATEGORY,
	CSQ_FACT_SEGMENT,
	CSQ_FACT_SOURCE,
	CSQ_FACTS
} CsqFactName;

extern const char *const csq_fact_names[CSQ_FACTS];

typedef struct CsqFacts
{
	CsqText     text[CSQ_FACTS]; /* s == NULL: not known, which is a fact as well (null) */
	ArrayType  *tags;            /* NULL: not known */
	JsonbValue *tag_list;        /* made of them when a condition asks */

	/* what segment is, when a condition asks; NULL: it stands in text */
	CsqText (*segment_of)(void *arg);
	void *arg;
} CsqFacts;

/* ---- policies (policy_set_pg.c) ---- */

typedef struct CsqPolicy
{
	CsqText         id;
	CsqText         stage;
	CsqText         anchor; /* s == NULL: the receipt */
	int             number_of_stage;
	JsonbContainer *condition; /* NULL: always met */
	CsqTarget       target;
	CsqText         literal; /* of its calendar */
	CsqCalendar    *cal;     /* of the literal, when it was first asked for */
	CsqSlaRules     rules;
	DateADT         from;
	DateADT         until; /* the first day on which it does not hold any more */
} CsqPolicy;

typedef struct CsqPolicySet
{
	MemoryContext context;
	text         *zone;    /* of local dates; NULL: UTC */
	bool          bounded; /* some policy begins or ends */
	int           n;
	int           stages;
	CsqPolicy    *policy; /* in the order in which they are tried */
} CsqPolicySet;

/* A jsonb value compiled (CsqPolicySet *) in the current memory context, which must keep the value as well. */
extern void *csq_policy_set_of_value(struct varlena *value);

/* The local date of an instant where policies begin and end; 0 when none does. */
extern DateADT csq_policy_date(const CsqPolicySet *set, int64 at);

/* Does a policy hold on this date for these facts? */
extern bool csq_policy_holds(const CsqPolicy *p, DateADT date, CsqFacts *facts);

/* Its calendar, compiled when it is first asked for. */
extern const CsqCalendar *csq_policy_calendar(CsqPolicySet *set, CsqPolicy *p);

#endif /* CSQ_POLICY_H */

/*
 * process_net.c
 *		Petri nets as JSON.
 *
 *		{"places": ["p1", "p2"],
 *		 "transitions": [{"name": "t1", "label": "opened", "in": ["p1"], "out": ["p2"]}, ...],
 *		 "initial": {"p1": 1}, "final": {"p2": 1}}
 *
 * A transition with the label null is silent: it fires without an event.  Labels
 * may repeat, names may not.  Arcs have weight one: a place stands once in a
 * list.  The keys come in any order (jsonb has its own), so places are looked up
 * when everything has been read.
 */
#include "process/process_conformance.h"

#include <stdio.h>

#include "base/sort.h"

/* Tokens of a marking as they were written. */
typedef struct Tokens
{
	uint32_t n;
	uint32_t room;
	CsqText *places;
	int64_t *counts;
} Tokens;

/* A list of names of places as it was written. */
typedef struct Names
{
	uint32_t n;
	uint32_t room;
	CsqText *items;
} Names;

typedef struct Written
{
	Names          places;
	uint32_t       ntransitions;
	uint32_t       room;
	CsqTransition *transitions;
	Names         *in; /* by transition */
	Names         *out;
	Tokens         marking[2]; /* initial, final */
} Written;

static const char *const marking_names[2] = {"initial", "final"};

/* ---- reading ---- */

static void
read_names(CsqJson *j, Names *names, uint32_t most, const char *what)
{
	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		if (names->n == most)
		{
			csq_json_fail(j, "There are more than %u %s.", most, what);
			return;
		}
		if (names->n == names->room)
			csq_grow(names->items, names->room);
		names->items[names->n++] = csq_json_string(j);
	}
}

static void
read_transition(CsqJson *j, CsqTransition *t, Names *in, Names *out)
{
	static const char *const keys[] = {"name", "label", "in", "out", NULL};
	unsigned                 seen = 0;
	int                      k;

	memset(t, 0, sizeof *t);
	memset(in, 0, sizeof *in);
	memset(out, 0, sizeof *out);
	csq_json_open(j, '{');
	while ((k = csq_json_member(j, keys, &seen)) >= 0)
		if (k == 0)
			t->name = csq_json_string(j);
		else if (k == 1 && !csq_json_null(j)) /* null when it is silent */
			t->label = csq_json_string(j);
		else if (k == 2)
			read_names(j, in, CSQ_NET_MAX_PLACES, "places before a transition");
		else if (k == 3)
			read_names(j, out, CSQ_NET_MAX_PLACES, "places behind a transition");
	csq_json_need(j, keys, seen, 15);
}

static void
read_transitions(CsqJson *j, Written *w)
{
	csq_json_open(j, '[');
	while (csq_json_item(j))
	{
		uint32_t n = w->ntransitions;

		if (n == CSQ_NET_MAX_TRANSITIONS)
		{
			csq_json_fail(j, "There are more than %d transitions.", CSQ_NET_MAX_TRANSITIONS);
			return;
		}
		if (n == w->room)
		{
			csq_grow(w->transitions, w->room);
			csq_resize(w->in, w->room);
			csq_resize(w->out, w->room);
		}
		read_transition(j, &w->transitions[n], &w->in[n], &w->out[n]);
		w->ntransitions++;
	}
}

static void
read_marking(CsqJson *j, Tokens *t)
{
	CsqText key;

	csq_json_open(j, '{');
	while (csq_json_key(j, &key))
	{
		if (t->n == CSQ_NET_MAX_PLACES)
		{
			csq_json_fail(j, "There are more than %d places in a marking.", CSQ_NET_MAX_PLACES);
			return;
		}
		if (t->n == t->room)
		{
			csq_grow(t->places, t->room);
			csq_resize(t->counts, t->room);
		}
		t->places[t->n] = key;
		t->counts[t->n++] = csq_json_i64(j);
	}
}

static bool
read_all(CsqJson *j, Written *w)
{
	static const char *const keys[] = {"places", "transitions", "initial", "final", NULL};
	unsigned                 seen = 0;
	int                      k;

	csq_json_open(j, '{');
	while ((k = csq_json_member(j, keys, &seen)) >= 0)
		if (k == 0)
			read_names(j, &w->places, CSQ_NET_MAX_PLACES, "places");
		else if (k == 1)
			read_transitions(j, w);
		else
			read_marking(j, &w->marking[k - 2]);
	csq_json_need(j, keys, seen, 15);
	return csq_json_end(j);
}

/* ---- looking up ---- */

/* No two of them alike; sorts. */
static bool
distinct(CsqText *names, uint32_t n, const char *what, CsqError *err)
{
	csq_sort(names, n, sizeof *names, csq_by_text);
	for (uint32_t i = 1; i < n; i++)
		if (csq_text_same(&names[i - 1], &names[i]))
			return csq_fail(err, CSQ_PARAM, "two %s of the net have the name \"%s\"", what,
			                csq_quoted(names[i].s, names[i].len).s) ||
			       csq_detail(err, "Names of %s differ.", what);
	return true;
}

static bool
find_place(const CsqNet *net, const CsqText *name, const char *where, uint32_t *place, CsqError *err)
{
	*place = (uint32_t) csq_text_find(net->places, net->nplaces, sizeof *net->places, name);
	return *place < net->nplaces ||
	       csq_fail(err, CSQ_PARAM, "the net has no place \"%s\"", csq_quoted(name->s, name->len).s) ||
	       csq_detail(err, "It is named in %s.", where) || csq_hint(err, "Add it to the list \"places\".");
}

static bool
bind_arcs(const CsqNet *net, const Names *names, const CsqTransition *t, uint32_t **places, uint32_t *n, CsqError *err)
{
	bool *taken = csq_alloc0(net->nplaces + (size_t) 1);
	char  where[100];

	snprintf(where, sizeof where, "transition \"%s\"", csq_quoted(t->name.s, t->name.len).s);
	*places = csq_alloc((names->n + (size_t) 1) * sizeof **places);
	for (uint32_t i = 0; i < names->n; i++)
	{
		uint32_t p;

		if (!find_place(net, &names->items[i], where, &p, err))
			return false;
		if (taken[p])
			return csq_fail(err, CSQ_PARAM, "place \"%s\" is named twice",
			                csq_quoted(names->items[i].s, names->items[i].len).s) ||
			       csq_detail(err, "It is in one list of %s; all arcs have weight one.", where);
		taken[p] = true;
		(*places)[(*n)++] = p;
	}
	csq_free(taken);
	return true;
}

static bool
bind_marking(const CsqNet *net, const Tokens *t, const char *name, uint32_t **tokens, CsqError *err)
{
	*tokens = csq_alloc0((net->nplaces + (size_t) 1) * sizeof **tokens);
	for (uint32_t i = 0; i < t->n; i++)
	{
		uint32_t p;

		if (!find_place(net, &t->places[i], name, &p, err))
			return false;
		if (t->counts[i] < 0 || t->counts[i] > CSQ_NET_MAX_TOKENS || (*tokens)[p] != 0)
			return csq_fail(err, CSQ_PARAM, "%lld tokens in place \"%s\" of the %s marking", (long long) t->counts[i],
			                csq_quoted(t->places[i].s, t->places[i].len).s, name) ||
			       csq_detail(err, "A marking names a place once, with 0 to %d tokens.", CSQ_NET_MAX_TOKENS);
		(*tokens)[p] = (uint32_t) t->counts[i];
	}
	return true;
}

static bool
bind_all(Written *w, CsqNet *net, CsqError *err)
{
	CsqText *names = csq_alloc((w->ntransitions + (size_t) 1) * sizeof *names);

	net->nplaces = w->places.n;
	net->places = w->places.items;
	net->ntransitions = w->ntransitions;
	net->transitions = w->transitions;
	if (!distinct(net->places, net->nplaces, "places", err))
		return false;
	for (uint32_t t = 0; t < net->ntransitions; t++)
		names[t] = net->transitions[t].name;
	if (!distinct(names, net->ntransitions, "transitions", err))
		return false;
	for (uint32_t t = 0; t < net->ntransitions; t++)
	{
		CsqTransition *x = &net->transitions[t];

		if (!bind_arcs(net, &w->in[t], x, &x->in, &x->nin, err) ||
		    !bind_arcs(net, &w->out[t], x, &x->out, &x->nout, err))
			return false;
	}
	csq_free(names);
	return bind_marking(net, &w->marking[0], marking_names[0], &net->initial, err) &&
	       bind_marking(net, &w->marking[1], marking_names[1], &net->final, err);
}

bool
csq_net_parse(const char *json, size_t len, CsqNet *net, CsqError *err)
{
	CsqJson j;
	Written w;
	char    why[sizeof err->detail];

	memset(net, 0, sizeof *net);
	memset(&w, 0, sizeof w);
	csq_json_init(&j, json, len, "Petri net", err);
	if (read_all(&j, &w))
		return bind_all(&w, net, err);
	memcpy(why, err->detail, sizeof why);
	return csq_fail(err, CSQ_PARAM, "malformed Petri net \"%s\"", csq_quoted(json, len).s) ||
	       csq_detail(err, "%s", why) ||
	       csq_hint(
			   err,
			   "Write it like {\"places\":[\"p1\",\"p2\"],\"transitions\":[{\"name\":\"t1\",\"label\":\"opened\",\"in\":[\"p1\"],\"out\":[\"p2\"]}],\"initial\":{\"p1\":1},\"final\":{\"p2\":1}}.");
}

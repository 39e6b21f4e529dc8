/*
 * train_agg_pg.c
 *		SQL shell of training: train_agg() over any number of rows, train() of a corpus.
 *
 * The state of train_agg() is a CsqGather: 100 bytes and a growing text_corpus,
 * no memory context and no file, as long as it is small.  All states of an
 * aggregation node share maintenance_work_mem: while the node's context is below
 * it, a state may take half; beyond, states of CSQ_GATHER_MIN and more move to
 * files.  The first file registers a callback that closes the files when the
 * group or the query ends; when it ends by an error their resource owner does.
 * In a window function there is no such callback: the state stays in memory.
 *
 * The final function only reads, so a state can be shared by several aggregates
 * and finished again in a window.  A worker hands its state over as one corpus.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "classify/corpus_pg.h"
#include "classify/model.h"

#define NOTICE_SECONDS 10

/* ---- progress ---- */

typedef struct Watch
{
	CsqWatch    core;
	TimestampTz begun;
	TimestampTz told; /* when a notice was given last */
	double      tolerance;
} Watch;

/* A line at level DEBUG1 each epoch, a NOTICE every ten seconds. */
static void
tell(CsqWatch *core)
{
	Watch             *w = (Watch *) core;
	const CsqProgress *p = &core->now;
	TimestampTz        now = GetCurrentTimestamp();
	bool               due = now - w->told >= NOTICE_SECONDS * USECS_PER_SEC;

	if (due)
		w->told = now;
	else if (!p->epoch_done)
		return;
	if (p->epoch > 0)
		ereport(due ? NOTICE : DEBUG1,
		        (errmsg("%s since %.0f s: epoch %d, largest violation %.3g, goal %g", p->phase,
		                (double) (now - w->begun) / USECS_PER_SEC, p->epoch, p->violation, w->tolerance),
		         errdetail("%lld examples, %lld kB in temporary files.", (long long) p->examples,
		                   (long long) p->spilled / 1024)));
	else
		ereport(due ? NOTICE : DEBUG1, (errmsg("%s since %.0f s: %lld examples", p->phase,
		                                       (double) (now - w->begun) / USECS_PER_SEC, (long long) p->examples),
		                                errdetail("%lld kB in temporary files.", (long long) p->spilled / 1024)));
}

/* ---- training ---- */

typedef struct LabelForm
{
	CsqBuf  form;
	CsqText label;
	int     place; /* among the labels */
} LabelForm;

static int
by_form(const void *x, const void *y)
{
	const LabelForm *a = x;
	const LabelForm *b = y;
	size_t           len = a->form.len < b->form.len ? a->form.len : b->form.len;
	int              r = len > 0 ? memcmp(a->form.data, b->form.data, len) : 0;

	if (r != 0 || a->form.len != b->form.len)
		return r != 0 ? r : a->form.len < b->form.len ? -1 : 1;
	return a->place - b->place;
}

/* "fee" and "Fee " are two classes, which nobody means: each takes the texts of the other. */
static void
warn_of_look_alikes(const CsqTrained *t)
{
	LabelForm *f = palloc((size_t) t->classes * sizeof *f);
	CsqError   err;

	for (int i = 0; i < t->classes; i++)
	{
		CsqChars chars;

		f[i].label = t->labels[i];
		f[i].place = i;
		csq_buf_init(&f[i].form);
		if (!csq_chars_read(&chars, f[i].label.s, f[i].label.len, CSQ_CHARS_MATCH | CSQ_CHARS_NO_MAP, &err))
			csq_throw(&err);
		csq_chars_write(&f[i].form, chars.cp, chars.n);
		csq_chars_free(&chars);
	}
	qsort(f, (size_t) t->classes, sizeof *f, by_form);
	for (int i = 1; i < t->classes; i++)
		if (f[i].form.len == f[i - 1].form.len && memcmp(f[i].form.data, f[i - 1].form.data, f[i].form.len) == 0)
		{
			ereport(WARNING, (errmsg("labels \"%s\" and \"%s\" differ only in case, width or white space",
			                         csq_quoted(f[i - 1].label.s, f[i - 1].label.len).s,
			                         csq_quoted(f[i].label.s, f[i].label.len).s),
			                  errdetail("They are classes of their own, and each text belongs to one of them."),
			                  errhint("Train on one spelling, for example normalize_text(label).")));
			return;
		}
}

/* The model of what was gathered, in the current context; all else in a context of its own. */
static Datum
train(const CsqGather *g, Jsonb *json)
{
	MemoryContext   old = CurrentMemoryContext;
	MemoryContext   context = AllocSetContextCreate(old, "csq train", ALLOCSET_DEFAULT_SIZES);
	CsqTrainOptions options;
	CsqTrained      trained;
	Watch           watch = {.core.tell = tell};
	CsqModel       *m;
	CsqModel       *result;
	CsqError        err;

	MemoryContextSwitchTo(context);
	csq_train_options_default(&options);
	if (g->chunk->has_options)
		options = g->chunk->options;
	if (json != NULL)
		csq_train_options_jsonb((struct varlena *) json, &options);
	watch.begun = watch.told = GetCurrentTimestamp();
	watch.tolerance = options.tolerance;
	if (!csq_train(g, &options, &watch.core, &trained, &err) || (m = csq_model_build(&trained, &options, &err)) == NULL)
		csq_throw(&err);
	warn_of_look_alikes(&trained);
	if (!trained.converged)
		ereport(WARNING, (errmsg("training ended after %d epochs without convergence", trained.epochs),
		                  errdetail("The largest violation is %.3g, the goal (option \"tolerance\") %g.",
		                            trained.violation, options.tolerance),
		                  errhint("Raise the option \"epochs\", or lower \"c\".")));
	MemoryContextSwitchTo(old);
	result = palloc(VARSIZE(m));
	memcpy(result, m, VARSIZE(m));
	MemoryContextDelete(context);
	PG_RETURN_POINTER(result);
}

/* Training of a stored corpus: read where it is, unless sorting it would take too much memory. */
static Datum
train_corpus(FunctionCallInfo fcinfo, Jsonb *json)
{
	CsqCorpus *c = csq_checked(CSQ_GETARG_VALUE(0), csq_corpus_check);
	CsqGather  g = {.chunk = c};
	CsqGather *copy = NULL;
	CsqError   err;
	Datum      model;

	if ((size_t) c->records > csq_gather_share(csq_spill_memory()) / CSQ_CURSOR_BYTES)
	{
		copy = csq_gather_new();
		if (!csq_gather_corpus(copy, c, &err))
			csq_throw(&err);
		csq_gather_settle(copy);
	}
	model = train(copy != NULL ? copy : &g, json);
	if (copy != NULL)
		csq_gather_close(copy);
	return model;
}

/*
 * train(text_corpus) -> text_model
 *
 * A linear classifier, one-vs-rest with squared hinge loss: the same bytes for
 * the same examples in any order.
 * NULL:    NULL.
 * Errors:  22023 fewer than two labels, or too little memory for them; 53400 temp_file_limit.
 * Cost:    O(features x labels x epochs); memory: the corpus, maintenance_work_mem and the option "memory" (64 MB).
 * Source:  Hsieh et al., A dual coordinate descent method for large-scale linear SVM (2008);
 *          Wang and Manning, Baselines and bigrams (2012) for the log-count ratio.
 */
PG_FUNCTION_INFO_V1(csq_train_corpus);
Datum
csq_train_corpus(PG_FUNCTION_ARGS)
{
	return train_corpus(fcinfo, NULL);
}

/* train(text_corpus, options jsonb) -> text_model; 22023 for an option that is not known or out of its range. */
PG_FUNCTION_INFO_V1(csq_train_corpus_options);
Datum
csq_train_corpus_options(PG_FUNCTION_ARGS)
{
	return train_corpus(fcinfo, PG_GETARG_JSONB_P(1));
}

/* ---- the aggregate ---- */

static CsqGather *
gather_argument(FunctionCallInfo fcinfo, int n)
{
	return PG_ARGISNULL(n) ? NULL : (CsqGather *) PG_GETARG_POINTER(n);
}

/* The context of the state; these functions have no use outside an aggregate. */
static MemoryContext
state_context(FunctionCallInfo fcinfo, bool *window)
{
	MemoryContext context = NULL;
	int           kind = AggCheckCallContext(fcinfo, &context);

	if (kind == 0)
		elog(ERROR, "train_agg() state function called outside an aggregate");
	*window = kind == AGG_CONTEXT_WINDOW;
	return context;
}

/* Bytes that this state may take before it moves to files. */
static size_t
limit(MemoryContext context, bool window)
{
	size_t memory = csq_spill_memory();

	if (window)
		return SIZE_MAX;
	return MemoryContextMemAllocated(context, true) < memory ? csq_gather_share(memory) : CSQ_GATHER_MIN;
}

static void
close_files(Datum state)
{
	csq_gather_close((CsqGather *) DatumGetPointer(state));
}

/* After an addition: files that are new end with the group. */
static void
own_files(FunctionCallInfo fcinfo, CsqGather *g, int levels)
{
	if (CSQ_LIKELY(levels > 0 || g->levels == 0))
		return;
	AggRegisterCallback(fcinfo, close_files, PointerGetDatum(g));
	ereport(DEBUG1, (errmsg("training examples are moved to temporary files"),
	                 errdetail("The first %lld kB.", (long long) g->spilled / 1024)));
}

/* Options of a row must be those of the rows before. */
static void
set_options(CsqCorpus *c, bool first, const CsqTrainOptions *options)
{
	if (!first && !(c->has_options && csq_train_options_equal(&c->options, options)))
		ereport(ERROR,
		        (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
		         errmsg("the options of training must be the same for all rows"), errhint("Give them as a constant.")));
	c->has_options = 1;
	c->options = *options;
}

static Datum
append(FunctionCallInfo fcinfo, CsqExampleArgs args)
{
	CsqGather    *g = gather_argument(fcinfo, 0);
	bool          window;
	MemoryContext context = state_context(fcinfo, &window);
	MemoryContext old;
	CsqExampleRow row;
	CsqError      err;
	int           levels;

	if (!csq_example_row(fcinfo, args, &row))
	{
		if (g == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(g);
	}
	old = MemoryContextSwitchTo(context);
	if (g == NULL)
		g = csq_gather_new();
	if (row.options != NULL)
		set_options(g->chunk, g->chunk->records == 0 && g->levels == 0, row.options);
	if (row.beside && !csq_corpus_give(g->chunk, row.numbers, &err))
		csq_throw(&err);
	g->limit = limit(context, window);
	levels = g->levels;
	if (!csq_gather_add(g, VARDATA_ANY(row.label), VARSIZE_ANY_EXHDR(row.label), row.features->items, row.features->n,
	                    row.tmp, row.weight, &err))
		csq_throw(&err);
	own_files(fcinfo, g, levels);
	MemoryContextSwitchTo(old);
	csq_free(row.tmp);
	PG_RETURN_POINTER(g);
}

/*
 * train_append(state internal, label text, document text) -> internal
 *
 * Transition function of train_agg.
 * NULL:    label or document: the row is ignored.
 * Errors:  22023 empty label; 54000 label over 400 bytes,
 * more than 1,000 labels, document over 16 MB; 53400 temp_file_limit.
 * Cost:    O(length of the document); now and then the state is sorted and written to a file.
 */
PG_FUNCTION_INFO_V1(csq_train_append);
Datum
csq_train_append(PG_FUNCTION_ARGS)
{
	return append(fcinfo, (CsqExampleArgs){0});
}

/* train_append(state, label, document, weight float8): 22023 unless 0 < weight <= 1,000,000; a NULL weight: ignored. */
PG_FUNCTION_INFO_V1(csq_train_append_weight);
Datum
csq_train_append_weight(PG_FUNCTION_ARGS)
{
	return append(fcinfo, (CsqExampleArgs){.weight = 3});
}

/* train_append(state, label, document, options jsonb): 22023 for options that are not known or differ between rows. */
PG_FUNCTION_INFO_V1(csq_train_append_options);
Datum
csq_train_append_options(PG_FUNCTION_ARGS)
{
	return append(fcinfo, (CsqExampleArgs){.options = 3});
}

/* CsqCompile: the text of a jsonb value. */
static void *
compile_jsonb(struct varlena *value)
{
	char *json = text_to_cstring((const text *) value);

	return DatumGetPointer(DirectFunctionCall1(jsonb_in, CStringGetDatum(json)));
}

/* train_append(state, label, document, options text): the same as they are typed; 22P02 a text that is no JSON. */
PG_FUNCTION_INFO_V1(csq_train_append_options_text);
Datum
csq_train_append_options_text(PG_FUNCTION_ARGS)
{
	if (!PG_ARGISNULL(3))
		fcinfo->args[3].value = PointerGetDatum(csq_compiled(fcinfo, 3, compile_jsonb));
	return append(fcinfo, (CsqExampleArgs){.options = 3});
}

/* train_append(state, label, document, weight float8, options jsonb) */
PG_FUNCTION_INFO_V1(csq_train_append_all);
Datum
csq_train_append_all(PG_FUNCTION_ARGS)
{
	return append(fcinfo, (CsqExampleArgs){.weight = 3, .options = 4});
}

/*
 * train_append(state, label, document, features real[] [, facts text[] [, weight float8, options jsonb]])
 *
 * NULL:    features, facts: nothing of it is known; a NULL weight: the row is ignored.
 * Errors:  as corpus_append with features.
 */
PG_FUNCTION_INFO_V1(csq_train_append_features);
Datum
csq_train_append_features(PG_FUNCTION_ARGS)
{
	return append(fcinfo, (CsqExampleArgs){.features = 3,
	                                       .facts = PG_NARGS() > 4 ? 4 : 0,
	                                       .weight = PG_NARGS() > 5 ? 5 : 0,
	                                       .options = PG_NARGS() > 6 ? 6 : 0});
}

/*
 * train_combine(a internal, b internal) -> internal
 *
 * The examples of both: combine function of train_agg.  b is not changed.
 * NULL:    no examples.
 * Errors:  22023 different options; 54000 more than 1,000 labels.
 * Cost:    O(size of b).
 */
PG_FUNCTION_INFO_V1(csq_train_combine);
Datum
csq_train_combine(PG_FUNCTION_ARGS)
{
	CsqGather    *a = gather_argument(fcinfo, 0);
	CsqGather    *b = gather_argument(fcinfo, 1);
	bool          window;
	MemoryContext context = state_context(fcinfo, &window);
	MemoryContext old;
	CsqCorpus    *examples;
	CsqError      err;
	int           levels;

	if (b == NULL)
	{
		if (a == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(a);
	}
	if ((examples = csq_gather_flatten(b, &err)) == NULL)
		csq_throw(&err);
	old = MemoryContextSwitchTo(context);
	if (a == NULL)
		a = csq_gather_new();
	a->limit = limit(context, window);
	levels = a->levels;
	if (!csq_gather_corpus(a, examples, &err))
		csq_throw(&err);
	own_files(fcinfo, a, levels);
	MemoryContextSwitchTo(old);
	PG_RETURN_POINTER(a);
}

/*
 * train_serial(state internal) -> bytea
 *
 * The examples of a worker as the bytes of a text_corpus.
 * Errors:  54000 more than 1 GB.
 */
PG_FUNCTION_INFO_V1(csq_train_serial);
Datum
csq_train_serial(PG_FUNCTION_ARGS)
{
	bool       window;
	CsqGather *g = gather_argument(fcinfo, 0);
	CsqCorpus *c;
	CsqError   err;

	(void) state_context(fcinfo, &window);
	c = csq_gather_flatten(g, &err);
	if (c == NULL)
		ereport(ERROR,
		        (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
		         errmsg("a parallel worker has too many training examples to hand over"),
		         errdetail(
					 "It gives them to the leader as one value of at most 1 GB; temporary files hold %lld MB of them.",
					 (long long) g->spilled / (1024 * 1024)),
		         errhint("Train without workers: SET max_parallel_workers_per_gather = 0.")));
	/* a state may be handed over more than once: only what is a copy already is packed where it is */
	PG_RETURN_BYTEA_P((bytea *) (c == g->chunk ? csq_corpus_packed(c) : csq_corpus_pack(c)));
}

/* train_deserial(bytes bytea, internal) -> internal: what train_serial() gave, for train_combine() to read. */
PG_FUNCTION_INFO_V1(csq_train_deserial);
Datum
csq_train_deserial(PG_FUNCTION_ARGS)
{
	bool       window;
	void      *bytes;
	CsqGather *g;

	(void) state_context(fcinfo, &window);
	bytes = PG_GETARG_BYTEA_P(0);
	if ((uintptr_t) bytes % sizeof(int64) != 0)
	{
		void *aligned = palloc(VARSIZE(bytes));

		bytes = memcpy(aligned, bytes, VARSIZE(bytes));
	}
	g = palloc0(sizeof *g);
	g->chunk = bytes;
	PG_RETURN_POINTER(g);
}

/* train_final(state internal) -> text_model: as train(text_corpus), with the options that came with the rows. */
PG_FUNCTION_INFO_V1(csq_train_final);
Datum
csq_train_final(PG_FUNCTION_ARGS)
{
	CsqGather    *g = gather_argument(fcinfo, 0);
	bool          window;
	MemoryContext context = state_context(fcinfo, &window);
	MemoryContext old;

	if (g == NULL)
		PG_RETURN_NULL();
	/* what is in files is there altogether: the memory is for training now */
	old = MemoryContextSwitchTo(context);
	csq_gather_settle(g);
	MemoryContextSwitchTo(old);
	return train(g, NULL);
}

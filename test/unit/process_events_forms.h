/*
 * process_events_forms.h
 *		Collected events of processes, handed over as a worker or a COPY does it.
 */
#ifndef PROCESS_EVENTS_FORMS_H
#define PROCESS_EVENTS_FORMS_H

#include "test.h"

#include "process/process.h"

/* Written, read, and the same when written again. */
static CsqProcessEvents *
travel(const CsqProcessEvents *pe)
{
	CsqProcessLog     log;
	CsqBuf            b;
	CsqBuf            again;
	CsqError          err;
	CsqProcessEvents *back;

	CHECK(csq_process_log(pe, true, &log, &err));
	csq_buf_init(&b);
	csq_process_events_write(&log, &b);
	back = csq_process_events_read(b.data, b.len, NULL, &err);
	if (back == NULL)
		printf("%s: %s\n", err.message, err.detail);
	CHECK(back != NULL && csq_process_log(back, true, &log, &err));
	csq_buf_init(&again);
	csq_process_events_write(&log, &again);
	CHECK(b.len == again.len && memcmp(b.data, again.data, b.len) == 0);
	return back;
}

#endif /* PROCESS_EVENTS_FORMS_H */

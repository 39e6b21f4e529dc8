/*
 * spill_pg.c
 *		Temporary files of the core (spill.h) as PostgreSQL's BufFile.
 *
 * A BufFile belongs to the resource owner of the query, so that it is gone after
 * an error or a cancel; after a crash the server removes what is left in
 * pgsql_tmp.  temp_tablespaces, temp_file_limit and log_temp_files apply.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "storage/buffile.h"

#include "pg/csq.h"
#include "base/spill.h"

struct CsqSpill
{
	BufFile *file;
	uint64   at; /* where the file stands */
};

CsqSpill *
csq_spill_new(void)
{
	CsqSpill *f = palloc(sizeof *f);

	f->file = BufFileCreateTemp(false);
	f->at = 0;
	return f;
}

static void
seek(CsqSpill *f, uint64 at)
{
	if (f->at != at && BufFileSeek(f->file, 0, (off_t) at, SEEK_SET) != 0)
		ereport(ERROR, (errcode_for_file_access(),
		                errmsg("could not seek to byte %llu of a temporary file", (unsigned long long) at)));
	f->at = at;
}

void
csq_spill_write(CsqSpill *f, uint64_t at, const void *data, size_t len)
{
	seek(f, at);
	csq_buffile_write(f->file, data, len);
	f->at = at + len;
}

void
csq_spill_read(CsqSpill *f, uint64_t at, void *data, size_t len)
{
	seek(f, at);
	csq_buffile_read(f->file, data, len);
	f->at = at + len;
}

void
csq_spill_free(CsqSpill *f)
{
	BufFileClose(f->file);
	pfree(f);
}

size_t
csq_spill_memory(void)
{
	return (size_t) maintenance_work_mem * 1024;
}

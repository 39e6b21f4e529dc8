/*
 * compat.h
 *		Every difference between PostgreSQL 15, 16, 17 and 18 that csq meets.
 *
 * Included by csq.h after postgres.h and fmgr.h; no other file tests
 * PG_VERSION_NUM.
 */
#ifndef CSQ_COMPAT_H
#define CSQ_COMPAT_H

#if PG_VERSION_NUM < 150000
#error "csq needs PostgreSQL 15 or newer"
#endif

/* 16: soft errors of input functions */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#define csq_ereturn(context, value, ...) ereturn(context, value, __VA_ARGS__)
#else
#define csq_ereturn(context, value, ...)                                                                               \
	do                                                                                                                 \
	{                                                                                                                  \
		(void) (context);                                                                                              \
		ereport(ERROR, __VA_ARGS__);                                                                                   \
		return value;                                                                                                  \
	} while (0)
#endif

/* 16: varatt.h left postgres.h */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* 16: make_range() can report softly; users include utils/rangetypes.h */
#if PG_VERSION_NUM >= 160000
#define csq_make_range(type, lower, upper, empty) make_range(type, lower, upper, empty, NULL)
#else
#define csq_make_range(type, lower, upper, empty) make_range(type, lower, upper, empty)
#endif

/*
 * 16: BufFileWrite() takes const bytes, BufFileReadExact() reports a short read itself;
 * users include storage/buffile.h
 */
#if PG_VERSION_NUM >= 160000
#define csq_buffile_write(file, data, len) BufFileWrite(file, data, len)
#define csq_buffile_read(file, data, len)  BufFileReadExact(file, data, len)
#else
#define csq_buffile_write(file, data, len) BufFileWrite(file, unconstify(void *, data), len)
#define csq_buffile_read(file, data, len)                                                                              \
	do                                                                                                                 \
	{                                                                                                                  \
		if (BufFileRead(file, data, len) != (len))                                                                     \
			ereport(ERROR, (errcode_for_file_access(), errmsg("could not read from a temporary file")));               \
	} while (0)
#endif

/* 16: one function for all kinds of privileges; users include utils/acl.h and catalog/pg_proc.h */
#if PG_VERSION_NUM >= 160000
#define csq_may_execute(function)                                                                                      \
	(object_aclcheck(ProcedureRelationId, function, GetUserId(), ACL_EXECUTE) == ACLCHECK_OK)
#else
#define csq_may_execute(function) (pg_proc_aclcheck(function, GetUserId(), ACL_EXECUTE) == ACLCHECK_OK)
#endif

/* 18: an index scan counts for EXPLAIN; users include access/genam.h */
#if PG_VERSION_NUM >= 180000
#define csq_index_beginscan(table, index, snapshot, keys) index_beginscan(table, index, snapshot, NULL, keys, 0)
#else
#define csq_index_beginscan(table, index, snapshot, keys) index_beginscan(table, index, snapshot, keys, 0)
#endif

/* 18: pg_noreturn before the declaration replaces pg_attribute_noreturn() after it */
#ifdef pg_noreturn
#define CSQ_NORETURN pg_noreturn
#else
#define CSQ_NORETURN __attribute__((noreturn))
#endif

/* 18: the library tells its name and version */
#ifdef PG_MODULE_MAGIC_EXT
#define CSQ_MODULE_MAGIC PG_MODULE_MAGIC_EXT(.name = "csq", .version = CSQ_VERSION)
#else
#define CSQ_MODULE_MAGIC PG_MODULE_MAGIC
#endif

#endif /* CSQ_COMPAT_H */

#ifndef MERIT_CLIBPQ_SHIM_H
#define MERIT_CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <poll.h>

/* Field codes of error messages: macros with a cast, which Swift cannot import. */
static const int MERIT_DIAG_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int MERIT_DIAG_SQLSTATE = PG_DIAG_SQLSTATE;
static const int MERIT_DIAG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY;
static const int MERIT_DIAG_DETAIL = PG_DIAG_MESSAGE_DETAIL;
static const int MERIT_DIAG_HINT = PG_DIAG_MESSAGE_HINT;
static const int MERIT_DIAG_POSITION = PG_DIAG_STATEMENT_POSITION;
static const int MERIT_DIAG_CONTEXT = PG_DIAG_CONTEXT;
static const int MERIT_DIAG_SCHEMA = PG_DIAG_SCHEMA_NAME;
static const int MERIT_DIAG_TABLE = PG_DIAG_TABLE_NAME;
static const int MERIT_DIAG_COLUMN = PG_DIAG_COLUMN_NAME;
static const int MERIT_DIAG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME;

/* Notices are not for standard error. */
static inline void merit_ignore_notice(void *context, const PGresult *notice) {
    (void)context;
    (void)notice;
}
static inline void merit_silence_notices(PGconn *connection) {
    PQsetNoticeReceiver(connection, merit_ignore_notice, NULL);
}

#endif

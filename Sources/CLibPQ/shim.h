#ifndef MERIT_CLIBPQ_SHIM_H
#define MERIT_CLIBPQ_SHIM_H

#include <libpq-fe.h>

// Swift imports no macro that casts or is a character: the fields of an error report by name.
static const int CLibPQDiagnosticSeverity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int CLibPQDiagnosticSQLState = PG_DIAG_SQLSTATE;
static const int CLibPQDiagnosticMessage = PG_DIAG_MESSAGE_PRIMARY;
static const int CLibPQDiagnosticDetail = PG_DIAG_MESSAGE_DETAIL;
static const int CLibPQDiagnosticHint = PG_DIAG_MESSAGE_HINT;
static const int CLibPQDiagnosticPosition = PG_DIAG_STATEMENT_POSITION;

#endif

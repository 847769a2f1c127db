#ifndef MERIT_CXLSXWRITER_SHIM_H
#define MERIT_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

#endif

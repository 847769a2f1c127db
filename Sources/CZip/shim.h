#ifndef MERIT_CZIP_SHIM_H
#define MERIT_CZIP_SHIM_H

#include <zip.h>

#endif

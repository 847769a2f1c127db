#ifndef MERIT_CEXPAT_SHIM_H
#define MERIT_CEXPAT_SHIM_H

#include <expat.h>

#endif

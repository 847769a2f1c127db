#ifndef MERIT_CMALLOC_SHIM_H
#define MERIT_CMALLOC_SHIM_H

// Swift's module Glibc leaves this header of glibc out; others have none, or another.
#if defined(__linux__)
#include <malloc.h>
#endif

#endif

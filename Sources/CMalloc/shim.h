// What the C library's allocator offers beyond the standard; Swift's Glibc leaves it out.
#ifndef CMALLOC_SHIM_H
#define CMALLOC_SHIM_H

#ifdef __linux__
#include <malloc.h>
#endif

#endif

// Two files or folders take each other's place in one step, which POSIX does not have.
#ifndef CRENAME_SHIM_H
#define CRENAME_SHIM_H

#ifdef __linux__
// glibc shows it to whoever asks for GNU extensions alone.
extern int renameat2(int old_folder, const char *old_path, int new_folder, const char *new_path, unsigned int flags);

/// 0, or -1 with errno set.
static inline int exchange_paths(const char *one, const char *other) {
    const int current_folder = -100;      // AT_FDCWD
    const unsigned int exchange = 1u << 1; // RENAME_EXCHANGE
    return renameat2(current_folder, one, current_folder, other, exchange);
}
#else
#include <stdio.h>

/// 0, or -1 with errno set.
static inline int exchange_paths(const char *one, const char *other) {
    return renamex_np(one, other, RENAME_SWAP);
}
#endif

#endif

// libgit2 as Swift can import it. `git_libgit2_opts` is variadic, which Swift
// cannot call: one static inline here for each signature that FondsGit uses.
#ifndef CLIBGIT2_SHIM_H
#define CLIBGIT2_SHIM_H

#include <git2.h>
#include <git2/sys/odb_backend.h>

/// A store of objects of our own: what libgit2 calls, and behind it what that is called for.
typedef struct {
    git_odb_backend backend;
    void *payload;
} clibgit2_backend;

/// GIT_OPT_ENABLE_*, GIT_OPT_SET_OWNER_VALIDATION: (int enabled).
static inline int clibgit2_opts_int(int option, int value) {
    return git_libgit2_opts(option, value);
}

/// GIT_OPT_SET_EXTENSIONS: (const char **extensions, size_t count).
static inline int clibgit2_opts_strings(int option, const char **values, size_t count) {
    return git_libgit2_opts(option, values, count);
}

/// GIT_OPT_SET_MWINDOW_SIZE, GIT_OPT_SET_MWINDOW_MAPPED_LIMIT: (size_t bytes).
static inline int clibgit2_opts_size(int option, size_t bytes) {
    return git_libgit2_opts(option, bytes);
}

/// GIT_OPT_SET_CACHE_MAX_SIZE: (ssize_t bytes).
static inline int clibgit2_opts_signed_size(int option, ssize_t bytes) {
    return git_libgit2_opts(option, bytes);
}

/// GIT_OPT_SET_CACHE_OBJECT_LIMIT: (git_object_t type, size_t bytes).
static inline int clibgit2_opts_cache_limit(int option, git_object_t type, size_t bytes) {
    return git_libgit2_opts(option, type, bytes);
}

#endif

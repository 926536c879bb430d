// A plain C face for the few calls of RE2 that Fonds makes. No C++ exception leaves it.
#ifndef FONDS_CRE2_H
#define FONDS_CRE2_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled pattern. It may be searched from several threads at once.
typedef struct cre2_pattern cre2_pattern;

/// Compiles `length` bytes of RE2 syntax (UTF-8). `max_memory` bounds the bytes that the program and its
/// automata may take. Returns NULL only when memory runs out; ask cre2_error whether the pattern was understood.
cre2_pattern *cre2_compile(const char *pattern, size_t length, int64_t max_memory);

/// Why the pattern was refused, NULL where it was not. Lives as long as the pattern.
const char *cre2_error(const cre2_pattern *pattern);

/// Whether the pattern matches anywhere in the text (UTF-8).
bool cre2_search(const cre2_pattern *pattern, const char *text, size_t length);

void cre2_free(cre2_pattern *pattern);

#ifdef __cplusplus
}
#endif

#endif

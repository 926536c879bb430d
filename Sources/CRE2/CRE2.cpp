#include "CRE2.h"

#include <new>
#include <re2/re2.h>

struct cre2_pattern {
  RE2 re;
  cre2_pattern(const re2::StringPiece &text, const RE2::Options &options) : re(text, options) {}
};

extern "C" cre2_pattern *cre2_compile(const char *pattern, size_t length, int64_t max_memory) {
  RE2::Options options;
  options.set_log_errors(false);  // a library does not write to standard error
  options.set_never_capture(true);
  options.set_max_mem(max_memory);
  try {
    return new cre2_pattern(re2::StringPiece(pattern, length), options);
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

extern "C" const char *cre2_error(const cre2_pattern *pattern) {
  return pattern->re.ok() ? nullptr : pattern->re.error().c_str();
}

extern "C" bool cre2_search(const cre2_pattern *pattern, const char *text, size_t length) {
  return pattern->re.Match(re2::StringPiece(text, length), 0, length, RE2::UNANCHORED, nullptr, 0);
}

extern "C" void cre2_free(cre2_pattern *pattern) { delete pattern; }

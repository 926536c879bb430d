// Loaded before the C library into the program under test: kills it right before its n-th call that changes a file.
// Not counted is pwrite: SQLite alone uses it, hundreds of times a commit, and the index is derived.
#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long left;

__attribute__((constructor)) static void begin(void) {
  const char *count = getenv(FAULTS_VARIABLE);
  atomic_store(&left, count ? strtol(count, NULL, 10) : 0);
  // Programs that this one starts are left in peace.
  unsetenv("LD_PRELOAD");
  unsetenv(FAULTS_VARIABLE);
}

static void step(void) {
  if (atomic_fetch_sub(&left, 1) == 1) kill(getpid(), SIGKILL);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int rename(const char *old, const char *new) {
  step();
  return NEXT(rename)(old, new);
}

int link(const char *old, const char *new) {
  step();
  return NEXT(link)(old, new);
}

int unlink(const char *path) {
  step();
  return NEXT(unlink)(path);
}

int mkdir(const char *path, mode_t mode) {
  step();
  return NEXT(mkdir)(path, mode);
}

int rmdir(const char *path) {
  step();
  return NEXT(rmdir)(path);
}

ssize_t write(int file, const void *bytes, size_t count) {
  // What is said on the terminal changes no file.
  if (file > 2) step();
  return NEXT(write)(file, bytes, count);
}

int fsync(int file) {
  step();
  return NEXT(fsync)(file);
}

static mode_t modeOf(int flags, va_list list) {
  return flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, mode_t) : 0;
}

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = modeOf(flags, list);
  va_end(list);
  if (flags & O_CREAT) step();
  return NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = modeOf(flags, list);
  va_end(list);
  if (flags & O_CREAT) step();
  return NEXT(open64)(path, flags, mode);
}

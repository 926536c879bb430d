// Loaded before the C library into the program under test: kills it right before its n-th call that changes a file, or has
// that call fail.
#define _GNU_SOURCE
#include "faults.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long left;
// 0: the program is killed.
static int fault;
static bool lasting;
static bool isShort;
static atomic_long turns;
static char *report;

__attribute__((constructor)) static void begin(void) {
  const char *count = getenv(FAULTS_CALL);
  const char *number = getenv(FAULTS_ERROR);
  const char *file = getenv(FAULTS_REPORT);
  atomic_store(&left, count ? strtol(count, NULL, 10) : 0);
  fault = number ? atoi(number) : 0;
  lasting = getenv(FAULTS_LASTING) != NULL;
  report = file ? strdup(file) : NULL;
  isShort = getenv(FAULTS_SHORT) != NULL;
  // Programs that this one starts are left in peace.
  unsetenv("LD_PRELOAD");
  unsetenv(FAULTS_CALL);
  unsetenv(FAULTS_ERROR);
  unsetenv(FAULTS_LASTING);
  unsetenv(FAULTS_REPORT);
  unsetenv(FAULTS_SHORT);
}

static void tell(const char *call, const char *path) {
  if (!report) return;
  char text[4400];
  int count = snprintf(text, sizeof text, "%s %s\n", call, path);
  // Past the functions below.
  int file = (int)syscall(SYS_openat, AT_FDCWD, report, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (file < 0) return;
  syscall(SYS_write, file, text, count < (int)sizeof text ? count : (int)sizeof text - 1);
  syscall(SYS_close, file);
}

// Whether the call that comes now shall fail; errno says why then.
static bool fails(const char *call, const char *path, bool needsRoom) {
  long before = atomic_fetch_sub(&left, 1);
  if (before != 1 && !(lasting && before < 1 && needsRoom && fault)) return false;
  if (!fault) kill(getpid(), SIGKILL);
  if (before == 1) tell(call, path);
  errno = fault;
  return true;
}

static bool failsOpen(const char *call, int file) {
  // What is said on the terminal changes no file.
  if (file <= 2) return false;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t count = readlink(link, path, sizeof path - 1);
  path[count > 0 ? count : 0] = 0;
  // Pipes and sockets are no disk.
  if (path[0] != '/') return false;
  return fails(call, path, true);
}

// How many bytes a call that reads or writes does; -1 where it is interrupted.
static ssize_t share(size_t count) {
  if (!isShort || count == 0) return (ssize_t)count;
  if (atomic_fetch_add(&turns, 1) % 3 == 2) {
    errno = EINTR;
    return -1;
  }
  return (ssize_t)((count + 1) / 2);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// Needs no room where the name is there already, so that it goes on working on a full disk.
int rename(const char *old, const char *new) {
  return fails("rename", new, access(new, F_OK) != 0) ? -1 : NEXT(rename)(old, new);
}

int link(const char *old, const char *new) { return fails("link", new, true) ? -1 : NEXT(link)(old, new); }

int symlink(const char *old, const char *new) { return fails("symlink", new, true) ? -1 : NEXT(symlink)(old, new); }

// Makes room, so that it goes on working on a full disk.
int unlink(const char *path) { return fails("unlink", path, false) ? -1 : NEXT(unlink)(path); }

int rmdir(const char *path) { return fails("rmdir", path, false) ? -1 : NEXT(rmdir)(path); }

int mkdir(const char *path, mode_t mode) { return fails("mkdir", path, true) ? -1 : NEXT(mkdir)(path, mode); }

ssize_t write(int file, const void *bytes, size_t count) {
  if (failsOpen("write", file)) return -1;
  ssize_t part = share(count);
  return part < 0 ? -1 : NEXT(write)(file, bytes, (size_t)part);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
  if (failsOpen("writev", file)) return -1;
  if (!isShort || count == 0) return NEXT(writev)(file, parts, count);
  return write(file, parts->iov_base, parts->iov_len);
}

// SQLite alone uses these, hundreds of times a commit, and the index is derived: they fail, but nobody is killed for them.
ssize_t pwrite(int file, const void *bytes, size_t count, off_t offset) {
  if (fault && failsOpen("pwrite", file)) return -1;
  ssize_t part = share(count);
  return part < 0 ? -1 : NEXT(pwrite)(file, bytes, (size_t)part, offset);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t offset) {
  if (fault && failsOpen("pwrite64", file)) return -1;
  ssize_t part = share(count);
  return part < 0 ? -1 : NEXT(pwrite64)(file, bytes, (size_t)part, offset);
}

ssize_t read(int file, void *bytes, size_t count) {
  ssize_t part = share(count);
  return part < 0 ? -1 : NEXT(read)(file, bytes, (size_t)part);
}

ssize_t pread(int file, void *bytes, size_t count, off_t offset) {
  ssize_t part = share(count);
  return part < 0 ? -1 : NEXT(pread)(file, bytes, (size_t)part, offset);
}

ssize_t pread64(int file, void *bytes, size_t count, off64_t offset) {
  ssize_t part = share(count);
  return part < 0 ? -1 : NEXT(pread64)(file, bytes, (size_t)part, offset);
}

int ftruncate(int file, off_t length) {
  return fault && failsOpen("ftruncate", file) ? -1 : NEXT(ftruncate)(file, length);
}

int ftruncate64(int file, off64_t length) {
  return fault && failsOpen("ftruncate64", file) ? -1 : NEXT(ftruncate64)(file, length);
}

int fsync(int file) { return failsOpen("fsync", file) ? -1 : NEXT(fsync)(file); }

int fdatasync(int file) { return fault && failsOpen("fdatasync", file) ? -1 : NEXT(fdatasync)(file); }

static mode_t modeOf(int flags, va_list list) {
  return flags & (O_CREAT | __O_TMPFILE) ? va_arg(list, mode_t) : 0;
}

#define MODE(flags)          \
  va_list list;              \
  va_start(list, flags);     \
  mode_t mode = modeOf(flags, list); \
  va_end(list)

int open(const char *path, int flags, ...) {
  MODE(flags);
  return flags & O_CREAT && fails("open", path, true) ? -1 : NEXT(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE(flags);
  return flags & O_CREAT && fails("open64", path, true) ? -1 : NEXT(open64)(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  MODE(flags);
  return flags & O_CREAT && fails("openat", path, true) ? -1 : NEXT(openat)(folder, path, flags, mode);
}

/* The physical limit of checking: reads every file below a folder and runs libyaml's events over it, nothing more.
 *
 *     gcc -O2 -o yaml-events yaml-events.c -lyaml && ./yaml-events [--read-only] Records
 */
#define _XOPEN_SOURCE 700
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yaml.h>

static long files, events;
static unsigned char *buffer;
static size_t capacity;
static int reads_only;

/* The length of the file's content, now in `buffer`; -1 where it can't be read. */
static ssize_t read_file(const char *path) {
  int descriptor = open(path, O_RDONLY);
  if (descriptor < 0) return -1;
  struct stat status;
  ssize_t length = -1;
  if (fstat(descriptor, &status) == 0) {
    if ((size_t)status.st_size > capacity) {
      capacity = (size_t)status.st_size * 2;
      buffer = realloc(buffer, capacity);
    }
    length = read(descriptor, buffer, (size_t)status.st_size);
  }
  close(descriptor);
  return length;
}

static int parse(const char *path, size_t length) {
  yaml_parser_t parser;
  yaml_event_t event;
  yaml_parser_initialize(&parser);
  yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser, buffer, length);
  int type = YAML_NO_EVENT;
  while (type != YAML_STREAM_END_EVENT) {
    if (!yaml_parser_parse(&parser, &event)) {
      fprintf(stderr, "%s: %s\n", path, parser.problem);
      yaml_parser_delete(&parser);
      return 1;
    }
    type = event.type;
    events++;
    yaml_event_delete(&event);
  }
  yaml_parser_delete(&parser);
  return 0;
}

static int visit(const char *path, const struct stat *status, int type, struct FTW *walk) {
  (void)status, (void)walk;
  if (type != FTW_F) return 0;
  ssize_t length = read_file(path);
  if (length < 0) return 1;
  files++;
  return reads_only ? 0 : parse(path, (size_t)length);
}

int main(int count, char **arguments) {
  reads_only = count == 3 && strcmp(arguments[1], "--read-only") == 0;
  if (count != (reads_only ? 3 : 2) || nftw(arguments[count - 1], visit, 32, FTW_PHYS) != 0) return 2;
  printf("%ld files, %ld events\n", files, events);
  return 0;
}

/*
 * Makes an implementation slow here and there: loaded before libc (LD_PRELOAD), it sleeps at random before and after the calls
 * between which a race may lie. What is right stays right, and a judge that relies on being slower than the judged says so.
 * JITTER_MS is the longest sleep, JITTER_ONE_IN how rarely it sleeps.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long longest = 60, one_in = 3;

__attribute__((constructor)) static void settings(void) {
  const char *ms = getenv("JITTER_MS"), *in = getenv("JITTER_ONE_IN");
  if (ms && atol(ms) > 0) longest = atol(ms);
  if (in && atol(in) > 0) one_in = atol(in);
}

static void jitter(void) {
  static __thread uint64_t state;
  int saved = errno;
  if (!state) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    state = ((uint64_t)now.tv_nsec * 2654435761u ^ (uint64_t)getpid() << 20 ^ (uintptr_t)&state) | 1;
  }
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  if (state % one_in == 0) {
    long micros = (long)(state >> 8 & 0x7fffffff) % (longest * 1000);
    struct timespec pause = {micros / 1000000, micros % 1000000 * 1000};
    nanosleep(&pause, NULL);
  }
  errno = saved;
}

#define SLOW(name, parameters, arguments)                                    \
  int name parameters {                                                      \
    static int(*real) parameters;                                            \
    if (!real) real = (int(*) parameters)dlsym(RTLD_NEXT, #name);            \
    jitter();                                                                \
    int result = real arguments;                                             \
    jitter();                                                                \
    return result;                                                           \
  }

SLOW(rename, (const char *from, const char *to), (from, to))
SLOW(renameat, (int from_dir, const char *from, int to_dir, const char *to), (from_dir, from, to_dir, to))
SLOW(unlink, (const char *path), (path))
SLOW(unlinkat, (int dir, const char *path, int flags), (dir, path, flags))
SLOW(ftruncate, (int fd, off_t length), (fd, length))
SLOW(ftruncate64, (int fd, off64_t length), (fd, length))
SLOW(flock, (int fd, int operation), (fd, operation))
SLOW(fsync, (int fd), (fd))
SLOW(connect, (int fd, const struct sockaddr *address, socklen_t length), (fd, address, length))
SLOW(shutdown, (int fd, int how), (fd, how))

/* A foreign program on Windows: takes the home's lock as others do, or just lives.
 * probe hold|try lockfileex|locking FILE: locks one byte at 1 MiB of FILE. Exit status 0: had it, 1: somebody else has it,
 * 2: usage, 3: any other failure. "hold" says "held" and keeps it until its input ends.
 * probe live: says its pid and lives until its input ends. */
#include <windows.h>

#include <errno.h>
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <string.h>
#include <sys/locking.h>
#include <sys/stat.h>

#define OFFSET 1048576

enum { HAD, REFUSED, USAGE, FAILED };

/* As C# and C++ programs do. */
static int by_lockfileex(const char *file) {
  HANDLE handle = CreateFileA(file, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_ALWAYS,
                              FILE_ATTRIBUTE_NORMAL, NULL);
  if (handle == INVALID_HANDLE_VALUE) return FAILED;
  OVERLAPPED where;
  memset(&where, 0, sizeof where);
  where.Offset = OFFSET;
  if (LockFileEx(handle, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &where)) return HAD;
  return GetLastError() == ERROR_LOCK_VIOLATION || GetLastError() == ERROR_IO_PENDING ? REFUSED : FAILED;
}

/* As upstream's msvcrt.locking(fd, LK_NBLCK, 1) does. */
static int by_locking(const char *file) {
  int fd = _open(file, _O_RDWR | _O_CREAT | _O_BINARY, _S_IREAD | _S_IWRITE);
  if (fd < 0 || _lseek(fd, OFFSET, SEEK_SET) != OFFSET) return FAILED;
  if (_locking(fd, _LK_NBLCK, 1) == 0) return HAD;
  return errno == EACCES || GetLastError() == ERROR_LOCK_VIOLATION ? REFUSED : FAILED; /* Wine 8 sets no errno */
}

static void until_end_of_input(void) {
  fflush(stdout);
  while (getchar() != EOF) continue;
}

int main(int count, char **argument) {
  if (count == 2 && strcmp(argument[1], "live") == 0) {
    printf("%lu\n", GetCurrentProcessId());
    until_end_of_input();
    return HAD;
  }
  if (count != 4) return USAGE;
  int outcome = strcmp(argument[2], "locking") == 0 ? by_locking(argument[3]) : by_lockfileex(argument[3]);
  if (outcome == HAD && strcmp(argument[1], "hold") == 0) {
    puts("held");
    until_end_of_input();
  }
  return outcome; /* the end of the process gives the lock back */
}

/* Right, and unusual: one file is the lock and the record, it has several lines, stays, and is empty while nobody runs; the
 * lock is one of an open file description (OFD); it ends with 128 + n. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char path[8192];

static int lock(int fd) {
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(fd, F_OFD_SETLK, &whole);
}

static int held(int fd) {
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(fd, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
}

static int named(int fd) {
    struct stat mine, there;
    return fstat(fd, &mine) == 0 && stat(path, &there) == 0 && mine.st_ino == there.st_ino && mine.st_dev == there.st_dev
        && mine.st_nlink == 1;
}

static int fails(const char *what) {
    fprintf(stderr, "srv: %s: %s\n", what, strerror(errno));
    return 1;
}

static int look(int stopping) {
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    int up = fd >= 0 && held(fd);
    if (!stopping) {
        puts(up ? "up" : "down");
        return up ? 0 : 1;
    }
    char text[64] = {0};
    long pid = up && pread(fd, text, sizeof text - 1, 0) > 0 ? strtol(text, NULL, 10) : 0;
    if (pid > 1 && held(fd)) {
        kill((pid_t)pid, SIGUSR1);
        kill((pid_t)pid, SIGCONT);
    }
    for (int i = 0; up && i < 300 && held(fd) && named(fd); i++) {
        usleep(100000);
    }
    return up && held(fd) && named(fd) ? 1 : 0;
}

static int claimed(int signals) {
    int fd = -1;
    for (int i = 0; i < 100; i++) {
        if (fd < 0) {
            fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
        }
        if (fd < 0) {
            fails(path);
            return -1;
        }
        if (lock(fd) == 0 && named(fd)) {
            return fd;
        }
        if (!named(fd)) { /* it was exchanged meanwhile */
            close(fd);
            fd = -1;
        }
        struct pollfd told = {signals, POLLIN, 0};
        if (poll(&told, 1, 100) > 0) {
            return -1;
        }
    }
    fprintf(stderr, "srv: is running\n");
    return -1;
}

int main(int argc, char **argv) {
    const char *home = getenv("SRV_HOME"), *witness = getenv("SRV_WITNESS"), *command = argc > 1 ? argv[1] : "run";
    if (!home) {
        return 64;
    }
    snprintf(path, sizeof path, "%s/run", home);
    if (strcmp(command, "run") == 0) {
        mkdir(home, 0755);
        mkdir(path, 0755);
    }
    strcat(path, "/srv.pid");
    if (strcmp(command, "run") != 0) {
        return look(strcmp(command, "stop") == 0);
    }

    sigset_t ending;
    sigemptyset(&ending);
    int numbers[] = {SIGTERM, SIGINT, SIGHUP, SIGUSR1};
    for (int i = 0; i < 4; i++) {
        sigaddset(&ending, numbers[i]);
    }
    sigprocmask(SIG_BLOCK, &ending, NULL);
    int signals = signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
    int fd = claimed(signals);
    if (fd < 0) {
        return 100;
    }
    char text[64];
    int length = snprintf(text, sizeof text, "%d\n%ld\nrunning\n", getpid(), (long)time(NULL));
    if (pwrite(fd, text, length, 0) != length || ftruncate(fd, length)) {
        return fails(path);
    }

    int line = -1;
    if (witness && *witness) {
        struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(atoi(strrchr(witness, ':') + 1))};
        there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(line, (struct sockaddr *)&there, sizeof there)) {
            return fails("witness");
        }
        dprintf(line, "{\"pid\": %d}\n", getpid());
    }
    struct signalfd_siginfo got;
    struct pollfd told = {signals, POLLIN, 0};
    while (poll(&told, 1, -1) < 0 || read(signals, &got, sizeof got) != sizeof got) {
    }
    if (line >= 0) {
        shutdown(line, SHUT_WR);
        struct pollfd answer = {line, POLLIN, 0};
        poll(&answer, 1, 5000);
    }
    if (ftruncate(fd, 0)) {
        fails(path);
    }
    return got.ssi_signo == SIGUSR1 ? 0 : 128 + (int)got.ssi_signo;
}

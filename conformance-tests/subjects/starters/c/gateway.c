/* A gateway that runs exactly once per home and always comes back after a crash. POSIX with flock(2). */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* PATIENCE: seconds for which a start waits; an owner that is leaving, or dying, gives up its lock by then.
   CLEANING: seconds for which the end waits for a disk that hangs. */
enum { FAILED = 1, REFUSED = 69, IO = 74, PATIENCE = 5, CLEANING = 2 };

struct claim { int directory, file; }; /* the locks last for as long as both stay open */

static int quit(int code, const char *what) {
    fprintf(stderr, "%s: %s\n", code == REFUSED ? "refused" : "cannot start", what);
    exit(code);
}

static int quit_errno(const char *what) {
    fprintf(stderr, "cannot start: %s: %s\n", what, strerror(errno));
    exit(IO);
}

static time_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static void lock(int fd, time_t deadline) {
    const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
    while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK && now() > deadline) quit(REFUSED, "another instance holds this home");
        if (errno != EWOULDBLOCK && errno != EINTR) quit_errno("flock"); /* no contention, and no freedom either */
        nanosleep(&pause, NULL);
    }
}

/* Locks the home itself, then the lock file in it. Nothing on disk decides, only the kernel's locks do. */
static struct claim claim(const char *home) {
    time_t deadline = now() + PATIENCE;
    if (mkdir(home, 0700) != 0 && errno != EEXIST) quit_errno(home);
    int directory = open(home, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) quit_errno(home);
    lock(directory, deadline); /* deleting the lock file under a live owner lets nobody in */
    int flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
    int fd = openat(directory, "gateway.lock", flags);
    if (fd < 0 && errno == ENOENT) fd = openat(directory, "gateway.lock", flags | O_CREAT | O_EXCL, 0600);
    if (fd < 0) quit_errno("gateway.lock");
    lock(fd, deadline);
    struct stat mine, named;
    if (fstat(fd, &mine) != 0 || fstatat(directory, "gateway.lock", &named, AT_SYMLINK_NOFOLLOW) != 0) quit_errno("gateway.lock");
    if (mine.st_dev != named.st_dev || mine.st_ino != named.st_ino) quit(REFUSED, "gateway.lock was exchanged");
    if (!S_ISREG(mine.st_mode) || mine.st_nlink != 1) quit(IO, "gateway.lock is no plain file with one name; remove it");
    return (struct claim){directory, fd};
}

/* The record is for people and tools; it is replaced as a whole and never consulted for the claim. */
static void publish(int directory) {
    unlinkat(directory, ".gateway.pid.new", 0);
    int fd = openat(directory, ".gateway.pid.new", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) quit_errno("gateway.pid");
    if (dprintf(fd, "{\"pid\": %d}\n", (int)getpid()) < 0 || fsync(fd) != 0 || close(fd) != 0) quit_errno("gateway.pid");
    if (renameat(directory, ".gateway.pid.new", directory, "gateway.pid") != 0) quit_errno("gateway.pid");
}

/* Removes the record, but only its own: somebody else may have written another one. */
static void withdraw(int directory) {
    char found[64] = "", mine[64];
    int fd = openat(directory, "gateway.pid", O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return;
    ssize_t length = read(fd, found, sizeof found - 1);
    close(fd);
    snprintf(mine, sizeof mine, "{\"pid\": %d}\n", (int)getpid());
    if (length > 0 && strcmp(found, mine) == 0) unlinkat(directory, "gateway.pid", 0);
}

struct cleaning { int directory, done; };

static void *clean(void *argument) {
    struct cleaning *cleaning = argument;
    withdraw(cleaning->directory);
    close(cleaning->done);
    return NULL;
}

/* Withdraws on a thread of its own, so that a disk that hangs does not keep the process. */
static void withdraw_in_time(int directory) {
    static struct cleaning cleaning;
    int ends[2];
    pthread_t thread;
    if (pipe(ends) != 0) return;
    cleaning = (struct cleaning){directory, ends[1]};
    if (pthread_create(&thread, NULL, clean, &cleaning) != 0) return;
    struct pollfd end = {.fd = ends[0]};
    while (poll(&end, 1, CLEANING * 1000) < 0 && errno == EINTR) continue;
}

/* The witness: the first outside effect after the claim, open for as long as this instance is active. */
static int connect_to(const char *address) {
    char host[64];
    int port = 0;
    if (sscanf(address, "%63[^:]:%d", host, &port) != 2) quit(IO, "GATEWAY_WITNESS must be HOST:PORT");
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    if (inet_pton(AF_INET, host, &to.sin_addr) != 1) quit(IO, "GATEWAY_WITNESS must be HOST:PORT");
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0) quit_errno("witness");
    if (dprintf(fd, "{\"pid\": %d}\n", (int)getpid()) < 0) quit_errno("witness");
    return fd;
}

/* Says that it leaves and waits for the answer, at most five seconds; only then are the locks given up. */
static void disconnect(int witness) {
    char answer;
    struct timeval patience = {.tv_sec = 5};
    setsockopt(witness, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    shutdown(witness, SHUT_WR);
    while (recv(witness, &answer, 1, 0) < 0 && errno == EINTR) continue;
    close(witness);
}

int main(void) {
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGHUP);
    sigprocmask(SIG_BLOCK, &ending, NULL);
    signal(SIGPIPE, SIG_IGN);
    const char *home = getenv("GATEWAY_HOME");
    const char *address = getenv("GATEWAY_WITNESS");
    if (home == NULL || *home == '\0') quit(IO, "GATEWAY_HOME is not set");
    struct claim held = claim(home);
    publish(held.directory);
    int witness = address != NULL && *address != '\0' ? connect_to(address) : -1;
    /* here the work is done; this one waits until it is told to go */
    int number = 0;
    sigwait(&ending, &number);
    if (witness >= 0) disconnect(witness);
    withdraw_in_time(held.directory);
    close(held.file); /* now, whatever may hold up the end of the process */
    close(held.directory);
    return number == SIGINT ? 0 : FAILED; /* an unplanned signal is a failure: a supervisor starts it again */
}

/* Right, and unusual: C, flock, a record that is a bare number, exit status 2 for every refusal, no --replace. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t heard;

static void hear(int number) {
    heard = number;
}

static int refuse(const char *why) {
    fprintf(stderr, "cgate: %s\n", why);
    return 2;
}

static int lock(int fd, int how) {
    int result;
    do result = flock(fd, how | LOCK_NB);
    while (result && errno == EINTR);
    return result;
}

static void nap(void) {
    struct timespec t = {0, 20000000};
    nanosleep(&t, 0);
}

/* The directory first: it cannot be deleted under us. Then the file, which is what others look at. */
static int claim(int home, int patient) {
    for (int i = 0; i <= (patient ? 200 : 0); i++, nap()) {
        if (lock(home, LOCK_EX) == 0) {
            int fd = openat(home, "c.lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
            struct stat a, b;
            if (fd < 0 || fstat(fd, &a) || !S_ISREG(a.st_mode) || a.st_nlink != 1) return -2;
            fchmod(fd, 0600);
            if (lock(fd, LOCK_EX) == 0 && fstatat(home, "c.lock", &b, AT_SYMLINK_NOFOLLOW) == 0 && a.st_ino == b.st_ino)
                return fd;
            close(fd);
            flock(home, LOCK_UN);
        } else if (errno != EWOULDBLOCK) {
            return -2;
        }
    }
    return -1;
}

static int publish(int home) {
    unlinkat(home, "c.tmp", 0);
    int fd = openat(home, "c.tmp", O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return -1;
    fchmod(fd, 0600);
    if (dprintf(fd, "%d\n", (int) getpid()) < 2 || fsync(fd)) {
        close(fd);
        unlinkat(home, "c.tmp", 0);
        return -1;
    }
    close(fd);
    return renameat(home, "c.tmp", home, "c.pid");
}

static int recorded(int home) {
    char text[32] = "";
    int fd = openat(home, "c.pid", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat s;
    if (fd >= 0 && fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && read(fd, text, 31) < 0) text[0] = 0;
    if (fd >= 0) close(fd);
    return atoi(text);
}

static int tell(void) {
    const char *address = getenv("C_WITNESS");
    if (!address || !*address) return -1;
    char host[64];
    const char *colon = strrchr(address, ':');
    snprintf(host, sizeof host, "%.*s", (int) (colon - address), address);
    struct addrinfo *found, hints = {.ai_socktype = SOCK_STREAM};
    if (getaddrinfo(host, colon + 1, &hints, &found)) return -1;
    int s = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(s, found->ai_addr, found->ai_addrlen)) return -1;
    dprintf(s, "{\"pid\": %d}\n", (int) getpid());
    return s;
}

static int run(int home) {
    int lock = claim(home, 1);
    if (lock == -1) return refuse("taken");
    if (lock < 0) return refuse("the lock file cannot be used");
    if (publish(home)) return refuse("the record cannot be written");
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    sigprocmask(SIG_BLOCK, &all, 0);
    struct sigaction act = {.sa_handler = hear};
    int numbers[] = {SIGTERM, SIGINT, SIGHUP, SIGUSR1};
    for (int i = 0; i < 4; i++) sigaction(numbers[i], &act, 0);
    int s = tell();
    while (!heard) sigsuspend(&none);
    if (s >= 0) {
        struct pollfd p = {.fd = s, .events = POLLIN};
        shutdown(s, SHUT_WR);
        poll(&p, 1, 5000);
        close(s);
    }
    if (recorded(home) == getpid()) unlinkat(home, "c.pid", 0);
    return heard == SIGUSR1 || heard == SIGINT ? 0 : 1;
}

int main(int count, char **words) {
    const char *path = getenv("C_HOME"), *word = count > 1 ? words[1] : "";
    if (!path) return refuse("C_HOME is not set");
    if (!strcmp(word, "run")) mkdir(path, 0700);
    int home = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (!strcmp(word, "run")) return home < 0 ? refuse(strerror(errno)) : run(home);
    if (home < 0) return strcmp(word, "status") ? 0 : 1;
    /* who has the lock is asked by trying to share it, for a moment: a start waits longer than that */
    int busy = lock(home, LOCK_SH) != 0, fd = openat(home, "c.lock", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    busy |= fd >= 0 && lock(fd, LOCK_SH) != 0;
    flock(home, LOCK_UN);
    if (fd >= 0) close(fd);
    if (!strcmp(word, "status")) {
        puts(busy ? "up" : "down");
        return busy ? 0 : 1;
    }
    if (!busy) return 0;
    int pid = recorded(home);
    int handle = pid > 1 ? (int) syscall(SYS_pidfd_open, pid, 0) : -1;
    if (handle < 0 || syscall(SYS_pidfd_send_signal, handle, SIGUSR1, 0, 0)) return refuse("cannot tell whom to stop");
    struct pollfd p = {.fd = handle, .events = POLLIN};
    return poll(&p, 1, 30000) == 1 ? 0 : refuse("it does not stop");
}

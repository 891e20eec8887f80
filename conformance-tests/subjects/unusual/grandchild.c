/* Right, and unusual: two processes wait while a third one, which dies with them, holds the lock on the home itself and says
 * so in a record that is neither a number nor JSON; whoever takes over finds it there, pins it, and asks by SIGUSR1. */
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
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { REFUSED = 9, SIGNALLED = 7, TRIES = 50 };

static volatile sig_atomic_t got, child;
static int home = -1;

static void on(int number) {
    got = number;
    if (child > 0) {
        kill(child, number);
    }
}

static int taken(int fd, int seconds) {
    for (int i = 0; i <= seconds * TRIES && !got; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
            return 1;
        }
        usleep(1000000 / TRIES);
    }
    return 0;
}

static int refuses(const char *why) {
    fprintf(stderr, "deep: %s\n", why);
    return REFUSED;
}

static long holder(void) {
    char text[256] = {0};
    int fd = openat(home, "var/state", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    const char *place = fd >= 0 && read(fd, text, sizeof text - 1) > 0 ? strstr(text, "worker: ") : NULL;
    close(fd);
    return place ? atol(place + strlen("worker: ")) : 0;
}

/* Whether it is this program, with this home open. */
static int serves(long pid) {
    char name[64], here[4096], there[4096];
    struct stat mine, its;
    fstat(home, &mine);
    for (int fd = 3; fd < 12; fd++) {
        snprintf(name, sizeof name, "/proc/%ld/fd/%d", pid, fd);
        if (stat(name, &its) == 0 && its.st_ino == mine.st_ino && its.st_dev == mine.st_dev) {
            snprintf(name, sizeof name, "/proc/%ld/exe", pid);
            ssize_t n = readlink(name, there, sizeof there), m = readlink("/proc/self/exe", here, sizeof here);
            return n > 0 && n == m && memcmp(here, there, n) == 0;
        }
    }
    return 0;
}

static int pinned(long pid) {
    int handle = pid > 1 ? (int)syscall(SYS_pidfd_open, pid, 0) : -1;
    if (handle >= 0 && !serves(pid)) {
        close(handle);
        return -1;
    }
    return handle;
}

static void tell(int handle, int number) {
    if (handle >= 0) {
        syscall(SYS_pidfd_send_signal, handle, number, NULL, 0);
    }
}

static int stop(void) {
    long pid = holder();
    int handle = pinned(pid);
    if (handle < 0) { /* one of another user cannot be looked at: that is no reason to say that there is nobody */
        return pid > 1 && kill((pid_t)pid, 0) != 0 && errno == EPERM ? 1 : 0;
    }
    tell(handle, SIGUSR1);
    tell(handle, SIGCONT);
    struct pollfd end = {handle, POLLIN, 0};
    return poll(&end, 1, 25000) == 1 ? 0 : 1;
}

static int replaced(int lock, int turn) {
    long seen = holder();
    if (!taken(turn, 20)) {
        return 0;
    }
    if (taken(lock, 0)) {
        return 1;
    }
    if (holder() != seen) {
        return 0;
    }
    int handle = pinned(seen);
    tell(handle, SIGUSR1);
    tell(handle, SIGCONT);
    if (taken(lock, 12)) {
        return 1;
    }
    tell(handle, SIGKILL);
    return taken(lock, 5);
}

static int published(void) {
    char text[128];
    int length = snprintf(text, sizeof text, "{\"deep\": {\"version\": 3}}\nworker: %d\n", getpid());
    int fd = openat(home, "var/state~", O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    return fd >= 0 && write(fd, text, length) == length && close(fd) == 0
        && renameat(home, "var/state~", home, "var/state") == 0;
}

static int work(const char *path, int replacing) {
    int lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int turn = openat(home, "var/turn", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (lock < 0 || turn < 0) {
        return refuses(strerror(errno));
    }
    if (!(replacing ? replaced(lock, turn) : taken(lock, 10))) {
        return refuses("there is another one");
    }
    if (!published()) {
        return refuses(strerror(errno));
    }
    close(turn);
    const char *witness = getenv("DEEP_WITNESS");
    int line = -1;
    if (witness) {
        struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(atoi(strrchr(witness, ':') + 1))};
        there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(line, (struct sockaddr *)&there, sizeof there)) {
            return refuses(strerror(errno));
        }
        dprintf(line, "{\"pid\":%d}\n", getpid());
    }
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    while (!got) {
        sigsuspend(&before);
    }
    if (line >= 0) {
        shutdown(line, SHUT_WR);
        struct pollfd answer = {line, POLLIN, 0};
        poll(&answer, 1, 5000);
    }
    if (holder() == getpid()) {
        unlinkat(home, "var/state", 0);
    }
    return got == SIGUSR1 || got == SIGINT ? 0 : SIGNALLED;
}

/* Goes on as a child that dies with its parent; the parent waits, passes signals on, and ends as the child does. */
static void descend(void) {
    pid_t parent = getpid(), forked = fork();
    if (forked == 0) {
        child = 0;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) {
            _exit(REFUSED);
        }
        return;
    }
    child = forked;
    int status;
    while (waitpid(forked, &status, 0) < 0 && errno == EINTR) {
    }
    exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

int main(int count, char **arguments) {
    const char *path = getenv("DEEP"), *command = count > 1 ? arguments[1] : "run";
    int stopping = strcmp(command, "stop") == 0;
    if (!path) {
        return 64;
    }
    if (!stopping) {
        mkdir(path, 0700);
    }
    home = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (stopping) {
        return home < 0 ? 0 : stop();
    }
    if (home < 0 || (mkdirat(home, "var", 0700) && errno != EEXIST)) {
        return refuses(strerror(errno));
    }
    struct sigaction action = {.sa_handler = on};
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGUSR1, &action, NULL);
    signal(SIGHUP, SIG_IGN);
    descend();
    descend();
    return work(path, strcmp(command, "replace") == 0);
}

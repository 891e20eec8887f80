// A gateway that runs exactly once per home and always comes back after a crash. Standard library only, POSIX.
package main

import (
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

const (
	failed  = 1
	refused = 69
	io      = 74
	// for so long a start waits: an owner that is leaving, or dying, gives up its lock by then
	patience = 5 * time.Second
	// for so long the end waits for a disk that hangs
	cleaning = 2 * time.Second
)

func quit(code int, text string) {
	fmt.Fprintln(os.Stderr, text)
	os.Exit(code)
}

func must(err error) {
	if err != nil {
		quit(io, "cannot start: "+err.Error())
	}
}

func lock(fd int, deadline time.Time) {
	for {
		err := syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil {
			return
		}
		if err == syscall.EWOULDBLOCK && time.Now().After(deadline) {
			quit(refused, "refused: another instance holds this home")
		}
		if err != syscall.EWOULDBLOCK && err != syscall.EINTR {
			must(err) // no contention, and no freedom either
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// claim locks the home itself, then the lock file in it. Nothing on disk decides, only the kernel's locks do.
func claim(home string) []int {
	deadline := time.Now().Add(patience)
	must(os.MkdirAll(home, 0o700))
	directory, err := syscall.Open(home, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	must(err)
	lock(directory, deadline) // deleting the lock file under a live owner lets nobody in
	path := filepath.Join(home, "gateway.lock")
	flags := syscall.O_RDWR | syscall.O_NOFOLLOW | syscall.O_CLOEXEC | syscall.O_NONBLOCK
	fd, err := syscall.Open(path, flags, 0)
	if err == syscall.ENOENT {
		fd, err = syscall.Open(path, flags|syscall.O_CREAT|syscall.O_EXCL, 0o600)
	}
	must(err)
	lock(fd, deadline)
	var mine, named syscall.Stat_t
	must(syscall.Fstat(fd, &mine))
	must(syscall.Lstat(path, &named))
	if mine.Dev != named.Dev || mine.Ino != named.Ino {
		quit(refused, "refused: gateway.lock was exchanged")
	}
	if mine.Mode&syscall.S_IFMT != syscall.S_IFREG || mine.Nlink != 1 {
		quit(io, "cannot start: gateway.lock is no plain file with one name; remove it")
	}
	return []int{directory, fd} // bare numbers: no finaliser can close them
}

// publish writes the record for people and tools; it is replaced as a whole and never consulted for the claim.
func publish(home string) {
	file, err := os.CreateTemp(home, ".gateway.pid.")
	must(err)
	_, err = fmt.Fprintf(file, "{\"pid\": %d}\n", os.Getpid())
	must(err)
	must(file.Sync())
	must(file.Close())
	must(os.Rename(file.Name(), filepath.Join(home, "gateway.pid")))
}

// withdraw removes the record, but only its own: somebody else may have written another one.
func withdraw(home string) {
	path := filepath.Join(home, "gateway.pid")
	found, err := os.ReadFile(path)
	if err == nil && string(found) == fmt.Sprintf("{\"pid\": %d}\n", os.Getpid()) {
		_ = os.Remove(path)
	}
}

// connect is the first outside effect after the claim; the connection is open for as long as this instance is active.
func connect(address string) *net.TCPConn {
	connection, err := net.DialTimeout("tcp", address, 5*time.Second)
	must(err)
	_, err = fmt.Fprintf(connection, "{\"pid\": %d}\n", os.Getpid())
	must(err)
	return connection.(*net.TCPConn)
}

// disconnect says that it leaves and waits for the answer, at most five seconds; only then are the locks given up.
func disconnect(witness *net.TCPConn) {
	_ = witness.CloseWrite()
	_ = witness.SetReadDeadline(time.Now().Add(5 * time.Second))
	_, _ = witness.Read(make([]byte, 1))
}

func main() {
	ending := make(chan os.Signal, 1)
	signal.Notify(ending, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	home, err := filepath.Abs(os.Getenv("GATEWAY_HOME"))
	must(err)
	locks := claim(home)
	publish(home)
	var witness *net.TCPConn
	if address := os.Getenv("GATEWAY_WITNESS"); address != "" {
		witness = connect(address)
	}
	// here the work is done; this one waits until it is told to go
	number := <-ending
	if witness != nil {
		disconnect(witness)
	}
	cleaned := make(chan struct{})
	go func() {
		withdraw(home)
		close(cleaned)
	}()
	select {
	case <-cleaned:
	case <-time.After(cleaning):
	}
	for _, fd := range locks {
		_ = syscall.Close(fd)
	}
	if number != syscall.SIGINT {
		os.Exit(failed) // an unplanned signal is a failure: a supervisor starts it again
	}
}

/** Processes and the kernel's list of locks, read from {@code /proc}; no native code except for pinning and signalling. */
package dev.gatelock.posix.internal.proc;

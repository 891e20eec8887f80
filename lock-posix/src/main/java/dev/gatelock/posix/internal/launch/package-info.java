/** Starting programs that keep a lock alive, and becoming one. */
package dev.gatelock.posix.internal.launch;

/** Locking a file so that the lock is on what its name means, and waiting for whoever has it. */
package dev.gatelock.internal.locking;

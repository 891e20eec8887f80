/** Puts the parts of the POSIX back end together. */
package dev.gatelock.posix.internal;

/** Entry point of the POSIX back end; nothing else of this module is meant to be used directly. */
package dev.gatelock.posix;

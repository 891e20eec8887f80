/** Failures that are known, said so in a file, and excused until they are gone. */
package dev.gatelock.conformance.known;

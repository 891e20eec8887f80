/** The subject manifest: the only thing, beside the witness, that the suite knows about an implementation. */
package dev.gatelock.conformance.subject;

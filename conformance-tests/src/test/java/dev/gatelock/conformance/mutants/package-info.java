/** The proof that the suite can fail: wrong implementations, and which scenario notices. */
package dev.gatelock.conformance.mutants;

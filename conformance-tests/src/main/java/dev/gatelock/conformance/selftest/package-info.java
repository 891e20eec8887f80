/** The suite against programs whose defects are known. */
package dev.gatelock.conformance.selftest;

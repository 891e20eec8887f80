/** Pure functions from a history to findings: no clock, no I/O, nothing but what was recorded. */
package dev.gatelock.conformance.check;

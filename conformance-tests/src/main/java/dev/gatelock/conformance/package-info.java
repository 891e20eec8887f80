/** Plays scenarios against a subject and tells the results. */
package dev.gatelock.conformance;

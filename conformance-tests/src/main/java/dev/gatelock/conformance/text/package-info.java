/** What people type and are told: patterns, near misses, usage errors. */
package dev.gatelock.conformance.text;

/** A whole run: what is selected, played, expected, and what follows from it. */
package dev.gatelock.conformance.run;

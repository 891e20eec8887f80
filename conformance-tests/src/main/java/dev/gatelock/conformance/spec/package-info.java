/** The specification's requirements, as the suite carries them along. */
package dev.gatelock.conformance.spec;

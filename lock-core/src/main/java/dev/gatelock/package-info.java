/** What users type: a gate in front of a home directory, the claim on it, and the lease while it is held. */
package dev.gatelock;

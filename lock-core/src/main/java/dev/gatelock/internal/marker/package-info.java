/** Markers: a short-lived word to exactly one owner, which reaches it where signals do not. */
package dev.gatelock.internal.marker;

/** Reading and writing JSON without binding. */
package dev.gatelock.conformance.json;

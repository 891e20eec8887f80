/** Names in a home, and replacing a file as a whole. */
package dev.gatelock.internal.files;

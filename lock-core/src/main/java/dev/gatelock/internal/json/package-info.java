/** Reading and writing small JSON objects of unknown origin. Pure functions; knows nothing of records. */
package dev.gatelock.internal.json;

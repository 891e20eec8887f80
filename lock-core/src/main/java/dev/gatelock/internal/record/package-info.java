/** The owner record's form on disk: any bytes in, a typed outcome out. */
package dev.gatelock.internal.record;

/** Directories, files and their locks. Looking needs no native code; locking and writing do. */
package dev.gatelock.posix.internal.file;

package dev.gatelock.posix;

/** {@link DirectoryTest} with the jar in place of the class files, which on Java 22 and later means the other native binding. */
class PackagedDirectoryIT extends DirectoryTest {}

/**
 * Directories, files and the lock on one byte, over a seam of a dozen file calls. Everything that decides is above the seam;
 * what is below it ({@code Nio...}) only passes on to the JDK.
 */
package dev.gatelock.windows.internal.files;

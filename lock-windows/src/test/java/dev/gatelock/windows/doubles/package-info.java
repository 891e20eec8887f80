/**
 * Stand-ins for Windows, and the annotations with which every test says what it ran on. What a double enforces is what
 * Microsoft documents; a green test on it proves that we obey the rule, not that Windows has it.
 */
package dev.gatelock.windows.doubles;

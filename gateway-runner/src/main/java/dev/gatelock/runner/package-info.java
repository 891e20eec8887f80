/** What an embedding program types: a runner that claims, starts adapters, works, and closes in the right order. */
package dev.gatelock.runner;

/** Scopes as users see them. */
package dev.gatelock.scope;

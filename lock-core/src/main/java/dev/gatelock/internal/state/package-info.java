/** {@code gateway_state.json}: what an owner tells about itself. A hint; nobody's right to hold depends on it. */
package dev.gatelock.internal.state;

/**
 * A simulated kernel behind the ports, and an explorer that runs the real protocol code on it in every order.
 *
 * <p>{@link dev.gatelock.sim.SimKernel} knows the rules and nothing about threads; {@link dev.gatelock.sim.SimPlatform} is one
 * process's view of it; {@link dev.gatelock.sim.SimScheduler} lets one process make one port call at a time;
 * {@link dev.gatelock.sim.Explorer} decides in which order, and what goes wrong; {@link dev.gatelock.sim.Prove} runs all of it.
 *
 * <p>What it cannot show: reordering inside one port call, several threads inside one simulated process.
 */
package dev.gatelock.sim;

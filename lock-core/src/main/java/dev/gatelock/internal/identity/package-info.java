/** Whether a record means a process that is alive now. Pure judgement over what the ports showed. */
package dev.gatelock.internal.identity;

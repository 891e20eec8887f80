package dev.gatelock.spi;

/** An open description that a {@link Launcher} can hand to a program, so that its lock lives as long as the program. */
public interface Inheritable {}

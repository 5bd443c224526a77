package dev.tongfu.bus;

/** An address to which nudges of type {@code E} are sent; losing one only delays what a timer would find anyway. */
public record Event<E extends Record>(String address) {}

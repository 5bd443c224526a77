package dev.tongfu.console;

import java.util.function.BooleanSupplier;

/**
 * What health is asked about.
 *
 * @param readiness whether this node should get traffic
 * @param turning whether every event loop has turned lately; asks no database
 */
public record Health(Readiness readiness, BooleanSupplier turning) {}

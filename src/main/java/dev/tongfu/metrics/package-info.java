/**
 * What is counted and measured, as Prometheus reads it. It watches the features through the observers they offer; none
 * of them knows this package, and only this package knows the metrics library. Labels are few and closed: a bank, a
 * state, a route; never an id, an order number, a merchant or anybody's text.
 */
@NullMarked
package dev.tongfu.metrics;

import org.jspecify.annotations.NullMarked;

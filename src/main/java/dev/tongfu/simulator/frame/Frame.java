package dev.tongfu.simulator.frame;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Clock;

/**
 * What every simulated bank is given.
 *
 * @param holdMs milliseconds an answer that never comes keeps its caller
 */
public record Frame(
        Vertx vertx,
        Clock clock,
        Shelf shelf,
        Faults faults,
        Codes codes,
        Pages pages,
        PublicAddress address,
        long holdMs) {

    /** The books: orders and charges, what moves after them, contracts, batches, identity checks. */
    public record Shelf(
            Books books, Movements movements, Contracts contracts, Batches batches, IdentityChecks identityChecks) {
        public static Shelf over(Vertx vertx, Pool pool, Clock clock) {
            var movements = new Movements(pool, clock);
            return new Shelf(
                    new Books(vertx, pool, clock),
                    movements,
                    new Contracts(pool, clock),
                    new Batches(vertx, pool, clock, movements),
                    new IdentityChecks(pool));
        }
    }
}

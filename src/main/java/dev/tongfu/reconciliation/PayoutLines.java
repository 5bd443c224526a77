package dev.tongfu.reconciliation;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** What settlement says of statement lines about payouts; implemented there, so that this feature need not know it. */
@FunctionalInterface
public interface PayoutLines {
    /** Nobody pays out: every such line is the bank's alone. */
    PayoutLines NONE = lines -> Future.succeededFuture(Set.of());

    /**
     * Takes the lines as evidence about payouts, by our reference and amount.
     *
     * @return the ids of the lines that are about payouts of ours which now are paid, or returned; they clear 2202
     */
    Future<Set<String>> proven(List<Seen> lines);

    /** @param returned true where the money came back */
    record Seen(String lineId, String reference, boolean returned, long amount, LocalDate date) {}
}

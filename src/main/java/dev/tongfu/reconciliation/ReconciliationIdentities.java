package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Identity;
import java.util.List;
import java.util.stream.Stream;

/** What must hold between reconciliation and the ledger at any moment: I1, I2, and what suspense adds. */
public final class ReconciliationIdentities {
    private ReconciliationIdentities() {}

    public static List<Identity> all() {
        var store = new IdentityStore();
        Stream<Identity> runs = Stream.of(
                new Identity.Named("I1 bank cash is what the statements say", store::cash),
                new Identity.Named(
                        "I2 receivables are movements that no line states",
                        client -> store.receivables(client, null, null)));
        return Stream.concat(runs, SuspenseIdentities.all().stream()).toList();
    }
}

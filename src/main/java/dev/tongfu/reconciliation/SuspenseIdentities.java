package dev.tongfu.reconciliation;

import dev.tongfu.ledger.Identity;
import java.util.List;

/** What must hold between breaks and the ledger at any moment: I3, and what is frozen for breaks. */
public final class SuspenseIdentities {
    private SuspenseIdentities() {}

    public static List<Identity> all() {
        return SuspenseIdentityStore.ALL;
    }
}

package dev.tongfu.settlement;

import dev.tongfu.ledger.Identity;
import java.util.List;

/** What must hold between settlement and the ledger at any moment: I7, I8, I9, and that reserves are kept. */
public final class SettlementIdentities {
    private SettlementIdentities() {}

    public static List<Identity> all() {
        return SettlementIdentityStore.ALL;
    }
}

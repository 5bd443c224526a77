package dev.tongfu.payment;

import dev.tongfu.ledger.Identity;
import java.util.List;

/** What must hold between payments and the ledger at any moment: I5, I6, I10, and what batches count. */
public final class PaymentIdentities {
    private PaymentIdentities() {}

    public static List<Identity> all() {
        return IdentityStore.ALL;
    }
}

package dev.tongfu.settlement;

import dev.tongfu.ledger.Account;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.money.Money;
import dev.tongfu.payment.ApartMoney;
import dev.tongfu.reconciliation.SuspensePayouts;
import org.jspecify.annotations.Nullable;

/**
 * A payout to be made, of a batch or of a proposal.
 *
 * @param channel whose bank account pays
 * @param payerAccount the id of the account of the payer that a proposal names
 * @param apart the late money or the second receipt that goes back
 */
record NewPayout(
        String id,
        @Nullable String settlementId,
        @Nullable String proposalId,
        String merchantId,
        LedgerChannel channel,
        Account source,
        Money amount,
        @Nullable String payerAccount,
        ApartMoney.@Nullable Sum apart) {
    static NewPayout of(Settlement batch, String id, LedgerChannel channel, Account source, Money amount) {
        return new NewPayout(id, batch.id(), null, batch.merchantId(), channel, source, amount, null, null);
    }

    static NewPayout of(SuspensePayouts.Order order, String id, LedgerChannel channel) {
        return new NewPayout(
                id,
                null,
                order.proposalId(),
                order.merchantId(),
                channel,
                order.source(),
                order.amount(),
                order.beneficiary(),
                order.apart());
    }
}

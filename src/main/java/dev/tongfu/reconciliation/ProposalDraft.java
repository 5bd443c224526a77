package dev.tongfu.reconciliation;

import dev.tongfu.money.CurrencyCode;
import dev.tongfu.money.Money;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proposal as its template is filled in: the break's own facts stand in for what the maker left out.
 *
 * @param id the proposal's
 * @param about the break; null where the template is about none
 */
record ProposalDraft(String id, ProposalKind kind, @Nullable BreakView about, ProposalParameters parameters) {
    BreakView broken() {
        if (about == null) {
            throw new IllegalStateException(kind + " without a break");
        }
        return about;
    }

    Optional<String> text(String name) {
        return parameters.text(name);
    }

    Optional<String> merchantId() {
        return text(ProposalParameters.MERCHANT)
                .or(() -> Optional.ofNullable(about).map(BreakView::merchantId));
    }

    Optional<String> paymentId() {
        return text(ProposalParameters.PAYMENT)
                .or(() -> Optional.ofNullable(about).map(BreakView::paymentId));
    }

    /** Said, or all that is in suspense. */
    Money amount() {
        var currency = about == null
                ? CurrencyCode.valueOf(text(ProposalParameters.CURRENCY).orElse("CNY"))
                : about.currency();
        return new Money(
                parameters.number(ProposalParameters.AMOUNT).orElse(about == null ? 0 : about.suspense()), currency);
    }
}

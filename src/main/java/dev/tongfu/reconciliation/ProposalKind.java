package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.ProposalParameters.ACCOUNT;
import static dev.tongfu.reconciliation.ProposalParameters.AMOUNT;
import static dev.tongfu.reconciliation.ProposalParameters.BANK_DATE;
import static dev.tongfu.reconciliation.ProposalParameters.BANK_REF;
import static dev.tongfu.reconciliation.ProposalParameters.BENEFICIARY;
import static dev.tongfu.reconciliation.ProposalParameters.CURRENCY;
import static dev.tongfu.reconciliation.ProposalParameters.MERCHANT;
import static dev.tongfu.reconciliation.ProposalParameters.ORDER;
import static dev.tongfu.reconciliation.ProposalParameters.OTHER_BREAK;
import static dev.tongfu.reconciliation.ProposalParameters.PAYMENT;
import static dev.tongfu.reconciliation.ProposalParameters.REFUND;
import static dev.tongfu.reconciliation.ProposalParameters.TRANSFER;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The templates with their variants: what each is about and which parameters it takes. There are no others. */
enum ProposalKind {
    T1_PAYMENT("T1", "payment", About.SURPLUS, "in", Set.of(), Set.of(PAYMENT, MERCHANT, AMOUNT)),
    T1_MERCHANT("T1", "merchant", About.SURPLUS, "in", Set.of(), Set.of(MERCHANT, AMOUNT)),
    T2_SURPLUS("T2", "surplus", About.SURPLUS, "in", Set.of(), Set.of(PAYMENT, MERCHANT, ORDER, AMOUNT)),
    T2_PAYOUT("T2", "surplus_payout", About.SURPLUS, "in", Set.of(BENEFICIARY), Set.of(MERCHANT, AMOUNT)),
    T2_LATE("T2", "late", About.NOTHING, null, Set.of(MERCHANT, PAYMENT), Set.of()),
    T2_DUPLICATE("T2", "duplicate", About.NOTHING, null, Set.of(MERCHANT, PAYMENT, BANK_REF, AMOUNT), Set.of(CURRENCY)),
    T2_LATE_PAYOUT("T2", "late_payout", About.NOTHING, null, Set.of(MERCHANT, PAYMENT, BENEFICIARY), Set.of()),
    T2_DUPLICATE_PAYOUT(
            "T2", "duplicate_payout", About.NOTHING, null, Set.of(MERCHANT, PAYMENT, BANK_REF, BENEFICIARY), Set.of()),
    T3_HONOUR("T3", "honour", About.NOTHING, null, Set.of(MERCHANT, PAYMENT), Set.of()),
    T4_OUT(
            "T4",
            "out",
            About.SUSPENSE,
            null,
            Set.of(ACCOUNT),
            Set.of(AMOUNT, BANK_DATE, MERCHANT, PAYMENT, BANK_REF, ORDER)),
    T4_IN(
            "T4",
            "in",
            About.SUSPENSE,
            null,
            Set.of(ACCOUNT, AMOUNT),
            Set.of(BANK_DATE, MERCHANT, PAYMENT, BANK_REF, ORDER)),
    T5_FROZEN("T5", "frozen", About.SHORTAGE, "in", Set.of(), Set.of()),
    T5_PENDING("T5", "pending", About.SHORTAGE, "in", Set.of(), Set.of()),
    T6_UNFREEZE("T6", "unfreeze", About.FROZEN, null, Set.of(), Set.of()),
    T7_REFUND("T7", "refund", About.SURPLUS, "out", Set.of(), Set.of()),
    T7_UNSETTLED("T7", "unsettled", About.NOTHING, null, Set.of(MERCHANT, REFUND), Set.of()),
    T8_CHARGED("T8", "charged", About.SHORTAGE, "out", Set.of(), Set.of(MERCHANT, AMOUNT)),
    T8_WON("T8", "won", About.SURPLUS, "in", Set.of(), Set.of(MERCHANT, AMOUNT)),
    T9_CHARGE("T9", "charge", About.SHORTAGE, null, Set.of(), Set.of(AMOUNT)),
    T10_SHORTAGE("T10", "shortage", About.SHORTAGE, null, Set.of(), Set.of(AMOUNT)),
    T10_SURPLUS("T10", "surplus", About.SURPLUS, null, Set.of(), Set.of(AMOUNT)),
    T11_OFFSET("T11", "offset", About.SUSPENSE, null, Set.of(OTHER_BREAK), Set.of(AMOUNT)),
    T12_FOR("T12", "for", About.NOTHING, null, Set.of(MERCHANT, AMOUNT), Set.of(CURRENCY)),
    T12_AGAINST("T12", "against", About.NOTHING, null, Set.of(MERCHANT, AMOUNT), Set.of(CURRENCY)),
    T13_FREEZE("T13", "freeze", About.NOTHING, null, Set.of(MERCHANT, AMOUNT), Set.of(CURRENCY)),
    T13_RELEASE("T13", "release", About.NOTHING, null, Set.of(MERCHANT, AMOUNT), Set.of(CURRENCY)),
    T14_SWEEP("T14", "sweep", About.SUSPENSE, null, Set.of(OTHER_BREAK), Set.of(AMOUNT)),
    T15_IN("T15", "in", About.SURPLUS, "in", Set.of(), Set.of(AMOUNT)),
    T15_OUT("T15", "out", About.SHORTAGE, "out", Set.of(), Set.of(AMOUNT)),
    T16_CORRECT("T16", "correct", About.ANYTHING, null, Set.of(TRANSFER), Set.of());

    /** What a template is about. */
    enum About {
        /** A break with something in 2301. */
        SURPLUS,
        /** A break with something in 1201. */
        SHORTAGE,
        /** A break of either side. */
        SUSPENSE,
        /** A break for which the merchant's money is frozen. */
        FROZEN,
        /** No break. */
        NOTHING,
        /** A break or none. */
        ANYTHING
    }

    private final String template;
    private final String variant;
    private final About about;
    private final @Nullable String direction;
    private final String required;
    private final String optional;

    ProposalKind(
            String template,
            String variant,
            About about,
            @Nullable String direction,
            Set<String> required,
            Set<String> optional) {
        this.template = template;
        this.variant = variant;
        this.about = about;
        this.direction = direction;
        this.required = String.join(" ", required);
        this.optional = String.join(" ", optional);
    }

    String template() {
        return template;
    }

    String variant() {
        return variant;
    }

    About about() {
        return about;
    }

    /** {@code in} or {@code out}; null: either. */
    @Nullable
    String direction() {
        return direction;
    }

    Set<String> required() {
        return names(required);
    }

    boolean takes(String parameter) {
        return names(required).contains(parameter) || names(optional).contains(parameter);
    }

    private static Set<String> names(String joined) {
        return joined.isEmpty() ? Set.of() : Set.of(joined.split(" ", -1));
    }

    static List<String> variantsOf(String template) {
        return Arrays.stream(values())
                .filter(kind -> kind.template.equals(template))
                .map(ProposalKind::variant)
                .toList();
    }

    static Optional<ProposalKind> of(String template, String variant) {
        return Arrays.stream(values())
                .filter(kind -> kind.template.equals(template) && kind.variant.equals(variant))
                .findFirst();
    }
}

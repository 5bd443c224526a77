package dev.tongfu.reconciliation;

import static dev.tongfu.reconciliation.ProposalFault.parameter;
import static dev.tongfu.reconciliation.ProposalParameters.ACCOUNT;
import static dev.tongfu.reconciliation.ProposalParameters.AMOUNT;
import static dev.tongfu.reconciliation.ProposalParameters.BANK_DATE;
import static dev.tongfu.reconciliation.ProposalParameters.BANK_REF;
import static dev.tongfu.reconciliation.ProposalParameters.CURRENCY;
import static dev.tongfu.reconciliation.ProposalParameters.MERCHANT;
import static dev.tongfu.reconciliation.ProposalParameters.PAYMENT;

import dev.tongfu.money.CurrencyCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** Which template fits which break, and what it must be told. Pure: it looks at nothing but break and parameters. */
final class ProposalRules {
    static final Set<String> MOVABLE = Set.of("1101", "2101", "2304");

    /** The difference of a fee is between bank and house; no payment and no merchant has it. */
    private static final Set<ProposalKind> NOT_OF_FEES = Set.of(
            ProposalKind.T1_PAYMENT,
            ProposalKind.T1_MERCHANT,
            ProposalKind.T2_SURPLUS,
            ProposalKind.T2_PAYOUT,
            ProposalKind.T15_IN,
            ProposalKind.T15_OUT);

    private ProposalRules() {}

    static List<ProposalFault> check(ProposalDraft draft) {
        var faults = new ArrayList<ProposalFault>();
        var about = draft.about();
        names(draft, faults);
        if (about == null) {
            without(draft, faults);
        } else {
            broken(draft, about, faults);
        }
        if (faults.isEmpty()) {
            merchant(draft, faults);
            moved(draft, faults);
        }
        return faults;
    }

    private static void names(ProposalDraft draft, List<ProposalFault> faults) {
        var kind = draft.kind();
        for (String name : new TreeSet<>(kind.required())) {
            if (!draft.parameters().has(name)) {
                faults.add(parameter(name, "required", name + " is required with " + kind.template()));
            }
        }
        for (String name : new TreeSet<>(draft.parameters().names())) {
            if (!kind.takes(name) && !name.equals(ProposalParameters.OTHER_VERSION)) {
                faults.add(parameter(
                        name,
                        "not-taken",
                        kind.template() + " " + kind.variant() + " takes no " + name + "; leave it out"));
            }
        }
        draft.text(CURRENCY)
                .filter(word -> !currency(word))
                .ifPresent(word -> faults.add(
                        parameter(CURRENCY, "not-in-list", "currency is one of " + List.of(CurrencyCode.values()))));
    }

    private static boolean currency(String word) {
        return Arrays.stream(CurrencyCode.values()).anyMatch(code -> code.name().equals(word));
    }

    private static void without(ProposalDraft draft, List<ProposalFault> faults) {
        var about = draft.kind().about();
        if (about != ProposalKind.About.NOTHING && about != ProposalKind.About.ANYTHING) {
            faults.add(new ProposalFault(
                    "/template",
                    "needs-break",
                    draft.kind().template() + " is about a break; propose it at /admin/v1/breaks/{id}/proposals"));
        }
        if (draft.parameters().number(AMOUNT).filter(amount -> amount < 1).isPresent()) {
            faults.add(parameter(AMOUNT, "too-small", "amount must be at least 1"));
        }
    }

    private static void broken(ProposalDraft draft, BreakView about, List<ProposalFault> faults) {
        var kind = draft.kind();
        var side = about.side();
        switch (kind.about()) {
            case NOTHING ->
                faults.add(new ProposalFault(
                        "/template",
                        "no-break",
                        kind.template() + " " + kind.variant() + " is about no break; propose it at"
                                + " /admin/v1/proposals"));
            case FROZEN -> {
                if (about.frozen() == 0) {
                    faults.add(new ProposalFault("/template", "nothing-frozen", "nothing is frozen for this break"));
                }
            }
            case SURPLUS -> side(kind, about, side == BreakSide.SURPLUS, faults);
            case SHORTAGE -> side(kind, about, side == BreakSide.SHORTAGE, faults);
            case SUSPENSE -> side(kind, about, side != null, faults);
            case ANYTHING -> {}
        }
        if (about.code().equals("fee_difference") && NOT_OF_FEES.contains(kind)) {
            faults.add(new ProposalFault(
                    "/template", "wrong-code", "a difference of fees is resolved by T4, T9, T10 or T11"));
        }
        if (faults.isEmpty()) {
            amount(draft, about, faults);
        }
    }

    private static void side(ProposalKind kind, BreakView about, boolean fits, List<ProposalFault> faults) {
        if (!fits) {
            faults.add(new ProposalFault(
                    "/template",
                    "wrong-side",
                    kind.template() + " " + kind.variant() + " is for a " + words(kind) + "; this break is "
                            + (about.side() == null
                                    ? "neither"
                                    : "a " + about.side().word())));
        } else if (kind.direction() != null && !Objects.equals(kind.direction(), about.direction())) {
            faults.add(new ProposalFault(
                    "/template",
                    "wrong-direction",
                    kind.template() + " " + kind.variant() + " is for money going " + kind.direction()
                            + "; this break's went " + about.direction()));
        }
    }

    private static String words(ProposalKind kind) {
        return switch (kind.about()) {
            case SURPLUS -> "surplus (长款)";
            case SHORTAGE -> "shortage (短款)";
            case SUSPENSE, FROZEN, NOTHING, ANYTHING -> "surplus or a shortage";
        };
    }

    private static void amount(ProposalDraft draft, BreakView about, List<ProposalFault> faults) {
        var kind = draft.kind();
        if (kind.about() == ProposalKind.About.FROZEN || kind.about() == ProposalKind.About.ANYTHING) {
            return;
        }
        long amount = draft.amount().minor();
        if (amount < 1) {
            faults.add(
                    parameter(AMOUNT, "too-small", "nothing is in suspense for this break; amount must be at least 1"));
        } else if (amount > about.suspense() && kind != ProposalKind.T4_IN) {
            faults.add(parameter(AMOUNT, "too-large", "only " + about.suspense() + " is in suspense for this break"));
        }
    }

    private static void merchant(ProposalDraft draft, List<ProposalFault> faults) {
        var kind = draft.kind();
        boolean named = kind.takes(MERCHANT) && kind != ProposalKind.T4_OUT && kind != ProposalKind.T4_IN;
        boolean wanted = named
                || kind == ProposalKind.T5_FROZEN
                || kind == ProposalKind.T5_PENDING
                || kind == ProposalKind.T6_UNFREEZE
                || kind == ProposalKind.T7_REFUND;
        if (wanted && draft.merchantId().isEmpty()) {
            faults.add(parameter(MERCHANT, "required", "the break names no merchant; name it"));
        }
        boolean payment =
                (kind.takes(PAYMENT) && named) || kind == ProposalKind.T5_FROZEN || kind == ProposalKind.T5_PENDING;
        if (payment && draft.paymentId().isEmpty()) {
            faults.add(parameter(PAYMENT, "required", "the break names no payment; name it"));
        }
    }

    private static void moved(ProposalDraft draft, List<ProposalFault> faults) {
        if (draft.kind() != ProposalKind.T4_OUT && draft.kind() != ProposalKind.T4_IN) {
            return;
        }
        String account = draft.text(ACCOUNT).orElse("");
        if (!MOVABLE.contains(account)) {
            faults.add(parameter(ACCOUNT, "not-in-list", "account is 1101, 2101 or 2304"));
        }
        if (account.equals("1101") && !draft.parameters().has(BANK_DATE)) {
            faults.add(parameter(BANK_DATE, "required", "1101 is per bank date; name it"));
        }
        if (!account.equals("1101") && draft.merchantId().isEmpty()) {
            faults.add(parameter(MERCHANT, "required", "the break names no merchant; name it"));
        }
        if (account.equals("2304")) {
            if (draft.paymentId().isEmpty()) {
                faults.add(parameter(PAYMENT, "required", "2304 is per payment; name it"));
            }
            if (!draft.parameters().has(BANK_REF)) {
                faults.add(parameter(BANK_REF, "required", "a second receipt has the bank's reference; name it"));
            }
        }
    }
}

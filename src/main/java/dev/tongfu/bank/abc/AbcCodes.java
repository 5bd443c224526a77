package dev.tongfu.bank.abc;

import java.util.List;

/**
 * How the bank's codes are read. The bank's full list is unconfirmed, so every reading is a key.
 *
 * @param unknown return codes that leave the result unknown even in a signed answer
 * @param refusal return codes of a signed answer that refuse what was asked; {@code *} is every code not listed as
 *     unknown
 * @param notFound unconfirmed: return codes of a query that mean the bank has no such order; empty for none
 * @param wrongCode unconfirmed: return codes that refuse only the code of an SMS, so that another may do; empty for
 *     none
 * @param mismatch unconfirmed: return codes of an identity check that say name, certificate and card are not one
 *     person's; any other refusal of a check leaves it unknown
 * @param statementNotReady unconfirmed: return codes for books that are not there yet; empty for none
 */
public record AbcCodes(
        List<String> unknown,
        List<String> refusal,
        List<String> notFound,
        List<String> wrongCode,
        List<String> mismatch,
        List<String> statementNotReady,
        Statuses statuses,
        Finals finals) {
    private static final String ANY = "*";

    public AbcCodes {
        unknown = List.copyOf(unknown);
        refusal = List.copyOf(refusal);
        notFound = List.copyOf(notFound);
        wrongCode = List.copyOf(wrongCode);
        mismatch = List.copyOf(mismatch);
        statementNotReady = List.copyOf(statementNotReady);
    }

    /**
     * The states of orders and contracts, as a query names them. What is in no list here and is no state of its own in
     * the bank's table is unknown.
     *
     * @param paid a payment is paid, a pre-authorisation holds; {@code 04}, and {@code 03} only where the merchant
     *     number takes wallets alone, for which it means paid
     * @param refunded a refund was made
     * @param captured a capture was made
     * @param cancelled a pre-authorisation was let go
     * @param debited a debit was made
     * @param contractSigned unconfirmed: words of {@code AgentSignStatus} for a contract in force
     * @param contractEnded unconfirmed: for one no longer in force
     * @param contractUnsigned unconfirmed: for one that was never signed
     */
    public record Statuses(
            List<String> paid,
            List<String> refunded,
            List<String> captured,
            List<String> cancelled,
            List<String> debited,
            List<String> contractSigned,
            List<String> contractEnded,
            List<String> contractUnsigned) {
        public Statuses {
            paid = List.copyOf(paid);
            refunded = List.copyOf(refunded);
            captured = List.copyOf(captured);
            cancelled = List.copyOf(cancelled);
            debited = List.copyOf(debited);
            contractSigned = List.copyOf(contractSigned);
            contractEnded = List.copyOf(contractEnded);
            contractUnsigned = List.copyOf(contractUnsigned);
        }
    }

    /** Whether the bank's acceptance of an act is its end; unconfirmed, so each is asked after unless it says true. */
    public record Finals(boolean refund, boolean capture, boolean cancel, boolean codePayment, boolean debit) {}

    /** The published values. */
    public static AbcCodes standard() {
        return new AbcCodes(
                List.of("EUNKWN"),
                List.of(ANY),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Statuses(
                        List.of("04"),
                        List.of("04", "05"),
                        List.of("07", "04"),
                        List.of("00"),
                        List.of("04"),
                        List.of(),
                        List.of(),
                        List.of()),
                new Finals(false, false, false, false, false));
    }

    /** Whether a code of a signed answer refuses what was asked. */
    boolean refuses(String code) {
        return !code.isEmpty() && !unknown.contains(code) && (refusal.contains(ANY) || refusal.contains(code));
    }
}

package dev.tongfu.merchant;

/** What a sealed value belongs to; a value moved to another row does not open. */
final class Sealing {
    private Sealing() {}

    static String webhookSecret(String merchantId, int version) {
        return "merchant " + merchantId + " webhook secret " + version;
    }

    static String payoutAccount(String merchantId, int version) {
        return "merchant " + merchantId + " payout account " + version;
    }

    static String payerAccount(String id) {
        return "payer account " + id;
    }
}

package dev.tongfu.payment;

/**
 * How long and how often payers may try what they do themselves.
 *
 * @param codeTriesMax wrong SMS codes after which a K码 payment or a contract has failed
 * @param signWindowS seconds in which a contract is signed; after them "not signed" is the end
 * @param identityWindowS seconds in which an identity check on the bank's page is done
 */
public record PayerStepConfig(int codeTriesMax, int signWindowS, int identityWindowS) {
    public PayerStepConfig {
        if (codeTriesMax < 1 || signWindowS < 1 || identityWindowS < 1) {
            throw new IllegalArgumentException("payer_steps: every number is at least 1");
        }
    }
}

package dev.tongfu.simulator.unionpay;

import java.util.List;

/**
 * How the simulated 银联 behaves where its protocol leaves room.
 *
 * @param bankKeyFile the bank's private key, PKCS#8 in PEM
 * @param bankCertificateFile its certificate, which goes out with every signed message; PEM or DER
 * @param encryptionCertificateFile the certificate merchants encrypt card data for; PEM or DER
 * @param merchants the merchant numbers it knows, with their certificates
 * @param openAnswer {@code missing} (34), {@code waiting} (70), or {@code alternating}: what a query says of an order
 *     that the payer has yet to pay; both occur
 * @param failureCode the answer code of a payment that failed
 * @param deadlineMinutes how long the payer may pay where the order names no {@code payTimeout}
 * @param clockToleranceMinutes how far {@code txnTime} may be from the bank's clock; the real bound is not published
 * @param settleDelayMs milliseconds between an accepted back transaction and its result
 * @param returnDelaySeconds how long the payer sees the bank's own result page before going on
 * @param feeBasisPoints the bank's fee in hundredths of a percent, rounded half up
 */
public record SimulatedUnionPayConfig(
        String bankKeyFile,
        String bankCertificateFile,
        String encryptionCertificateFile,
        List<Merchant> merchants,
        Notices notices,
        String openAnswer,
        String failureCode,
        int deadlineMinutes,
        int clockToleranceMinutes,
        long settleDelayMs,
        int returnDelaySeconds,
        int feeBasisPoints) {

    /**
     * A merchant number and the certificate its requests are checked with.
     *
     * @param certificateFile X.509, PEM or DER
     */
    public record Merchant(String merchantNo, String certificateFile) {}

    /**
     * How results are told.
     *
     * @param attempts how often in all, until the merchant answers
     * @param gapMs milliseconds before the second attempt; each further gap is twice as long
     * @param timeoutMs milliseconds the merchant has for its answer
     * @param waitingMax notices that may wait for their time; further ones are lost
     */
    public record Notices(int attempts, long gapMs, long timeoutMs, int waitingMax) {
        public Notices {
            if (attempts < 1 || gapMs < 1 || timeoutMs < 1 || waitingMax < 1) {
                throw new IllegalArgumentException("simulator.unionpay: the notice limits are at least 1");
            }
        }

        /** Five times in all, after 0, 1, 2, 4 and 8 minutes, with ten seconds for each answer. */
        public static Notices standard() {
            return new Notices(5, 60_000, 10_000, 10_000);
        }
    }

    public SimulatedUnionPayConfig {
        merchants = List.copyOf(merchants);
        if (deadlineMinutes < 1 || clockToleranceMinutes < 1 || settleDelayMs < 0 || returnDelaySeconds < 0) {
            throw new IllegalArgumentException("simulator.unionpay: a duration is out of range");
        }
        if (feeBasisPoints < 0 || feeBasisPoints > 10_000) {
            throw new IllegalArgumentException("simulator.unionpay: the fee is out of range");
        }
    }
}

package dev.tongfu.simulator.abc;

import java.util.List;

/**
 * How the simulated 农行 behaves where its protocol leaves room.
 *
 * @param bankKeyFile the bank's private key, PKCS#8 in PEM; RSA-1024 as the real one's
 * @param merchants the merchant numbers it knows, with their certificates
 * @param answerShape {@code nested}, {@code flat}, or {@code alternating}: where an answer keeps its fields; all occur
 * @param noticeWindow {@code same} or {@code new}: the browser window in which the result goes to the merchant
 * @param noticeAttempts how often a server notice is sent until an answer names the payer's next page
 * @param noticeRetryMs milliseconds between those
 * @param noticeTimeoutMs milliseconds the merchant has for its answer
 * @param noticesWaitingMax notices that may wait for their time; further ones are lost
 * @param deadlineMinutes how long the payer may pay where the order names no deadline
 * @param returnDelaySeconds how long the payer sees the bank's own result page before going on
 * @param feeBasisPoints the bank's fee in hundredths of a percent, rounded half up
 * @param notFoundCode the return code for an order the bank does not have; the real one is not published
 */
public record SimulatedAbcConfig(
        String bankKeyFile,
        List<Merchant> merchants,
        String answerShape,
        String noticeWindow,
        int noticeAttempts,
        long noticeRetryMs,
        long noticeTimeoutMs,
        int noticesWaitingMax,
        int deadlineMinutes,
        int returnDelaySeconds,
        int feeBasisPoints,
        String notFoundCode,
        Acts acts) {

    /**
     * What the published material does not settle about refunds, contracts, batches and identity checks; all of it
     * unconfirmed.
     *
     * @param refundSettleMs how long the query of a refund, capture, cancel or debit says that it is not final
     * @param pendingStatus what it says until then, {@code 01} or {@code 02}
     * @param refundStatus what the query of a done refund says, {@code 05} or {@code 04}
     * @param refundTypeWord a refund's type in the statement
     * @param refundsNegative whether a refund's amounts carry a sign in the statement
     * @param batchDelayMs how long a batch waits until it is carried out
     * @param agentSignNo {@code sign_no}, {@code order_no} or {@code either}: the number by which a debit names its
     *     contract
     * @param signStatuses the query's words for a contract that is open, signed, failed, terminated, commas between
     * @param identityByServer whether the bank's server tells the result of an identity check; else the payer's browser
     */
    public record Acts(
            long refundSettleMs,
            String pendingStatus,
            String refundStatus,
            String refundTypeWord,
            boolean refundsNegative,
            long batchDelayMs,
            String agentSignNo,
            String signStatuses,
            boolean identityByServer) {
        public Acts {
            boolean statuses = pendingStatus.matches("01|02") && refundStatus.matches("04|05");
            boolean words = agentSignNo.matches("sign_no|order_no|either") && signStatuses.split(",", -1).length == 4;
            if (refundSettleMs < 0 || batchDelayMs < 0 || !statuses || !words) {
                throw new IllegalArgumentException("simulator.abc.acts: a delay, a status or a word is out of range");
            }
        }

        public static Acts usual() {
            return new Acts(0, "02", "05", "Refund", false, 300, "either", "0,1,2,3", true);
        }
    }

    /**
     * A merchant number and the certificate its requests are checked with.
     *
     * @param certificateFile X.509, PEM or DER
     */
    public record Merchant(String merchantNo, String certificateFile) {}

    public SimulatedAbcConfig {
        merchants = List.copyOf(merchants);
        if (noticeAttempts < 1 || noticeRetryMs < 1 || noticeTimeoutMs < 1 || noticesWaitingMax < 1) {
            throw new IllegalArgumentException("simulator.abc: the notice limits are at least 1");
        }
        if (deadlineMinutes < 1 || returnDelaySeconds < 0 || feeBasisPoints < 0 || feeBasisPoints > 10_000) {
            throw new IllegalArgumentException("simulator.abc: a duration or the fee is out of range");
        }
    }
}

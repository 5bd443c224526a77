package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankCalendar;
import dev.tongfu.bank.BankHttpConfig;
import dev.tongfu.bank.BreakerConfig;
import java.util.List;

/**
 * The profile of 农行 ABC TrustPay.
 *
 * <p>What public material does not settle about the bank is a key here and never a constant; such keys say
 * <i>unconfirmed</i>.
 *
 * @param http the bank's address and the limits of its client
 * @param transactionPath where every transaction but the statement file goes; unconfirmed:
 *     {@code /ebus/ReceiveMerchantTrxReqServlet} or the older {@code /ebus/trustpay/ReceiveMerchantTrxReqServlet}
 * @param statementPath where {@code DownloadStatement} alone goes
 * @param bankCertificates files of the pinned certificates of the bank, DER or PEM, several during a change; their
 *     dates are watched, not enforced
 * @param calendar unconfirmed: when the accounting day of ABC cards ends
 */
public record AbcConfig(
        BankHttpConfig http,
        String transactionPath,
        String statementPath,
        List<String> bankCertificates,
        Order order,
        AbcCodes codes,
        FieldNames fieldNames,
        Identity identity,
        Notices notices,
        Statement statement,
        Limits limits,
        BreakerConfig breaker,
        BankCalendar calendar) {
    public AbcConfig {
        bankCertificates = List.copyOf(bankCertificates);
    }

    /**
     * What every order says of itself (bank-side merchant set-up decides).
     *
     * @param ecMerchantType {@code EBUS}
     * @param paymentType 1 debit card, 2 international card, 3 credit card, 5 third party, 6 UnionPay, 7 corporate,
     *     A debit and credit
     * @param paymentLinkType 1 internet, 2 mobile, 3 digital television, 4 smart client, 5 offline
     * @param commodityType four digits, such as {@code 0202} traditional goods
     */
    public record Order(String ecMerchantType, String paymentType, String paymentLinkType, String commodityType) {}

    /**
     * Spellings that differ between releases of the bank's package, and fields whose meaning they tell differently; all
     * unconfirmed.
     *
     * @param queryDetailValue the value of {@code QueryDetail} that asks for the short answer, {@code false} or
     *     {@code 0}. The long one names the payer's account, which is not wanted
     * @param splitMerchant {@code SplitMerchantID} or {@code SubMerchantID}
     * @param certificateNumber {@code CertificateID} or {@code CertificateNo} in a card payment by code
     * @param codeLinkType {@code PaymentLinkType} or {@code PayLinkType} in a card payment by code
     * @param cardExpiry how a card payment by code writes the expiry of a credit card
     * @param signDatePrefix {@code Request} or {@code Order}, before {@code Date} and {@code Time} of a signing
     * @param debitSignNo which number a debit gives as {@code AgentSignNo}
     * @param captureRefundOrderNo which number a refund of a capture gives as the original {@code OrderNo}
     */
    public record FieldNames(
            String queryDetailValue,
            String splitMerchant,
            String certificateNumber,
            String codeLinkType,
            CardExpiry cardExpiry,
            String signDatePrefix,
            SignNumber debitSignNo,
            RefundedNumber captureRefundOrderNo) {}

    /** Four digits of a card's expiry. */
    public enum CardExpiry {
        MMYY,
        YYMM
    }

    /** The two numbers of a contract. */
    public enum SignNumber {
        /** The one the bank gave when it was signed. */
        BANK,
        /** Ours, under which it was signed. */
        ORDER
    }

    /** The two numbers of a captured pre-authorisation. */
    public enum RefundedNumber {
        PREAUTH,
        CAPTURE
    }

    /**
     * Identity checks; all unconfirmed.
     *
     * @param personal the value of {@code CustomType} for a person's card
     * @param corporate and for a company's
     * @param directTransaction {@code StaticIdentifyVerifyReq} [so spelled], or {@code StaticIdentityVerifyReq}
     */
    public record Identity(String personal, String corporate, String directTransaction) {}

    /**
     * What {@code TrxType} says in notices, in any case of letters; all unconfirmed. Any other is a payment.
     *
     * @param preauthTypes a pre-authorisation that holds
     * @param signTypes a contract that was signed, or not
     * @param unsignTypes a contract that ended
     * @param identityTypes a checked identity; a notice that has {@code AccountName} and no amount is one too
     * @param identityNumbers the fields in which that names our number; the first that is there counts
     */
    public record Notices(
            List<String> preauthTypes,
            List<String> signTypes,
            List<String> unsignTypes,
            List<String> identityTypes,
            List<String> identityNumbers) {
        public Notices {
            preauthTypes = List.copyOf(preauthTypes);
            signTypes = List.copyOf(signTypes);
            unsignTypes = List.copyOf(unsignTypes);
            identityTypes = List.copyOf(identityTypes);
            identityNumbers = List.copyOf(identityNumbers);
        }
    }

    /**
     * The bank's books.
     *
     * @param transaction {@code Settle} for cards of the bank, {@code SettleAliWx}, {@code SettleAliWxTransfer},
     *     {@code SettleAliWxDZH} or {@code SettlePlatForm}
     * @param zip whether the records are asked for compressed
     * @param answerBytesMax the largest answer taken
     * @param bytesMax the largest file, unpacked
     * @param refundWords unconfirmed: what the types of refunds contain, whatever the case of the letters
     * @param paymentWords what the types of payments contain; a line of any other type is put aside
     */
    public record Statement(
            String transaction,
            boolean zip,
            int answerBytesMax,
            int bytesMax,
            List<String> refundWords,
            List<String> paymentWords) {
        public Statement {
            refundWords = List.copyOf(refundWords);
            paymentWords = List.copyOf(paymentWords);
            if (answerBytesMax < 1 || bytesMax < 1) {
                throw new IllegalArgumentException("every limit of a statement is a positive number");
            }
        }
    }

    /**
     * @param requestBytesMax the largest request but batches; 8000 is the older client's limit, the server's is
     *     unconfirmed
     * @param noticeBytesMax the largest notification looked at
     * @param signingsMax signatures, and readings of large answers, under way at once; one more is refused, a request
     *     then is provably not sent
     * @param batchRequestBytesMax the largest request of a batch; the server's limit is unconfirmed
     * @param batchAnswerBytesMax the largest answer about a batch
     * @param refundBatchMax items of one batch of refunds, at most the bank's 10,000
     * @param debitBatchMax items of one batch of debits, at most the bank's 10,000
     * @param holdDays how many days a pre-authorisation holds; unconfirmed
     */
    public record Limits(
            int requestBytesMax,
            int noticeBytesMax,
            int signingsMax,
            int batchRequestBytesMax,
            int batchAnswerBytesMax,
            int refundBatchMax,
            int debitBatchMax,
            int holdDays) {
        private static final int BATCH_MAX = 10_000;

        public Limits {
            boolean positive = requestBytesMax > 0
                    && noticeBytesMax > 0
                    && signingsMax > 0
                    && batchRequestBytesMax > 0
                    && batchAnswerBytesMax > 0
                    && refundBatchMax > 0
                    && debitBatchMax > 0
                    && holdDays > 0;
            if (!positive) {
                throw new IllegalArgumentException("every limit of bank abc is a positive number");
            }
            if (refundBatchMax > BATCH_MAX || debitBatchMax > BATCH_MAX) {
                throw new IllegalArgumentException("the bank takes at most " + BATCH_MAX + " items in a batch");
            }
        }
    }

    /** The published values, for the bank at an address. */
    public static AbcConfig standard(String baseUrl, List<String> bankCertificates) {
        return new AbcConfig(
                BankHttpConfig.standard(baseUrl),
                "/ebus/ReceiveMerchantTrxReqServlet",
                "/ebussettle/ReceiveMerchantFileTrxReqServlet",
                bankCertificates,
                new Order("EBUS", "A", "1", "0202"),
                AbcCodes.standard(),
                new FieldNames(
                        "false",
                        "SplitMerchantID",
                        "CertificateNo",
                        "PaymentLinkType",
                        CardExpiry.MMYY,
                        "Request",
                        SignNumber.BANK,
                        RefundedNumber.PREAUTH),
                new Identity("0", "1", "StaticIdentifyVerifyReq"),
                new Notices(
                        List.of("PreAuthReq", "PreAuthPay"),
                        List.of("AGENTSIGN", "AgentSignResult"),
                        List.of("AGENTUNSIGN"),
                        List.of("IdentityVerifyReq"),
                        List.of("OrderNo", "CustomNo")),
                new Statement(
                        "Settle",
                        true,
                        33_554_432,
                        134_217_728,
                        List.of("Refund"),
                        List.of("Sale", "weixinpay", "ALI")),
                new Limits(8_000, 65_536, 64, 1_048_576, 4_194_304, 1_000, 1_000, 30),
                BreakerConfig.standard(),
                new BankCalendar("Asia/Shanghai", 24));
    }
}

package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankCalendar;
import dev.tongfu.bank.BankHttpConfig;
import dev.tongfu.bank.BreakerConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The profile of 银联 UnionPay ACP 5.1.0.
 *
 * <p>What public material does not settle is a key here and never a constant; such keys say <i>unconfirmed</i>.
 *
 * @param http UnionPay's address for our own calls and the limits of their client
 * @param frontBaseUrl scheme, host and port where the payer's browser goes
 * @param fileBaseUrl scheme, host and port of the statements
 * @param calendar the clearing day runs from 23:00 to 23:00
 */
public record UnionPayConfig(
        BankHttpConfig http,
        String frontBaseUrl,
        String fileBaseUrl,
        Paths paths,
        Trust trust,
        Order order,
        Codes codes,
        Encryption encryption,
        Limits limits,
        Statement statement,
        BreakerConfig breaker,
        BankCalendar calendar) {

    /**
     * Where each kind of call goes.
     *
     * @param front where the payer's browser posts an order
     * @param back refunds, captures, cancels and the encryption key
     * @param query the state of one order
     * @param file statements, at {@code fileBaseUrl}
     */
    public record Paths(String front, String back, String query, String file) {}

    /**
     * Whose signatures are UnionPay's.
     *
     * @param rootCertificates files of the roots, DER or PEM
     * @param middleCertificates files of the certificates between a root and the signing certificates
     * @param cnCheck whether the signing certificate must name UnionPay; only its test environment may do without
     */
    public record Trust(List<String> rootCertificates, List<String> middleCertificates, boolean cnCheck) {
        public Trust {
            rootCertificates = List.copyOf(rootCertificates);
            middleCertificates = List.copyOf(middleCertificates);
        }
    }

    /**
     * What every message says of itself (bank-side merchant set-up decides).
     *
     * @param bizType {@code 000201} is the B2C gateway
     * @param queryBizType unconfirmed: {@code 000201} or {@code 000000} in a query
     * @param channelType 07 personal computer, 08 mobile
     * @param accessType 0 merchant, 1 acquirer, 2 platform merchant
     * @param descriptionCharsMax unconfirmed: how long {@code orderDesc} may be; 0 sends none
     * @param holdDays unconfirmed: how many days a pre-authorisation holds at most
     */
    public record Order(
            String bizType,
            String queryBizType,
            String channelType,
            String accessType,
            int descriptionCharsMax,
            int holdDays) {
        public Order {
            if (descriptionCharsMax < 0 || holdDays < 1) {
                throw new IllegalArgumentException(
                        "order.description_chars_max is 0 or more, order.hold_days 1 or more");
            }
        }
    }

    /**
     * How response codes are read; what is in no list and has no meaning of its own stays unknown.
     *
     * @param refused codes that are an explicit failure; the details of 60 to 80 are unconfirmed
     * @param acceptedFinal unconfirmed: transaction types (such as {@code 31}) whose 00 is the result itself and not
     *     only the acceptance
     */
    public record Codes(List<String> refused, List<String> acceptedFinal) {
        public Codes {
            refused = List.copyOf(refused);
            acceptedFinal = List.copyOf(acceptedFinal);
        }
    }

    /**
     * The certificate sensitive fields are encrypted for.
     *
     * @param certificate its file, DER or PEM; null where no sensitive field is ever sent
     * @param refreshHours hours between questions for a newer one, 0 for none
     * @param bizType unconfirmed: what goes with that question
     * @param channelType unconfirmed: what goes with that question
     */
    public record Encryption(@Nullable String certificate, int refreshHours, String bizType, String channelType) {
        public Encryption {
            if (refreshHours < 0) {
                throw new IllegalArgumentException("encryption.refresh_hours is 0 or more");
            }
        }
    }

    /**
     * @param noticeBytesMax the largest notification looked at
     * @param urlBytesMax unconfirmed: the longest address we may name
     * @param signingsMax signatures under way at once; one more is refused and provably not sent
     * @param certificatesMax signing certificates remembered as valid
     * @param fileTotalTimeoutMs how long fetching a statement may take
     * @param fileAnswerBytesMax the largest answer with a statement
     * @param statementBytesMax the largest statement after unpacking
     */
    public record Limits(
            int noticeBytesMax,
            int urlBytesMax,
            int signingsMax,
            int certificatesMax,
            int fileTotalTimeoutMs,
            int fileAnswerBytesMax,
            int statementBytesMax) {
        public Limits {
            boolean limited = noticeBytesMax > 0
                    && urlBytesMax > 0
                    && signingsMax > 0
                    && certificatesMax > 0
                    && fileTotalTimeoutMs > 0
                    && fileAnswerBytesMax > 0
                    && statementBytesMax > 0;
            if (!limited) {
                throw new IllegalArgumentException("every limit of bank unionpay is a positive number");
            }
        }
    }

    /**
     * How statements are read.
     *
     * @param filesMax files in one zip
     * @param unpackedBytesMax bytes that the files of one zip unpack to
     * @param chargebackCodes unconfirmed: 交易代码 of errors and adjustments that are chargebacks
     */
    public record Statement(int filesMax, long unpackedBytesMax, List<String> chargebackCodes) {
        public Statement {
            chargebackCodes = List.copyOf(chargebackCodes);
            if (filesMax < 1 || unpackedBytesMax < 1) {
                throw new IllegalArgumentException("every limit of a statement is a positive number");
            }
        }
    }

    /** The client for statements: the same but for its address, its patience and what it takes. */
    BankHttpConfig fileHttp() {
        return new BankHttpConfig(
                fileBaseUrl,
                http.poolMax(),
                http.waitQueueMax(),
                http.connectTimeoutMs(),
                limits.fileTotalTimeoutMs(),
                http.keepAliveSeconds(),
                limits.fileAnswerBytesMax(),
                http.caFile());
    }

    /** The published values, for UnionPay at two addresses. */
    public static UnionPayConfig standard(String baseUrl, String fileBaseUrl, Trust trust) {
        return new UnionPayConfig(
                BankHttpConfig.standard(baseUrl),
                baseUrl,
                fileBaseUrl,
                new Paths(
                        "/gateway/api/frontTransReq.do",
                        "/gateway/api/backTransReq.do",
                        "/gateway/api/queryTrans.do",
                        "/"),
                trust,
                new Order("000201", "000201", "07", "0", 32, 30),
                new Codes(UnionPayCodes.PUBLISHED_REFUSALS, List.of()),
                new Encryption(null, 0, "000000", "07"),
                new Limits(65_536, 256, 64, 16, 60_000, 33_554_432, 67_108_864),
                new Statement(16, 2_147_483_648L, List.of()),
                BreakerConfig.standard(),
                new BankCalendar("Asia/Shanghai", 23));
    }
}

package dev.tongfu.bank.abc;

import dev.tongfu.bank.StatementReply;
import dev.tongfu.bank.StatementRequest;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * 对账单 and 交易流水: {@code Settle} and {@code QueryTrnxRecords}, bank-protocols A3.9 and A5.
 *
 * <p>A file with nothing but its header is a day without transactions; a code is never that.
 */
final class AbcStatements {
    private static final String FLOW = "QueryTrnxRecords";
    private static final String FORMAT = "abc";

    private final AbcConfig config;

    AbcStatements(AbcConfig config) {
        this.config = config;
    }

    AbcCall<StatementReply> call(StatementRequest asked, String merchantNo) {
        return new AbcCall<>(
                "statement",
                name(asked, merchantNo),
                Optional.empty(),
                () -> request(asked),
                answer -> reply(answer, asked, merchantNo),
                StatementReply.Unknown::new,
                StatementReply.Unknown::new,
                AbcSize.STATEMENT);
    }

    private AbcObject request(StatementRequest request) {
        var object = new AbcObject()
                .text("TrxType", transaction(request))
                .text("SettleDate", AbcWords.date(request.bankDate()));
        var hours = request.hours();
        if (hours != null) {
            object = object.text("SettleStartHour", String.valueOf(hours.from()))
                    .text("SettleEndHour", String.valueOf(hours.to()));
        }
        return object.text("ZIP", config.statement().zip() ? "1" : "0");
    }

    private StatementReply reply(AbcAnswer answer, StatementRequest request, String merchantNo) {
        Optional<String> stranger = new AbcAsked(merchantNo, transaction(request)).stranger(answer);
        if (stranger.isPresent()) {
            return new StatementReply.Unknown(stranger.get());
        }
        if (!answer.code().equals(AbcAnswer.SUCCESS)) {
            return config.codes().statementNotReady().contains(answer.code())
                    ? new StatementReply.NotReady(answer.code())
                    : new StatementReply.Unknown("return code " + answer.code());
        }
        boolean asked = answer.text("SettleDate")
                .flatMap(AbcDates::day)
                .map(request.bankDate()::equals)
                .orElse(false);
        return asked
                ? content(answer, name(request, merchantNo))
                : new StatementReply.Unknown("not the date asked for");
    }

    private StatementReply content(AbcAnswer answer, String name) {
        int bytesMax = config.statement().bytesMax();
        Optional<byte[]> content = answer.filled("ZIPDetailRecords").isPresent()
                ? answer.text("ZIPDetailRecords")
                        .flatMap(AbcEnvelope::base64)
                        .flatMap(zipped -> unzipped(zipped, bytesMax))
                : answer.filled("DetailRecords").map(text -> text.getBytes(GbkScanner.GBK));
        return content.filter(bytes -> bytes.length > 0 && bytes.length <= bytesMax)
                .<StatementReply>map(bytes -> new StatementReply.Fetched(name, FORMAT, Buffer.buffer(bytes)))
                .orElseGet(() -> new StatementReply.Unknown(
                        "the records are missing, broken or larger than " + bytesMax + " bytes"));
    }

    /** One byte more than allowed shows a file that is too large, however small it was packed. */
    private static Optional<byte[]> unzipped(byte[] zipped, int bytesMax) {
        try (var input = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return Optional.of(input.readNBytes(bytesMax + 1));
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private String transaction(StatementRequest request) {
        return request.hours() == null ? config.statement().transaction() : FLOW;
    }

    private static String name(StatementRequest request, String merchantNo) {
        var hours = request.hours();
        String span = hours == null ? "" : "-" + hours.from() + "-" + hours.to();
        return FORMAT + "-" + merchantNo + "-" + request.bankDate() + span + ".txt";
    }
}

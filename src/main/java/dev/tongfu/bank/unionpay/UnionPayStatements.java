package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHttp;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.StatementCall;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.bank.StatementRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Fetches statements, 76/01, bank-protocols B7: {@code fileContent} is base64 of a zlib stream, whose content
 * is a zip file.
 *
 * <p>Unpacking stops at a limit, because a few kilobytes can say gigabytes.
 */
final class UnionPayStatements {
    private static final String FORMAT = "unionpay-zip";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final int PART_BYTES = 65_536;

    private final UnionPayConfig config;
    private final UnionPayMessages messages;
    private final UnionPayClient client;
    private final BankHttp http;
    private final Clock clock;

    UnionPayStatements(
            UnionPayConfig config, UnionPayMessages messages, UnionPayClient client, BankHttp http, Clock clock) {
        this.config = config;
        this.messages = messages;
        this.client = client;
        this.http = http;
        this.clock = clock;
    }

    /** Verifying and unpacking megabytes is work for a worker thread. */
    Future<StatementCall> fetch(BankChannel channel, StatementRequest request) {
        if (request.hours() != null) {
            return Future.succeededFuture(unfetched("there are no hours to be had, only days"));
        }
        return client.sealed(
                        channel, () -> messages.statement(request.bankDate(), channel.merchantNo(), clock.instant()))
                .transform(message ->
                        message.succeeded() ? fetch(message.result()) : unsigned(channel, request, message.cause()));
    }

    Future<Void> close() {
        return http.close();
    }

    private Future<StatementCall> fetch(UnionPayMessage request) {
        return client.post(http, config.paths().file(), request)
                .compose(exchange -> client.offLoop(() -> read(client.opened(exchange), request)))
                .otherwise(full -> new StatementReply.Unknown("no worker was free to unpack the answer"))
                .map(reply -> new StatementCall(reply, request.body()));
    }

    private StatementReply read(UnionPayClient.Outcome outcome, UnionPayMessage request) {
        if (outcome instanceof UnionPayClient.Outcome.Trusted trusted) {
            return read(trusted.answer(), request, config.limits().statementBytesMax());
        }
        return new StatementReply.Unknown(
                outcome instanceof UnionPayClient.Outcome.Unclear unclear
                        ? unclear.reason()
                        : ((UnionPayClient.Outcome.NotSent) outcome).reason());
    }

    private static Future<StatementCall> unsigned(BankChannel channel, StatementRequest request, Throwable cause) {
        var asking = new UnionPayCalls.Asking(
                "statement", channel, request.bankDate().toString(), BankReply.Unknown::new);
        return UnionPayCalls.unsent(asking, cause).map(call -> unfetched("not signed"));
    }

    private static StatementCall unfetched(String reason) {
        return new StatementCall(new StatementReply.Unknown(reason), Buffer.buffer());
    }

    /** What a verified answer holds. */
    static StatementReply read(UnionPayMessage answer, UnionPayMessage request, int bytesMax) {
        boolean ours = answer.agrees("merId", request.text("merId").orElse(""))
                && answer.agrees("settleDate", request.text("settleDate").orElse(""))
                && answer.agrees("txnTime", request.text("txnTime").orElse(""))
                && answer.says("txnType", UnionPayTransaction.STATEMENT.type());
        if (!ours) {
            return new StatementReply.Unknown("the answer is to another request");
        }
        String code = answer.text("respCode").orElse("");
        if (code.equals(UnionPayCodes.NO_FILE)) {
            return new StatementReply.NotReady(code);
        }
        if (!code.equals(UnionPayCodes.SUCCESS)) {
            return new StatementReply.Unknown("response code " + code);
        }
        String name = answer.text("fileName")
                .filter(text -> NAME.matcher(text).matches())
                .orElseGet(() -> request.text("merId").orElse("") + "_"
                        + request.text("settleDate").orElse("") + ".zip");
        return answer.text("fileContent")
                .flatMap(UnionPayEnvelope::base64)
                .flatMap(packed -> inflated(packed, bytesMax))
                .filter(UnionPayStatements::zip)
                .<StatementReply>map(content -> new StatementReply.Fetched(name, FORMAT, content))
                .orElseGet(() -> new StatementReply.Unknown("the file is missing, broken or too large"));
    }

    private static Optional<Buffer> inflated(byte[] packed, int bytesMax) {
        var inflater = new Inflater();
        try {
            inflater.setInput(packed);
            var content = Buffer.buffer();
            byte[] part = new byte[PART_BYTES];
            while (!inflater.finished()) {
                int length = inflater.inflate(part);
                boolean stuck = length == 0 && !inflater.finished();
                if (stuck || content.length() + length > bytesMax) {
                    return Optional.empty();
                }
                content.appendBytes(part, 0, length);
            }
            return Optional.of(content);
        } catch (DataFormatException broken) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    private static boolean zip(Buffer content) {
        return content.length() > 2 && content.getByte(0) == 'P' && content.getByte(1) == 'K';
    }
}

package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankCall;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHttp;
import dev.tongfu.bank.BankReply;
import dev.tongfu.crypto.PublicCertificate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Makes one call at UnionPay, from the fields of its request to a reply with the bytes it was read from. */
final class UnionPayCalls {
    private static final Logger LOGGER = LoggerFactory.getLogger(UnionPayCalls.class);

    private final UnionPayClient client;
    private final BankHttp http;

    UnionPayCalls(UnionPayClient client, BankHttp http) {
        this.client = client;
        this.http = http;
    }

    /**
     * What is being asked.
     *
     * @param unsent what it means when the request never left: an order or act is not sent, a question stays open
     */
    record Asking(String operation, BankChannel channel, String bankOrderNo, Function<String, BankReply> unsent) {
        BankCall without(String reason) {
            return new BankCall(unsent.apply(reason), Buffer.buffer(), Buffer.buffer());
        }
    }

    /** How a request becomes a reply: where it goes, and how the answer (first) to it (second) is read. */
    record Exchange(String path, BiFunction<UnionPayMessage, UnionPayMessage, BankReply> reader) {}

    /** @param guard what stands between a signed request and the network, such as a breaker */
    Future<BankCall> make(
            Asking asking,
            Supplier<Map<String, String>> fields,
            Exchange exchange,
            UnaryOperator<Supplier<Future<BankCall>>> guard) {
        return client.sealed(asking.channel(), fields)
                .transform(request -> request.succeeded()
                        ? guard.apply(() -> post(asking, exchange, request.result()))
                                .get()
                        : unsent(asking, request.cause()))
                .onSuccess(call -> log(asking, call.reply()));
    }

    /** A request that somebody else sends. */
    Future<BankCall> form(
            Asking asking, Supplier<Map<String, String>> fields, Function<UnionPayMessage, BankReply> reply) {
        return client.sealed(asking.channel(), fields)
                .transform(form -> form.succeeded()
                        ? Future.succeededFuture(new BankCall(
                                reply.apply(form.result()), form.result().body(), Buffer.buffer()))
                        : unsent(asking, form.cause()))
                .onSuccess(call -> log(asking, call.reply()));
    }

    /** Nothing left us, because of us. */
    static Future<BankCall> unsent(Asking asking, Throwable cause) {
        LOGGER.atError()
                .addKeyValue("bank", UnionPayBank.NAME)
                .addKeyValue("channelId", asking.channel().id())
                .addKeyValue("operation", asking.operation())
                .addKeyValue("bankOrderNo", asking.bankOrderNo())
                .setCause(cause)
                .log("request to the bank could not be signed, nothing was sent");
        return Future.succeededFuture(asking.without("not signed"));
    }

    /** Nothing left us, because the bank could not take it. */
    static Future<BankCall> objected(Asking asking, String objection) {
        var call = asking.without(objection);
        log(asking, call.reply());
        return Future.succeededFuture(call);
    }

    /** A success that UnionPay itself calls flawed moves money like any other, and somebody looks at it. */
    static void review(UnionPayMessage message) {
        boolean flawed = message.says("respCode", UnionPayCodes.FLAWED_SUCCESS)
                || message.says("origRespCode", UnionPayCodes.FLAWED_SUCCESS);
        if (flawed) {
            LOGGER.atWarn()
                    .addKeyValue("bank", UnionPayBank.NAME)
                    .addKeyValue("bankOrderNo", message.text("orderId").orElse(""))
                    .log("a flawed success (A6): compare the transaction with the bank's statement");
        }
    }

    /** From then on nothing below it is believed any more. */
    static void warn(PublicCertificate certificate) {
        LOGGER.atWarn()
                .addKeyValue("bank", UnionPayBank.NAME)
                .addKeyValue("subject", certificate.subjectCommonName())
                .addKeyValue("until", certificate.notAfter())
                .log("a trusted certificate of the bank has expired or expires soon");
    }

    private Future<BankCall> post(Asking asking, Exchange exchange, UnionPayMessage request) {
        return client.exchange(http, exchange.path(), request)
                .map(outcome -> call(asking, request, outcome, exchange.reader()));
    }

    private static BankCall call(
            Asking asking,
            UnionPayMessage request,
            UnionPayClient.Outcome outcome,
            BiFunction<UnionPayMessage, UnionPayMessage, BankReply> reader) {
        if (outcome instanceof UnionPayClient.Outcome.NotSent refused) {
            return asking.without(refused.reason());
        }
        if (outcome instanceof UnionPayClient.Outcome.Unclear unclear) {
            var reply = new BankReply.Unknown(unclear.reason());
            return new BankCall(reply, request.body(), CardMask.masked(unclear.received()));
        }
        var trusted = (UnionPayClient.Outcome.Trusted) outcome;
        review(trusted.answer());
        return new BankCall(
                reader.apply(trusted.answer(), request), request.body(), CardMask.masked(trusted.received()));
    }

    private static void log(Asking asking, BankReply reply) {
        boolean clear = !(reply instanceof BankReply.Unknown || reply instanceof BankReply.NotSent);
        boolean forged = reply.equals(new BankReply.Unknown(UnionPayTrust.BAD_SIGNATURE))
                || reply.equals(new BankReply.Unknown(UnionPayTrust.BAD_CERTIFICATE));
        LOGGER.atLevel(forged ? Level.ERROR : clear ? Level.DEBUG : Level.WARN)
                .addKeyValue("bank", UnionPayBank.NAME)
                .addKeyValue("channelId", asking.channel().id())
                .addKeyValue("operation", asking.operation())
                .addKeyValue("bankOrderNo", asking.bankOrderNo())
                .addKeyValue("reply", clear ? reply.kind() : reply.toString())
                .log("bank replied");
    }
}

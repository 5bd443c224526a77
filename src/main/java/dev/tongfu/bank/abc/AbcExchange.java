package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankBreaker;
import dev.tongfu.bank.BankCall;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHttp;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.OffLoop;
import dev.tongfu.bank.StatementCall;
import dev.tongfu.bank.StatementReply;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PinnedCertificates;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Makes one transaction at the bank: signs, posts, verifies, and covers card data in what is kept.
 *
 * <p>Signing is done on worker threads, verifying (a fiftieth of the cost) on the event loop, save for answers that may
 * be large. What changes something at the bank passes its breaker, questions never do.
 */
final class AbcExchange {
    private static final Logger LOGGER = LoggerFactory.getLogger(AbcExchange.class);
    private static final int STATUS_MIN = 200;
    private static final int STATUS_MAX = 399;

    private final AbcConfig config;
    private final PinnedCertificates bankCertificates;
    private final AbcKeys keys;
    private final OffLoop work;
    private final BankHttp http;
    private final BankBreaker breaker;

    AbcExchange(Vertx vertx, AbcConfig config, CryptoProviders crypto, PinnedCertificates bankCertificates) {
        this.config = config;
        this.bankCertificates = bankCertificates;
        this.work = new OffLoop(vertx, config.limits().signingsMax());
        this.keys = new AbcKeys(crypto, work);
        this.http = new BankHttp(vertx, config.http());
        this.breaker = new BankBreaker(vertx, AbcBank.NAME, config.breaker());
    }

    Future<BankCall> act(BankChannel channel, AbcCall<BankReply> call) {
        if (call.objection().isPresent()) {
            var unsent = unsent(call, call.objection().get());
            log(channel, call, unsent.reply());
            return Future.succeededFuture(kept(unsent));
        }
        return sealed(channel, call)
                .transform(request -> request.succeeded()
                        ? breaker.guard(() -> post(call, request.result()).map(AbcExchange::kept))
                        : unsigned(channel, call, request.cause()).map(AbcExchange::kept))
                .onSuccess(done -> log(channel, call, done.reply()));
    }

    Future<BankCall> question(BankChannel channel, AbcCall<BankReply> call) {
        return ask(channel, call).map(AbcExchange::kept).onSuccess(done -> log(channel, call, done.reply()));
    }

    Future<StatementCall> fetch(BankChannel channel, AbcCall<StatementReply> call) {
        return ask(channel, call)
                .map(outcome -> new StatementCall(outcome.reply(), outcome.request()))
                .onSuccess(done -> log(channel, call, done.reply()));
    }

    Future<Void> close() {
        breaker.close();
        return http.close();
    }

    private <T> Future<Outcome<T>> ask(BankChannel channel, AbcCall<T> call) {
        return sealed(channel, call)
                .transform(request ->
                        request.succeeded() ? post(call, request.result()) : unsigned(channel, call, request.cause()));
    }

    /** A request signed and framed; fails only before a byte has left. */
    private Future<Sealed> sealed(BankChannel channel, AbcCall<?> call) {
        int bytesMax = call.size().requestBytesMax(config);
        return keys.signer(channel)
                .compose(signer -> work.run(() -> {
                    var message = AbcEnvelope.message(
                            config.order().ecMerchantType(),
                            channel.merchantNo(),
                            call.transaction().get());
                    Buffer bytes = AbcEnvelope.seal(message, signer);
                    return new Sealed(bytes, AbcEnvelope.kept(message, bytes), message.secrets());
                }))
                .compose(request -> request.bytes().length() <= bytesMax
                        ? Future.succeededFuture(request)
                        : Future.failedFuture(new IllegalArgumentException("the request is too large")));
    }

    private <T> Future<Outcome<T>> post(AbcCall<T> call, Sealed request) {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8");
        int answerBytesMax = call.size().answerBytesMax(config);
        return http.post(config.transactionPath(), headers, request.bytes(), answerBytesMax)
                .compose(exchange -> outcome(call, request, exchange));
    }

    private <T> Future<Outcome<T>> outcome(AbcCall<T> call, Sealed request, BankHttp.Exchange exchange) {
        if (exchange instanceof BankHttp.Exchange.NotSent refused) {
            return Future.succeededFuture(unsent(call, "no connection: " + refused.reason()));
        }
        if (exchange instanceof BankHttp.Exchange.Lost lost) {
            T reply = call.unclear().apply("no answer: " + lost.reason());
            return Future.succeededFuture(new Outcome<>(reply, request.kept(), Buffer.buffer()));
        }
        var answered = (BankHttp.Exchange.Answered) exchange;
        if (call.size() == AbcSize.SINGLE) {
            return Future.succeededFuture(read(call, request, answered));
        }
        return work.run(() -> read(call, request, answered))
                .recover(failure -> unread(call, request, answered, failure));
    }

    private <T> Outcome<T> read(AbcCall<T> call, Sealed request, BankHttp.Exchange.Answered answered) {
        Buffer kept =
                call.size() == AbcSize.SINGLE ? AbcSecrets.answer(answered.body(), request.secrets()) : answered.body();
        if (answered.status() < STATUS_MIN || answered.status() > STATUS_MAX) {
            return new Outcome<>(call.unclear().apply("http status " + answered.status()), request.kept(), kept);
        }
        var opened = AbcEnvelope.open(answered.body(), bankCertificates::verify);
        T reply = opened instanceof AbcEnvelope.Opened.Trusted trusted
                ? call.reader().apply(trusted.answer().to(request.secrets()))
                : call.unclear().apply(((AbcEnvelope.Opened.Untrusted) opened).reason());
        return new Outcome<>(reply, request.kept(), kept);
    }

    /** Too much is being read already; a fault of the reading itself is a fault of the program. */
    private static <T> Future<Outcome<T>> unread(
            AbcCall<T> call, Sealed request, BankHttp.Exchange.Answered answered, Throwable failure) {
        if (failure instanceof OffLoop.Full) {
            T reply = call.unclear().apply("too many large answers at once");
            return Future.succeededFuture(new Outcome<>(reply, request.kept(), answered.body()));
        }
        return Future.failedFuture(failure);
    }

    private static <T> Future<Outcome<T>> unsigned(BankChannel channel, AbcCall<T> call, Throwable cause) {
        LOGGER.atError()
                .addKeyValue("bank", AbcBank.NAME)
                .addKeyValue("channelId", channel.id())
                .addKeyValue("operation", call.operation())
                .addKeyValue("bankOrderNo", call.number())
                .setCause(cause)
                .log("request to the bank could not be signed, nothing was sent");
        return Future.succeededFuture(unsent(call, "not signed"));
    }

    private static void log(BankChannel channel, AbcCall<?> call, BankReply reply) {
        boolean clear = !(reply instanceof BankReply.Unknown || reply instanceof BankReply.NotSent);
        boolean forged = reply.equals(new BankReply.Unknown(AbcEnvelope.BAD_SIGNATURE));
        Level level = forged ? Level.ERROR : clear ? Level.DEBUG : Level.WARN;
        log(channel, call, level, clear ? reply.kind() : reply.toString());
    }

    private static void log(BankChannel channel, AbcCall<?> call, StatementReply reply) {
        boolean forged = reply.equals(new StatementReply.Unknown(AbcEnvelope.BAD_SIGNATURE));
        boolean clear = !(reply instanceof StatementReply.Unknown);
        log(channel, call, forged ? Level.ERROR : clear ? Level.DEBUG : Level.WARN, reply.toString());
    }

    private static void log(BankChannel channel, AbcCall<?> call, Level level, String reply) {
        LOGGER.atLevel(level)
                .addKeyValue("bank", AbcBank.NAME)
                .addKeyValue("channelId", channel.id())
                .addKeyValue("operation", call.operation())
                .addKeyValue("bankOrderNo", call.number())
                .addKeyValue("reply", reply)
                .log("bank replied");
    }

    private static <T> Outcome<T> unsent(AbcCall<T> call, String reason) {
        return new Outcome<>(call.unsent().apply(reason), Buffer.buffer(), Buffer.buffer());
    }

    private static BankCall kept(Outcome<BankReply> outcome) {
        return new BankCall(outcome.reply(), outcome.request(), outcome.response());
    }

    /** What a transaction came to, with what may be kept of its bytes. */
    private record Outcome<T>(T reply, Buffer request, Buffer response) {}

    /**
     * A request as it is sent, as it may be kept, and the card data in it.
     *
     * @param bytes to be sent and then forgotten
     */
    private record Sealed(Buffer bytes, Buffer kept, List<String> secrets) {
        @Override
        public String toString() {
            return "Sealed[" + bytes.length() + " bytes]";
        }
    }
}

package dev.tongfu.bank.abc;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankBreaker;
import dev.tongfu.bank.BankCall;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHttp;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.OffLoop;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PinnedCertificates;
import dev.tongfu.crypto.PublicCertificate;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * 农行 ABC TrustPay: signs, posts, verifies, and says what is certain.
 *
 * <p>Signing is done on worker threads, verifying (a fiftieth of the cost) on the event loop.
 */
public final class AbcBank implements Bank {
    /** The bank's name in configuration, in URLs and in the API. */
    public static final String NAME = "abc";

    private static final Logger LOGGER = LoggerFactory.getLogger(AbcBank.class);
    private static final Duration EXPIRY_WARNED = Duration.ofDays(30);
    private static final int STATUS_MIN = 200;
    private static final int STATUS_MAX = 399;

    private final AbcConfig config;
    private final PinnedCertificates bankCertificates;
    private final AbcMessages messages;
    private final AbcReplies replies;
    private final AbcNotification notifications;
    private final AbcKeys keys;
    private final OffLoop signing;
    private final BankHttp http;
    private final BankBreaker breaker;

    /** @param bankCertificates those named by {@code config.bankCertificates}, read by the caller at start */
    public AbcBank(
            Vertx vertx, AbcConfig config, CryptoProviders crypto, PinnedCertificates bankCertificates, Clock clock) {
        this.config = config;
        this.bankCertificates = bankCertificates;
        this.messages = new AbcMessages(config);
        this.replies = new AbcReplies(config, clock);
        this.notifications = new AbcNotification(config, clock);
        this.signing = new OffLoop(vertx, config.limits().signingsMax());
        this.keys = new AbcKeys(crypto, signing);
        this.http = new BankHttp(vertx, config.http());
        this.breaker = new BankBreaker(vertx, NAME, config.breaker());
        bankCertificates.expiringBefore(clock.instant().plus(EXPIRY_WARNED)).forEach(AbcBank::warn);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public BankProfile profile() {
        return new BankProfile(EnumSet.of(Capability.PURCHASE), config.calendar(), 0, 0, 30);
    }

    @Override
    public Future<BankCall> order(BankChannel channel, BankOrder order) {
        Optional<String> objection = messages.objection(order);
        if (objection.isPresent()) {
            return Future.succeededFuture(without(new BankReply.NotSent(objection.get())));
        }
        var asking = new Asking("order", channel, order.bankOrderNo(), BankReply.NotSent::new);
        Function<AbcAnswer, BankReply> reader = answer -> replies.order(answer, order, channel.merchantNo());
        return sealed(channel, () -> messages.payRequest(order))
                .transform(request -> request.succeeded()
                        ? breaker.guard(() -> post(asking, request.result(), reader))
                        : unsent(asking, request.cause()))
                .onSuccess(call -> log(asking, call.reply()));
    }

    @Override
    public Future<BankCall> query(BankChannel channel, BankQuery query) {
        var asking = new Asking("query", channel, query.bankOrderNo(), BankReply.Unknown::new);
        Function<AbcAnswer, BankReply> reader = answer -> replies.query(answer, query, channel.merchantNo());
        return sealed(channel, () -> messages.query(query))
                .transform(request ->
                        request.succeeded() ? post(asking, request.result(), reader) : unsent(asking, request.cause()))
                .onSuccess(call -> log(asking, call.reply()));
    }

    @Override
    public Future<BankNotice> read(RawNotification notification) {
        Reading reading = notifications.read(notification, bankCertificates::verify);
        return Future.succeededFuture(new BankNotice(reading, AbcNotification.source(notification)));
    }

    @Override
    public Future<Void> close() {
        breaker.close();
        return http.close();
    }

    /** A request signed and framed; fails only before a byte has left. */
    private Future<Buffer> sealed(BankChannel channel, Supplier<AbcObject> transaction) {
        return keys.signer(channel)
                .compose(signer -> signing.run(
                        () -> AbcEnvelope.seal(messages.message(channel.merchantNo(), transaction.get()), signer)))
                .compose(request -> request.length() <= config.limits().requestBytesMax()
                        ? Future.succeededFuture(request)
                        : Future.failedFuture(new IllegalArgumentException("the request is too large")));
    }

    private Future<BankCall> post(Asking asking, Buffer request, Function<AbcAnswer, BankReply> reader) {
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add(HttpHeaders.CONTENT_TYPE, "application/json; charset=UTF-8");
        return http.post(config.transactionPath(), headers, request)
                .map(exchange -> call(asking, request, exchange, reader));
    }

    private BankCall call(
            Asking asking, Buffer request, BankHttp.Exchange exchange, Function<AbcAnswer, BankReply> reader) {
        if (exchange instanceof BankHttp.Exchange.NotSent refused) {
            return without(asking.unsent().apply("no connection: " + refused.reason()));
        }
        if (exchange instanceof BankHttp.Exchange.Lost lost) {
            return new BankCall(new BankReply.Unknown("no answer: " + lost.reason()), request, Buffer.buffer());
        }
        var answered = (BankHttp.Exchange.Answered) exchange;
        if (answered.status() < STATUS_MIN || answered.status() > STATUS_MAX) {
            var reply = new BankReply.Unknown("http status " + answered.status());
            return new BankCall(reply, request, answered.body());
        }
        var opened = AbcEnvelope.open(answered.body(), bankCertificates::verify);
        BankReply reply = opened instanceof AbcEnvelope.Opened.Trusted trusted
                ? reader.apply(trusted.answer())
                : new BankReply.Unknown(((AbcEnvelope.Opened.Untrusted) opened).reason());
        return new BankCall(reply, request, answered.body());
    }

    /** The bank's own test certificate has expired and still signs, so expiry is told and not enforced. */
    private static void warn(PublicCertificate certificate) {
        LOGGER.atWarn()
                .addKeyValue("bank", NAME)
                .addKeyValue("subject", certificate.subjectCommonName())
                .addKeyValue("until", certificate.notAfter())
                .log("a pinned certificate of the bank has expired or expires soon");
    }

    private static Future<BankCall> unsent(Asking asking, Throwable cause) {
        LOGGER.atError()
                .addKeyValue("bank", NAME)
                .addKeyValue("channelId", asking.channel().id())
                .addKeyValue("operation", asking.operation())
                .addKeyValue("bankOrderNo", asking.bankOrderNo())
                .setCause(cause)
                .log("request to the bank could not be signed, nothing was sent");
        return Future.succeededFuture(without(asking.unsent().apply("not signed")));
    }

    private static void log(Asking asking, BankReply reply) {
        boolean clear = !(reply instanceof BankReply.Unknown || reply instanceof BankReply.NotSent);
        boolean forged = reply.equals(new BankReply.Unknown(AbcEnvelope.BAD_SIGNATURE));
        LOGGER.atLevel(forged ? Level.ERROR : clear ? Level.DEBUG : Level.WARN)
                .addKeyValue("bank", NAME)
                .addKeyValue("channelId", asking.channel().id())
                .addKeyValue("operation", asking.operation())
                .addKeyValue("bankOrderNo", asking.bankOrderNo())
                .addKeyValue("reply", clear ? reply.kind() : reply.toString())
                .log("bank replied");
    }

    private static BankCall without(BankReply reply) {
        return new BankCall(reply, Buffer.buffer(), Buffer.buffer());
    }

    /**
     * What is being asked.
     *
     * @param unsent what it means when the request never left: an order is not sent, a question stays open
     */
    private record Asking(
            String operation, BankChannel channel, String bankOrderNo, Function<String, BankReply> unsent) {}
}

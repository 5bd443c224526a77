package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankHttp;
import dev.tongfu.bank.OffLoop;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Signs a request, posts it, and opens the answer; says what is certain about each exchange. */
final class UnionPayClient {
    private static final int SUCCESS = 200;
    private static final String FORM = "application/x-www-form-urlencoded;charset=UTF-8";

    private final UnionPayKeys keys;
    private final OffLoop work;
    private final UnionPayTrust trust;

    UnionPayClient(UnionPayKeys keys, OffLoop work, UnionPayTrust trust) {
        this.keys = keys;
        this.work = work;
        this.trust = trust;
    }

    /** What became of one exchange. */
    sealed interface Outcome {
        /** Nothing left us. */
        record NotSent(String reason) implements Outcome {}

        /** There is no answer, or none that can be believed. */
        record Unclear(String reason, Buffer received) implements Outcome {}

        record Trusted(UnionPayMessage answer, Buffer received) implements Outcome {}
    }

    /** A request signed; fails only before a byte has left. */
    Future<UnionPayMessage> sealed(BankChannel channel, Supplier<Map<String, String>> fields) {
        return keys.identity(channel)
                .compose(merchant ->
                        work.run(() -> UnionPayEnvelope.seal(fields.get(), merchant.certId(), merchant.signer())));
    }

    /** Work too dear for an event loop; fails without having begun when too much is under way. */
    <T> Future<T> offLoop(Callable<T> dear) {
        return work.run(dear);
    }

    /** Never fails for what a network or UnionPay does. */
    Future<Outcome> exchange(BankHttp http, String path, UnionPayMessage request) {
        return post(http, path, request).map(this::opened);
    }

    Future<BankHttp.Exchange> post(BankHttp http, String path, UnionPayMessage request) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add(HttpHeaders.CONTENT_TYPE, FORM);
        return http.post(path, headers, request.body());
    }

    Outcome opened(BankHttp.Exchange exchange) {
        if (exchange instanceof BankHttp.Exchange.NotSent refused) {
            return new Outcome.NotSent("no connection: " + refused.reason());
        }
        if (exchange instanceof BankHttp.Exchange.Lost lost) {
            return new Outcome.Unclear("no answer: " + lost.reason(), Buffer.buffer());
        }
        var answered = (BankHttp.Exchange.Answered) exchange;
        Buffer received = answered.body();
        if (answered.status() != SUCCESS) {
            return new Outcome.Unclear("http status " + answered.status(), received);
        }
        Optional<UnionPayMessage> answer = UnionPayMessage.answer(received.toString(StandardCharsets.UTF_8));
        if (answer.isEmpty()) {
            return new Outcome.Unclear("unreadable answer", received);
        }
        return trust.objection(answer.get())
                .<Outcome>map(reason -> new Outcome.Unclear(reason, received))
                .orElseGet(() -> new Outcome.Trusted(answer.get(), received));
    }
}

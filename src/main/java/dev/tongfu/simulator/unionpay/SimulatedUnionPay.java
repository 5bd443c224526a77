package dev.tongfu.simulator.unionpay;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.Fault;
import dev.tongfu.simulator.frame.FaultRule;
import dev.tongfu.simulator.frame.Faults;
import dev.tongfu.simulator.frame.FormPost;
import dev.tongfu.simulator.frame.Frame;
import dev.tongfu.simulator.frame.Operation;
import dev.tongfu.simulator.frame.SimulatedBank;
import dev.tongfu.simulator.unionpay.UnionPayTransaction.Road;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The simulated 银联: takes signed requests at the gateway's own paths, and shows payers their pages.
 *
 * <p>A request that does not verify gets an unsigned answer; everything else is signed. What the payer's browser
 * brings is answered with a page, and the signed answer to it is what the browser carries to the merchant. All its
 * state but the books lives on the event loop of its server.
 */
public final class SimulatedUnionPay implements SimulatedBank {
    private static final String NAME = "unionpay";
    private static final int REMEMBERED_MAX = 10_000;

    private final Vertx vertx;
    private final UnionPayKeys keys;
    private final Faults faults;
    private final long holdMs;
    private final UnionPaySettings settings;
    private final UnionPayAnswers answers;
    private final UnionPayTransactions transactions;
    private final FormPost post;
    private final UnionPayPayerPages payerPages;
    private final Set<String> notFoundOnce = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_MAX;
        }
    });

    private SimulatedUnionPay(Frame frame, SimulatedUnionPayConfig config, UnionPayKeys keys) {
        this.vertx = frame.vertx();
        this.keys = keys;
        this.faults = frame.faults();
        this.holdMs = frame.holdMs();
        this.settings = new UnionPaySettings(config);
        this.answers = new UnionPayAnswers(keys);
        var check = new UnionPayCheck(
                frame.clock(),
                Duration.ofMinutes(config.deadlineMinutes()),
                Duration.ofMinutes(config.clockToleranceMinutes()));
        var desk = new UnionPayBackActs.Desk(NAME, frame.shelf().books(), frame.clock(), check, settings);
        this.post = new FormPost(vertx, config.notices().timeoutMs());
        var notice = new UnionPayNotice(answers);
        var delivery = new UnionPayDelivery(
                vertx, NAME, notice, post, faults, settings, config.notices().waitingMax());
        var backActs = new UnionPayBackActs(desk, frame.shelf().movements(), delivery);
        this.transactions = new UnionPayTransactions(vertx, desk, backActs, config.feeBasisPoints(), keys.encryption());
        this.payerPages = new UnionPayPayerPages(desk, delivery, notice, frame.pages());
    }

    /** Reads the keys and builds the bank. */
    public static Future<SimulatedUnionPay> create(
            Frame frame, CryptoProviders providers, SimulatedUnionPayConfig config) {
        return UnionPayKeys.read(frame.vertx(), providers, config)
                .map(keys -> new SimulatedUnionPay(frame, config, keys));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration dayEndsBeforeMidnight() {
        return UnionPayTimes.ENDS_BEFORE_MIDNIGHT;
    }

    @Override
    public String reference(Charge charge) {
        return UnionPayNotice.reference(charge);
    }

    @Override
    public List<Invented> invented(LocalDate day, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> UnionPayStatementLine.invention(day, index))
                .toList();
    }

    @Override
    public void mount(Router router) {
        router.post("/unionpay/gateway/api/frontTransReq.do").handler(this::front);
        router.post("/unionpay/gateway/api/backTransReq.do").handler(context -> back(context, Road.BACK));
        router.post("/unionpay/gateway/api/queryTrans.do").handler(context -> back(context, Road.QUERY));
        router.post("/unionpay/file/").handler(context -> back(context, Road.FILE));
        payerPages.mount(router);
    }

    @Override
    public void configure(JsonObject changes) {
        settings.change(changes);
    }

    @Override
    public Future<Void> stop() {
        return post.close();
    }

    private void front(RoutingContext context) {
        var request = UnionPayRequest.read(context.body().buffer());
        var transaction = request.flatMap(read -> transaction(read, Road.FRONT));
        if (request.isEmpty()) {
            page(context, UnionPayResult.refused(UnionPayCode.MALFORMED));
        } else if (!request.get().authentic(keys)) {
            page(context, UnionPayResult.refused(UnionPayCode.NOT_SIGNED));
        } else if (transaction.isEmpty()) {
            page(context, UnionPayResult.refused(UnionPayCode.MALFORMED, "txnType"));
        } else {
            front(context, transaction.get(), request.get());
        }
    }

    private void front(RoutingContext context, UnionPayTransaction transaction, UnionPayRequest request) {
        var rule = faults.pick(NAME, transaction.operation());
        var fault = rule.map(FaultRule::fault);
        if (fault.equals(Optional.of(Fault.TIMEOUT_BEFORE))) {
            silence(context, rule);
        } else if (fault.equals(Optional.of(Fault.ERROR))) {
            page(context, UnionPayResult.refused(code(transaction, rule.orElseThrow())));
        } else {
            transactions
                    .front(transaction, request, fault.filter(UnionPayAnswers::damagesASignature))
                    .onSuccess(result -> answerPayer(context, result, rule))
                    .onFailure(context::fail);
        }
    }

    private void answerPayer(RoutingContext context, UnionPayResult result, Optional<FaultRule> rule) {
        var fault = rule.map(FaultRule::fault);
        if (fault.equals(Optional.of(Fault.TIMEOUT_AFTER))) {
            silence(context, rule);
        } else if (fault.equals(Optional.of(Fault.GARBAGE))) {
            answer(context, UnionPayAnswers.garbage());
        } else {
            page(context, result);
        }
    }

    private void page(RoutingContext context, UnionPayResult result) {
        var shown = result.succeeded()
                ? payerPages.open(context, result.fields().getOrDefault("token", ""))
                : payerPages.refuse(context, result.code(), result.words());
        shown.onFailure(gone -> context.response().reset());
    }

    private void back(RoutingContext context, Road road) {
        var request = UnionPayRequest.read(context.body().buffer());
        if (request.isEmpty()) {
            answer(context, UnionPayAnswers.unsigned(UnionPayCode.MALFORMED));
        } else if (!request.get().authentic(keys)) {
            answer(context, UnionPayAnswers.unsigned(UnionPayCode.NOT_SIGNED));
        } else {
            transaction(request.get(), road)
                    .ifPresentOrElse(
                            transaction -> back(context, transaction, request.get()),
                            () -> refuse(context, request.get()));
        }
    }

    private void refuse(RoutingContext context, UnionPayRequest request) {
        var refused = UnionPayResult.refused(UnionPayCode.MALFORMED, "txnType");
        answer(context, answers.write(request, refused, Optional.empty()));
    }

    private void back(RoutingContext context, UnionPayTransaction transaction, UnionPayRequest request) {
        var rule = faults.pick(NAME, transaction.operation());
        var fault = rule.map(FaultRule::fault);
        if (fault.equals(Optional.of(Fault.TIMEOUT_BEFORE))) {
            silence(context, rule);
            return;
        }
        outcome(transaction, request, rule)
                .onSuccess(result -> {
                    if (result.silent() || fault.equals(Optional.of(Fault.TIMEOUT_AFTER))) {
                        silence(context, rule);
                    } else {
                        answer(context, answers.write(request, result, fault));
                    }
                })
                .onFailure(context::fail);
    }

    private Future<UnionPayResult> outcome(
            UnionPayTransaction transaction, UnionPayRequest request, Optional<FaultRule> rule) {
        var fault = rule.map(FaultRule::fault);
        if (fault.equals(Optional.of(Fault.ERROR))) {
            return Future.succeededFuture(UnionPayResult.refused(code(transaction, rule.orElseThrow())));
        }
        boolean missed = fault.equals(Optional.of(Fault.NOT_FOUND_THEN_SUCCESS))
                && notFoundOnce.add(request.merchantNo() + "/" + request.orderNo());
        return missed
                ? Future.succeededFuture(UnionPayResult.refused(UnionPayCode.NOT_FOUND))
                : transactions.execute(transaction, request);
    }

    private static Optional<UnionPayTransaction> transaction(UnionPayRequest request, Road road) {
        return request.transaction().filter(transaction -> transaction.road() == road);
    }

    private static String code(UnionPayTransaction transaction, FaultRule rule) {
        if (!rule.code().isEmpty()) {
            return rule.code();
        }
        return transaction.operation() == Operation.PAY ? UnionPayCode.NO_PERMISSION : UnionPayCode.GENERAL;
    }

    /** No answer: the caller's time runs out, or in the end the connection does. */
    private void silence(RoutingContext context, Optional<FaultRule> rule) {
        long delayMs = rule.map(found -> found.delayOr(holdMs)).orElse(holdMs);
        vertx.setTimer(
                Math.max(1, delayMs), timer -> context.request().connection().close());
    }

    private static void answer(RoutingContext context, Buffer body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .end(body)
                .onFailure(gone -> context.response().reset());
    }
}

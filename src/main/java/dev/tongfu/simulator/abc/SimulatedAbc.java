package dev.tongfu.simulator.abc;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.Fault;
import dev.tongfu.simulator.frame.FaultRule;
import dev.tongfu.simulator.frame.Faults;
import dev.tongfu.simulator.frame.FormPost;
import dev.tongfu.simulator.frame.Frame;
import dev.tongfu.simulator.frame.Operation;
import dev.tongfu.simulator.frame.SimulatedBank;
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
 * The simulated 农行: takes signed requests at the bank's own paths, and shows payers their pages.
 *
 * <p>A request that does not verify gets an unsigned answer; everything else is signed. All its state but the books
 * lives on the event loop of its server.
 */
public final class SimulatedAbc implements SimulatedBank {
    private static final String NAME = "abc";
    private static final int REMEMBERED_MAX = 10_000;

    private final Vertx vertx;
    private final AbcKeys keys;
    private final Faults faults;
    private final long holdMs;
    private final AbcSettings settings;
    private final AbcAnswers answers;
    private final AbcTransactions transactions;
    private final FormPost post;
    private final AbcPayerPages payerPages;
    private final AbcConsentPages consentPages;
    private final Set<String> notFoundOnce = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_MAX;
        }
    });

    private SimulatedAbc(Frame frame, SimulatedAbcConfig config, AbcKeys keys) {
        this.vertx = frame.vertx();
        this.keys = keys;
        this.faults = frame.faults();
        this.holdMs = frame.holdMs();
        this.settings = new AbcSettings(config);
        this.answers = new AbcAnswers(keys, settings);
        var check = new AbcOrderCheck(frame.clock(), Duration.ofMinutes(config.deadlineMinutes()));
        var desk = new AbcDesk(NAME, frame, settings, check, config.notFoundCode());
        this.transactions = new AbcTransactions(desk, config.feeBasisPoints());
        this.post = new FormPost(vertx, config.noticeTimeoutMs());
        var delivery = new AbcDelivery(vertx, NAME, post, faults, settings, config.noticesWaitingMax());
        var notice = new AbcNotice(keys);
        this.payerPages = new AbcPayerPages(desk, notice, delivery);
        this.consentPages = new AbcConsentPages(desk, notice, delivery);
    }

    /** Reads the keys and builds the bank. */
    public static Future<SimulatedAbc> create(Frame frame, CryptoProviders providers, SimulatedAbcConfig config) {
        return AbcKeys.read(frame.vertx(), providers, config).map(keys -> new SimulatedAbc(frame, config, keys));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void mount(Router router) {
        router.post("/abc/ebus/ReceiveMerchantTrxReqServlet").handler(this::transact);
        router.post("/abc/ebus/trustpay/ReceiveMerchantTrxReqServlet").handler(this::transact);
        payerPages.mount(router);
        consentPages.mount(router);
    }

    @Override
    public void configure(JsonObject changes) {
        settings.change(changes);
    }

    @Override
    public String reference(Charge charge) {
        return AbcNotice.reference(charge);
    }

    @Override
    public List<Invented> invented(LocalDate day, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> AbcStatement.invention(day, index))
                .toList();
    }

    @Override
    public Map<String, String> cards() {
        return AbcCards.meanings();
    }

    @Override
    public Future<Void> resume() {
        return transactions.resume();
    }

    @Override
    public Future<Void> stop() {
        return post.close();
    }

    private void transact(RoutingContext context) {
        var request = AbcRequest.read(context.body().buffer());
        if (request.isEmpty()) {
            answer(context, AbcAnswers.unsigned(AbcResult.RESULT_UNKNOWN, "交易结果未知，请进行查证明确交易结果"));
        } else if (!authentic(request.get())) {
            answer(context, AbcAnswers.unsigned(AbcResult.MERCHANT_UNKNOWN, "商户证书未配置"));
        } else {
            transact(context, request.get());
        }
    }

    private boolean authentic(AbcRequest request) {
        return request.algorithm().equals(AbcKeys.ALGORITHM)
                && request.wellFramed()
                && keys.verifies(request.merchantNo(), request.signed().getBytes(), request.signature());
    }

    private void transact(RoutingContext context, AbcRequest request) {
        var rule = faults.pick(NAME, request.operation());
        var fault = rule.map(FaultRule::fault);
        if (fault.equals(Optional.of(Fault.TIMEOUT_BEFORE))) {
            silence(context, rule);
            return;
        }
        outcome(request, rule)
                .onSuccess(result -> {
                    if (result.silent() || fault.equals(Optional.of(Fault.TIMEOUT_AFTER))) {
                        silence(context, rule);
                    } else {
                        answer(context, answers.write(request, result, fault));
                    }
                })
                .onFailure(context::fail);
    }

    private Future<AbcResult> outcome(AbcRequest request, Optional<FaultRule> rule) {
        var fault = rule.map(FaultRule::fault);
        if (fault.equals(Optional.of(Fault.ERROR))) {
            return Future.succeededFuture(AbcResult.refused(code(request, rule.orElseThrow()), "交易失败"));
        }
        boolean missed = fault.equals(Optional.of(Fault.NOT_FOUND_THEN_SUCCESS)) && notFoundOnce.add(request.subject());
        return missed ? Future.succeededFuture(transactions.notFound()) : transactions.execute(request);
    }

    private static String code(AbcRequest request, FaultRule rule) {
        if (!rule.code().isEmpty()) {
            return rule.code();
        }
        return request.operation() == Operation.PAY ? AbcResult.NO_PAYMENT_METHOD : AbcResult.RESULT_UNKNOWN;
    }

    /** No answer: the caller's time runs out, or in the end the connection does. */
    private void silence(RoutingContext context, Optional<FaultRule> rule) {
        long delayMs = rule.map(found -> found.delayOr(holdMs)).orElse(holdMs);
        vertx.setTimer(
                Math.max(1, delayMs), timer -> context.request().connection().close());
    }

    private static void answer(RoutingContext context, Buffer body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=GBK")
                .end(body)
                .onFailure(gone -> context.response().reset());
    }
}

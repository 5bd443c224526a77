package dev.tongfu;

import dev.tongfu.audit.OperatorDirectory;
import dev.tongfu.cashier.AssetRoutes;
import dev.tongfu.cashier.CashierRoutes;
import dev.tongfu.cashier.ResultRoutes;
import dev.tongfu.console.OperatorVerticle;
import dev.tongfu.console.Readiness;
import dev.tongfu.db.Outage;
import dev.tongfu.db.OutcomeUnknown;
import dev.tongfu.db.SchemaVersion;
import dev.tongfu.db.Shed;
import dev.tongfu.http.Answers;
import dev.tongfu.http.ApiContract;
import dev.tongfu.http.ApiRouter;
import dev.tongfu.http.ApiRoutes;
import dev.tongfu.http.Backlog;
import dev.tongfu.http.BankCallbackRoutes;
import dev.tongfu.http.BatchRoutes;
import dev.tongfu.http.CodeRoutes;
import dev.tongfu.http.ContractRoutes;
import dev.tongfu.http.Features;
import dev.tongfu.http.HoldRoutes;
import dev.tongfu.http.HttpVerticle;
import dev.tongfu.http.IdentityRoutes;
import dev.tongfu.http.NotificationRoutes;
import dev.tongfu.http.PageRoutes;
import dev.tongfu.http.PaymentRoutes;
import dev.tongfu.http.ProblemCode;
import dev.tongfu.http.ProblemPages;
import dev.tongfu.http.Quotas;
import dev.tongfu.http.RefundRoutes;
import dev.tongfu.http.RequestSignatureKey;
import dev.tongfu.http.RequestSignatures;
import dev.tongfu.http.SettlementRoutes;
import dev.tongfu.http.SignatureAuthenticator;
import dev.tongfu.http.StatementRoutes;
import dev.tongfu.http.StrictJson;
import dev.tongfu.http.Traffic;
import dev.tongfu.http.TransactionRoutes;
import dev.tongfu.http.UnionPayCallbackRoutes;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.notification.MerchantWebhooks;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.UrlRules;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.PaymentJson;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** The public listener and the operators' listener of one node. */
final class Listeners {
    private final Vertx vertx;
    private final Foundation base;
    private final Pool pool;
    private final MerchantDirectory merchants;
    private final OperatorDirectory operators;
    private final PaymentDesks desks;
    private final NotificationService notifications;
    private final MerchantWebhooks webhooks;
    private final SettlementParts settling;
    private final Readiness readiness;
    private final ConcurrentLinkedQueue<HttpVerticle> instances = new ConcurrentLinkedQueue<>();
    private final OperatorVerticle operatorListener;
    private final ProblemPages problems = ProblemPages.load();
    private final Traffic traffic;
    private final Future<ApiContract> contract;
    private final AtomicInteger schema = new AtomicInteger();
    private final List<String> deployments = new ArrayList<>();

    Listeners(NodeFeatures features, NotificationService notifications, MerchantWebhooks webhooks) {
        this.vertx = features.vertx();
        this.contract = ApiContract.load(vertx);
        this.base = features.base();
        this.pool = features.pool();
        this.merchants = features.merchants();
        this.desks = features.desks();
        this.settling = features.settling();
        this.notifications = notifications;
        this.webhooks = webhooks;
        var config = base.config();
        operators = new OperatorDirectory(
                vertx, base.clock(), pool, config.merchants().limits());
        readiness = new Readiness(
                this::schemaCurrent,
                Map.of(
                        "merchants-stale",
                        merchants::fresh,
                        "operators-stale",
                        operators::fresh,
                        "crypto-broken",
                        crypto()));
        traffic = Traffic.of(
                config.http(),
                new Backlog(config.http().apiWaitingMax(), () -> desks.here().waiting()),
                new Quotas(this::requestsPerSecond, base.clock()),
                base.clock(),
                features.metrics().http());
        operatorListener =
                new OperatorSide(features, notifications, operators, problems).listener(readiness, this::requestId);
    }

    /** The first answer is that of a schema just migrated; later a restore may have made it older. */
    private Future<Boolean> schemaCurrent() {
        return SchemaVersion.read(pool).map(version -> schema.accumulateAndGet(version, Math::max) == version);
    }

    /** What was chosen at the start is still there and works. */
    private BooleanSupplier crypto() {
        return base.providers()::working;
    }

    int publicPort() {
        return instances.stream().mapToInt(HttpVerticle::actualPort).findFirst().orElse(0);
    }

    int operatorPort() {
        return operatorListener.actualPort();
    }

    /** The operators' first, so that readiness can be asked while the rest starts. */
    Future<Void> open() {
        return operators
                .start()
                .compose(read -> deployed(vertx.deployVerticle(operatorListener)))
                .compose(opened -> contract)
                .compose(contract -> deployed(openPublic(contract)))
                .mapEmpty();
    }

    /** The operators' last: whoever balances load reads there that this node is draining. */
    Future<Void> close() {
        readiness.drain();
        Future<?> chain = Future.succeededFuture();
        while (!deployments.isEmpty()) {
            String last = deployments.remove(deployments.size() - 1);
            chain = chain.eventually(() -> vertx.undeploy(last));
        }
        return chain.eventually(operators::stop).mapEmpty();
    }

    private Future<String> deployed(Future<String> deployment) {
        return deployment.onSuccess(deployments::add);
    }

    private Future<String> openPublic(ApiContract contract) {
        var config = base.config().http();
        var router = new ApiRouter(
                config,
                contract,
                new SignatureAuthenticator(signatures(), this::active),
                traffic,
                new Features(api(), pages(), Listeners::problem),
                Answers.of(problems, traffic),
                this::requestId);
        var options = new DeploymentOptions().setInstances(config.instances());
        return vertx.deployVerticle(
                () -> {
                    var instance = new HttpVerticle(config, router, traffic, this::requestId);
                    instances.add(instance);
                    return instance;
                },
                options);
    }

    private List<ApiRoutes> api() {
        var json = new StrictJson(base.config().json());
        var payments = new PaymentJson(base.payerTokens());
        var urls = new UrlRules(base.config().urlGuard());
        return List.of(
                new PaymentRoutes(desks, payments, json, urls, base.clock()),
                new CodeRoutes(desks, payments, json),
                new ContractRoutes(desks, payments, json, urls),
                new IdentityRoutes(desks, json, urls),
                new RefundRoutes(desks, json, base.clock()),
                new BatchRoutes(desks, json, base.clock()),
                new HoldRoutes(desks, json),
                new TransactionRoutes(desks, base.clock()),
                new SettlementRoutes(settling.settlements(), settling.lines(), settling.payouts(), base.clock()),
                new StatementRoutes(settling.statements(), webhooks, base.clock()),
                new NotificationRoutes(notifications, json, base.clock()));
    }

    private List<PageRoutes> pages() {
        var tokens = base.payerTokens();
        return List.of(
                problems,
                new BankCallbackRoutes(desks, tokens),
                new UnionPayCallbackRoutes(desks, tokens),
                new AssetRoutes()::mount,
                new CashierRoutes(desks, merchants, tokens, base.clock())::mount,
                new ResultRoutes(desks, notifications, merchants, tokens, base.clock())::mount);
    }

    /** What the micro-batch or the database says: nothing was stored, nobody knows, or it is away. */
    private static Optional<ProblemCode> problem(Throwable failure) {
        if (failure instanceof Shed) {
            return Optional.of(ProblemCode.OVERLOADED);
        }
        if (failure instanceof OutcomeUnknown) {
            return Optional.of(ProblemCode.OUTCOME_UNKNOWN);
        }
        return Outage.is(failure) ? Optional.of(ProblemCode.NOT_READY) : Optional.empty();
    }

    private RequestSignatures signatures() {
        return new RequestSignatures(
                keyId -> merchants
                        .key(keyId)
                        .map(key -> new RequestSignatureKey(key.merchantId(), key.verifier(), false)),
                base.clock(),
                base.config().requestSignature());
    }

    private String requestId() {
        return base.ids().next("req");
    }

    private boolean active(String merchantId) {
        return merchants.merchant(merchantId).map(Merchant::active).orElse(false);
    }

    private int requestsPerSecond(String merchantId) {
        return merchants
                .merchant(merchantId)
                .map(merchant -> merchant.policy().requestsPerSecond())
                .orElse(1);
    }
}

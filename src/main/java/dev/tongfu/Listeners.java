package dev.tongfu;

import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.OperatorDirectory;
import dev.tongfu.audit.OperatorService;
import dev.tongfu.cashier.AssetRoutes;
import dev.tongfu.cashier.CashierRoutes;
import dev.tongfu.cashier.ResultRoutes;
import dev.tongfu.console.AdminListRoutes;
import dev.tongfu.console.ConsoleConfig;
import dev.tongfu.console.ConsoleRoutes;
import dev.tongfu.console.ConsoleSessions;
import dev.tongfu.console.DemoLogins;
import dev.tongfu.console.GatewayActs;
import dev.tongfu.console.LedgerRoutes;
import dev.tongfu.console.OperatorAccess;
import dev.tongfu.console.OperatorActs;
import dev.tongfu.console.OperatorVerticle;
import dev.tongfu.console.Readiness;
import dev.tongfu.console.SecondFactor;
import dev.tongfu.console.StatementRoutes;
import dev.tongfu.db.Outage;
import dev.tongfu.db.OutcomeUnknown;
import dev.tongfu.db.Shed;
import dev.tongfu.http.Answers;
import dev.tongfu.http.ApiContract;
import dev.tongfu.http.ApiRouter;
import dev.tongfu.http.ApiRoutes;
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
import dev.tongfu.http.SignatureAuthenticator;
import dev.tongfu.http.StrictJson;
import dev.tongfu.http.Traffic;
import dev.tongfu.http.TransactionRoutes;
import dev.tongfu.http.UnionPayCallbackRoutes;
import dev.tongfu.ledger.LedgerProof;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.notification.UrlRules;
import dev.tongfu.payment.PaymentDesks;
import dev.tongfu.payment.PaymentIdentities;
import dev.tongfu.payment.PaymentJson;
import dev.tongfu.reconciliation.StatementCustody;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** The public listener and the operators' listener of one node. */
final class Listeners {
    private final Vertx vertx;
    private final Foundation base;
    private final Pool pool;
    private final MerchantDirectory merchants;
    private final OperatorDirectory operators;
    private final PaymentDesks desks;
    private final NotificationService notifications;
    private final StatementCustody custody;
    private final Readiness readiness;
    private final ConcurrentLinkedQueue<HttpVerticle> instances = new ConcurrentLinkedQueue<>();
    private final OperatorVerticle operatorListener;
    private final ProblemPages problems = ProblemPages.load();
    private final Traffic traffic;
    private final List<String> deployments = new ArrayList<>();

    Listeners(
            Vertx vertx,
            Foundation base,
            Pool pool,
            MerchantDirectory merchants,
            PaymentDesks desks,
            NotificationService notifications,
            StatementCustody custody) {
        this.vertx = vertx;
        this.base = base;
        this.pool = pool;
        this.merchants = merchants;
        this.desks = desks;
        this.notifications = notifications;
        this.custody = custody;
        var config = base.config();
        operators = new OperatorDirectory(
                vertx, base.clock(), pool, config.merchants().limits());
        readiness = new Readiness(
                () -> pool.getConnection().compose(connection -> connection.close()),
                () -> merchants.fresh() && operators.fresh());
        traffic = Traffic.of(config.http(), new Quotas(this::requestsPerSecond, base.clock()), base.clock());
        operatorListener = operatorListener();
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
                .compose(opened -> ApiContract.load(vertx))
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

    private OperatorVerticle operatorListener() {
        var proof = new LedgerProof(base.config().ledger(), PaymentIdentities.all());
        var config = base.config().operators();
        var accounts = new OperatorService(pool, base.clock(), base.secrets(), new AuditLog(base.clock()));
        var factor = new SecondFactor(accounts::acceptCode, pool, base.clock(), config.console());
        var acts = new GatewayActs(pool, base.clock(), notifications);
        return new OperatorVerticle(
                config,
                readiness,
                metrics(),
                new OperatorAccess(
                        operators::byToken, new Answers(problems), config.approvalCodeRequired() ? factor : null),
                List.of(
                        new LedgerRoutes(() -> proof.prove(pool)),
                        new StatementRoutes(custody),
                        new AdminListRoutes(pool, notifications, acts, base.clock()),
                        console(factor, acts, () -> proof.prove(pool))),
                this::requestId);
    }

    private ConsoleRoutes console(SecondFactor factor, OperatorActs acts, Supplier<Future<LedgerProof.Result>> proof) {
        var config = base.config().operators();
        var sessions = new ConsoleSessions(pool, base.clock(), config.console(), operators::byToken, factor);
        return new ConsoleRoutes(new ConsoleRoutes.Parts(
                pool, base.clock(), config, sessions, factor, acts, proof, demoLogins(config.console())));
    }

    private DemoLogins demoLogins(ConsoleConfig config) {
        try {
            return config.demoOperators() == null
                    ? DemoLogins.none()
                    : DemoOperators.logins(base, pool, Path.of(config.demoOperators()));
        } catch (IOException failure) {
            throw new ConfigException("operators.console.demo_operators names a file that can't be read");
        }
    }

    private static PrometheusMeterRegistry metrics() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
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

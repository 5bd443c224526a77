package dev.tongfu;

import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.OperatorDirectory;
import dev.tongfu.audit.OperatorService;
import dev.tongfu.console.AdminListRoutes;
import dev.tongfu.console.AdminRoutes;
import dev.tongfu.console.AuditRoutes;
import dev.tongfu.console.BreakRoutes;
import dev.tongfu.console.ConsoleConfig;
import dev.tongfu.console.ConsoleRoutes;
import dev.tongfu.console.ConsoleSessions;
import dev.tongfu.console.DayRoutes;
import dev.tongfu.console.DemoLogins;
import dev.tongfu.console.GatewayActs;
import dev.tongfu.console.Health;
import dev.tongfu.console.LedgerRoutes;
import dev.tongfu.console.OperatorAccess;
import dev.tongfu.console.OperatorActs;
import dev.tongfu.console.OperatorVerticle;
import dev.tongfu.console.PayerAccountRoutes;
import dev.tongfu.console.PayoutAccountRoutes;
import dev.tongfu.console.PayoutRoutes;
import dev.tongfu.console.ProposalRoutes;
import dev.tongfu.console.Readiness;
import dev.tongfu.console.SecondFactor;
import dev.tongfu.console.SettlementAdminRoutes;
import dev.tongfu.http.Answers;
import dev.tongfu.http.JsonLimits;
import dev.tongfu.http.ProblemPages;
import dev.tongfu.http.StrictJson;
import dev.tongfu.ledger.AccountingDays;
import dev.tongfu.ledger.Identity;
import dev.tongfu.ledger.LedgerChannel;
import dev.tongfu.ledger.LedgerProof;
import dev.tongfu.merchant.Channel;
import dev.tongfu.notification.NotificationService;
import dev.tongfu.payment.PaymentIdentities;
import dev.tongfu.reconciliation.BreakList;
import dev.tongfu.reconciliation.ReconciliationIdentities;
import dev.tongfu.settlement.SettlementIdentities;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The operators' listener of one node: the admin API and the console, put together. */
final class OperatorSide {
    private final NodeFeatures features;
    private final Foundation base;
    private final NotificationService notifications;
    private final OperatorDirectory operators;
    private final ProblemPages problems;
    private final LedgerProof proof;
    private final SecondFactor factor;
    private final OperatorActs acts;

    OperatorSide(
            NodeFeatures features,
            NotificationService notifications,
            OperatorDirectory operators,
            ProblemPages problems) {
        this.features = features;
        this.base = features.base();
        this.notifications = notifications;
        this.operators = operators;
        this.problems = problems;
        proof = new LedgerProof(base.config().ledger(), identities());
        var accounts = new OperatorService(features.pool(), base.clock(), base.secrets(), new AuditLog(base.clock()));
        var console = base.config().operators().console();
        factor = new SecondFactor(accounts::acceptCode, features.pool(), base.clock(), console);
        acts = acts();
    }

    OperatorVerticle listener(Readiness readiness, Supplier<String> requestIds) {
        var config = base.config().operators();
        var access = new OperatorAccess(
                operators::byToken, new Answers(problems), config.approvalCodeRequired() ? factor : null);
        var metrics = features.metrics();
        var health = new Health(readiness, () -> metrics.turning(base.config().metrics()));
        return new OperatorVerticle(
                config, health, () -> metrics.scrape(features.vertx()), access, routes(), requestIds);
    }

    /** All that must be true of the books together. */
    static List<Identity> identities() {
        return Stream.of(PaymentIdentities.all(), ReconciliationIdentities.all(), SettlementIdentities.all())
                .flatMap(List::stream)
                .toList();
    }

    private List<AdminRoutes> routes() {
        var pool = features.pool();
        var settling = features.settling();
        int pageMax = base.config().proposals().pageMax();
        var zone = ZoneId.of(base.config().accountingDays().zone());
        var routes = new ArrayList<AdminRoutes>(features.statements().routes());
        routes.add(new LedgerRoutes(this::proven));
        routes.add(new BreakRoutes(new BreakList(pool, zone, base.clock()), features.proposalService(), pageMax));
        routes.add(new ProposalRoutes(features.proposalService(), withFiles(), pageMax));
        routes.add(new AuditRoutes(pool, new AuditLog(base.clock()), pageMax));
        routes.add(new SettlementAdminRoutes(settling.settlements(), settling.approval(), settling.payouts()));
        routes.add(new PayoutRoutes(settling.payouts(), settling.payoutDesk()));
        routes.add(new PayoutAccountRoutes(settling.accounts(), cooling()));
        routes.add(new PayerAccountRoutes(
                settling.payers(), new StrictJson(base.config().json())));
        routes.add(new DayRoutes(days(), this::books));
        routes.add(new AdminListRoutes(pool, notifications, acts::redeliver, base.clock()));
        routes.add(console());
        return List.copyOf(routes);
    }

    private OperatorActs acts() {
        var settling = features.settling();
        return new GatewayActs(new GatewayActs.Parts(
                features.pool(),
                base.clock(),
                notifications,
                features.proposalService(),
                features.statements().reconciler(),
                new GatewayActs.Settling(
                        settling.settlements(),
                        settling.approval(),
                        settling.payouts(),
                        settling.payoutDesk(),
                        settling.accounts(),
                        settling.payers(),
                        cooling()),
                days(),
                this::books));
    }

    private ConsoleRoutes console() {
        var pool = features.pool();
        var config = base.config().operators();
        var sessions = new ConsoleSessions(pool, base.clock(), config.console(), operators::byToken, factor);
        return new ConsoleRoutes(new ConsoleRoutes.Parts(
                pool,
                base.clock(),
                config,
                sessions,
                factor,
                acts,
                this::proven,
                demoLogins(config.console()),
                base.config().proposals().evidenceBytesMax()));
    }

    private DemoLogins demoLogins(ConsoleConfig config) {
        try {
            return config.demoOperators() == null
                    ? DemoLogins.none()
                    : DemoOperators.logins(base, features.pool(), Path.of(config.demoOperators()));
        } catch (IOException failure) {
            throw new ConfigException("operators.console.demo_operators names a file that can't be read");
        }
    }

    private AccountingDays days() {
        return new AccountingDays(features.pool(), base.config().ledger());
    }

    private Duration cooling() {
        return Duration.ofHours(base.config().payouts().coolingHours());
    }

    private List<String> books() {
        return Stream.concat(
                        features.merchants().channels().stream().map(Channel::bank), Stream.of(LedgerChannel.HOUSE))
                .distinct()
                .toList();
    }

    /** Bodies that hold a file of evidence in base 64. */
    private StrictJson withFiles() {
        var json = base.config().json();
        int file = base.config().proposals().evidenceBytesMax() / 3 * 4 + 4;
        return new StrictJson(new JsonLimits(
                json.nestingMax(),
                json.nameMax(),
                Math.max(json.stringMax(), file),
                json.numberMax(),
                json.errorsMax()));
    }

    private Future<LedgerProof.Result> proven() {
        return proof.prove(features.pool())
                .onSuccess(result -> features.metrics()
                        .proof()
                        .proved(
                                result.holds(),
                                result.monthsAhead(),
                                base.clock().instant()));
    }
}

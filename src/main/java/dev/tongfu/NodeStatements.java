package dev.tongfu;

import dev.tongfu.bank.StatementFormat;
import dev.tongfu.console.AdminRoutes;
import dev.tongfu.console.ReconciliationRoutes;
import dev.tongfu.console.StatementLineRoutes;
import dev.tongfu.console.StatementRoutes;
import dev.tongfu.db.BulkLoad;
import dev.tongfu.db.Database;
import dev.tongfu.outbox.OutboxStore;
import dev.tongfu.reconciliation.LineRelease;
import dev.tongfu.reconciliation.PayoutLines;
import dev.tongfu.reconciliation.Reconciler;
import dev.tongfu.reconciliation.ReconciliationService;
import dev.tongfu.reconciliation.ReconciliationVerticle;
import dev.tongfu.reconciliation.RunList;
import dev.tongfu.reconciliation.Runs;
import dev.tongfu.reconciliation.Staging;
import dev.tongfu.reconciliation.StatementCustody;
import dev.tongfu.reconciliation.StatementScheduler;
import dev.tongfu.reconciliation.StatementStaging;
import dev.tongfu.settlement.PayoutCsv;
import java.util.HashMap;
import java.util.List;

/** Everything about statements and runs, put together for a gateway and for commands alike. */
final class NodeStatements {
    private final Foundation base;
    private final StatementCustody custody;
    private final LineRelease release;
    private final Runs runs;
    private final RunList runList;
    private final Reconciler reconciler;

    NodeStatements(NodeFeatures features, PayoutLines payouts) {
        base = features.base();
        var vertx = features.vertx();
        var pool = features.pool();
        var config = base.config().statements();
        var formats = new HashMap<String, StatementFormat>(features.banks().statementFormats());
        formats.put(PayoutCsv.NAME, new PayoutCsv());
        var load = new BulkLoad(base.database(), config.reading().timeoutMs());
        custody = new StatementCustody(vertx, pool, features.bus(), features.merchants(), config, base.clock());
        var staging = new StatementStaging(vertx, pool, load, formats, config, base.clock());
        release = new LineRelease(pool, formats, config, base.clock());
        runs = runs(features, staging, payouts);
        runList = new RunList(pool);
        reconciler = new Reconciler(features.merchants(), custody, runs, runList);
    }

    private static Runs runs(NodeFeatures features, Staging staging, PayoutLines payouts) {
        var base = features.base();
        return new ReconciliationService(new ReconciliationService.Parts(
                features.pool(),
                features.merchants(),
                features.ledger(),
                new OutboxStore(),
                staging,
                payouts,
                () -> features.desks().here().statementEvidence(),
                base.archive(),
                base.config().reconciliation(),
                base.ids(),
                base.clock()));
    }

    Reconciler reconciler() {
        return reconciler;
    }

    ReconciliationVerticle verticle(Database database) {
        var schedule = base.config().statements().schedule();
        return new ReconciliationVerticle(
                database,
                schedule,
                pool -> new StatementScheduler(pool, custody::fetch, runs, schedule, base.clock()),
                base.ids().next("nod"));
    }

    List<AdminRoutes> routes() {
        return List.of(
                new StatementRoutes(custody),
                new StatementLineRoutes(release, runs),
                new ReconciliationRoutes(reconciler, runList));
    }
}

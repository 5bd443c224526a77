package dev.tongfu;

import dev.tongfu.bank.Banks;
import dev.tongfu.bus.Bus;
import dev.tongfu.console.AdminRoutes;
import dev.tongfu.console.ReconciliationRoutes;
import dev.tongfu.console.StatementLineRoutes;
import dev.tongfu.console.StatementRoutes;
import dev.tongfu.db.BulkLoad;
import dev.tongfu.db.Database;
import dev.tongfu.merchant.MerchantDirectory;
import dev.tongfu.reconciliation.LineRelease;
import dev.tongfu.reconciliation.Reconciler;
import dev.tongfu.reconciliation.ReconciliationVerticle;
import dev.tongfu.reconciliation.RunList;
import dev.tongfu.reconciliation.Runs;
import dev.tongfu.reconciliation.Staging;
import dev.tongfu.reconciliation.StatementCustody;
import dev.tongfu.reconciliation.StatementScheduler;
import dev.tongfu.reconciliation.StatementStaging;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;

/** Everything about statements and runs, put together for a gateway and for commands alike. */
final class NodeStatements {
    private final Foundation base;
    private final StatementCustody custody;
    private final Staging staging;
    private final LineRelease release;
    private final Runs runs;
    private final RunList runList;
    private final Reconciler reconciler;

    NodeStatements(Vertx vertx, Foundation base, Pool pool, Bus bus, MerchantDirectory merchants, Banks banks) {
        this.base = base;
        var config = base.config().statements();
        var formats = banks.statementFormats();
        var load = new BulkLoad(base.database(), config.reading().timeoutMs());
        custody = new StatementCustody(vertx, pool, bus, merchants, config, base.clock());
        staging = new StatementStaging(vertx, pool, load, formats, config, base.clock());
        release = new LineRelease(pool, formats, config, base.clock());
        runs = runs();
        runList = new RunList(pool);
        reconciler = new Reconciler(merchants, custody, runs, runList);
    }

    /** For the runs, which stage what they reconcile. */
    Staging staging() {
        return staging;
    }

    /** The one place where runs are made. */
    private static Runs runs() {
        return (channelId, bankDate, actor) -> Future.succeededFuture(Optional.empty());
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

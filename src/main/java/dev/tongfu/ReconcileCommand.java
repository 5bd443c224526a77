package dev.tongfu;

import dev.tongfu.bank.BankVerticle;
import dev.tongfu.bus.Bus;
import dev.tongfu.db.Database;
import dev.tongfu.reconciliation.Reconciler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reconcile}: by hand what the scheduler does, for one bank and date. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = "Fetches and reconciles a bank's date; exit code 1 unless it is proven. 对账。")
final class ReconcileCommand implements Callable<Integer> {
    private static final int LIMIT_S = 4 * 3_600;
    private static final int STOP_S = 30;

    private final Terminal terminal;

    ReconcileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Option(names = "--bank", required = true, description = "the bank's name, such as abc")
    private String bank = "";

    @Option(names = "--date", required = true, description = "the bank's date, YYYY-MM-DD")
    private LocalDate date = LocalDate.EPOCH;

    @Override
    public Integer call() {
        var config = new CommandRun(terminal).config(options.config());
        var vertx = VertxFactory.create();
        var pool = new Database(config.database().patient()).pool(vertx);
        try {
            var base = Foundation.lay(config, config.database(), terminal.clock());
            var work = reconciled(vertx, base, pool);
            return shown(new Progress(terminal.out(), "reconciling " + bank + " " + date + " … 正在对账 …")
                    .until(work, LIMIT_S));
        } finally {
            Waiting.until(pool.close(), STOP_S, "closing the connections");
            Waiting.until(vertx.close(), STOP_S, "stopping");
        }
    }

    private Future<Reconciler.Reconciled> reconciled(Vertx vertx, Foundation base, Pool pool) {
        var bus = new Bus(vertx);
        var features =
                new NodeFeatures(vertx, base, new Database(base.database().patient()), pool, bus);
        var reconciler = features.statements().reconciler();
        return features.merchants()
                .start()
                .compose(started -> vertx.deployVerticle(new BankVerticle(bus, features.banks())))
                .compose(deployed ->
                        onLoop(vertx, () -> reconciler.reconcile(bank, date, "terminal:" + terminal.user())))
                .eventually(features.desks()::close)
                .eventually(features.merchants()::stop);
    }

    /** Evidence is taken on event loops only. */
    private static <T> Future<T> onLoop(Vertx vertx, Supplier<Future<T>> work) {
        var done = Promise.<T>promise();
        vertx.getOrCreateContext().runOnContext(go -> work.get().onComplete(done));
        return done.future();
    }

    private int shown(Reconciler.Reconciled reconciled) {
        reconciled.runs().forEach(run -> new RunTable(run).print(terminal.out()));
        reconciled.missing().forEach(missing -> terminal.out().println("not reconciled 未对账: " + missing));
        terminal.out().println(reconciled.proven() ? "proven. 已平。" : "NOT PROVEN. 未平。");
        return reconciled.proven() ? 0 : 1;
    }
}

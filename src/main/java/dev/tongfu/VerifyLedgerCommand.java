package dev.tongfu;

import dev.tongfu.db.Database;
import dev.tongfu.ledger.LedgerVerification;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code verify-ledger}: recomputes every balance and every seal, and says what differs. */
@Command(
        name = "verify-ledger",
        mixinStandardHelpOptions = true,
        description = "Recomputes every balance and every seal; exit code 1 on any difference. 核验总账。")
final class VerifyLedgerCommand implements Callable<Integer> {
    private static final int LIMIT_S = 24 * 3_600;
    private static final int STOP_S = 30;

    private final Terminal terminal;

    VerifyLedgerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Override
    public Integer call() {
        return verify(new CommandRun(terminal).config(options.config()));
    }

    private int verify(GatewayConfig loaded) {
        var vertx = VertxFactory.create();
        var pool = new Database(loaded.database().patient()).pool(vertx);
        try {
            terminal.out().println("verifying the ledger … 正在核验 …");
            var report = Waiting.until(
                    new LedgerVerification(pool, loaded.ledger()).verify(), LIMIT_S, "verifying the ledger");
            terminal.out()
                    .printf(
                            "sealed days %d, transfers %d, differences %d%n",
                            report.days(), report.transfers(), report.findingCount());
            report.findings().forEach(terminal.out()::println);
            terminal.out().println(report.holds() ? "the ledger holds. 总账一致。" : "THE LEDGER DIFFERS. 总账不一致。");
            return report.holds() ? 0 : 1;
        } finally {
            Waiting.until(pool.close(), STOP_S, "closing the connections");
            Waiting.until(vertx.close(), STOP_S, "stopping");
        }
    }
}

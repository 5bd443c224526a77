package dev.tongfu;

import dev.tongfu.settlement.Calculation;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code settle --date D}: calculates every merchant's batch that ends with a date; operators approve it. */
@Command(
        name = "settle",
        mixinStandardHelpOptions = true,
        description = "Calculates every merchant's settlement batch that ends with a date. 计算结算批次。")
final class SettleCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CommandOptions options = new CommandOptions();

    @Option(names = "--date", required = true, description = "The accounting date, YYYY-MM-DD.")
    private @Nullable LocalDate date;

    SettleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var wanted = java.util.Objects.requireNonNull(date);
        List<Calculation> made = new CommandRun(terminal)
                .on(options.config(), session -> session.settlements().settle(wanted, session.actor()));
        var table = new TextTable("merchant 商户", "batch 批次", "status 状态", "lines 笔数", "net (分) 净额");
        made.forEach(one -> row(table, one));
        table.print(terminal.out());
        return made.stream().anyMatch(Calculation.Waiting.class::isInstance) ? 1 : 0;
    }

    private static void row(TextTable table, Calculation made) {
        if (made instanceof Calculation.Batch batch) {
            var settlement = batch.settlement();
            var totals = settlement.totals();
            table.row(
                    made.merchantId(),
                    settlement.id(),
                    settlement.status().word(),
                    Integer.toString(totals.lines()),
                    Long.toString(totals.net()));
        } else {
            var waiting = (Calculation.Waiting) made;
            table.row(made.merchantId(), "-", "waits 等待: " + String.join(", ", waiting.reasons()), "-", "-");
        }
    }
}

package dev.tongfu;

import dev.tongfu.ledger.TransferMonths;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code archive}: moves months of transfers that are over out of the hot table; nothing is dropped. */
@Command(
        name = "archive",
        mixinStandardHelpOptions = true,
        description = "Moves sealed months of transfers to the archive; exit code 1 when one can't go yet. 归档分录。")
final class ArchiveCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final CommandOptions options = new CommandOptions();

    @Option(names = "--before", required = true, description = "the first month that stays, YYYY-MM")
    private YearMonth before = YearMonth.of(1970, 1);

    ArchiveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var config = new CommandRun(terminal).config(options.config());
        var results = new TransferMonths(config.database()).archive(before);
        results.forEach(result -> terminal.out()
                .println(
                        result.done()
                                ? result.month() + " archived 已归档"
                                : result.month() + " stays 保留: " + result.why()));
        if (results.isEmpty()) {
            terminal.out().println("There is no month before " + before + " any more. 没有可归档的月份。");
        }
        return results.stream().allMatch(TransferMonths.Archived::done) ? 0 : 1;
    }
}

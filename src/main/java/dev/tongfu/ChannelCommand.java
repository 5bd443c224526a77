package dev.tongfu;

import dev.tongfu.merchant.Channel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Channels: one bank and one bank-side merchant number each. */
@Command(name = "channel", description = "Channels to banks. 银行通道。", mixinStandardHelpOptions = true)
final class ChannelCommand {
    private final Terminal terminal;
    private final CommandRun runs;

    ChannelCommand(Terminal terminal) {
        this.terminal = terminal;
        this.runs = new CommandRun(terminal);
    }

    @Command(name = "add", description = "Adds a channel. 新增通道。", mixinStandardHelpOptions = true)
    void add(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "CHANNEL", description = "Its id, such as abc-1; never changes.") String id,
            @Option(names = "--bank", required = true, description = "The bank, such as abc.") String bank,
            @Option(names = "--merchant-no", required = true, description = "The number the bank gave.")
                    String merchantNo,
            @Option(names = "--set", paramLabel = "KEY=VALUE", description = "The bank's settings: key files, options.")
                    @Nullable
                    Map<String, String> settings,
            @Option(names = "--merchant", paramLabel = "MERCHANT", description = "Whose payments go there.") @Nullable
                    List<String> merchants,
            @Option(
                            names = "--fees",
                            defaultValue = "TAKEN",
                            description = "How the bank takes its fees: TAKEN, INVOICED.")
                    Channel.Fees fees,
            @Option(names = "--disabled", description = "Takes no new payments yet.") boolean disabled) {
        var channel = new Channel(id, bank, merchantNo, settings == null ? Map.of() : settings, !disabled, fees);
        var unused = Words.doneOrFail(runs.on(options.config(), session -> {
            ProductionRules.checkChannel(session.config().environment(), channel.settings());
            return session.channels()
                    .add(session.author(options.why()), channel, merchants == null ? List.of() : merchants);
        }));
        terminal.out().println("Channel " + id + " added. 通道已新增。");
    }

    @Command(
            name = "route",
            description = "Sends a merchant's new payments at the channel's bank there. 商户路由。",
            mixinStandardHelpOptions = true)
    void route(
            @Mixin ChangeOptions options,
            @Parameters(paramLabel = "CHANNEL", description = "The channel's id.") String id,
            @Option(names = "--merchant", required = true, description = "The merchant's id.") String merchant) {
        var unused = Words.doneOrFail(runs.on(
                options.config(), session -> session.channels().route(session.author(options.why()), merchant, id)));
        terminal.out().println("New payments of " + merchant + " go by " + id + ". 路由已设置。");
    }

    @Command(name = "list", description = "Lists channels. 通道列表。", mixinStandardHelpOptions = true)
    void list(@Mixin CommandOptions options) {
        var table = new TextTable("channel 通道", "bank 银行", "merchant no 商户号", "enabled 启用", "fees 手续费", "merchants 商户");
        runs.on(options.config(), session -> session.channels().list()).forEach(listing -> {
            var channel = listing.channel();
            table.row(
                    channel.id(),
                    channel.bank(),
                    channel.merchantNo(),
                    channel.enabled() ? "yes 是" : "no 否",
                    Words.of(channel.fees()),
                    String.join(",", listing.merchantIds()));
        });
        table.print(terminal.out());
    }
}

package dev.tongfu;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The gateway's command line. */
@Command(
        name = "tongfu",
        description = "Tongfu 统付: a unified payment gateway.",
        mixinStandardHelpOptions = true,
        version = "tongfu 0.1.0")
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine(Terminal.ofProcess()).execute(arguments));
    }

    static CommandLine commandLine(Terminal terminal) {
        var commandLine = new CommandLine(new Main())
                .addSubcommand(new MigrateCommand(terminal))
                .addSubcommand(new MerchantCommand(terminal))
                .addSubcommand(new ChannelCommand(terminal))
                .addSubcommand(new OperatorCommand(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(terminal.out())
                .setErr(terminal.err());
        return CommandErrors.installedIn(commandLine);
    }
}

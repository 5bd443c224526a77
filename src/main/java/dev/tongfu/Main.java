package dev.tongfu;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The gateway's command line. */
@Command(
        name = "tongfu",
        description = "Tongfu 统付: a unified payment gateway.",
        mixinStandardHelpOptions = true,
        version = "tongfu " + Main.VERSION)
public final class Main {
    static final String VERSION = "0.1.0";

    private Main() {}

    public static void main(String[] arguments) {
        keepTerminalCalm(arguments);
        System.exit(commandLine(Terminal.ofProcess()).execute(arguments));
    }

    /** Demonstrations print for people; before the first logger is made, so that it counts. */
    private static void keepTerminalCalm(String[] arguments) {
        boolean shown = arguments.length > 0 && (arguments[0].equals("demo") || arguments[0].equals("tour"));
        if (shown && System.getenv("TONGFU_LOG_LEVEL") == null && System.getProperty("TONGFU_LOG_LEVEL") == null) {
            System.setProperty("TONGFU_LOG_LEVEL", "WARN");
        }
    }

    static CommandLine commandLine(Terminal terminal) {
        var commandLine = new CommandLine(new Main())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new TourCommand(terminal))
                .addSubcommand(new RunCommand(terminal))
                .addSubcommand(new SimulateCommand(terminal))
                .addSubcommand(new SettleCommand(terminal))
                .addSubcommand(new ReconcileCommand(terminal))
                .addSubcommand(new VerifyLedgerCommand(terminal))
                .addSubcommand(new MigrateCommand(terminal))
                .addSubcommand(new ArchiveCommand(terminal))
                .addSubcommand(new MerchantCommand(terminal))
                .addSubcommand(new ChannelCommand(terminal))
                .addSubcommand(new OperatorCommand(terminal))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(terminal.out())
                .setErr(terminal.err());
        return CommandErrors.installedIn(commandLine);
    }
}

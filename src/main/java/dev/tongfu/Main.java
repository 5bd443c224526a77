package dev.tongfu;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

    /** In the order of the help. */
    private static final Map<String, Function<Terminal, Object>> COMMANDS = commands();

    private Main() {}

    public static void main(String[] arguments) {
        keepTerminalCalm(arguments);
        System.exit(commandLine(Terminal.ofProcess(), arguments).execute(arguments));
    }

    /** Demonstrations print for people; before the first logger is made, so that it counts. */
    private static void keepTerminalCalm(String[] arguments) {
        boolean shown = arguments.length > 0 && (arguments[0].equals("demo") || arguments[0].equals("tour"));
        if (shown && System.getenv("TONGFU_LOG_LEVEL") == null && System.getProperty("TONGFU_LOG_LEVEL") == null) {
            System.setProperty("TONGFU_LOG_LEVEL", "WARN");
        }
    }

    /** With all commands. */
    static CommandLine commandLine(Terminal terminal) {
        return withCommands(terminal, COMMANDS.keySet());
    }

    /** With the one that is called, where it is named first: reading the others' options takes a third of a second. */
    private static CommandLine commandLine(Terminal terminal, String[] arguments) {
        boolean named = arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
        return withCommands(terminal, named ? Set.of(arguments[0]) : COMMANDS.keySet());
    }

    private static CommandLine withCommands(Terminal terminal, Set<String> names) {
        var commandLine = new CommandLine(new Main());
        COMMANDS.forEach((name, command) -> {
            if (names.contains(name)) {
                commandLine.addSubcommand(name, command.apply(terminal));
            }
        });
        commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(terminal.out())
                .setErr(terminal.err());
        return CommandErrors.installedIn(commandLine);
    }

    private static Map<String, Function<Terminal, Object>> commands() {
        var commands = new LinkedHashMap<String, Function<Terminal, Object>>();
        commands.put("demo", DemoCommand::new);
        commands.put("tour", TourCommand::new);
        commands.put("run", RunCommand::new);
        commands.put("simulate", SimulateCommand::new);
        commands.put("settle", SettleCommand::new);
        commands.put("reconcile", ReconcileCommand::new);
        commands.put("verify-ledger", VerifyLedgerCommand::new);
        commands.put("migrate", MigrateCommand::new);
        commands.put("archive", ArchiveCommand::new);
        commands.put("merchant", MerchantCommand::new);
        commands.put("channel", ChannelCommand::new);
        commands.put("operator", OperatorCommand::new);
        return Collections.unmodifiableMap(commands);
    }
}

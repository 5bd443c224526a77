package dev.tongfu;

import dev.tongfu.crypto.UnreadableKeyException;
import dev.tongfu.db.DatabaseRefused;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** Says in one sentence what went wrong: 1 for a failure, 2 for bad usage; never a stack trace. */
final class CommandErrors {
    /** The migration library draws a line and says it all again. */
    private static final Pattern DETAILS = Pattern.compile("\\R-{4,}.*", Pattern.DOTALL);

    private CommandErrors() {}

    static CommandLine installedIn(CommandLine commandLine) {
        return commandLine
                .setParameterExceptionHandler(
                        (failure, arguments) -> usage(failure.getCommandLine(), String.valueOf(failure.getMessage())))
                .setExecutionExceptionHandler((failure, failed, result) -> executed(failed, failure));
    }

    private static int executed(CommandLine commandLine, Exception failure) {
        if (failure instanceof IllegalArgumentException) {
            return usage(commandLine, String.valueOf(failure.getMessage()));
        }
        boolean foreseen = failure instanceof CommandFailure
                || failure instanceof ConfigException
                || failure instanceof DatabaseRefused
                || failure instanceof UnreadableKeyException;
        String message = oneLine(String.valueOf(failure.getMessage()));
        print(commandLine, foreseen ? message : failure.getClass().getSimpleName() + ": " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static int usage(CommandLine commandLine, String message) {
        print(commandLine, oneLine(message));
        commandLine.getErr().println("see: " + commandLine.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    private static void print(CommandLine commandLine, String sentence) {
        PrintWriter err = commandLine.getErr();
        err.println(commandLine.getCommandSpec().root().name() + ": " + sentence);
    }

    private static String oneLine(String message) {
        return DETAILS.matcher(message)
                .replaceFirst("")
                .replaceAll("\\s*\\R\\s*", " ")
                .strip();
    }
}

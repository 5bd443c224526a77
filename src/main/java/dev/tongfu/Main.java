package dev.tongfu;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The gateway's command line. */
@Command(
        name = "tongfu",
        description = "Tongfu 统付: a unified payment gateway.",
        mixinStandardHelpOptions = true,
        version = "tongfu 0.1.0")
public final class Main implements Runnable {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}

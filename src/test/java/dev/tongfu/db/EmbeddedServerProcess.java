package dev.tongfu.db;

import java.nio.file.Path;

/** A program with an embedded server, to be killed: stores a row, says the server's process id, and waits. */
final class EmbeddedServerProcess {
    private EmbeddedServerProcess() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var server =
                EmbeddedServer.start(new EmbeddedServerConfig(folder, TestServer.PROGRAM, 0, 20, 16, 60_000, 15_000));
        try (var connection = server.superuser().connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("create table kept (note text)");
            statement.execute("insert into kept values ('before the kill')");
        }
        System.out.println("ready");
        System.out.flush();
        var forever = System.in.read();
        System.exit(forever);
    }
}

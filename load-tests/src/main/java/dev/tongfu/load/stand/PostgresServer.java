package dev.tongfu.load.stand;

/** Where a database server is; the superuser's password never reaches a text. */
public record PostgresServer(long pid, int port, String password) {
    @Override
    public String toString() {
        return "server on port " + port;
    }
}

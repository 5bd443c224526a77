package dev.tongfu.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The administrator of a PostgreSQL server; known only where the server is ours, embedded or in tests. */
public record Superuser(String host, int port, Login login) {
    private static final String LOGIN_TIMEOUT_SECONDS = "10";

    Connection connect(String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("loginTimeout", LOGIN_TIMEOUT_SECONDS);
        return DriverManager.getConnection("jdbc:postgresql://" + host + ":" + port + "/" + database, properties);
    }
}

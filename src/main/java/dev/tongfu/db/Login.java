package dev.tongfu.db;

/** A PostgreSQL role and its password. Its text form never shows the password. */
public record Login(String user, String password) {

    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}

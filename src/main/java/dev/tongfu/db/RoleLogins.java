package dev.tongfu.db;

/**
 * The three roles of a database: the owner of the tables, the gateway and the simulated banks.
 *
 * <p>Only the owner may change the schema, and the simulated banks and the gateway cannot read each other's tables.
 */
public record RoleLogins(Login owner, Login app, Login simulator) {
    public static final String OWNER = "tongfu_owner";
    public static final String APP = "tongfu_app";
    public static final String SIMULATOR = "tongfu_simulator";
}

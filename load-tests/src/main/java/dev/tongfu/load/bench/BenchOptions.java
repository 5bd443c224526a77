package dev.tongfu.load.bench;

import dev.tongfu.load.stand.Arguments;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the bench is told, as {@code name=value} each.
 *
 * @param warmUp requests before anything is counted
 * @param orders requests of each run at saturation; 0 for none
 * @param connections kept connections, one request at a time on each
 * @param yardstickSeconds of each of the two runs of pgbench
 * @param clients of pgbench
 * @param halfSeconds of the run at half the saturation; 0 for none
 * @param warmUpLives whole lives before they are counted
 * @param lives whole lives; 0 for none
 * @param payers at a time
 * @param merchants beside the demo's, for the hot merchant and the hanging shop; 0 leaves both out
 * @param due messages that wait for the hanging shop
 * @param instances event loops of the gateway that serve merchants, payers and banks
 * @param rows payments of years gone by, put into the tables after the first intake, which is measured again then
 * @param overloadSeconds of five times the saturation; 0 for none
 * @param statements how many of the dearest statements are named after each part; 0 for none, and no counting
 * @param buffersMb the server's {@code shared_buffers}; 0 for the demo's
 * @param jvmFlags of the gateway's process
 */
record BenchOptions(
        Path jar,
        Path keys,
        int warmUp,
        int orders,
        int connections,
        int yardstickSeconds,
        int clients,
        int halfSeconds,
        int warmUpLives,
        int lives,
        int payers,
        int merchants,
        int due,
        int instances,
        int rows,
        int overloadSeconds,
        int statements,
        int buffersMb,
        List<String> jvmFlags) {
    private static final Set<String> NAMES = Set.of(
            "jar", "keys", "warm-up", "orders", "connections", "yardstick-seconds", "clients", "half-seconds",
            "warm-up-lives", "lives", "payers", "merchants", "due", "instances", "rows",
            "overload-seconds", "statements", "buffers-mb", "jvm");
    private static final int REQUESTS_MAX = 200_000;

    BenchOptions {
        within("warm-up", warmUp, 0, REQUESTS_MAX);
        within("orders", orders, 0, REQUESTS_MAX);
        within("connections", connections, 1, 2_000);
        within("yardstick-seconds", yardstickSeconds, 1, 300);
        within("clients", clients, 1, 64);
        within("half-seconds", halfSeconds, 0, 60);
        within("warm-up-lives", warmUpLives, 0, REQUESTS_MAX);
        within("lives", lives, 0, REQUESTS_MAX);
        within("payers", payers, 1, 1_000);
        within("merchants", merchants, 0, 7);
        within("due", due, 0, 5_000_000);
        within("instances", instances, 1, 64);
        within("rows", rows, 0, 100_000_000);
        within("overload-seconds", overloadSeconds, 0, 120);
        within("statements", statements, 0, 100);
        within("buffers-mb", buffersMb, 0, 65_536);
    }

    static BenchOptions of(String[] arguments) {
        var told = Arguments.read(arguments, NAMES);
        return new BenchOptions(
                Path.of(told.getOrDefault("jar", "../target/tongfu.jar")),
                Path.of(told.getOrDefault("keys", "../conf/demo")),
                number(told, "warm-up", 60_000),
                number(told, "orders", 100_000),
                number(told, "connections", 256),
                number(told, "yardstick-seconds", 10),
                number(told, "clients", 16),
                number(told, "half-seconds", 10),
                number(told, "warm-up-lives", 20_000),
                number(told, "lives", 20_000),
                number(told, "payers", 64),
                number(told, "merchants", 0),
                number(told, "due", 1_000_000),
                number(told, "instances", 2),
                number(told, "rows", 0),
                number(told, "overload-seconds", 0),
                number(told, "statements", 0),
                number(told, "buffers-mb", 0),
                List.of(told.getOrDefault(
                                "jvm", "-Xmx160m -XX:MaxDirectMemorySize=64m -XX:ReservedCodeCacheSize=160m")
                        .split(" +")));
    }

    private static int number(Map<String, String> told, String name, int usual) {
        return told.containsKey(name) ? Integer.parseInt(told.get(name)) : usual;
    }

    private static void within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " is " + low + " to " + high);
        }
    }
}

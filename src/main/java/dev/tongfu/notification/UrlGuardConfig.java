package dev.tongfu.notification;

import java.util.List;

/**
 * Which addresses merchants may be notified at.
 *
 * @param ports the ports a public address may be dialled on
 * @param loopbackMerchants merchants whose addresses may be this machine's own, by http too; empty in production
 * @param resolveTimeoutMs how long a name may take to resolve
 * @param resolvesMax names that may be under resolution; more fail at once
 */
public record UrlGuardConfig(
        List<Integer> ports, List<String> loopbackMerchants, int resolveTimeoutMs, int resolvesMax) {

    public UrlGuardConfig {
        ports = List.copyOf(ports);
        loopbackMerchants = List.copyOf(loopbackMerchants);
        require(
                !ports.isEmpty() && ports.stream().allMatch(port -> port >= 1 && port <= 65_535),
                "ports are 1 to 65535");
        require(resolveTimeoutMs >= 1 && resolveTimeoutMs <= 60_000, "resolve_timeout_ms is 1 to 60000 milliseconds");
        require(resolvesMax >= 1 && resolvesMax <= 10_000, "resolves_max is 1 to 10000");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}

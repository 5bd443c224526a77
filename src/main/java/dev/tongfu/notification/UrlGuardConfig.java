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
        if (ports.stream().anyMatch(port -> port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("url_guard: ports are 1 to 65535");
        }
        if (resolveTimeoutMs < 1 || resolvesMax < 1) {
            throw new IllegalArgumentException("url_guard: resolve_timeout_ms and resolves_max are at least 1");
        }
    }

    public static UrlGuardConfig defaults() {
        return new UrlGuardConfig(List.of(443, 8443), List.of(), 3_000, 64);
    }
}

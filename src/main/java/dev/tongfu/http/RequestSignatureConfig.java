package dev.tongfu.http;

import java.util.List;

/**
 * How strictly signed requests are checked.
 *
 * @param skewMaxSeconds how far {@code created} may be from our clock, either way
 * @param authorities the public names merchants call us by, each {@code host} or {@code host:port}
 * @param authorityRequired true when a signature must cover {@code @authority}, so that it is worth nothing elsewhere
 */
public record RequestSignatureConfig(long skewMaxSeconds, List<String> authorities, boolean authorityRequired) {
    public RequestSignatureConfig {
        authorities = List.copyOf(authorities);
        if (skewMaxSeconds < 1 || skewMaxSeconds > 3600) {
            throw new IllegalArgumentException("skew_max_seconds must be 1 to 3600, it is " + skewMaxSeconds);
        }
        if (authorityRequired && authorities.isEmpty()) {
            throw new IllegalArgumentException("authorities must name at least one host when it is required");
        }
    }
}

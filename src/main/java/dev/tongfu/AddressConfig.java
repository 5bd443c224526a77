package dev.tongfu;

import java.net.URI;

/**
 * The names under which others reach this gateway.
 *
 * @param payerUrl scheme and host of the payer's pages, without a path
 * @param bankUrl scheme and host the banks call; may be plain http on port 80, where that is all a bank can reach
 */
public record AddressConfig(String payerUrl, String bankUrl) {
    public AddressConfig {
        requireOrigin(payerUrl, "payer_url");
        requireOrigin(bankUrl, "bank_url");
    }

    private static void requireOrigin(String url, String name) {
        var uri = URI.create(url);
        boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!http || uri.getHost() == null || !uri.getRawPath().isEmpty() || uri.getRawQuery() != null) {
            throw new IllegalArgumentException(name + " is http(s)://host[:port] and nothing more: " + url);
        }
    }
}

package dev.tongfu.notification;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an address must look like before anything is resolved; used when it is given and again before each dial.
 *
 * <p>A host is a name that ends in a letter's label, four plain decimal numbers, or an IPv6 literal. Other spellings
 * of an address (one number, hexadecimal, octal) are refused as written.
 */
public final class UrlRules {
    private static final int URL_BYTES_MAX = 200;
    private static final Pattern PLAIN = Pattern.compile("[\\x21-\\x7e]{1," + URL_BYTES_MAX + "}");
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\\.?");
    private static final Pattern IPV4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

    private final UrlGuardConfig config;

    public UrlRules(UrlGuardConfig config) {
        this.config = config;
    }

    /** Why this may not be a merchant's {@code notify_url}; empty when it may. */
    public Optional<String> refusalToNotify(String merchantId, String url) {
        var refusal = refusalOfShape(url);
        if (refusal.isPresent() || mayUseLoopback(merchantId)) {
            return refusal;
        }
        return refusalToDial(URI.create(url));
    }

    /** Why the payer's browser may not be sent there; empty when it may. */
    public Optional<String> refusalToShow(String merchantId, String url) {
        var refusal = refusalOfShape(url);
        if (refusal.isPresent() || mayUseLoopback(merchantId)) {
            return refusal;
        }
        return scheme(URI.create(url)).equals("https") ? Optional.empty() : Optional.of("the address must be https");
    }

    boolean mayUseLoopback(String merchantId) {
        return config.loopbackMerchants().contains(merchantId);
    }

    /** The rules a public address must keep; a merchant on this machine need not. */
    Optional<String> refusalToDial(URI uri) {
        if (!scheme(uri).equals("https")) {
            return Optional.of("the address must be https");
        }
        return config.ports().contains(port(uri)) ? Optional.empty() : Optional.of("this port is not allowed");
    }

    /** What holds for every address, whoever it belongs to and whatever it is for. */
    static Optional<String> refusalOfShape(String url) {
        if (!PLAIN.matcher(url).matches()) {
            return Optional.of("an address is 1 to 200 printable ASCII characters");
        }
        try {
            return refusalOfParts(new URI(url));
        } catch (URISyntaxException malformed) {
            return Optional.of("the address is malformed");
        }
    }

    private static Optional<String> refusalOfParts(URI uri) {
        if (uri.isOpaque() || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65_535) {
            return Optional.of("the address is malformed");
        }
        if (!scheme(uri).equals("https") && !scheme(uri).equals("http")) {
            return Optional.of("the address must be https");
        }
        if (uri.getRawUserInfo() != null || uri.getRawAuthority().indexOf('@') >= 0) {
            return Optional.of("the address must not hold a user or password");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("the address must not hold a fragment");
        }
        return isPlainHost(uri.getHost().toLowerCase(Locale.ROOT))
                ? Optional.empty()
                : Optional.of("the host must be a name or a plain address");
    }

    private static boolean isPlainHost(String host) {
        return NAME.matcher(host).matches()
                || IPV4.matcher(host).matches()
                || IPV6.matcher(host).matches();
    }

    static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }

    static int port(URI uri) {
        if (uri.getPort() > 0) {
            return uri.getPort();
        }
        return scheme(uri).equals("http") ? 80 : 443;
    }
}

package dev.tongfu.notification;

import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/**
 * Keeps the gateway from being turned against its own network: decides at every attempt which address is dialled.
 *
 * <p>Every address a name resolves to must be public; one that is not refuses all. What was checked is what is
 * dialled, so a name that changes its mind in between changes nothing.
 */
public final class UrlGuard {
    private final UrlRules rules;
    private final HostResolver resolver;

    public UrlGuard(UrlRules rules, HostResolver resolver) {
        this.rules = rules;
        this.resolver = resolver;
    }

    public Future<UrlVerdict> check(String merchantId, String url) {
        var refusal = rules.refusalToNotify(merchantId, url);
        if (refusal.isPresent()) {
            return Future.succeededFuture(new UrlVerdict.Refused(refusal.get()));
        }
        var uri = URI.create(url);
        return resolver.resolve(bareHost(uri))
                .transform(found -> Future.succeededFuture(
                        found.succeeded()
                                ? verdict(merchantId, uri, found.result())
                                : new UrlVerdict.Unresolved("the name was not found")));
    }

    private UrlVerdict verdict(String merchantId, URI uri, List<InetAddress> addresses) {
        if (addresses.isEmpty()) {
            return new UrlVerdict.Unresolved("the name was not found");
        }
        var target = SocketAddress.inetSocketAddress(
                UrlRules.port(uri), addresses.get(0).getHostAddress());
        if (rules.mayUseLoopback(merchantId) && addresses.stream().allMatch(InetAddress::isLoopbackAddress)) {
            return new UrlVerdict.Allowed(uri, target);
        }
        if (!addresses.stream().allMatch(PublicAddresses::isPublic)) {
            return new UrlVerdict.Refused("the address is not public");
        }
        return rules.refusalToDial(uri)
                .<UrlVerdict>map(UrlVerdict.Refused::new)
                .orElseGet(() -> new UrlVerdict.Allowed(uri, target));
    }

    private static String bareHost(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}

package dev.tongfu.simulator.shop;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.HttpMessageSigner;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.WebhookSecret;
import dev.tongfu.crypto.WebhookVerifier;
import dev.tongfu.simulator.frame.Pages;
import dev.tongfu.simulator.frame.PublicAddress;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** The demo shop, put together. Its routes run on the event loop of the server it is mounted on. */
public final class DemoShop {
    private final GatewayClient gateway;
    private final ShopPages shopPages;
    private final ShopHooks hooks;
    private final ShopApi api;

    private DemoShop(GatewayClient gateway, ShopPages shopPages, ShopHooks hooks, ShopApi api) {
        this.gateway = gateway;
        this.shopPages = shopPages;
        this.hooks = hooks;
        this.api = api;
    }

    /** What the shop is put into. */
    public record Place(Vertx vertx, CryptoProviders providers, Pages pages, Clock clock, PublicAddress address) {}

    /** Reads the merchant's key and secret. */
    public static Future<DemoShop> create(Place place, ShopConfig config) {
        return place.vertx().executeBlocking(() -> {
            var secret = WebhookSecret.parse(file(place, config.webhookSecretFile()));
            var key = new PrivateKeys(place.providers()).fromPem(file(place, config.merchantKeyFile()));
            var signer = new HttpMessageSigner(
                    config.keyId(), place.providers().signer(SignatureAlgorithm.ED25519, key), place.clock());
            var verifier =
                    new WebhookVerifier(List.of(secret), List.of(), place.clock(), config.webhookToleranceSeconds());
            return build(place, config, signer, verifier);
        });
    }

    public void mount(Router router) {
        hooks.mount(router);
        api.mount(router);
        shopPages.mount(router);
    }

    /** Where the gateway is from now on. */
    public void connect(String gatewayUrl) {
        gateway.connect(gatewayUrl);
    }

    public void stop() {
        gateway.close();
    }

    private static DemoShop build(Place place, ShopConfig config, HttpMessageSigner signer, WebhookVerifier verifier) {
        var books = new ShopBooks(config.ordersMax(), config.notificationsMax());
        var mood = new ShopMood();
        var gateway = new GatewayClient(place.vertx(), signer, config.gatewayUrl(), config.timeoutMs());
        var counter = new ShopCounter(gateway, books, place.address(), place.clock());
        return new DemoShop(
                gateway,
                new ShopPages(books, counter, place.pages()),
                new ShopHooks(books, verifier, place.address(), place.clock(), mood),
                new ShopApi(books, counter, mood));
    }

    private static String file(Place place, String path) {
        return place.vertx()
                .fileSystem()
                .readFileBlocking(path)
                .toString(StandardCharsets.UTF_8)
                .strip();
    }
}

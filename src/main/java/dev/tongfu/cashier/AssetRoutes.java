package dev.tongfu.cashier;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /assets/payer.css} and {@code /assets/payer.js}: all the style and script that the payer's pages use.
 *
 * <p>An address with the version of its content is kept for ever, one without for minutes.
 */
public final class AssetRoutes {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String FOR_MINUTES = "public, max-age=300";
    private static final int NOT_MODIFIED = 304;

    private final Assets assets;
    private final String tag;

    public AssetRoutes() {
        this.assets = Assets.load();
        this.tag = '"' + assets.version() + '"';
    }

    public void mount(Router router) {
        router.get("/assets/payer.css").handler(context -> send(context, "text/css; charset=utf-8", assets.style()));
        router.get("/assets/payer.js")
                .handler(context -> send(context, "text/javascript; charset=utf-8", assets.script()));
    }

    private void send(RoutingContext context, String type, Buffer content) {
        var request = context.request();
        boolean versioned = assets.version().equals(request.getParam("v"));
        var response = context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, versioned ? FOR_EVER : FOR_MINUTES)
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader("X-Content-Type-Options", "nosniff");
        var sent = tag.equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))
                ? response.setStatusCode(NOT_MODIFIED).end()
                : response.putHeader(HttpHeaders.CONTENT_TYPE, type).end(content);
        sent.onFailure(context::fail);
    }
}

package dev.tongfu.simulator.shop;

import dev.tongfu.crypto.HttpMessageSigner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

/** Calls the gateway's merchant API, each call signed. */
final class GatewayClient {
    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int WAITING_MAX = 200;

    private final WebClient client;
    private final HttpMessageSigner signer;
    private final int timeoutMs;
    private volatile String gatewayUrl;

    GatewayClient(Vertx vertx, HttpMessageSigner signer, String gatewayUrl, int timeoutMs) {
        var options = new WebClientOptions().setFollowRedirects(false);
        options.setConnectTimeout(CONNECT_TIMEOUT_MS);
        this.client = WebClient.create(vertx, options, new PoolOptions().setMaxWaitQueueSize(WAITING_MAX));
        this.signer = signer;
        this.timeoutMs = timeoutMs;
        this.gatewayUrl = gatewayUrl;
    }

    /** What the gateway said. */
    record Answer(int status, JsonObject body) {
        boolean success() {
            return status / 100 == 2;
        }
    }

    void connect(String newGatewayUrl) {
        gatewayUrl = newGatewayUrl.replaceAll("/+$", "");
    }

    Future<Answer> post(String path, JsonObject body) {
        return call(HttpMethod.POST, path, body.toBuffer());
    }

    Future<Answer> get(String target) {
        return call(HttpMethod.GET, target, Buffer.buffer());
    }

    void close() {
        client.close();
    }

    private Future<Answer> call(HttpMethod method, String target, Buffer body) {
        var request = client.requestAbs(method, gatewayUrl + target).timeout(timeoutMs);
        headers(method, target, body).forEach(request::putHeader);
        if (body.length() == 0) {
            return request.send().map(GatewayClient::answer);
        }
        request.putHeader("Content-Type", "application/json");
        return request.sendBuffer(body).map(GatewayClient::answer);
    }

    private Map<String, String> headers(HttpMethod method, String target, Buffer body) {
        return signer.sign(method.name(), target, URI.create(gatewayUrl).getAuthority(), body.getBytes());
    }

    private static Answer answer(HttpResponse<Buffer> response) {
        try {
            var body = Objects.requireNonNullElseGet(response.bodyAsJsonObject(), JsonObject::new);
            return new Answer(response.statusCode(), body);
        } catch (DecodeException notJson) {
            return new Answer(response.statusCode(), new JsonObject().put("detail", "the answer is not JSON"));
        }
    }
}

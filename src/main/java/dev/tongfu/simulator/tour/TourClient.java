package dev.tongfu.simulator.tour;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.crypto.HttpMessageSigner;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls as a merchant with signatures, and as a payer's browser without; waits for each answer. */
final class TourClient {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LONG_LIMIT = Duration.ofMinutes(10);
    private static final int REDIRECTS_MAX = 6;
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final HttpMessageSigner signer;
    private final String gatewayUrl;

    TourClient(HttpMessageSigner signer, String gatewayUrl) {
        this.signer = signer;
        this.gatewayUrl = gatewayUrl;
    }

    /** The same merchant's client for many calls at once. */
    DayClient many(Vertx vertx, int connections) {
        return new DayClient(vertx, signer, gatewayUrl, connections);
    }

    /** An answer of the merchant API. */
    record Answer(int status, JsonObject body, boolean replayed) {}

    /** A page as the browser got it: where it was in the end, and its text. */
    record Page(URI uri, int status, String text) {}

    @CanIgnoreReturnValue
    Answer get(String target) throws IOException {
        return api("GET", target, "");
    }

    /** What the merchant API answers in another form than JSON. */
    String text(String target, String accept) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(gatewayUrl + target))
                .timeout(LONG_LIMIT)
                .header("Accept", accept)
                .GET();
        signer.sign("GET", target, URI.create(gatewayUrl).getAuthority(), new byte[0])
                .forEach(request::header);
        var response = send(request.build());
        if (response.statusCode() != OK) {
            throw new IOException(target + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    @CanIgnoreReturnValue
    Answer post(String target, JsonObject body) throws IOException {
        return api("POST", target, body.encode());
    }

    Page browse(String url) throws IOException {
        return follow(request(URI.create(url)).GET().build(), REDIRECTS_MAX);
    }

    Page submit(URI uri, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = request(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return follow(request, REDIRECTS_MAX);
    }

    @CanIgnoreReturnValue
    JsonObject control(String method, String url, JsonObject body) throws IOException {
        var request = request(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.encode()))
                .build();
        var response = send(request);
        return response.body().isBlank() ? new JsonObject() : new JsonObject(response.body());
    }

    /** A call with an operator's token; the answer as it came. */
    Page admin(String method, String url, String token) throws IOException {
        var request = request(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        var response = send(request);
        return new Page(request.uri(), response.statusCode(), response.body());
    }

    /** The same with a body, unless that is empty. */
    Page admin(String method, String url, String token, JsonObject body) throws IOException {
        var publisher = body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.encode());
        var request = HttpRequest.newBuilder(URI.create(url))
                .timeout(LONG_LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, publisher)
                .build();
        var response = send(request);
        return new Page(request.uri(), response.statusCode(), response.body());
    }

    JsonObject json(String url, String token) throws IOException {
        var request = request(URI.create(url))
                .header("Authorization", "Bearer " + token)
                .GET();
        return new JsonObject(send(request.build()).body());
    }

    private Answer api(String method, String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var request =
                request(URI.create(gatewayUrl + target)).method(method, HttpRequest.BodyPublishers.ofByteArray(bytes));
        signer.sign(method, target, URI.create(gatewayUrl).getAuthority(), bytes)
                .forEach(request::header);
        if (bytes.length > 0) {
            request.header("Content-Type", "application/json");
        }
        var response = send(request.build());
        var replayed = response.headers().firstValue("Idempotency-Replayed").orElse("");
        return new Answer(response.statusCode(), new JsonObject(response.body()), replayed.equals("true"));
    }

    private Page follow(HttpRequest request, int left) throws IOException {
        var response = send(request);
        var location = response.headers().firstValue("Location");
        if (location.isPresent() && response.statusCode() / 100 == 3 && left > 0) {
            return follow(request(request.uri().resolve(location.get())).GET().build(), left - 1);
        }
        return new Page(request.uri(), response.statusCode(), response.body());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(LIMIT);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

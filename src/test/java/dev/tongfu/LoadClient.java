package dev.tongfu;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.HttpMessageSigner;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The demo's merchant and its payers, from outside. */
final class LoadClient {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern BANK_FORM = Pattern.compile("action=\"(/abc/pay/[^\"]+)\"");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final HttpMessageSigner signer;

    LoadClient() throws IOException {
        var providers = CryptoProviders.load();
        var key =
                new PrivateKeys(providers).fromPem(Files.readString(GatewayFiles.KEYS.resolve("merchant-ed25519.pem")));
        signer = new HttpMessageSigner(
                DemoMerchant.KEY_ID, providers.signer(SignatureAlgorithm.ED25519, key), Clock.systemUTC());
    }

    record Answer(int status, JsonObject body) {}

    Answer post(String gateway, String target, JsonObject body) throws IOException {
        return api(gateway, "POST", target, body.encode());
    }

    Answer get(String gateway, String target) throws IOException {
        return api(gateway, "GET", target, "");
    }

    /** Every element of a list of the merchant API. */
    List<JsonObject> all(String gateway, String target) throws IOException {
        var all = new ArrayList<JsonObject>();
        String cursor = "";
        do {
            var page = get(gateway, target + cursor).body();
            page.getJsonArray("data").forEach(one -> all.add((JsonObject) one));
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty());
        return all;
    }

    /** The payer chooses the bank and pays there; false when the cashier leads to no page of the bank. */
    @CanIgnoreReturnValue
    boolean pay(URI cashier) throws IOException {
        var page = choose(cashier);
        return page.isPresent() && form(page.get(), "outcome=pay").statusCode() == 200;
    }

    /** The bank's page after the payer chose it, where there is one. */
    Optional<URI> choose(URI cashier) throws IOException {
        var page = form(cashier, "bank=abc");
        var matcher = BANK_FORM.matcher(page.body());
        return matcher.find() ? Optional.of(page.uri().resolve(matcher.group(1))) : Optional.empty();
    }

    /** Submits a form and follows where it leads, as a browser does. */
    private HttpResponse<String> form(URI uri, String body) throws IOException {
        var response = send(submission(uri, body));
        var location = response.headers().firstValue("Location");
        return location.isPresent() ? send(request(uri.resolve(location.get()))) : response;
    }

    /** One press of a button, wherever it leads. */
    int press(URI uri, String body) {
        return http.sendAsync(submission(uri, body).build(), HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    private static HttpRequest.Builder submission(URI uri, String body) {
        return request(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    JsonObject json(String url, String token) throws IOException {
        return new JsonObject(send(request(URI.create(url)).header("Authorization", "Bearer " + token))
                .body());
    }

    /** The status of an open page; 0 when nobody listens. */
    int status(String url) {
        try {
            return send(request(URI.create(url))).statusCode();
        } catch (IOException nobody) {
            return 0;
        }
    }

    void put(String url, JsonObject body) throws IOException {
        send(request(URI.create(url))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body.encode())));
    }

    void delete(String url) throws IOException {
        send(request(URI.create(url)).DELETE());
    }

    private Answer api(String gateway, String method, String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var uri = URI.create(gateway + target);
        var request = request(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(bytes));
        signer.sign(method, target, uri.getAuthority(), bytes).forEach(request::header);
        if (bytes.length > 0) {
            request.header("Content-Type", "application/json");
        }
        var response = send(request);
        return new Answer(response.statusCode(), new JsonObject(response.body()));
    }

    @CanIgnoreReturnValue
    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(LIMIT);
    }
}

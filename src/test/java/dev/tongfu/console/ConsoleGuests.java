package dev.tongfu.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Browsers that log in at a console over a seeded day. */
abstract class ConsoleGuests {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([0-9a-f]{64})\"");

    final ConsoleWorld world = new ConsoleWorld();
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void seed() {
        world.seeded();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** A browser that is logged in, as far as HTTP sees it. */
    record Guest(String cookie, String csrf) {}

    Guest logIn(String name) {
        var answer = tryLogIn(name, ConsoleWorld.token(name), world.freshCode(name));
        assertThat(answer.statusCode()).isEqualTo(303);
        String cookie = answer.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
        return new Guest(cookie, csrf(get("/console/today", cookie).body()));
    }

    static String csrf(String page) {
        var found = CSRF.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    HttpResponse<String> tryLogIn(String name, String token, String code) {
        return post("/console/login", "", Map.of("name", name, "token", token, "code", code));
    }

    HttpRequest.Builder bearer(String name) {
        return HttpRequest.newBuilder(URI.create(world.url() + "/admin/v1/approve"))
                .header("Authorization", "Bearer " + ConsoleWorld.token(name))
                .POST(HttpRequest.BodyPublishers.noBody());
    }

    HttpResponse<String> get(String path, String cookie) {
        return send(HttpRequest.newBuilder(URI.create(world.url() + path)).header("Cookie", cookie));
    }

    @CanIgnoreReturnValue
    HttpResponse<String> post(String path, String cookie, Map<String, String> fields) {
        return send(form(path, cookie, fields));
    }

    HttpRequest.Builder form(String path, String cookie, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(world.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** A form with a file, as a browser sends it. */
    HttpRequest.Builder upload(String path, String cookie, Map<String, String> fields, String name, byte[] file) {
        var body = Buffer.buffer();
        fields.forEach((field, value) -> body.appendString(
                "--part\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n"));
        body.appendString("--part\r\nContent-Disposition: form-data; name=\"evidence\"; filename=\"" + name
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .appendBytes(file)
                .appendString("\r\n--part--\r\n");
        return HttpRequest.newBuilder(URI.create(world.url() + path))
                .header("Content-Type", "multipart/form-data; boundary=part")
                .header("Cookie", cookie)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes()));
    }

    @CanIgnoreReturnValue
    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }
}

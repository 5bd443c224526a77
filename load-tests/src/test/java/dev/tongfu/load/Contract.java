package dev.tongfu.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A contract that the simulated payer signs by SMS before the run; fails when it is not in force in a while. */
final class Contract {
    private static final Pattern ID = Pattern.compile("\"id\":\"(ctr_[^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("\"code\":\"(\\d+)\"");
    private static final int LOOKS = 100;
    private static final long LOOK_MS = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Target target;
    private final RequestSigner signer;
    private final String id;

    Contract(Target target) {
        this.target = target;
        this.signer = target.signer();
        String made = call("POST", "/v1/contracts", """
                {"contract_no":"%s","mode":"sms","bank":"abc","customer_no":"u-1001","certificate_type":"id_card",\
                "certificate_no":"110101199003070011","expires_on":"2031-12-31","name":"张三",\
                "card_no":"6228480402564890018","mobile":"13800138000"}""".formatted(target.orders().next().number()));
        this.id = last(ID, made);
        String codes = send(HttpRequest.newBuilder(URI.create(target.simulator + "/control/codes?bank=abc")).build());
        call("POST", "/v1/contracts/" + id + "/confirm", "{\"code\":\"" + last(CODE, codes) + "\"}");
        awaitSigned();
    }

    String id() {
        return id;
    }

    private void awaitSigned() {
        String seen = "";
        for (int look = 0; look < LOOKS; look++) {
            seen = call("GET", "/v1/contracts/" + id, "");
            if (seen.contains("\"status\":\"signed\"")) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        }
        throw new IllegalStateException("the contract is not signed: " + seen);
    }

    private String call(String method, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(target.gateway + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(bytes));
        signer.headers(method, path, bytes).forEach(request::header);
        if (bytes.length > 0) {
            request.header("Content-Type", "application/json");
        }
        return send(request.build());
    }

    private String send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String last(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        String found = "";
        while (matcher.find()) {
            found = matcher.group(1);
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("nothing like " + pattern + " in " + text);
        }
        return found;
    }
}

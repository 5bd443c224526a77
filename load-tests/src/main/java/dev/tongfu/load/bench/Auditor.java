package dev.tongfu.load.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Proves after a run that nothing was lost or made up; looks past the gateway where it can. */
final class Auditor {
    private static final Pattern TOKEN = Pattern.compile("token: (\\S+)");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final DemoProcess demo;
    private final Path keys;

    Auditor(DemoProcess demo, Path keys) {
        this.demo = demo;
        this.keys = keys;
    }

    /** One sentence for each rule that does not hold. */
    List<String> differences(Set<String> sent, Set<String> acknowledged)
            throws IOException, SQLException, InterruptedException {
        var found = new ArrayList<String>();
        try (var sql = Sql.connect(demo.server(), "tongfu")) {
            var stored = sql.texts("select order_no from payment where merchant_id = 'm_demo'");
            long rows = Long.parseLong(sql.text("select count(*) from payment"));
            if (rows != stored.size()) {
                found.add(rows + " rows for " + stored.size() + " orders");
            }
            long lost = acknowledged.stream().filter(order -> !stored.contains(order)).count();
            if (lost > 0) {
                found.add(lost + " orders were acknowledged and are not stored");
            }
            long extra = stored.stream().filter(order -> !acknowledged.contains(order)).count();
            if (extra > 0) {
                found.add(extra + " orders are stored and were not acknowledged");
            }
            long strange = stored.stream().filter(order -> !sent.contains(order)).count();
            if (strange > 0) {
                found.add(strange + " orders are stored that nobody sent");
            }
        }
        String proof = proof();
        if (!proof.contains("\"holds\":true")) {
            found.add("the ledger proof does not hold: " + proof);
        }
        return found;
    }

    private String proof() throws IOException, InterruptedException {
        var token = TOKEN.matcher(Files.readString(keys.resolve("operators.yaml")));
        if (!token.find()) {
            throw new IOException("operators.yaml names no token");
        }
        var request = HttpRequest.newBuilder(URI.create(demo.operators() + "/admin/v1/ledger/proof"))
                .header("Authorization", "Bearer " + token.group(1))
                .timeout(LIMIT)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

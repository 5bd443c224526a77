package dev.tongfu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.Credentials;
import dev.tongfu.audit.Operator;
import dev.tongfu.audit.OperatorService;
import dev.tongfu.crypto.Tokens;
import dev.tongfu.crypto.Totp;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The demo's operators, whose tokens are public: {@code conf/demo/operators.yaml}. */
final class DemoOperators {
    private static final int TOTP_BYTES = 20;
    private static final String ACTOR = "terminal:demo";

    private final OperatorService operators;
    private final Path keys;

    DemoOperators(Foundation base, Pool pool, Path keys) {
        this.operators = new OperatorService(pool, base.clock(), base.secrets(), new AuditLog(base.clock()));
        this.keys = keys;
    }

    static String token(Path keys, String name) throws IOException {
        for (var operator : read(keys)) {
            if (name.equals(operator.path("name").asText())) {
                return operator.path("token").asText();
            }
        }
        throw new IOException("conf/demo/operators.yaml has no operator " + name);
    }

    /** Adds those who are not there yet. */
    Future<Void> takeOn() throws IOException {
        Future<Void> chain = Future.succeededFuture();
        for (var one : read(keys)) {
            var role = Operator.Role.valueOf(one.path("role").asText().toUpperCase(Locale.ROOT));
            var operator = new Operator(one.path("name").asText(), role);
            String token = one.path("token").asText();
            chain = chain.compose(done -> operators
                    .add(
                            ACTOR,
                            "demo world",
                            operator,
                            new Credentials(token, new Totp(new Tokens().nextBytes(TOTP_BYTES))))
                    .mapEmpty());
        }
        return chain;
    }

    private static JsonNode read(Path keys) throws IOException {
        return new YAMLMapper()
                .readTree(Files.readString(keys.resolve("operators.yaml")))
                .path("operators");
    }
}

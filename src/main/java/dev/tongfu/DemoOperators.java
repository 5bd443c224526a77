package dev.tongfu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tongfu.audit.AuditLog;
import dev.tongfu.audit.Credentials;
import dev.tongfu.audit.Operator;
import dev.tongfu.audit.OperatorService;
import dev.tongfu.console.DemoLogins;
import dev.tongfu.crypto.Totp;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;

/** The demo's operators, whose tokens are public: {@code conf/demo/operators.yaml}. */
final class DemoOperators {
    private static final String ACTOR = "terminal:demo";

    private final OperatorService operators;
    private final Path keys;

    DemoOperators(Foundation base, Pool pool, Path keys) {
        this.operators = service(base, pool);
        this.keys = keys;
    }

    private static OperatorService service(Foundation base, Pool pool) {
        return new OperatorService(pool, base.clock(), base.secrets(), new AuditLog(base.clock()));
    }

    /** Every demo operator with the code that works next, for the log-in page. */
    static DemoLogins logins(Foundation base, Pool pool, Path file) throws IOException {
        var operators = service(base, pool);
        var all = new ArrayList<JsonNode>();
        readFile(file).forEach(all::add);
        return () -> {
            var logins = all.stream().map(one -> login(base, operators, one)).toList();
            return Future.all(logins).map(done -> done.<DemoLogins.Login>list());
        };
    }

    private static Future<DemoLogins.Login> login(Foundation base, OperatorService operators, JsonNode one) {
        String name = one.path("name").asText();
        var totp = Totp.fromBase32(one.path("totp").asText());
        return operators
                .usedStep(name)
                .map(step -> new DemoLogins.Login(
                        name,
                        one.path("role").asText(),
                        one.path("token").asText(),
                        totp.codeAfter(base.clock().instant(), step).orElse("")));
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
                            new Credentials(
                                    token, Totp.fromBase32(one.path("totp").asText())))
                    .mapEmpty());
        }
        return chain;
    }

    private static JsonNode read(Path keys) throws IOException {
        return readFile(keys.resolve("operators.yaml"));
    }

    private static JsonNode readFile(Path file) throws IOException {
        return new YAMLMapper().readTree(Files.readString(file)).path("operators");
    }
}

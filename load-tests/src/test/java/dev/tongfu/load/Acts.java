package dev.tongfu.load;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAsDuring;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitHereIfFailed;
import static io.gatling.javaapi.core.CoreDsl.jmesPath;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.Session;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;

/** What a merchant does with a payment that is there: resources that are made and read until they have ended. */
final class Acts {
    private static final byte[] NOTHING = new byte[0];

    private final Life life;

    Acts(Life life) {
        this.life = life;
    }

    /**
     * Makes a resource; its id is in the session afterwards.
     *
     * @param body JSON
     * @param id the session's name for the id
     */
    ChainBuilder make(String step, Function<Session, String> target, Function<Session, String> body, String id) {
        var create = Life.signed(http(step).post("#{target}"))
                .header("Content-Type", "application/json")
                .header("Content-Digest", "#{Content-Digest}")
                .body(ByteArrayBody("#{body}"))
                .check(status().in(200, 201, 202), jmesPath("id").saveAs(id));
        return exec(session -> {
                    String path = target.apply(session);
                    byte[] bytes = body.apply(session).getBytes(StandardCharsets.UTF_8);
                    return session.setAll(life.headers("POST", path, bytes))
                            .set("body", bytes)
                            .set("target", path);
                })
                .exec(create)
                .exec(exitHereIfFailed());
    }

    /** Reads it until its status is the wished one; the last answer counts. */
    ChainBuilder reached(String step, Function<Session, String> target, String wished) {
        return reached(step, target, wished, Life.PATIENCE);
    }

    ChainBuilder reached(String step, Function<Session, String> target, String wished, Duration patience) {
        var look = Life.signed(http(step + ", read").get("#{target}"))
                .check(status().is(200), jmesPath("status").saveAs("status"));
        var last = Life.signed(http(step + ", " + wished).get("#{target}"))
                .check(status().is(200), jmesPath("status").is(wished));
        return exec(session -> session.remove("status"))
                .exec(asLongAsDuring(session -> !wished.equals(session.getString("status")), patience)
                        .on(exec(session -> signed(session, target.apply(session)))
                                .exec(look)
                                .doIf(session -> !wished.equals(session.getString("status")))
                                .then(pause(Life.PAUSE))))
                .exec(session -> signed(session, target.apply(session)))
                .exec(last);
    }

    /** A part of one minor unit; amounts start at two. */
    ChainBuilder refund(String which) {
        return make(
                "refund",
                session -> "/v1/refunds",
                session -> "{\"refund_no\":\"%s-%s\",\"payment_id\":\"%s\",\"amount\":1}"
                        .formatted(session.getString("order"), which, session.getString("id")),
                "refund");
    }

    ChainBuilder refunded() {
        return reached("refund", session -> "/v1/refunds/" + session.getString("refund"), "succeeded");
    }

    private Session signed(Session session, String target) {
        return session.setAll(life.headers("GET", target, NOTHING)).set("target", target);
    }
}

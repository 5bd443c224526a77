package dev.tongfu.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.Poll;
import dev.tongfu.db.Database;
import dev.tongfu.db.TestDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProofVerticleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestDatabase database = TestDatabase.create();
    private final Vertx vertx = Vertx.vertx();
    private final Map<String, List<Boolean>> proofs = new ConcurrentHashMap<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        database.close();
    }

    @Test
    void oneOfTwoNodesProvesTheLedgerAgainAndAgain() throws Exception {
        // When
        deploy("one", new LedgerProof(LedgerConfig.defaults(), List.of()));
        deploy("two", new LedgerProof(LedgerConfig.defaults(), List.of()));

        // Then
        Poll.await(PATIENCE, () -> proofs.values().stream().anyMatch(made -> made.size() >= 3));
        assertThat(proofs).as("nodes that proved").hasSize(1);
        assertThat(proofs.values()).allSatisfy(made -> assertThat(made).containsOnly(true));
    }

    @Test
    void whatDoesNotHoldIsTold() throws Exception {
        // Given
        var wrong = new Identity.Named(
                "nothing is wrong",
                client -> io.vertx.core.Future.succeededFuture(List.of(new Difference("2101", "1", "2"))));

        // When
        deploy("one", new LedgerProof(LedgerConfig.defaults(), List.of(wrong)));

        // Then
        Poll.await(PATIENCE, () -> proofs.containsKey("one"));
        assertThat(proofs.get("one")).containsOnly(false);
    }

    private void deploy(String node, LedgerProof proof) throws Exception {
        var verticle = new ProofVerticle(
                new Database(database.config()),
                proof,
                Duration.ofMillis(100),
                node,
                result -> proofs.computeIfAbsent(node, first -> new CopyOnWriteArrayList<>())
                        .add(result.holds()));
        assertThat(vertx.deployVerticle(verticle)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS))
                .isNotEmpty();
    }
}

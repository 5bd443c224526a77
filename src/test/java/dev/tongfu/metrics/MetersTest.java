package dev.tongfu.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.http.HttpObserver;
import dev.tongfu.payment.EvidenceSource;
import dev.tongfu.payment.PaymentStatus;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void requestsAreCountedByRouteMethodAndClassOfStatus() {
        // Given
        var http = new HttpMeters(registry);

        // When
        http.answered("POST", "/v1/payments", 201, TimeUnit.MILLISECONDS.toNanos(7));
        http.answered("POST", "/v1/payments", 200, TimeUnit.MILLISECONDS.toNanos(70));
        http.answered("POST", "/v1/payments", 0, 1);
        http.answered("BREW", null, 405, 1);

        // Then
        assertThat(registry.scrape())
                .contains(
                        "tongfu_http_request_seconds_bucket{method=\"POST\",route=\"/v1/payments\",status=\"2xx\","
                                + "le=\"0.01\"} 1",
                        "tongfu_http_request_seconds_count{method=\"POST\",route=\"/v1/payments\",status=\"2xx\"} 2",
                        "tongfu_http_request_seconds_count{method=\"POST\",route=\"/v1/payments\",status=\"left\"} 1",
                        "tongfu_http_request_seconds_count{method=\"other\",route=\"other\",status=\"4xx\"} 1")
                .doesNotContain("BREW");
    }

    @Test
    void whatIsTurnedAwayIsCountedByItsGateAndZeroBefore() {
        // Given
        var http = new HttpMeters(registry);

        // When
        http.shed(HttpObserver.Gate.QUOTA);

        // Then
        assertThat(registry.scrape())
                .contains("tongfu_shed_total{gate=\"quota\"} 1.0", "tongfu_shed_total{gate=\"api\"} 0.0");
    }

    @Test
    void aPaymentsBankIsItsChannelsThenTheMerchantsWishAndNeverAnybodysText() {
        // Given
        var payments = new PaymentMeters(
                registry, Set.of("abc"), id -> Optional.of("abc").filter(bank -> id.equals("abc-1")));

        // When
        payments.became(MetricsWorld.payment(PaymentStatus.UNKNOWN, null), "abc-1");
        payments.became(MetricsWorld.payment(PaymentStatus.CREATED, "abc"), null);
        payments.became(MetricsWorld.payment(PaymentStatus.CREATED, "<script>"), null);
        payments.became(MetricsWorld.payment(PaymentStatus.CREATED, null), null);
        payments.kept("elsewhere-1", EvidenceSource.NOTICE, "paid");

        // Then
        assertThat(registry.scrape())
                .contains(
                        "tongfu_payments_total{bank=\"abc\",state=\"unknown\"} 1.0",
                        "tongfu_payments_total{bank=\"abc\",state=\"created\"} 1.0",
                        "tongfu_payments_total{bank=\"none\",state=\"created\"} 2.0",
                        "tongfu_evidence_total{bank=\"none\",kind=\"paid\",source=\"notice\"} 1.0")
                .doesNotContain("script", "m_secret", "pay_1", "order-7", "小米");
    }

    @Test
    void callsAtABankWaitUntilTheyHaveAnOutcome() {
        // Given
        var banks = new BankMeters(registry);
        banks.begun("abc");
        banks.begun("abc");

        // When
        banks.ended("abc", "query", "paid", TimeUnit.SECONDS.toNanos(2));

        // Then
        assertThat(registry.scrape())
                .contains(
                        "tongfu_bank_calls_waiting{bank=\"abc\"} 1.0",
                        "tongfu_bank_call_seconds_bucket{bank=\"abc\",operation=\"query\",outcome=\"paid\","
                                + "le=\"1.0\"} 0",
                        "tongfu_bank_call_seconds_bucket{bank=\"abc\",operation=\"query\",outcome=\"paid\","
                                + "le=\"2.5\"} 1");
    }

    @Test
    void aBatchTellsItsQueueAndItsSizes() {
        // Given
        var batch = new BatchMeters(registry, "intake");

        // When
        batch.queued(5);
        batch.queued(-3);
        batch.sent(3);
        batch.shed();

        // Then
        assertThat(registry.scrape())
                .contains(
                        "tongfu_batch_queue{work=\"intake\"} 2.0",
                        "tongfu_batch_items_bucket{work=\"intake\",le=\"2.0\"} 0",
                        "tongfu_batch_items_bucket{work=\"intake\",le=\"4.0\"} 1",
                        "tongfu_shed_total{gate=\"batch_intake\"} 1.0");
    }

    @Test
    void aLoopThatStandsStillIsNotTurning() {
        // Given
        var loops = new LoopMeters(registry);
        var well = loops.watch();
        var stuck = loops.watch();
        assertThat(loops.turning(10_000)).isTrue();

        // When
        stuck.addAndGet(-TimeUnit.SECONDS.toNanos(11));

        // Then
        assertThat(loops.turning(10_000)).isFalse();
        stuck.set(well.get());
        assertThat(loops.turning(10_000)).as("back by itself").isTrue();
    }

    @Test
    void theLastProofIsKept() {
        // Given
        var proof = new ProofMeters(registry);
        assertThat(registry.scrape()).contains("tongfu_ledger_proof_holds NaN");

        // When
        proof.proved(false, 7, Instant.ofEpochSecond(1_700_000_000));

        // Then
        assertThat(registry.scrape())
                .contains(
                        "tongfu_ledger_proof_holds 0.0",
                        "tongfu_ledger_proof_timestamp_seconds 1.7E9",
                        "tongfu_ledger_months_ahead 7.0");
    }
}

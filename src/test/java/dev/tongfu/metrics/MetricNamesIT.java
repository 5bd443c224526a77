package dev.tongfu.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tongfu.Poll;
import dev.tongfu.http.HttpObserver;
import dev.tongfu.notification.NotificationStatus;
import dev.tongfu.payment.EvidenceSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The dashboard, the alerts and the table of operate.md name what is really exported, under labels it really has. */
class MetricNamesIT {
    private static final Pattern NAME = Pattern.compile("\\b(?:tongfu|jvm|process|system)_[a-z0-9_]+\\b");
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_][a-z0-9_]*)(?:\\{(.*)})? \\S+$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");
    private static final Set<String> CLOSED = Set.of(
            "age",
            "algorithm",
            "area",
            "bank",
            "book",
            "code",
            "cause",
            "action",
            "end",
            "gate",
            "gc",
            "id",
            "kind",
            "le",
            "lease",
            "method",
            "operation",
            "outcome",
            "pool",
            "provider",
            "role",
            "route",
            "source",
            "state",
            "status",
            "to",
            "version",
            "work");

    private static MetricsWorld world;
    private static String scraped;

    @BeforeAll
    static void scrapeWhatHasSeenOneOfEverything() {
        world = new MetricsWorld();
        world.metrics.readFigures(world.pool, MetricsWorld.EAGER);
        oneOfEachRow();
        world.metrics.bankAddress("127.0.0.1:1", "abc");
        world.metrics.http().answered("GET", "/v1/payments/:id", 200, 1);
        world.metrics.http().shed(HttpObserver.Gate.API);
        var banks = world.metrics.banks();
        banks.begun("abc");
        banks.ended("abc", "query", "paid", 1);
        var payments = world.metrics.payments(Set.of("abc"), id -> Optional.of("abc"));
        payments.kept("abc-1", EvidenceSource.QUERY, "paid");
        payments.batch("intake").sent(1);
        var told = world.metrics.notifications();
        told.attempted(NotificationStatus.Event.ACCEPTED);
        told.delivered(10);
        assertThat(MetricsWorld.done(world.metrics.watchLoops(world.vertx, MetricsWorld.EAGER)))
                .isNotEmpty();
        var client = world.vertx.createHttpClient();
        MetricsWorld.finish(client.request(io.vertx.core.http.HttpMethod.GET, 1, "127.0.0.1", "/")
                .otherwiseEmpty());
        scraped = scrapedAfterACollection();
    }

    /** The JVM tells of a collection a moment after it. */
    private static String scrapedAfterACollection() {
        System.gc();
        assertThat(Poll.until(Duration.ofSeconds(10), () -> world.scrape().contains("jvm_gc_pause_seconds_sum")))
                .isTrue();
        return world.scrape();
    }

    private static void oneOfEachRow() {
        world.sql("""
                insert into alarm values ('alm_1', now(), 'mismatch', 'x', 'y', null, null);
                insert into scheduler_lease values ('settlement', 'nod_1', 1, now() + interval '1 minute');
                insert into accounting_day (book, date) values ('abc', '2026-11-23');
                insert into statement_day (channel_id, bank, bank_date, status, expected_at, next_at)
                    values ('abc-1', 'abc', '2026-11-22', 'late', now(), now());
                insert into attempt (bank_order_no, merchant_id, payment_id, number, channel_id, bank, status,
                    ordered_at, deadline, next_query_at)
                    values ('A1234567890123456789', 'm', 'p', 1, 'abc-1', 'abc', 'sent', now(), now(), now());
                insert into operation (bank_order_no, merchant_id, resource_id, kind, number, channel_id, bank, status,
                    ordered_at, next_at)
                    values ('B1234567890123456789', 'm', 'ref_1', 'refund', 1, 'abc-1', 'abc', 'sent', now(), now());
                insert into settlement (id, merchant_id, currency, mode, period_from, period_to, due_on, status,
                    created_at, changed_at)
                    values ('stl_1', 'm', 'CNY', 'platform', '2026-11-20', '2026-11-20', '2026-11-21', 'paying', now(),
                    now());
                insert into payout (id, settlement_id, merchant_id, channel_id, book, amount, currency, source, status,
                    created_at, changed_at)
                    values ('pyo_1', 'stl_1', 'm', 'abc-1', 'abc', 1, 'CNY', 'available', 'failed', now(), now());
                insert into break (id, channel_id, bank, bank_date, run_id, code, status, direction, amount, currency,
                    rule, evidence, opened_at, changed_at)
                    values ('brk_1', 'abc-1', 'abc', '2026-11-20', 'run_1', 'bank_only', 'open', 'in', 1, 'CNY', 'r',
                    '{}', now() - interval '4 days', now());
                """);
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void everyMetricOfTheDashboardIsExported() throws IOException {
        // Given
        var dashboard =
                new ObjectMapper().readTree(Path.of("docs/grafana/tongfu.json").toFile());
        var expressions = dashboard.findValuesAsText("expr");

        // Then
        assertThat(expressions).hasSizeGreaterThan(40).allSatisfy(MetricNamesIT::assertExported);
        assertThat(dashboard.findParents("expr"))
                .allSatisfy(target ->
                        assertThat(target.at("/datasource/uid").asText()).isEqualTo("${datasource}"));
        assertThat(rows(dashboard)).hasSize(4);
    }

    @Test
    void everyMetricOfTheAlertsIsExported() throws IOException {
        // Given
        var rules =
                new YAMLMapper().readTree(Path.of("docs/prometheus/alerts.yml").toFile());

        // Then
        assertThat(rules.findValuesAsText("expr")).hasSizeGreaterThan(10).allSatisfy(MetricNamesIT::assertExported);
    }

    @Test
    void everyMetricOfOursIsInTheTableForOperators() throws IOException {
        // Given
        String table = Files.readString(Path.of("docs/operate.md"));
        var ours = Arrays.stream(scraped.split("\n"))
                .filter(line -> line.startsWith("# TYPE tongfu_"))
                .map(line -> line.split(" ")[2])
                .filter(name -> !name.endsWith("_max"))
                .toList();

        // Then
        assertThat(ours)
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(table).contains("`" + name + "`"));
    }

    @Test
    void everyMetricOfOursHasHelpAndATypeAndOnlyClosedLabels() {
        // Then
        var samples = SAMPLE.matcher(scraped).results().toList();
        assertThat(samples).hasSizeGreaterThan(100);
        assertThat(samples).allSatisfy(sample -> {
            String labels = sample.group(2) == null ? "" : sample.group(2);
            assertThat(LABEL.matcher(labels).results().map(label -> label.group(1)))
                    .as(sample.group())
                    .isSubsetOf(CLOSED);
        });
        assertThat(names("# HELP ")).isEqualTo(names("# TYPE "));
    }

    @Test
    void figuresStandUnderTheLabelsTheyPromise() {
        assertThat(scraped)
                .contains(
                        "tongfu_breaks_open{age=\"3d+\",code=\"bank_only\"} 1.0",
                        "tongfu_payouts{state=\"failed\"} 1.0",
                        "tongfu_attempts_open{bank=\"abc\",state=\"sent\"} 1.0",
                        "tongfu_operations_open{bank=\"abc\",kind=\"refund\"} 1.0",
                        "tongfu_statements_expected{bank=\"abc\",state=\"late\"} 1.0",
                        "tongfu_accounting_days{book=\"abc\",state=\"open\"} 1.0",
                        "tongfu_lease_held{lease=\"settlement\"} 1.0",
                        "tongfu_alarms_open{kind=\"mismatch\"} 1.0");
    }

    private static void assertExported(String expression) {
        var exported =
                SAMPLE.matcher(scraped).results().map(sample -> sample.group(1)).collect(Collectors.toSet());
        var named = NAME.matcher(expression).results().map(name -> name.group()).toList();
        assertThat(named).as(expression).isNotEmpty();
        assertThat(exported).as(expression).containsAll(named);
    }

    private static List<JsonNode> rows(JsonNode dashboard) {
        return dashboard.get("panels").findParents("type").stream()
                .filter(panel -> panel.get("type").asText().equals("row"))
                .toList();
    }

    private static Set<String> names(String prefix) {
        return Arrays.stream(scraped.split("\n"))
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

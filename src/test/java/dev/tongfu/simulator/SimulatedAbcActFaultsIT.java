package dev.tongfu.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SimulatedAbcActFaultsIT {
    private static AbcWorld world;

    @BeforeAll
    static void startWorld() throws Exception {
        world = new AbcWorld();
    }

    @AfterAll
    static void stopWorld() throws Exception {
        world.close();
    }

    @BeforeEach
    void cleanWorld() throws Exception {
        world.clean();
    }

    /** A call of one operation, and whether the bank carried it out. */
    private record Act(JsonObject request, Callable<Boolean> executed) {}

    private static final List<String> ACTS = List.of("refund", "capture", "cancel", "sign", "debit", "batch", "pay");
    private static final List<String> READS = List.of("query", "identity", "statement");

    static Stream<Arguments> acts() {
        return ACTS.stream()
                .flatMap(operation -> Stream.of(
                        Arguments.of(operation, "timeout_before", false),
                        Arguments.of(operation, "timeout_after", true),
                        Arguments.of(operation, "error", false),
                        Arguments.of(operation, "garbage", true),
                        Arguments.of(operation, "unsigned", true),
                        Arguments.of(operation, "bad_signature", true)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("acts")
    void anActIsCarriedOutAsTheFaultSays(String operation, String fault, boolean executed) throws Exception {
        // Given
        var act = act(operation);
        world.simulator.fault(operation, fault, 1);

        // When
        var answer = call(act.request());

        // Then
        assertThat(answer).isEqualTo(seen(operation, fault));
        assertThat(act.executed().call()).isEqualTo(executed);
        assertThat(world.code(act.request())).isEqualTo(executed ? "SIM002" : "0000");
    }

    static Stream<Arguments> reads() {
        return READS.stream()
                .flatMap(operation -> Stream.of(
                                "timeout_before", "timeout_after", "error", "garbage", "unsigned", "bad_signature")
                        .map(fault -> Arguments.of(operation, fault)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("reads")
    void aReadIsAnsweredAsTheFaultSays(String operation, String fault) throws Exception {
        // Given
        var request = switch (operation) {
            case "query" -> AbcRequests.query("ImmediatePay", world.paid(), "false");
            case "identity" -> AbcRequests.identityDirect(AbcRequests.CARD);
            default -> AbcRequests.records("2026/11/23", "0", "23", "0");
        };
        world.simulator.fault(operation, fault, 1);

        // When
        var answer = call(request);

        // Then
        assertThat(answer).isEqualTo(seen(operation, fault));
        assertThat(world.code(request)).isEqualTo("0000");
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                Arguments.of("Query", (Given) () -> AbcRequests.query("ImmediatePay", world.paid(), "false")),
                Arguments.of("QueryAgentSign", (Given) () -> {
                    var orderNo = world.number("CTR");
                    assertThat(world.signed(orderNo, AbcRequests.CARD)).isNotEmpty();
                    return AbcRequests.querySign(orderNo);
                }),
                Arguments.of("AgentBatchQuery", (Given) () -> {
                    var batch = world.number("B");
                    var items = List.of(new AbcRequests.Item(batch + "A", "NOBODY", "1.00"));
                    assertThat(world.code(AbcRequests.batchDebit(batch, "1.00", items)))
                            .isEqualTo("0000");
                    return AbcRequests.queryBatchDebit(batch);
                }));
    }

    /** Makes what is asked after. */
    private interface Given {
        JsonObject query() throws Exception;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void everyQueryMayFindNothingAtFirst(String type, Given given) throws Exception {
        // Given
        var query = given.query();
        assertThat(query.getString("TrxType")).isEqualTo(type);
        world.simulator.fault("query", "not_found_then_success", -1);

        // When
        var codes = List.of(world.code(query), world.code(query));

        // Then
        assertThat(codes).containsExactly("SIM404", "0000");
    }

    @ParameterizedTest
    @CsvSource({
        "lost_notice,0,true",
        "duplicate_notice,2,true",
        "late_notice,1,true",
        "bad_signature,1,false",
        "unsigned,1,false",
        "garbage,1,false",
        "wrong_amount_notice,1,true"
    })
    void noticesOfContractsMeetTheFaultsOfNotices(String fault, int notices, boolean verified) throws Exception {
        // Given
        var url = world.ask(AbcRequests.signOnPage(world.number("CTR"), "1", world.merchant.notifyUrl()))
                .field("B2CAgentSignContractURL");
        world.simulator.fault("notify", fault, 1);

        // When
        var page = world.simulator.postForm(url, "outcome=pay").body();

        // Then
        assertThat(page).contains("签约成功");
        for (int i = 0; i < notices; i++) {
            assertThat(world.merchant.verified(world.merchant.nextNotice())).isEqualTo(verified);
        }
        assertThat(world.merchant.messages).isEmpty();
    }

    /** What the merchant sees of a call. */
    private static String call(JsonObject request) throws Exception {
        try {
            var answer = world.merchant.read(world.merchant.send(world.merchant.envelope(request.encode())));
            return answer.isEmpty()
                    ? "garbage"
                    : answer.get().signed() ? answer.get().field("ReturnCode") : "not authentic";
        } catch (IOException lost) {
            return "nothing";
        }
    }

    private static String seen(String operation, String fault) {
        return switch (fault) {
            case "timeout_before", "timeout_after" -> "nothing";
            case "error" -> operation.equals("pay") ? "2308" : "EUNKWN";
            case "garbage" -> "garbage";
            default -> "not authentic";
        };
    }

    private static Act act(String operation) throws Exception {
        var number = world.number("ACT");
        return switch (operation) {
            case "refund" -> moving(number, AbcRequests.refund(world.paid(), number, "1.00"));
            case "capture" -> moving(number, AbcRequests.hold("Confirm", number, world.held(), "12.30"));
            case "cancel" -> moving(number, AbcRequests.hold("Cancel", number, world.held(), "12.30"));
            case "debit" ->
                moving(number, AbcRequests.debit(number, world.signed(world.number("CTR"), AbcRequests.CARD), "1.00"));
            case "sign" ->
                new Act(AbcRequests.signWithCode(number, AbcRequests.CARD), () -> found(AbcRequests.querySign(number)));
            case "batch" ->
                new Act(
                        AbcRequests.batchDebit(
                                number, "1.00", List.of(new AbcRequests.Item(number + "A", "NOBODY", "1.00"))),
                        () -> found(AbcRequests.queryBatchDebit(number)));
            case "pay" ->
                new Act(
                        AbcRequests.codeOrder(number, AbcRequests.CARD),
                        () -> found(AbcRequests.query("ImmediatePay", number, "false")));
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static Act moving(String number, JsonObject request) {
        return new Act(request, () -> !world.charges(number).isEmpty());
    }

    private static boolean found(JsonObject query) throws Exception {
        return world.code(query).equals("0000");
    }
}

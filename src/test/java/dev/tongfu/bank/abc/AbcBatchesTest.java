package dev.tongfu.bank.abc;

import static dev.tongfu.bank.abc.AbcTestActs.answer;
import static dev.tongfu.bank.abc.AbcTestActs.fields;
import static dev.tongfu.bank.abc.AbcTestBank.MERCHANT_NO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.BankBatch;
import dev.tongfu.bank.BankReply;
import dev.tongfu.money.Money;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbcBatchesTest {
    private final AbcConfig config = AbcTestBank.config();
    private final AbcBatches batches = new AbcBatches(config, AbcTestBank.verdicts(config));

    @ParameterizedTest
    @CsvSource({
        "0, 0, false, processing",
        "1, X, false, processing",
        "3, 1, false, processing",
        "4, 0, false, processing",
        "2, X, true, declined",
        "5, X, true, declined",
        "7, 1, true, declined",
        "7, 2, true, declined",
        "7, 0, true, unknown",
        "6, 0, true, paid",
        "8, 0, true, paid",
        "8, 1, true, declined",
        "8, 2, true, unknown",
        "8, X, true, processing",
        "8, 9, true, unknown",
        "8, '', true, unknown"
    })
    void everyPairOfStatesHasItsReply(String batch, String item, boolean settled, String expected) {
        for (var reply : List.of(refunds(AbcGoldenActs.refundState(batch, item, item)), debits(batch, item))) {
            assertThat(reply).isInstanceOfSatisfying(BankReply.BatchState.class, state -> {
                assertThat(state.settled()).isEqualTo(settled);
                assertThat(state.items())
                        .isNotEmpty()
                        .allSatisfy(one -> assertThat(one.reply().kind()).isEqualTo(expected));
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "", "66"})
    void unknownBatchStateIsUnknown(String status) {
        assertThat(refunds(AbcGoldenActs.refundState(status, "0", "0"))).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void countAndSumAreTheBanks() {
        // Given
        String other = AbcGoldenActs.refundState("6", "0", "0")
                .replace("\"RefundAmount\":\"2.00\"", "\"RefundAmount\":\"9.99\"")
                .replace("\"RefundCount\":\"2\"", "\"RefundCount\":\"7\"");

        // Then
        assertThat(refunds(other)).isInstanceOfSatisfying(BankReply.BatchState.class, state -> {
            assertThat(state.count()).isEqualTo(7);
            assertThat(state.total()).isEqualTo(Money.cny(999));
        });
    }

    @Test
    void unreadableCountSumAmountOrListMovesNothing() {
        String good = AbcGoldenActs.refundState("6", "0", "0");
        assertThat(refunds(good.replace("\"RefundCount\":\"2\"", "\"RefundCount\":\"two\"")))
                .isInstanceOf(BankReply.Unknown.class);
        assertThat(refunds(good.replace("\"RefundAmount\":\"2.00\"", "\"RefundAmount\":\"\"")))
                .isInstanceOf(BankReply.Unknown.class);
        assertThat(refunds(good.replace("\"Order\":[", "\"Orders\":["))).isInstanceOf(BankReply.Unknown.class);
        assertThat(refunds(good.replace("\"Order\":[", "\"Order\":[7,"))).isInstanceOf(BankReply.Unknown.class);
        assertThat(refunds(good.replace("\"0.50\"", "\"half\"")))
                .isInstanceOfSatisfying(
                        BankReply.BatchState.class,
                        state -> assertThat(state.items().get(0).reply()).isInstanceOf(BankReply.Unknown.class));
    }

    @Test
    void batchRefusedWithoutItemsIsDeclinedAndOneUnderWayHasNone() {
        String refused = AbcGoldenActs.refundState("2", "X", "X").replaceFirst(",\"Order\":.*", "");
        String waiting = AbcGoldenActs.refundState("0", "X", "X").replaceFirst(",\"Order\":.*", "");
        assertThat(refunds(refused)).isEqualTo(new BankReply.Declined("2", "the bank refused the batch"));
        assertThat(refunds(waiting)).isEqualTo(new BankReply.BatchState(false, List.of(), 2, Money.cny(200)));
    }

    @Test
    void acceptanceOfOtherCountsOrSumsIsUnknown() {
        var call = batches.send(AbcTestActs.refunds(), MERCHANT_NO);
        assertThat(call.reader().apply(answer("0000", fields("BatchRefund", "TotalCount", "3"))))
                .isInstanceOf(BankReply.Unknown.class);
        assertThat(call.reader().apply(answer("0000", fields("BatchRefund", "TotalAmount", "2.01"))))
                .isInstanceOf(BankReply.Unknown.class);
        assertThat(call.reader().apply(answer("0000", fields("BatchRefund"))))
                .isEqualTo(new BankReply.BatchAccepted(""));
    }

    @Test
    void batchOfRefundsIsWrittenWithItsTotals() {
        assertThat(batches.send(AbcTestActs.refunds(), MERCHANT_NO)
                        .transaction()
                        .get()
                        .json())
                .contains("\"BatchNo\":\"" + AbcTestActs.BATCH_NO + "\"")
                .contains("\"TotalCount\":\"2\",\"TotalAmount\":\"2.00\"")
                .contains("{\"SeqNo\":\"2\",\"OrderNo\":\"ON2\",\"NewOrderNo\":\"RF2\",\"CurrencyCode\":\"156\","
                        + "\"RefundAmount\":\"1.50\",\"Remark\":\"\"}");
    }

    @Test
    void batchBeyondTheLimitsIsNotSent() {
        assertThat(objected(items(config.limits().refundBatchMax()))).isFalse();
        assertThat(objected(items(config.limits().refundBatchMax() + 1))).isTrue();
        assertThat(objected(List.of())).isTrue();
        var item = items(1).get(0);
        assertThat(objected(List.of(item, item))).isTrue();
        assertThat(objected(List.of(new BankBatch.Item("RF1", "ON1", null, Money.cny(0)))))
                .isTrue();
        var longNumber = new BankBatch.Refunds("abc-1", "B".repeat(21), items(1), AbcTestBank.ORDERED_AT);
        assertThat(batches.send(longNumber, MERCHANT_NO).objection()).isPresent();
    }

    @Test
    void debitWithoutTheNumberOfItsContractIsNotSent() {
        var items = List.of(new BankBatch.Item("AB1", "ON1", null, Money.cny(1)));
        var batch = new BankBatch.Debits("abc-1", "B1", items, AbcTestBank.ORDERED_AT);
        assertThat(batches.send(batch, MERCHANT_NO).objection()).isPresent();
    }

    private boolean objected(List<BankBatch.Item> items) {
        var batch = new BankBatch.Refunds("abc-1", "B1", items, AbcTestBank.ORDERED_AT);
        return batches.send(batch, MERCHANT_NO).objection().isPresent();
    }

    private BankReply refunds(String fields) {
        return batches.query(AbcTestActs.refundsQuery(), MERCHANT_NO).reader().apply(answer("0000", fields));
    }

    private BankReply debits(String batch, String item) {
        return batches.query(AbcTestActs.debitsQuery(), MERCHANT_NO)
                .reader()
                .apply(answer("0000", AbcGoldenActs.debitState(batch, item)));
    }

    private static List<BankBatch.Item> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(at -> new BankBatch.Item("RF" + at, "ON" + at, null, Money.cny(100)))
                .toList();
    }
}

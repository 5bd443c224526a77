package dev.tongfu.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.money.Money;
import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no code of ours should write is refused by the database, column by column. */
class PaymentSchemaIT {
    private static final PaymentWorld WORLD = new PaymentWorld();

    @BeforeAll
    static void oneOfEach() {
        var payment = WORLD.succeeded("abc");
        var refund = new NewRefund(PaymentWorld.MERCHANT, "R-1", payment.id(), null, Money.cny(100), null);
        assertThat(WORLD.onLoop(() -> WORLD.desk.refunds().create(refund))).isNotNull();
    }

    @AfterAll
    static void close() {
        WORLD.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment set order_no = 'with blank'",
                "payment set kind = 'gift'",
                "payment set status = 'paid'",
                "payment set version = 0",
                "payment set sequence = -1",
                "payment set amount = 0",
                "payment set amount = 1000000000000",
                "payment set currency = 'cny'",
                "payment set result_mode = 'mail'",
                "payment set attempts = 6",
                "payment set card_masked = '6228480402564890018'",
                "payment set card_hash = '6228480402564890018'",
                "payment set mobile_hash = '13800138000'",
                "payment set code_tries = -1",
                "attempt set bank_order_no = 'short'",
                "attempt set number = 6",
                "attempt set status = 'created'",
                "evidence set source = 'rumour'",
                "notification set status = 'sent'",
                "notification set sequence = 0",
                "notification set series = 0",
                "notification set attempts = -1",
                "notification set url = repeat('x', 201)",
                "notification set customer_url = repeat('x', 201)",
                "operation set bank_order_no = 'short'",
                "operation set kind = 'gift'",
                "operation set status = 'paid'",
                "operation set sends = -1",
                "operation set queries = -1",
                "refund set refund_no = 'with blank'",
                "refund set source = 'gift'",
                "refund set status = 'paid'",
                "refund set version = 0",
                "refund set sequence = -1",
                "refund set amount = 0",
                "refund set currency = 'RMB '",
            })
    void aWrongValueIsRefusedByItsDomain(String change) {
        assertThatThrownBy(() -> WORLD.sql("update " + change))
                .satisfies(failure -> assertThat(refusal(failure)).startsWith("23514 value for domain "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment set refund_reserved = captured + 1",
                "payment set captured = amount + 1",
                "payment set notify_url = null",
                "payment set contract_id = 'ctr_1'",
                "payment set batch_index = 1",
                "notification set status = 'delivered', next_at = null, delivered_at = null",
            })
    void valuesThatDoNotGoTogetherAreRefusedByTheirTable(String change) {
        assertThatThrownBy(() -> WORLD.sql("update " + change))
                .satisfies(failure -> assertThat(refusal(failure)).startsWith("23514 new row for relation "));
    }

    private static String refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException refused) {
                return refused.getSqlState() + " " + refused.getErrorMessage();
            }
        }
        return "no refusal: " + failure;
    }
}

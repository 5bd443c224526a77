package dev.tongfu.bank.unionpay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.BankContract;
import dev.tongfu.bank.BankHttpConfig;
import dev.tongfu.bank.BankOrder;
import dev.tongfu.bank.BankQuery;
import dev.tongfu.bank.BankReply;
import dev.tongfu.bank.BankWords;
import dev.tongfu.bank.BreakerConfig;
import dev.tongfu.bank.RawNotification;
import dev.tongfu.money.Money;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnionPayBankIT extends BankContract {
    private static final UnionPayTestBank BANK = new UnionPayTestBank();

    @TempDir
    private static Path folder;

    private static Path password;

    @BeforeAll
    static void writePassword() throws IOException {
        password = Files.writeString(folder.resolve("password"), "test-only\n");
    }

    @Override
    protected BankWords words() {
        return new Words();
    }

    @Test
    void channelWhoseKeyDoesNotOpenSendsNothingUntilItDoes(@TempDir Path keys) throws Exception {
        // Given: a server that answers 404, which shows that something was sent
        Path wrong = Files.writeString(keys.resolve("password"), "wrong");
        BankChannel channel = UnionPayTestBank.channel(wrong);

        // Then
        assertThat(ordered(channel)).isEqualTo(new BankReply.NotSent("not signed"));
        assertThat(queried(channel)).isEqualTo(new BankReply.Unknown("not signed"));

        // When
        Files.writeString(wrong, "test-only");

        // Then
        assertThat(ordered(channel)).isInstanceOf(BankReply.Accepted.class);
        assertThat(queried(channel)).isEqualTo(new BankReply.Unknown("http status 404"));
    }

    static UnionPayConfig at(BankHttpConfig http, BreakerConfig breaker, UnionPayConfig standard) {
        return new UnionPayConfig(
                http,
                http.baseUrl(),
                http.baseUrl(),
                standard.paths(),
                standard.trust(),
                standard.order(),
                standard.codes(),
                standard.encryption(),
                standard.limits(),
                standard.statement(),
                breaker,
                standard.calendar());
    }

    private static final class Words implements BankWords {
        @Override
        public Bank open(Vertx vertx, BankHttpConfig http, BreakerConfig breaker) {
            var config = at(http, breaker, UnionPayTestBank.config());
            return new UnionPayBank(vertx, config, BANK.crypto, BANK.chain, null, Clock.systemUTC());
        }

        @Override
        public BankChannel channel() {
            return UnionPayTestBank.channel(password);
        }

        @Override
        public boolean ordersByCall() {
            return false;
        }

        @Override
        public Buffer accepted(BankOrder order) {
            return Buffer.buffer();
        }

        @Override
        public Buffer refused() {
            var fields = UnionPayTestBank.about("00", ORDER_NO, AMOUNT);
            fields.put("respCode", "31");
            fields.put("respMsg", "商户状态不正确[1000000]");
            return answer(fields);
        }

        @Override
        public Buffer paid(String bankOrderNo, Money amount) {
            return answer(UnionPayTestBank.state(bankOrderNo, amount, "00"));
        }

        @Override
        public Buffer notPaid(BankQuery query) {
            return answer(UnionPayTestBank.state(query.bankOrderNo(), query.amount(), "34"));
        }

        @Override
        public Buffer failed(BankQuery query) {
            return answer(UnionPayTestBank.state(query.bankOrderNo(), query.amount(), "60"));
        }

        @Override
        public Buffer pending(BankQuery query) {
            return answer(UnionPayTestBank.state(query.bankOrderNo(), query.amount(), "04"));
        }

        @Override
        public Buffer unsigned(Buffer answer) {
            var fields = fields(answer);
            fields.remove(UnionPayMessage.SIGNATURE);
            return UnionPayTestBank.answer(UnionPayMessage.of(fields));
        }

        @Override
        public Buffer badlySigned(Buffer answer) {
            return UnionPayTestBank.answer(BANK.badlySigned(fields(answer)));
        }

        @Override
        public RawNotification notice(String bankOrderNo, Money amount) {
            return UnionPayTestBank.post(BANK.signed(paidFields(bankOrderNo, amount)));
        }

        @Override
        public RawNotification altered(String bankOrderNo, Money amount) {
            var fields =
                    new TreeMap<>(BANK.signed(paidFields(bankOrderNo, amount)).fields());
            fields.put("txnAmt", String.valueOf(amount.minor() * 2));
            return UnionPayTestBank.post(UnionPayMessage.of(fields));
        }

        @Override
        public RawNotification badlySignedNotice(String bankOrderNo, Money amount) {
            return UnionPayTestBank.post(BANK.badlySigned(paidFields(bankOrderNo, amount)));
        }

        @Override
        public RawNotification unsignedNotice(String bankOrderNo, Money amount) {
            var fields =
                    new TreeMap<>(BANK.signed(paidFields(bankOrderNo, amount)).fields());
            fields.remove(UnionPayMessage.SIGNATURE);
            return UnionPayTestBank.post(UnionPayMessage.of(fields));
        }

        @Override
        public RawNotification namelessNotice(Money amount) {
            var fields = paidFields("X", amount);
            fields.remove("orderId");
            return UnionPayTestBank.post(BANK.signed(fields));
        }

        @Override
        public RawNotification garbageNotice() {
            return UnionPayTestBank.form("%%%not a form", false);
        }

        @Override
        public RawNotification emptyNotice() {
            return UnionPayTestBank.form("\r\n", false);
        }

        private static Map<String, String> paidFields(String bankOrderNo, Money amount) {
            return UnionPayTestBank.done("01", bankOrderNo, amount);
        }

        private static Buffer answer(Map<String, String> fields) {
            return UnionPayTestBank.answer(BANK.signed(fields));
        }

        private static Map<String, String> fields(Buffer answer) {
            return new TreeMap<>(UnionPayTestBank.read(answer).fields());
        }
    }
}

package dev.tongfu.bank.abc;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbcBankIT extends BankContract {
    private static final AbcTestBank BANK = new AbcTestBank();

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
        BankChannel channel = AbcTestBank.channel(wrong);

        // Then
        assertThat(ordered(channel)).isEqualTo(new BankReply.NotSent("not signed"));
        assertThat(queried(channel)).isEqualTo(new BankReply.Unknown("not signed"));

        // When
        Files.writeString(wrong, "test-only");

        // Then
        assertThat(queried(channel)).isEqualTo(new BankReply.Unknown("http status 404"));
    }

    private static final class Words implements BankWords {
        @Override
        public Bank open(Vertx vertx, BankHttpConfig http, BreakerConfig breaker) {
            return new AbcBank(vertx, AbcTestBank.config(http, breaker), BANK.crypto, BANK.pinned, Clock.systemUTC());
        }

        @Override
        public BankChannel channel() {
            return AbcTestBank.channel(password);
        }

        @Override
        public boolean ordersByCall() {
            return true;
        }

        @Override
        public Buffer accepted(BankOrder order) {
            return BANK.signed(
                    AbcTestBank.flat("0000", "交易成功", AbcTestBank.accepted(order.bankOrderNo(), order.amount())));
        }

        @Override
        public Buffer refused() {
            return BANK.signed(AbcTestBank.flat("2308", "商户无可用支付方式", ""));
        }

        @Override
        public Buffer paid(String bankOrderNo, Money amount) {
            return state(bankOrderNo, amount, "04");
        }

        @Override
        public Buffer notPaid(BankQuery query) {
            return state(query.bankOrderNo(), query.amount(), "01");
        }

        @Override
        public Buffer failed(BankQuery query) {
            return state(query.bankOrderNo(), query.amount(), "99");
        }

        @Override
        public Buffer pending(BankQuery query) {
            return state(query.bankOrderNo(), query.amount(), "02");
        }

        @Override
        public Buffer unsigned(Buffer answer) {
            return BANK.unsigned(message(answer));
        }

        @Override
        public Buffer badlySigned(Buffer answer) {
            return BANK.badlySigned(message(answer));
        }

        @Override
        public RawNotification notice(String bankOrderNo, Money amount) {
            return AbcTestBank.post(xml(bankOrderNo, amount).getBytes(GbkScanner.GBK));
        }

        @Override
        public RawNotification altered(String bankOrderNo, Money amount) {
            String changed = xml(bankOrderNo, amount)
                    .replace(
                            "<Amount>" + amount.toDecimal(),
                            "<Amount>" + amount.plus(amount).toDecimal());
            return AbcTestBank.post(changed.getBytes(GbkScanner.GBK));
        }

        @Override
        public RawNotification badlySignedNotice(String bankOrderNo, Money amount) {
            String changed = xml(bankOrderNo, amount).replaceFirst("<Signature>....", "<Signature>AAAA");
            return AbcTestBank.post(changed.getBytes(GbkScanner.GBK));
        }

        @Override
        public RawNotification unsignedNotice(String bankOrderNo, Money amount) {
            String changed = xml(bankOrderNo, amount).replaceFirst("<Signature>.*</Signature>", "");
            return AbcTestBank.post(changed.getBytes(GbkScanner.GBK));
        }

        @Override
        public RawNotification namelessNotice(Money amount) {
            String fields = AbcTestBank.paidFields("X", amount).replace("<OrderNo>X</OrderNo>", "");
            return AbcTestBank.post(BANK.notice(fields));
        }

        @Override
        public RawNotification garbageNotice() {
            return AbcTestBank.form("MSG=%%%not+base64");
        }

        @Override
        public RawNotification emptyNotice() {
            return AbcTestBank.form("OTHER=1&MSG=");
        }

        private static Buffer state(String bankOrderNo, Money amount, String status) {
            return BANK.signed(AbcTestBank.nested("0000", "交易成功", AbcTestBank.state(bankOrderNo, amount, status)));
        }

        private static String xml(String bankOrderNo, Money amount) {
            return new String(BANK.notice(AbcTestBank.paidFields(bankOrderNo, amount)), GbkScanner.GBK);
        }

        private static String message(Buffer answer) {
            String text = answer.toString(GbkScanner.GBK);
            return text.substring("{\"MSG\":{\"Message\":".length(), text.indexOf(",\"Signature-Algorithm\""));
        }
    }
}

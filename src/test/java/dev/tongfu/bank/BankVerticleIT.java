package dev.tongfu.bank;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.bus.Bus;
import dev.tongfu.bus.Request;
import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BankVerticleIT {
    private static final BankChannel CHANNEL = new BankChannel("plain-1", "plain", "4711", Map.of());
    private static final Instant NOW = Instant.parse("2026-11-22T20:20:00Z");
    private static final BankReply.Receipt RECEIPT =
            new BankReply.Receipt("4711", Money.cny(1), null, LocalDate.of(2026, 11, 23), null);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final PlainBank bank = new PlainBank();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final BankObserver observer = new BankObserver() {
        @Override
        public void begun(String name) {
            heard.add(name);
        }

        @Override
        public void ended(String name, String operation, String outcome, long nanos) {
            heard.add(name + " " + operation + " " + outcome + (nanos > 0 ? "" : " in no time"));
        }
    };
    private final Archive archive =
            new Archive(new SecretBox(new KeyRing("k1", Map.of("k1", new byte[KeyRing.KEY_BYTES]))));

    @BeforeEach
    void deploy() {
        var banks = new Banks(
                List.of(bank),
                id -> Optional.of(CHANNEL).filter(channel -> channel.id().equals(id)),
                (name, merchantNo) -> Optional.of("plain-1").filter(id -> (name + merchantNo).equals("plain4711")),
                archive,
                observer);
        assertThat(done(vertx.deployVerticle(new BankVerticle(bus, banks)))).isNotBlank();
    }

    @AfterEach
    void close() {
        done(vertx.close());
    }

    @Test
    void everyCallIsHeardOnceWithItsOutcomeWhateverTheBanksCodeDoes() {
        // Given
        bank.reply = Future.failedFuture(new IllegalStateException("a fault"));

        // When
        var faulty = ask(BankAddresses.QUERY, query("plain-1"));
        var nowhere = ask(BankAddresses.QUERY, query("nowhere"));

        // Then
        assertThat(List.of(faulty, nowhere))
                .extracting(answer -> answer.reply().kind())
                .containsOnly("unknown");
        assertThat(heard).containsExactly("plain", "plain query unknown");
    }

    @Test
    void repliesComeTypedWithTheirBytesSealed() {
        // Given
        bank.reply = Future.succeededFuture(
                new BankCall(new BankReply.Paid(RECEIPT), Buffer.buffer("asked"), Buffer.buffer("answered")));

        // When
        BankAnswer answer = ask(BankAddresses.QUERY, query("plain-1"));

        // Then
        assertThat(answer.reply()).isEqualTo(new BankReply.Paid(RECEIPT));
        assertThat(archive.open(answer.raw()))
                .isEqualTo(new Archive.Exchange(Buffer.buffer("asked"), Buffer.buffer("answered")));
    }

    @Test
    void faultOfABankIsUnknown() {
        // Given
        bank.reply = Future.failedFuture(new IllegalStateException("a fault for the test"));

        // Then
        assertThat(ask(BankAddresses.ORDER, order("plain-1", BankOrder.Kind.PURCHASE))
                        .reply())
                .isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void thrownFaultOfABankIsUnknownToo() {
        // Given
        bank.throwing = true;

        // Then
        assertThat(ask(BankAddresses.QUERY, query("plain-1")).reply()).isInstanceOf(BankReply.Unknown.class);
        assertThat(ask(BankAddresses.READ, notification("plain"))).isInstanceOf(Notice.Rejected.class);
    }

    @Test
    void orderForNoChannelOrNoOfferIsNotSent() {
        assertThat(ask(BankAddresses.ORDER, order("other", BankOrder.Kind.PURCHASE))
                        .reply())
                .isInstanceOf(BankReply.NotSent.class);
        assertThat(ask(BankAddresses.ORDER, order("plain-1", BankOrder.Kind.PREAUTH))
                        .reply())
                .isInstanceOf(BankReply.NotSent.class);
        assertThat(ask(BankAddresses.QUERY, query("other")).reply()).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void actOrStatementForNoChannelOrNoOfferIsNotMade() {
        assertThat(ask(BankAddresses.ACT, refund("other")).reply()).isInstanceOf(BankReply.NotSent.class);
        assertThat(ask(BankAddresses.ACT, refund("plain-1")).reply()).isInstanceOf(BankReply.NotSent.class);
        assertThat(ask(BankAddresses.STATEMENT, new StatementRequest("other", LocalDate.EPOCH, null)))
                .isInstanceOf(StatementReply.Unknown.class);
        assertThat(ask(BankAddresses.STATEMENT, new StatementRequest("plain-1", LocalDate.EPOCH, null)))
                .isInstanceOf(StatementReply.NotOffered.class);
    }

    @Test
    void noticeNamesOurChannel() {
        // Given
        bank.reading = new Bank.Reading.Verified("4711", "A1", new BankReply.Paid(RECEIPT), Bank.Strength.WEAK);

        // When
        Notice notice = ask(BankAddresses.READ, notification("plain"));

        // Then
        assertThat(notice).isInstanceOfSatisfying(Notice.Verified.class, verified -> {
            assertThat(verified.channelId()).isEqualTo("plain-1");
            assertThat(verified.strength()).isEqualTo(Bank.Strength.WEAK);
            assertThat(archive.open(verified.raw()).received()).isEqualTo(Buffer.buffer("as it came"));
        });
    }

    @Test
    void noticeForAStrangerOrFromNoBankIsRejectedAndKept() {
        // Given
        bank.reading = new Bank.Reading.Verified("0815", "A1", new BankReply.Paid(RECEIPT), Bank.Strength.WEAK);

        // Then
        assertThat(ask(BankAddresses.READ, notification("plain"))).isInstanceOf(Notice.Rejected.class);
        assertThat(ask(BankAddresses.READ, notification("nobody"))).isInstanceOf(Notice.Rejected.class);
        bank.reading = new Bank.Reading.Empty();
        assertThat(ask(BankAddresses.READ, notification("plain"))).isEqualTo(new Notice.Empty());
    }

    private static BankAddresses.Act refund(String channelId) {
        var now = Instant.EPOCH;
        return new BankAddresses.Act(new BankRefund(
                channelId,
                "R1",
                BankRefund.Way.REFUND,
                new BankMovement("A1", now, "A1", null, Money.cny(5)),
                Money.cny(3),
                now,
                "http://127.0.0.1/n"));
    }

    private <Q extends Record, R> R ask(Request<Q, R> address, Q question) {
        return done(bus.request(address, question, 5_000));
    }

    private static BankOrder order(String channelId, BankOrder.Kind kind) {
        return new BankOrder(
                channelId,
                "A1",
                kind,
                Money.cny(1),
                "tea",
                NOW,
                NOW.plusSeconds(60),
                BankOrder.NoticeMode.PAGE,
                "http://127.0.0.1/n",
                "http://127.0.0.1/f",
                null);
    }

    private static BankQuery query(String channelId) {
        return new BankQuery(channelId, "A1", BankQuery.Kind.PURCHASE, NOW, Money.cny(1));
    }

    private static RawNotification notification(String name) {
        return new RawNotification(name, "POST", "", "", Buffer.buffer("as it came"), false);
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(10, SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("nothing came within 10 s", late);
        }
    }

    /** A bank that says what it was told to say. */
    private static final class PlainBank implements Bank {
        private volatile Future<BankCall> reply = Future.failedFuture("not told");
        private volatile Reading reading = new Reading.Empty();
        private volatile boolean throwing;

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public BankProfile profile() {
            return new BankProfile(Set.of(Capability.PURCHASE), new BankCalendar("Asia/Shanghai", 24), 0, 0, 30);
        }

        @Override
        public Future<BankCall> order(BankChannel channel, BankOrder order) {
            return said(reply);
        }

        @Override
        public Future<BankCall> query(BankChannel channel, BankQuery query) {
            return said(reply);
        }

        @Override
        public Future<BankNotice> read(RawNotification notification) {
            return said(Future.succeededFuture(new BankNotice(reading, notification.body())));
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }

        private <T> T said(T value) {
            if (throwing) {
                throw new IllegalStateException("a fault for the test");
            }
            return value;
        }
    }
}

package dev.tongfu.bank;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tongfu.money.Money;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every bank keeps to, whatever its host, the network or a stranger does. */
public abstract class BankContract {
    protected static final String ORDER_NO = "01KAQ5TQ7C9D4N1XB2M3P4R5S6";
    protected static final String OTHER_NO = "01KAQ5TQ7C9D4N1XB2M3P4R5S7";
    protected static final Money AMOUNT = Money.cny(123_40);
    private static final Instant NOW = Instant.parse("2026-11-22T20:20:00Z");
    private static final int ANSWER_BYTES_MAX = 100_000;
    private static final int BREAKER_FAILURES_MAX = 5;

    private static Vertx vertx;

    private ScriptedServer server;
    private BankWords words;
    private Bank bank;

    protected abstract BankWords words();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @BeforeEach
    void open() {
        server = done(ScriptedServer.start(vertx));
        words = words();
        patience(8_000);
    }

    /** Opens the bank anew with another total time-out: short where a test waits for it, long elsewhere. */
    private void patience(int totalTimeoutMs) {
        var http = new BankHttpConfig(server.baseUrl(), 2, 1, 4_000, totalTimeoutMs, 5, ANSWER_BYTES_MAX, null);
        bank = words.open(vertx, http, new BreakerConfig(BREAKER_FAILURES_MAX, 60_000, 60_000));
    }

    @AfterEach
    void close() {
        done(bank.close());
        done(server.stop());
    }

    @AfterAll
    static void stop() {
        done(vertx.close());
    }

    @Test
    void acceptedOrderForwardsThePayer() {
        // Given
        server.answers(request -> words.accepted(order()));

        // When
        var call = done(bank.order(words.channel(), order()));

        // Then
        assertThat(call.reply())
                .isInstanceOfSatisfying(
                        BankReply.Accepted.class,
                        accepted -> assertThat(accepted.forward().url()).startsWith("http"));
    }

    @Test
    void bytesOfTheExchangeAreHandedOverAsTheyWere() {
        // Given
        Buffer answer = words.paid(ORDER_NO, AMOUNT);
        server.answers(request -> answer);

        // When
        var call = done(bank.query(words.channel(), query()));

        // Then
        assertThat(call.request()).isEqualTo(server.received.get(0));
        assertThat(call.response()).isEqualTo(answer);
    }

    @Test
    void signedRefusalDeclinesTheOrder() {
        // Given
        assumeTrue(words.ordersByCall());
        server.answers(request -> words.refused());

        // Then
        assertThat(ordered()).isInstanceOf(BankReply.Declined.class);
    }

    @Test
    void signedRefusalOfAQueryDeclinesNothing() {
        // Given
        server.answers(request -> words.refused());

        // Then
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void paidIsPaidWithTheBanksAmount() {
        // Given: an amount that is not the expected one, which the caller compares
        Money other = Money.cny(1);
        server.answers(request -> words.paid(ORDER_NO, other));

        // Then
        assertThat(queried()).isInstanceOfSatisfying(BankReply.Paid.class, paid -> {
            assertThat(paid.receipt().amount()).isEqualTo(other);
            assertThat(paid.receipt().merchantNo()).isEqualTo(words.channel().merchantNo());
        });
    }

    @Test
    void everyStateOfAnOrderHasItsReply() {
        server.answers(request -> words.notPaid(query()));
        assertThat(queried()).isInstanceOf(BankReply.NotPaid.class);
        server.answers(request -> words.failed(query()));
        assertThat(queried()).isInstanceOf(BankReply.Declined.class);
        server.answers(request -> words.pending(query()));
        assertThat(queried()).isInstanceOfAny(BankReply.Unknown.class, BankReply.Processing.class);
    }

    @Test
    void answerAboutAnotherOrderIsNoAnswer() {
        server.answers(request -> words.paid(OTHER_NO, AMOUNT));
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void unsignedAnswersMoveNothing() {
        server.answers(request -> words.unsigned(words.paid(ORDER_NO, AMOUNT)));
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        server.answers(request -> words.unsigned(words.failed(query())));
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        assumeTrue(words.ordersByCall());
        server.answers(request -> words.unsigned(words.refused()));
        assertThat(ordered()).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void badlySignedAnswersMoveNothing() {
        server.answers(request -> words.badlySigned(words.paid(ORDER_NO, AMOUNT)));
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        assumeTrue(words.ordersByCall());
        server.answers(request -> words.badlySigned(words.refused()));
        assertThat(ordered()).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void oneChangedByteMakesAnAnswerNoAnswer() {
        // Given
        Buffer answer = words.paid(ORDER_NO, AMOUNT);
        int changed = answer.length() / 2;
        server.answers(request -> answer.copy().setByte(changed, (byte) (answer.getByte(changed) ^ 1)));

        // Then
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void garbageEmptinessAndHttpErrorsAreUnknown() {
        server.answers(200, Buffer.buffer("<html>\u0000\u00ff{{{\"\\"));
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        server.answers(200, Buffer.buffer());
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        server.answers(500, words.paid(ORDER_NO, AMOUNT));
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
    }

    @Test
    void silenceEndsAsUnknownAndGivesTheConnectionBack() {
        // Given: a pool of two connections
        patience(600);
        server.neverAnswers();
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);

        // When
        server.answers(request -> words.paid(ORDER_NO, AMOUNT));

        // Then
        assertThat(queried()).isInstanceOf(BankReply.Paid.class);
    }

    @Test
    void brokenConnectionAfterSendingIsUnknownAndNothingIsSentTwice() {
        // Given
        assumeTrue(words.ordersByCall());
        server.hangsUp();
        assertThat(ordered()).isInstanceOf(BankReply.Unknown.class);
        server.breaksOff(words.refused());
        assertThat(ordered()).isInstanceOf(BankReply.Unknown.class);

        // Then
        assertThat(server.received).hasSize(2);
    }

    @Test
    void refusedConnectionMeansTheOrderWasNotSentAndTheQuestionIsOpen() {
        // Given
        done(server.stop());

        // Then
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        assumeTrue(words.ordersByCall());
        assertThat(ordered()).isInstanceOf(BankReply.NotSent.class);
    }

    @Test
    void fullWaitQueueMeansTheOrderWasNotSent() {
        // Given: two connections and one place to wait
        assumeTrue(words.ordersByCall());
        patience(600);
        server.neverAnswers();

        // When
        var calls = IntStream.range(0, 8)
                .mapToObj(each -> bank.order(words.channel(), order()))
                .toList();
        assertThat(done(Future.join(calls)).size()).isEqualTo(8);

        // Then: what is called unsent really was
        var replies = calls.stream().map(Future::result).map(BankCall::reply).toList();
        assertThat(replies).hasOnlyElementsOfTypes(BankReply.Unknown.class, BankReply.NotSent.class);
        assertThat(replies).filteredOn(BankReply.NotSent.class::isInstance).isNotEmpty();
        assertThat(replies).filteredOn(BankReply.Unknown.class::isInstance).hasSameSizeAs(server.received);
    }

    @Test
    void redirectsAreNotFollowed() {
        // Given
        server.redirects();

        // Then
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        assertThat(server.received).hasSize(1);
    }

    @Test
    void answerWithoutEndIsCutOffAtItsLimit() {
        // Given
        server.pourForever();

        // Then
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        assertThat(server.bytesSent).hasValueLessThan(50L * ANSWER_BYTES_MAX);
    }

    @Test
    void slowDripEndsAtTheTotalTimeout() {
        // Given: a pool of two connections
        patience(600);
        server.dripsForever();
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);
        assertThat(queried()).isInstanceOf(BankReply.Unknown.class);

        // When
        server.answers(request -> words.paid(ORDER_NO, AMOUNT));

        // Then: both connections came back
        assertThat(queried()).isInstanceOf(BankReply.Paid.class);
    }

    @Test
    void breakerStopsNewOrdersAndNeverQueries() {
        // Given
        assumeTrue(words.ordersByCall());
        server.hangsUp();
        for (int i = 0; i < BREAKER_FAILURES_MAX; i++) {
            assertThat(ordered()).isInstanceOf(BankReply.Unknown.class);
        }

        // When
        server.answers(request -> words.paid(ORDER_NO, AMOUNT));
        int before = server.received.size();

        // Then
        assertThat(ordered()).isInstanceOf(BankReply.NotSent.class);
        assertThat(server.received).hasSize(before);
        assertThat(queried()).isInstanceOf(BankReply.Paid.class);
    }

    @Test
    void genuineNoticeIsReadAlsoWhenItComesAgain() {
        // Given
        RawNotification notice = words.notice(ORDER_NO, AMOUNT);

        // When
        var first = reading(notice);
        var second = reading(notice);

        // Then
        assertThat(first).isInstanceOfSatisfying(Bank.Reading.Verified.class, verified -> {
            assertThat(verified.merchantNo()).isEqualTo(words.channel().merchantNo());
            assertThat(verified.bankOrderNo()).isEqualTo(ORDER_NO);
            assertThat(verified.reply())
                    .isInstanceOfSatisfying(
                            BankReply.Paid.class,
                            paid -> assertThat(paid.receipt().amount()).isEqualTo(AMOUNT));
        });
        assertThat(second).isEqualTo(first);
    }

    @Test
    void alteredForgedUnsignedAndNamelessNoticesAreRejected() {
        assertThat(reading(words.altered(ORDER_NO, AMOUNT))).isInstanceOf(Bank.Reading.Rejected.class);
        assertThat(reading(words.badlySignedNotice(ORDER_NO, AMOUNT))).isInstanceOf(Bank.Reading.Rejected.class);
        assertThat(reading(words.unsignedNotice(ORDER_NO, AMOUNT))).isInstanceOf(Bank.Reading.Rejected.class);
        assertThat(reading(words.namelessNotice(AMOUNT))).isInstanceOf(Bank.Reading.Rejected.class);
        assertThat(reading(words.garbageNotice())).isInstanceOf(Bank.Reading.Rejected.class);
    }

    @Test
    void callWithoutAMessageIsEmpty() {
        assertThat(reading(words.emptyNotice())).isInstanceOf(Bank.Reading.Empty.class);
    }

    protected static BankOrder order() {
        return new BankOrder(
                "channel-1",
                ORDER_NO,
                BankOrder.Kind.PURCHASE,
                AMOUNT,
                "测试商品",
                NOW,
                NOW.plusSeconds(1800),
                BankOrder.NoticeMode.SERVER,
                "http://127.0.0.1/n",
                "http://127.0.0.1/f",
                null);
    }

    protected static BankQuery query() {
        return new BankQuery("channel-1", ORDER_NO, BankQuery.Kind.PURCHASE, NOW, AMOUNT);
    }

    protected BankReply ordered(BankChannel channel) {
        return done(bank.order(channel, order())).reply();
    }

    protected BankReply queried(BankChannel channel) {
        return done(bank.query(channel, query())).reply();
    }

    private BankReply ordered() {
        return ordered(words.channel());
    }

    private BankReply queried() {
        return queried(words.channel());
    }

    private Bank.Reading reading(RawNotification notification) {
        return done(bank.read(notification)).reading();
    }

    private static <T> T done(Future<T> future) {
        try {
            return future.await(10, SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("nothing came within 10 s", late);
        }
    }
}

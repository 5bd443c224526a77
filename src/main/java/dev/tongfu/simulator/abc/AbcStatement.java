package dev.tongfu.simulator.abc;

import dev.tongfu.money.Money;
import dev.tongfu.simulator.frame.Charge;
import dev.tongfu.simulator.frame.ChargeKind;
import dev.tongfu.simulator.frame.SimulatedBank;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The statement of a merchant's day: records joined by {@code ^^}, fields by {@code |}, a header first.
 *
 * <p>Holds and their cancels move no money and are not in it. Refunds carry no fee and name the original order in the
 * last column, as captures name the hold.
 *
 * <p>A pure function of the day's charges, their marks and the settings, so that every fetch of a closed day gives the
 * same bytes.
 */
final class AbcStatement {
    private static final String HEADER =
            "商户号|交易类型|订单编号|交易时间|交易金额|商户账号|商户动账金额|客户账号|账户类型|商户回佣手续费|商户分期手续费|会计日期|主机流水号|9014流水号|原订单号";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final long INVENTED_MINOR = 100;

    private final int feeBasisPoints;
    private final AbcSettings settings;

    AbcStatement(int feeBasisPoints, AbcSettings settings) {
        this.feeBasisPoints = feeBasisPoints;
        this.settings = settings;
    }

    /** One that takes the charges in parts; the settings are those of now. */
    Writer writer(String merchantNo, LocalDate day, boolean zipped) {
        return new Writer(merchantNo, day, zipped, settings.refundTypeWord(), settings.refundsAreNegative());
    }

    static SimulatedBank.Invented invention(LocalDate day, int index) {
        var number = number(day, index);
        return new SimulatedBank.Invented("NOBODY" + number, "SIMXX" + number);
    }

    private static String number(LocalDate day, int index) {
        return DATE.format(day) + String.format("%04d", index);
    }

    /** Half up, in minor units. */
    long fee(long amountMinor) {
        return (Math.multiplyExact(amountMinor, (long) feeBasisPoints) + 5_000) / 10_000;
    }

    /** One record per charge but for the breaks planted; then the lines about orders that nobody placed. */
    final class Writer {
        private final String merchantNo;
        private final LocalDate day;
        private final String refundType;
        private final boolean refundsAreNegative;
        private final boolean zipped;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final java.io.Writer out;

        private Writer(
                String merchantNo, LocalDate day, boolean zipped, String refundType, boolean refundsAreNegative) {
            this.merchantNo = merchantNo;
            this.day = day;
            this.zipped = zipped;
            this.refundType = refundType;
            this.refundsAreNegative = refundsAreNegative;
            try {
                this.out = zipped
                        ? new OutputStreamWriter(new GZIPOutputStream(bytes), AbcAnswers.GBK)
                        : new StringWriter();
                out.write(HEADER);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        /** Those that moved no money are left out. */
        void add(List<Charge> charges) {
            charges.stream()
                    .filter(charge -> charge.kind().movesMoney())
                    .flatMap(this::lines)
                    .forEach(this::put);
        }

        /** The text, or its zip in base64. */
        String finish(int extra) {
            IntStream.range(0, extra).mapToObj(this::invented).forEach(this::put);
            try {
                out.close();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return zipped ? Base64.getEncoder().encodeToString(bytes.toByteArray()) : out.toString();
        }

        private void put(String record) {
            try {
                out.write("^^");
                out.write(record);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        private Stream<String> lines(Charge charge) {
            var line = line(charge);
            return switch (charge.mark()) {
                case DROP, UNPAID -> Stream.empty();
                case DUPLICATE -> Stream.of(line, line);
                case NONE, PAID_UNHEARD, AMOUNT_OVER, AMOUNT_UNDER, FEE, KIND, DATE_SHIFT -> Stream.of(line);
            };
        }

        private String line(Charge charge) {
            boolean went = charge.kind().direction() == ChargeKind.Direction.OUT;
            boolean out = went ^ charge.mark() == Charge.Mark.KIND;
            long fee = (went ? 0 : fee(charge.amount().minor())) + (charge.mark() == Charge.Mark.FEE ? 1 : 0);
            long amount = charge.amount().minor()
                    + (charge.mark() == Charge.Mark.AMOUNT_OVER ? 1 : 0)
                    - (charge.mark() == Charge.Mark.AMOUNT_UNDER ? 1 : 0);
            var day = charge.accountingDate().plusDays(charge.mark() == Charge.Mark.DATE_SHIFT ? 1 : 0);
            return record(
                    charge.merchantNo(),
                    List.of(
                            type(out),
                            charge.orderNo(),
                            TIME.format(charge.chargedAt().atZone(AbcOrderCheck.BANK_ZONE)),
                            sign(out) + Money.cny(amount).toDecimal()),
                    sign(out) + decimal(out ? amount + fee : amount - fee),
                    List.of(
                            Money.cny(fee).toDecimal(),
                            "0.00",
                            DATE.format(day),
                            String.format("%09d", charge.number()),
                            AbcNotice.reference(charge),
                            charge.kind() == ChargeKind.DEBIT ? "" : charge.originalNo()));
        }

        private String type(boolean out) {
            return out ? refundType : "Sale";
        }

        /** Whether refunds carry one is not published. */
        private String sign(boolean out) {
            return out && refundsAreNegative ? "-" : "";
        }

        private String invented(int index) {
            var number = number(day, index);
            var invention = invention(day, index);
            return record(
                    merchantNo,
                    List.of("Sale", invention.orderNo(), DATE.format(day) + "120000", decimal(INVENTED_MINOR)),
                    decimal(INVENTED_MINOR),
                    List.of("0.00", "0.00", DATE.format(day), "9" + number.substring(4), invention.reference(), ""));
        }
    }

    private static String record(String merchantNo, List<String> order, String booked, List<String> rest) {
        var fields = new ArrayList<String>();
        fields.add(merchantNo);
        fields.addAll(order);
        fields.add("103881040000001");
        fields.add(booked);
        fields.add("622848*********0018");
        fields.add("401");
        fields.addAll(rest);
        return String.join("|", fields);
    }

    private static String decimal(long minor) {
        return Money.cny(minor).toDecimal();
    }
}

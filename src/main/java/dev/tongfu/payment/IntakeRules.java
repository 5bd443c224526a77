package dev.tongfu.payment;

import dev.tongfu.bank.Bank;
import dev.tongfu.bank.BankProfile;
import dev.tongfu.db.Ids;
import dev.tongfu.merchant.Channel;
import dev.tongfu.merchant.Merchant;
import dev.tongfu.merchant.MerchantDirectory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be taken in for a merchant, and the payment a request becomes. */
final class IntakeRules {
    private static final Duration EXPIRY_DEFAULT = Duration.ofMinutes(30);
    private static final Duration EXPIRY_MIN = Duration.ofMinutes(1);
    private static final Duration EXPIRY_MAX = Duration.ofHours(24);

    private final MerchantDirectory merchants;
    private final Map<String, BankProfile> banks;
    private final Ids ids;
    private final Clock clock;

    IntakeRules(PaymentDesk.Parts parts) {
        this.merchants = parts.merchants();
        this.banks = parts.banks();
        this.ids = parts.ids();
        this.clock = parts.clock();
    }

    boolean active(String merchantId) {
        return merchants.merchant(merchantId).map(Merchant::active).orElse(false);
    }

    boolean offers(String bankName, Bank.Capability capability) {
        var bank = banks.get(bankName);
        return bank != null && bank.offers(capability);
    }

    Optional<Channel> route(String merchantId, String bankName) {
        return merchants.route(merchantId, bankName);
    }

    /** Empty: it may be taken in. */
    Optional<CreateOutcome.Reason> refusal(NewPayment request) {
        if (!active(request.merchantId())) {
            return Optional.of(CreateOutcome.Reason.MERCHANT_DISABLED);
        }
        if (request.bank() != null
                && merchants.route(request.merchantId(), request.bank()).isEmpty()) {
            return Optional.of(CreateOutcome.Reason.BANK_NOT_OFFERED);
        }
        if (offering(request).isEmpty()) {
            return Optional.of(CreateOutcome.Reason.KIND_NOT_OFFERED);
        }
        if (request.expiresAt() == null) {
            return Optional.empty();
        }
        var ahead = Duration.between(clock.instant(), request.expiresAt());
        return ahead.compareTo(EXPIRY_MIN) < 0 || ahead.compareTo(EXPIRY_MAX) > 0
                ? Optional.of(CreateOutcome.Reason.EXPIRY_OUT_OF_RANGE)
                : Optional.empty();
    }

    /** Where the merchant may take such a payment. */
    List<Channel> offering(NewPayment request) {
        var capability = switch (request.kind()) {
            case PURCHASE -> Bank.Capability.PURCHASE;
            case PREAUTH -> Bank.Capability.PREAUTH;
            case KCODE -> Bank.Capability.KCODE;
            case DEBIT -> Bank.Capability.CONTRACT;
        };
        return merchants.routes(request.merchantId()).stream()
                .filter(channel -> request.bank() == null || channel.bank().equals(request.bank()))
                .filter(channel -> offers(channel.bank(), capability))
                .toList();
    }

    /** As it is taken in for the payer to choose a bank. */
    Payment payment(NewPayment request) {
        return payment(request, PaymentStatus.CREATED, null, null);
    }

    /** As it is taken in together with its one attempt. */
    Payment payment(
            NewPayment request, PaymentStatus status, Payment.@Nullable Card card, @Nullable String contractId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var expiry = request.expiresAt() == null ? now.plus(EXPIRY_DEFAULT) : request.expiresAt();
        return new Payment(
                request.merchantId(),
                ids.next("pay"),
                request.orderNo(),
                request.kind(),
                status,
                1,
                0,
                request.amount(),
                0,
                0,
                0,
                request.bank(),
                null,
                null,
                null,
                null,
                request.subject(),
                request.resultMode(),
                request.notifyUrl(),
                request.returnUrl(),
                request.expiresAt(),
                request.metadata(),
                now,
                expiry,
                now,
                null,
                false,
                null,
                null,
                card == null && contractId == null ? 0 : 1,
                false,
                card,
                contractId);
    }
}

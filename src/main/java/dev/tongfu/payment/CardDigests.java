package dev.tongfu.payment;

import dev.tongfu.bank.PayerCard;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes and compares keyed digests of card data, apart for each merchant and each kind of value.
 *
 * @param made the digest of a text under the current key
 * @param known its digests under every key, for what was kept before the key changed
 */
public record CardDigests(UnaryOperator<String> made, Function<String, List<String>> known) {

    CardPrint print(String merchantId, PayerCard card) {
        return new CardPrint(
                card.cardNo() == null ? null : CardPrint.mask(card.cardNo()),
                digest(text(merchantId, "card_no", card.cardNo())),
                digest(text(merchantId, "certificate_no", certificate(card))),
                digest(text(merchantId, "name", card.name())),
                digest(text(merchantId, "mobile", card.mobile())));
    }

    /** The first of the card's fields that is another than at first, by its name in the API. */
    Optional<String> firstDifference(String merchantId, PayerCard card, CardPrint stored) {
        if (!same(text(merchantId, "name", card.name()), stored.nameHash())) {
            return Optional.of("name");
        }
        if (!same(text(merchantId, "certificate_no", certificate(card)), stored.certificateHash())) {
            return Optional.of("certificate_no");
        }
        if (!same(text(merchantId, "card_no", card.cardNo()), stored.cardHash())) {
            return Optional.of("card_no");
        }
        return same(text(merchantId, "mobile", card.mobile()), stored.mobileHash())
                ? Optional.empty()
                : Optional.of("mobile");
    }

    boolean sameCard(String merchantId, String cardNo, CardPrint stored) {
        return same(text(merchantId, "card_no", cardNo), stored.cardHash());
    }

    private @Nullable String digest(@Nullable String text) {
        return text == null ? null : made.apply(text);
    }

    private boolean same(@Nullable String text, @Nullable String stored) {
        if (text == null) {
            return stored == null;
        }
        return stored != null && known.apply(text).contains(stored);
    }

    private static @Nullable String text(String merchantId, String name, @Nullable String value) {
        return value == null ? null : merchantId + ' ' + name + ' ' + value;
    }

    private static @Nullable String certificate(PayerCard card) {
        return card.certificateNo() == null ? null : card.certificateType() + " " + card.certificateNo();
    }
}

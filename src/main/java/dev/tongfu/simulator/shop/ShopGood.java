package dev.tongfu.simulator.shop;

import dev.tongfu.money.Money;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the shop sells. */
enum ShopGood {
    TEA("明前龙井 50 克", "Longjing tea, 50 g", "茶", 8_800),
    UMBRELLA("油纸伞", "Oil-paper umbrella", "伞", 12_900),
    PORCELAIN("青花茶杯", "Blue and white teacup", "瓷", 4_650),
    BRUSH("湖笔一支", "Huzhou writing brush", "笔", 1_990),
    STAMP("纪念邮票", "Commemorative stamp", "邮", 1);

    private final String chinese;
    private final String english;
    private final String sign;
    private final long priceMinor;

    ShopGood(String chinese, String english, String sign, long priceMinor) {
        this.chinese = chinese;
        this.english = english;
        this.sign = sign;
        this.priceMinor = priceMinor;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ShopGood> of(String word) {
        return Arrays.stream(values()).filter(good -> good.word().equals(word)).findFirst();
    }

    String chinese() {
        return chinese;
    }

    String english() {
        return english;
    }

    /** One character that stands for the picture. */
    String sign() {
        return sign;
    }

    Money price() {
        return Money.cny(priceMinor);
    }
}

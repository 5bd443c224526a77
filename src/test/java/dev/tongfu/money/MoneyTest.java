package dev.tongfu.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @Property
    void decimalTextOfAnyAmountReadsBackAsTheSameAmount(@ForAll @LongRange(max = Money.ORDER_MAX_MINOR) long minor) {
        // When
        var read = Money.parseDecimal(Money.cny(minor).toDecimal(), CurrencyCode.CNY);

        // Then
        assertThat(read).contains(Money.cny(minor));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "+1", "1.", ".5", "1.234", "1e2", " 1", "1 ", "01", "1,0", "NaN", "99999999999999"})
    void textThatIsNotAPlainAmountIsRefused(String text) {
        assertThat(Money.parseDecimal(text, CurrencyCode.CNY)).isEqualTo(Optional.empty());
    }

    @Test
    void amountsAreNeverNegativeAndNeverWrapAround() {
        assertThatThrownBy(() -> Money.cny(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.cny(1).minus(Money.cny(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Money.cny(Long.MAX_VALUE).plus(Money.cny(1))).isInstanceOf(ArithmeticException.class);
    }
}

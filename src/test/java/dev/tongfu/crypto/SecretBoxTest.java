package dev.tongfu.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretBoxTest {
    private static final byte[] OLD = new Tokens().nextBytes(32);
    private static final byte[] NEW = new Tokens().nextBytes(32);

    private final SecretBox before = new SecretBox(new KeyRing("k1", Map.of("k1", OLD)));
    private final SecretBox after = new SecretBox(new KeyRing("k2", Map.of("k1", OLD, "k2", NEW)));

    @Test
    void sealedTextOpensInItsContextOnly() {
        // When
        String sealed = before.sealText("秘密", "merchant m_1");

        // Then
        assertThat(before.openText(sealed, "merchant m_1")).isEqualTo("秘密");
        assertThat(sealed).startsWith("k1:").doesNotContain("秘密");
        assertThatThrownBy(() -> before.openText(sealed, "merchant m_2")).isInstanceOf(UnreadableKeyException.class);
    }

    @Test
    void everySealIsDifferentAlsoOfTheSameText() {
        assertThat(before.sealText("same", "c")).isNotEqualTo(before.sealText("same", "c"));
    }

    @Test
    void whatTheOldKeySealedOpensAfterTheChangeAndNewSealsUseTheNewKey() {
        // Given
        var sealed = before.seal("kept".getBytes(UTF_8), "archive");

        // When
        byte[] opened = after.open(sealed, "archive");

        // Then
        assertThat(opened).asString(UTF_8).isEqualTo("kept");
        assertThat(after.seal(opened, "archive").keyId()).isEqualTo("k2");
        assertThatThrownBy(() -> before.openText(after.sealText("x", "archive"), "archive"))
                .isInstanceOf(UnreadableKeyException.class)
                .hasMessageContaining("k2");
    }

    @Test
    void anyChangedBitIsNoticedAlsoInTheKeysId() {
        // Given
        var sealed = before.seal(new byte[] {1, 2, 3}, "c");
        var twin = new SecretBox(new KeyRing("k1", Map.of("k1", OLD, "twin", OLD)));

        // Then
        for (int i = 0; i < sealed.bytes().length; i++) {
            byte[] changed = sealed.bytes();
            changed[i] ^= 1;
            assertThatThrownBy(() -> before.open(new SealedBytes("k1", changed), "c"))
                    .isInstanceOf(UnreadableKeyException.class);
        }
        assertThatThrownBy(() -> twin.open(new SealedBytes("twin", sealed.bytes()), "c"))
                .isInstanceOf(UnreadableKeyException.class);
        assertThatThrownBy(() -> before.open(new SealedBytes("k1", new byte[20]), "c"))
                .isInstanceOf(UnreadableKeyException.class);
    }

    @Test
    void keysAreReadFromFilesAsBase64OrHexAndNeverPrinted(@TempDir Path folder) throws Exception {
        // Given
        var base64 = folder.resolve("a.key");
        var hex = folder.resolve("b.key");
        Files.writeString(base64, Base64.getEncoder().encodeToString(OLD) + "\n");
        Files.writeString(hex, HexFormat.of().formatHex(NEW));

        // When
        var ring = KeyRing.read(new KeyRingConfig("k2", Map.of("k1", base64.toString(), "k2", hex.toString())));

        // Then
        assertThat(new SecretBox(ring).openText(before.sealText("x", "c"), "c")).isEqualTo("x");
        assertThat(after.openText(new SecretBox(ring).sealText("y", "c"), "c")).isEqualTo("y");
        assertThat(ring).hasToString("KeyRing[current k2, ids [k1, k2]]");
    }

    @Test
    void ringThatCannotSealIsRefusedWithTheFileOrIdNamed(@TempDir Path folder) throws Exception {
        var shortKey = Files.writeString(folder.resolve("short.key"), "AAAA");
        assertThatThrownBy(() -> KeyRing.read(new KeyRingConfig("k", Map.of("k", shortKey.toString()))))
                .isInstanceOf(UnreadableKeyException.class)
                .hasMessageContaining("3 bytes");
        assertThatThrownBy(() -> KeyRing.read(new KeyRingConfig("k", Map.of("k", "/nowhere/k.key"))))
                .isInstanceOf(UnreadableKeyException.class)
                .hasMessageContaining("/nowhere/k.key");
        assertThatThrownBy(() -> new KeyRing("k2", Map.of("k1", OLD)))
                .isInstanceOf(UnreadableKeyException.class)
                .hasMessageContaining("k2");
        assertThatThrownBy(() -> new KeyRing("a:b", Map.of("a:b", OLD))).isInstanceOf(UnreadableKeyException.class);
    }

    @Test
    void keyedTokensProveWhoMadeThemForOnePurposeAlsoAcrossAChangeOfKey() {
        // Given
        var ring = new KeyRing("k1", Map.of("k1", OLD));
        var changed = new KeyRing("k2", Map.of("k1", OLD, "k2", NEW));
        String token = ring.digestsFor("cashier").token("pay_1");

        // Then
        assertThat(token).matches("[A-Za-z0-9_-]{22}");
        assertThat(ring.digestsFor("cashier").matches("pay_1", token)).isTrue();
        assertThat(changed.digestsFor("cashier").matches("pay_1", token)).isTrue();
        assertThat(changed.digestsFor("cashier").token("pay_1")).isNotEqualTo(token);
        assertThat(ring.digestsFor("cashier").matches("pay_2", token)).isFalse();
        assertThat(ring.digestsFor("result").matches("pay_1", token)).isFalse();
        assertThat(ring.digestsFor("cashier").matches("pay_1", "")).isFalse();
        assertThat(changed.digestsFor("card").hexUnderEveryKey("6222"))
                .contains(ring.digestsFor("card").hex("6222"))
                .startsWith(changed.digestsFor("card").hex("6222"))
                .hasSize(2);
    }
}

package dev.tongfu.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tongfu.crypto.KeyRing;
import dev.tongfu.crypto.SecretBox;
import dev.tongfu.crypto.UnreadableKeyException;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveTest {
    private final Archive archive =
            new Archive(new SecretBox(new KeyRing("k1", Map.of("k1", new byte[KeyRing.KEY_BYTES]))));

    @Test
    void sealedExchangeOpensAsItWas() {
        // Given
        Buffer request = Buffer.buffer("asked");
        Buffer answer = Buffer.buffer(new byte[] {0, (byte) 0xC4, '}'});

        // When
        RawMessage kept = archive.seal(request, answer);

        // Then
        assertThat(archive.open(kept)).isEqualTo(new Archive.Exchange(request, answer));
        assertThat(kept.keyId()).isEqualTo("k1");
        assertThat(kept.sealed().toString()).doesNotContain("asked");
    }

    @Test
    void digestIsOverWhatWasReceived() {
        assertThat(archive.seal(Buffer.buffer("anything"), Buffer.buffer("abc")).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void nothingAtAllCanBeSealed() {
        assertThat(archive.open(archive.seal(Buffer.buffer(), Buffer.buffer())))
                .isEqualTo(new Archive.Exchange(Buffer.buffer(), Buffer.buffer()));
    }

    @Test
    void messageUnderAnotherDigestDoesNotOpen() {
        // Given
        RawMessage kept = archive.seal(Buffer.buffer(), Buffer.buffer("abc"));

        // Then
        assertThatThrownBy(() -> archive.open(new RawMessage("00", kept.sealed(), kept.keyId())))
                .isInstanceOf(UnreadableKeyException.class);
    }
}

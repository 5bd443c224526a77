package dev.tongfu.notification;

import static dev.tongfu.notification.DeliveryWorld.atOnce;
import static dev.tongfu.notification.DeliveryWorld.done;
import static dev.tongfu.notification.DeliveryWorld.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.KeyPairs;
import dev.tongfu.crypto.SelfSignedCertificates;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryTlsIT {
    private static DeliveryWorld world;
    private static Receiver receiver;
    private static PemTrustOptions trust;

    @BeforeAll
    static void open() throws CertificateEncodingException {
        world = new DeliveryWorld();
        var providers = CryptoProviders.portable();
        var certificates = new SelfSignedCertificates(providers);
        var identity = certificates.issue(
                "shop.test",
                BigInteger.ONE,
                new KeyPairs(providers).rsa(2048),
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2099-01-01T00:00:00Z"));
        var pem = Base64.getMimeEncoder()
                .encodeToString(identity.certificate().x509().getEncoded());
        trust = new PemTrustOptions()
                .addCertValue(Buffer.buffer("-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n"));
        var keys = new PfxOptions()
                .setValue(Buffer.buffer(certificates.toPkcs12(identity, "secret".toCharArray())))
                .setPassword("secret");
        receiver = done(new Receiver(
                        world.vertx,
                        new HttpServerOptions().setSsl(true).setSni(true).setKeyCertOptions(keys))
                .start());
    }

    @BeforeEach
    void begin() {
        world.clear();
        receiver.clear();
        world.trust(trust);
        world.resolveBy(host -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress())));
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void checkedAddressIsDialledUnderTheUrlsName() throws InterruptedException {
        // Given
        world.deploy(TestConfigs.notification().build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", "https://shop.test:" + receiver.port() + "/hooks"));

        // Then
        var received = receiver.next();
        assertThat(received.headers().get("Host")).isEqualTo("shop.test:" + receiver.port());
        assertThat(received.request().connection().indicatedServerName()).isEqualTo("shop.test");
        world.awaitOnly("m_1", "ntf_1", NotificationStatus.DELIVERED);
    }

    @Test
    void certificateForAnotherNameIsNotAccepted() {
        // Given
        world.deploy(TestConfigs.notification().build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", "https://other.test:" + receiver.port() + "/hooks"));

        // Then
        var view = world.await("m_1", "ntf_1", NotificationStatus.DEAD);
        assertThat(view.attempts())
                .extracting(NotificationView.Attempt::error)
                .containsExactly("the certificate or the TLS handshake was not accepted");
        assertThat(receiver.all()).isEmpty();
    }

    @Test
    void certificateNobodyVouchesForIsNotAccepted() {
        // Given
        world.trust(null);
        world.deploy(TestConfigs.notification().build(), atOnce(1));

        // When
        world.write(message("m_1", "ntf_1", "https://shop.test:" + receiver.port() + "/hooks"));

        // Then
        world.awaitOnly("m_1", "ntf_1", NotificationStatus.DEAD);
        assertThat(receiver.all()).isEmpty();
    }
}

package dev.tongfu.bank.unionpay;

import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.ChannelSettings;
import dev.tongfu.bank.OffLoop;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.Signer;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys of the channels, read from the files their settings name.
 *
 * <p>{@code merchant_certificate} names a PKCS#12 file, {@code merchant_certificate_password} refers to its password.
 * Kept per channel until its settings change; a failure is not kept.
 */
final class UnionPayKeys {
    static final String CERTIFICATE = "merchant_certificate";
    static final String PASSWORD = "merchant_certificate_password";

    private final CryptoProviders crypto;
    private final OffLoop work;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

    UnionPayKeys(CryptoProviders crypto, OffLoop work) {
        this.crypto = crypto;
        this.work = work;
    }

    /** @param certId the serial number of the merchant's certificate in decimal */
    record Identity(String certId, Signer signer) {}

    Future<Identity> identity(BankChannel channel) {
        return loaded.compute(channel.id(), (id, known) -> current(channel, known))
                .identity();
    }

    private Loaded current(BankChannel channel, @Nullable Loaded known) {
        if (known != null
                && known.channel().equals(channel)
                && !known.identity().failed()) {
            return known;
        }
        return new Loaded(channel, work.run(() -> load(channel)));
    }

    private Identity load(BankChannel channel) throws IOException {
        var settings = new ChannelSettings(channel);
        char[] password = settings.secret(PASSWORD);
        try {
            var identity = new PrivateKeys(crypto).fromPkcs12(settings.file(CERTIFICATE), password);
            return new Identity(
                    identity.certificate().serialDecimal(),
                    crypto.signer(SignatureAlgorithm.SHA256_WITH_RSA, identity.privateKey()));
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private record Loaded(BankChannel channel, Future<Identity> identity) {}
}

package dev.tongfu.bank.abc;

import dev.tongfu.bank.BankChannel;
import dev.tongfu.bank.OffLoop;
import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.PrivateKeys;
import dev.tongfu.crypto.SignatureAlgorithm;
import dev.tongfu.crypto.Signer;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys of the channels, read from the files their settings name.
 *
 * <p>{@code merchant_certificate} is a PKCS#12 file; its password is the content of the file
 * {@code merchant_certificate_password_file} or of the environment variable
 * {@code merchant_certificate_password_env}. Kept per channel until its settings change; a failure is not kept.
 */
final class AbcKeys {
    static final String CERTIFICATE = "merchant_certificate";
    static final String PASSWORD_FILE = "merchant_certificate_password_file";
    static final String PASSWORD_ENV = "merchant_certificate_password_env";

    private final CryptoProviders crypto;
    private final OffLoop work;
    private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

    AbcKeys(CryptoProviders crypto, OffLoop work) {
        this.crypto = crypto;
        this.work = work;
    }

    Future<Signer> signer(BankChannel channel) {
        return loaded.compute(channel.id(), (id, known) -> current(channel, known))
                .signer();
    }

    private Loaded current(BankChannel channel, @Nullable Loaded known) {
        if (known != null && known.channel().equals(channel) && !known.signer().failed()) {
            return known;
        }
        return new Loaded(channel, work.run(() -> load(channel.settings())));
    }

    private Signer load(Map<String, String> settings) throws IOException {
        char[] password = password(settings);
        try {
            byte[] pfx = Files.readAllBytes(Path.of(required(settings, CERTIFICATE)));
            var identity = new PrivateKeys(crypto).fromPkcs12(pfx, password);
            return crypto.signer(SignatureAlgorithm.SHA1_WITH_RSA, identity.privateKey());
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private static char[] password(Map<String, String> settings) throws IOException {
        String file = settings.get(PASSWORD_FILE);
        if (file != null) {
            return Files.readString(Path.of(file)).strip().toCharArray();
        }
        String variable = required(settings, PASSWORD_ENV);
        String value = System.getenv(variable);
        if (value == null) {
            throw new IllegalStateException("the environment variable " + variable + " is not set");
        }
        return value.toCharArray();
    }

    private static String required(Map<String, String> settings, String name) {
        String value = settings.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the channel has no setting " + name);
        }
        return value;
    }

    private record Loaded(BankChannel channel, Future<Signer> signer) {}
}

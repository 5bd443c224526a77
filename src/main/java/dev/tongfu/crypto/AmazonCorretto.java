package dev.tongfu.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import java.security.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Loads Amazon's Corretto provider, or says why it is not there.
 *
 * <p>Apart from the rest because a missing class or native library shows as an {@link Error} at first use.
 */
record AmazonCorretto(@Nullable Provider provider, String state) {

    static AmazonCorretto load() {
        try {
            var provider = AmazonCorrettoCryptoProvider.INSTANCE;
            Throwable failure = provider.getLoadingError();
            if (failure != null) {
                return absent(failure);
            }
            SelfTestStatus status = provider.runSelfTests();
            return status == SelfTestStatus.PASSED
                    ? new AmazonCorretto(provider, "loaded, version " + provider.getVersionStr())
                    : skipped("its self tests answered " + status);
        } catch (Throwable failure) {
            return absent(failure);
        }
    }

    static AmazonCorretto skipped(String reason) {
        return new AmazonCorretto(null, "not used: " + reason);
    }

    private static AmazonCorretto absent(Throwable failure) {
        return skipped(failure.getClass().getSimpleName());
    }
}

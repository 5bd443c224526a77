package dev.tongfu.merchant;

import dev.tongfu.crypto.CryptoProviders;
import dev.tongfu.crypto.SignatureAlgorithm;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.security.PublicKey;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Takes merchants on and changes their keys; every change is on record in its own transaction. */
public final class MerchantService {
    private static final Pattern KEY_ID = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final Pool pool;
    private final Clock clock;
    private final CryptoProviders providers;
    private final Changes changes;
    private final MerchantStore store = new MerchantStore();

    public MerchantService(Pool pool, Clock clock, CryptoProviders providers, ChangeRecorder recorder) {
        this.pool = pool;
        this.clock = clock;
        this.providers = providers;
        this.changes = new Changes(pool, recorder);
    }

    public Future<List<MerchantListing>> list() {
        return store.list(pool);
    }

    /** A new merchant with the initial policy. Refused: the id or name breaks its rule, or the id is taken. */
    public Future<Outcome<Merchant>> add(Author author, String id, String name) {
        var change = new ChangeRecorder.Change(author, "merchant.add", id, new JsonObject().put("name", name));
        return changes.run(change, connection -> {
            var merchant = new Merchant(
                    id, name, Merchant.Status.ACTIVE, clock.instant(), MerchantPolicy.INITIAL, Webhook.NONE);
            return store.insert(connection, merchant)
                    .map(added -> Changes.doneIf(added, merchant, "there is a merchant " + id + " already"));
        });
    }

    /** Refused: no such merchant, the key id is taken, or the merchant has or had this very key. */
    public Future<Outcome<SignatureAlgorithm>> addKey(
            Author author, String merchantId, String keyId, PublicKey publicKey) {
        var algorithm = SignatureAlgorithm.forMerchantKey(providers.kindOf(publicKey));
        var key = new DirectoryRows.Key(keyId, merchantId, algorithm.wireName(), Buffer.buffer(publicKey.getEncoded()));
        var detail = new JsonObject()
                .put("key_id", keyId)
                .put("algorithm", algorithm.wireName())
                .put("public_key", HexFormat.of().formatHex(publicKey.getEncoded()));
        var change = new ChangeRecorder.Change(author, "merchant.key-add", merchantId, detail);
        return changes.ofMerchant(change, merchantId, connection -> {
            Rules.require(KEY_ID.matcher(keyId).matches(), "a key id is 1 to 64 of A-Z a-z 0-9 _ . -");
            var unused = providers.verifier(algorithm, publicKey);
            return store.insertKey(connection, key, clock.instant())
                    .map(added -> Changes.doneIf(
                            added, algorithm, "the key id " + keyId + " is taken, or this key was registered before"));
        });
    }

    /** The key stops within seconds on every node, for ever. Refused: there is no such key that counts. */
    public Future<Outcome<String>> revokeKey(Author author, String keyId) {
        var change = new ChangeRecorder.Change(author, "merchant.key-revoke", keyId, new JsonObject());
        return changes.run(
                change,
                connection -> store.revokeKey(connection, keyId, clock.instant())
                        .map(revoked -> Changes.doneIf(
                                revoked, keyId, "there is no key " + keyId + ", or it was revoked before")));
    }
}

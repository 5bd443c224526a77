package dev.tongfu.simulator;

import dev.tongfu.simulator.abc.SimulatedAbcConfig;
import dev.tongfu.simulator.shop.ShopConfig;
import dev.tongfu.simulator.unionpay.SimulatedUnionPayConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * The simulated world.
 *
 * @param host the address to listen on; loopback, because the controls are open to whoever reaches them
 * @param port 0 picks a free one
 * @param publicUrl scheme, host and port as payers' browsers reach it; empty for the address listened on
 * @param answerHoldMs milliseconds an answer that never comes keeps its caller, unless a fault names its own
 * @param bodyBytesMax the largest request taken
 * @param chargesListedMax charges that one call may list
 */
public record SimulatorConfig(
        String host,
        int port,
        String publicUrl,
        long answerHoldMs,
        int bodyBytesMax,
        int chargesListedMax,
        SimulatedAbcConfig abc,
        SimulatedUnionPayConfig unionpay,
        ShopConfig shop) {

    public SimulatorConfig {
        if (answerHoldMs < 1 || bodyBytesMax < 1 || chargesListedMax < 1) {
            throw new IllegalArgumentException("simulator: the limits are at least 1");
        }
    }

    /** The demo's values, with the keys in a folder such as {@code conf/demo}. */
    public static SimulatorConfig demo(Path keys, int port, String gatewayUrl) {
        var merchant = new SimulatedAbcConfig.Merchant("103880000000001", file(keys, "abc-merchant.cer"));
        var abc = new SimulatedAbcConfig(
                file(keys, "abc-bank-key.pem"),
                List.of(merchant),
                "alternating",
                "same",
                3,
                30_000,
                8_000,
                10_000,
                30,
                2,
                0,
                "SIM404",
                SimulatedAbcConfig.Acts.usual());
        var shop = new ShopConfig(
                gatewayUrl,
                file(keys, "merchant-ed25519.pem"),
                "demo-ed25519",
                file(keys, "webhook-secret"),
                10_000,
                300,
                1_000,
                10_000);
        return new SimulatorConfig("127.0.0.1", port, "", 60_000, 8_388_608, 100_000, abc, unionpay(keys), shop);
    }

    private static SimulatedUnionPayConfig unionpay(Path keys) {
        var merchant = new SimulatedUnionPayConfig.Merchant("898000000000001", file(keys, "unionpay-merchant.cer"));
        return new SimulatedUnionPayConfig(
                file(keys, "unionpay-bank-key.pem"),
                file(keys, "unionpay-bank.cer"),
                file(keys, "unionpay-enc.cer"),
                List.of(merchant),
                SimulatedUnionPayConfig.Notices.standard(),
                "alternating",
                "64",
                30,
                60,
                0,
                2,
                0);
    }

    private static String file(Path folder, String name) {
        return folder.resolve(name).toString();
    }
}

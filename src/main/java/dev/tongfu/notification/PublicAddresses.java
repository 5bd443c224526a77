package dev.tongfu.notification;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells the public internet from everything else, by the special-purpose registries of IANA.
 *
 * <p>IPv4 is public unless listed; IPv6 is public only inside 2000::/3 and unless listed, so that mapped,
 * translated and tunnelled IPv4 never passes.
 */
final class PublicAddresses {
    private static final List<Block> NOT_PUBLIC_4 = List.of(
            block(4, "00000000", 8), // this network
            block(4, "0a000000", 8), // private
            block(4, "64400000", 10), // shared by carriers
            block(4, "7f000000", 8), // loopback
            block(4, "a9fe0000", 16), // link-local, cloud metadata
            block(4, "ac100000", 12), // private
            block(4, "c0000000", 24), // protocol assignments
            block(4, "c0000200", 24), // documentation
            block(4, "c0586300", 24), // 6to4 relays
            block(4, "c0a80000", 16), // private
            block(4, "c6120000", 15), // benchmarks
            block(4, "c6336400", 24), // documentation
            block(4, "cb007100", 24), // documentation
            block(4, "e0000000", 4), // multicast
            block(4, "f0000000", 4)); // reserved, broadcast

    private static final Block PUBLIC_6 = block(16, "20000000000000000000000000000000", 3);

    private static final List<Block> NOT_PUBLIC_6 = List.of(
            block(16, "20010000000000000000000000000000", 23), // protocol assignments, Teredo
            block(16, "20010db8000000000000000000000000", 32), // documentation
            block(16, "20020000000000000000000000000000", 16), // 6to4
            block(16, "3fff0000000000000000000000000000", 20)); // documentation

    private PublicAddresses() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_4.stream().noneMatch(block -> block.holds(bytes));
        }
        return PUBLIC_6.holds(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(bytes));
    }

    private static Block block(int length, String hex, int prefix) {
        return new Block(new BigInteger(hex, 16), length * 8 - prefix);
    }

    private record Block(BigInteger first, int hostBits) {
        boolean holds(byte[] address) {
            return new BigInteger(1, address).shiftRight(hostBits).equals(first.shiftRight(hostBits));
        }
    }
}

package dev.tongfu.crypto;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** The signed request every client of the merchant API can be checked against, under each algorithm. */
public final class SignatureVectors {
    public static final String ED25519_PRIVATE = "MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF";
    public static final String ED25519_PUBLIC = "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=";
    public static final String P256_PUBLIC =
            "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYWTkTpqOs08KwsCFHr2J3lkEihOaqphdmmEuLt60"
                    + "bTEXMecUbRfkEKLzTXQ129RGva4mF/oZAo5zWQkQLjfujA==";
    public static final String SM2_PUBLIC =
            "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEmnPgnc5W8/mBESoYUgZfTeOBQb+Q/NbFUKMVD5TM"
                    + "3BRa2zeFM+QHBoI8cHHKQZ3FFt2UgZ7UD8qIHbrMczTQwQ==";
    public static final String ED25519_SIGNATURE =
            "mDeZnDEywPNY+R0piTKj8o3WXAb432KgpOqKBEHVW4LLEwbPlS2n8NqrJIxqDT9mn0ACGx4IFnCwfMf2vzY2CQ==";
    public static final String P256_SIGNATURE =
            "e+ZYsx4zTL0JBv9pchbjNaBwDpvgIgHakKOopJWONBzqZMB3YcHGX7bFcKSdUB3Z4fFuTX1fdz5dGB9SilRMsg==";
    public static final String SM2_SIGNATURE =
            "MEUCIQDggo1nvR+gW9BddV/LIUV5zsJ7MUpBG2nO0AoI++WZPwIgHgMtIxyk817AEQEAj68Cz9Wm" + "dGS5fM3Vjv9HSEtAQJs=";
    public static final String GET_SIGNATURE =
            "k6yPrTNNOQM/mW2SoJY4AjuwKws5WUGYj+mGdnaRGDYW3qq9m4Up6bIf30Vs8ys79VjcJq9mkbmC5f+TkEE1Bw==";

    public static final String BODY = "{\"order_no\":\"A20261123-0001\",\"amount\":12345,\"currency\":\"CNY\","
            + "\"subject\":\"测试商品\",\"bank\":\"abc\",\"result_mode\":\"server\","
            + "\"notify_url\":\"https://shop.example/hooks\",\"return_url\":\"https://shop.example/done\"}";
    public static final String CONTENT_DIGEST = "sha-256=:1q4vgVtkZNSux3zEpEYlHyNDeLTwkHRKqGr+MczorkA=:";
    public static final long CREATED = 1795584000L;

    private SignatureVectors() {}

    public static byte[] body() {
        return BODY.getBytes(StandardCharsets.UTF_8);
    }

    public static String parameters(String keyId) {
        return "(\"@method\" \"@path\" \"@query\" \"content-digest\");created=" + CREATED + ";keyid=\"" + keyId + "\"";
    }

    static byte[] base(String keyId) {
        return String.join(
                        "\n",
                        "\"@method\": POST",
                        "\"@path\": /v1/payments",
                        "\"@query\": ?",
                        "\"content-digest\": " + CONTENT_DIGEST,
                        "\"@signature-params\": " + parameters(keyId))
                .getBytes(StandardCharsets.US_ASCII);
    }

    static Stream<CryptoProviders> everyProvider() {
        return Stream.of(CryptoProviders.load(), CryptoProviders.portable());
    }
}
